//! Figures in text: every amount, date and length of time that a sentence gives in a language that has a file, read
//! exactly.
//!
//! [`read`] finds them in plain text of one language, which is given and never guessed. Offsets are bytes of the
//! text as it was; reading takes time linear in its length, whatever it holds. Who holds a figure against the
//! facts of a deal is [`crate::check`]; where prose has its text is [`crate::prose`].

mod amount;
mod bound;
mod date;
mod names;
mod number;
mod order;
mod quantity;
mod reader;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::Edtf;
use crate::quantity::{Dimension, Unit, Written};
pub use crate::vocabulary::Terms;
pub use crate::vocabulary::lexicon::{Grammar, Note};

/// A figure, as a text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Where it stands, from its bound words to its unit; bytes of the text that was read. A hedge that other words
    /// part from its number ("à peu près à l'alimentation de 25 millions de foyers") stands outside.
    pub range: Range<usize>,
    /// What it says.
    pub figure: Figure,
    /// What is odd about how it is written.
    pub note: Option<Note>,
}

/// What a figure of a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// An amount.
    Amount(Written),
    /// A point in time or a deadline.
    Date(Edtf),
}

impl Reading {
    /// The amount.
    pub fn amount(&self) -> Option<&Written> {
        match &self.figure {
            Figure::Amount(written) => Some(written),
            Figure::Date(_) => None,
        }
    }

    /// What an amount is measured in.
    pub fn measured_in(&self) -> Option<Unit> {
        self.amount().map(|written| written.quantity.unit)
    }

    /// Whether it is a length of time.
    pub fn is_duration(&self) -> bool {
        self.measured_in().is_some_and(|unit| unit.is(Dimension::TIME))
    }

    /// Whether it is a part of a whole.
    pub fn is_share(&self) -> bool {
        self.measured_in().is_some_and(|unit| unit.is(Dimension::SHARE))
    }

    /// Whether it is money, or a number whose unit is not said.
    pub fn may_be_money(&self) -> bool {
        self.measured_in().is_some_and(|unit| unit == Unit::Unsaid || unit.currency().is_some())
    }
}

/// Every figure of a text, in its order, none overlapping another.
pub fn read(text: &str, grammar: Grammar, terms: &Terms<'_>) -> Vec<Reading> {
    if !terms.vocabulary.lexicon(grammar).may_have_figure(text) {
        return Vec::new();
    }
    reader::Reader::new(text, grammar, terms).read()
}
