//! What lies in an output: which of its files are not ours, and which of its folders are not as we make them.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::sync::LazyLock;

use ahash::HashSet;
use rayon::prelude::*;
use rustix::fs::{AtFlags, Dir, FileType};

use super::calls::{DIRECTORY_MODE, open_directory};
use super::journal::JOURNAL;
use super::litter::{is_litter_file, is_litter_folder, is_trash};
use super::manifest::{MANIFEST, Manifest};
use super::place::STAGED;
use super::seal::{Seal, Seals};
use super::way::{Way, is_mount_point};

/// All that is directly in a directory, sorted, without what is never in the way.
pub(super) fn foreign(root: BorrowedFd<'_>, way: Way) -> io::Result<Vec<String>> {
    let entries = entries(root)?.into_iter().map(|(name, kind)| (readable(name), kind));
    let entries = entries.filter(|(name, kind)| !is_litter(name, *kind) && !is_trace(name) && !way.leaves_alone(name));
    let mut names: Vec<String> = entries.map(|(name, _)| name).collect();
    names.sort();
    Ok(names)
}

/// What was found below an output.
#[derive(Default)]
pub(super) struct Survey {
    /// Files and folders that are not on the manifest, sorted.
    pub strangers: Vec<String>,
    /// Folders at which a file system is mounted, sorted. That of the output itself is not among them.
    pub mounts: Vec<String>,
    /// Whether a folder's mode was changed, so that the tree is not as a clean build would leave it.
    pub altered: bool,
    /// How each directory was before its names were listed, in their order.
    pub directories: Vec<Option<Seal>>,
}

/// Looks into every directory of an output, but those that are sealed: nothing came into them or went.
pub(super) fn survey(root: &OwnedFd, manifest: &Manifest, seals: Option<&Seals>, way: Way) -> io::Result<Survey> {
    let directories = manifest.directories();
    // Only asked for where a directory was touched.
    let known = LazyLock::new(|| directories.iter().copied().collect::<HashSet<&str>>());
    let look = |(index, directory): (usize, &&str)| {
        let seal = seals.and_then(|seals| seals.directory(index));
        match seal.filter(|seal| Seal::of_directory(root.as_fd(), directory) == Some(*seal)) {
            Some(seal) => Ok(Survey { directories: vec![Some(seal)], ..Survey::default() }),
            None => survey_directory(root.as_fd(), directory, &known, manifest, way),
        }
    };
    let parts: Vec<Survey> = directories.par_iter().enumerate().map(look).collect::<io::Result<_>>()?;
    let mut survey = Survey::default();
    for part in parts {
        survey.strangers.extend(part.strangers);
        survey.mounts.extend(part.mounts);
        survey.altered |= part.altered;
        survey.directories.extend(part.directories);
    }
    survey.strangers.sort();
    survey.mounts.sort();
    Ok(survey)
}

/// One directory: what is strange in it.
fn survey_directory(
    root: BorrowedFd<'_>,
    directory: &str,
    known: &HashSet<&str>,
    manifest: &Manifest,
    way: Way,
) -> io::Result<Survey> {
    let here = if directory.is_empty() { "." } else { directory };
    let handle = match open_directory(root, Path::new(here)) {
        Ok(handle) => handle,
        // It was removed, or something else is there, which is a stranger in the directory above.
        Err(error) if is_no_directory(&error) => {
            return Ok(Survey { altered: true, directories: vec![None], ..Survey::default() });
        }
        Err(error) => return Err(error),
    };
    let seal = Seal::of(&rustix::fs::fstat(&handle)?, FileType::Directory, DIRECTORY_MODE);
    // The folder that is written in place was there before us, and keeps the mode that it has.
    let is_others = directory.is_empty() && way != Way::Exchange;
    let mut survey = Survey {
        altered: seal.is_none() && !is_others,
        directories: vec![seal.and_then(Seal::settled)],
        ..Survey::default()
    };
    if !directory.is_empty() && is_mount_point(root, Path::new(directory)) {
        survey.mounts.push(directory.to_owned());
    }
    for (name, kind) in entries(handle.as_fd())? {
        let name = readable(name);
        let path = if directory.is_empty() { name.clone() } else { format!("{directory}/{name}") };
        if directory.is_empty() && (is_trace(&name) || (way.leaves_alone(&name) && !manifest.contains(&name))) {
            continue;
        }
        let is_ours = match kind {
            FileType::Directory => known.contains(path.as_str()),
            _ => manifest.contains(&path) || path == MANIFEST,
        };
        if !is_ours && !is_litter(&name, kind) {
            survey.strangers.push(if kind == FileType::Directory { path + "/" } else { path });
        }
    }
    Ok(survey)
}

/// Whether there is no directory where one was to be opened.
pub(super) fn is_no_directory(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
        || error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

/// Names and types in a directory, without `.` and `..`.
pub(super) fn entries(directory: BorrowedFd<'_>) -> io::Result<Vec<(OsString, FileType)>> {
    let mut entries = Vec::new();
    for entry in Dir::read_from(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        if matches!(name.to_bytes(), b"." | b"..") {
            continue;
        }
        // Some file systems leave the type to `stat`.
        let kind = match entry.file_type() {
            FileType::Unknown => {
                let stat = rustix::fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)?;
                FileType::from_raw_mode(stat.st_mode)
            }
            kind => kind,
        };
        entries.push((OsStr::from_bytes(name.to_bytes()).to_owned(), kind));
    }
    Ok(entries)
}

/// A name as text. We write Unicode only, so that a name which is not is a stranger in any spelling.
fn readable(name: OsString) -> String {
    name.into_string().unwrap_or_else(|name| name.to_string_lossy().into_owned())
}

/// Whether an editor or an operating system left this: never in the way.
fn is_litter(name: &str, kind: FileType) -> bool {
    match kind {
        FileType::Directory => is_litter_folder(name) || is_trash(name),
        _ => is_litter_file(name),
    }
}

/// Whether a build in place has this directly in its output while it works. One that is found was killed.
fn is_trace(name: &str) -> bool {
    [STAGED, JOURNAL].contains(&name)
}
