//! What a price comes to for all that is bought at it is the value, where a leg or a tranche states all three.
//!
//! 40 aircraft at 120 million each are 4.8 billion. Each number has the room of its last digit, and of its bound.

use rust_decimal::Decimal;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{BuiltinField, Claim, Deal, Fact};
use crate::quantity::{Extent, Quantity, QuantityText, Unit};

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    for leg in &deal.legs {
        out.extend(mismatch(context, &leg.facts));
        out.extend(leg.tranches.iter().filter_map(|tranche| mismatch(context, &tranche.facts)));
    }
}

/// A claim and its figure.
type Stated<'a> = (&'a Claim, &'a Quantity);

fn mismatch(context: &Context<'_>, facts: &[Fact]) -> Option<Diagnostic> {
    let figures = || facts.iter().filter_map(|fact| Some((fact.field, context.ledger().figure(Some(fact))?)));
    let of = |field: BuiltinField| figures().find(|(own, _)| *own == field.id()).map(|(_, stated)| stated);
    let (value, price) = (of(BuiltinField::Value)?, of(BuiltinField::Price)?);
    let Unit::Rate(rate) = price.1.unit else { return None };
    let per = |unit: Unit| matches!(unit, Unit::Measure(measure) if measure.dimension == rate.per.dimension);
    let (_, count) = figures().find(|(_, (_, figure))| per(figure.unit))?;
    if rate.of.unit() != value.1.unit {
        return None;
    }
    let product = product(price.1, count.1)?;
    if room(value.1).overlaps(&product) {
        return None;
    }
    Some(told(context, value, price, count))
}

fn told(context: &Context<'_>, value: Stated<'_>, price: Stated<'_>, count: Stated<'_>) -> Diagnostic {
    let (price_number, _) = price.1.based().stated();
    let (count_number, _) = count.1.based().stated();
    let comes_to = price_number.checked_mul(count_number).unwrap_or_default().round_sf(3).unwrap_or_default();
    let comes_to = QuantityText(Quantity::exact(comes_to.normalize(), value.1.unit)).to_string();
    let [value_text, price_text, count_text] = [value, price, count].map(|(claim, _)| context.written(claim.span));
    let title = format!("{count_text} at {price_text} come to {comes_to}, not {value_text}");
    Diagnostic::new(codes::PRICE, value.0.span, title)
        .context(price.0.span, "the price")
        .context(count.0.span, "how much is bought at it")
        .help("correct the one that is wrong; a price that is not that of all of it belongs to a tranche")
        .help("if the value holds more, or a discount, allow it in the sheet and say why: [[allow]] code = \"price\"")
}

/// Between what the two multiplied lie.
fn product(price: &Quantity, count: &Quantity) -> Option<Extent<Decimal>> {
    let (price, count) = (room(price), room(count));
    let both = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_mul(other?);
    Some(Extent {
        low: Some(both(price.low, count.low)?),
        high: both(price.high, count.high),
        high_excluded: price.high_excluded || count.high_excluded,
    })
}

/// Everything that a figure may mean, and half of its last digit more.
fn room(figure: &Quantity) -> Extent<Decimal> {
    let extent = figure.extent();
    let half = figure.digit().saturating_mul(figure.unit.factor()).checked_div(Decimal::TWO).unwrap_or_default();
    let low = extent.low.map(|low| low.saturating_sub(half).max(Decimal::ZERO));
    Extent { low, high: extent.high.map(|high| high.saturating_add(half)), ..extent }
}
