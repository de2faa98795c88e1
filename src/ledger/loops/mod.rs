//! Loops: money that goes out and comes back, or may. Shown, never subtracted.
//!
//! After the roll-up, edges run from payer to payee and from issuer to holder. A loop is a simple cycle of
//! two to four groups. What stands for an edge is its largest stated amount; the others are listed with it.
//! A loop is as firm as its weakest edge, and no more money can go round it than goes over its narrowest edge: the sum
//! of the highs of what runs there, as firm as the loop or firmer. "At least 10" limits nothing, and over an edge of
//! shares, or of what nobody has a figure for, goes no amount of money at all. The maker of the hardware inside is a
//! way onward that is not paid in the deal; partners without a stated direction make no edge at all.
//!
//! `graph` builds the edges, `search` finds the cycles within a bound that no graph can exceed.

mod graph;
mod search;

use std::cmp::Reverse;
use std::hash::{Hash, Hasher};

use rust_decimal::Decimal;

use super::Ledger;
use crate::model::{Bucket, CompanyId, DealId, Rate, Reads};
use crate::quantity::Quantity;
use crate::vocabulary::Kind;
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
    pub figure: Option<Quantity>,
    /// The figure as its source states it, if it is all of the leg.
    pub stated: Option<&'a Quantity>,
    /// The rate at which it was converted.
    pub rate: Option<Rate>,
}

impl Flow<'_> {
    /// What it is in money.
    fn money(&self) -> Option<Quantity> {
        self.figure.filter(|figure| figure.unit.currency().is_some())
    }

    /// Orders the flows of an edge: stated money, the largest first, then other figures, then the firmest.
    fn rank(&self) -> impl Ord + use<> {
        let low = self.money().map_or(Decimal::ZERO, |sum| sum.low);
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
    /// No more goes round. `None` if nobody can say: no edge has a high end, one has no money, or they are in several
    /// currencies.
    pub at_most: Option<Quantity>,
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
pub type Edge = (CompanyId, CompanyId);

/// A loop as the edges that it runs over, the first of them that on which most is paid.
#[derive(Clone, Debug)]
struct Cycle {
    edges: Vec<u32>,
}

/// The loops of a site, the shortest and firmest first.
///
/// A large site has tens of thousands, and a page shows a few: they are kept as edges, and told in full when they
/// are asked for.
#[derive(Clone, Debug, Default)]
pub struct Loops<'a> {
    graph: Graph<'a>,
    all: Vec<Cycle>,
    /// Per company: indices of the loops through it, if it is the root of a group.
    of_company: Vec<Vec<u32>>,
    /// Per edge: indices of the loops over it.
    of_edge: Vec<Vec<u32>>,
    /// Per deal: the edges that its legs are on, if they are on a loop.
    edges: Vec<Vec<u32>>,
}

impl<'a> Loops<'a> {
    /// All that were found.
    pub fn all(&self) -> impl ExactSizeIterator<Item = Loop<'a>> {
        self.all.iter().map(|cycle| self.graph.walk(&cycle.edges))
    }

    /// The loops through a group.
    pub fn of_company(&self, group: CompanyId) -> impl ExactSizeIterator<Item = Loop<'a>> {
        let picked = self.of_company.get(group.index()).map_or(&[][..], Vec::as_slice);
        picked.iter().map(|i| self.graph.walk(&self.all[*i as usize].edges))
    }

    /// The first loops that a deal is on.
    pub fn of_deal(&self, deal: DealId, limit: usize) -> Vec<Loop<'a>> {
        let edges = self.edges.get(deal.index()).into_iter().flatten();
        let mut picked: Vec<u32> =
            edges.flat_map(|edge| self.of_edge[*edge as usize].iter().copied().take(limit)).collect();
        picked.sort_unstable();
        picked.dedup();
        picked.into_iter().take(limit).map(|i| self.graph.walk(&self.all[i as usize].edges)).collect()
    }

    /// What decides which loops a page shows, and in which order: all but the figures.
    pub(crate) fn hash_order(&self, into: &mut impl Hasher) {
        for edge in &self.graph.edges {
            edge.ends.hash(into);
            edge.flows.iter().for_each(|flow| (flow.deal, flow.leg, flow.bucket).hash(into));
        }
        self.all.iter().for_each(|cycle| cycle.edges.hash(into));
        (&self.of_company, &self.of_edge, &self.edges).hash(into);
        self.graph.undirected.iter().for_each(|one| (one.one, one.other, one.flow.deal, one.flow.leg).hash(into));
    }

    /// Partnerships between groups.
    pub fn undirected(&self) -> &[Undirected<'a>] {
        self.graph.undirected.iter().for_each(|one| Reads::note(one.flow.deal));
        &self.graph.undirected
    }
}

impl<'a> Ledger<'a> {
    /// The loops of the site.
    pub fn loops(&self) -> Loops<'a> {
        let graph = Graph::new(self);
        let mut all: Vec<Cycle> =
            search::cycles(&graph).iter().map(|nodes| Cycle { edges: graph.way(nodes) }).collect();
        all.sort_by_cached_key(|cycle| graph.order(&cycle.edges));
        let mut of_company = vec![Vec::new(); self.briefing.companies.len()];
        let mut of_edge = vec![Vec::new(); graph.edges.len()];
        for (index, cycle) in all.iter().enumerate() {
            for edge in &cycle.edges {
                let (from, _) = graph.edges[*edge as usize].ends;
                of_company[from.index()].push(index as u32);
                of_edge[*edge as usize].push(index as u32);
            }
        }
        let mut edges = vec![Vec::new(); self.briefing.deals.len()];
        for (index, edge) in graph.edges.iter().enumerate().filter(|(index, _)| !of_edge[*index].is_empty()) {
            for flow in &edge.flows {
                edges[flow.deal.index()].push(index as u32);
            }
        }
        Loops { graph, all, of_company, of_edge, edges }
    }
}
