//! Loops: money that goes out and comes back, or may. Shown, never subtracted.
//!
//! After the roll-up, edges run from payer to payee and from issuer to holder. A loop is a simple cycle of
//! two to four groups. What stands for an edge is its largest stated amount; the others are listed with it.
//! A loop is as firm as its weakest edge, and no more money can go round it than its smallest stated amount
//! allows. The maker of the hardware inside is a way onward that is not paid in the deal; partners without a
//! stated direction make no edge at all.
//!
//! `graph` builds the edges, `search` finds the cycles within a bound that no graph can exceed.

mod graph;
mod search;

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::{Ledger, Sum};
use crate::model::{Bucket, CompanyId, Currency, DealId, Figure, Kind, Unit};
use graph::Graph;

/// A leg on an edge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow<'a> {
    /// Its deal.
    pub deal: DealId,
    /// Index of the leg in its deal.
    pub leg: usize,
    /// Its kind.
    pub kind: Kind,
    /// How firm.
    pub bucket: Bucket,
    /// Money, or the share that an option gives.
    pub figure: Option<&'a Figure>,
}

impl Flow<'_> {
    /// What it is in money.
    fn money(&self) -> Option<(Currency, Sum)> {
        let figure = self.figure?;
        match figure.unit {
            Unit::Money(currency) => Some((currency, Sum::of(figure))),
            _ => None,
        }
    }

    /// Orders the flows of an edge: stated money, the largest first, then other figures, then the firmest.
    fn rank(&self) -> impl Ord + use<> {
        let low = self.money().map_or(Decimal::ZERO, |(_, sum)| sum.low);
        (self.money().is_none(), self.figure.is_none(), Reverse(low), self.bucket, self.deal, self.leg)
    }
}

/// From one group to the next on the way round.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<'a> {
    /// Who pays, or grants.
    pub from: CompanyId,
    /// Who gets it.
    pub to: CompanyId,
    /// What runs there; the first stands for the edge.
    pub flows: Vec<Flow<'a>>,
}

/// A way onward from a group to the maker of the hardware in a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Onward {
    /// Who sells it.
    pub from: CompanyId,
    /// Who made it.
    pub to: CompanyId,
    /// In which deal.
    pub deal: DealId,
}

/// A way round.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop<'a> {
    /// Two to four steps; the first begins at the group that pays most.
    pub steps: Vec<Step<'a>>,
    /// The bucket of its weakest step.
    pub weakest: Bucket,
    /// The smallest stated amount: no more goes round. `None` if no step states a ceiling in one currency,
    /// or a step is no money.
    pub at_most: Option<(Currency, Sum)>,
    /// Where the hardware on the way comes from.
    pub onward: Vec<Onward>,
}

impl Loop<'_> {
    /// The deals on the way round, each once.
    pub fn deals(&self) -> impl Iterator<Item = DealId> {
        let mut deals: Vec<DealId> = self.steps.iter().flat_map(|s| s.flows.iter().map(|f| f.deal)).collect();
        deals.sort_unstable();
        deals.dedup();
        deals.into_iter()
    }
}

/// A partnership whose direction is not stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Undirected<'a> {
    /// One.
    pub one: CompanyId,
    /// The other.
    pub other: CompanyId,
    /// What is between them.
    pub flow: Flow<'a>,
}

/// The loops of a site, the shortest and firmest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loops<'a> {
    /// All that were found.
    pub all: Vec<Loop<'a>>,
    /// Partnerships between groups.
    pub undirected: Vec<Undirected<'a>>,
    /// Per company: indices of the loops through it, if it is the root of a group.
    of_company: Vec<Vec<u32>>,
    /// Per deal: indices of the loops that it is on.
    of_deal: Vec<Vec<u32>>,
}

impl<'a> Loops<'a> {
    /// The loops through a group.
    pub fn of_company(&self, group: CompanyId) -> impl ExactSizeIterator<Item = &Loop<'a>> {
        pick(&self.all, self.of_company.get(group.index()))
    }

    /// The loops that a deal is on.
    pub fn of_deal(&self, deal: DealId) -> impl ExactSizeIterator<Item = &Loop<'a>> {
        pick(&self.all, self.of_deal.get(deal.index()))
    }
}

fn pick<'l, 'a>(all: &'l [Loop<'a>], picked: Option<&'l Vec<u32>>) -> impl ExactSizeIterator<Item = &'l Loop<'a>> {
    picked.map_or(&[][..], Vec::as_slice).iter().map(|i| &all[*i as usize])
}

impl<'a> Ledger<'a> {
    /// The loops of the site.
    pub fn loops(&self) -> Loops<'a> {
        let graph = Graph::new(self);
        let mut all: Vec<Loop<'a>> = search::cycles(&graph).iter().map(|nodes| graph.walk(nodes)).collect();
        let size = |l: &Loop<'_>| l.steps[0].flows[0].money().map_or(Decimal::ZERO, |(_, sum)| sum.low);
        all.sort_by_cached_key(|l| {
            (l.steps.len(), l.weakest, Reverse(size(l)), l.steps.iter().map(|s| s.from).collect::<Vec<_>>())
        });
        let mut of_company = vec![Vec::new(); self.briefing.companies.len()];
        let mut of_deal = vec![Vec::new(); self.briefing.deals.len()];
        for (index, found) in all.iter().enumerate() {
            for step in &found.steps {
                of_company[step.from.index()].push(index as u32);
            }
            for deal in found.deals() {
                of_deal[deal.index()].push(index as u32);
            }
        }
        Loops { all, undirected: graph.undirected, of_company, of_deal }
    }
}
