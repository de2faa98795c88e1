//! Claims on one fact that cannot all be true, while no editor has chosen.
//!
//! Compared are the claims among which the best one is chosen: a preferred claim settles a
//! disagreement, unless another preferred one contradicts it. Amounts are compared within one unit, and
//! capacities only if they measure the same; words and statuses never disagree here. `none` is zero of
//! anything; `undisclosed` agrees with everything.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::check::extent::{Extent, Seen};
use crate::check::{Context, Subject, amounts, dates};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, Claim, Rank, Unit, Value};

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if subject.claims.len() < 2 {
        return;
    }
    let amounts = subject.contenders().filter_map(|c| Some((Measure::of(c)?, size(c)?, c)));
    let dates = subject.contenders().filter_map(|c| Some((Measure::DATE, days(c)?, c)));
    for (first, second) in disagreements(amounts).into_iter().chain(disagreements(dates)) {
        out.push(conflict(context, subject.key, first, second));
    }
}

/// What is measured; `None` is comparable with anything.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Measure<'a> {
    unit: Option<Unit>,
    of: Option<&'a str>,
}

impl<'a> Measure<'a> {
    const DATE: Measure<'static> = Measure { unit: None, of: None };

    fn of(claim: &'a Claim) -> Option<Measure<'a>> {
        let Value::Amount(amount) = &claim.value else { return None };
        Some(Measure { unit: amount.figure().map(|f| amounts::extent(f).0), of: claim.of.as_deref() })
    }

    fn comparable(&self, other: &Measure<'_>) -> bool {
        let units = self.unit.is_none() || other.unit.is_none() || self.unit == other.unit;
        units && (self.of.is_none() || other.of.is_none() || self.of == other.of)
    }
}

fn size(claim: &Claim) -> Option<Extent<Decimal>> {
    match &claim.value {
        Value::Amount(Amount::Figure(figure)) => Some(amounts::extent(figure).1),
        Value::Amount(Amount::None) => {
            Some(Extent { low: Some(Decimal::ZERO), high: Some(Decimal::ZERO), high_excluded: false })
        }
        Value::Amount(Amount::Undisclosed) | Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

fn days(claim: &Claim) -> Option<Extent<Date>> {
    match &claim.value {
        Value::Date(date) => Some(dates::extent(date)),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// Every claim that an earlier one contradicts, with that one. Linear in the number of claims.
fn disagreements<'a, T: Ord + Copy>(
    claims: impl Iterator<Item = (Measure<'a>, Extent<T>, &'a Claim)>,
) -> Vec<(&'a Claim, &'a Claim)> {
    let mut seen: Vec<(Measure<'a>, Seen<T, &'a Claim>)> = Vec::new();
    let mut found = Vec::new();
    for (measure, extent, claim) in claims {
        let earlier = seen.iter().filter(|(m, _)| m.comparable(&measure)).find_map(|(_, s)| s.against(&extent));
        found.extend(earlier.map(|first| (first, claim)));
        match seen.iter_mut().find(|(m, _)| *m == measure) {
            Some((_, known)) => known.add(extent, claim),
            None => seen.push((measure, Seen::new(extent, claim))),
        }
    }
    found
}

fn conflict(context: &Context<'_>, key: &str, first: &Claim, second: &Claim) -> Diagnostic {
    let (one, other) = (context.written(first.span), context.written(second.span));
    if second.rank == Rank::Preferred {
        let title = format!("two preferred claims on `{key}` contradict each other: {one} and {other}");
        return Diagnostic::new(codes::CONFLICT, second.span, title)
            .label("preferred too")
            .context(first.span, "the first one")
            .help("leave `rank = \"preferred\"` on the one that is to be shown");
    }
    let title = format!("the claims on `{key}` contradict each other: {one} and {other}");
    Diagnostic::new(codes::CONFLICT, second.span, title)
        .label(format!("cannot be true together with {one}"))
        .context(first.span, "the first one")
        .help(
            "mark the one that is to be shown `rank = \"preferred\"`, or the wrong one \
             `rank = \"deprecated\"` with `because = \"…\"`",
        )
}
