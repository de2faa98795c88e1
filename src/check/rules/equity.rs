//! Nobody can hold more than all of a company.
//!
//! Stakes owned (equity legs) and optioned (option legs) are added per issuer: the least that each can
//! be, in deals that are announced or firmer, not replaced, and not one of several alternatives. What is
//! still being talked about is a column of its own. Every live claim is also looked at alone.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::check::context::live;
use crate::check::{Context, plans};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, BuiltinField, Claim, CompanyId, Deal, DealId, Fact, Leg, Value};
use crate::quantity::{Dimension, Quantity};

use super::with_places;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for deal in &context.briefing.deals {
        for claim in deal.legs.iter().filter_map(stake).flat_map(|fact| live(&fact.claims)) {
            if percent(claim).is_some_and(exceeds_whole) {
                let title = format!("expected a stake of at most 100 %, found {}", context.written(claim.span));
                out.push(Diagnostic::new(codes::EQUITY, claim.span, title).help("a stake is a share of the company"));
            }
        }
    }
    let mut stakes = held(context);
    stakes.sort_by_key(|s| (s.issuer, s.since));
    for of_one in stakes.chunk_by(|a, b| a.issuer == b.issuer) {
        out.extend(above_whole(context, of_one));
    }
}

/// At least this much of an issuer is held by somebody.
struct Stake<'a> {
    issuer: CompanyId,
    since: Option<Date>,
    low: Decimal,
    claim: &'a Claim,
}

/// All stakes that count, in the order of deals.
fn held<'a>(context: &Context<'a>) -> Vec<Stake<'a>> {
    let mut stakes = Vec::new();
    for (id, deal) in context.briefing.deals() {
        if !deal.legs.iter().any(|leg| stake(leg).is_some()) || !counts(context, deal, id) {
            continue;
        }
        for leg in &deal.legs {
            let Some(claim) = stake(leg).and_then(Fact::best) else { continue };
            let Some(low) = percent(claim).filter(|f| !exceeds_whole(f)).and_then(|f| f.extent().low) else {
                continue;
            };
            let Some((issuers, _)) = leg.shares() else { continue };
            stakes.extend(issuers.map(|issuer| Stake { issuer, since: deal.last_day(), low, claim }));
        }
    }
    stakes
}

fn counts(context: &Context<'_>, deal: &Deal, id: DealId) -> bool {
    !deal.umbrella && plans::is_firm(context, id)
}

/// The claims on a leg's stake, if it is of a kind that gives one.
fn stake(leg: &Leg) -> Option<&Fact> {
    leg.kind.holds.as_ref().and_then(|_| leg.builtin(BuiltinField::Stake))
}

fn percent(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Amount(Amount::Figure(figure)) if figure.unit.is(Dimension::SHARE) => Some(figure),
        Value::Amount(_) | Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// Whether the number that is written lies above 100 %; "at least 60 %" does not.
fn exceeds_whole(figure: &Quantity) -> bool {
    let based = figure.based();
    based.high.unwrap_or(based.low) > Decimal::ONE_HUNDRED
}

/// A diagnostic at the stake that takes the sum above 100 %, if one does; the oldest deal comes first.
fn above_whole(context: &Context<'_>, stakes: &[Stake<'_>]) -> Option<Diagnostic> {
    let mut sum = Decimal::ZERO;
    let over = stakes.iter().position(|stake| {
        sum = sum.saturating_add(stake.low);
        sum > Decimal::ONE_HUNDRED
    })?;
    let (earlier, last) = (&stakes[..over], &stakes[over]);
    let id = &context.briefing.company(last.issuer).id;
    let title = format!("the stakes in `{id}` add up to at least {} %, more than the whole", sum.normalize());
    let problem = Diagnostic::new(codes::EQUITY, last.claim.span, title)
        .label("goes above 100 %")
        .help("if one deal takes the place of another, write `supersedes` or `expands` in the newer one")
        .help("if a stake is a ceiling, write `up to`");
    Some(with_places(problem, earlier.iter().map(|s| (s.claim.span, "a stake in the same company".to_owned()))))
}
