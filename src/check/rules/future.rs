//! Nothing has become true, and nothing was known, after the day of the build.
//!
//! `as_of` is looked at only where it differs from the day on which the claim's sources were published:
//! where a sheet leaves it out, resolving has filled that in.

use crate::check::{Context, Subject, dates};
use crate::diagnostics::{Diagnostic, Severity, codes};
use crate::model::{Citation, Claim, Edtf};
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claim in subject.live() {
        if let Some(on) = claim.on.filter(|on| is_after(context, on)) {
            let span = claim.on_span.unwrap_or(claim.span);
            let title = format!("`on` is {} or later, after the day of this build, {}", first_day(&on), context.today);
            out.push(in_future(span, title).help(
                "`on` says since when it is true; what is planned is a milestone with `due`, \
                 or `starts`, `online`, `ends`",
            ));
        }
        out.extend(uncertain(context, claim));
        if let Some(as_of) = claim.as_of.filter(|d| is_after(context, d) && !is_inherited(context, claim, d)) {
            let title = format!(
                "`as_of` of {} is {} or later, after the day of this build, {}",
                context.written(claim.span),
                first_day(&as_of),
                context.today
            );
            out.push(in_future(claim.span, title).help("`as_of` says when it was known: write a day that has passed"));
        }
    }
}

/// A status that may have been reached and does not hold yet, since no source says so on a day within its date: it would
/// drop out of totals and pages without a word.
fn uncertain(context: &Context<'_>, claim: &Claim) -> Option<Diagnostic> {
    let date = claim.effective().copied().filter(|date| !is_after(context, date))?;
    let day = claim.effective_day().filter(|day| *day > context.today && claim.status().is_some())?;
    let span = claim.on_span.unwrap_or(claim.span);
    let title = format!("a status that does not hold before {day}, the last day that its date may mean");
    let mut problem = Diagnostic::new(codes::ORDER, span, title);
    problem.severity = Severity::Warning;
    let first = dates::extent(&date).low.map_or_else(String::new, |low| format!(" from {low} on"));
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
    dates::day(context.today).ends_before(&dates::extent(date))
}

fn first_day(date: &Edtf) -> String {
    dates::extent(date).low.map_or_else(String::new, |day| day.to_string())
}

fn is_inherited(context: &Context<'_>, claim: &Claim, as_of: &Edtf) -> bool {
    let published = |c: &Citation| context.briefing.source(c.source).published;
    claim.sources.iter().any(|c| published(c).as_ref() == Some(as_of))
}
