//! Amounts of sheets: the notation of [`crate::quantity`], with diagnostics at their places.

use super::values::{is_exact, part};
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::{self, Amount};
use crate::span::Span;
use crate::vocabulary::Vocabulary;

/// Reads the amount `text`, which stands at `span` (without quotes).
///
/// # Errors
/// A diagnostic `amount` at the part that is wrong, with a correction where one is likely meant.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
pub fn amount(text: &str, span: Span, vocabulary: &Vocabulary) -> Result<Amount, Diagnostic> {
    quantity::parse(text, vocabulary).map_err(|problem| {
        let diagnostic = Diagnostic::new(codes::AMOUNT, part(text, span, problem.at.clone()), problem.title(text));
        let fix = problem.correction(text, vocabulary).filter(|_| is_exact(text, span));
        let help = problem.help(text, vocabulary, fix.is_some());
        let diagnostic = help.into_iter().fold(diagnostic, Diagnostic::help);
        match fix {
            Some(fix) => diagnostic.suggest(fix.title, part(text, span, fix.range), fix.replacement),
            None => diagnostic,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::parse::base_vocabulary;
    use crate::span::{FileId, Span};

    #[test]
    fn a_string_with_escapes_is_marked_as_a_whole_and_not_mended() {
        let span = Span::new(FileId(0), 10..40);
        let refused = amount("7 ans", span, base_vocabulary()).err();
        assert_eq!(refused.map(|d| (d.primary.span, d.suggestion)), Some((span, None)));
    }
}
