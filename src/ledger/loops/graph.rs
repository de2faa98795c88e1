//! The graph of groups: one edge per pair and direction, with all its flows.

use std::collections::BTreeMap;

use super::{Flow, Loop, Onward, Step, Undirected};
use crate::ledger::{Ledger, Sum, day::amount_on};
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, Currency, DealId, Figure, Kind, Leg, Role};

/// Flows of an edge that a loop keeps.
const FLOWS: usize = 6;

/// Groups and what runs between them.
pub(super) struct Graph<'a> {
    /// Per group: the groups that it pays, the largest and firmest edges first.
    pub(super) out: BTreeMap<CompanyId, Vec<CompanyId>>,
    /// Per edge: its flows; the first stands for it.
    pub(super) edges: BTreeMap<(CompanyId, CompanyId), Vec<Flow<'a>>>,
    /// Per leg on an edge: makers of its hardware, rolled up.
    makers: BTreeMap<(DealId, usize), Vec<CompanyId>>,
    /// Partnerships between groups.
    pub(super) undirected: Vec<Undirected<'a>>,
}

impl<'a> Graph<'a> {
    /// The edges of all deals that are known, not off, not replaced, no umbrellas.
    pub(super) fn new(ledger: &Ledger<'a>) -> Graph<'a> {
        let (edges, makers) = (BTreeMap::new(), BTreeMap::new());
        let mut graph = Graph { out: BTreeMap::new(), edges, makers, undirected: Vec::new() };
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
        for flows in graph.edges.values_mut() {
            flows.sort_by_key(Flow::rank);
        }
        for &(from, to) in graph.edges.keys() {
            graph.out.entry(from).or_default().push(to);
        }
        for (from, out) in &mut graph.out {
            out.sort_by_cached_key(|to| graph.edges.get(&(*from, *to)).and_then(|f| f.first()).map(Flow::rank));
        }
        graph
    }

    fn add(&mut self, ledger: &Ledger<'a>, leg: &'a Leg, flow: Flow<'a>) {
        let root = |c: CompanyId| ledger.briefing().group[c.index()];
        if leg.kind == Kind::Partnership {
            let mut partners = leg.in_role(Role::Partner).map(root);
            if let (Some(one), Some(other)) = (partners.next(), partners.next())
                && one != other
            {
                self.undirected.push(Undirected { one, other, flow });
            }
            return;
        }
        if !leg.kind.is_summed() && leg.kind != Kind::Option {
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
        for pair in pairs {
            self.edges.entry(pair).or_default().push(flow);
        }
        let makers: Vec<CompanyId> = leg.in_role(Role::Maker).map(root).collect();
        if !makers.is_empty() {
            self.makers.insert((flow.deal, flow.leg), makers);
        }
    }

    /// Whether something runs from one group to another.
    pub(super) fn has(&self, from: CompanyId, to: CompanyId) -> bool {
        self.edges.contains_key(&(from, to))
    }

    /// The loop over these groups, begun where most is paid.
    pub(super) fn walk(&self, nodes: &[CompanyId]) -> Loop<'a> {
        let step = |i: usize| {
            let (from, to) = (nodes[i], nodes[(i + 1) % nodes.len()]);
            // A loop does not keep all flows of a busy edge: a thousand loops may share it.
            let all = self.edges.get(&(from, to)).map_or(&[][..], Vec::as_slice);
            let shown = all.len().min(FLOWS);
            Step { from, to, flows: all[..shown].to_vec(), more: all.len() - shown }
        };
        let mut steps: Vec<Step<'a>> = (0..nodes.len()).map(step).collect();
        let first = (0..steps.len()).min_by_key(|i| (steps[*i].flows.first().map(Flow::rank), *i)).unwrap_or(0);
        steps.rotate_left(first);
        let weakest = steps.iter().filter_map(|s| s.flows.first()).map(|f| f.bucket).max().unwrap_or(Bucket::Off);
        Loop { weakest, at_most: at_most(&steps), onward: self.onward(&steps), steps }
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
fn figure<'a>(ledger: &Ledger<'a>, leg: &'a Leg) -> Option<&'a Figure> {
    [BuiltinField::Value, BuiltinField::Stake].into_iter().find_map(|field| {
        let (_, amount) = amount_on(ledger.briefing(), leg.builtin(field)?, ledger.day())?;
        Amount::figure(amount)
    })
}

/// The smallest ceiling among the amounts of money that stand for the steps. A floor ("at least 10") is none, however
/// small it is: nobody says that no more is paid. A step without stated money, an option among them, sets no limit
/// and lifts none.
fn at_most(steps: &[Step<'_>]) -> Option<(Currency, Sum)> {
    let firsts = steps.iter().filter_map(|s| s.flows.first());
    let money: Vec<(Currency, Sum)> = firsts.filter_map(Flow::money).collect();
    let currency = money.first()?.0;
    if money.iter().any(|(c, _)| *c != currency) {
        return None;
    }
    let limited = money.into_iter().filter(|(_, sum)| sum.high.is_some());
    limited.min_by_key(|(_, sum)| (sum.high, !sum.high_excluded))
}
