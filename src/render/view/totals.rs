//! Totals in three buckets, never a grand one.

use super::describe::view;
use super::summary::DealSummary;
use super::text::{Figure, LargeFigure, Link, Mark, Words};
use std::sync::Arc;

view! {
    /// All that is in one bucket.
    pub struct BucketTotal {
        /// `Engagé`.
        pub mark: Mark,
        /// One per kind and direction: they are never added to each other. The first is set large.
        pub totals: Vec<Total>,
        /// Said where there is no total: "nothing reported".
        pub empty: String,
    }

    /// A sum of legs of one kind, one unit, one direction.
    pub struct Total {
        /// `Achats`, `Paie`, `Reçoit`: what was added.
        pub label: String,
        /// The sum with its bound; `undisclosed` if no leg has a figure.
        pub figure: LargeFigure,
        /// What it is made of, largest first.
        pub parts: Vec<TotalPart>,
        /// "+ 1 deal with no figure"; absent if all have one.
        pub without_figure: Option<String>,
        /// Reservations: "Oracle in the conditional"; may be empty.
        pub note: String,
    }

    /// A leg in a sum.
    pub struct TotalPart {
        /// Whom it is with: `AWS`.
        pub label: String,
        /// Path of the deal from the site's root.
        pub url: String,
        /// How much.
        pub figure: Figure,
    }

    /// What must not be added to the totals: a plan that contains them.
    pub struct PlanNotice {
        /// In bold: "Not to be added to the 1,400 billion of the plan."
        pub lead: String,
        /// What follows: "These deals are part of it: 43–49 % of it is itemised."
        pub text: String,
        /// The plan.
        pub plan: Link,
    }

    /// Money that goes out and comes back, or may: shown, never subtracted.
    pub struct LoopView {
        /// A sentence: "OpenAI pays AWS 38 billion; Amazon is in talks to invest at least 10."
        pub text: Words,
        /// The weakest status on the way round.
        pub mark: Mark,
        /// The deals on the way round.
        pub deals: Vec<Arc<DealSummary>>,
    }
}
