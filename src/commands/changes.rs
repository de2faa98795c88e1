//! What `--explain` tells: which files of the output are new, changed or removed, against the tree that is
//! there before this run.
//!
//! Every file is compared with its predecessor byte by byte, which a plain build does not do; that is why
//! it has to be asked for.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::disk::{MANIFEST, Manifest};
use crate::lock::held;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    New,
    Changed,
    Removed,
    Unchanged,
}

/// Collects the fates of files while they are rendered, from several threads.
pub(crate) struct Changes {
    previous: PathBuf,
    /// What became of each file, and why it was made, if not all were.
    fates: Mutex<BTreeMap<String, (Fate, Option<String>)>>,
}

impl Changes {
    /// To compare with the tree at `previous`, which may be missing.
    pub(crate) fn against(previous: &Path) -> Changes {
        Changes { previous: previous.to_owned(), fates: Mutex::default() }
    }

    /// Compares one file that was made with the one that was there.
    pub(crate) fn see(&self, path: &str, bytes: &[u8], why: Option<&str>) {
        let fate = match fs::read(self.previous.join(path)) {
            Ok(old) if old == bytes => Fate::Unchanged,
            Ok(_) => Fate::Changed,
            Err(_) => Fate::New,
        };
        self.note(path, fate, why);
    }

    /// Notes a file that was not made again.
    pub(crate) fn keep(&self, path: &str) {
        self.note(path, Fate::Unchanged, None);
    }

    fn note(&self, path: &str, fate: Fate, why: Option<&str>) {
        let mut fates = held(self.fates.lock());
        fates.insert(path.to_owned(), (fate, why.map(str::to_owned)));
    }

    /// Looks for files of ours that are there and were not seen. To be called before the output is changed.
    pub(crate) fn find_removed(&self) -> io::Result<()> {
        let mut fates = held(self.fates.lock());
        let text = match fs::read_to_string(self.previous.join(MANIFEST)) {
            Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => return Ok(()),
            text => text?,
        };
        // Another manifest is none of ours, and nothing that it lists will be removed.
        let manifest = Manifest::parse(&text).unwrap_or_default();
        for path in manifest.paths().filter(|path| self.previous.join(path).symlink_metadata().is_ok()) {
            fates.entry(path.to_owned()).or_insert((Fate::Removed, None));
        }
        Ok(())
    }

    /// A line per file that is not as it was, or that was made for a reason of its own, then the counts.
    pub(crate) fn report(&self) -> String {
        let fates = held(self.fates.lock());
        let mut text = String::new();
        for (path, (fate, why)) in fates.iter() {
            let mark = match fate {
                Fate::New => "new      ",
                Fate::Changed => "changed  ",
                Fate::Removed => "removed  ",
                Fate::Unchanged if why.is_some() => "same     ",
                Fate::Unchanged => continue,
            };
            let why = why.as_ref().map(|why| format!("  ({why})")).unwrap_or_default();
            text.push_str(&format!("{mark}{path}{why}\n"));
        }
        let count = |wanted| fates.values().filter(|(fate, _)| *fate == wanted).count();
        let (new, changed, removed) = (count(Fate::New), count(Fate::Changed), count(Fate::Removed));
        text.push_str(&format!(
            "{new} new, {changed} changed, {removed} removed, {} unchanged\n",
            count(Fate::Unchanged)
        ));
        text
    }
}
