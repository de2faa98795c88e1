//! What comes after the day up to which the briefing is kept does not hold yet: readers see nothing of it.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Edtf;
use crate::span::Span;

use super::future::{events, happened};

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(subject.live().filter_map(|claim| later(context, happened(subject, claim)?)));
}

/// `[[event]]` of companies.
pub(in crate::check) fn of_events(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(events(context).filter_map(|event| later(context, (&event.on, event.span))));
}

fn later(context: &Context<'_>, (date, span): (&Edtf, Span)) -> Option<Diagnostic> {
    let (day, today) = (context.day(), context.briefing.today);
    let first = date.extent().low.filter(|first| day < *first && *first <= today)?;
    let title = format!("{first} is after the day up to which the briefing is kept, {day}");
    Some(
        Diagnostic::new(codes::AFTER_KEPT_TO, span, title)
            .label("does not hold yet")
            .help("nothing of it is shown or counted; a later `kept_to` in `tearsheet.toml` lets it hold"),
    )
}
