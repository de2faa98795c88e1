//! What a figure in prose may be about: the claims of deals, and what the page works out from them.

use rust_decimal::Decimal;

use super::super::context::live;
use super::quantity::Quantity;
use crate::figures::{Bound, Counted, Measure};
use crate::model::{
    Amount, Briefing, BuiltinField, Claim, CountUnit, Deal, DealId, Fact, Figure, Leg, Rank, TimeUnit, Unit, Value,
};

/// How a claim stands among the others on its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One of those among which the best is chosen.
    Contender,
    /// Shown under "sources disagree".
    PassedOver,
    /// Struck through.
    Deprecated,
    /// Worked out from the claim: what it is.
    Computed(&'static str),
    /// Worked out from the claim: a year of it, spread over the term.
    Yearly,
}

/// A claim with a figure.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Whose.
    pub deal: DealId,
    /// Leg, milestone or reaction.
    pub part: &'a str,
    /// On what.
    pub fact: &'a Fact,
    /// The claim.
    pub claim: &'a Claim,
    /// How it stands.
    pub standing: Standing,
    /// In what.
    pub unit: Unit,
    /// How much.
    pub quantity: Quantity,
}

/// Every claim of a deal that has a figure, then what is worked out from them.
pub(super) fn of_deal(briefing: &Briefing, id: DealId) -> Vec<Candidate<'_>> {
    let deal = briefing.deal(id);
    let mut all = Vec::new();
    for (part, fact) in deal.facts() {
        of_fact(id, part, fact, &mut all);
    }
    all.extend(deal.legs.iter().filter_map(|leg| per_year(id, leg)));
    if deal.umbrella {
        all.extend(itemised(briefing, id, deal));
    }
    all
}

fn of_fact<'a>(deal: DealId, part: &'a str, fact: &'a Fact, out: &mut Vec<Candidate<'a>>) {
    let best = live(&fact.claims).map(|c| c.rank).min();
    for claim in &fact.claims {
        let Some(figure) = figure(claim) else { continue };
        let standing = match claim.rank {
            Rank::Deprecated => Standing::Deprecated,
            rank if Some(rank) == best => Standing::Contender,
            _ => Standing::PassedOver,
        };
        let quantity = Quantity::of_figure(figure);
        out.push(Candidate { deal, part, fact, claim, standing, unit: figure.unit, quantity });
    }
}

fn figure(claim: &Claim) -> Option<&Figure> {
    match &claim.value {
        Value::Amount(Amount::Figure(figure)) => Some(figure),
        Value::Amount(_) | Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// A leg's value spread over its term, as its page shows it.
fn per_year(deal: DealId, leg: &Leg) -> Option<Candidate<'_>> {
    let fact = leg.builtin(BuiltinField::Value)?;
    let value = fact.amount().and_then(Amount::figure)?;
    let term = leg.builtin(BuiltinField::Term)?.amount().and_then(Amount::figure)?;
    let (whole, months) = (Quantity::of_figure(value), Quantity::of_figure(term));
    if !months.is_number() {
        return None;
    }
    let yearly = |n: Decimal| n.saturating_mul(Decimal::from(12)).checked_div(months.min);
    let quantity =
        Quantity { min: yearly(whole.min)?, max: yearly(whole.max)?, digit: Decimal::ZERO, bound: Bound::About };
    let yearly = computed(deal, &leg.id, fact, value.unit, quantity, "");
    Some(Candidate { standing: Standing::Yearly, ..yearly })
}

/// What the parts of a plan come to, and which share of it.
fn itemised<'a>(briefing: &'a Briefing, id: DealId, deal: &'a Deal) -> Vec<Candidate<'a>> {
    let Some((leg, fact)) = deal.headline() else { return Vec::new() };
    let Some(whole) = fact.amount().and_then(Amount::figure) else { return Vec::new() };
    let Some(sum) = sum(briefing, &briefing.parts[id.index()], whole.unit) else { return Vec::new() };
    let mut all = vec![computed(id, &leg.id, fact, whole.unit, sum, "the sum of the parts")];
    let total = Quantity::of_figure(whole).min;
    let share = |n: Decimal| n.saturating_mul(Decimal::ONE_HUNDRED).checked_div(total);
    if let (Some(min), Some(max)) = (share(sum.min), share(sum.max)) {
        let quantity = Quantity { min, max, ..sum };
        all.push(computed(id, &leg.id, fact, Unit::Percent, quantity, "the share that is itemised"));
    }
    all
}

fn computed<'a>(
    deal: DealId,
    part: &'a str,
    fact: &'a Fact,
    unit: Unit,
    quantity: Quantity,
    what: &'static str,
) -> Candidate<'a> {
    // A fact with a figure has a best claim, and the first one is not worse to point at.
    let claim = fact.best().unwrap_or(&fact.claims[0]);
    Candidate { deal, part, fact, claim, standing: Standing::Computed(what), unit, quantity }
}

/// The headline figures of some deals, added; `None` without two of this unit.
pub(super) fn sum(briefing: &Briefing, deals: &[DealId], unit: Unit) -> Option<Quantity> {
    let figures = deals.iter().filter_map(|id| briefing.deal(*id).headline()?.1.amount()?.figure());
    let (mut low, mut high, mut excluded, mut count) = (Decimal::ZERO, Some(Decimal::ZERO), false, 0_usize);
    for interval in figures.filter(|f| f.unit == unit).map(Figure::interval) {
        low = low.saturating_add(interval.low);
        high = high.zip(interval.high).map(|(a, b)| a.saturating_add(b));
        excluded |= interval.high_excluded;
        count += 1;
    }
    let (bound, max) = match high {
        None => (Bound::AtLeast, low),
        Some(high) if high == low => (Bound::Exact, high),
        Some(high) if excluded => (Bound::Magnitude, high),
        Some(high) => (Bound::Range, high),
    };
    (count > 1).then_some(Quantity { bound, min: low, max, digit: Decimal::ZERO })
}

/// Whether a figure of this measure can be held against a claim of this unit. `Some(false)` if they may agree but
/// cannot contradict each other: chips and processors, a number without a unit and money.
pub(super) fn comparable(measure: Measure, unit: Unit) -> Option<bool> {
    match (measure, unit) {
        (Measure::Money(one), Unit::Money(other)) => (one == other).then_some(true),
        (Measure::Power, Unit::Watt) | (Measure::Share, Unit::Percent) | (Measure::Duration, Unit::Time(_)) => {
            Some(true)
        }
        (Measure::Bare, Unit::Money(_)) => Some(false),
        (Measure::Count(counted), Unit::Count(unit)) => match (counted, unit) {
            (Counted::Gpu, CountUnit::Gpus)
            | (Counted::Chip, CountUnit::Chips)
            | (Counted::Cpu, CountUnit::Cpus)
            | (Counted::Home, CountUnit::Homes)
            | (Counted::Share, CountUnit::Shares) => Some(true),
            (Counted::Chip, CountUnit::Gpus | CountUnit::Cpus) | (Counted::Gpu | Counted::Cpu, CountUnit::Chips) => {
                Some(false)
            }
            _ => None,
        },
        _ => None,
    }
}

/// What is compared: equal for units that some measure is comparable with.
pub(super) fn group(unit: Unit) -> (u8, [u8; 3]) {
    match unit {
        Unit::Money(currency) => (0, currency.0),
        Unit::Watt => (1, [0; 3]),
        Unit::Percent => (2, [0; 3]),
        Unit::Time(TimeUnit::Years | TimeUnit::Months | TimeUnit::Days) => (3, [0; 3]),
        Unit::Count(_) => (4, [0; 3]),
    }
}
