//! What a leg consists of fits into it: its tranches, and the legs that are parts of it, each taken at its lowest.

use rust_decimal::Decimal;

use crate::check::Context;
use crate::diagnostics::{Code, Diagnostic, codes};
use crate::ledger::{self, At, Ledger};
use crate::model::{Bucket, BuiltinField, Claim, Leg, State};
use crate::quantity::{Quantity, QuantityText};

use super::{legs, with_places};

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(found(context, codes::TRANCHE_EXCEEDS));
}

/// What does not fit, of one code: `tranche-exceeds`, `of-which`, `currency`.
pub(super) fn found(context: &Context<'_>, code: Code) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let ledger = context.ledger();
    for (at, leg) in legs(context) {
        if leg.tranches.is_empty() && ledger.parts_of(at).is_empty() {
            continue;
        }
        for field in BuiltinField::ALL.into_iter().filter(|field| field.adds_up()) {
            let Some(whole) = ledger.figure(leg.builtin(field)) else { continue };
            above_whole(context, at, field, whole, &mut out);
        }
    }
    out.retain(|problem| problem.code == code);
    out
}

/// A part that has a figure.
struct Part<'a> {
    is_tranche: bool,
    claim: &'a Claim,
    figure: &'a Quantity,
}

fn above_whole(
    context: &Context<'_>,
    at: At,
    field: BuiltinField,
    (claim, whole): (&Claim, &Quantity),
    out: &mut Vec<Diagnostic>,
) {
    let (ledger, extent) = (context.ledger(), whole.extent());
    let parts = parts(ledger, at, field).into_iter();
    let mut sum = Decimal::ZERO;
    let mut counted: Vec<Part<'_>> = Vec::new();
    let mut over = None;
    for part in parts.filter(|part| part.claim.of.is_none() || claim.of.is_none() || part.claim.of == claim.of) {
        match ledger::in_unit(&context.briefing.site, *part.figure, whole.unit, ledger.day()) {
            Some(figure) => sum = sum.saturating_add(figure.extent().low.unwrap_or_default()),
            None => {
                out.extend(other_unit(context, &part, claim, whole));
                continue;
            }
        }
        counted.push(part);
        let above = extent.high.is_some_and(|high| sum > high || (sum == high && extent.high_excluded));
        over = over.or(above.then(|| (counted.len() - 1, sum)));
    }
    let Some((index, sum)) = over else { return };
    let (last, earlier) = (&counted[index], &counted[..index]);
    let least = sum.checked_div(whole.unit.factor()).unwrap_or(sum).normalize();
    let title = format!(
        "the parts of {} add up to at least {}",
        context.written(claim.span),
        QuantityText(Quantity::exact(least, whole.unit))
    );
    let code = if last.is_tranche { codes::TRANCHE_EXCEEDS } else { codes::OF_WHICH };
    let problem = Diagnostic::new(code, last.claim.span, title)
        .label("goes above the whole")
        .help("what comes on top is a leg of its own; a part that is a ceiling is written `up to`");
    let places = std::iter::once((claim.span, "the whole".to_owned()));
    out.push(with_places(problem, places.chain(earlier.iter().map(|p| (p.claim.span, "a part".to_owned())))));
}

/// The tranches of a leg that say something of the field, then the legs that are parts of it; none that is off.
fn parts<'a>(ledger: &Ledger<'a>, at: At, field: BuiltinField) -> Vec<Part<'a>> {
    let (briefing, day) = (ledger.briefing(), ledger.day());
    let deal = briefing.deal(at.0);
    let leg: &'a Leg = &deal.legs[at.1];
    let live = |state: Option<State>| state.is_some_and(|state| state.bucket() != Bucket::Off);
    let tranches = leg.tranches.iter().filter(|tranche| live(deal.tranche_on(leg, tranche, day)));
    let tranches = tranches.filter_map(|tranche| ledger.figure(tranche.builtin(field)));
    let others = ledger.parts_of(at).iter().filter(|part| ledger.taken(**part).is_none()).filter_map(|part| {
        let deal = briefing.deal(part.0);
        let leg: &'a Leg = &deal.legs[part.1];
        live(deal.leg_on(leg, day)).then(|| ledger.figure(leg.builtin(field)))?
    });
    let of = |is_tranche: bool| move |(claim, figure): (&'a Claim, &'a Quantity)| Part { is_tranche, claim, figure };
    tranches.map(of(true)).chain(others.map(of(false))).collect()
}

/// A part in another unit than its whole. A tranche in another counts by itself; money does only at a rate.
fn other_unit(context: &Context<'_>, part: &Part<'_>, claim: &Claim, whole: &Quantity) -> Option<Diagnostic> {
    let found = context.written(part.claim.span);
    let currencies = part.figure.unit.currency().zip(whole.unit.currency());
    let problem = match (currencies, part.is_tranche) {
        (Some((own, of)), _) => {
            let title = format!("a part in `{}` of a whole in `{}`, with no rate", own.code(), of.code());
            Diagnostic::new(codes::CURRENCY, part.claim.span, title).help(super::no_rate::advice(own, of))
        }
        (None, true) => return None,
        (None, false) => {
            let title = format!("{found} is in another unit than the whole, {}", context.written(claim.span));
            Diagnostic::new(codes::OF_WHICH, part.claim.span, title).help("what is a part of a leg is in its unit")
        }
    };
    Some(problem.context(claim.span, "the whole"))
}
