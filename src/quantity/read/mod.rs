//! The notation of sheets: typed strings such as `≥ 10 billion USD`, read exactly.
//!
//! ```text
//! amount = [bound] number [("–"|"-"|"to") number] [scale] unit
//!        | [bound] ("tens"|"hundreds"|"thousands") "of" [scale] ["of"] unit
//!        | [bound] "several" [scale] unit
//!        | "undisclosed" | "none"
//! unit   = currency | unit of the vocabulary | unit "per" unit
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

use super::Quantity;
use crate::vocabulary::Vocabulary;

pub use grammar::{can_be_stated, is_taken};
pub use problem::{Correction, Problem};

/// What a claim on an amount says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// `undisclosed`: there is one, nobody says how much. Counted in words.
    Undisclosed,
    /// `none`: there is none.
    None,
    /// A figure.
    Figure(Quantity),
}

impl Amount {
    /// The figure, where there is one.
    pub fn figure(&self) -> Option<&Quantity> {
        match self {
            Amount::Figure(figure) => Some(figure),
            Amount::Undisclosed | Amount::None => None,
        }
    }
}

/// Reads a whole amount with the units of a vocabulary.
///
/// # Errors
/// What is wrong, and at which part of the text.
pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Amount, Problem> {
    grammar::parse(text, vocabulary)
}
