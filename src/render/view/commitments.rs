//! What a company has committed to, as a chart.

use super::describe::view;
use super::schedule::ScheduleView;
use super::text::{Link, Mark, Markup};
use super::totals::LeftOutView;

view! {
    /// What a company would pay to each counterparty, true to scale, and what would come back.
    pub struct LadderView {
        /// What it shows: a finding, where there is a plan.
        pub title: String,
        /// What is measured, and as of which day.
        pub caption: String,
        /// What its fills mean; only those that are in it.
        pub keys: Vec<ChartKey>,
        /// The drawing.
        pub svg: Markup,
        /// The other way, at the same scale; may be empty.
        pub back: Markup,
        /// The same in a table.
        pub rows: Vec<LadderRow>,
        /// What goes the other way, in the same table.
        pub back_rows: Vec<LadderRow>,
        /// What heads the two: `Paie`, `Reçoit`.
        pub heads: Vec<String>,
        /// What it comes to, per bucket.
        pub sums: Vec<LadderRow>,
        /// The same as a file.
        pub file: Link,
        /// With whom there is a deal without an amount, in words; may be empty.
        pub unpriced: String,
        /// What was added to no total, and why.
        pub left_out: Vec<LeftOutView>,
    }

    /// A chart that a text asks for, or of what a fact was before: what the component `chart` gets.
    pub struct ChartView {
        /// Its BCP 47 tag if it is not the language of the text around it.
        pub lang: Option<String>,
        /// What it shows; all there is of one that has nothing to draw.
        pub title: String,
        /// What is measured, and as of which day; may be empty.
        pub caption: String,
        /// What its fills mean; only those that are in it.
        pub keys: Vec<ChartKey>,
        /// The drawing; empty in feeds, and where bars stand in a list.
        pub svg: Markup,
        /// What falls due, a bar each.
        pub schedule: Option<ScheduleView>,
        /// What heads the first column of the table: `Contrepartie`, `Depuis`.
        pub head: String,
        /// The same in a table.
        pub rows: Vec<LadderRow>,
        /// The same as a file, for charts of a page's own.
        pub file: Option<Link>,
        /// Whether it has no drawing, so that the table stands for it: in feeds.
        pub is_plain: bool,
    }

    /// What a fill means.
    pub struct ChartKey {
        /// `solid`, `hatch`, `open` or `fade`: goes into the class.
        pub fill: &'static str,
        /// `engagé`.
        pub label: String,
    }

    /// A counterparty in the table of a chart.
    pub struct LadderRow {
        /// Whom it is with; in a sum empty.
        pub name: String,
        /// Its page, from the site's root; empty for those who have none.
        pub url: String,
        /// Its deals, where there are several.
        pub deals: Vec<Link>,
        /// How firm.
        pub mark: Mark,
        /// At least; empty where nobody gives an amount.
        pub low: String,
        /// At most; "open" without a high bound.
        pub high: String,
    }
}
