//! The file of a language, typed. `languages/fr.toml` explains every key; unknown ones are errors.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Note, NumberWord, OrderWord, Part, Place, When};
use crate::quantity::Bound;

type List = Vec<String>;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) writing: Writing,
    pub(super) numbers: Numbers,
    pub(super) units: Units,
    pub(super) bounds: Bounds,
    pub(super) orders: Orders,
    pub(crate) ranges: Ranges,
    pub(super) dates: Dates,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Writing {
    pub(crate) decimal: char,
    pub(crate) sign_after: bool,
    pub(crate) bare_hundred: bool,
    pub(crate) capital_months: bool,
    pub(crate) noun_follows: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    article: List,
    small: BTreeMap<String, u64>,
    tens: BTreeMap<String, u64>,
    #[serde(default)]
    tens_and_teens: BTreeMap<String, u64>,
    #[serde(default)]
    score: List,
    hundred: List,
    thousand: List,
    pub(super) and: List,
    fractions: Vec<Fraction>,
    pub(super) part_of: List,
    pub(super) half_more: List,
    scales: Vec<Scale>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fraction {
    hundredths: i64,
    words: List,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    exponent: u32,
    words: List,
    note: Option<Note>,
}

impl Numbers {
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, NumberWord)> {
        let lists = [
            (&self.article, NumberWord::Article),
            (&self.score, NumberWord::Score),
            (&self.hundred, NumberWord::Hundred),
            (&self.thousand, NumberWord::Thousand),
        ];
        (lists.into_iter().flat_map(|(list, meaning)| all(list, meaning)))
            .chain(valued(&self.small, NumberWord::Small))
            .chain(valued(&self.tens, |n| NumberWord::Ten(n, 10)))
            .chain(valued(&self.tens_and_teens, |n| NumberWord::Ten(n, 20)))
    }

    /// As whole numbers, in hundredths.
    pub(super) fn fractions(&self) -> impl Iterator<Item = (&str, i64)> {
        self.fractions.iter().flat_map(|fraction| all(&fraction.words, fraction.hundredths))
    }

    pub(super) fn scales(&self) -> impl Iterator<Item = (&str, (u32, Option<Note>))> {
        self.scales.iter().flat_map(|scale| all(&scale.words, (scale.exponent, scale.note)))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    pub(super) of: List,
    pub(super) per: List,
    pub(super) per_one: List,
    pub(super) adjectives: List,
    pub(super) energy: List,
    pub(super) spoil: List,
    pub(super) no_unit_before: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bounds {
    before: BTreeMap<Place, BoundWords>,
    after: BoundWords,
    pub(super) leads: List,
    pub(super) fillers: List,
    pub(super) parted: List,
    pub(super) parting: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BoundWords {
    at_least: List,
    more_than: List,
    up_to: List,
    less_than: List,
    about: List,
}

impl BoundWords {
    fn words(&self) -> impl Iterator<Item = (&str, Bound)> {
        (all(&self.at_least, Bound::AtLeast))
            .chain(all(&self.more_than, Bound::MoreThan))
            .chain(all(&self.up_to, Bound::UpTo))
            .chain(all(&self.less_than, Bound::LessThan))
            .chain(all(&self.about, Bound::About))
    }
}

impl Bounds {
    pub(super) fn before(&self) -> impl Iterator<Item = (&str, (Bound, Place))> {
        let places = self.before.iter();
        places.flat_map(|(place, bounds)| bounds.words().map(|(word, bound)| (word, (bound, *place))))
    }

    pub(super) fn after(&self) -> impl Iterator<Item = (&str, Bound)> {
        self.after.words()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Orders {
    several: List,
    many: BTreeMap<String, u64>,
    one: BTreeMap<String, u64>,
    #[serde(default)]
    pub(super) determiners: List,
}

impl Orders {
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, OrderWord)> {
        (all(&self.several, OrderWord::Several))
            .chain(valued(&self.many, OrderWord::Many))
            .chain(valued(&self.one, OrderWord::One))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ranges {
    pub(super) between: List,
    pub(super) between_and: List,
    pub(super) from: List,
    pub(super) to: List,
    pub(crate) with_from: bool,
    pub(super) or: List,
    pub(super) excluded: List,
    pub(super) changes: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    months: [List; 12],
    pub(super) ordinals: List,
    half: PartWords,
    quarter: PartWords,
    pub(super) edges: List,
    when: BTreeMap<When, List>,
    pub(super) fillers: List,
    pub(super) onwards: List,
    #[serde(default)]
    pub(super) decades: List,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartWords {
    each: Vec<List>,
    names: List,
    letters: List,
}

/// A part of a year by its number.
type Numbered = fn(u8) -> Part;

impl Dates {
    pub(super) fn months(&self) -> impl Iterator<Item = (&str, u8)> {
        (1..).zip(&self.months).flat_map(|(month, words)| all(words, month))
    }

    pub(super) fn when(&self) -> impl Iterator<Item = (&str, When)> {
        self.when.iter().flat_map(|(when, words)| all(words, *when))
    }

    fn part_words(&self) -> [(&PartWords, Numbered); 2] {
        [(&self.half, Part::Half), (&self.quarter, Part::Quarter)]
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, Part)> {
        let parts = self.part_words().into_iter();
        parts.flat_map(|(part, of)| (1..).zip(&part.each).flat_map(move |(n, words)| all(words, of(n))))
    }

    /// With the number left open, as the letters.
    pub(super) fn part_names(&self) -> impl Iterator<Item = (&str, Part)> {
        self.part_words().into_iter().flat_map(|(part, of)| all(&part.names, of(0)))
    }

    pub(super) fn part_letters(&self) -> impl Iterator<Item = (&str, Part)> {
        self.part_words().into_iter().flat_map(|(part, of)| all(&part.letters, of(0)))
    }
}

/// Words that all mean the same.
pub(super) fn all<T: Copy>(words: &[String], meaning: T) -> impl Iterator<Item = (&str, T)> {
    words.iter().map(move |word| (word.as_str(), meaning))
}

fn valued<T>(words: &BTreeMap<String, u64>, of: impl Fn(u64) -> T) -> impl Iterator<Item = (&str, T)> {
    words.iter().map(move |(word, n)| (word.as_str(), of(*n)))
}
