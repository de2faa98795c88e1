//! A look at an output before it is known what to do with it: which of its files are as the last build left them.
//!
//! It takes no lock and changes nothing, so that it can be had while the project is compiled, and for nothing if that
//! has errors. Whether the output is still the tree that was looked at is asked when it is opened for writing.

use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;

use rayon::prelude::*;
use rustix::fs::{AtFlags, CWD};

use super::calls::open_directory;
use super::guard;
use super::manifest::MANIFEST;
use super::place::{Place, Spot};
use super::previous::Previous;
use super::seal::{Seal, Seals};
use super::way::Way;

/// An output that is the tree which the last build sealed.
pub struct Examined {
    pub(super) previous: Previous,
    /// How each file of the manifest is, if it is as it was written.
    pub(super) intact: Vec<Option<Seal>>,
    manifest: Seal,
}

impl Examined {
    /// Looks at the output `target`. `None` if it is not the tree that these seals are of, or cannot be looked at:
    /// whoever opens it for writing is told why.
    pub fn of(target: &Path, seals: Seals) -> Option<Examined> {
        let path = guard::resolve(target, &std::env::current_dir().ok()?).ok()?;
        let way = Way::of(&path);
        let (base, name) = way.base(&path)?;
        let base = open_directory(CWD, base).ok()?;
        let spot = Spot { way, base: base.as_fd(), name, path: &path };
        let previous = guard::inspect(spot, Some(seals)).ok()??;
        previous.seals.as_ref()?;
        let manifest = Seal::of_file(previous.root.as_fd(), MANIFEST)?;
        let files = 0..previous.manifest.files().len();
        let intact = files.into_par_iter().map(|index| previous.intact(index)).collect();
        Some(Examined { previous, intact, manifest })
    }

    /// Whether every file is as it was written, and nothing else is there.
    pub fn is_whole(&self) -> bool {
        !self.previous.altered && self.intact.iter().all(Option::is_some)
    }

    /// How each file is that still is as it was found.
    pub(super) fn still_intact(&self) -> Vec<Option<Seal>> {
        let paths: Vec<&str> = self.previous.manifest.paths().collect();
        let root = self.previous.root.as_fd();
        let now = |(path, seen): (&str, &Option<Seal>)| seen.filter(|seen| Seal::of_file(root, path) == Some(*seen));
        paths.into_par_iter().zip(&self.intact).map(now).collect()
    }

    /// Whether the output of this place is still this tree.
    pub(super) fn is_at(&self, place: &Place) -> bool {
        let inode = |directory: BorrowedFd<'_>| rustix::fs::fstat(directory).map(|stat| stat.st_ino).ok();
        let there = rustix::fs::statat(&place.base, &place.name, AtFlags::SYMLINK_NOFOLLOW).map(|stat| stat.st_ino);
        let root = self.previous.root.as_fd();
        there.ok() == inode(root) && Seal::of_file(root, MANIFEST) == Some(self.manifest)
    }
}
