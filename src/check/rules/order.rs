//! announced ≤ signed ≤ starts ≤ online ≤ ends, as far as the dates are certain.
//!
//! Each step is everything that the claims on it may mean together, so only what no reading of the
//! sheet allows is an error. A step that contradicts an earlier one becomes the measure of those after
//! it: one wrong date is reported once.

use jiff::civil::Date;

use crate::check::Context;
use crate::check::context::{contenders, live};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{BuiltinField, Claim, Deal, Fact, Leg, Rank, Status, Value};
use crate::quantity::Extent;
use crate::span::Span;

/// A step, and where its ends are written.
#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    extent: Extent<Date>,
    earliest: Span,
    latest: Span,
}

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let statuses = |fact: &Fact| [Status::Announced, Status::Signed].map(|status| status_step(fact, status));
    let of_deal = in_order(context, None, statuses(&deal.status).into_iter().flatten(), out);
    for leg in &deal.legs {
        // A leg with statuses of its own may be older than its deal.
        let own = leg.facts.iter().find(|fact| fact.is_status());
        let known = match own {
            Some(own) => in_order(context, None, statuses(own).into_iter().flatten(), out),
            None => of_deal,
        };
        let fields = [BuiltinField::Starts, BuiltinField::Online, BuiltinField::Ends];
        in_order(context, known, fields.into_iter().filter_map(|f| leg_step(leg, f)), out);
    }
}

/// Reports steps that come before an earlier one; returns the step that begins last.
fn in_order(
    context: &Context<'_>,
    known: Option<Step>,
    steps: impl Iterator<Item = Step>,
    out: &mut Vec<Diagnostic>,
) -> Option<Step> {
    let mut measure = known;
    for step in steps {
        match measure {
            Some(earlier) if step.extent.ends_before(&earlier.extent) => {
                out.push(too_early(context, &step, &earlier));
                measure = Some(step);
            }
            Some(earlier) if !step.extent.starts_above(&earlier.extent) => {}
            _ => measure = Some(step),
        }
    }
    measure
}

fn too_early(context: &Context<'_>, step: &Step, earlier: &Step) -> Diagnostic {
    let (found, limit) = (context.written(step.latest), context.written(earlier.earliest));
    let title = format!("`{}` comes before `{}`: expected {limit} or later, found {found}", step.name, earlier.name);
    Diagnostic::new(codes::ORDER, step.latest, title)
        .label(format!("`{}` is earlier", step.name))
        .context(earlier.earliest, format!("`{}`", earlier.name))
        .help(
            "the order is: announced, signed, `starts`, `online`, `ends`; \
             a vague date may be written `2026~`, `../2026`, `2026/..`",
        )
}

fn status_step(fact: &Fact, status: Status) -> Option<Step> {
    let said = |c: &&Claim| c.status() == Some(status);
    let rank = live(&fact.claims).filter(said).map(|c| c.rank).min().unwrap_or(Rank::Normal);
    let dated = live(&fact.claims)
        .filter(said)
        .filter(|c| c.rank == rank)
        .filter_map(|c| Some((c.on?.extent(), c.on_span.unwrap_or(c.span))));
    hull(status.name(), dated)
}

fn leg_step(leg: &Leg, field: BuiltinField) -> Option<Step> {
    let dated = contenders(&leg.builtin(field)?.claims).filter_map(|c| match &c.value {
        Value::Date(date) => Some((date.extent(), c.span)),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
    });
    hull(field.key(), dated)
}

/// Everything that some claim allows.
fn hull(name: &'static str, mut dated: impl Iterator<Item = (Extent<Date>, Span)>) -> Option<Step> {
    let (extent, span) = dated.next()?;
    let mut step = Step { name, extent, earliest: span, latest: span };
    for (extent, span) in dated {
        if step.extent.starts_above(&extent) {
            step.extent.low = extent.low;
            step.earliest = span;
        }
        if step.extent.stops_below(&extent) {
            step.extent.high = extent.high;
            step.latest = span;
        }
    }
    Some(step)
}
