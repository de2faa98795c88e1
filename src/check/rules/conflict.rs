//! Claims on one fact that cannot all be true, while no editor has chosen.
//!
//! Compared are the claims of one `on` among which the best one is chosen: what held before is history. A preferred
//! claim settles a disagreement, unless another preferred one contradicts it. Amounts are compared within one unit, and
//! capacities only if they measure the same; money in two currencies at the rate of its day, with five per cent to
//! spare. Words never disagree here. `none` is zero of anything; `undisclosed` agrees with everything.
//!
//! A status is compared with those of the same day, from other sources, since a deal moves: talks one day and a
//! contract the next are two steps. Sources that do not stand behind what they say settle nothing, and accuse nobody.
//!
//! What the last correction of a fact puts in the place of a value must be what a claim says.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::check::context::live;
use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, CapacityOf, Claim, Correction, Currency, Deal, Edtf, Rank, Status, Value};
use crate::quantity::{Comparable, Extent, Seen, Unit, comparable};

use super::no_rate;

/// By what amounts in two currencies may differ: rates move.
const APART: Decimal = Decimal::from_parts(105, 0, 0, false, 2);

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    if subject.claims.len() < 2 {
        return;
    }
    let mut found = statuses(subject.live());
    for claims in by_state(subject.claims) {
        found.extend(contradictions(&claims));
        found.extend(across_currencies(context, &claims));
    }
    out.extend(found.into_iter().map(|(first, second)| conflict(context, subject.key, first, second)));
}

/// What the last correction of a fact has put there is what a claim says.
pub(in crate::check) fn of_corrections(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let is_last = |one: &Correction| {
        deal.corrections.iter().all(|other| other.fact != one.fact || other.on.value <= one.on.value)
    };
    for correction in deal.corrections.iter().filter(|one| is_last(one)) {
        let (Some((part, field)), Some(new)) = (&correction.fact, &correction.new) else { continue };
        let facts = deal.all_facts().filter(|(of, fact)| of == part && fact.field == *field);
        let claims: Vec<&Claim> = facts.flat_map(|(_, fact)| live(&fact.claims)).collect();
        let Some(best) = claims.first().filter(|_| claims.iter().all(|claim| claim.value != *new)) else { continue };
        let title = format!("a correction puts another value there than {}", context.written(best.span));
        out.push(
            Diagnostic::new(codes::CONFLICT, correction.on.span, title)
                .label("its `new` is the value of no claim")
                .context(best.span, "what the sheet says")
                .help("make the two agree; without `new`, a correction shows what the sheet says"),
        );
    }
}

/// The claims of each state of the world among which the best one is chosen.
pub(super) fn by_state(claims: &[Claim]) -> Vec<Vec<&Claim>> {
    let mut states: Vec<(Option<Date>, Vec<&Claim>)> = Vec::new();
    let mut live: Vec<&Claim> = live(claims).collect();
    live.sort_by_key(|claim| claim.state_from());
    for claim in live {
        match states.last_mut().filter(|(from, _)| *from == claim.state_from()) {
            Some((_, of_one)) => of_one.push(claim),
            None => states.push((claim.state_from(), vec![claim])),
        }
    }
    let best_of = states.into_iter().map(|(_, mut claims)| {
        let rank = claims.iter().map(|claim| claim.rank).min();
        claims.retain(|claim| Some(claim.rank) == rank);
        claims
    });
    best_of.collect()
}

/// Every claim in money that one in another currency contradicts, with that one: more than five per cent apart.
fn across_currencies<'a>(context: &Context<'_>, claims: &[&'a Claim]) -> Vec<(&'a Claim, &'a Claim)> {
    let money = claims.iter().filter_map(|claim| Some((no_rate::currency(context, claim)?, *claim)));
    let Some(base) = money.clone().next().map(|(currency, _)| currency) else { return Vec::new() };
    let mut seen: Vec<(Currency, Seen<Decimal, &Claim>)> = Vec::new();
    let mut found = Vec::new();
    for (currency, claim) in money {
        let Some(figure) = no_rate::in_currency(context, claim, base) else { continue };
        let mut extent = figure.extent();
        // Of two ends that may be five per cent apart, the higher one is taken that much lower.
        let apart = |n: Decimal| n.checked_div(APART).unwrap_or(n);
        extent.low = extent.low.map(apart);
        let mut others = seen.iter().filter(|(other, _)| *other != currency);
        found.extend(others.find_map(|(_, known)| known.against(&extent)).map(|first| (first, claim)));
        match seen.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, known)) => known.add(extent, claim),
            None => seen.push((currency, Seen::new(extent, claim))),
        }
    }
    found
}

/// Whether some of these claims on one fact cannot be true together, whatever their ranks.
pub(crate) fn contradict(claims: &[&Claim]) -> bool {
    !contradictions(claims).is_empty()
}

