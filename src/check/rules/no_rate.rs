//! Claims of one fact in two currencies are held against each other at the rate of their day; without one, not at all.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger;
use crate::model::{Claim, Currency, Value};
use crate::quantity::{Quantity, Unit};

use super::conflict::by_state;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claims in by_state(subject.claims) {
        let mut money = claims.iter().filter_map(|claim| Some((currency(context, claim)?, *claim)));
        let Some((base, first)) = money.next() else { continue };
        let Some((other, second)) = money.find(|(_, claim)| in_currency(context, claim, base).is_none()) else {
            continue;
        };
        let title = format!("`{}` is given in `{}` and in `{}`, with no rate", subject.key, base.code(), other.code());
        out.push(
            Diagnostic::new(codes::NO_RATE, second.span, title)
                .label(format!("is not compared with {}", context.written(first.span)))
                .context(first.span, "the first one")
                .help(advice(other, base))
                .help("or mark the claim that is to be shown `rank = \"preferred\"`"),
        );
    }
}

/// What a claim in money says, in a currency, at the rate of its day.
pub(super) fn in_currency(context: &Context<'_>, claim: &Claim, to: Currency) -> Option<Quantity> {
    let day = claim.effective_day().unwrap_or(context.day());
    ledger::in_unit(&context.briefing.site, *figure(claim)?, Unit::Money(to), day)
}

/// The figure of a claim.
pub(super) fn figure(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Amount(amount) => amount.figure(),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// Its currency. One that is not on the site's list is reported where it was resolved.
pub(super) fn currency(context: &Context<'_>, claim: &Claim) -> Option<Currency> {
    let currency = figure(claim)?.unit.currency()?;
    context.briefing.site.currencies.contains(&currency).then_some(currency)
}

/// How to add a rate.
pub(super) fn advice(from: Currency, to: Currency) -> String {
    let (from, to) = (from.code(), to.code());
    format!("add the rate to `tearsheet.toml`: `[[rate]]` with `from = \"{from}\"`, `to = \"{to}\"`, `rate`, `on`")
}
