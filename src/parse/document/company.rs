//! A company's sheet as written.

use super::claim::{Claim, Fact, LocalText, SourceRef};
use super::deal::Waiver;
use crate::model::{Edtf, Gender};
use crate::span::{Span, Spanned};
use crate::vocabulary::CompanyKind;

/// Somebody in a company's sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// `name`.
    pub name: Spanned<String>,
    /// `role`.
    pub role: Option<LocalText>,
    /// `source`.
    pub sources: Vec<SourceRef>,
}

/// `[[event]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The header.
    pub span: Span,
    /// `on`.
    pub on: Option<Spanned<Edtf>>,
    /// `what`.
    pub what: Option<LocalText>,
    /// `source`.
    pub sources: Vec<SourceRef>,
    /// `quote`.
    pub quote: Option<Spanned<String>>,
    /// `note`.
    pub note: Option<LocalText>,
}

impl Company {
    /// Its names in all languages, then its aliases.
    pub fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        let own = self.name.values.iter().chain(self.short.iter().flat_map(|short| &short.values));
        own.map(|(_, name)| name).chain(&self.aliases)
    }
}

/// A company's sheet.
#[derive(Clone, Debug)]
pub struct Company {
    /// The file's stem, or the name of the entry.
    pub id: String,
    /// Where the sheet stands: all of a file, or an entry from its name to the next one's.
    pub sheet: Span,
    /// `name`; the id if it is missing.
    pub name: LocalText,
    /// `short`.
    pub short: Option<LocalText>,
    /// `plural`: of its name in every language (`None`), or in these.
    pub plural: Vec<Option<Spanned<String>>>,
    /// `gender`.
    pub gender: Option<Spanned<Gender>>,
    /// `article`.
    pub article: Option<LocalText>,
    /// `legal_name`.
    pub legal_name: Option<Spanned<String>>,
    /// `kind`.
    pub kind: Option<Spanned<CompanyKind>>,
    /// `part_of`: ids of companies, or `none`.
    pub part_of: Vec<Claim>,
    /// `aliases`.
    pub aliases: Vec<Spanned<String>>,
    /// `ticker`.
    pub ticker: Option<Spanned<String>>,
    /// `ids`.
    pub ids: Vec<(Spanned<String>, Spanned<String>)>,
    /// `people`.
    pub people: Vec<Person>,
    /// `hq` and declared fields.
    pub facts: Vec<Fact>,
    /// `[[valuation]]`s.
    pub valuations: Vec<Claim>,
    /// `[[event]]`s.
    pub events: Vec<Event>,
    /// `[sources]`: alias, id.
    pub source_aliases: Vec<(Spanned<String>, Spanned<String>)>,
    /// `was`.
    pub was: Vec<Spanned<String>>,
    /// `[[allow]]`s.
    pub waivers: Vec<Waiver>,
    /// `draft`.
    pub draft: bool,
}
