//! One publication of a project at a time, on this machine.

use std::fs::{self, File};
use std::path::Path;

use rustix::fs::FlockOperation;

use super::error::Error;

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
        let folder = root.join(".tearsheet");
        fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
        let path = folder.join("publish.lock");
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
