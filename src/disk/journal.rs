//! The journal of an output that is written in place: what it is to be, for whoever has to finish it.
//!
//! ```text
//! tearsheet journal 1 0f2c…64 hex digits…
//! tearsheet manifest 1
//! …
//! ```
//!
//! It is the next manifest, after a line with its hash. What is to be done follows from it: what is staged is to be put
//! in its place, and what the manifest in the output has and this one has not is to go. It is there, under its name,
//! from before the first change that a reader can see until after the last.

use std::io::{self, Read};
use std::os::fd::BorrowedFd;
use std::path::Path;

use super::calls::{Operation, open_file};
use super::error::OutputError;
use super::manifest::Manifest;

/// Its name inside the output.
pub(super) const JOURNAL: &str = ".tearsheet-journal";

const HEADER: &str = "tearsheet journal 1 ";

/// What an output is to be.
pub(super) struct Journal {
    /// Its files.
    pub manifest: Manifest,
    /// The manifest's text.
    pub text: String,
}

/// The text of a journal; `manifest` is the text of the manifest.
pub(super) fn render(manifest: &str) -> String {
    format!("{HEADER}{}\n{manifest}", blake3::hash(manifest.as_bytes()).to_hex())
}

fn parse(text: &str) -> Option<Journal> {
    let (hash, text) = text.strip_prefix(HEADER)?.split_once('\n')?;
    if blake3::hash(text.as_bytes()) != blake3::Hash::from_hex(hash).ok()? {
        return None;
    }
    Some(Journal { manifest: Manifest::parse(text).ok()?, text: text.to_owned() })
}

/// The journal of an output; `None` if there is none, or not all of it.
pub(super) fn read(root: BorrowedFd<'_>, shown: &Path) -> Result<Option<Journal>, OutputError> {
    let path = shown.join(JOURNAL);
    let failed = |operation| OutputError::io(operation, &path);
    let mut file = match open_file(root, Path::new(JOURNAL)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(Operation::Open)(error)),
    };
    let mut text = Vec::new();
    file.read_to_end(&mut text).map_err(failed(Operation::Read))?;
    Ok(String::from_utf8(text).ok().and_then(|text| parse(&text)))
}

#[cfg(test)]
mod tests {
    use super::{parse, render};
    use crate::disk::{Fingerprint, Manifest};

    #[test]
    fn a_journal_is_whole_or_none() {
        let paths = ["a", "b/c", "é"];
        let manifest: Manifest = paths.map(|path| (path.to_owned(), Fingerprint::of(b"x"))).into_iter().collect();
        let text = render(&manifest.render());
        let read = parse(&text);
        assert_eq!(read.map(|journal| (journal.text, journal.manifest)), Some((manifest.render(), manifest)));
        for (cut, _) in text.char_indices() {
            assert!(parse(&text[..cut]).is_none(), "{cut} bytes");
        }
    }
}
