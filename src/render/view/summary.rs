//! What other pages show of an entity: references and summaries, made once per language and shared.

use std::sync::Arc;

use super::describe::view;
use super::text::{DateText, Figure, Mark, Markup, Words};

view! {
    /// A company, where it is named.
    pub struct CompanyRef {
        /// What readers call it.
        pub name: String,
        /// Its short name; the name where there is none.
        pub short: String,
        /// Path from the site's root; empty for a party that has words only, and no page.
        pub url: String,
        /// The language of its name, or of such words, where it is not the page's.
        pub lang: Option<String>,
    }

    /// A source, where it is cited.
    pub struct SourceRef {
        /// Its publisher, or its title.
        pub name: String,
        /// The language of a title that is not in the page's; absent otherwise.
        pub lang: Option<String>,
        /// Path of its page from the site's root.
        pub url: String,
        /// `dépêche`, `blog`: what kind of document it is.
        pub kind: String,
        /// 1 (a reader's comment) to 7 (a filing).
        pub strength: u8,
        /// "machine translation from English"; absent if it is read in its own language.
        pub translated: Option<String>,
        /// When it was published; may be empty.
        pub published: Markup,
        /// Address of the document, outside of the site.
        pub href: Option<String>,
        /// Address of an archived copy, outside of the site.
        pub archive_href: Option<String>,
    }

    /// Who pays whom in a leg, or who are partners.
    pub struct Parties {
        /// Payers; all partners if the direction is not stated.
        pub from: Vec<Arc<CompanyRef>>,
        /// Payees; empty for partners and plans.
        pub to: Vec<Arc<CompanyRef>>,
        /// `achat`, `prise de participation`: the kind of the leg.
        pub kind: Words,
        /// All of it in words: "OpenAI pays Amazon Web Services".
        pub text: Words,
    }

    /// A deal, where it is listed.
    pub struct DealSummary {
        /// Its id.
        pub id: String,
        /// Headline.
        pub title: Words,
        /// One or two sentences; the text may be empty. Movements show it, lists of deals do not print it.
        pub dek: Words,
        /// The headline in a few words, for tables and lists; the headline where there is none.
        pub short: Words,
        /// Path from the site's root.
        pub url: String,
        /// The day of its newest status.
        pub date: DateText,
        /// Its status.
        pub mark: Mark,
        /// The headline figure; absent if no leg has one and none is undisclosed.
        pub figure: Option<Figure>,
        /// A second one, such as a capacity.
        pub second: Option<Figure>,
        /// Its parties, leg by leg; repetitions left out.
        pub parties: Vec<Parties>,
        /// Whether it is a plan that contains others, and is never added to them.
        pub umbrella: bool,
        /// Whether it is not to be published yet: in a site that is built with its drafts.
        pub draft: bool,
    }

    /// One movement of the briefing: a new deal, a status reached, a figure changed, an event.
    pub struct ChangeView {
        /// Stable fragment id.
        pub id: String,
        /// When.
        pub date: DateText,
        /// `deal`, `status`, `figure`, `claim` or `event`: goes into the class.
        pub kind: &'static str,
        /// How firm it now is, with what moved: `Annoncé → signé`; absent for events of companies.
        pub mark: Option<Mark>,
        /// What kind of movement, where there is no mark: `Événement`.
        pub label: String,
        /// Headline.
        pub title: Words,
        /// A sentence or two; the text may be empty. The front page does not print it.
        pub dek: Words,
        /// Path of the page that it leads to, from the site's root.
        pub url: String,
        /// The figure that comes first.
        pub figure: Option<Figure>,
        /// A second one, such as a capacity. The front page does not print it.
        pub second: Option<Figure>,
        /// Whether it is not to be published yet: in a site that is built with its drafts.
        pub draft: bool,
    }

    /// Movements of a month.
    pub struct MonthGroup {
        /// `2025-11`: a fragment id.
        pub id: String,
        /// `novembre 2025`.
        pub label: String,
        /// Path of the month's page from the site's root.
        pub url: Option<String>,
        /// Newest first: each printed by the component `change`.
        pub items: Vec<Markup>,
    }
}
