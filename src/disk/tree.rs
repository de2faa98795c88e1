//! A tree being staged, beside the output or in it.
//!
//! Files come from many threads, each path once. Directories are made when the first file needs them and
//! remembered, so that a page costs an open, a write and a close, and no look at its parents. Modes are exact:
//! where the umask (or a default ACL, or a set-group-id folder) takes bits away, which the first directory
//! shows, each file and directory is put right; elsewhere that costs nothing.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use ahash::HashSet;
use rayon::prelude::*;
use rustix::fs::Mode;
use rustix::io::Errno;

use super::calls::{DIRECTORY_MODE, FILE_MODE, Operation, open_directory};
use super::error::OutputError;
use super::manifest::{Manifest, parent};
use super::place::Place;
use super::previous::Previous;
use super::remove;
use super::seal::Seal;
use crate::lock::held;

/// The staged tree.
pub(super) struct Tree {
    /// Its directory.
    pub root: OwnedFd,
    /// Whether the system makes files with the modes that we ask for.
    exact_modes: bool,
    /// The directories in it.
    directories: Mutex<HashSet<String>>,
    /// Whether it is no longer to be removed.
    released: AtomicBool,
}

impl Tree {
    /// Makes an empty tree under the name of `place` for new ones.
    pub(super) fn create(place: &Place) -> Result<Tree, OutputError> {
        let name = Path::new(&place.new);
        let shown = place.beside(&place.new);
        let at = place.base.as_fd();
        place.calls.make_directory(at, name).map_err(OutputError::io(Operation::MakeDirectory, &shown))?;
        Tree::open(place, &shown).inspect_err(|_| {
            let _ = place.calls.remove_directory(at, name);
        })
    }

    fn open(place: &Place, shown: &Path) -> Result<Tree, OutputError> {
        let root = open_directory(place.base.as_fd(), Path::new(&place.new))
            .map_err(OutputError::io(Operation::Open, shown))?;
        let stat = rustix::fs::fstat(&root).map_err(|error| OutputError::io(Operation::Open, shown)(error.into()))?;
        let exact_modes = Mode::from_raw_mode(stat.st_mode) == DIRECTORY_MODE;
        if !exact_modes {
            let set = place.calls.set_mode(root.as_fd(), Path::new(&place.new), DIRECTORY_MODE);
            set.map_err(OutputError::io(Operation::SetMode, shown))?;
        }
        Ok(Tree { root, exact_modes, directories: Mutex::default(), released: AtomicBool::new(false) })
    }

    /// Notes that the tree is, or belongs to, the output now: whoever gives up must leave it.
    pub(super) fn release(&self) {
        self.released.store(true, Ordering::Relaxed);
    }

    /// Takes that back.
    pub(super) fn reclaim(&self) {
        self.released.store(false, Ordering::Relaxed);
    }

    pub(super) fn is_released(&self) -> bool {
        self.released.load(Ordering::Relaxed)
    }

    /// Writes a file; how it is then.
    pub(super) fn write(&self, place: &Place, path: &str, bytes: &[u8]) -> Result<Option<Seal>, OutputError> {
        self.make_directories(place, path)?;
        let relative = Path::new(path);
        let failed = |operation| place.failed(operation, path);
        let file = place.calls.create(self.root.as_fd(), relative).map_err(failed(Operation::Create))?;
        if !self.exact_modes {
            let set = place.calls.set_mode(file.as_fd(), relative, FILE_MODE);
            set.map_err(failed(Operation::SetMode))?;
        }
        place.calls.write(&file, relative, bytes).map_err(failed(Operation::Write))?;
        Ok(Seal::of_open_file(&file))
    }

    /// Takes unchanged files over from the previous tree: by hard links, or where the system refuses one, by a copy.
    pub(super) fn adopt(&self, place: &Place, previous: &Previous, files: &Manifest) -> Result<(), OutputError> {
        for level in remove::levels(files.directories().into_iter().filter(|directory| !directory.is_empty())) {
            level.into_par_iter().try_for_each(|directory| self.make_directory(place, directory))?;
        }
        files.files().par_iter().try_for_each(|(path, fingerprint)| {
            let failed = || place.failed(Operation::Link, path);
            match place.calls.link(previous.root.as_fd(), self.root.as_fd(), Path::new(path)) {
                Ok(()) => Ok(()),
                Err(error) if is_no_link(&error) => {
                    let (bytes, _) = previous.read(path, *fingerprint).map_err(failed())?;
                    self.write(place, path, &bytes).map(drop)
                }
                Err(error) => Err(failed()(error)),
            }
        })
    }

    /// How the directories are, with all that we put into them.
    pub(super) fn directories(&self, manifest: &Manifest) -> Vec<Option<Seal>> {
        let seal = |directory: &str| Seal::of_directory(self.root.as_fd(), directory).and_then(Seal::settled);
        manifest.directories().into_par_iter().map(seal).collect()
    }

    fn make_directories(&self, place: &Place, path: &str) -> Result<(), OutputError> {
        let Some(directory) = parent(path) else { return Ok(()) };
        if self.lock().contains(directory) {
            return Ok(());
        }
        self.make_directories(place, directory)?;
        self.make_directory(place, directory)
    }

    /// Makes a directory in one that is there, unless it is.
    fn make_directory(&self, place: &Place, directory: &str) -> Result<(), OutputError> {
        if self.lock().contains(directory) {
            return Ok(());
        }
        let failed = |operation| place.failed(operation, directory);
        let relative = Path::new(directory);
        match place.calls.make_directory(self.root.as_fd(), relative) {
            Ok(()) => {}
            // Another thread was faster. If it is a file, creating the next one in it will say so.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(Operation::MakeDirectory)(error)),
        }
        if !self.exact_modes {
            let handle = open_directory(self.root.as_fd(), relative).map_err(failed(Operation::Open))?;
            let set = place.calls.set_mode(handle.as_fd(), relative, DIRECTORY_MODE);
            set.map_err(failed(Operation::SetMode))?;
        }
        self.lock().insert(directory.to_owned());
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<String>> {
        held(self.directories.lock())
    }
}

/// Whether the system refuses to link where it may well copy: another file system, too many links, a file
/// system without links, a file of another owner.
fn is_no_link(error: &io::Error) -> bool {
    let codes = [Errno::XDEV, Errno::MLINK, Errno::PERM, Errno::NOTSUP, Errno::OPNOTSUPP, Errno::NOSYS];
    codes.iter().any(|code| error.raw_os_error() == Some(code.raw_os_error()))
}
