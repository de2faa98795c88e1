//! The feed: every movement, by month, in pages; the log of changes; and that of corrections.

use super::describe::view;
use super::summary::MonthGroup;
use super::text::{DateText, Link, Pagination, Words};

view! {
    /// `feed`: movements, newest first, grouped by month.
    pub struct FeedView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
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

    /// `corrections`: what was published and was wrong, by the day of the edit, the newest first.
    pub struct CorrectionsView {
        /// Heading.
        pub title: String,
        /// A line under it.
        pub intro: String,
        /// All of them; none if nothing was ever corrected.
        pub corrections: Vec<CorrectionView>,
    }

    /// Something that was published and was wrong.
    pub struct CorrectionView {
        /// The day of the edit.
        pub date: DateText,
        /// The deal's headline, and the place on its page.
        pub deal: Link,
        /// `Montant (achat)`: which fact; empty if words were wrong.
        pub label: String,
        /// What stood there; the text may be empty.
        pub old: Words,
        /// What stands there now; the text may be empty.
        pub new: Words,
        /// What was wrong.
        pub why: Words,
    }
}
