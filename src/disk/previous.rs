//! The previous tree: what the target holds when a build begins.
//!
//! The manifest says quickly that a page has changed. That it has not is believed only of the file itself, since
//! anybody may have edited it: of its seal, where it has one, else byte by byte.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{FileType, Mode};

use super::calls::{FILE_MODE, open_file};
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
}

/// How a file of this build relates to the previous tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Not there, or with another content.
    New,
    /// The same bytes.
    Same,
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
        if self.is_sealed(index, path) {
            return Likeness::Same;
        }
        // A file that cannot be read is written again, which is right whatever the reason.
        match self.holds(path, bytes) {
            Ok(true) => Likeness::Same,
            Ok(false) | Err(_) => Likeness::Altered,
        }
    }

    /// Whether a file is still there as it was written; `index` is its number in the manifest.
    pub(super) fn is_intact(&self, index: usize) -> bool {
        let (path, fingerprint) = &self.manifest.files()[index];
        self.is_sealed(index, path) || self.read(path, *fingerprint).is_ok()
    }

    fn is_sealed(&self, index: usize, path: &str) -> bool {
        let seal = self.seals.as_ref().and_then(|seals| seals.file(index));
        seal.is_some_and(|seal| Seal::of_file(self.root.as_fd(), path) == Some(seal))
    }

    fn holds(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        let Some(mut file) = self.open(path, bytes.len() as u64)? else { return Ok(false) };
        let mut buffer = [0; 16 * 1024];
        let mut rest = bytes;
        loop {
            let read = file.read(&mut buffer)?;
            match rest.split_at_checked(read) {
                Some((expected, after)) if read > 0 && expected == &buffer[..read] => rest = after,
                Some(_) if read == 0 => return Ok(rest.is_empty()),
                _ => return Ok(false),
            }
        }
    }

    /// A file, if it is one of ours and as long as this.
    fn open(&self, path: &str, size: u64) -> io::Result<Option<File>> {
        let file = open_file(self.root.as_fd(), Path::new(path))?;
        let stat = rustix::fs::fstat(&file)?;
        let regular = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        let mode = Mode::from_raw_mode(stat.st_mode);
        let ours = regular && mode == FILE_MODE && u64::try_from(stat.st_size) == Ok(size);
        Ok(ours.then_some(file))
    }

    /// The bytes of an unchanged file.
    pub(super) fn read(&self, path: &str, fingerprint: Fingerprint) -> io::Result<Vec<u8>> {
        let changed = || io::Error::other("it was changed while the site was being built");
        let mut bytes = Vec::new();
        self.open(path, fingerprint.size)?.ok_or_else(changed)?.read_to_end(&mut bytes)?;
        if Fingerprint::of(&bytes) == fingerprint { Ok(bytes) } else { Err(changed()) }
    }
}
