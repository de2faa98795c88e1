//! Chains: a deal, and what enlarges it step by step (`expands`).
//!
//! Firm steps come first, then the less firm, each in the order of the days on which they got there. An increment adds;
//! a total replaces what the chain has so far, end by end. A total that is less firm than what the chain has adds its
//! difference to its own bucket.

use ahash::AHashMap;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::entry::At;
use super::{How, Ledger, Replacement, rates};
use crate::model::{Bucket, BuiltinField, Expansion, FieldType, Measured};
use crate::quantity::{Dimension, Quantity, Unit};

/// The fields that are added up along a chain.
pub(super) const SUMMED: [BuiltinField; 4] =
    [BuiltinField::Value, BuiltinField::Capacity, BuiltinField::Quantity, BuiltinField::Stake];

/// What a step of a chain comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// So much.
    Adds(Quantity),
    /// Nothing of its own: a later total contains it, or something has taken the place of the chain.
    In(Replacement),
}

/// Per leg in a chain, and field: what it comes to.
pub(super) type Chains = AHashMap<(At, BuiltinField), Step>;

/// Why the figures of a chain do not add up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// It is in another unit than the chain, whose unit is that of this step.
    Unit(At),
    /// Another total, that of this step, is of the same day.
    SameDay(At),
    /// It is a total, and less than what the steps before it come to.
    Below(Quantity),
    /// It states a total, and the steps come to something else.
    NotSum(Quantity),
}

/// A step of a chain that does not fit in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Broken {
    /// The step.
    pub at: At,
    /// Of what.
    pub field: BuiltinField,
    /// Why.
    pub fault: Fault,
}

/// A step that has a figure, and whose place nothing has taken.
#[derive(Clone, Copy)]
struct Member {
    at: At,
    bucket: Bucket,
    since: Option<Date>,
    adds: Expansion,
    value: Option<Quantity>,
    total: Option<Quantity>,
}

/// What all steps of all chains come to, and what does not fit in them.
pub(super) fn all(ledger: &Ledger<'_>) -> (Chains, Vec<Broken>) {
    let mut members: AHashMap<At, Vec<(At, Expansion)>> = AHashMap::new();
    for (at, (_, adds)) in &ledger.links.enlarged {
        let root = ledger.links.root(*at);
        members.entry(root).or_insert_with(|| vec![(root, Expansion::Increment)]).push((*at, *adds));
    }
    let (mut chains, mut broken) = (Chains::new(), Vec::new());
    for (root, steps) in &members {
        for field in SUMMED {
            // Who takes the place of the root takes that of its steps.
            if let Some(by) = ledger.taken(*root) {
                chains.extend(steps.iter().skip(1).map(|(at, _)| ((*at, field), Step::In(by))));
                continue;
            }
            let (members, over) = ordered(ledger, steps, field, &mut broken);
            broken.extend(members.iter().enumerate().filter_map(|(index, step)| {
                let fault = fault(&members[..index], step, &members, &over)?;
                Some(Broken { at: step.at, field, fault })
            }));
            one(&members, field, &mut chains);
        }
    }
    (chains, broken)
}

/// The steps with a figure, firm ones first, in the unit of the first of them; and those of them that are over.
fn ordered(
    ledger: &Ledger<'_>,
    steps: &[(At, Expansion)],
    field: BuiltinField,
    broken: &mut Vec<Broken>,
) -> (Vec<Member>, Vec<Member>) {
    let mut members: Vec<Member> = steps.iter().filter_map(|step| member(ledger, *step, field)).collect();
    // Of one day, what is enlarged comes before what enlarges it.
    members.sort_by_key(|step| (step.bucket, step.since, ledger.links.before(step.at), step.at));
    let Some((first, unit)) = members.first().and_then(|step| Some((step.at, step.value.or(step.total)?.unit))) else {
        return (members, Vec::new());
    };
    let converted = |figure: Quantity| rates::in_unit(&ledger.briefing.site, figure, unit, ledger.day);
    members.retain_mut(|step| {
        let is_exact = step.value.is_none_or(|value| value.unit.currency() == unit.currency());
        let (value, total) = (step.value.map(converted), step.total.map(converted));
        let fits = value != Some(None) && total != Some(None);
        if !fits && step.bucket != Bucket::Off {
            broken.push(Broken { at: step.at, field, fault: Fault::Unit(first) });
        }
        // At a rate no total is met to the digit.
        (step.value, step.total) = (value.flatten(), total.flatten().filter(|_| is_exact));
        fits
    });
    members.into_iter().partition(|step| step.bucket != Bucket::Off)
}

