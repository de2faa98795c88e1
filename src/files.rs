//! The input of a run: text files with their line index, files that are passed through, clippings of sources.
//!
//! Nothing here reads the disk (that is [`crate::disk::read`]); tests build a [`Files`] from strings.
//! Paths are relative to the project's root and use `/`, so that no machine's layout reaches an output.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::diagnostics::Diagnostic;
use crate::span::{FileId, Span};

/// One text file.
#[derive(Debug)]
pub struct File {
    /// Its id in this run.
    pub id: FileId,
    /// Path relative to the project's root, with `/`.
    pub path: String,
    /// The text, valid UTF-8, line ends as they were.
    pub text: Arc<str>,
    lines: OnceLock<Vec<u32>>,
}

/// A line and a column, both counted from 1; columns count `char`s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl File {
    /// A file from its parts.
    pub fn new(id: FileId, path: impl Into<String>, text: impl Into<Arc<str>>) -> File {
        File { id, path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// Where each line begins.
    fn starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let after = self.text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
            std::iter::once(0).chain(after).collect()
        })
    }

    /// The bytes of a line, counted from 1, without its end.
    pub fn line(&self, line: u32) -> Option<Range<usize>> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts().get(index)? as usize;
        let end = self.starts().get(index + 1).map_or(self.text.len(), |&next| next as usize);
        let content = self.text.get(start..end)?.trim_end_matches(['\n', '\r']);
        Some(start..start + content.len())
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        let starts = self.starts();
        let line = starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let start = starts.get(line).copied().unwrap_or(0) as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let column = self.text.get(start..end).map_or(0, |s| s.chars().count());
        Position { line: line as u32 + 1, column: column as u32 + 1 }
    }

    /// The text of a span of this file; empty if the span does not fit.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The last path segment without its extensions: `openai-aws` for `content/deals/openai-aws.en.md`.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }
}

/// A file that is copied as it is (`static/…`, `content/deals/<id>/…`).
#[derive(Clone, Debug)]
pub struct Asset {
    /// Path relative to the project's root, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What diagnostics point at, once one does.
    pub shown: Option<FileId>,
}

/// Everything that was read, in the order of paths.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// Text files; [`FileId`] indexes this.
    pub texts: Vec<Arc<File>>,
    /// Files to be copied.
    pub assets: Vec<Asset>,
    /// The text files that are clippings: the text of a source, to hold quotes against. Never published.
    pub clippings: Vec<FileId>,
}

impl Files {
    /// Adds a text file and returns its id.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(self.texts.len() as u32);
        self.texts.push(Arc::new(File::new(id, path, text)));
        id
    }

    /// The place of a file that is copied: it joins the texts, without one of its own.
    pub fn place(&mut self, asset: usize) -> Span {
        let known = self.assets[asset].shown;
        let id = known.unwrap_or_else(|| self.add(self.assets[asset].path.clone(), ""));
        self.assets[asset].shown = Some(id);
        Span::start_of(id)
    }

    /// The text files that make the site: all but the clippings.
    pub fn sheets(&self) -> impl Iterator<Item = &Arc<File>> {
        self.texts.iter().filter(|f| self.clippings.binary_search(&f.id).is_err())
    }

    /// The clippings, in the order of paths.
    pub fn clippings(&self) -> impl Iterator<Item = &File> {
        self.clippings.iter().map(|&id| self.get(id))
    }

    /// The file with this id.
    ///
    /// # Panics
    /// If the id is from another run; ids are made by [`Files::add`] only.
    pub fn get(&self, id: FileId) -> &File {
        &self.texts[id.index()]
    }

    /// The file at this path.
    pub fn find(&self, path: &str) -> Option<&File> {
        self.texts.iter().find(|f| f.path == path).map(Arc::as_ref)
    }
}

/// A project, read.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Its files, in the order of paths.
    pub files: Files,
    /// What could not be read as it should be.
    pub diagnostics: Vec<Diagnostic>,
    /// Files that were refused: among the texts for a diagnostic to name, and maybe empty. Not to be parsed.
    pub unread: Vec<FileId>,
}
