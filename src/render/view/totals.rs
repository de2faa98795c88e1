//! Totals in three buckets, never a grand one.

use super::chart::FlowEdge;
use super::describe::view;
use super::summary::CompanyRef;
use super::text::{Figure, LargeFigure, Mark, Words};
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
        pub label: Words,
        /// The sum with its bound; `undisclosed` if no leg has a figure.
        pub figure: LargeFigure,
        /// Where exact figures and orders of magnitude meet in it, the sum as a sentence; may be empty.
        pub words: String,
        /// What it is made of, largest first.
        pub parts: Vec<TotalPart>,
        /// "+ 1 deal with no figure"; absent if all have one.
        pub without_figure: Option<String>,
        /// Reservations: "Oracle in the conditional"; may be empty.
        pub note: String,
    }

    /// A leg in a sum.
    pub struct TotalPart {
        /// Whom it is with: `AWS`; last, of what is not named: "and 6 more:".
        pub label: String,
        /// Path of the deal from the site's root; empty where it is about several.
        pub url: String,
        /// How much.
        pub figure: Figure,
        /// Which leg, where the deal has several with this label, and which part of it: "firm part"; may be empty.
        pub note: String,
    }

    /// A leg that was not added, and why.
    pub struct LeftOutView {
        /// Who does what: `OpenAI plans all of it`.
        pub label: String,
        /// Path of the deal from the site's root.
        pub url: String,
        /// How much.
        pub figure: Option<Figure>,
        /// Why: "a plan that contains other deals".
        pub reason: String,
    }

    /// Purchases per year, if the spending is even.
    pub struct YearlyView {
        /// That it is an illustration.
        pub note: String,
        /// A line per leg with a term; never added up.
        pub rows: Vec<YearlyRow>,
        /// A sentence: whose legs are not spread over years, and why; may be empty.
        pub unscheduled: String,
    }

    /// A leg per year.
    pub struct YearlyRow {
        /// Whom it is with.
        pub label: String,
        /// Path of the deal from the site's root.
        pub url: String,
        /// How much a year.
        pub figure: Figure,
        /// How firm.
        pub mark: Mark,
    }

    /// Capacity, or other quantities: rows that are never added to each other.
    pub struct CapacityView {
        /// The columns.
        pub buckets: Vec<Mark>,
        /// Of chips, of sites, of power, of each unit; each bought, or supplied.
        pub rows: Vec<CapacityRow>,
        /// What was not added, and why.
        pub left_out: Vec<LeftOutView>,
    }

    /// Capacity of one measure and direction.
    pub struct CapacityRow {
        /// `Puces`.
        pub label: String,
        /// `achetées`; empty in a row of which nothing is known.
        pub side: String,
        /// One per column.
        pub cells: Vec<CapacityCell>,
    }

    /// Capacity in one bucket.
    pub struct CapacityCell {
        /// Usually one; one per kind of leg, where there are several.
        pub figures: Vec<Figure>,
        /// What they are made of.
        pub parts: Vec<TotalPart>,
    }

    /// Money that goes out and comes back, or may: shown, never subtracted.
    pub struct LoopView {
        /// A sentence: "OpenAI pays AWS: 38 billion; Amazon is in talks to invest in OpenAI: at least 10 billion."
        pub text: Words,
        /// The weakest status on the way round.
        pub mark: Mark,
        /// "At most 38 billion can go round": the smallest amount that is stated.
        pub at_most: Option<String>,
        /// "Converted at €1 = $1.09, on January 2, 2026.": a sentence for each rate that is in its figures.
        pub notes: Vec<String>,
        /// Who makes the hardware on the way, and is not paid in the deal: a sentence each.
        pub onward: Vec<String>,
        /// Out, and back: a row per step.
        pub rows: Vec<LoopRow>,
        /// The same as a drawing.
        pub drawing: LoopDrawing,
    }

    /// A step of a loop.
    pub struct LoopRow {
        /// Who pays, or grants.
        pub from: Arc<CompanyRef>,
        /// Who gets it.
        pub to: Arc<CompanyRef>,
        /// What; the first stands for the step in the sentence.
        pub flows: Vec<LoopFlow>,
        /// "and 3 others": flows that are not listed.
        pub rest: Option<String>,
    }

    /// What runs along a step.
    pub struct LoopFlow {
        /// `Achat`.
        pub kind: Words,
        /// How much.
        pub figure: Figure,
        /// How firm.
        pub mark: Mark,
        /// Path of the deal from the site's root.
        pub url: String,
    }

    /// A small drawing of a loop.
    pub struct LoopDrawing {
        /// Width of the view box.
        pub width: f32,
        /// Height of the view box.
        pub height: f32,
        /// Arrows; the style `onward` is a way to a maker.
        pub edges: Vec<FlowEdge>,
        /// Names and amounts.
        pub labels: Vec<LoopLabel>,
    }

    /// Words in a drawing, centred.
    pub struct LoopLabel {
        /// The words.
        pub text: String,
        /// Their middle.
        pub x: f32,
        /// Their baseline.
        pub y: f32,
        /// `name` or `amount`.
        pub style: &'static str,
    }
}
