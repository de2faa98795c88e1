//! Removing trees that have had their day.
//!
//! A tree with a manifest is removed by that list, so that a file which is not on it is never deleted, not even
//! one that appeared in the output while the site was being built. The manifest goes last: a removal that was
//! cut short can be resumed by it. A tree without one is a staged tree that was never finished, all ours.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ahash::HashSet;
use rayon::prelude::*;
use rustix::fs::{AtFlags, FileType};

use super::calls::{Calls, Operation, open_directory};
use super::error::OutputError;
use super::guard::read_manifest;
use super::litter::{is_litter_file, is_litter_folder, is_trash};
use super::manifest::{MANIFEST, Manifest, directories_above};
use super::owner;
use super::place::Place;
use super::survey::entries;
use crate::lock::held;

/// Removes the tree `name` beside the output, if it is there. What is not ours in it is moved to a folder of its
/// own, which is returned.
pub(super) fn tree(place: &Place, name: &OsStr) -> Result<Option<PathBuf>, OutputError> {
    let shown = place.beside(name);
    let root = match open_directory(place.base.as_fd(), Path::new(name)) {
        Ok(root) => root,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(OutputError::io(Operation::Open, &shown)(error)),
    };
    let kept = match read_manifest(root.as_fd(), &shown) {
        Ok(Some((manifest, _))) => by_manifest(place, name, root.as_fd(), &manifest),
        // A manifest that was cut while it was written belongs to a tree that was never used.
        Ok(None) | Err(OutputError::BadManifest { .. }) => {
            everything(&place.calls, place.base.as_fd(), name).map(|()| None)
        }
        Err(error) => return Err(error),
    };
    kept.map_err(|error| owner::of_leftover(&shown, error))
}

/// Removes what a manifest lists, and the tree if nothing else is in it.
pub(super) fn by_manifest(
    place: &Place,
    name: &OsStr,
    root: BorrowedFd<'_>,
    manifest: &Manifest,
) -> io::Result<Option<PathBuf>> {
    listed(&place.calls, root, manifest.paths())?;
    match place.calls.remove_directory(place.base.as_fd(), Path::new(name)) {
        Ok(()) => Ok(None),
        Err(error) if error.kind() != io::ErrorKind::DirectoryNotEmpty => Err(error),
        Err(_) if is_all_litter(root)? => everything(&place.calls, place.base.as_fd(), name).map(|()| None),
        Err(_) => keep(place, name).map(Some),
    }
}

/// Removes files, the directories above them that are empty then, and last the manifest. What is gone already is
/// no failure. Goes on after a failure and returns one.
pub(super) fn listed<'a>(calls: &Calls, root: BorrowedFd<'_>, files: impl Iterator<Item = &'a str>) -> io::Result<()> {
    self::files(calls, root, files)?;
    match calls.remove_file(root, Path::new(MANIFEST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The same without the manifest.
pub(super) fn files<'a>(calls: &Calls, root: BorrowedFd<'_>, files: impl Iterator<Item = &'a str>) -> io::Result<()> {
    let failure = Mutex::new(Ok(()));
    let note = |result: io::Result<()>| {
        let harmless = [io::ErrorKind::NotFound, io::ErrorKind::NotADirectory, io::ErrorKind::DirectoryNotEmpty];
        if let Err(error) = result
            && !harmless.contains(&error.kind())
        {
            *held(failure.lock()) = Err(error);
        }
    };
    let files: Vec<&str> = files.collect();
    let mut known = HashSet::default();
    for path in &files {
        let _ = directories_above(path).find(|&directory| !known.insert(directory));
    }
    files.into_par_iter().for_each(|path| note(calls.remove_file(root, Path::new(path))));
    for level in levels(known.into_iter()).into_iter().rev() {
        level.into_par_iter().for_each(|directory| note(calls.remove_directory(root, Path::new(directory))));
    }
    held(failure.into_inner())
}

/// Directories by how deep they are: those of one level do not hold each other.
pub(super) fn levels<'a>(directories: impl Iterator<Item = &'a str>) -> Vec<Vec<&'a str>> {
    let mut levels: Vec<Vec<&str>> = Vec::new();
    for directory in directories {
        let depth = directory.bytes().filter(|&byte| byte == b'/').count();
        if levels.len() <= depth {
            levels.resize(depth + 1, Vec::new());
        }
        levels[depth].push(directory);
    }
    levels
}

/// Removes a directory and all that is in it, without following links.
pub(super) fn everything(calls: &Calls, parent: BorrowedFd<'_>, name: &OsStr) -> io::Result<()> {
    let path = Path::new(name);
    let directory = open_directory(parent, path)?;
    for (entry, kind) in entries(directory.as_fd())? {
        match kind {
            FileType::Directory => everything(calls, directory.as_fd(), &entry)?,
            _ => calls.remove_file(directory.as_fd(), Path::new(&entry))?,
        }
    }
    calls.remove_directory(parent, path)
}

/// Whether a tree holds nothing but what editors and operating systems leave in folders.
pub(super) fn is_all_litter(directory: BorrowedFd<'_>) -> io::Result<bool> {
    for (name, kind) in entries(directory)? {
        let litter = match (kind, name.to_str().unwrap_or_default()) {
            (FileType::Directory, name) if is_trash(name) => false,
            (FileType::Directory, name) if is_litter_folder(name) => true,
            (FileType::Directory, _) => is_all_litter(open_directory(directory, Path::new(&name))?.as_fd())?,
            (_, name) => is_litter_file(name),
        };
        if !litter {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Moves what is left of a tree to a name that no build removes: `public.kept`, `public.kept-2`, …
fn keep(place: &Place, name: &OsStr) -> io::Result<PathBuf> {
    let free = |candidate: &OsString| {
        matches!(rustix::fs::statat(&place.base, candidate, AtFlags::SYMLINK_NOFOLLOW), Err(rustix::io::Errno::NOENT))
    };
    let candidates = (1..1000).map(|number| {
        let mut kept = place.name.clone();
        kept.push(if number == 1 { ".kept".to_owned() } else { format!(".kept-{number}") });
        kept
    });
    let kept = candidates.into_iter().find(free).ok_or(io::ErrorKind::AlreadyExists)?;
    place.calls.rename(place.base.as_fd(), name, &kept)?;
    Ok(place.beside(&kept))
}
