//! A figure, a status of signed or later, or somebody's words must say where they come from.
//!
//! Words and dates may stand without a source, but for conditions and the day on which one was met; so may
//! `undisclosed` and `none`, which are no figures. A
//! sheet with a single source needs none on its claims: resolving has given it to them. `stalled` says
//! that there has been no news, for which there cannot be a source.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, BuiltinField, Deal, Status, Value};

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claim in subject.live() {
        if claim.names_source || !subject.evidence(claim).is_empty() {
            continue;
        }
        let written = context.written(claim.span);
        let title = match &claim.value {
            Value::Amount(Amount::Figure(_)) => format!("the figure {written} of `{}` has no source", subject.key),
            Value::Status(status) if needs_source(*status) => format!("the status {written} has no source"),
            Value::Text(_) | Value::Date(_) if says_when_it_counts(subject.key) => {
                format!("`{}` has no source", subject.key)
            }
            Value::Amount(_) | Value::Date(_) | Value::Status(_) | Value::Text(_) => continue,
        };
        out.push(
            Diagnostic::new(codes::NO_SOURCE, claim.span, title)
                .label("expected a source")
                .help("write `{ is = \"…\", source = \"…\" }`, with the id of a sheet in `content/sources/`")
                .note("only in a sheet that has a single source may a claim go without"),
        );
    }
}

/// `[[quote]]`: nobody is quoted on no one's word.
pub(in crate::check) fn quotations(_: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    for quotation in deal.quotes.iter().filter(|q| !q.names_source && q.sources.is_empty()) {
        let title = match quotation.by.as_str() {
            "" => "a quote has no source".to_owned(),
            by => format!("the quote of `{by}` has no source"),
        };
        out.push(
            Diagnostic::new(codes::NO_SOURCE, quotation.span, title)
                .label("expected a source")
                .help("add `source = \"…\"` to the `[[quote]]`, with the id of a sheet in `content/sources/`")
                .note("only in a sheet that has a single source may a quote go without"),
        );
    }
}

/// What moves an amount from one total to another.
fn says_when_it_counts(key: &str) -> bool {
    [BuiltinField::Condition, BuiltinField::Met].into_iter().any(|field| field.key() == key)
}

fn needs_source(status: Status) -> bool {
    matches!(status, Status::Signed | Status::Active | Status::Completed | Status::Cancelled)
}
