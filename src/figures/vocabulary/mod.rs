//! The words of each language, as data: [`french`] and [`english`] are tables of constants, checked by the compiler,
//! without a line of logic. Here is what their columns mean, and the index that a reader asks.
//!
//! Entries are written as they stand in text, folded (straight apostrophes, plain spaces and hyphens) and in lower
//! case; case counts only in entries of one letter (`M`, `W`). A hyphen and a space are the same.

mod english;
mod french;
mod index;
mod shared;

use std::sync::LazyLock;

use super::{Bound, Counted, Grammar, Note};
use crate::model::Currency;

pub(super) use index::{Lexicon, Phrases};

/// What a number word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
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

/// What may follow a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Money(Currency),
    /// A power of ten of watts.
    Watt(u32),
    Percent,
    Time(Time),
    Count(Counted),
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Time {
    Decade,
    Year,
    Month,
    Week,
    Day,
}

/// When a unit is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// After any number.
    Number,
    /// After an article too: "un gigawatt".
    Article,
    /// Only after digits or a scale, because the word means much else: "deux actions en justice".
    Digits,
}

/// A bound word, and where it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before any number, also with a filler between: "up to a total of 6 GW".
    Any,
    /// Only right before the number, because it is a preposition otherwise: "talks about the $38 billion deal".
    Close,
    /// The same, and never before a length of time: "over seven years".
    NotTime,
}

/// What an order word stands for, and how it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrderWord {
    /// "several": from 2 to 10 of what follows, which must be an order or a scale.
    Several,
    /// A factor, from 2 to 10 times: "dizaines", "tens".
    Many(u64),
    /// One of it, about, after an article: "une dizaine".
    One(u64),
}

/// How words before a date limit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
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
pub(super) enum Part {
    Half(u8),
    Quarter(u8),
}

/// A language.
#[derive(Debug)]
pub(super) struct Table {
    /// The sign before decimals; the other one of `.` and `,` parts groups.
    pub(super) decimal: char,
    /// A currency sign belongs after the number.
    pub(super) sign_after: bool,
    /// A number may begin with a hundred or a thousand: "cent GPU".
    pub(super) bare_hundred: bool,
    /// Months are written with a capital, which tells `May` from "may".
    pub(super) capital_months: bool,
    /// After a scale, a noun without a preposition is what is counted: "1 billion users".
    pub(super) noun_follows: bool,
    pub(super) numbers: &'static [(&'static str, NumberWord)],
    /// Between parts of a number word: "vingt et un", "two hundred and fifty".
    pub(super) and: &'static [&'static str],
    /// Fractions, as the whole number and in hundredths: "half a (billion)".
    pub(super) fractions: &'static [(&'static str, i64)],
    /// In front of "a", "un": it is a part of one, and not one.
    pub(super) part_of: &'static [&'static str],
    /// A half more: "et demi", "and a half".
    pub(super) half_more: &'static [&'static str],
    /// Powers of ten.
    pub(super) scales: &'static [(&'static str, u32, Option<Note>)],
    /// Between scale and unit.
    pub(super) of: &'static [&'static str],
    pub(super) units: &'static [(&'static str, Unit, Needs)],
    pub(super) currencies: &'static [(&'static str, &'static str)],
    /// Words that may stand between a number and its unit: "cinq prochaines années".
    pub(super) adjectives: &'static [&'static str],
    /// After a unit of power these make it energy.
    pub(super) energy: &'static [&'static str],
    /// After a unit these make it something else: "10-year-old".
    pub(super) spoil: &'static [&'static str],
    /// Words that follow an amount without a unit; any other noun is its unit, and none that is known here.
    pub(super) no_unit_before: &'static [&'static str],
    pub(super) before: &'static [(&'static str, Bound, Place)],
    pub(super) after: &'static [(&'static str, Bound)],
    /// Between "or more", "et plus" and a number: the words are the bound of that ("and up to 6 GW").
    pub(super) leads: &'static [&'static str],
    /// Between a bound and its number.
    pub(super) fillers: &'static [&'static str],
    /// Hedges that may be parted from their number ("à peu près, selon Reuters, sur"), and how the words between begin
    /// where no comma does.
    pub(super) parted: (&'static [&'static str], &'static [&'static str]),
    pub(super) orders: &'static [(&'static str, OrderWord)],
    /// Before an order: "des", "quelques".
    pub(super) determiners: &'static [&'static str],
    /// Open a range, and what joins its ends then.
    pub(super) between: (&'static [&'static str], &'static [&'static str]),
    /// The same for "de … à", whose opening may be left out; with whether it is part of the figure.
    pub(super) from: (&'static [&'static str], &'static [&'static str], bool),
    /// Joins a number and the next one: "deux ou trois ans".
    pub(super) or: &'static [&'static str],
    /// Before the high end: it is not reached.
    pub(super) excluded: &'static [&'static str],
    /// Before "from": a change, not a range.
    pub(super) changes: &'static [&'static str],
    pub(super) months: &'static [(&'static str, u8)],
    /// What makes an ordinal of digits: "1er", "3rd".
    pub(super) ordinals: &'static [&'static str],
    pub(super) parts: &'static [(&'static str, Part)],
    /// Names of parts, after an ordinal: "3e trimestre"; the number is left open.
    pub(super) part_names: &'static [(&'static str, Part)],
    /// Letters of parts, beside a digit: `H2`, `2H`.
    pub(super) part_letters: &'static [(&'static str, Part)],
    /// Before the part of a year that is not counted: "fin", "the end of".
    pub(super) edges: &'static [&'static str],
    pub(super) when: &'static [(&'static str, When)],
    /// Articles between those and a date: "d'ici le second semestre".
    pub(super) date_fillers: &'static [&'static str],
    /// After a date: it is a beginning.
    pub(super) onwards: &'static [&'static str],
    /// Before a number that names a decade: "les années 90".
    pub(super) decades: &'static [&'static str],
}

/// The index of a language, made once.
pub(super) fn lexicon(grammar: Grammar) -> &'static Lexicon {
    static FRENCH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&french::TABLE));
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&english::TABLE));
    match grammar {
        Grammar::French => &FRENCH,
        Grammar::English => &ENGLISH,
    }
}
