//! The page of a source, and the index of sources.

use std::sync::Arc;

use super::describe::view;
use super::summary::SourceRef;
use super::text::{DateText, Mark, Words};

view! {
    /// `source`: a cited document, and what rests on it.
    pub struct SourceView {
        /// Its id.
        pub id: String,
        /// Its title.
        pub title: Words,
        /// Who published it.
        pub publisher: Option<String>,
        /// Who wrote it.
        pub author: Option<String>,
        /// `dépêche`.
        pub kind: String,
        /// 1 (a reader's comment) to 7 (a filing).
        pub strength: u8,
        /// What that means, in words.
        pub strength_text: String,
        /// The language that it is in, by name.
        pub language: String,
        /// "machine translation from English".
        pub translated: Option<String>,
        /// When it was published.
        pub published: Option<DateText>,
        /// When we read it.
        pub read_on: Option<DateText>,
        /// Where it can be read.
        pub href: Option<String>,
        /// Where a copy can be read.
        pub archive_href: Option<String>,
        /// What it reposts: publisher and title in words.
        pub original: Option<Words>,
        /// Sources of the site that it repeats.
        pub relays: Vec<Arc<SourceRef>>,
        /// Outlets without a page that it repeats.
        pub relays_outlets: Vec<String>,
        /// Sources of the site that repeat it.
        pub relayed_by: Vec<Arc<SourceRef>>,
        /// Cautions: paywall, reader comments, disclaimers.
        pub remarks: Vec<String>,
        /// `12 faits, dans 3 accords et sur une société`.
        pub count: String,
        /// What rests on it, by page.
        pub backs: Vec<Backing>,
    }

    /// What rests on a source, on one page.
    pub struct Backing {
        /// The deal's or company's title.
        pub title: Words,
        /// Its page, from the site's root.
        pub url: String,
        /// Its status, if it is a deal.
        pub mark: Option<Mark>,
        /// The claims.
        pub facts: Vec<BackedFact>,
        /// "and 40 more"; absent if all are listed.
        pub rest: Option<String>,
    }

    /// A claim that rests on a source.
    pub struct BackedFact {
        /// The place of its field among others: status, value and term come first. They are in that order: templates do not
        /// print it.
        pub rank: usize,
        /// `Montant`.
        pub label: String,
        /// What it says.
        pub value: Words,
        /// Where it is shown, from the site's root, with its fragment.
        pub url: String,
        /// `ligne 9`.
        pub line: Option<String>,
        /// Whether it was rejected.
        pub deprecated: bool,
        /// A few exact words, on the first of the lines that a claim cites; `lang` is always set.
        pub quote: Option<Words>,
    }

    /// `sources`: the index.
    pub struct SourcesView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// By kind, the strongest first.
        pub groups: Vec<SourceGroup>,
    }

    /// Sources of one kind.
    pub struct SourceGroup {
        /// Fragment id.
        pub id: String,
        /// `Dépêches`.
        pub label: String,
        /// What that kind is worth, in a line; may be empty.
        pub note: String,
        /// Newest first.
        pub rows: Vec<SourceRow>,
    }

    /// A source in the index.
    pub struct SourceRow {
        /// Its name and page.
        pub source: Arc<SourceRef>,
        /// Its title.
        pub title: Words,
        /// When it was published.
        pub published: Option<DateText>,
        /// How many facts rest on it.
        pub facts: usize,
        /// How many deals.
        pub deals: usize,
        /// Cautions.
        pub remarks: Vec<String>,
    }
}
