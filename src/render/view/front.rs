//! The front page.

use std::sync::Arc;

use super::chart::{Flows, ShareBar, Timeline};
use super::describe::view;
use super::summary::{ChangeView, CompanyRef};
use super::text::{CountLink, DateText, Link, Words};
use super::totals::{BucketTotal, LeftOutView, LoopView, PlanNotice};

view! {
    /// `front`: the state of play, the latest movements, a timeline, who pays whom.
    pub struct FrontView {
        /// `L’état des engagements d’OpenAI`: whose totals these are.
        pub heading: String,
        /// The day on which they hold.
        pub as_of: DateText,
        /// Committed, announced, in talks.
        pub buckets: Vec<BucketTotal>,
        /// What was added to no total, and why.
        pub left_out: Vec<LeftOutView>,
        /// Money that goes out and may come back: the shortest and firmest loops.
        pub loops: Vec<LoopView>,
        /// What must not be added to them.
        pub plan: Option<PlanNotice>,
        /// How much of the plan is itemised.
        pub share: Option<ShareBar>,
        /// The latest movements, newest first.
        pub latest: Vec<ChangeView>,
        /// The page with all movements, where there are more.
        pub feed: Option<Link>,
        /// The next page of the feed, where the movements fill more than one.
        pub older: Option<Link>,
        /// What happened and what is due.
        pub timeline: Option<Timeline>,
        /// Who pays whom.
        pub flows: Option<Flows>,
        /// The companies that are in most deals.
        pub companies: Vec<CompanyCount>,
        /// The index of companies.
        pub all_companies: Option<Link>,
        /// Topics, in the site's order; of many those with the most deals.
        pub topics: Vec<CountLink>,
        /// The index of topics, where not all are listed.
        pub all_topics: Option<Link>,
    }

    /// A company with how much there is about it.
    pub struct CompanyCount {
        /// The company.
        pub company: Arc<CompanyRef>,
        /// `Laboratoire`.
        pub kind: Words,
        /// `7 accords`.
        pub count: String,
    }
}
