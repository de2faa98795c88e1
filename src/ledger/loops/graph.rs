//! The graph of groups: one edge per pair and direction, with all its flows.

use std::cmp::Reverse;
use std::sync::OnceLock;

use ahash::AHashMap;
use rust_decimal::Decimal;

use super::{Edge, Flow, Loop, Onward, Step, Undirected};
use crate::ledger::entry::{At, Reason};
use crate::ledger::group::Portion;
use crate::ledger::{Ledger, rates, split::Piece};
use crate::model::{Bucket, BuiltinField, CompanyId, Leg, Reads};
use crate::quantity::Quantity;

/// Flows of an edge that a loop keeps.
const FLOWS: usize = 6;

/// From one group to another.
#[derive(Clone, Debug)]
pub(super) struct Way<'a> {
    pub(super) ends: Edge,
    /// The first stands for it.
    pub(super) flows: Vec<Flow<'a>>,
    /// The deals that its figures come from: what a company has of a joint leg hangs on the parts of others.
    reads: Reads,
    /// Its place among all edges by what stands for them, the largest and firmest first; equals share one.
    standing: u32,
    /// What runs over it, of flows of a bucket and firmer ones, by the bucket: every loop over it asks.
    over: [OnceLock<Option<Over>>; Bucket::Off as usize + 1],
}

/// What some flows of an edge come to.
#[derive(Clone, Copy, Debug)]
struct Over {
    /// Their money.
    sum: Quantity,
    /// Whether all of it is in one unit.
    is_of_one: bool,
    /// Whether its high end is one: what nobody has a figure for may be any amount.
    is_limited: bool,
}

impl Way<'_> {
    /// Of flows of this bucket and firmer ones; `None` if they have no money, or not in one dimension.
    fn over(&self, weakest: Bucket) -> Option<Over> {
        *self.over[weakest as usize].get_or_init(|| {
            let firm = || self.flows.iter().filter(|flow| flow.bucket <= weakest && flow.kind.sum);
            let sum = Quantity::sum(firm().filter_map(Flow::money))?;
            let is_of_one = firm().filter_map(Flow::money).all(|money| money.unit == sum.unit);
            Some(Over { sum, is_of_one, is_limited: sum.high.is_some() && firm().all(|flow| flow.figure.is_some()) })
        })
    }
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
    makers: AHashMap<At, Vec<CompanyId>>,
    /// Partnerships between groups.
    pub(super) undirected: Vec<Undirected<'a>>,
}

