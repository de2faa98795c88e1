//! Nothing has happened, and nothing was known, after the day of the build; and no source tells of what comes more than
//! a day after it.
//!
//! `as_of` is looked at only where it differs from the day on which the claim's sources were published:
//! where a sheet leaves it out, resolving has filled that in.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, Severity, codes};
use crate::model::{BuiltinField, Citation, Claim, Deal, Edtf, Event, Value};
use crate::quantity::Extent;
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claim in subject.live() {
        if let Some((date, span)) = happened(subject, claim) {
            out.extend(impossible(context, date, span, subject.evidence(claim)));
        }
        out.extend(uncertain(context, claim));
        if let Some(as_of) = claim.as_of.filter(|d| is_after(context, d) && !is_inherited(context, claim, d)) {
            let title = format!(
                "`as_of` of {} is {} or later, after the day of this build, {}",
                context.written(claim.span),
                first_day(&as_of),
                context.briefing.today
            );
            out.push(in_future(claim.span, title).help("`as_of` says when it was known: write a day that has passed"));
        }
    }
}

/// `[[event]]` of companies.
pub(in crate::check) fn of_events(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(events(context).filter_map(|event| impossible(context, &event.on, event.span, &event.sources)));
}

/// `[[correction]]`: nothing is corrected on a day to come.
pub(in crate::check) fn of_corrections(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let today = context.briefing.today;
    let days = deal.corrections.iter().map(|correction| &correction.on);
    out.extend(days.filter(|on| on.value > today).map(|on| {
        in_future(on.span, format!("{} is after the day of this build, {today}", on.value))
            .help("`on` is the day on which the sheet was corrected")
    }));
}

/// The events of all companies.
pub(super) fn events<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Event> {
    context.briefing.companies.iter().flat_map(|company| &company.events)
}

/// The day on which something happened, if that is what a claim says: a status was reached, a condition met. A value may
/// hold from a day to come: a rent that rises.
pub(super) fn happened<'c>(subject: &Subject<'_>, claim: &'c Claim) -> Option<(&'c Edtf, Span)> {
    match &claim.value {
        Value::Status(_) => Some((claim.on.as_ref()?, claim.on_span.unwrap_or(claim.span))),
        Value::Date(date) if subject.key == BuiltinField::Met.key() => Some((date, claim.span)),
        Value::Date(_) | Value::Amount(_) | Value::Text(_) => None,
    }
}

/// Something that happened after the day of the build, or after all that tell of it.
fn impossible(context: &Context<'_>, date: &Edtf, span: Span, evidence: &[Citation]) -> Option<Diagnostic> {
    let extent = date.extent();
    let first = extent.low?;
    let told_day = if extent.high == Some(first) { first.to_string() } else { format!("{first} or later") };
    if is_after(context, date) {
        let title = format!("{told_day} is after the day of this build, {}", context.briefing.today);
        return Some(in_future(span, title).help(
            "what has happened has a day that has passed; what is planned is a milestone with `due`, \
             or `starts`, `online`, `ends`",
        ));
    }
    let told = |citation: &Citation| {
        let source = context.briefing.source(citation.source);
        source.published.and_then(|day| day.extent().high).or(source.read_on)
    };
    let days: Option<Vec<Date>> = evidence.iter().map(told).collect();
    let newest = days?.into_iter().max().filter(|newest| newest.saturating_add(1.day()) < first)?;
    let title = format!("{told_day} is after all of its sources, the newest of {newest}");
    Some(
        Diagnostic::new(codes::ORDER, span, title)
            .label("told of before it happened")
            .help("correct the day, or cite a source that tells of it; what was only planned is `announced`"),
    )
}

/// A status that may have been reached and does not hold yet, since no source says so on a day within its date: it would
/// drop out of totals and pages without a word.
fn uncertain(context: &Context<'_>, claim: &Claim) -> Option<Diagnostic> {
    let begun = |date: &Edtf| date.extent().low.is_none_or(|first| first <= context.day());
    let date = claim.effective().copied().filter(begun)?;
    let day = claim.effective_day().filter(|day| *day > context.day() && claim.status().is_some())?;
    let span = claim.on_span.unwrap_or(claim.span);
    let title = format!("a status that does not hold before {day}, the last day that its date may mean");
    let mut problem = Diagnostic::new(codes::ORDER, span, title);
    problem.severity = Severity::Warning;
    let first = date.extent().low.map_or_else(String::new, |low| format!(" from {low} on"));
    Some(
        problem
            .note(format!("no source of it is of a day{first}, so that it may lie ahead"))
            .help("write the day, or give its source `published` or `read_on`: then it holds from that day"),
    )
}

fn in_future(span: Span, title: String) -> Diagnostic {
    Diagnostic::new(codes::ORDER, span, title).label("in the future")
}

fn is_after(context: &Context<'_>, date: &Edtf) -> bool {
    Extent::only(context.briefing.today).ends_before(&date.extent())
}

fn first_day(date: &Edtf) -> String {
    date.extent().low.map_or_else(String::new, |day| day.to_string())
}

fn is_inherited(context: &Context<'_>, claim: &Claim, as_of: &Edtf) -> bool {
    let published = |c: &Citation| context.briefing.source(c.source).published;
    claim.sources.iter().any(|c| published(c).as_ref() == Some(as_of))
}
