//! The graph of groups: one edge per pair and direction, with all its flows.

use std::cmp::Reverse;

use ahash::AHashMap;
use rust_decimal::Decimal;

use super::{Edge, Flow, Loop, Onward, Step, Undirected};
use crate::ledger::{Ledger, day::amount_on};
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, DealId, Leg};
use crate::quantity::Quantity;

/// Flows of an edge that a loop keeps.
const FLOWS: usize = 6;

/// From one group to another.
#[derive(Clone, Debug)]
pub(super) struct Way<'a> {
    pub(super) ends: Edge,
    /// The first stands for it.
    pub(super) flows: Vec<Flow<'a>>,
    /// Its place among all edges by what stands for them, the largest and firmest first; equals share one.
    standing: u32,
}

/// Groups and what runs between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph<'a> {
    /// Per group: the groups that it pays, the largest and firmest edges first.
    pub(super) out: Vec<Vec<CompanyId>>,
    /// In the order of their ends.
    pub(super) edges: Vec<Way<'a>>,
    /// Which edge has these ends.
    known: AHashMap<Edge, u32>,
    /// Per leg on an edge: makers of its hardware, rolled up.
    makers: AHashMap<(DealId, usize), Vec<CompanyId>>,
    /// Partnerships between groups.
    pub(super) undirected: Vec<Undirected<'a>>,
}

impl<'a> Graph<'a> {
    /// The edges of all deals that are known, not off, not replaced, no umbrellas.
    pub(super) fn new(ledger: &Ledger<'a>) -> Graph<'a> {
        let mut graph = Graph::default();
        for &id in ledger.briefing().chronology.iter() {
            let Some(bucket) = ledger.live(id) else { continue };
            for (index, leg) in ledger.briefing().deal(id).legs.iter().enumerate() {
                graph.add(
                    ledger,
                    leg,
                    Flow { deal: id, leg: index, kind: leg.kind, bucket, figure: figure(ledger, leg) },
                );
            }
        }
        graph.edges.sort_unstable_by_key(|edge| edge.ends);
        graph.edges.iter_mut().for_each(|edge| edge.flows.sort_by_cached_key(Flow::rank));
        graph.known = graph.edges.iter().enumerate().map(|(index, edge)| (edge.ends, index as u32)).collect();
        graph.rank();
        graph.out = vec![Vec::new(); ledger.briefing().companies.len()];
        for edge in &graph.edges {
            graph.out[edge.ends.0.index()].push(edge.ends.1);
        }
        for (from, out) in graph.out.iter_mut().enumerate() {
            let standing = |to: &CompanyId| {
                let edge = graph.known.get(&(CompanyId::at(from), *to))?;
                Some(graph.edges[*edge as usize].standing)
            };
            out.sort_by_cached_key(standing);
        }
        graph
    }

    fn rank(&mut self) {
        let mut ranked: Vec<_> =
            self.edges.iter().enumerate().map(|(index, edge)| (edge.flows.first().map(Flow::rank), index)).collect();
        ranked.sort_unstable();
        let mut standing = 0;
        for place in 0..ranked.len() {
            if place > 0 && ranked[place].0 != ranked[place - 1].0 {
                standing += 1;
            }
            self.edges[ranked[place].1].standing = standing;
        }
    }

    fn add(&mut self, ledger: &Ledger<'a>, leg: &'a Leg, flow: Flow<'a>) {
        let root = |c: CompanyId| ledger.briefing().group[c.index()];
        if leg.kind.unstated {
            let mut partners = leg.parties().map(root);
            if let (Some(one), Some(other)) = (partners.next(), partners.next())
                && one != other
            {
                self.undirected.push(Undirected { one, other, flow });
            }
            return;
        }
        if !leg.kind.sum && !leg.kind.option {
            return;
        }
        let mut pairs: Vec<(CompanyId, CompanyId)> =
            leg.payers().map(root).flat_map(|from| leg.payees().map(root).map(move |to| (from, to))).collect();
        pairs.retain(|(from, to)| from != to);
        pairs.sort_unstable();
        pairs.dedup();
        if pairs.is_empty() {
            return;
        }
        for ends in pairs {
            let next = self.edges.len() as u32;
            let index = *self.known.entry(ends).or_insert(next);
            match self.edges.get_mut(index as usize) {
                Some(edge) => edge.flows.push(flow),
                None => self.edges.push(Way { ends, flows: vec![flow], standing: 0 }),
            }
        }
        let makers: Vec<CompanyId> = leg.roles.iter().filter(|(role, _)| role.makes).map(|(_, c)| root(*c)).collect();
        if !makers.is_empty() {
            self.makers.insert((flow.deal, flow.leg), makers);
        }
    }

    /// Whether something runs from one group to another.
    pub(super) fn has(&self, from: CompanyId, to: CompanyId) -> bool {
        self.known.contains_key(&(from, to))
    }

    /// The edges of the way round these groups, begun where most is paid.
    pub(super) fn way(&self, nodes: &[CompanyId]) -> Vec<u32> {
        let ends = (0..nodes.len()).map(|i| (nodes[i], nodes[(i + 1) % nodes.len()]));
        let mut edges: Vec<u32> = ends.filter_map(|ends| self.known.get(&ends).copied()).collect();
        let first = (0..edges.len()).min_by_key(|i| (self.edges[edges[*i] as usize].standing, *i)).unwrap_or(0);
        edges.rotate_left(first);
        edges
    }

    /// Orders loops: the shortest first, then the firmest, then the largest.
    pub(super) fn order(&self, way: &[u32]) -> impl Ord + use<> {
        let first = way.first().and_then(|edge| self.edges[*edge as usize].flows.first());
        let size = first.and_then(Flow::money).map_or(Decimal::ZERO, |sum| sum.low);
        let from: [Option<CompanyId>; 4] =
            std::array::from_fn(|i| way.get(i).map(|edge| self.edges[*edge as usize].ends.0));
        (way.len(), self.weakest(way), Reverse(size), from)
    }

    fn weakest(&self, way: &[u32]) -> Bucket {
        let firsts = way.iter().filter_map(|edge| self.edges[*edge as usize].flows.first());
        firsts.map(|flow| flow.bucket).max().unwrap_or(Bucket::Off)
    }

    /// The loop over these edges.
    pub(super) fn walk(&self, way: &[u32]) -> Loop<'a> {
        let step = |edge: &u32| {
            let Way { ends: (from, to), flows, .. } = &self.edges[*edge as usize];
            let shown = flows.len().min(FLOWS);
            Step { from: *from, to: *to, flows: flows[..shown].to_vec(), more: flows.len() - shown }
        };
        let steps: Vec<Step<'a>> = way.iter().map(step).collect();
        Loop { weakest: self.weakest(way), at_most: at_most(&steps), onward: self.onward(&steps), steps }
    }