impl<'a> Graph<'a> {
    /// The edges of all deals that are known, not off, not replaced, no umbrellas.
    pub(super) fn new(ledger: &Ledger<'a>) -> Graph<'a> {
        let mut graph = Graph::default();
        for &id in ledger.briefing().chronology.iter() {
            for (index, leg) in ledger.briefing().deal(id).legs.iter().enumerate().filter(|(_, leg)| !leg.frame) {
                graph.add(ledger, (id, index), leg);
            }
        }
        graph.edges.sort_unstable_by_key(|edge| edge.ends);
        for edge in &mut graph.edges {
            edge.flows.sort_by_cached_key(Flow::rank);
            edge.reads.settle();
        }
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

    fn add(&mut self, ledger: &Ledger<'a>, at: At, leg: &'a Leg) {
        let (runs, reads) = Reads::of(|| ledger.runs(at));
        if leg.kind.unstated {
            let undirected = |((one, other), flow)| Undirected { one, other, flow };
            self.undirected.extend(runs.into_iter().take(1).map(undirected));
            return;
        }
        if runs.is_empty() {
            return;
        }
        for (ends, flow) in runs {
            let next = self.edges.len() as u32;
            let index = *self.known.entry(ends).or_insert(next);
            match self.edges.get_mut(index as usize) {
                Some(edge) => {
                    edge.flows.push(flow);
                    edge.reads.join(&reads);
                }
                None => self.edges.push(Way {
                    ends,
                    flows: vec![flow],
                    reads: reads.clone(),
                    standing: 0,
                    over: Default::default(),
                }),
            }
        }
        let root = |c: CompanyId| ledger.briefing().group[c.index()];
        let makers: Vec<CompanyId> = leg.roles.iter().filter(|(role, _)| role.makes).map(|(_, c)| root(*c)).collect();
        if !makers.is_empty() {
            self.makers.insert(at, makers);
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
        // The most that goes round is that of all flows of an edge.
        way.iter().for_each(|edge| self.edges[*edge as usize].reads.note_again());
        let edges: Vec<&Way<'a>> = way.iter().map(|edge| &self.edges[*edge as usize]).collect();
        let weakest = self.weakest(way);
        Loop { weakest, at_most: at_most(&edges, weakest), onward: self.onward(&steps), steps }
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

impl<'a> Ledger<'a> {
    /// What runs over a leg, from group to group: to and from everybody who acts in it, each with what they have of it.
    /// Nothing if it is off, replaced or a frame, or stays inside a group. Of partners, who pays is not known.
    pub fn runs(&self, at: At) -> Vec<(Edge, Flow<'a>)> {
        let root = |c: CompanyId| self.root(c);
        let leg: &'a Leg = &self.briefing().deal(at.0).legs[at.1];
        if leg.frame || !(leg.kind.sum || (leg.kind.option && leg.shares().is_some()) || leg.kind.unstated) {
            return Vec::new();
        }
        let mut pairs: Vec<Edge> = if leg.kind.unstated {
            let mut partners = leg.parties().map(root);
            partners.next().zip(partners.next()).into_iter().collect()
        } else {
            leg.payers().map(root).flat_map(|from| leg.payees().map(root).map(move |to| (from, to))).collect()
        };
        pairs.retain(|(from, to)| from != to);
        pairs.sort_unstable();
        pairs.dedup();
        let pieces = if pairs.is_empty() { Vec::new() } else { pieces(self, at) };
        let mut runs = Vec::with_capacity(pairs.len() * pieces.len());
        let acting = [false, true].map(|receives| self.acting(at, leg, receives));
        let [pays, receives] = acting.each_ref().map(|side| side.portions(root));
        for ends in pairs {
            let sides =
                if leg.kind.unstated { Some((Portion::ALL, Portion::ALL)) } else { pays(ends.0).zip(receives(ends.1)) };
            let Some((out, into)) = sides else { continue };
            let both = out.of_part(into);
            let for_total = |sum| rates::for_total(&self.briefing().site, sum, self.day());
            let flow = |piece: &Piece<'a>| {
                let (figure, rate) = both.of_piece(leg, piece).map(for_total).unzip();
                let stated = piece.figure.filter(|_| both.is_all());
                let rate = rate.flatten().or(piece.rate);
                Flow { deal: at.0, leg: at.1, kind: leg.kind, bucket: piece.bucket, figure, stated, rate }
            };
            runs.extend(pieces.iter().map(|piece| (ends, flow(piece))));
        }
        runs
    }
}

/// What runs over a leg: its pieces of money, else the share that is granted, else the leg without a figure.
fn pieces<'a>(ledger: &Ledger<'a>, at: At) -> Vec<Piece<'a>> {
    let pieces = |field| {
        let pieces = ledger.pieces(at, field).into_iter();
        let live =
            pieces.filter(|piece| piece.bucket != Bucket::Off && !matches!(piece.reason, Some(Reason::Replaced(..))));
        live.collect::<Vec<_>>()
    };
    let money = pieces(BuiltinField::Value);
    let has_figure = |pieces: &[Piece<'_>]| pieces.iter().any(|piece| piece.sum.is_some());
    let shares = if has_figure(&money) { Vec::new() } else { pieces(BuiltinField::Stake) };
    if has_figure(&shares) { shares } else { money }
}

/// What goes over the narrowest of these edges at most, of flows of this bucket and firmer ones: the smallest sum of
/// highs. A floor ("at least 10") is none, however small it is: nobody says that no more is paid. Over an edge without
/// money nothing goes round.
fn at_most(edges: &[&Way<'_>], weakest: Bucket) -> Option<Quantity> {
    let mut least: Option<Quantity> = None;
    let mut unit = None;
    for edge in edges {
        let Over { sum, is_of_one, is_limited } = edge.over(weakest)?;
        if *unit.get_or_insert(sum.unit) != sum.unit || !is_of_one {
            return None;
        }
        let size = |q: &Quantity| (q.high, !q.high_open);
        if is_limited && least.as_ref().is_none_or(|least| size(&sum) < size(least)) {
            least = Some(sum);
        }
    }
    least
}
