//! Writing in place: an output that must stay the folder that it is.
//!
//! 1. What differs is staged in `.tearsheet-new/`, with the manifest and the journal, and brought to the disk.
//! 2. The journal appears. From here on the build is finished, by the next one if not by this.
//! 3. Files that stand where folders are to be go, and the other way round; folders are made; files come, each by a
//!    rename, in the waves of [`super::order`]; files that are no longer of the site go, in the opposite order; then
//!    comes the manifest.
//! 4. All is brought to the disk; what is left of the staging goes, and last the journal.
//!
//! So every file is whole at any instant. A page that a reader can come to has all that it needs, and leads nowhere
//! where there is nothing; only where a file becomes a folder there is neither for a moment. Each step can be done
//! again. Without a journal nothing in the output has changed, and what was staged goes.
//!
//! The mode of the output itself is left as it is: it was there before us, and is mounted or checked out by somebody.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rayon::prelude::*;
use rustix::fs::AtFlags;

use super::calls::{Operation, open_directory};
use super::change::Change;
use super::error::OutputError;
use super::guard::read_manifest;
use super::journal::{self, JOURNAL};
use super::manifest::{MANIFEST, Manifest};
use super::owner;
use super::place::{Place, STAGED};
use super::previous::Previous;
use super::remove;
use super::seal::{Seal, Seals};
use super::survey::is_no_directory;
use super::way::{Next, Way};
use super::written::Written;

/// Makes the output what was staged, and seals it.
pub(super) fn write(place: &Place, next: &Next<'_>, report: &mut Written) -> Result<Option<Seals>, OutputError> {
    let root = place.base.as_fd();
    let nothing = Manifest::default();
    let before = next.previous.map_or(&nothing, |previous| &previous.manifest);
    let change = Change { place, root, staged: Some(next.tree.root.as_fd()), before, after: next.manifest };
    change.refuse_links()?;
    change.refuse_strangers()?;
    let _ = next.tree.write(place, MANIFEST, next.text.as_bytes())?;
    let _ = next.tree.write(place, JOURNAL, journal::render(next.text).as_bytes())?;
    let synced = place.calls.sync_file_system(next.tree.root.as_fd(), Path::new(""));
    synced.map_err(OutputError::io(Operation::Sync, &place.beside(&place.new)))?;
    begin(place, next)?;
    // Doing it again is what the next build would do, and outlasts a failure that passes.
    let done = change.apply(next.text).or_else(|_| change.apply(next.text));
    done.map_err(|error| OutputError::HalfWay(Box::new(error)))?;
    if end(place, root).or_else(|_| end(place, root)).is_err() {
        report.leftover = Some(place.path.join(STAGED));
    }
    Ok(seal(root, next))
}

/// Has the journal appear. On an error it has not.
fn begin(place: &Place, next: &Next<'_>) -> Result<(), OutputError> {
    let (root, name) = (place.base.as_fd(), Path::new(JOURNAL));
    let failed = |operation| place.failed(operation, JOURNAL);
    place.calls.bring(next.tree.root.as_fd(), root, name).map_err(failed(Operation::Bring))?;
    next.tree.release();
    place.calls.sync_directory(root, Path::new("")).map_err(|error| {
        // It cannot be known whether the disk has it. Say no, and mean it.
        let remove = || place.calls.remove_file(root, name);
        if remove().or_else(|_| remove()).is_ok() {
            next.tree.reclaim();
        }
        failed(Operation::Sync)(error)
    })
}

/// Has the disk know, and removes what is left of the staging, then the journal.
fn end(place: &Place, root: BorrowedFd<'_>) -> Result<(), OutputError> {
    place.calls.sync_file_system(root, Path::new("")).map_err(OutputError::io(Operation::Sync, &place.path))?;
    clear(place, root)
}

/// Removes what a build in place has in its output while it works, the journal last.
fn clear(place: &Place, root: BorrowedFd<'_>) -> Result<(), OutputError> {
    let staged = place.path.join(STAGED);
    match remove::everything(&place.calls, root, STAGED.as_ref()) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(owner::of_leftover(&staged, error)),
        _ => {}
    }
    match place.calls.remove_file(root, Path::new(JOURNAL)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(place.failed(Operation::RemoveFile, JOURNAL)(error)),
        _ => Ok(()),
    }
}

/// Finishes what a killed build had begun, if its journal is whole.
pub(super) fn mend(place: &Place) -> Result<(), OutputError> {
    let Some(output) = open(place.base.as_fd(), &place.name, &place.path)? else { return Ok(()) };
    let root = output.as_fd();
    let Some(journal) = journal::read(root, &place.path)? else { return Ok(()) };
    if place.way == Way::Exchange {
        // Who writes in place has locked the output itself.
        place.lock(root)?;
    }
    let before = read_manifest(root, &place.path)?.map_or_else(Manifest::default, |(manifest, _)| manifest);
    let staged = open(root, STAGED.as_ref(), &place.path.join(STAGED))?;
    let staged = staged.as_ref().map(AsFd::as_fd);
    let change = Change { place, root, staged, before: &before, after: &journal.manifest };
    change.refuse_links()?;
    for manifest in [&before, &journal.manifest] {
        owner::check(place, root, manifest)?;
    }
    staged.map_or(Ok(()), |staged| owner::check_staged(staged, &place.path.join(STAGED)))?;
    change.refuse_strangers()?;
    change.apply(&journal.text).map_err(|error| OutputError::HalfWay(Box::new(error)))?;
    end(place, root)
}

/// A folder, if it is one; what else there may be is for the guard to judge.
fn open(at: BorrowedFd<'_>, name: &OsStr, shown: &Path) -> Result<Option<OwnedFd>, OutputError> {
    match open_directory(at, Path::new(name)) {
        Ok(folder) => Ok(Some(folder)),
        Err(error) if is_no_directory(&error) => Ok(None),
        Err(error) => Err(OutputError::io(Operation::Open, shown)(error)),
    }
}

/// Takes back what a killed build had staged. To be called when the output has been judged, and found ours.
pub(super) fn sweep(place: &Place) -> Result<(), OutputError> {
    let Some(output) = open(place.base.as_fd(), &place.name, &place.path)? else { return Ok(()) };
    let is_there = |name: &str| rustix::fs::statat(&output, name, AtFlags::SYMLINK_NOFOLLOW).is_ok();
    if [STAGED, JOURNAL].into_iter().any(is_there) { clear(place, output.as_fd()) } else { Ok(()) }
}

/// Seals the output: files as they were written or seen, folders if nothing came into them or went since they were
/// listed. A folder that was written to is listed by the next build: who else was in it meanwhile is not known.
fn seal(root: BorrowedFd<'_>, next: &Next<'_>) -> Option<Seals> {
    // A rename is a change of the file to the kernel.
    let now = |path: &str, put: &Seal| Seal::of_file(root, path).filter(|now| now.is_like(put));
    let files = next.all.par_iter().map(|(path, put)| match put.same {
        true => put.seal,
        false => put.seal.and_then(|seal| now(path, &seal)),
    });
    let files: Vec<Option<Seal>> = files.collect();
    let known = next.previous.map(Previous::seals_of_directories).unwrap_or_default();
    let directories = next.manifest.directories().into_par_iter().map(|directory| {
        known.get(directory).copied().filter(|seal| Seal::of_directory(root, directory) == Some(*seal))
    });
    let directories: Vec<Option<Seal>> = directories.collect();
    Seals::take(root, (next.manifest, next.text), &files, &directories, Seal::eq)
}
