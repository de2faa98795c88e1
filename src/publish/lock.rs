//! One publication of a project at a time, on this machine.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rustix::fs::FlockOperation;

use super::error::Error;

/// A path in the folder of states, which is made. A project from elsewhere may have links in it: none is followed.
///
/// # Errors
/// There is a link on the way, or the folder cannot be made.
pub(super) fn state(root: &Path, below: &str) -> Result<PathBuf, Error> {
    let mut path = root.join(".tearsheet");
    for part in Path::new(below).components() {
        refuse_link(&path)?;
        fs::create_dir_all(&path).map_err(Error::io("create", &path))?;
        path.push(part);
    }
    refuse_link(&path)?;
    Ok(path)
}

fn refuse_link(path: &Path) -> Result<(), Error> {
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(Error::Settings(format!("`{}` is a link, which is not followed: remove it", path.display())));
    }
    Ok(())
}

/// Held while a publication runs; ends with the process, whatever ends it.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a project.
    ///
    /// # Errors
    /// Another process has it, or the project cannot be written to.
    pub fn take(root: &Path) -> Result<Lock, Error> {
        let path = state(root, "publish.lock")?;
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(Error::io("open", &path))?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Lock { _file: file }),
            Err(rustix::io::Errno::WOULDBLOCK) => {
                Err(Error::Overtaken("this project is being published right now, by another process here".to_owned()))
            }
            Err(error) => Err(Error::io("lock", &path)(error.into())),
        }
    }
}
