//! The place of an output: the folder that it is staged in, locked, and the names that a build uses there.
//!
//! ```text
//! public                    the output
//! .public.tearsheet-new     the next tree while it is written; right after an exchange, the previous one
//! .public.tearsheet-old     the previous tree, on file systems that cannot exchange two names
//! public.kept               files that somebody put into the output while it was being replaced
//!
//! public                    an output that is written in place
//! public/.tearsheet-new     what differs, while it is written
//! public/.tearsheet-journal what the output is to be, while it is changed
//! ```
//!
//! The names are the journal of an exchange: which of them exist tells the next build at which instant this one was
//! killed (see [`super::swap`]). They need not be unique, since the lock lets one build at a time work here. The lock
//! is on the folder itself: it leaves no file behind and ends with the process.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{CWD, FlockOperation};

use super::calls::{Calls, Operation, open_directory};
use super::error::OutputError;
use super::way::Way;

/// How often a busy place is looked at again.
const POLL: Duration = Duration::from_millis(20);

/// The name of what is staged in an output that is written in place.
pub(super) const STAGED: &str = ".tearsheet-new";

/// Where to look at an output.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    /// How it is written.
    pub way: Way,
    /// The folder that it is staged in.
    pub base: BorrowedFd<'a>,
    /// Its name there.
    pub name: &'a OsStr,
    /// Its absolute path.
    pub path: &'a Path,
}

/// Where an output lives. Unlocked, and folders made for it removed unless kept, when dropped.
pub(super) struct Place {
    /// How the disk is changed.
    pub calls: Calls,
    /// How the output is written.
    pub way: Way,
    /// The folder that it is staged in: the one that holds it, or in place the output itself.
    pub base: OwnedFd,
    /// The output's absolute path.
    pub path: PathBuf,
    /// Its name in `base`.
    pub name: OsString,
    /// The staged tree's.
    pub new: OsString,
    /// The previous tree's, for the moment between the two renames of an exchange.
    pub old: OsString,
    patience: Duration,
    /// Folders that were made to hold the output, the outermost first.
    made: Vec<PathBuf>,
}

impl Place {
    /// Makes the folders above `path`, an output's resolved path, and waits for other builds of it.
    pub(super) fn open(path: &Path, calls: Calls, patience: Duration) -> Result<Place, OutputError> {
        let way = Way::of(path);
        let (base, name) = way.base(path).ok_or(OutputError::Root)?;
        let made = make_missing(&calls, base)?;
        let directory = open_directory(CWD, base).map_err(|error| {
            unmake(&calls, &made);
            OutputError::io(Operation::Open, base)(error)
        })?;
        let (new, old) = match way {
            Way::Exchange => (hidden(name, STAGED), hidden(name, ".tearsheet-old")),
            Way::InPlace(_) => (STAGED.into(), ".tearsheet-old".into()),
        };
        let path = path.to_owned();
        let place = Place { calls, way, base: directory, path, name: name.to_owned(), new, old, patience, made };
        place.lock(place.base.as_fd())?;
        Ok(place)
    }

    /// Where to look at the output.
    pub(super) fn spot(&self) -> Spot<'_> {
        Spot { way: self.way, base: self.base.as_fd(), name: &self.name, path: &self.path }
    }

    /// The path of another name in the folder that the output is staged in, for messages.
    pub(super) fn beside(&self, name: &OsStr) -> PathBuf {
        match self.way {
            Way::Exchange => self.path.with_file_name(name),
            Way::InPlace(_) => self.path.join(name),
        }
    }

    /// Joins the failure of a system call on a file of the output with what was tried. The file is named by the
    /// path that it is to have, which says more than where it is staged.
    pub(super) fn failed(&self, operation: Operation, file: &str) -> impl FnOnce(io::Error) -> OutputError {
        move |source| OutputError::Io { operation, path: self.path.join(file), source }
    }

    /// Leaves the folders that were made for the output where they are: there is an output in them now.
    pub(super) fn keep_folders(&mut self) {
        self.made.clear();
    }

    /// Waits until no other build holds a folder.
    pub(super) fn lock(&self, folder: BorrowedFd<'_>) -> Result<(), OutputError> {
        let started = Instant::now();
        loop {
            match rustix::fs::flock(folder, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(()),
                Err(rustix::io::Errno::INTR) => {}
                Err(rustix::io::Errno::WOULDBLOCK) if started.elapsed() < self.patience => std::thread::sleep(POLL),
                Err(rustix::io::Errno::WOULDBLOCK) => {
                    return Err(OutputError::Busy { target: self.path.clone() });
                }
                Err(error) => return Err(OutputError::io(Operation::Lock, &self.beside(OsStr::new("")))(error.into())),
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        unmake(&self.calls, &self.made);
    }
}

fn hidden(name: &OsStr, suffix: &str) -> OsString {
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(suffix);
    hidden
}

fn make_missing(calls: &Calls, directory: &Path) -> Result<Vec<PathBuf>, OutputError> {
    let missing: Vec<&Path> = directory.ancestors().take_while(|ancestor| !ancestor.exists()).collect();
    let mut made = Vec::new();
    for path in missing.into_iter().rev() {
        match calls.make_directory(CWD, path) {
            Ok(()) => made.push(path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                unmake(calls, &made);
                return Err(OutputError::io(Operation::MakeDirectory, path)(error));
            }
        }
    }
    Ok(made)
}

/// Removes what [`make_missing`] made. One that is not empty by now is somebody else's too, and stays.
fn unmake(calls: &Calls, made: &[PathBuf]) {
    for path in made.iter().rev() {
        let _ = calls.remove_directory(CWD, path);
    }
}
