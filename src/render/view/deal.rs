//! The page of a deal.

use std::sync::Arc;

use super::chart::{Segment, ShareBar, Timeline};
use super::commitments::ChartView;
use super::describe::view;
use super::evidence::{CitationView, Disagreement, Evidence, FactRow, SourceUse};
use super::feed::CorrectionView;
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
        /// One sentence made from the facts, which stands for a dek where there is none; may be empty.
        pub sentence: String,
        /// Its status.
        pub mark: Mark,
        /// Who pays whom, a line per distinct pair.
        pub parties: Vec<Parties>,
        /// The plan that contains it, where no bar shows its share of that.
        pub part_of: Option<Link>,
        /// Whether it is such a plan itself.
        pub umbrella: bool,
        /// Up to three figures, set large; the headline figure first.
        pub figures: Vec<HeadlineFigure>,
        /// The status ladder: at most four steps, of a deal that was given up what it came to.
        pub steps: Vec<Step>,
        /// When the steps were reached that were.
        pub reached: Vec<Reached>,
        /// What was promised for a day that is over, and is evidenced by no source: "Start planned for Nov. 2025"; may be
        /// empty.
        pub promised: Markup,
        /// Its status as a line of the fact box.
        pub status: FactRow,
        /// The fact box, one part per leg.
        pub legs: Vec<LegView>,
        /// The summary.
        pub body: Option<Body>,
        /// Where sources disagree, or differ in detail.
        pub disagreements: Vec<Disagreement>,
        /// The heading of that: it says which.
        pub disagreements_title: String,
        /// What values were before, a chart each.
        pub histories: Vec<ChartView>,
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
        /// Other deals, each once: those in a stated relation to it first, then those of the same companies or topics.
        pub related: Vec<RelatedDeal>,
        /// Topics.
        pub topics: Vec<Link>,
        /// What it rests on, the strongest first.
        pub sources: Vec<SourceUse>,
        /// What became of its parts and values, newest first; steps of the whole deal are in `reached`.
        pub log: Vec<LogEntry>,
        /// What was published of it and was wrong, the newest first.
        pub corrections: Vec<CorrectionView>,
        /// The page of all corrections.
        pub all_corrections: Link,
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
        /// The kind of its leg, `Achat`, if the deal has several; else empty.
        pub of: String,
        /// How much.
        pub figure: LargeFigure,
        /// A line under it: "selon Reuters", "source unique : blog", "selon 2 sources".
        pub note: String,
        /// Whether the note is that sources differ: there is an entry of the same id in the section on that.
        pub disputed: bool,
        /// Fragment id of its row in the fact box.
        pub id: String,
    }

    /// A step of the status ladder.
    pub struct Step {
        /// `Signé`, `Signé (rapporté)`.
        pub label: String,
        /// How firm what was reached is, as in `Mark`: a class name; empty of a step that is ahead.
        pub bucket: &'static str,
        /// Whether it was reached: only with evidence for it.
        pub reached: bool,
        /// Whether it is the step that the deal has come to.
        pub current: bool,
    }

    /// Steps that were reached on one date.
    pub struct Reached {
        /// `Annoncé, signé`.
        pub label: String,
        /// When.
        pub date: Markup,
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
        /// The parts as a bar true to scale, and last what they leave; none where they cannot be compared.
        pub bar: Vec<Segment>,
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

    /// Another deal, in a line.
    pub struct RelatedDeal {
        /// `Suite`, `Remplace`: how it stands to this one; empty if it merely has the same companies or topics.
        pub label: String,
        /// Headline, figure and mark: printed by the component `deal_line`.
        pub line: Markup,
    }

    /// A deal in a line of a list: what the component `deal_line` gets.
    pub struct DealLine {
        /// Headline.
        pub title: Words,
        /// Path from the site's root.
        pub url: String,
        /// The headline figure, with a short unit; may be empty.
        pub figure: Markup,
        /// How firm.
        pub mark: Mark,
        /// Whether it is not to be published yet.
        pub draft: bool,
    }

    /// What became of a part or a value of a deal.
    pub struct LogEntry {
        /// Its `id`: the fragment of its entry in feeds.
        pub id: String,
        /// When.
        pub date: Markup,
        /// What.
        pub text: Markup,
    }
}
