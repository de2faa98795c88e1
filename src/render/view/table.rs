//! Deals in a table: a row a leg, under links that narrow it down, over what it comes to.

use super::describe::view;
use super::summary::Parties;
use super::text::{Figure, Link, Mark, Markup, Pagination, Words};
use super::totals::LeftOutView;

view! {
    /// `deals`: deals in a table; all, or those that have something in common.
    pub struct DealsView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// Rows of links that narrow it down.
        pub filters: Vec<FilterRow>,
        /// The table of this page.
        pub table: DealTable,
        /// Which page this is.
        pub pagination: Pagination,
        /// The months of a year, each with its movements.
        pub months: Vec<Link>,
    }

    /// Links that narrow a list down by one property.
    pub struct FilterRow {
        /// `Statut`.
        pub label: String,
        /// Its values, and before them all of them.
        pub items: Vec<FilterItem>,
        /// The page of all values, where not all are listed.
        pub more: Option<Link>,
    }

    /// A value to narrow down by.
    pub struct FilterItem {
        /// `status-signed`; empty for all values.
        pub name: String,
        /// What is shown.
        pub label: Words,
        /// Path from the site's root; empty where nothing would be left.
        pub url: String,
        /// How many deals are left.
        pub count: usize,
        /// Whether the list is narrowed down by it.
        pub current: bool,
    }

    /// A table of deals.
    pub struct DealTable {
        /// What the table is, for those who listen.
        pub caption: String,
        /// The same as a file.
        pub files: Vec<Link>,
        /// The heads of its columns.
        pub heads: Vec<TableHead>,
        /// Per deal a body of rows, printed by the component `deal_rows`.
        pub deals: Vec<Markup>,
        /// Whether the list is on this page alone, so that a program may sort it where it is.
        pub whole: bool,
        /// Whether it is also all deals of the site, so that a program may narrow it down.
        pub complete: bool,
        /// What the list comes to, a row a kind; on its first page.
        pub sums: Vec<SumRow>,
        /// What is in no sum, and why.
        pub left_out: Vec<LeftOutView>,
    }

    /// A head of a column.
    pub struct TableHead {
        /// `date`, `deal`, `who`, `amount`, `term`, `status` or `sources`, in an index of companies others: also the class of its
        /// cells.
        pub id: &'static str,
        /// What is shown.
        pub label: String,
        /// The page on which the list is in the order of this column, from the site's root; empty if there is none.
        pub url: String,
        /// `ascending` or `descending`; empty if the list is in another order.
        pub sorted: &'static str,
    }

    /// The rows of a deal.
    pub struct DealRows {
        /// `status-signed kind-purchase`: by what it can be found.
        pub facets: String,
        /// The day that it is sorted by: `2025-11-03`; may be empty.
        pub day: String,
        /// The amount that it is sorted by, as a number; may be empty.
        pub size: String,
        /// Path of its page from the site's root.
        pub url: String,
        /// Whether it is not to be published yet: in a site that is built with its drafts.
        pub draft: bool,
        /// The day of its newest status; may be empty.
        pub date: Markup,
        /// A row each, what stands for the deal first.
        pub legs: Vec<LegRow>,
    }

    /// A leg in a table.
    pub struct LegRow {
        /// 0 for the row of the deal, 1 for a further leg, 2 for a part of the leg above, which is counted in it.
        pub depth: usize,
        /// Fragment of its place on the deal's page, with its `#`; empty in the row of the deal.
        pub fragment: String,
        /// The deal in a few words; of a further leg its own name.
        pub title: Words,
        /// Who pays whom.
        pub parties: Parties,
        /// `achat, jusqu’à 6 GW`: what is given.
        pub what: Markup,
        /// How much; empty if the leg has no amount at all.
        pub amount: Markup,
        /// How long; may be empty.
        pub term: Markup,
        /// How firm.
        pub mark: Markup,
        /// How many sources.
        pub sources: usize,
    }

    /// What the legs of one kind come to: never added to another.
    pub struct SumRow {
        /// `Achats`.
        pub label: Words,
        /// By bucket, the firmest first.
        pub cells: Vec<SumCell>,
    }

    /// A sum of one bucket.
    pub struct SumCell {
        /// How firm.
        pub mark: Mark,
        /// How much; absent if no leg has a figure.
        pub figure: Option<Figure>,
        /// "Plus 1 deal, amount undisclosed"; may be empty.
        pub without: String,
        /// Rates of conversion; may be empty.
        pub note: String,
    }
}
