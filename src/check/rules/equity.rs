//! Nobody can hold more than all of a company.
//!
//! What is owned, less what the same holder sold, what is agreed and what is optioned are added per issuer, each at the
//! least that it can be; of alternatives only what is owned. Every live claim is also looked at alone.

use ahash::AHashMap;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::check::Context;
use crate::check::context::live;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger::{Column, Equity, Scope, Stake};
use crate::model::{Amount, BuiltinField, Claim, CompanyId, DealId, Fact, Leg, Value};
use crate::quantity::{Dimension, Quantity};

use super::{legs, with_places};

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for claim in legs(context).flat_map(|(_, leg)| stakes(leg)).flat_map(|fact| live(&fact.claims)) {
        if percent(claim).is_some_and(exceeds_whole) {
            let title = format!("expected a stake of at most 100 %, found {}", context.written(claim.span));
            out.push(Diagnostic::new(codes::EQUITY, claim.span, title).help("a stake is a share of the company"));
        }
    }
    let mut alternatives = vec![false; context.briefing.deals.len()];
    for (id, deal) in context.briefing.deals() {
        for other in &deal.alternative_to {
            alternatives[id.index()] = true;
            alternatives[other.deal.index()] = true;
        }
    }
    let equity = context.ledger().equity(Scope::Site);
    out.extend(equity.iter().filter_map(|of_one| above_whole(context, of_one, &alternatives)));
}

/// The claims on the stakes of a leg and of its tranches, if it is of a kind that gives some.
fn stakes(leg: &Leg) -> impl Iterator<Item = &Fact> {
    let own = leg.builtin(BuiltinField::Stake).into_iter();
    let all = own.chain(leg.tranches.iter().filter_map(|tranche| tranche.builtin(BuiltinField::Stake)));
    all.filter(|_| leg.kind.holds.is_some())
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

/// At least this much of an issuer is held by somebody.
struct Held<'a> {
    since: Option<Date>,
    low: Decimal,
    claim: &'a Claim,
}

/// A diagnostic at the stake that takes the sum above 100 %, if one does; the oldest deal comes first.
fn above_whole(context: &Context<'_>, equity: &Equity, alternatives: &[bool]) -> Option<Diagnostic> {
    let mut held = held(context, equity, alternatives);
    held.sort_by_key(|stake| (stake.since, stake.claim.span));
    let mut sum = Decimal::ZERO;
    let over = held.iter().position(|stake| {
        sum = sum.saturating_add(stake.low);
        sum > Decimal::ONE_HUNDRED
    })?;
    let (earlier, last) = (&held[..over], &held[over]);
    let id = &context.briefing.company(equity.issuer).id;
    let title = format!("the stakes in `{id}` add up to at least {} %, more than the whole", sum.normalize());
    let problem = Diagnostic::new(codes::EQUITY, last.claim.span, title)
        .label("goes above 100 %")
        .help("if one deal takes the place of another, write `supersedes` or `expands` in the newer one")
        .help("if a stake is a ceiling, write `up to`");
    Some(with_places(problem, earlier.iter().map(|s| (s.claim.span, "a stake in the same company".to_owned()))))
}

/// What is held for certain, or will be.
fn held<'a>(context: &Context<'a>, equity: &Equity, alternatives: &[bool]) -> Vec<Held<'a>> {
    let mut sold: AHashMap<&[CompanyId], Decimal> = AHashMap::new();
    for (stake, share) in of(equity, |column| column == Column::Sold).filter(|(stake, _)| stake.unnamed.is_empty()) {
        let most = share.extent().high.unwrap_or(Decimal::ONE_HUNDRED);
        let known = sold.entry(&stake.holders).or_default();
        *known = known.saturating_add(most);
    }
    let is_open = |deal: DealId| !alternatives[deal.index()];
    let counts = |column: Column| matches!(column, Column::Owned | Column::Agreed | Column::Optioned);
    let mut held = Vec::new();
    for (stake, share) in of(equity, counts).filter(|(s, _)| s.column == Column::Owned || is_open(s.deal)) {
        let mut low = share.extent().low.unwrap_or_default();
        if let Some(left) =
            sold.get_mut(&stake.holders[..]).filter(|_| stake.column == Column::Owned && stake.unnamed.is_empty())
        {
            let gone = low.min(*left);
            *left = left.saturating_sub(gone);
            low = low.saturating_sub(gone);
        }
        let deal = context.briefing.deal(stake.deal);
        let leg = &deal.legs[stake.leg];
        let fact = match stake.tranche {
            Some(index) => leg.tranches[index].builtin(BuiltinField::Stake),
            None => leg.builtin(BuiltinField::Stake),
        };
        let Some((claim, stated)) = context.ledger().figure(fact) else { continue };
        // More than the whole was reported where it is said.
        if low > Decimal::ZERO && !exceeds_whole(stated) {
            held.push(Held { since: deal.last_day(context.briefing.day), low, claim });
        }
    }
    held
}

/// The stakes of these columns that have a share.
fn of<'e, 'a>(
    equity: &'e Equity,
    is: impl Fn(Column) -> bool + 'e,
) -> impl Iterator<Item = (&'e Stake, Quantity)> + 'e {
    equity.stakes.iter().filter(move |stake| is(stake.column)).filter_map(|stake| Some((stake, stake.share?)))
}
