//! A claim is as careful as its quote: the bound of the figure, and the doubt of the source.
//!
//! Bounds are read in the sentence around the quote where the clipping is there, so that "at least" cannot be cut off
//! before the quote begins; without it, in the quote. A claim that is more careful than its quote is told only where
//! the sentence is known. Doubt (would, reportedly) is looked for in the quotes of figures and of firm statuses.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::evidence::{Agreement, Comparison, Found, compare, locate};
use crate::figures::{self, Grammar, Reading};
use crate::model::{Amount, Claim, Hedge, Status, Value};
use crate::span::Span;
use crate::vocabulary::lexicon::speech::{fold, has};

use super::quote_number::{language, within};

/// What may be said of a figure or a status at most, once it is firm.
const LONGEST_LINE: usize = 20_000;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claim in subject.live() {
        let Some((quote, span)) = &claim.quote else { continue };
        let Some(grammar) = language(context, subject, claim) else { continue };
        out.extend(bound(context, subject, claim, (quote, *span), grammar));
        out.extend(doubt(context, claim, (quote, *span), grammar));
    }
}

/// The limit of the claim's number in its sentence, against that in the sheet.
fn bound(
    context: &Context<'_>,
    subject: &Subject<'_>,
    claim: &Claim,
    (quote, span): (&str, Span),
    grammar: Grammar,
) -> Option<Diagnostic> {
    let Value::Amount(Amount::Figure(_)) = &claim.value else { return None };
    let mut in_quote = agreeing(figures::read(quote, grammar, &context.briefing.terms()), claim);
    in_quote.sort_by_key(|(_, agreement)| *agreement != Agreement::Same);
    let (reading, agreement) = in_quote.into_iter().next()?;
    let (said, agreement, place) = match sentence(context, subject, claim, quote, grammar) {
        // The sentence may limit what the quote does not.
        Some((said, agreement)) => (said, agreement, span),
        // Without the sentence nobody knows what stands before the quote.
        None if agreement == Agreement::Added => return None,
        None => {
            let said = quote.get(reading.range.clone()).unwrap_or_default().to_owned();
            (said, agreement, within(context, span, quote, &reading))
        }
    };
    let written = context.written(claim.span);
    let (title, help) = match agreement {
        Agreement::Same => return None,
        Agreement::Dropped => (
            format!("{written} leaves out a limit that its source has: `{said}`"),
            "write the bound into `is`: `≥`, `>`, `up to`, `<` or `about`",
        ),
        Agreement::Added => (
            format!("{written} has a limit that its source has not: `{said}`"),
            "remove the bound, or quote the words that have it",
        ),
        Agreement::Changed => {
            (format!("{written} is limited otherwise than in its source: `{said}`"), "write the bound of the source")
        }
    };
    Some(Diagnostic::new(codes::QUOTE_HEDGE, claim.span, title).context(place, "the source").help(help))
}

/// The figures of a text that have the claim's number.
fn agreeing(readings: Vec<Reading>, claim: &Claim) -> Vec<(Reading, Agreement)> {
    let agrees = |reading: Reading| match compare(&reading, &claim.value) {
        Comparison::Agrees(agreement) => Some((reading, agreement)),
        Comparison::Differs(_) | Comparison::Unrelated => None,
    };
    readings.into_iter().filter_map(agrees).collect()
}

/// The figure as it stands in the line of the clipping that has the quote, and how it agrees.
fn sentence(
    context: &Context<'_>,
    subject: &Subject<'_>,
    claim: &Claim,
    quote: &str,
    grammar: Grammar,
) -> Option<(String, Agreement)> {
    for citation in subject.evidence(claim) {
        let Some((clipping, line)) = context.clippings.get(citation.source).zip(citation.line) else { continue };
        if clipping.find(quote, Some(line)) != Found::There {
            continue;
        }
        let Some((text, _)) = clipping.line(context.files, line).filter(|(text, _)| text.len() < LONGEST_LINE) else {
            continue;
        };
        let Some(place) = locate(text, quote) else { continue };
        let mut here = agreeing(figures::read(text, grammar, &context.briefing.terms()), claim);
        here.retain(|(reading, _)| reading.range.start < place.end && place.start < reading.range.end);
        here.sort_by_key(|(_, agreement)| *agreement != Agreement::Same);
        if let Some((reading, agreement)) = here.into_iter().next() {
            return Some((text.get(reading.range).unwrap_or_default().to_owned(), agreement));
        }
    }
    None
}

/// A word of doubt in the quote of a claim that has none.
fn doubt(context: &Context<'_>, claim: &Claim, (quote, span): (&str, Span), grammar: Grammar) -> Option<Diagnostic> {
    let is_firm = match &claim.value {
        Value::Amount(amount) => amount.figure().is_some(),
        Value::Status(status) => *status >= Status::Letter && *status <= Status::Completed,
        Value::Date(_) | Value::Text(_) => false,
    };
    if !is_firm || claim.hedge != Hedge::Asserted {
        return None;
    }
    let known = &grammar.speech().firm.doubt;
    let mut words = quote.split(|c: char| !c.is_alphanumeric());
    let word = words.find(|w| has(&fold(w), known))?;
    let title = format!("{} is asserted, and its quote says `{word}`", context.written(claim.span));
    Some(
        Diagnostic::new(codes::QUOTE_HEDGE, claim.span, title)
            .label("expected a hedge")
            .context(span, "the source is careful")
            .help("add `hedge = \"conditional\"`, `\"rumour\"` or `\"attributed\"`"),
    )
}
