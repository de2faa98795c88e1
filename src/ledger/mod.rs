//! The ledger: totals that do not lie, of one group of companies or of the whole site, on any day.
//!
//! ```text
//! day      what held on a day                 statement  entries → totals, and what was left out and why
//! group    a company and its parts; portions  capacity   the same for gigawatts: of chips, of sites, of power
//! links    parts, items, steps, by name       split      a leg in its buckets: tranches, parts, the rest
//! replaced what has been superseded           equity     owned, agreed, optioned, in talks, sold; per issuer
//! chain    deals enlarged step by step        coverage   how much of a frame is itemised
//! choice   alternatives: one will happen      years      straight lines over stated terms
//! rates    money in the site's currency       loops      money that goes out and may come back
//! text     sums in the notation of sheets         due        what falls due, and what goes on without a date
//! counted  what each leg and tranche adds to the totals of the site
//! subject  whom the front page is about
//! ```
//!
//! A leg, and each of its tranches, becomes an [`Entry`] in exactly one bucket, or a [`LeftOut`] with its
//! [`Reason`]. Only entries of one direction, kind, bucket and unit are added; lows and highs are added apart.
//! Everything is exact: no float, no rounding but for shares of a plan, illustrations per year and money converted
//! from another currency, which says "about".
//!
//! Everything here is a pure function of a [`Briefing`] and a day. A [`Ledger`] holds what all statements of
//! a day share; a company's statement looks at that company's deals only, so that the cost of a site is
//! linear in its legs. How totals are worded is [`crate::render`]'s business.

mod capacity;
mod chain;
mod choice;
mod counted;
mod coverage;
mod day;
mod due;
mod entry;
mod equity;
mod group;
mod links;
mod loops;
mod rates;
mod replaced;
mod split;
mod statement;
mod subject;
mod text;
mod years;

use std::hash::{Hash, Hasher};

use jiff::civil::Date;

use crate::model::{Briefing, Bucket, BuiltinField, Claim, DealId, Fact, Reads, State};
use crate::quantity::Quantity;
use chain::Chains;
use group::Groups;
use links::Links;
use replaced::Replaced;

pub use chain::{Broken, Fault};
pub use counted::{Adds, Counted, CountedAt};
pub use coverage::{Coverage, Part as CoveragePart, Share};
pub use day::fact_on;
pub use due::{Due, DuePart, Schedule, end_by_term};
pub use entry::{Account, At, Direction, Entry, LeftOut, Part, Reason};
pub use equity::{Column, Equity, Stake};
pub use group::{group_deals, is_in};
pub use links::{Near, enlarged, frame, named, whole};
pub use loops::{Edge, Flow, Loop, Loops, Onward, Step, Undirected};
pub use rates::in_unit;
pub use replaced::{How, Replacement, is_replaced};
pub use statement::{Scope, Statement, Total};
pub use subject::Subject;
pub use text::SumText;
pub use years::{NotSpread, Yearly, per_year};

/// The books of a site on one day.
#[derive(Clone, Debug)]
pub struct Ledger<'a> {
    briefing: &'a Briefing,
    day: Date,
    /// Per deal: how far it has come; empty in closed books.
    states: Vec<Option<State>>,
    groups: Groups,
    links: Links,
    replaced: Replaced,
    chains: Chains,
    broken: Vec<Broken>,
    /// Per deal: the first of the deals of which only one will happen.
    choice: Vec<Option<DealId>>,
}

