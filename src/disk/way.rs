//! The two ways in which what was staged becomes the output.
//!
//! A folder of its own is exchanged as a whole ([`super::swap`]). Two kinds of folder cannot be: one at which a file
//! system is mounted has no other name to be exchanged with, and whoever serves it would go on looking at the old one;
//! the top of a git work tree would lose its `.git`. These are written in place, file by file ([`super::in_place`]).
//! Nobody has to ask for it, and the command says so.
//!
//! This is where the two part, and the only place: whatever opens, judges, fills or drops an output does it alike.

use std::ffi::OsStr;
use std::os::fd::BorrowedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD};

use super::error::OutputError;
use super::in_place;
use super::manifest::Manifest;
use super::place::Place;
use super::previous::Previous;
use super::seal::Seals;
use super::stage::Put;
use super::swap;
use super::tree::Tree;
use super::written::Written;

/// What may lie directly in an output that is written in place, is nobody's page, and is left alone. Where the site has
/// a file of that name, it is one of the site.
const LEFT_ALONE: [&str; 4] = [".git", ".nojekyll", "CNAME", "lost+found"];

/// How an output comes to be what was staged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The staged tree, whole, takes its place in one step.
    Exchange,
    /// File by file.
    InPlace(InPlace),
}

/// Why an output is written in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// A file system is mounted at it.
    Mounted,
    /// It is the top of a git work tree.
    WorkTree,
}

/// What is to be the output: the files that differ, staged, and all that is known of the others.
pub(super) struct Next<'a> {
    /// Where the files that differ are.
    pub tree: &'a Tree,
    /// The tree that the output was.
    pub previous: Option<&'a Previous>,
    /// All files.
    pub manifest: &'a Manifest,
    /// The manifest's text.
    pub text: &'a str,
    /// All files, in the same order, and what became of them.
    pub all: &'a [(String, Put)],
}

impl Way {
    /// That of the output at this resolved path.
    pub(super) fn of(path: &Path) -> Way {
        if !path.is_dir() {
            Way::Exchange
        } else if is_mount_point(CWD, path) {
            Way::InPlace(InPlace::Mounted)
        } else if path.join(".git").symlink_metadata().is_ok() {
            Way::InPlace(InPlace::WorkTree)
        } else {
            Way::Exchange
        }
    }

    /// Why it is in place, if it is.
    pub(super) fn in_place(self) -> Option<InPlace> {
        match self {
            Way::Exchange => None,
            Way::InPlace(why) => Some(why),
        }
    }

    /// The folder that an output is staged in and locked by, and the output's name in it.
    pub(super) fn base(self, path: &Path) -> Option<(&Path, &OsStr)> {
        let (parent, name) = (path.parent()?, path.file_name()?);
        Some(match self {
            Way::Exchange => (parent, name),
            Way::InPlace(_) => (path, OsStr::new(".")),
        })
    }

    /// Whether a path in the output is none of ours.
    pub(super) fn leaves_alone(self, path: &str) -> bool {
        self.in_place().is_some() && LEFT_ALONE.contains(&path)
    }

    /// Brings an output that a killed build left half-way to one of its two states, before it is judged.
    pub(super) fn mend(place: &Place) -> Result<(), OutputError> {
        if place.way == Way::Exchange {
            swap::repair(place)?;
        }
        // Either way: it may have been mounted then, and not be now.
        in_place::mend(place)
    }

    /// Removes what else a killed build left. Returns folders of files that were not ours.
    pub(super) fn sweep(place: &Place) -> Result<Vec<PathBuf>, OutputError> {
        in_place::sweep(place)?;
        match place.way {
            Way::Exchange => swap::sweep(place),
            Way::InPlace(_) => Ok(Vec::new()),
        }
    }

    /// Makes the output what was staged, and seals it.
    pub(super) fn write(place: &Place, next: &Next<'_>, report: &mut Written) -> Result<Option<Seals>, OutputError> {
        match place.way {
            Way::Exchange => swap::write(place, next, report),
            Way::InPlace(_) => in_place::write(place, next, report),
        }
    }
}

/// Whether a file system is mounted at a directory, be it a part of the one around it (`mount --bind`).
#[cfg(target_os = "linux")]
pub(super) fn is_mount_point(at: BorrowedFd<'_>, path: &Path) -> bool {
    use rustix::fs::{StatxAttributes, StatxFlags, statx};
    match statx(at, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::TYPE) {
        Ok(found) if found.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT) => {
            found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT)
        }
        // Before Linux 5.8.
        _ => is_another_device(at, path),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount_point(at: BorrowedFd<'_>, path: &Path) -> bool {
    is_another_device(at, path)
}

/// Whether a directory is on another file system than the one that holds it.
fn is_another_device(at: BorrowedFd<'_>, path: &Path) -> bool {
    let device = |path: &Path| rustix::fs::statat(at, path, AtFlags::SYMLINK_NOFOLLOW).map(|stat| stat.st_dev).ok();
    device(path) != device(&path.join(".."))
}
