//! Amounts: typed strings such as `≥ 10 billion USD`, read exactly.
//!
//! ```text
//! amount = [bound] number [("–"|"-"|"to") number] [scale] unit
//!        | [bound] ("tens"|"hundreds"|"thousands") "of" [scale] ["of"] unit
//!        | [bound] "several" [scale] unit
//!        | "undisclosed" | "none"
//! ```
//!
//! 1. [`lexer`] splits the string into numbers, words and signs, with their places.
//! 2. [`grammar`] reads them left to right and stops at the first that does not fit.
//! 3. [`problem`] says what does not fit and offers a correction, if that gets the
//!    grammar to the end or at least past the problem.
//!
//! Sizes are decimals in base units, scaled by powers of ten only, so nothing is ever rounded; what
//! would not fit exactly is refused. Words are English, and one notation stands for one number: `1,4`
//! and `milliard` are errors, because somebody will read them as something else.

mod grammar;
mod lexer;
mod problem;

use crate::diagnostics::Diagnostic;
use crate::model::Amount;
use crate::span::Span;

/// Reads the amount `text`, which stands at `span` (without quotes).
///
/// # Errors
/// A diagnostic `amount` at the part that is wrong, with a correction where one is likely meant.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
pub fn amount(text: &str, span: Span) -> Result<Amount, Diagnostic> {
    grammar::parse(text).map_err(|problem| problem.diagnostic(text, span))
}

/// An ISO 4217 code in capitals, as a currency.
pub(super) use grammar::currency;
