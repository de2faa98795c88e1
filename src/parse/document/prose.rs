//! A Markdown file as written.

use super::Waiver;
use crate::model::{AddressRef, Chart, CitationRef, FactPath, LinkRef, PageDays};
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

impl Collection {
    /// The folder below the output for what belongs to an entry.
    pub fn folder(self, id: &str) -> String {
        match self {
            Collection::Deals => format!("deals/{id}/"),
            Collection::Companies => format!("companies/{id}/"),
            Collection::Pages => format!("{id}/"),
        }
    }
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
    /// `short`.
    pub short: Option<Spanned<String>>,
    /// `author`.
    pub author: Option<Spanned<String>>,
    /// `published` and `updated`.
    pub days: PageDays,
    /// `draft`.
    pub draft: bool,
    /// `was` (pages only).
    pub was: Vec<Spanned<String>>,
    /// `mentions`: whether first mentions become links on this page.
    pub mentions: Option<bool>,
    /// `[[allow]]`, each of a sentence.
    pub waivers: Vec<Waiver>,
    /// The front matter could not be read as a whole: what is missing must not be reported again.
    pub broken: bool,
    /// Wiki-links.
    pub links: Vec<LinkRef>,
    /// Facts.
    pub facts: Vec<FactPath>,
    /// Citations.
    pub citations: Vec<CitationRef>,
    /// Addresses on this site.
    pub addresses: Vec<AddressRef>,
    /// Charts.
    pub charts: Vec<Chart>,
}
