//! The feed: every movement, by month, in pages; and the log of changes.

use super::describe::view;
use super::summary::MonthGroup;
use super::text::{CountLink, Link, Pagination};

view! {
    /// `feed`: movements, newest first, grouped by month.
    pub struct FeedView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// Lists of links that narrow it down.
        pub filters: Vec<FilterGroup>,
        /// The months of this page.
        pub months: Vec<MonthGroup>,
        /// Which page this is.
        pub pagination: Pagination,
    }

    /// `changes`: what changed in the briefing itself, newest first.
    pub struct ChangesView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// The months of this page.
        pub months: Vec<MonthGroup>,
        /// Which page this is.
        pub pagination: Pagination,
        /// Older ones.
        pub archive: Option<Link>,
    }

    /// Links that narrow a list down by one property.
    pub struct FilterGroup {
        /// `Statut`.
        pub label: String,
        /// Its values.
        pub items: Vec<CountLink>,
    }
}
