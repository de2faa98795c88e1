//! What a figure in prose may be about: the claims of deals, and what the page works out from them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::super::context::live;
use crate::model::{Amount, Briefing, BuiltinField, Claim, Deal, DealId, Fact, Leg, Rank, Value};
use crate::quantity::{Dimension, Quantity, Unit};

/// As terms are spread everywhere.
const DAYS_OF_A_YEAR: Decimal = Decimal::from_parts(36525, 0, 0, false, 2);

/// How a claim stands among the others on its fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One of those among which the best is chosen.
    Contender,
    /// Shown under "sources disagree".
    PassedOver,
    /// Struck through.
    Deprecated,
    /// What held before another claim took its place.
    Past,
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
    /// The leg that it is of, or a tranche of which.
    pub leg: Option<usize>,
    /// On what.
    pub fact: &'a Fact,
    /// The claim.
    pub claim: &'a Claim,
    /// How it stands.
    pub standing: Standing,
    /// How much.
    pub quantity: Quantity,
}

/// Every claim of a deal that has a figure, then what is worked out from them.
pub(super) fn of_deal(briefing: &Briefing, id: DealId) -> Vec<Candidate<'_>> {
    let deal = briefing.deal(id);
    let mut all = Vec::new();
    for (part, fact) in deal.facts() {
        of_fact((id, part, deal.leg_of(part)), fact, briefing.day, &mut all);
    }
    all.extend(deal.legs.iter().enumerate().flat_map(|(index, leg)| per_year(id, index, leg)));
    if deal.umbrella {
        all.extend(itemised(briefing, id, deal));
    }
    all
}

fn of_fact<'a>(
    (deal, part, leg): (DealId, &'a str, Option<usize>),
    fact: &'a Fact,
    day: Date,
    out: &mut Vec<Candidate<'a>>,
) {
    let best = live(&fact.claims).map(|c| c.rank).min();
    let newest = fact.live().map(Claim::state_from).filter(|from| from.is_none_or(|from| from <= day)).max();
    for claim in &fact.claims {
        let Some(figure) = figure(claim) else { continue };
        let standing = match claim.rank {
            Rank::Deprecated => Standing::Deprecated,
            Rank::Preferred | Rank::Normal if Some(claim.state_from()) < newest => Standing::Past,
            Rank::Preferred | Rank::Normal if Some(claim.rank) == best => Standing::Contender,
            Rank::Preferred | Rank::Normal => Standing::PassedOver,
        };
        out.push(Candidate { deal, part, leg, fact, claim, standing, quantity: *figure });
    }
}

fn figure(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Amount(Amount::Figure(figure)) => Some(figure),
        Value::Amount(_) | Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// A leg's value spread over its term, as its page shows it; and that of its tranches, and of its option over what it adds.
fn per_year(deal: DealId, index: usize, leg: &Leg) -> impl Iterator<Item = Candidate<'_>> {
    let own = of_field(&leg.facts, BuiltinField::Term);
    let whole = of_field(&leg.facts, BuiltinField::Value).map(|value| (&*leg.id, value, own));
    let longer = of_field(&leg.facts, BuiltinField::OptionTerm);
    let option = of_field(&leg.facts, BuiltinField::OptionValue).map(|value| (&*leg.id, value, longer));
    let tranches = leg.tranches.iter().filter_map(move |tranche| {
        let value = of_field(&tranche.facts, BuiltinField::Value)?;
        Some((&*tranche.path, value, of_field(&tranche.facts, BuiltinField::Term).or(own)))
    });
    whole.into_iter().chain(option).chain(tranches).filter_map(move |(part, fact, term)| {
        let term = term?.amount().and_then(Amount::figure)?;
        let value = fact.amount().and_then(Amount::figure)?;
        let years = term.number().checked_div(DAYS_OF_A_YEAR)?;
        let (low, high) = value.stated();
        let yearly = Quantity::range(low.checked_div(years)?, high.checked_div(years)?, value.unit);
        let yearly = computed(deal, part, fact, Quantity { about: true, ..yearly }, "");
        let is_length = term.is_number() && term.unit.is(Dimension::TIME);
        is_length.then_some(Candidate { standing: Standing::Yearly, leg: Some(index), ..yearly })
    })
}

fn of_field(facts: &[Fact], field: BuiltinField) -> Option<&Fact> {
    facts.iter().find(|fact| fact.field == field.id())
}

/// What the parts of a plan come to, and which share of it.
fn itemised<'a>(briefing: &'a Briefing, id: DealId, deal: &'a Deal) -> Vec<Candidate<'a>> {
    let Some((leg, fact)) = deal.headline_figure() else { return Vec::new() };
    let Some(whole) = fact.amount().and_then(Amount::figure) else { return Vec::new() };
    let Some(sum) = sum(briefing, &briefing.parts[id.index()], whole.unit) else { return Vec::new() };
    let mut all = vec![computed(id, &leg.id, fact, sum, "the sum of the parts")];
    let total = whole.stated().0;
    let share = sum.map(|n| n.saturating_mul(Decimal::ONE_HUNDRED).checked_div(total));
    if let (Some(share), Some(percent)) = (share, briefing.site.vocabulary.percent()) {
        let share = Quantity { unit: Unit::Measure(percent), ..share };
        all.push(computed(id, &leg.id, fact, share, "the share that is itemised"));
    }
    all
}

fn computed<'a>(deal: DealId, part: &'a str, fact: &'a Fact, quantity: Quantity, what: &'static str) -> Candidate<'a> {
    // A fact with a figure has a best claim, and the first one is not worse to point at.
    let claim = fact.best().unwrap_or(&fact.claims[0]);
    Candidate { deal, part, leg: None, fact, claim, standing: Standing::Computed(what), quantity }
}

/// The headline figures of some deals, added; `None` without two of this unit.
pub(super) fn sum(briefing: &Briefing, deals: &[DealId], unit: Unit) -> Option<Quantity> {
    let figures = deals.iter().filter_map(|id| briefing.deal(*id).headline_figure()?.1.amount()?.figure());
    let alike: Vec<Quantity> = figures.filter(|f| f.unit == unit).copied().collect();
    Quantity::sum(alike.iter().copied()).filter(|_| alike.len() > 1)
}

/// What is compared: equal for units of one dimension, and for all that is counted.
pub(super) fn group(unit: Unit) -> (u8, [u8; 3], &'static str) {
    match unit {
        Unit::Money(currency) => (0, currency.0, ""),
        Unit::Measure(measure) if measure.is_count() => (1, [0; 3], ""),
        Unit::Measure(measure) => (2, [0; 3], measure.dimension.name()),
        Unit::Rate(rate) => (3, [0; 3], rate.name()),
        Unit::Unsaid => (4, [0; 3], ""),
    }
}
