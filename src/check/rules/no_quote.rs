//! Where the text of a source is at hand, what counts as binding is quoted from it; and a quote has the figure that it
//! is to prove.
//!
//! A quote is asked of the figures and the status that are shown of a deal that is binding today, and only where a
//! clipping is there to copy the words from: elsewhere a quote could not be checked anyway. That a quote has a figure
//! of what its claim measures can be seen without a clipping, and is asked of every amount; which number it is,
//! `quote-number` says.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::evidence::{Comparison, compare};
use crate::figures;
use crate::model::{Amount, Bucket, Claim, Deal, Fact, Order, Value};

use super::quote_number::language;

pub(in crate::check) fn of_claims(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(subject.live().filter_map(|claim| without_figure(context, subject, claim)));
}

/// A quote of an amount in which nothing of that kind is measured.
fn without_figure(context: &Context<'_>, subject: &Subject<'_>, claim: &Claim) -> Option<Diagnostic> {
    // "Several" is no number, and many words say it.
    let Value::Amount(Amount::Figure(figure)) = &claim.value else { return None };
    if matches!(figure.order(), Some((Order::Several, _))) {
        return None;
    }
    let (quote, span) = claim.quote.as_ref().filter(|(words, _)| words.contains(char::is_alphanumeric))?;
    let grammar = language(context, subject, claim)?;
    let readings = figures::read(quote, grammar, &context.briefing.terms());
    if readings.iter().any(|reading| compare(reading, &claim.value) != Comparison::Unrelated) {
        return None;
    }
    let written = context.written(claim.span);
    Some(
        Diagnostic::new(codes::NO_QUOTE, *span, format!("the quote of {written} has no such figure"))
            .label("expected the figure among the words")
            .context(claim.span, "what it is to prove")
            .help("quote the words that have the number, such as `for seven years` for `7 years`"),
    )
}

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    if context.clippings.is_empty() || deal.bucket_on(context.day()) != Bucket::Committed {
        return;
    }
    let figures = deal.legs.iter().flat_map(|l| &l.facts).filter(|f| f.amount().is_some_and(|a| a.figure().is_some()));
    let shown = figures.filter_map(Fact::best).chain(deal.status_on(context.day()));
    out.extend(shown.filter(|c| c.quote.is_none()).filter_map(|claim| missing(context, claim)));
}

fn missing(context: &Context<'_>, claim: &Claim) -> Option<Diagnostic> {
    let citation = claim.sources.iter().find(|c| context.clippings.get(c.source).is_some())?;
    let id = &context.briefing.source(citation.source).id;
    let title = format!("{} has no quote, and the text of `{id}` is at hand", context.written(claim.span));
    Some(Diagnostic::new(codes::NO_QUOTE, claim.span, title).label("expected a quote").help(match citation.line {
        Some(_) => "add `quote = \"…\"` with a few exact words of the line",
        None => "add `quote = \"…\"` with a few exact words of the source, and the line: `source = \"id:9\"`",
    }))
}
