//! The figure in a quote, read in the source's language, is that of the claim.
//!
//! A quote may hold several figures: one of what the claim measures must have the claim's number. Where none
//! measures it, the quote proves something else and nothing is said. Needs no clipping: quote and claim stand in one
//! line. An inferred date (`?`) is the editor's, and not in the quote.

use rust_decimal::Decimal;

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::evidence::{Comparison, compare, grammar};
use crate::figures::{self, Grammar, Note, Reading};
use crate::model::{Claim, Unit, Value};
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claim in subject.claims {
        let Some((quote, span)) = claim.quote.as_ref().filter(|_| can_differ(context, &claim.value)) else { continue };
        if let Some(grammar) = language(context, subject, claim) {
            out.extend(judge(context, claim, quote, *span, grammar));
        }
    }
}

/// How the words of a claim's quote are to be read: its sources must agree on the language.
pub(super) fn language(context: &Context<'_>, subject: &Subject<'_>, claim: &Claim) -> Option<Grammar> {
    let mut grammars = subject.evidence(claim).iter().map(|c| grammar(context.briefing.source(c.source)));
    let first = grammars.next()??;
    grammars.all(|g| g == Some(first)).then_some(first)
}

fn can_differ(context: &Context<'_>, value: &Value) -> bool {
    match value {
        // A currency that the site does not know is told as such.
        Value::Amount(amount) => amount.figure().is_some_and(|figure| {
            figure.unit.currency().is_none_or(|currency| context.briefing.site.currencies.contains(&currency))
        }),
        Value::Date(date) => !date.inferred(),
        Value::Status(_) | Value::Text(_) => false,
    }
}

fn judge(context: &Context<'_>, claim: &Claim, quote: &str, span: Span, grammar: Grammar) -> Option<Diagnostic> {
    let mut wrong: Option<(Reading, Option<Decimal>)> = None;
    for reading in figures::read(quote, grammar, &context.briefing.terms()) {
        match compare(&reading, &claim.value) {
            Comparison::Agrees(_) => return None,
            Comparison::Unrelated => {}
            // A number with a unit says more than one without.
            Comparison::Differs(ratio) => match &wrong {
                Some((known, _)) if !is_bare(known) || is_bare(&reading) => {}
                _ => wrong = Some((reading, ratio)),
            },
        }
    }
    let (reading, ratio) = wrong?;
    let said = quote.get(reading.range.clone()).unwrap_or_default();
    let written = context.written(claim.span);
    let times = ratio.and_then(times);
    let title = match &times {
        Some(times) => format!("{written} is {times} what its quote says, `{said}`"),
        None => format!("{written} is not what its quote says, `{said}`"),
    };
    let mut problem = Diagnostic::new(codes::QUOTE_NUMBER, claim.span, title)
        .label(times.map_or_else(|| "another number".to_owned(), |times| format!("{times} the quote")))
        .context(within(context, span, quote, &reading), "what the source says");
    if reading.note == Some(Note::FrenchBillion) {
        problem = problem.note("French `billion` is 10^12, an English trillion");
    }
    Some(problem.help("write in `is` what the source says; if the source is wrong, add `rank` and `because`"))
}

fn is_bare(reading: &Reading) -> bool {
    reading.measured_in() == Some(Unit::Unsaid)
}

/// `×10`, `×1000`, `1/1000 of`: a ratio that a slip of scale makes.
fn times(ratio: Decimal) -> Option<String> {
    let power = |n: Decimal| {
        let mut n = n.normalize();
        let mut zeros = 0;
        while n >= Decimal::TEN && (n % Decimal::TEN).is_zero() && zeros < 18 {
            n /= Decimal::TEN;
            zeros += 1;
        }
        (n == Decimal::ONE && zeros > 0).then(|| format!("1{}", "0".repeat(zeros)))
    };
    let inverse = Decimal::ONE.checked_div(ratio);
    power(ratio).map(|n| format!("×{n}")).or_else(|| inverse.and_then(power).map(|n| format!("1/{n} of")))
}

/// The part of a quote that is a figure; the whole quote if it is not written as it reads.
pub(super) fn within(context: &Context<'_>, span: Span, quote: &str, reading: &Reading) -> Span {
    let as_it_reads = context.files.get(span.file).slice(span) == quote;
    if as_it_reads { span.part(reading.range.clone()) } else { span }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::times;

    #[test]
    fn slips_of_scale_are_named() {
        let cases =
            [("10", Some("×10")), ("1000", Some("×1000")), ("0.001", Some("1/1000 of")), ("1", None), ("25", None)];
        for (ratio, expected) in cases {
            let ratio = ratio.parse::<Decimal>().unwrap_or_default();
            assert_eq!(times(ratio).as_deref(), expected, "{ratio}");
        }
    }
}