impl<'a> Ledger<'a> {
    /// Opens the books of a day.
    pub fn new(briefing: &'a Briefing, day: Date) -> Ledger<'a> {
        let mut ledger = Ledger {
            states: briefing.deals.iter().map(|deal| deal.state_on(day)).collect(),
            links: Links::new(briefing),
            replaced: Replaced::new(briefing, day),
            choice: choice::all(briefing),
            ..Ledger::closed(briefing, day)
        };
        (ledger.chains, ledger.broken) = chain::all(&ledger);
        ledger.enlarge();
        ledger
    }

    /// Books that nobody has looked into: nothing is linked in them. Enough where no total is asked for.
    pub(crate) fn closed(briefing: &'a Briefing, day: Date) -> Ledger<'a> {
        let (links, chains, broken) = (Links::default(), Chains::new(), Vec::new());
        let choice = vec![None; briefing.deals.len()];
        Ledger {
            briefing,
            day,
            groups: Groups::on(briefing, day),
            states: Vec::new(),
            links,
            replaced: Replaced::nothing(briefing),
            chains,
            broken,
            choice,
        }
    }

    /// Notes of deals all of which a later total contains that it has taken their place.
    fn enlarge(&mut self) {
        let mut deals: Vec<DealId> = self.chains.keys().map(|(at, _)| at.0).collect();
        deals.sort_unstable();
        deals.dedup();
        for id in deals {
            let legs = self.briefing.deal(id).legs.iter().enumerate().filter(|(_, leg)| leg.kind.sum && !leg.frame);
            let by = |(index, _)| match self.chains.get(&((id, index), BuiltinField::Value)) {
                Some(chain::Step::In(by)) => Some(*by),
                Some(chain::Step::Adds(_)) | None => None,
            };
            let all: Option<Vec<Replacement>> = legs.map(by).collect();
            if let Some(by) = all.as_ref().and_then(|all| all.last()) {
                self.replaced.deals[id.index()].get_or_insert(*by);
            }
        }
    }

    /// What decides what a statement looks at: who is linked to whom, what has been replaced, and what chains come to.
    pub(crate) fn hash_links(&self, into: &mut impl Hasher) {
        self.links.hash(into);
        self.replaced.hash(into);
        self.choice.hash(into);
        let mut steps: Vec<String> = self.chains.iter().map(|step| format!("{step:?}")).collect();
        steps.sort_unstable();
        (steps, format!("{:?}", self.broken)).hash(into);
    }

    /// The content.
    pub fn briefing(&self) -> &'a Briefing {
        self.briefing
    }

    /// The day.
    pub fn day(&self) -> Date {
        self.day
    }

    /// What has taken a deal's place by this day.
    pub fn replacement(&self, deal: DealId) -> Option<Replacement> {
        self.replaced.deals[deal.index()]
    }

    /// The steps of chains that do not fit into them.
    pub fn broken(&self) -> &[Broken] {
        &self.broken
    }

    /// The leg that a leg is a part of.
    pub fn whole_of(&self, part: At) -> Option<At> {
        self.links.whole.get(&part).copied()
    }

    /// The legs that are parts of a leg.
    pub fn parts_of(&self, whole: At) -> &[At] {
        self.links.parts.get(&whole).map_or(&[], Vec::as_slice)
    }

    /// What a leg enlarges.
    pub fn step_before(&self, at: At) -> Option<At> {
        self.links.enlarged.get(&at).map(|(before, _)| *before)
    }

    /// What has taken a leg's place.
    pub fn taken(&self, at: At) -> Option<Replacement> {
        self.replaced.leg(at)
    }

    /// The bucket of a deal; `None` while nothing was known of it.
    pub fn bucket(&self, deal: DealId) -> Option<Bucket> {
        self.deal_state(deal).map(State::bucket)
    }

    fn deal_state(&self, deal: DealId) -> Option<State> {
        Reads::note(deal);
        let known = self.states.get(deal.index()).copied();
        known.unwrap_or_else(|| self.briefing.deal(deal).state_on(self.day))
    }

    /// How far a leg has come; `None` while nothing was known of its deal.
    fn state(&self, (deal, index): At) -> Option<State> {
        Some(self.deal_state(deal)?.part(&self.briefing.deal(deal).legs[index].facts, self.day))
    }

    /// The figure of a fact on the day, and the claim that states it.
    pub fn figure<'f>(&self, fact: Option<&'f Fact>) -> Option<(&'f Claim, &'f Quantity)> {
        let (claim, amount) = day::amount_on(self.briefing, fact?, self.day)?;
        Some((claim, amount.figure()?))
    }
}
