//! Figures in text: every amount, date and length of time that a French or English sentence gives, read exactly.
//!
//! [`read`] finds them in plain text of one language, which is given and never guessed. Offsets are bytes of the
//! text as it was; reading takes time linear in its length, whatever it holds. Who holds a figure against the
//! facts of a deal is [`crate::check`]; where prose has its text is [`crate::prose`].

mod amount;
mod bound;
mod date;
mod mask;
mod measure;
mod names;
mod number;
mod order;
mod quantity;
mod reader;
#[cfg(test)]
mod tests;
mod token;
mod vocabulary;

use std::ops::Range;

use rust_decimal::Decimal;

use crate::model::{Currency, Edtf};

/// A figure, as a text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Where it stands, from its bound words to its unit; bytes of the text that was read. A hedge that other words
    /// part from its number ("à peu près à l'alimentation de 25 millions de foyers") stands outside.
    pub range: Range<usize>,
    /// What it measures.
    pub measure: Measure,
    /// How it is limited.
    pub bound: Bound,
    /// The number, or the low end of a range or an order of magnitude; in base units: currency units, watts,
    /// per cent, months, pieces. `None` for dates.
    pub min: Option<Decimal>,
    /// The same as `min` for a single number; the high end of a range (included) or of an order of magnitude (not
    /// included). `None` for dates. An order under a bound ("up to tens of billions") has that bound and both ends.
    pub max: Option<Decimal>,
    /// What the last digit written is worth, in base units: 100 million for `1,4 milliard`. `None` for words of
    /// magnitude and for dates.
    pub digit: Option<Decimal>,
    /// What is odd about how it is written.
    pub note: Option<Note>,
}

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Money.
    Money(Currency),
    /// Power, in watts.
    Power,
    /// A share, in per cent.
    Share,
    /// Things that are counted.
    Count(Counted),
    /// A length of time, in months: a year is 12, a day 12/365.
    Duration,
    /// A point in time or a deadline.
    Date(Edtf),
    /// A number with a scale (`1 milliard`) whose unit is not said.
    Bare,
}

/// Things that are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Graphics processors.
    Gpu,
    /// Chips of any kind.
    Chip,
    /// Central processors.
    Cpu,
    /// Households.
    Home,
    /// Shares.
    Share,
}

/// How a figure is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The number itself.
    Exact,
    /// `au moins`, `at least`, `or more`.
    AtLeast,
    /// `plus de`, `more than`.
    MoreThan,
    /// `jusqu'à`, `up to`.
    UpTo,
    /// `moins de`, `less than`.
    LessThan,
    /// `environ`, `près de`, `about`.
    About,
    /// Two ends.
    Range,
    /// `des dizaines de`, `hundreds of`; and a range without its high end, `from 308 to less than 388`.
    Magnitude,
}

/// What is odd about how a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// French `billion`: 10¹², and easily taken for the English one.
    FrenchBillion,
    /// French `trillion`: 10¹⁸.
    FrenchTrillion,
    /// A sign before the number in French, or sign and word together: `$10 Milliard de dollars`.
    MixedLocale,
    /// No unit: `1 milliard`.
    NoUnit,
}

/// The languages that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// French.
    French,
    /// English.
    English,
}

impl Grammar {
    /// The grammar of a BCP 47 tag; `None` for a language that cannot be read.
    pub fn of(tag: &str) -> Option<Grammar> {
        match tag.split('-').next().unwrap_or(tag) {
            "fr" => Some(Grammar::French),
            "en" => Some(Grammar::English),
            _ => None,
        }
    }
}

/// Every figure of a text, in its order, none overlapping another; `names` are codes of currencies that are something else in this text: `AMD` where it is a company.
pub fn read(text: &str, grammar: Grammar, names: &[Currency]) -> Vec<Reading> {
    reader::Reader::new(text, grammar, names).read()
}
