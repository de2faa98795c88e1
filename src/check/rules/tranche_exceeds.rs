//! What a leg consists of fits into it: its tranches, and the legs that are parts of it, each taken at its lowest. Parts
//! that are written more exactly than the whole may come to what it was rounded from. Where some parties have a stated
//! share of the whole, the parts of the others fit into the rest, and those of each into its share.

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

/// Parts that are more than the shares of others leave of the whole, or than the share of their own party.
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
    let of_whole = |share: Decimal| high.saturating_mul(share).checked_div(Decimal::ONE_HUNDRED).unwrap_or(high);
    let written = |n: Decimal| {
        let n = n.checked_div(whole.unit.factor()).unwrap_or(n).normalize();
        QuantityText(Quantity::exact(n, whole.unit))
    };
    for side in [&kind.payers, &kind.payees] {
        let shares = leg.in_one_of(side).filter_map(|party| Some((party, ledger.figure(facts.get(&party).copied())?)));
        let shares: Vec<_> = shares.map(|(party, (claim, share))| (party, claim, share.extent())).collect();
        if shares.is_empty() {
            continue;
        }
        let (own, others) = come_to(context, at, field, whole, side, &|party| facts.contains_key(&party));
        let mut tell = |part: &Claim, share: Option<&Claim>, title: String| {
            let problem = Diagnostic::new(codes::OF_WHICH, part.span, title).context(claim.span, "the whole");
            let problem = share.into_iter().fold(problem, |problem, share| problem.context(share.span, "the share"));
            out.push(problem.help("a `share` is one of the whole, parts included"));
        };
        for (party, share, extent) in &shares {
            let Some((most, came)) = extent.high.map(of_whole).zip(own.get(party)) else { continue };
            let Some((part, sum)) = came.above(most) else { continue };
            let (id, most, sum) = (&context.briefing.company(*party).id, written(most), written(sum));
            let title = format!("the share of `{id}` comes to {most} at most, and its parts add up to at least {sum}");
            tell(part, Some(share), title);
        }
        let stated = shares.iter().filter_map(|(.., share)| share.low).fold(Decimal::ZERO, Decimal::saturating_add);
        let most = of_whole(Decimal::ONE_HUNDRED.saturating_sub(stated).max(Decimal::ZERO));
        if let Some((part, sum)) = others.above(most).filter(|_| !stated.is_zero()) {
            let (stated, most, sum) = (stated.normalize(), written(most), written(sum));
            let title = format!(
                "beside shares of {stated} %, {most} is left, and the parts of the others add up to at least {sum}"
            );
            tell(part, None, title);
        }
    }
}

/// What the parts of each party of `side` come to at least that has a share, and those of all others. Where a part is of
/// several of which one has a share, nobody knows what is whose.
fn come_to<'a>(
    context: &'a Context<'_>,
    at: At,
    field: BuiltinField,
    whole: &Quantity,
    side: &[String],
    has_share: &dyn Fn(CompanyId) -> bool,
) -> (AHashMap<CompanyId, Came<'a>>, Came<'a>) {
    let mut own: AHashMap<CompanyId, Came<'_>> = AHashMap::new();
    let mut others = Came::default();
    for part in parts(context.ledger(), at, field) {
        let Some(of) = part.leg else { continue };
        let mut parties = of.in_one_of(side);
        let came = match (parties.next(), parties.next()) {
            (Some(only), None) if has_share(only) => own.entry(only).or_default(),
            _ if of.in_one_of(side).any(has_share) => continue,
            _ => &mut others,
        };
        let figure = ledger::in_unit(&context.briefing.site, *part.figure, whole.unit, context.ledger().day());
        let Some(figure) = figure else { continue };
        came.sum = came.sum.saturating_add(figure.extent().low.unwrap_or_default());
        came.room = came.room.max(rounded_from(whole, &figure));
        came.last = Some(part.claim);
    }
    (own, others)
}

/// What parts come to.
#[derive(Default)]
struct Came<'a> {
    /// At least.
    sum: Decimal,
    /// By how much they may be rounded.
    room: Decimal,
    last: Option<&'a Claim>,
}

impl<'a> Came<'a> {
    /// The last of the parts, and their sum, if that is more than there is for them.
    fn above(&self, most: Decimal) -> Option<(&'a Claim, Decimal)> {
        Some((self.last.filter(|_| self.sum > most.saturating_add(self.room))?, self.sum))
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
