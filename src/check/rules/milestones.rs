//! A milestone lies within its deal: not before the first status, not after the end. So does a tranche.
//!
//! A milestone does not say to which leg it belongs, so it is held against the last end, and only where
//! every leg states one; a tranche is held against its own end, else that of its leg. Likewise the first status bounds it only if every live status says since when.

use jiff::civil::Date;

use crate::check::Context;
use crate::check::context::{contenders, live};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{BuiltinField, Claim, Deal, Fact, Value};
use crate::quantity::Extent;
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let first = first_status(deal);
    let due = |facts: &'_ [Fact]| facts.iter().filter(|f| is_due(f)).flat_map(dated).collect::<Vec<_>>();
    let steps = deal.milestones.iter().flat_map(|m| due(&m.facts)).map(|step| ("milestone", step));
    out.extend(outside(context, steps, first, last_end(deal.legs.iter().map(|leg| leg.builtin(BuiltinField::Ends)))));
    for leg in deal.legs.iter().filter(|leg| !leg.tranches.is_empty()) {
        let whole = leg.builtin(BuiltinField::Ends);
        for tranche in &leg.tranches {
            let end = last_end(std::iter::once(tranche.builtin(BuiltinField::Ends).or(whole)));
            let steps = due(&tranche.facts).into_iter().map(|step| ("tranche", step));
            out.extend(outside(context, steps, first, end));
        }
    }
}

type Dated = (Extent<Date>, Span);

/// Those that are due before their deal or after its end.
fn outside(
    context: &Context<'_>,
    steps: impl Iterator<Item = (&'static str, Dated)>,
    first: Option<Dated>,
    end: Option<Dated>,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (what, (extent, span)) in steps {
        let found = context.written(span);
        if let Some((start, place)) = first
            && extent.ends_before(&start)
        {
            let title =
                format!("the {what} is due {found}, before the deal's first status, {}", context.written(place));
            out.push(
                Diagnostic::new(codes::ORDER, span, title)
                    .context(place, "the first status")
                    .help("correct one of the dates; what came before the deal belongs to another deal"),
            );
        }
        if let Some((end, place)) = end
            && end.ends_before(&extent)
        {
            let title = format!("the {what} is due {found}, after the deal ends, {}", context.written(place));
            out.push(
                Diagnostic::new(codes::ORDER, span, title)
                    .context(place, "`ends`")
                    .help("correct one of the dates, or move `ends`"),
            );
        }
    }
    out
}

fn is_due(fact: &Fact) -> bool {
    fact.field == BuiltinField::Due.id()
}

fn dated(fact: &Fact) -> impl Iterator<Item = Dated> {
    contenders(&fact.claims).filter_map(|c: &Claim| match &c.value {
        Value::Date(date) => Some((date.extent(), c.span)),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
    })
}

/// The live status that may be the earliest.
fn first_status(deal: &Deal) -> Option<Dated> {
    let since: Option<Vec<_>> = live(&deal.status.claims).map(|c| Some((c.on?.extent(), c.on_span?))).collect();
    since?.into_iter().min_by_key(|(extent, _)| extent.low)
}

/// The stated end that may be the latest; `None` if one of them is not stated.
fn last_end<'a>(ends: impl Iterator<Item = Option<&'a Fact>>) -> Option<Dated> {
    let mut last: Option<Dated> = None;
    for fact in ends {
        let mut ends = dated(fact?).peekable();
        ends.peek()?;
        for end in ends {
            if last.is_none_or(|(known, _)| known.stops_below(&end.0)) {
                last = Some(end);
            }
        }
    }
    last
}
