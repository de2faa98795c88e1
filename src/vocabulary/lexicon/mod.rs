//! The words that make figures of numbers: units and money from the vocabulary, all others from a table per language,
//! [`french`] and [`english`]. Here is what the columns of these mean; [`Lexicon`] is the index that a reader asks.
//!
//! Entries are written as they stand in text, folded (straight apostrophes, plain spaces and hyphens) and in lower
//! case; case counts only in entries of one letter (`M`, `W`). A hyphen and a space are the same.

mod english;
mod french;
mod index;
pub(crate) mod mask;
pub(crate) mod token;

use crate::quantity::Bound;

pub use index::Lexicon;
pub(crate) use index::Phrases;

/// The languages that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grammar {
    /// French.
    French,
    /// English.
    English,
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

/// What a number word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberWord {
    /// 1 to 19.
    Small(u64),
    /// "a", "un": one, but only before a scale or a unit that says so.
    Article,
    /// 20, 30 …, and below what a number must be to join it (French sixty takes up to nineteen).
    Ten(u64, u64),
    /// French twenty, which after four makes eighty.
    Score,
    /// 100.
    Hundred,
    /// 1000.
    Thousand,
}

/// When a unit is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// After any number.
    Number,
    /// After an article too: "un gigawatt".
    Article,
    /// Only after digits or a scale, because the word means much else: "deux actions en justice".
    Digits,
}

/// A bound word, and where it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before any number, also with a filler between: "up to a total of 6 GW".
    Any,
    /// Only right before the number, because it is a preposition otherwise: "talks about the $38 billion deal".
    Close,
    /// The same, and never before a length of time: "over seven years".
    NotTime,
}

/// What an order word stands for, and how it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrderWord {
    /// "several": from 2 to 10 of what follows, which must be an order or a scale.
    Several,
    /// A factor, from 2 to 10 times: "dizaines", "tens".
    Many(u64),
    /// One of it, about, after an article: "une dizaine".
    One(u64),
}

/// How words before a date limit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// "en": makes a year a date.
    In,
    /// "d'ici", "by".
    By,
    /// "à partir de", "from".
    From,
    /// "vers".
    About,
}

/// The part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Half(u8),
    Quarter(u8),
}

/// A language.
#[derive(Debug)]
pub(crate) struct Table {
    /// The sign before decimals; the other one of `.` and `,` parts groups.
    pub(crate) decimal: char,
    /// A currency sign belongs after the number.
    pub(crate) sign_after: bool,
    /// A number may begin with a hundred or a thousand: "cent GPU".
    pub(crate) bare_hundred: bool,
    /// Months are written with a capital, which tells `May` from "may".
    pub(crate) capital_months: bool,
    /// After a scale, a noun without a preposition is what is counted: "1 billion users".
    pub(crate) noun_follows: bool,
    pub(crate) numbers: &'static [(&'static str, NumberWord)],
    /// Between parts of a number word: "vingt et un", "two hundred and fifty".
    pub(crate) and: &'static [&'static str],
    /// Fractions, as the whole number and in hundredths: "half a (billion)".
    pub(crate) fractions: &'static [(&'static str, i64)],
    /// In front of "a", "un": it is a part of one, and not one.
    pub(crate) part_of: &'static [&'static str],
    /// A half more: "et demi", "and a half".
    pub(crate) half_more: &'static [&'static str],
    /// Powers of ten.
    pub(crate) scales: &'static [(&'static str, u32, Option<Note>)],
    /// Between scale and unit.
    pub(crate) of: &'static [&'static str],
    /// Words that may stand between a number and its unit: "cinq prochaines années".
    pub(crate) adjectives: &'static [&'static str],
    /// After a unit of power these make it energy.
    pub(crate) energy: &'static [&'static str],
    /// After a unit these make it something else: "10-year-old".
    pub(crate) spoil: &'static [&'static str],
    /// Words that follow an amount without a unit; any other noun is its unit, and none that is known here.
    pub(crate) no_unit_before: &'static [&'static str],
    pub(crate) before: &'static [(&'static str, Bound, Place)],
    pub(crate) after: &'static [(&'static str, Bound)],
    /// Between "or more", "et plus" and a number: the words are the bound of that ("and up to 6 GW").
    pub(crate) leads: &'static [&'static str],
    /// Between a bound and its number.
    pub(crate) fillers: &'static [&'static str],
    /// Hedges that may be parted from their number ("à peu près, selon Reuters, sur"), and how the words between begin
    /// where no comma does.
    pub(crate) parted: (&'static [&'static str], &'static [&'static str]),
    pub(crate) orders: &'static [(&'static str, OrderWord)],
    /// Before an order: "des", "quelques".
    pub(crate) determiners: &'static [&'static str],
    /// Open a range, and what joins its ends then.
    pub(crate) between: (&'static [&'static str], &'static [&'static str]),
    /// The same for "de … à", whose opening may be left out; with whether it is part of the figure.
    pub(crate) from: (&'static [&'static str], &'static [&'static str], bool),
    /// Joins a number and the next one: "deux ou trois ans".
    pub(crate) or: &'static [&'static str],
    /// Before the high end: it is not reached.
    pub(crate) excluded: &'static [&'static str],
    /// Before "from": a change, not a range.
    pub(crate) changes: &'static [&'static str],
    pub(crate) months: &'static [(&'static str, u8)],
    /// What makes an ordinal of digits: "1er", "3rd".
    pub(crate) ordinals: &'static [&'static str],
    pub(crate) parts: &'static [(&'static str, Part)],
    /// Names of parts, after an ordinal: "3e trimestre"; the number is left open.
    pub(crate) part_names: &'static [(&'static str, Part)],
    /// Letters of parts, beside a digit: `H2`, `2H`.
    pub(crate) part_letters: &'static [(&'static str, Part)],
    /// Before the part of a year that is not counted: "fin", "the end of".
    pub(crate) edges: &'static [&'static str],
    pub(crate) when: &'static [(&'static str, When)],
    /// Articles between those and a date: "d'ici le second semestre".
    pub(crate) date_fillers: &'static [&'static str],
    /// After a date: it is a beginning.
    pub(crate) onwards: &'static [&'static str],
    /// Before a number that names a decade: "les années 90".
    pub(crate) decades: &'static [&'static str],
}

impl Grammar {
    /// Its words, but for units and money.
    fn table(self) -> &'static Table {
        match self {
            Grammar::French => &french::TABLE,
            Grammar::English => &english::TABLE,
        }
    }

    /// The tag of its language.
    pub fn tag(self) -> &'static str {
        match self {
            Grammar::French => "fr",
            Grammar::English => "en",
        }
    }

    /// The grammar of a BCP 47 tag; `None` for a language that cannot be read.
    pub fn of(tag: &str) -> Option<Grammar> {
        match tag.split('-').next().unwrap_or(tag) {
            "fr" => Some(Grammar::French),
            "en" => Some(Grammar::English),
            _ => None,
        }
    }
}
