//! The previous tree: what the target holds when a build begins.
//!
//! The manifest says quickly that a page has changed. That it has not is believed only of the file itself, since
//! anybody may have edited it: of its seal, where it has one, else byte by byte.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use ahash::HashMap;

use super::calls::open_file;
use super::manifest::{Fingerprint, Manifest};
use super::seal::{Seal, Seals};

/// The tree that the target held when this build began.
pub(super) struct Previous {
    /// Its directory, held open: it stays the same tree when it is renamed.
    pub root: OwnedFd,
    /// What we wrote there.
    pub manifest: Manifest,
    /// The manifest's text.
    pub text: String,
    /// Whether something other than a file's content was changed by hand.
    pub altered: bool,
    /// How its files were when we left them.
    pub seals: Option<Seals>,
    /// How its directories were before their names were listed, in the order of the manifest.
    pub directories: Vec<Option<Seal>>,
}

/// How a file of this build relates to the previous tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Not there, or with another content.
    New,
    /// The same bytes, in a file that was like this before they were read.
    Same(Seal),
    /// The same bytes were written, but somebody has changed or removed the file since.
    Altered,
}

impl Previous {
    /// Compares a file of this build with the one of this number in the manifest, which has the same path.
    pub(super) fn compare(&self, index: usize, fingerprint: Fingerprint, bytes: &[u8]) -> Likeness {
        let (path, before) = &self.manifest.files()[index];
        if *before != fingerprint {
            return Likeness::New;
        }
        if let Some(seal) = self.sealed(index, path) {
            return Likeness::Same(seal);
        }
        // A file that cannot be read is written again, which is right whatever the reason.
        match self.holds(path, bytes) {
            Ok(Some(seal)) => Likeness::Same(seal),
            Ok(None) | Err(_) => Likeness::Altered,
        }
    }

    /// How a file is, if it is there as it was written; `index` is its number in the manifest.
    pub(super) fn intact(&self, index: usize) -> Option<Seal> {
        let (path, fingerprint) = &self.manifest.files()[index];
        self.sealed(index, path).or_else(|| self.read(path, *fingerprint).ok().map(|(_, seal)| seal))
    }

    /// How its directories were before their names were listed, where that can be told from what they were later.
    pub(super) fn seals_of_directories(&self) -> HashMap<&str, Seal> {
        let seals = self.manifest.directories().into_iter().zip(&self.directories);
        seals.filter_map(|(directory, seal)| Some((directory, (*seal)?))).collect()
    }

    fn sealed(&self, index: usize, path: &str) -> Option<Seal> {
        let seal = self.seals.as_ref()?.file(index)?;
        Seal::of_file(self.root.as_fd(), path).filter(|now| *now == seal)
    }

    /// How a file is that has these bytes; `None` if it has others.
    fn holds(&self, path: &str, bytes: &[u8]) -> io::Result<Option<Seal>> {
        let Some((mut file, seal)) = self.open(path, bytes.len() as u64)? else { return Ok(None) };
        let mut buffer = [0; 16 * 1024];
        let mut rest = bytes;
        loop {
            let read = file.read(&mut buffer)?;
            match rest.split_at_checked(read) {
                Some((expected, after)) if read > 0 && expected == &buffer[..read] => rest = after,
                Some(_) if read == 0 => return Ok(rest.is_empty().then_some(seal)),
                _ => return Ok(None),
            }
        }
    }

    /// A file, if it is one of ours and as long as this, and how it is before it is read.
    fn open(&self, path: &str, size: u64) -> io::Result<Option<(File, Seal)>> {
        let file = open_file(self.root.as_fd(), Path::new(path))?;
        let seal = Seal::of_open_file(&file).filter(|seal| seal.size() == size);
        Ok(seal.map(|seal| (file, seal)))
    }

    /// The bytes of an unchanged file, and how it is.
    pub(super) fn read(&self, path: &str, fingerprint: Fingerprint) -> io::Result<(Vec<u8>, Seal)> {
        let changed = || io::Error::other("it was changed while the site was being built");
        let (mut file, seal) = self.open(path, fingerprint.size)?.ok_or_else(changed)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        if Fingerprint::of(&bytes) == fingerprint { Ok((bytes, seal)) } else { Err(changed()) }
    }
}
