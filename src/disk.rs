//! STUB, to be dropped at the merge: reads TOML and Markdown, writes in place.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fmt, fs, io};

use crate::diagnostics::Diagnostic;
use crate::files::Files;

/// What was read.
pub struct Input {
    /// Files.
    pub files: Files,
    /// Their problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// An operation of the system that failed.
#[derive(Debug)]
pub struct ReadError(String);
/// The same.
#[derive(Debug)]
pub struct WriteError(String);

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a project.
///
/// # Errors
/// If a file cannot be read.
pub fn read(root: &Path) -> Result<Input, ReadError> {
    let mut files = Files::default();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.map_err(|e| ReadError(e.to_string()))?;
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().into_owned();
        let wanted = path == "tearsheet.toml" || path.starts_with("content/");
        if wanted && entry.file_type().is_file() && (path.ends_with(".toml") || path.ends_with(".md")) {
            let text = fs::read_to_string(entry.path()).map_err(|e| ReadError(format!("cannot read `{path}`: {e}")))?;
            files.add(path, text);
        }
    }
    Ok(Input { files, diagnostics: Vec::new() })
}

/// An output in the making.
pub struct Stage {
    target: PathBuf,
    files: AtomicUsize,
    changed: AtomicUsize,
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// All files.
    pub files: usize,
    /// New or changed.
    pub written: usize,
    /// Unchanged.
    pub linked: usize,
    /// Gone.
    pub removed: usize,
    /// Bytes of what is new or changed.
    pub bytes_written: u64,
    /// Whether the tree was exchanged.
    pub swapped: bool,
    /// Folders with files that appeared meanwhile.
    pub kept: Vec<PathBuf>,
    /// The previous tree, if it could not be removed.
    pub leftover: Option<PathBuf>,
}

impl Stage {
    /// Opens.
    ///
    /// # Errors
    /// If the target is refused.
    pub fn open(target: &Path, _project: &Path) -> Result<Stage, WriteError> {
        Ok(Stage { target: target.to_owned(), files: AtomicUsize::new(0), changed: AtomicUsize::new(0) })
    }

    /// Adds a file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let to = self.target.join(path);
        self.files.fetch_add(1, Ordering::Relaxed);
        if fs::read(&to).is_ok_and(|old| old == bytes) {
            return Ok(());
        }
        self.changed.fetch_add(1, Ordering::Relaxed);
        fs::create_dir_all(to.parent().unwrap_or(&self.target))?;
        fs::write(to, bytes)
    }

    /// Swaps.
    ///
    /// # Errors
    /// If it cannot.
    pub fn commit(self) -> Result<Written, WriteError> {
        let (files, written) = (self.files.into_inner(), self.changed.into_inner());
        let (linked, swapped) = (files - written, written > 0);
        let (kept, leftover) = (Vec::new(), None);
        Ok(Written { files, written, linked, removed: 0, bytes_written: 0, swapped, kept, leftover })
    }
}
