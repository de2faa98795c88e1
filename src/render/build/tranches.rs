//! The tranches of a leg as a bar, true to scale: what is firm, what waits, what no tranche names.
//!
//! Drawn only where all tranches measure the same thing in one unit, so that their lengths can be compared; a bound is
//! drawn at its low end and stands beside the bar in words.

use rust_decimal::Decimal;

use super::Builder;
use crate::model::{Amount, BuiltinField, Deal, Fact, Leg, State, Tranche};
use crate::quantity::Quantity;
use crate::render::view::Segment;

/// What a tranche may be measured in, the first that all have.
const MEASURES: [BuiltinField; 4] =
    [BuiltinField::Value, BuiltinField::Capacity, BuiltinField::Quantity, BuiltinField::Stake];

/// The bar; empty where there is nothing to compare.
pub(super) fn bar(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> Vec<Segment> {
    let of = |field: BuiltinField| -> Option<Vec<(&Tranche, &Quantity)>> {
        let one = |tranche| Some((tranche, figure(Tranche::builtin(tranche, field))?));
        leg.tranches.iter().map(one).collect()
    };
    let Some((field, parts)) = MEASURES.into_iter().find_map(|field| Some((field, of(field)?))) else {
        return Vec::new();
    };
    let Some((_, first)) = parts.first() else { return Vec::new() };
    let whole = figure(leg.builtin(field)).filter(|whole| whole.unit == first.unit);
    if parts.iter().any(|(_, part)| part.unit != first.unit) || parts.len() < 2 && whole.is_none() {
        return Vec::new();
    }
    let sum: Decimal = parts.iter().map(|(_, part)| part.low).sum();
    let whole = whole.map_or(sum, |whole| whole.high.unwrap_or(whole.low).max(sum));
    let percent = |n: Decimal| -> f32 {
        let share = n.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(whole)).unwrap_or_default();
        share.round_dp(2).to_string().parse().unwrap_or(0.0)
    };
    let mut at = Decimal::ZERO;
    let mut segments = Vec::with_capacity(parts.len() + 1);
    for (tranche, part) in parts {
        let bucket = deal.tranche_on(leg, tranche, b.briefing.day).map(State::bucket);
        segments.push(Segment {
            x: percent(at),
            width: percent(part.low),
            style: bucket.map_or("off", |bucket| bucket.name()),
            label: super::sheet::tranche_name(b, leg, tranche).text,
            figure: Some(b.short_figure(part)),
            ..Segment::default()
        });
        at += part.low;
    }
    if at < whole {
        let (x, width) = (percent(at), percent(whole - at));
        segments.push(Segment { x, width, style: "rest", label: b.t("part-rest"), ..Segment::default() });
    }
    segments
}

fn figure(fact: Option<&Fact>) -> Option<&Quantity> {
    fact.and_then(Fact::amount).and_then(Amount::figure)
}
