//! The page of a deal.

use std::sync::Arc;

use super::chart::{ShareBar, Timeline};
use super::describe::view;
use super::evidence::{CitationView, Disagreement, Evidence, FactRow, SourceUse};
use super::summary::{CompanyRef, Parties};
use super::text::{Body, Download, Figure, LargeFigure, Link, Mark, Markup, Words};
use super::totals::LoopView;

view! {
    /// `deal`: what is known of a deal, and how.
    pub struct DealView {
        /// Its id.
        pub id: String,
        /// Headline.
        pub title: Words,
        /// One or two sentences; the text may be empty.
        pub dek: Words,
        /// One sentence made from the facts; may be empty.
        pub sentence: String,
        /// Its status.
        pub mark: Mark,
        /// Who pays whom, a line per distinct pair.
        pub parties: Vec<Parties>,
        /// The plan that contains it.
        pub part_of: Option<Link>,
        /// Whether it is such a plan itself.
        pub umbrella: bool,
        /// Two to four figures, set large; the headline figure first.
        pub figures: Vec<HeadlineFigure>,
        /// The status ladder and dated steps ahead.
        pub steps: Vec<Step>,
        /// The fact box, one part per leg.
        pub legs: Vec<LegView>,
        /// The summary.
        pub body: Option<Body>,
        /// Where sources disagree, or differ in detail.
        pub disagreements: Vec<Disagreement>,
        /// The heading of that: it says which.
        pub disagreements_title: String,
        /// What happened and what is due.
        pub timeline: Option<Timeline>,
        /// Its share of the plan; of a plan, what it is made of.
        pub share: Option<ShareBar>,
        /// The loops that it belongs to.
        pub loops: Vec<LoopView>,
        /// What people said.
        pub quotes: Vec<QuoteView>,
        /// What happened because of it.
        pub reactions: Vec<ReactionView>,
        /// Stated relations to other deals.
        pub relations: Vec<Relation>,
        /// Other deals of the same companies or topics, each printed by the component `deal_entry`.
        pub related: Vec<Markup>,
        /// Topics.
        pub topics: Vec<Link>,
        /// What it rests on, the strongest first.
        pub sources: Vec<SourceUse>,
        /// What changed on this page, newest first.
        pub log: Vec<LogEntry>,
        /// How to cite this page.
        pub cite: String,
        /// When its newest source was read; may be empty.
        pub checked: Markup,
        /// Author of the text.
        pub author: Option<String>,
        /// The facts as files.
        pub downloads: Vec<Download>,
    }

    /// A figure set large.
    pub struct HeadlineFigure {
        /// `Montant`, `Durée`.
        pub label: String,
        /// How firm; empty where it goes without saying.
        pub mark: Markup,
        /// How much.
        pub figure: LargeFigure,
        /// A line under it: "exactement, selon 2 sources"; may be empty.
        pub note: String,
        /// Fragment id of its row in the fact box.
        pub id: String,
    }

    /// A step of the status strip.
    pub struct Step {
        /// `Signé`, `Pleine capacité`.
        pub label: String,
        /// When; may be empty.
        pub date: Markup,
        /// Whether it was reached: only with evidence for it.
        pub reached: bool,
        /// Whether it is the step that the deal has come to.
        pub current: bool,
        /// What says so; no claims if none is needed.
        pub evidence: Evidence,
    }

    /// A direction of the deal with its facts.
    pub struct LegView {
        /// Fragment id: `leg-purchase`.
        pub id: String,
        /// `Achat de calcul`.
        pub label: Words,
        /// What tells it from others of its kind; the text may be empty.
        pub name: Words,
        /// How firm; empty where it is as firm as the deal.
        pub mark: Markup,
        /// Who pays whom.
        pub parties: Parties,
        /// Its facts.
        pub rows: Vec<FactRow>,
        /// Its parts, each with a state of its own.
        pub tranches: Vec<TrancheView>,
    }

    /// A part of a leg.
    pub struct TrancheView {
        /// Fragment id: `tranche-purchase-first`.
        pub id: String,
        /// What it is called.
        pub name: Words,
        /// How firm.
        pub mark: Markup,
        /// Its facts.
        pub rows: Vec<FactRow>,
    }

    /// Words of a person.
    pub struct QuoteView {
        /// What they said.
        pub text: Words,
        /// Who.
        pub by: String,
        /// Their company.
        pub company: Option<Arc<CompanyRef>>,
        /// Where it was published.
        pub citations: Vec<CitationView>,
    }

    /// What happened because of the deal; never summed.
    pub struct ReactionView {
        /// To whom.
        pub company: Option<Arc<CompanyRef>>,
        /// What.
        pub what: Words,
        /// How much.
        pub figure: Option<Figure>,
        /// What it rests on.
        pub evidence: Evidence,
    }

    /// Deals in one relation to this one.
    pub struct Relation {
        /// `fait suite à`, `remplace`.
        pub label: String,
        /// Which: each printed by the component `deal_entry`.
        pub deals: Vec<Markup>,
    }

    /// A change of a page.
    pub struct LogEntry {
        /// When.
        pub date: Markup,
        /// What.
        pub text: Markup,
    }
}
