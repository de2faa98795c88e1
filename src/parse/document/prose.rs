//! A Markdown file as written.

use crate::model::{CitationRef, FactPath, LinkRef};
use crate::span::Spanned;

/// What a prose file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Collection {
    /// A deal.
    Deals,
    /// A company.
    Companies,
    /// A page of its own.
    Pages,
}

/// A Markdown file.
#[derive(Clone, Debug)]
pub struct Prose {
    /// What it belongs to.
    pub collection: Collection,
    /// The stem without the language: id of the deal, company or page.
    pub id: String,
    /// `en` of `openai-aws.en.md`; its place is the start of the file.
    pub lang: Option<Spanned<String>>,
    /// Where the Markdown starts.
    pub start: usize,
    /// `title`.
    pub title: Option<Spanned<String>>,
    /// `dek`.
    pub dek: Option<Spanned<String>>,
    /// `author`.
    pub author: Option<Spanned<String>>,
    /// `draft`.
    pub draft: bool,
    /// `was` (pages only).
    pub was: Vec<Spanned<String>>,
    /// `mentions`: whether first mentions become links on this page.
    pub mentions: Option<bool>,
    /// The front matter could not be read as a whole: what is missing must not be reported again.
    pub broken: bool,
    /// Wiki-links.
    pub links: Vec<LinkRef>,
    /// Facts.
    pub facts: Vec<FactPath>,
    /// Citations.
    pub citations: Vec<CitationRef>,
    /// Relative paths of files of the entry, in the order of the text.
    pub files: Vec<Spanned<String>>,
}
