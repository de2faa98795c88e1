//! One publication of a project at a time, on this machine.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::FlockOperation;

use super::error::Error;
use super::owner::Owner;

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

/// What a process has the lock for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To publish, or to go back.
    Publishing,
    /// To list what was published, which takes moments: others wait for it.
    Listing,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Purpose::Publishing => "publishing",
            Purpose::Listing => "listing",
        }
    }
}

/// How long who comes second waits for a list, or for who has the lock to have said who it is.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);

/// Held while a publication runs; ends with the process, whatever ends it. The file says who has it.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a project.
    ///
    /// # Errors
    /// Another process has it, or the project cannot be written to.
    pub fn take(root: &Path, purpose: Purpose) -> Result<Lock, Error> {
        let path = state(root, "publish.lock")?;
        let file = File::options().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = file.map_err(Error::io("open", &path))?;
        let begin = Instant::now();
        while let Err(error) = rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            if error != rustix::io::Errno::WOULDBLOCK {
                return Err(Error::io("lock", &path)(error.into()));
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let (what, owner) = text.split_once(' ').unwrap_or_default();
            let holder = Owner::parse(owner).filter(|owner| !owner.is_gone());
            // Who took it just now has not said so yet; what stands there is of who had it before.
            let is_short = what == Purpose::Listing.name() || holder.is_none();
            if !is_short || begin.elapsed() > PATIENCE {
                let who = holder.map_or("another process here".to_owned(), |_| Owner::describe(owner));
                return Err(Error::Overtaken(format!("this project is being published right now, by {who}")));
            }
            std::thread::sleep(PAUSE);
        }
        let text = format!("{} {}\n", purpose.name(), Owner::this().render());
        file.set_len(0).and_then(|()| file.write_all(text.as_bytes())).map_err(Error::io("write", &path))?;
        Ok(Lock { _file: file })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Lock, Purpose};

    #[test]
    fn the_second_publisher_is_told_of_the_first_and_waits_for_a_list() {
        let root = std::env::temp_dir().join(format!("tearsheet-lock-{}", std::process::id()));
        let publishing = Lock::take(&root, Purpose::Publishing).unwrap();
        for purpose in [Purpose::Publishing, Purpose::Listing] {
            let said = Lock::take(&root, purpose).err().unwrap().to_string();
            assert!(said.contains(&format!("by process {} on", std::process::id())), "{said}");
        }
        drop(publishing);
        let listing = Lock::take(&root, Purpose::Listing).unwrap();
        std::thread::scope(|scope| {
            let second = scope.spawn(|| Lock::take(&root, Purpose::Publishing).map(drop));
            drop(listing);
            second.join().unwrap().unwrap();
        });
        std::fs::remove_dir_all(root).unwrap();
    }
}
