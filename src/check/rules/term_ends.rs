//! A term fits its ends, and a deal whose term is over says so.
//!
//! `starts` plus `term` is held against `ends` with a month to spare, since contracts begin and end on odd days.
//! A deal is over when the last day that its end may mean has passed; what remains is a status `completed`,
//! `cancelled`, or a leg that was prolonged.

use jiff::civil::Date;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger::end_by_term;
use crate::model::{Amount, BuiltinField, Claim, Deal, Fact, Leg, Status, Value};
use crate::quantity::Extent;

/// Months that nobody counts.
const SLACK: i64 = 1;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    for leg in &deal.legs {
        let end = computed(leg);
        let stated = date(leg, BuiltinField::Ends);
        if let (Some((computed, term)), Some((stated, claim))) = (&end, &stated)
            && !computed.overlaps(stated)
        {
            out.push(mismatch(context, leg, claim, term));
        }
        let last = stated.as_ref().map(|(e, c)| (e.high, *c)).or(end.as_ref().map(|(e, c)| (e.high, *c)));
        if let Some((Some(last), claim)) = last {
            out.extend(over(context, deal, claim, last));
        }
    }
}

fn mismatch(context: &Context<'_>, leg: &Leg, ends: &Claim, term: &Claim) -> Diagnostic {
    let (found, long) = (context.written(ends.span), context.written(term.span));
    let starts = date(leg, BuiltinField::Starts);
    let from = starts.as_ref().map_or_else(String::new, |(_, c)| context.written(c.span));
    let title = format!("`ends` is {found}, which is not {long} after `starts`, {from}");
    let problem = Diagnostic::new(codes::TERM_ENDS, ends.span, title).context(term.span, "the term");
    let problem = starts.into_iter().fold(problem, |p, (_, c)| p.context(c.span, "the start"));
    problem.help("correct one of the three; a term that is not certain is written `about 5 years`")
}

fn over(context: &Context<'_>, deal: &Deal, claim: &Claim, last: Date) -> Option<Diagnostic> {
    let day = context.day();
    let status = deal.status_on(day)?;
    let open = matches!(status.status(), Some(Status::Signed | Status::Active));
    if !open || last >= day {
        return None;
    }
    let title = format!("the deal ended by {last}, and its status is still {}", context.written(status.span));
    let problem = Diagnostic::new(codes::TERM_ENDS, status.span, title).context(claim.span, "its end");
    Some(problem.help("add a status `completed` or `cancelled` with the day in `on`, or correct the dates"))
}

/// The claim that is shown for a date, and the days it may mean.
fn date(leg: &Leg, field: BuiltinField) -> Option<(Extent<Date>, &Claim)> {
    let claim = leg.builtin(field).and_then(Fact::best)?;
    match &claim.value {
        Value::Date(date) => Some((date.extent(), claim)),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// When a leg ends by its start and its term, and the claim on the term.
fn computed(leg: &Leg) -> Option<(Extent<Date>, &Claim)> {
    let starts = leg.builtin(BuiltinField::Starts).and_then(Fact::date)?;
    let term = leg.builtin(BuiltinField::Term).and_then(Fact::best)?;
    let Value::Amount(Amount::Figure(figure)) = &term.value else { return None };
    Some((end_by_term(starts, figure, SLACK)?, term))
}
