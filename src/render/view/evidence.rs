//! Facts and what they rest on.

use std::sync::Arc;

use super::describe::view;
use super::summary::{CompanyRef, SourceRef};
use super::text::{DateText, Markup, Words};

view! {
    /// What a fact rests on; opens in place.
    pub struct Evidence {
        /// What is shown while it is closed: `2 sources`.
        pub summary: String,
        /// What sources say, as a list in HTML: the best claim first, deprecated ones last.
        /// Empty if no source is needed. (Ready-made because a page has dozens of them; see `Disagreement` for the parts.)
        pub html: Markup,
    }

    /// What one source says.
    pub struct ClaimView {
        /// The value it gives, in words of the page.
        pub value: Words,
        /// Whether it is deprecated: shown struck through, with `because`.
        pub deprecated: bool,
        /// `retenu`, `écarté`; absent for an ordinary claim.
        pub rank: Option<String>,
        /// Why it is deprecated.
        pub because: Option<Words>,
        /// A few exact words; `lang` is always set.
        pub quote: Option<Words>,
        /// Where it stands.
        pub citations: Vec<CitationView>,
        /// `au conditionnel`, `source unique`: how firmly it is said; absent if asserted.
        pub hedge: Option<String>,
        /// Whom the source itself relies on: `selon Reuters et le Financial Times`.
        pub via: Option<String>,
        /// Who said it.
        pub by: Option<String>,
        /// From when it holds in the world, of a value that changed; absent for what always held.
        pub since: Option<String>,
        /// When it was known.
        pub as_of: Option<DateText>,
        /// A note of the editor.
        pub note: Option<Words>,
    }

    /// A source and a line of it.
    pub struct CitationView {
        /// The source.
        pub source: Arc<SourceRef>,
        /// `ligne 9`; absent if no line is cited.
        pub line: Option<String>,
        /// `dépêche`: what kind of document it is; of a line among readers' comments, that.
        pub kind: String,
        /// Whether it is a reader's comment.
        pub comment: bool,
    }

    /// A line of a fact box: a value, or companies.
    pub struct FactRow {
        /// Fragment id: `fact-value`, `fact-warrant-stake`.
        pub id: String,
        /// `Montant`.
        pub label: String,
        /// Its value: an amount, a date or words; empty if it is companies.
        pub value: Markup,
        /// Its value, if it is companies.
        pub companies: Vec<Arc<CompanyRef>>,
        /// Words after the value that limit or explain it: `non payé par OpenAI`, `puces`.
        pub remark: Option<String>,
        /// "source unique", if only one stands behind it and it says so or is weak.
        pub single_source: Option<String>,
        /// "sources disagree": that claims differ, and how; absent if they do not. There is an entry of the same id in
        /// the section on that.
        pub disputed: Option<String>,
        /// What it rests on; no claims if none is needed.
        pub evidence: Evidence,
    }

    /// A fact about which sources say different things.
    pub struct Disagreement {
        /// `Montant`.
        pub label: String,
        /// Fragment id of the fact's row.
        pub id: String,
        /// All that is said, the best first.
        pub claims: Vec<ClaimView>,
    }

    /// A source, and what a page owes to it.
    pub struct SourceUse {
        /// Its name and page.
        pub source: Arc<SourceRef>,
        /// Its title; empty if that is its name.
        pub title: Markup,
        /// When it was published; may be empty.
        pub published: Markup,
        /// "relays Reuters", "reader comments from line 73"; empty if there is nothing to say.
        pub remarks: Vec<String>,
        /// `7 faits`.
        pub backs: String,
        /// Address of the document, outside of the site.
        pub href: Option<String>,
    }
}
