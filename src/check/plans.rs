//! Umbrellas as sums: what a plan is worth at most, and what its parts are worth at least.
//!
//! A part counts if it is announced or firmer on the day of the build, not replaced, and not one of
//! several alternatives; of its legs those count whose value the plan's own payer pays. An umbrella inside
//! an umbrella stands for its parts, unless it has a figure of its own.

use crate::ledger;
use crate::model::{Amount, Briefing, Bucket, BuiltinField, Claim, CompanyId, Deal, DealId, Fact, Leg};
use crate::quantity::Quantity;

use super::Context;

/// An umbrella with a figure.
pub(super) struct Plan<'a> {
    /// The umbrella.
    pub(super) deal: &'a Deal,
    /// The claim on its (first) value.
    pub(super) claim: &'a Claim,
    /// The most that it may come to, "about" taken at its widest.
    pub(super) most: Quantity,
    /// What counts as part of it.
    pub(super) parts: Vec<Money<'a>>,
}

/// An amount of money somewhere.
#[derive(Clone, Copy)]
pub(super) struct Money<'a> {
    /// The claim that states it.
    pub(super) claim: &'a Claim,
    /// Its ends, "about" taken at its widest.
    pub(super) sum: Quantity,
}

/// All umbrellas that have a figure in one currency, and parts. Each deal is looked at once for the
/// nearest such umbrella above it.
pub(super) fn all<'a>(context: &Context<'a>) -> Vec<Plan<'a>> {
    let briefing = context.briefing;
    if !briefing.deals.iter().any(|d| d.umbrella) {
        return Vec::new();
    }
    let circle = on_circle(&edges(briefing));
    let umbrellas = briefing.deals().filter(|(id, deal)| deal.umbrella && !circle[id.index()]);
    umbrellas.filter_map(|(id, _)| plan(context, id)).collect()
}

fn plan<'a>(context: &Context<'a>, id: DealId) -> Option<Plan<'a>> {
    let deal: &'a Deal = context.briefing.deal(id);
    let whole = stated(deal)?;
    let payers = payers(context.briefing, deal);
    let mut parts = Vec::new();
    let mut open: Vec<DealId> = context.briefing.parts[id.index()].clone();
    while let Some(part) = open.pop() {
        let part_deal: &'a Deal = context.briefing.deal(part);
        if !is_firm(context, part) {
            continue;
        }
        match (part_deal.umbrella, stated(part_deal)) {
            (true, Some(own)) => parts.push(own),
            (true, None) => open.extend(&context.briefing.parts[part.index()]),
            (false, _) => parts.extend(paid(context.briefing, part_deal, &payers)),
        }
    }
    parts.sort_by_key(|p| p.claim.span);
    (!parts.is_empty()).then_some(Plan { deal, claim: whole.claim, most: whole.sum, parts })
}

/// Whether a deal counts on the day of the build: announced or firmer, not replaced, no alternative.
pub(super) fn is_firm(context: &Context<'_>, id: DealId) -> bool {
    let deal = context.briefing.deal(id);
    matches!(deal.bucket_on(context.today), Bucket::Committed | Bucket::Announced)
        && deal.alternative_to.is_empty()
        && !ledger::is_replaced(context.briefing, id, context.today)
}

/// The umbrella's own figure: the sum of its legs. `None` unless every leg has one, all in one currency.
fn stated(deal: &Deal) -> Option<Money<'_>> {
    let mut sum: Option<Money<'_>> = None;
    for leg in &deal.legs {
        let more = value(leg)?;
        sum = Some(match sum {
            None => more,
            Some(known) => Money { sum: Quantity::sum([known.sum, more.sum])?, ..known },
        });
    }
    sum
}

/// What the plan's payers pay in a deal; everything that is paid if the plan names no payer.
fn paid<'a>(briefing: &Briefing, deal: &'a Deal, payers: &[CompanyId]) -> Vec<Money<'a>> {
    let pays = |leg: &&Leg| payers.is_empty() || leg.payers().any(|c| payers.contains(&briefing.group[c.index()]));
    deal.legs.iter().filter(|leg| leg.kind.sum).filter(pays).filter_map(value).collect()
}

fn payers(briefing: &Briefing, deal: &Deal) -> Vec<CompanyId> {
    deal.legs.iter().flat_map(Leg::payers).map(|c| briefing.group[c.index()]).collect()
}

fn value(leg: &Leg) -> Option<Money<'_>> {
    let fact = leg.builtin(BuiltinField::Value)?;
    let figure = fact.amount().and_then(Amount::figure)?;
    figure.unit.currency()?;
    let extent = figure.extent();
    let sum = Quantity { low: extent.low?, high: extent.high, high_open: extent.high_excluded, ..*figure };
    Some(Money { claim: Fact::best(fact)?, sum })
}

/// `part_of` as a graph.
pub(super) fn edges(briefing: &Briefing) -> Vec<Vec<usize>> {
    briefing.deals.iter().map(|d| d.part_of.iter().map(|r| r.deal.index()).collect()).collect()
}

/// Which deals are part of themselves. A deal is part of at most one other, so what is left after
/// taking away, again and again, the deals that have no parts is exactly the circles.
pub(super) fn on_circle(edges: &[Vec<usize>]) -> Vec<bool> {
    let mut parts = vec![0_usize; edges.len()];
    for &to in edges.iter().flatten() {
        parts[to] += 1;
    }
    let mut left = vec![true; edges.len()];
    let mut leaves: Vec<usize> = (0..edges.len()).filter(|&i| parts[i] == 0).collect();
    while let Some(leaf) = leaves.pop() {
        left[leaf] = false;
        for &to in &edges[leaf] {
            parts[to] -= 1;
            if parts[to] == 0 {
                leaves.push(to);
            }
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::on_circle;

    #[test]
    fn only_members_of_a_circle_are_on_it() {
        // 0 → 1 ⇄ 2, 3 → 3, 4 → 5
        let edges = [vec![1], vec![2], vec![1], vec![3], vec![5], vec![]];
        assert_eq!(on_circle(&edges), [false, true, true, true, false, false]);
    }
}
