//! Topics, the archive, the data page, pages of `content/pages`, the 404 page, redirects.

use super::describe::view;
use super::summary::DealGroup;
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

    /// `archive`: deals by year and month; the overview, a year or a month.
    pub struct ArchiveView {
        /// Heading.
        pub title: String,
        /// `12 accords`.
        pub count: String,
        /// In the overview: all years, each with its months. On the page of a year or month: its own year.
        pub years: Vec<ArchiveYear>,
        /// The deals, by year, or by month.
        pub groups: Vec<DealGroup>,
        /// The year or month before, if it has deals.
        pub prev: Option<Link>,
        /// The year or month after, if it has deals.
        pub next: Option<Link>,
    }

    /// A year with its months.
    pub struct ArchiveYear {
        /// The year.
        pub year: CountLink,
        /// Its months that have deals.
        pub months: Vec<CountLink>,
    }

    /// `data`: everything as files, and what their fields mean.
    pub struct DataView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// Files of the whole site.
        pub downloads: Vec<Download>,
        /// The dictionary: one table each for deals, legs, companies, sources, statuses.
        pub tables: Vec<DictionaryTable>,
    }

    /// A part of the dictionary.
    pub struct DictionaryTable {
        /// Fragment id.
        pub id: String,
        /// Heading.
        pub label: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// The terms.
        pub terms: Vec<Term>,
    }

    /// A term of the dictionary.
    pub struct Term {
        /// As it stands in files: `value`.
        pub name: String,
        /// As readers see it: `Montant`.
        pub label: String,
        /// `montant`, `date`: what it holds; may be empty.
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