/// Every amount and date that an earlier one contradicts, with that one.
fn contradictions<'a>(claims: &[&'a Claim]) -> Vec<(&'a Claim, &'a Claim)> {
    let amounts = claims.iter().filter_map(|c| Some((Measure::of(c)?, size(c)?, *c)));
    let dates = claims.iter().filter_map(|c| Some((Measure::DATE, days(c)?, *c)));
    disagreements(amounts).into_iter().chain(disagreements(dates)).collect()
}

/// What a status says of a deal, as far as two of them exclude each other on one day. A plan that was made public
/// excludes neither talks nor a contract, and a letter of intent no talks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Talks,
    Letter,
    Binding,
    Over,
}

impl Stage {
    fn of(status: Status) -> Option<Stage> {
        match status {
            Status::Rumoured | Status::InTalks => Some(Stage::Talks),
            Status::Announced => None,
            Status::Letter => Some(Stage::Letter),
            Status::Signed | Status::Active | Status::Completed => Some(Stage::Binding),
            Status::Stalled | Status::Cancelled => Some(Stage::Over),
        }
    }

    fn excludes(self, other: Stage) -> bool {
        self != other && (self.min(other), self.max(other)) != (Stage::Talks, Stage::Letter)
    }
}

/// Every asserted status that an earlier one of the same day and rank, from other sources, excludes, with that one.
/// Only the best rank of a day is looked at: it settles what the others say.
fn statuses<'a>(claims: impl Iterator<Item = &'a Claim>) -> Vec<(&'a Claim, &'a Claim)> {
    let staged =
        claims.filter(|c| !c.is_soft()).filter_map(|c| Some((one_day(c)?, c.rank, Stage::of(c.status()?)?, c)));
    let mut staged: Vec<(Date, Rank, Stage, &Claim)> = staged.collect();
    staged.sort_by_key(|(day, rank, ..)| (*day, *rank));
    let mut found = Vec::new();
    for of_day in staged.chunk_by(|a, b| a.0 == b.0) {
        let best = of_day.chunk_by(|a, b| a.1 == b.1).next().unwrap_or_default();
        // The first claim of each stage stands for it: there are four.
        let mut firsts: Vec<(Stage, &Claim)> = Vec::new();
        for &(_, _, stage, claim) in best {
            let other = firsts.iter().find(|(s, first)| s.excludes(stage) && !shares_source(first, claim));
            found.extend(other.map(|(_, first)| (*first, claim)));
            if firsts.iter().all(|(s, _)| *s != stage) {
                firsts.push((stage, claim));
            }
        }
    }
    found
}

/// The day on which a status holds, if it is said to the day.
fn one_day(claim: &Claim) -> Option<Date> {
    let date = claim.effective()?;
    let is_point = matches!(date, Edtf::Point(point) if !point.about);
    date.earliest().filter(|day| is_point && date.latest() == Some(*day))
}

fn shares_source(one: &Claim, other: &Claim) -> bool {
    one.sources.iter().any(|c| other.sources.iter().any(|o| o.source == c.source))
}

/// What is measured; `None` is comparable with anything.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Measure {
    unit: Option<Unit>,
    of: Option<CapacityOf>,
}

impl Measure {
    const DATE: Measure = Measure { unit: None, of: None };

    fn of(claim: &Claim) -> Option<Measure> {
        let Value::Amount(amount) = &claim.value else { return None };
        Some(Measure { unit: amount.figure().map(|f| f.unit), of: claim.of })
    }

    fn comparable(&self, other: &Measure) -> bool {
        let units =
            self.unit.zip(other.unit).is_none_or(|(one, other)| comparable(one, other) == Some(Comparable::Fully));
        units && (self.of.is_none() || other.of.is_none() || self.of == other.of)
    }
}

fn size(claim: &Claim) -> Option<Extent<Decimal>> {
    match &claim.value {
        Value::Amount(Amount::Figure(figure)) => Some(figure.calendar_extent()),
        Value::Amount(Amount::None) => {
            Some(Extent { low: Some(Decimal::ZERO), high: Some(Decimal::ZERO), high_excluded: false })
        }
        Value::Amount(Amount::Undisclosed) | Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

fn days(claim: &Claim) -> Option<Extent<Date>> {
    match &claim.value {
        Value::Date(date) => Some(date.extent()),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// Every claim that an earlier one contradicts, with that one. Linear in the number of claims.
fn disagreements<'a, T: Ord + Copy>(
    claims: impl Iterator<Item = (Measure, Extent<T>, &'a Claim)>,
) -> Vec<(&'a Claim, &'a Claim)> {
    let mut seen: Vec<(Measure, Seen<T, &'a Claim>)> = Vec::new();
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
