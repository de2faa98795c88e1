//! Topics, the data page, pages of `content/pages`, the 404 page, redirects.

use super::describe::view;
use super::text::{Body, CountLink, Download, Link, Words};

view! {
    /// `topics`: the index.
    pub struct TopicsView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// In the site's order.
        pub topics: Vec<CountLink>,
    }

    /// `data`: everything as files, and what their fields mean.
    pub struct DataView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// Files of the whole site.
        pub downloads: Vec<Download>,
        /// How rows add up to the totals.
        pub sums: SumsRule,
        /// The dictionary: one table each for deals, legs, companies, sources, statuses.
        pub tables: Vec<DictionaryTable>,
    }

    /// How the rows of `legs.csv` and `tranches.csv` add up to `totals.json`.
    pub struct SumsRule {
        /// Heading.
        pub label: String,
        /// A line under it.
        pub intro: String,
        /// What to do, one after the other.
        pub steps: Vec<String>,
        /// The same in SQL.
        pub query: String,
    }

    /// A part of the dictionary.
    pub struct DictionaryTable {
        /// Fragment id.
        pub id: String,
        /// Heading.
        pub label: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// What heads its columns: names, labels, what they hold, what they mean; empty for a column that it does not have.
        pub heads: TermHeads,
        /// The terms.
        pub terms: Vec<Term>,
    }

    /// What heads the columns of a part of the dictionary.
    pub struct TermHeads {
        /// `Champ`, `Statut`, `Colonne`.
        pub name: String,
        /// `Libellé`; may be empty.
        pub label: String,
        /// `Contient`, `Compte`; may be empty.
        pub holds: String,
        /// `Sens`.
        pub meaning: String,
    }

    /// A term of the dictionary.
    pub struct Term {
        /// As it stands in files: `value`.
        pub name: String,
        /// As readers see it: `Montant`.
        pub label: String,
        /// `montant`, `date`: what it holds; of a status or a kind, where it counts. May be empty.
        pub holds: String,
        /// What it means.
        pub meaning: String,
    }

    /// `content`: a page of `content/pages`.
    pub struct ContentView {
        /// Its id.
        pub id: String,
        /// Heading.
        pub title: Words,
        /// The text.
        pub body: Body,
        /// Headings of the text, for long ones; `url` is the fragment with its `#`.
        pub contents: Vec<Link>,
    }

    /// `not_found`: the 404 page. `page.root` is an absolute path, so that it works at any depth.
    pub struct NotFoundView {
        /// Heading.
        pub title: String,
        /// What may have happened.
        pub text: String,
        /// Where to go instead.
        pub links: Vec<Link>,
    }

    /// `redirect`: at a former address.
    pub struct RedirectView {
        /// The new address, relative to this page's own.
        pub url: String,
        /// The new address, absolute: the canonical one.
        pub href: String,
        /// Title of the page that is there now.
        pub title: Words,
    }
}
