//! Putting a staged tree in the place of the output, and mending what a killed build left.
//!
//! Where the system can exchange two names in one step (Linux, macOS), there is no instant without an output:
//!
//! ```text
//! public = old, .new = new   ─ exchange ─▶   public = new, .new = old   ─ remove ─▶   public = new
//! ```
//!
//! Elsewhere (some network and FUSE file systems) two renames do it, and the names that exist tell the next build
//! where it was cut: no `public` but an `.old` means between the two, and `.old` goes back. In every other state
//! `public` is whole, and `.new` and `.old` are litter.

use std::ffi::OsStr;
use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use rustix::fs::AtFlags;
use rustix::io::Errno;

use super::calls::Operation;
use super::error::OutputError;
use super::manifest::{MANIFEST, Manifest};
use super::place::Place;
use super::previous::Previous;
use super::remove;
use super::seal::{Seal, Seals};
use super::way::Next;
use super::written::Written;

/// Where the swap has put the previous tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Swapped {
    /// There was none.
    Nothing,
    /// At the name of the staged tree.
    Exchanged,
    /// At the name for old trees.
    Moved,
}

impl Swapped {
    /// The name of the previous tree.
    fn previous(self, place: &Place) -> Option<&OsStr> {
        match self {
            Swapped::Nothing => None,
            Swapped::Exchanged => Some(&place.new),
            Swapped::Moved => Some(&place.old),
        }
    }
}

/// Moves the output back that a killed build had moved away. The only state in which there is none.
pub(super) fn repair(place: &Place) -> Result<(), OutputError> {
    if !exists(place, &place.name) && exists(place, &place.old) {
        let shown = place.beside(&place.old);
        let renamed = place.calls.rename(place.base.as_fd(), &place.old, &place.name);
        renamed.map_err(OutputError::io(Operation::Rename, &shown))?;
    }
    Ok(())
}

/// Removes what a killed build left beside the output. Returns folders of files that were not ours.
pub(super) fn sweep(place: &Place) -> Result<Vec<PathBuf>, OutputError> {
    let mut kept = Vec::new();
    for name in [&place.new, &place.old] {
        kept.extend(remove::tree(place, name)?);
    }
    Ok(kept)
}

/// Makes the staged tree whole, swaps it in, removes the previous tree and seals the new one. After the swap the build
/// has succeeded: a previous tree that cannot be removed is reported and left to the next build.
pub(super) fn write(place: &Place, next: &Next<'_>, report: &mut Written) -> Result<Option<Seals>, OutputError> {
    complete(place, next)?;
    // While nobody knows the tree: from then on a name that comes or goes is seen.
    let directories = next.tree.directories(next.manifest);
    let swapped = swap(place, next.previous.is_some())?;
    next.tree.release();
    if let (Some(name), Some(previous)) = (swapped.previous(place), next.previous) {
        retire(place, name, previous, report);
    }
    let files: Vec<Option<Seal>> = next.all.iter().map(|(_, put)| put.seal).collect();
    let root = next.tree.root.as_fd();
    Ok(Seals::take(root, (next.manifest, next.text), &files, &directories, Seal::is_like))
}

/// Makes the staged tree whole, and has the disk know.
fn complete(place: &Place, next: &Next<'_>) -> Result<(), OutputError> {
    if let Some(previous) = next.previous {
        let same = next.all.iter().filter(|(_, put)| put.same);
        let same: Manifest = same.map(|(path, put)| (path.clone(), put.fingerprint)).collect();
        next.tree.adopt(place, previous, &same)?;
    }
    let _ = next.tree.write(place, MANIFEST, next.text.as_bytes())?;
    let synced = place.calls.sync_file_system(next.tree.root.as_fd(), Path::new(""));
    synced.map_err(OutputError::io(Operation::Sync, &place.beside(&place.new)))
}

/// Removes the previous tree, which is at `name` now.
fn retire(place: &Place, name: &OsStr, previous: &Previous, report: &mut Written) {
    let remove = || remove::by_manifest(place, name, previous.root.as_fd(), &previous.manifest);
    // Removing again is harmless and outlasts a failure that passes, on each thread.
    let removed = (0..rayon::current_num_threads()).fold(remove(), |done, _| done.or_else(|_| remove()));
    match removed {
        Ok(kept) => report.kept.extend(kept),
        Err(_) => report.leftover = Some(place.beside(name)),
    }
}

/// Swaps the staged tree in, and has the disk know. On an error the output is what it was.
fn swap(place: &Place, exists: bool) -> Result<Swapped, OutputError> {
    let swapped = if exists { replace(place)? } else { appear(place)? };
    let synced = place.calls.sync_directory(place.base.as_fd(), Path::new(""));
    synced.map_err(|error| {
        // It cannot be known which of the two names the disk has. Say no, and mean it.
        let _ = undo(place, swapped);
        OutputError::io(Operation::Sync, &place.beside(OsStr::new("")))(error)
    })?;
    Ok(swapped)
}

fn appear(place: &Place) -> Result<Swapped, OutputError> {
    let renamed = place.calls.rename(place.base.as_fd(), &place.new, &place.name);
    renamed.map_err(OutputError::io(Operation::Rename, &place.path))?;
    Ok(Swapped::Nothing)
}

fn replace(place: &Place) -> Result<Swapped, OutputError> {
    match place.calls.exchange(place.base.as_fd(), &place.new, &place.name) {
        Ok(()) => Ok(Swapped::Exchanged),
        Err(error) if is_no_exchange(&error) => replace_in_two(place),
        Err(error) => Err(OutputError::io(Operation::Exchange, &place.path)(error)),
    }
}

fn replace_in_two(place: &Place) -> Result<Swapped, OutputError> {
    let (at, calls) = (place.base.as_fd(), &place.calls);
    let failed = || OutputError::io(Operation::Rename, &place.path);
    calls.rename(at, &place.name, &place.old).map_err(failed())?;
    match calls.rename(at, &place.new, &place.name) {
        Ok(()) => Ok(Swapped::Moved),
        Err(error) => {
            let _ = calls.rename(at, &place.old, &place.name);
            Err(failed()(error))
        }
    }
}

fn undo(place: &Place, swapped: Swapped) -> io::Result<()> {
    let (at, calls) = (place.base.as_fd(), &place.calls);
    match swapped {
        Swapped::Nothing => calls.rename(at, &place.name, &place.new),
        Swapped::Exchanged => calls.exchange(at, &place.new, &place.name),
        Swapped::Moved => {
            calls.rename(at, &place.name, &place.new)?;
            calls.rename(at, &place.old, &place.name)
        }
    }
}

fn exists(place: &Place, name: &OsStr) -> bool {
    rustix::fs::statat(&place.base, name, AtFlags::SYMLINK_NOFOLLOW).is_ok()
}

/// Whether the file system has no exchange, rather than having refused this one.
fn is_no_exchange(error: &io::Error) -> bool {
    let codes = [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP];
    error.kind() == io::ErrorKind::Unsupported
        || codes.iter().any(|code| error.raw_os_error() == Some(code.raw_os_error()))
}
