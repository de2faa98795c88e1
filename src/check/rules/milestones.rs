//! A milestone lies within its deal: not before the first status, not after the end.
//!
//! A milestone does not say to which leg it belongs, so it is held against the last end, and only where
//! every leg states one. Likewise the first status bounds it only if every live status says since when.

use jiff::civil::Date;

use crate::check::context::{contenders, live};
use crate::check::{Context, dates};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{BuiltinField, Claim, Deal, Fact, Value};
use crate::quantity::Extent;
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let due: Vec<_> = deal.milestones.iter().flat_map(|m| &m.facts).filter(|f| is_due(f)).flat_map(dated).collect();
    if due.is_empty() {
        return;
    }
    let (first, end) = (first_status(deal), last_end(deal));
    for (extent, span) in due {
        let found = context.written(span);
        if let Some((start, place)) = first
            && extent.ends_before(&start)
        {
            let title =
                format!("the milestone is due {found}, before the deal's first status, {}", context.written(place));
            out.push(
                Diagnostic::new(codes::ORDER, span, title)
                    .context(place, "the first status")
                    .help("correct one of the dates; what came before the deal belongs to another deal"),
            );
        }
        if let Some((end, place)) = end
            && end.ends_before(&extent)
        {
            let title = format!("the milestone is due {found}, after the deal ends, {}", context.written(place));
            out.push(
                Diagnostic::new(codes::ORDER, span, title)
                    .context(place, "`ends`")
                    .help("correct one of the dates, or move `ends`"),
            );
        }
    }
}

fn is_due(fact: &Fact) -> bool {
    fact.field == BuiltinField::Due.id()
}

fn dated(fact: &Fact) -> impl Iterator<Item = (Extent<Date>, Span)> {
    contenders(&fact.claims).filter_map(|c: &Claim| match &c.value {
        Value::Date(date) => Some((dates::extent(date), c.span)),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
    })
}

/// The live status that may be the earliest.
fn first_status(deal: &Deal) -> Option<(Extent<Date>, Span)> {
    let since: Option<Vec<_>> = live(&deal.status.claims).map(|c| Some((dates::extent(&c.on?), c.on_span?))).collect();
    since?.into_iter().min_by_key(|(extent, _)| extent.low)
}

/// The stated end that may be the latest.
fn last_end(deal: &Deal) -> Option<(Extent<Date>, Span)> {
    let mut last: Option<(Extent<Date>, Span)> = None;
    for leg in &deal.legs {
        let mut ends = dated(leg.builtin(BuiltinField::Ends)?).peekable();
        ends.peek()?;
        for end in ends {
            if last.is_none_or(|(known, _)| known.stops_below(&end.0)) {
                last = Some(end);
            }
        }
    }
    last
}
