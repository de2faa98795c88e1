//! `on` says from when a value holds in the world; where all claims have the same, nothing changes.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{BuiltinField, Claim, Deal};

/// Of a deal alone: what a company is, or is part of, may have begun on a day with nothing before it.
pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    context.deal_subjects(deal).for_each(|subject| one(context, &subject, out));
}

fn one(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    // Valuations are a series, and each is looked at alone.
    let is_one = |claim: &&Claim| claim.status().is_none() && subject.key != BuiltinField::Valuation.key();
    let Some(first) = subject.claims.first().filter(is_one) else { return };
    if first.on.is_none() || subject.claims.iter().any(|claim| claim.on != first.on) {
        return;
    }
    let Some(span) = first.on_span else { return };
    let title = format!("`{}` has the same `on` in all claims, so that it never changes", subject.key);
    let problem = Diagnostic::new(codes::UNCHANGING, span, title)
        .help("`on` says from when a value holds in the world, where an earlier one held before it")
        .help("the day of which the source speaks is `as_of`");
    let text = context.files.get(span.file).text.get(..span.start as usize).unwrap_or_default();
    let key = text.trim_end_matches(['"', '\'']).trim_end().trim_end_matches('=').trim_end();
    out.push(match key.ends_with("on") {
        true => problem.suggest("write `as_of`", crate::span::Span::new(span.file, key.len() - 2..key.len()), "as_of"),
        false => problem,
    });
}
