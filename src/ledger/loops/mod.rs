//! Loops: money that goes out and comes back, or may. Shown, never subtracted.
//!
//! After the roll-up, edges run from payer to payee and from issuer to holder. A loop is a simple cycle of
//! two to four groups. What stands for an edge is its largest stated amount; the others are listed with it.
//! A loop is as firm as its weakest edge, and no more money can go round it than the smallest amount that some edge
//! states as a number or a ceiling; "at least 10" limits nothing. The maker of the hardware inside is a way onward that is not paid in the deal; partners without a
//! stated direction make no edge at all.
//!
//! `graph` builds the edges, `search` finds the cycles within a bound that no graph can exceed.

mod graph;
mod search;

use std::cmp::Reverse;
use std::collections::BTreeMap;

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
    /// What runs there, the largest first: the first stands for the edge. At most six.
    pub flows: Vec<Flow<'a>>,
    /// How many more there are.
    pub more: usize,
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
    /// The smallest stated amount that has a high end: no more goes round. `None` if no step has one, or amounts are
    /// in several currencies.
    pub at_most: Option<(Currency, Sum)>,
    /// Where the hardware on the way comes from.
    pub onward: Vec<Onward>,
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

/// The two ends of an edge: from, to.
type Edge = (CompanyId, CompanyId);

/// The loops of a site, the shortest and firmest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loops<'a> {
    /// All that were found.
    pub all: Vec<Loop<'a>>,
    /// Partnerships between groups.
    pub undirected: Vec<Undirected<'a>>,
    /// Per company: indices of the loops through it, if it is the root of a group.
    of_company: Vec<Vec<u32>>,
    /// Per edge on a loop: indices of the loops.
    of_edge: BTreeMap<Edge, Vec<u32>>,
    /// Per deal: the edges that its legs are on.
    edges: Vec<Vec<Edge>>,
}

impl<'a> Loops<'a> {
    /// The loops through a group.
    pub fn of_company(&self, group: CompanyId) -> impl ExactSizeIterator<Item = &Loop<'a>> {
        let picked = self.of_company.get(group.index()).map_or(&[][..], Vec::as_slice);
        picked.iter().map(|i| &self.all[*i as usize])
    }

    /// The first loops that a deal is on.
    pub fn of_deal(&self, deal: DealId, limit: usize) -> Vec<&Loop<'a>> {
        let edges = self.edges.get(deal.index()).into_iter().flatten();
        let lists = edges.filter_map(|edge| self.of_edge.get(edge));
        let mut picked: Vec<u32> = lists.flat_map(|list| list.iter().copied().take(limit)).collect();
        picked.sort_unstable();
        picked.dedup();
        picked.into_iter().take(limit).map(|i| &self.all[i as usize]).collect()
    }
}

impl<'a> Ledger<'a> {
    /// The loops of the site.
    pub fn loops(&self) -> Loops<'a> {
        let graph = Graph::new(self);
        let mut all: Vec<Loop<'a>> = search::cycles(&graph).iter().map(|nodes| graph.walk(nodes)).collect();
        let size = |l: &Loop<'_>| {
            let first = l.steps.first().and_then(|s| s.flows.first());
            first.and_then(Flow::money).map_or(Decimal::ZERO, |(_, sum)| sum.low)
        };
        all.sort_by_cached_key(|l| {
            (l.steps.len(), l.weakest, Reverse(size(l)), l.steps.iter().map(|s| s.from).collect::<Vec<_>>())
        });
        let mut of_company = vec![Vec::new(); self.briefing.companies.len()];
        let mut of_edge: BTreeMap<Edge, Vec<u32>> = BTreeMap::new();
        for (index, found) in all.iter().enumerate() {
            for step in &found.steps {
                of_company[step.from.index()].push(index as u32);
                of_edge.entry((step.from, step.to)).or_default().push(index as u32);
            }
        }
        let mut edges = vec![Vec::new(); self.briefing.deals.len()];
        for (edge, flows) in graph.edges.iter().filter(|(edge, _)| of_edge.contains_key(edge)) {
            for flow in flows {
                edges[flow.deal.index()].push(*edge);
            }
        }
        Loops { all, undirected: graph.undirected, of_company, of_edge, edges }
    }
}
