//! The front page.

use std::sync::Arc;

use super::clash::ClashView;
use super::commitments::LadderView;
use super::describe::view;
use super::schedule::ScheduleView;
use super::summary::{ChangeView, CompanyRef};
use super::text::{Link, Markup, Words};

view! {
    /// `front`: the finding, drawn once; the latest movements; companies.
    pub struct FrontView {
        /// What the subject of the briefing has committed to, in sentences whose figures wear the fills of the chart.
        pub finding: Markup,
        /// What comes the other way; may be empty.
        pub dek: Markup,
        /// The chart; absent where nobody gives an amount.
        pub ladder: Option<LadderView>,
        /// A case where sources disagree.
        pub clash: Option<ClashView>,
        /// What falls due next.
        pub due: Option<ScheduleView>,
        /// The latest movements, newest first.
        pub latest: Vec<ChangeView>,
        /// The page with all movements, where there are more.
        pub feed: Option<Link>,
        /// The next page of the feed, where the movements fill more than one.
        pub older: Option<Link>,
        /// The companies that are in most deals.
        pub companies: Vec<CompanyCount>,
        /// The index of companies.
        pub all_companies: Option<Link>,
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
