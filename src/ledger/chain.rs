//! Chains: a deal, and what enlarges it step by step (`expands`).
//!
//! Firm steps come first, then the less firm, each in the order of the days on which they got there. An increment adds;
//! a total replaces what the chain has so far, end by end. A total that is less firm than what the chain has adds its
//! difference to its own bucket.

use std::cmp::Reverse;

use ahash::AHashMap;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Ledger;
use super::entry::At;
use crate::model::{Bucket, BuiltinField, DealId, Expansion};
use crate::quantity::Quantity;

/// The fields that are added up.
pub(super) const SUMMED: [BuiltinField; 3] = [BuiltinField::Value, BuiltinField::Capacity, BuiltinField::Quantity];

/// What a step of a chain comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// So much.
    Adds(Quantity),
    /// Nothing of its own: a later total contains it.
    In(DealId),
}

/// Per leg in a chain, and field: what it comes to.
pub(super) type Chains = AHashMap<(At, BuiltinField), Step>;

/// A step that has a figure and counts.
struct Member {
    at: At,
    bucket: Bucket,
    since: Option<Date>,
    adds: Expansion,
    value: Option<Quantity>,
    total: Option<Quantity>,
}

/// What all steps of all chains come to.
pub(super) fn all(ledger: &Ledger<'_>) -> Chains {
    let mut members: AHashMap<At, Vec<(At, Expansion)>> = AHashMap::new();
    for (at, (_, adds)) in &ledger.links.enlarged {
        let root = ledger.links.root(*at);
        members.entry(root).or_insert_with(|| vec![(root, Expansion::Increment)]).push((*at, *adds));
    }
    let mut chains = Chains::new();
    for steps in members.values() {
        for field in SUMMED {
            one(ledger, steps, field, &mut chains);
        }
    }
    chains
}

fn one(ledger: &Ledger<'_>, steps: &[(At, Expansion)], field: BuiltinField, chains: &mut Chains) {
    let mut members: Vec<Member> = steps.iter().filter_map(|step| member(ledger, *step, field)).collect();
    let rank = |id: DealId| Reverse(ledger.briefing.rank[id.index()]);
    members.sort_by_key(|step| (step.bucket, step.since, rank(step.at.0), step.at));
    // What firmer buckets come to, and this one.
    let (mut firmer, mut here): (Option<Quantity>, Option<Quantity>) = (None, None);
    let plus = |sum: Option<Quantity>, more: Option<Quantity>| sum.into_iter().chain(more).reduce(Quantity::plus);
    for of_one in members.chunk_by(|a, b| a.bucket == b.bucket) {
        let mut counted: Vec<(At, Quantity)> = Vec::new();
        for step in of_one {
            let own = match (step.adds, step.value, step.total) {
                (Expansion::Increment, Some(value), _) => value,
                (Expansion::Increment, None, Some(total)) => less(total, plus(firmer, here)),
                (Expansion::Total, Some(total), _) | (Expansion::Total, None, Some(total)) => {
                    chains.extend(counted.drain(..).map(|(at, _)| ((at, field), Step::In(step.at.0))));
                    here = None;
                    less(total, firmer)
                }
                (Expansion::Increment | Expansion::Total, None, None) => continue,
            };
            counted.push((step.at, own));
            here = plus(here, Some(own));
        }
        chains.extend(counted.into_iter().map(|(at, own)| ((at, field), Step::Adds(own))));
        firmer = plus(firmer, here.take());
    }
}

fn member(ledger: &Ledger<'_>, (at, adds): (At, Expansion), field: BuiltinField) -> Option<Member> {
    let leg = &ledger.briefing.deal(at.0).legs[at.1];
    let said = ledger.figure(leg.builtin(field));
    let total = ledger.figure(leg.builtin(BuiltinField::Total)).map(|(_, figure)| *figure);
    let total = total.filter(|total| (total.unit.currency().is_some()) == (field == BuiltinField::Value));
    let state = ledger.leg_state(at)?;
    let bucket = state.bucket_of(said.map(|(claim, _)| claim));
    let counts = bucket != Bucket::Off && ledger.taken(at).is_none();
    let value = said.map(|(_, figure)| *figure);
    (counts && (value.is_some() || total.is_some())).then_some(Member {
        at,
        bucket,
        since: state.since,
        adds,
        value,
        total,
    })
}

/// What a total adds to what there is, end by end; never less than nothing.
fn less(total: Quantity, there: Option<Quantity>) -> Quantity {
    let Some(there) = there.and_then(|there| there.in_unit(total.unit)) else { return total };
    let low = total.low.saturating_sub(there.low).max(Decimal::ZERO);
    let high = total.high.zip(there.high).map(|(total, there)| total.saturating_sub(there).max(low));
    Quantity { low, high, low_open: false, about: total.about || there.about, ..total }
}
