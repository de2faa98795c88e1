//! Markdown: a placeholder until the real module is merged.

use crate::diagnostics::Diagnostic;
use crate::model::{CitationRef, FactPath, LinkRef};
use crate::span::FileId;

/// What a Markdown text refers to.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// Wiki-links.
    pub links: Vec<LinkRef>,
    /// Facts.
    pub facts: Vec<FactPath>,
    /// Citations of sources.
    pub citations: Vec<CitationRef>,
    /// Problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// Finds what the Markdown from `start` on refers to.
pub fn scan(_file: FileId, _text: &str, _start: usize) -> Scan {
    Scan::default()
}