    fn onward(&self, steps: &[Step<'a>]) -> Vec<Onward> {
        let mut all = Vec::new();
        for step in steps {
            for flow in &step.flows {
                let makers = self.makers.get(&(flow.deal, flow.leg)).into_iter().flatten();
                let outside = makers.filter(|m| **m != step.to && **m != step.from);
                all.extend(outside.map(|maker| Onward { from: step.to, to: *maker, deal: flow.deal }));
            }
        }
        all.sort_unstable();
        all.dedup_by_key(|o| (o.from, o.to));
        all
    }
}

/// Money, or else the share that is granted.
fn figure<'a>(ledger: &Ledger<'a>, leg: &'a Leg) -> Option<&'a Quantity> {
    [BuiltinField::Value, BuiltinField::Stake].into_iter().find_map(|field| {
        let (_, amount) = amount_on(ledger.briefing(), leg.builtin(field)?, ledger.day())?;
        Amount::figure(amount)
    })
}

/// The smallest ceiling among the amounts of money that stand for the steps. A floor ("at least 10") is none, however
/// small it is: nobody says that no more is paid. A step without stated money, an option among them, sets no limit
/// and lifts none.
fn at_most(steps: &[Step<'_>]) -> Option<Quantity> {
    let firsts = steps.iter().filter_map(|s| s.flows.first());
    let money: Vec<Quantity> = firsts.filter_map(Flow::money).collect();
    let unit = money.first()?.unit;
    if money.iter().any(|sum| sum.unit != unit) {
        return None;
    }
    let limited = money.into_iter().filter(|sum| sum.high.is_some());
    limited.min_by_key(|sum| (sum.high, !sum.high_open))
}
