//! What a leg consists of fits into it: its tranches, and the legs that are parts of it, each taken at its lowest. Parts
//! that are written more exactly than the whole may come to what it was rounded from. Where some parties have a stated
//! share of the whole, the parts of the others fit into the rest.

use ahash::AHashMap;
use rust_decimal::Decimal;

use crate::check::Context;
use crate::diagnostics::{Code, Diagnostic, codes};
use crate::ledger::{self, At, Ledger};
use crate::model::{Bucket, BuiltinField, Claim, CompanyId, Fact, Leg, State};
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
            above_rest(context, at, field, whole, &mut out);
        }
    }
    out.retain(|problem| problem.code == code);
    out
}

/// A part that has a figure.
struct Part<'a> {
    /// The leg that it is; `None` of a tranche.
    leg: Option<&'a Leg>,
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
    let (mut sum, mut room) = (Decimal::ZERO, Decimal::ZERO);
    let mut counted: Vec<Part<'_>> = Vec::new();
    let mut over = None;
    for part in parts.filter(|part| part.claim.of.is_none() || claim.of.is_none() || part.claim.of == claim.of) {
        match ledger::in_unit(&context.briefing.site, *part.figure, whole.unit, ledger.day()) {
            Some(figure) => {
                sum = sum.saturating_add(figure.extent().low.unwrap_or_default());
                room = room.max(rounded_from(whole, &figure));
            }
            None => {
                out.extend(other_unit(context, &part, claim, whole));
                continue;
            }
        }
        counted.push(part);
        let most = extent.high.map(|high| high.saturating_add(room));
        let above = most.is_some_and(|most| sum > most || (sum == most && extent.high_excluded));
        over = if above { over.or(Some((counted.len() - 1, sum))) } else { None };
    }
    let Some((index, sum)) = over else { return };
    let (last, earlier) = (&counted[index], &counted[..index]);
    let least = sum.checked_div(whole.unit.factor()).unwrap_or(sum).normalize();
    let title = format!(
        "the parts of {} add up to at least {}",
        context.written(claim.span),
        QuantityText(Quantity::exact(least, whole.unit))
    );
    let code = if last.leg.is_none() { codes::TRANCHE_EXCEEDS } else { codes::OF_WHICH };
    let problem = Diagnostic::new(code, last.claim.span, title)
        .label("goes above the whole")
        .help("what comes on top is a leg of its own; a part that is a ceiling is written `up to`");
    let places = std::iter::once((claim.span, "the whole".to_owned()));
    out.push(with_places(problem, places.chain(earlier.iter().map(|p| (p.claim.span, "a part".to_owned())))));
}

/// By how much a whole may lie below what a part of it is added to: half of its last digit, if the part has finer ones.
fn rounded_from(whole: &Quantity, part: &Quantity) -> Decimal {
    let digit = |figure: &Quantity| figure.digit().saturating_mul(figure.unit.factor());
    if digit(part) < digit(whole) { digit(whole).checked_div(Decimal::TWO).unwrap_or_default() } else { Decimal::ZERO }
}

/// Parts that are more than the shares of others leave of the whole.
fn above_rest(
    context: &Context<'_>,
    at: At,
    field: BuiltinField,
    (claim, whole): (&Claim, &Quantity),
    out: &mut Vec<Diagnostic>,
) {
    let (ledger, Some(high)) = (context.ledger(), whole.extent().high) else { return };
    let leg = &context.briefing.deal(at.0).legs[at.1];
    let kind = leg.kind.get();
    let facts: AHashMap<CompanyId, &Fact> = leg.portions.iter().map(|(party, fact)| (*party, fact)).collect();
    for side in [&kind.payers, &kind.payees] {
        let shares = leg.in_one_of(side).filter_map(|party| ledger.figure(facts.get(&party).copied()));
        let lows = shares.filter_map(|(_, share)| share.extent().low);
        let stated = lows.fold(Decimal::ZERO, Decimal::saturating_add);
        if stated.is_zero() {
            continue;
        }
        let left = Decimal::ONE_HUNDRED.saturating_sub(stated).max(Decimal::ZERO);
        let most = high.saturating_mul(left).checked_div(Decimal::ONE_HUNDRED).unwrap_or(high);
        let (mut sum, mut room, mut last) = (Decimal::ZERO, Decimal::ZERO, None);
        let is_other = |part: &Part<'_>| {
            part.leg.is_some_and(|leg| !leg.in_one_of(side).any(|company| facts.contains_key(&company)))
        };
        for part in parts(ledger, at, field).into_iter().filter(is_other) {
            let figure = ledger::in_unit(&context.briefing.site, *part.figure, whole.unit, ledger.day());
            let Some(figure) = figure else { continue };
            sum = sum.saturating_add(figure.extent().low.unwrap_or_default());
            room = room.max(rounded_from(whole, &figure));
            last = Some(part.claim);
        }
        let Some(part) = last.filter(|_| sum > most.saturating_add(room)) else { continue };
        let [sum, most] = [sum, most].map(|n| {
            let n = n.checked_div(whole.unit.factor()).unwrap_or(n).normalize();
            QuantityText(Quantity::exact(n, whole.unit))
        });
        let title = format!(
            "beside shares of {} %, {most} is left, and the parts of the others add up to at least {sum}",
            stated.normalize()
        );
        let problem = Diagnostic::new(codes::OF_WHICH, part.span, title).context(claim.span, "the whole");
        out.push(problem.help("a `share` is one of the whole, parts included"));
    }
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
        let (claim, figure) = live(deal.leg_on(leg, day)).then(|| ledger.figure(leg.builtin(field)))??;
        Some(Part { leg: Some(leg), claim, figure })
    });
    tranches.map(|(claim, figure)| Part { leg: None, claim, figure }).chain(others).collect()
}

/// A part in another unit than its whole. A tranche in another counts by itself; money does only at a rate.
fn other_unit(context: &Context<'_>, part: &Part<'_>, claim: &Claim, whole: &Quantity) -> Option<Diagnostic> {
    let found = context.written(part.claim.span);
    let currencies = part.figure.unit.currency().zip(whole.unit.currency());
    let problem = match (currencies, part.leg.is_none()) {
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
