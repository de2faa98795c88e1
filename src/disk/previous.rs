//! The previous tree: what the target holds when a build begins.
//!
//! The manifest says quickly that a page has changed. That it has not is believed only of the file itself,
//! byte by byte and never by its time, since anybody may have edited it; reading a small file costs less
//! than writing one.

use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

use rustix::fs::{FileType, Mode};

use super::calls::{FILE_MODE, open_file};
use super::manifest::{Fingerprint, Manifest};

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
    /// Compares a file of this build with the previous tree.
    pub(super) fn compare(&self, path: &str, fingerprint: Fingerprint, bytes: &[u8]) -> Likeness {
        if self.manifest.files.get(path) != Some(&fingerprint) {
            return Likeness::New;
        }
        // A file that cannot be read is written again, which is right whatever the reason.
        match self.holds(path, bytes) {
            Ok(true) => Likeness::Same,
            Ok(false) | Err(_) => Likeness::Altered,
        }
    }

    fn holds(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        let mut file = open_file(self.root.as_fd(), Path::new(path))?;
        let stat = rustix::fs::fstat(&file)?;
        let regular = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        let mode = Mode::from_raw_mode(stat.st_mode);
        if !regular || mode != FILE_MODE || u64::try_from(stat.st_size) != Ok(bytes.len() as u64) {
            return Ok(false);
        }
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

    /// The bytes of an unchanged file.
    pub(super) fn read(&self, path: &str, fingerprint: Fingerprint) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_file(self.root.as_fd(), Path::new(path))?.read_to_end(&mut bytes)?;
        if Fingerprint::of(&bytes) == fingerprint {
            Ok(bytes)
        } else {
            Err(io::Error::other("it was changed while the site was being built"))
        }
    }
}
