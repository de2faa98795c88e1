//! Facts and what they rest on.

use std::sync::Arc;

use super::describe::view;
use super::summary::{CompanyRef, SourceRef};
use super::text::{DateText, Markup, Words};

view! {
    /// What a fact rests on; opens in place.
    pub struct Evidence {
        /// What is shown while it is closed: `2 sources`; of a single weak one its kind: `1 blog`.
        pub summary: String,
        /// What sources say, as a list in HTML: the best claim first, deprecated ones last.
        /// Empty if no source is needed. (Ready-made because a page has dozens of them; the component `claims` of a theme's own
        /// `evidence.html` writes them from `ClaimList`.)
        pub html: Markup,
    }

    /// What sources say of a fact: what the component `claims` gets as `x`.
    pub struct ClaimList {
        /// The best first, deprecated ones last. A value that stands above the list is empty in it.
        pub claims: Vec<ClaimView>,
        /// Whether it matters how strong sources are, and that an address is not known: they disagree, or a weak one is alone.
        pub decides: bool,
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
        /// A few exact words.
        pub quote: Option<Excerpt>,
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

    /// Words of a source, around the figure that they are quoted for.
    pub struct Excerpt {
        /// What stands before the figure; all of it, if none was found.
        pub before: String,
        /// The figure; empty if none was found.
        pub figure: String,
        /// What stands after it.
        pub after: String,
        /// The BCP 47 tag of the source's language.
        pub lang: String,
    }

    /// A source, and the lines of it that say the same.
    pub struct CitationView {
        /// The source.
        pub source: Arc<SourceRef>,
        /// `ligne 9 du texte relevé`; absent if no line is cited.
        pub lines: Option<String>,
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
        /// "sources disagree": that claims contradict each other, or one was rejected; absent if they do not. There is an
        /// entry of the same id in the section on that.
        pub disputed: Option<String>,
        /// What it rests on; no claims if none is needed.
        pub evidence: Evidence,
        /// A sentence to be copied: what is said, by whom, on which day of the briefing, and the fact's own address.
        pub paste: String,
    }

    /// A fact about which sources say different things.
    pub struct Disagreement {
        /// `Montant`.
        pub label: String,
        /// Fragment id of the fact's row.
        pub id: String,
        /// All that is said, the best first.
        pub claims: Vec<Disputed>,
    }

    /// One of the things that are said of a fact, by all who say it.
    pub struct Disputed {
        /// Fragment ids of its rejections in feeds.
        pub ids: Vec<String>,
        /// The value.
        pub value: Words,
        /// Whether it was rejected: shown struck through.
        pub deprecated: bool,
        /// Who says it.
        pub citations: Vec<CitationView>,
        /// `retenu`, `compatible`, `écarté`: what the editors made of it.
        pub verdict: String,
        /// `au conditionnel`: how firmly it is said; absent if asserted.
        pub hedge: Option<String>,
        /// Why, and notes of the editor.
        pub reasons: Vec<Words>,
    }

    /// A source, and what a page owes to it.
    pub struct SourceUse {
        /// Its name and page.
        pub source: Arc<SourceRef>,
        /// Its title; empty if that is its name.
        pub title: Markup,
        /// "relays Reuters", "reader comments from line 73"; empty if there is nothing to say.
        pub remarks: Vec<String>,
        /// `7 faits`.
        pub backs: String,
    }
}
