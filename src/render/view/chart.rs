//! Drawings, prepared as numbers: templates only print them as SVG attributes.
//!
//! Percentages are of the drawing's width, 0 to 100; coordinates are in its own units. Every drawing
//! stands beside (or in) a table of the same data.

use super::describe::view;
use super::text::{Figure, Link, Markup};

view! {
    /// A bar per line, each with its text: solid committed, hatched announced, outlined in talks.
    pub struct BarChart {
        /// What it shows.
        pub title: String,
        /// Unit and reservations, as a caption.
        pub caption: String,
        /// The lines, largest first.
        pub bars: Vec<Bar>,
    }

    /// A bar.
    pub struct Bar {
        /// Whom it is about.
        pub label: String,
        /// Where that leads, from the site's root.
        pub url: Option<String>,
        /// The segments, from left to right; none if there is no figure.
        pub segments: Vec<Segment>,
        /// End of the whisker from the end of the last segment to the high bound; absent for exact figures.
        pub whisker: Option<f32>,
        /// Whether there is no high bound: the whisker ends in an arrow.
        pub open: bool,
        /// The figures in words, as many as there are segments, or "sans montant".
        pub figures: Vec<BarFigure>,
    }

    /// A figure beside a bar.
    pub struct BarFigure {
        /// How firm.
        pub mark: Markup,
        /// How much.
        pub figure: Markup,
    }

    /// A part of a bar.
    pub struct Segment {
        /// Start, per cent.
        pub x: f32,
        /// Width, per cent.
        pub width: f32,
        /// `committed`, `announced`, `talks`, `off`, or `rest` (what no deal covers).
        pub style: &'static str,
        /// Whether it is the deal of this page.
        pub current: bool,
        /// Whom it stands for.
        pub label: String,
        /// How much.
        pub figure: Option<Figure>,
        /// Where that leads, from the site's root.
        pub url: Option<String>,
    }

    /// How much of a plan is itemised in deals.
    pub struct ShareBar {
        /// `Dans le plan de 1 400 milliards de dollars`.
        pub title: String,
        /// The plan.
        pub plan: Link,
        /// The parts, and last what no deal covers.
        pub segments: Vec<Segment>,
        /// A sentence: "2.7 % of the plan", "43–49 % of the plan is itemised".
        pub text: String,
    }

    /// What happened, and what is due, on one axis; fuzzy dates are as wide as they are fuzzy.
    pub struct Timeline {
        /// Marks on the axis.
        pub ticks: Vec<Tick>,
        /// The day of the build, per cent, if it is on the axis.
        pub today: Option<f32>,
        /// Oldest first.
        pub items: Vec<TimelineItem>,
    }

    /// A mark on an axis.
    pub struct Tick {
        /// Where, per cent.
        pub x: f32,
        /// `2026`.
        pub label: String,
        /// `start`, `middle` or `end`: on which side of `x` the label stands.
        pub anchor: &'static str,
    }

    /// Something on a timeline.
    pub struct TimelineItem {
        /// When.
        pub date: Markup,
        /// First day that the date may mean, per cent.
        pub x: f32,
        /// Up to its last day, per cent; 0 is drawn as a point.
        pub width: f32,
        /// Whether it may have been earlier: "by the end of 2026".
        pub open_start: bool,
        /// Whether it may be later: "2027 and beyond".
        pub open_end: bool,
        /// `status`, `milestone`, `event` or `deal`: goes into the class.
        pub kind: &'static str,
        /// Whether it lies ahead of the day of the build.
        pub future: bool,
        /// What; empty where the mark says it.
        pub label: Markup,
        /// Where that leads, from the site's root.
        pub url: Option<String>,
        /// How firm it is, if it is a status; else empty.
        pub mark: Markup,
    }

    /// A flow in a drawing.
    pub struct FlowEdge {
        /// `d` of an SVG path, from payer to payee. It ends where its arrowhead begins.
        pub path: String,
        /// `committed`, `announced`, `talks` or `off`; in a loop also `onward`.
        pub style: &'static str,
        /// Stroke width.
        pub width: f32,
        /// Whether it gets an arrowhead: not if the sources do not say who pays.
        pub directed: bool,
    }
}