/// What is wrong with a step, after those that come before it.
/// `all` are the steps that count, `over` those that counted once.
fn fault(before: &[Member], step: &Member, all: &[Member], over: &[Member]) -> Option<Fault> {
    match (step.adds, step.value, step.total) {
        (Expansion::Total, value, total) => {
            let own = value.or(total)?;
            let same = |other: &&Member| {
                other.adds == Expansion::Total && (other.bucket, other.since) == (step.bucket, step.since)
            };
            if let Some(other) = before.iter().rfind(same).filter(|_| step.since.is_some()) {
                return Some(Fault::SameDay(other.at));
            }
            let firm = come_to(before.iter())?;
            let ceilings = firm.low.is_zero() && own.low.is_zero() && own.extent().stops_below(&firm.extent());
            (ceilings || own.extent().ends_before(&firm.extent())).then_some(Fault::Below(firm))
        }
        (Expansion::Increment, Some(value), Some(total)) => {
            let earlier = all.iter().filter(|other| other.at != step.at && other.since <= step.since);
            // What was called off later counted on the day of its source.
            let then = over.iter().filter(|other| other.since > step.since).chain(earlier.clone());
            // Its source may count what was announced before it, or what was signed only.
            let sums = [come_to(before.iter()), come_to(earlier), come_to(then)];
            let sums = sums.map(|sum| sum.map_or(value, |sum| with(sum, value)));
            let agrees = |sum: &Quantity| {
                let half = total.digit().checked_div(Decimal::TWO).unwrap_or_default();
                let is_about = sum.about || total.about;
                let about = |n: Decimal| n.checked_div(Decimal::TEN).filter(|_| is_about).unwrap_or_default();
                let near = |a: Decimal, b: Decimal| a.saturating_sub(b).abs() <= half.max(about(b));
                let highs = match (sum.high, total.high) {
                    (Some(a), Some(b)) => near(a, b),
                    (None, None) => true,
                    (Some(_), None) | (None, Some(_)) => false,
                };
                highs && near(sum.low, total.low)
            };
            (!sums.iter().any(agrees)).then_some(Fault::NotSum(sums[0]))
        }
        (Expansion::Increment, _, _) => None,
    }
}

/// Two figures of one unit, added.
fn with(one: Quantity, other: Quantity) -> Quantity {
    Quantity::sum([one, other]).unwrap_or(one)
}

/// What steps come to, in their order.
fn come_to<'m>(steps: impl Iterator<Item = &'m Member>) -> Option<Quantity> {
    steps.fold(None, |sum: Option<Quantity>, step| match (step.adds, step.value, step.total) {
        (Expansion::Total, value, total) => value.or(total).or(sum),
        (Expansion::Increment, Some(value), _) => Some(sum.map_or(value, |sum| with(sum, value))),
        (Expansion::Increment, None, total) => total.or(sum),
    })
}

fn one(members: &[Member], field: BuiltinField, chains: &mut Chains) {
    // What firmer buckets come to, and this one.
    let (mut firmer, mut here): (Option<Quantity>, Option<Quantity>) = (None, None);
    let plus = |sum: Option<Quantity>, more: Option<Quantity>| Quantity::sum(sum.into_iter().chain(more));
    for of_one in members.chunk_by(|a, b| a.bucket == b.bucket) {
        let mut counted: Vec<(At, Quantity)> = Vec::new();
        for step in of_one {
            let own = match (step.adds, step.value, step.total) {
                (Expansion::Increment, Some(value), _) => value,
                (Expansion::Increment, None, Some(total)) => less(total, plus(firmer, here)),
                (Expansion::Total, Some(total), _) | (Expansion::Total, None, Some(total)) => {
                    let by = Replacement { by: step.at.0, how: How::Enlarged };
                    chains.extend(counted.drain(..).map(|(at, _)| ((at, field), Step::In(by))));
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
    let total = total.filter(|total| is_of(field, total.unit));
    let state = ledger.state(at)?;
    let bucket = state.bucket_of(said.map(|(claim, _)| claim));
    let value = said.map(|(_, figure)| *figure);
    (ledger.taken(at).is_none() && (value.is_some() || total.is_some())).then_some(Member {
        at,
        bucket,
        since: state.since,
        adds,
        value,
        total,
    })
}

/// Whether a total in this unit is one of the field.
fn is_of(field: BuiltinField, unit: Unit) -> bool {
    let has_field = [Dimension::MONEY, Dimension::POWER, Dimension::SHARE];
    match field.field_type() {
        FieldType::Amount(Measured::In(dimension)) => unit.is(dimension),
        FieldType::Amount(Measured::Anything | Measured::Things | Measured::Rate) => {
            !has_field.into_iter().any(|dimension| unit.is(dimension))
        }
        FieldType::Date | FieldType::Text => false,
    }
}

/// What a total adds to what there is, end by end; never less than nothing.
fn less(total: Quantity, there: Option<Quantity>) -> Quantity {
    let Some(there) = there.and_then(|there| there.in_unit(total.unit)) else { return total };
    let low = total.low.saturating_sub(there.low).max(Decimal::ZERO);
    let high = total.high.zip(there.high).map(|(total, there)| total.saturating_sub(there).max(low));
    Quantity { low, high, low_open: false, about: total.about || there.about, ..total }
}
