//! The file of a language: how its entries are read, and what they mean. `languages/fr.toml` explains every key; missing
//! and unknown ones are errors.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::index::{Phrases, Words};
use super::speech::spelt_out;
use super::{Note, NumberWord, OrderWord, PartOfYear, Place, When};
use crate::quantity::Bound;

type List = Vec<String>;

/// What a phrase may mean, and how a file has the phrases of each meaning.
pub(crate) trait Meaning: Copy {
    type Written: DeserializeOwned;

    fn entries(written: Self::Written) -> Vec<(String, Self)>;
}

/// Tables whose keys all are phrases. Each is named once, here: read under its name, and indexed.
macro_rules! phrases {
    ($($table:ident { $($key:ident: $meaning:ty),+ $(,)? })+) => { $(
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $table {
            $(pub(crate) $key: Phrases<$meaning>,)+
        }

        impl $table {
            pub(super) fn index(&mut self, words: &mut Words) {
                $(self.$key.index(words);)+
            }
        }
    )+ };
}

phrases! {
    Numbers {
        words: NumberWord, definite: (), and: (), fractions: Hundredths, part_of: (), half_more: (), scales: (u32, Option<Note>),
    }
    Units { of: (), per: (), per_one: (), adjectives: (), energy: (), spoil: (), no_unit_before: () }
    Bounds { before: (Bound, Place), after: Bound, leads: (), fillers: (), parted: (), parting: () }
    Orders { words: OrderWord, determiners: () }
    Ranges { between: (), between_and: (), from: (), to: (), onto: (), or: (), excluded: (), changes: (), by: () }
    Dates {
        months: Month, ordinals: (), separators: (), parts: (PartOfYear, u8), part_names: PartOfYear, part_letters: PartOfYear,
        edges: (), when: When, fillers: (), onwards: (), decades: (),
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Writing {
    pub(crate) decimal: char,
    pub(crate) sign_after: bool,
    pub(crate) bare_hundred: bool,
    pub(crate) capital_months: bool,
    pub(crate) noun_follows: bool,
    pub(crate) with_from: bool,
    pub(crate) capital_nouns: bool,
    pub(crate) free_order: bool,
    pub(crate) bare_years: bool,
    pub(crate) joined: bool,
    /// What opens and what closes.
    pub(crate) quotes: Vec<[char; 2]>,
    pub(crate) abbreviations: List,
}

/// Words that all mean the same; `{a|b}` stands for either.
fn all<T: Copy>(words: List, meaning: T) -> impl Iterator<Item = (String, T)> {
    words.into_iter().flat_map(|word| spelt_out(&word)).map(move |word| (word, meaning))
}

fn listed<T: Copy>(written: BTreeMap<T, List>) -> Vec<(String, T)> {
    written.into_iter().flat_map(|(meaning, words)| all(words, meaning)).collect()
}

fn valued<T>(words: BTreeMap<String, u64>, of: impl Fn(u64) -> T) -> impl Iterator<Item = (String, T)> {
    words.into_iter().map(move |(word, n)| (word, of(n)))
}

impl Meaning for () {
    type Written = List;

    fn entries(written: List) -> Vec<(String, ())> {
        all(written, ()).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NumberWords {
    article: List,
    small: BTreeMap<String, u64>,
    tens: BTreeMap<String, u64>,
    tens_and_teens: BTreeMap<String, u64>,
    score: List,
    hundred: List,
    thousand: List,
}

impl Meaning for NumberWord {
    type Written = NumberWords;

    fn entries(words: NumberWords) -> Vec<(String, NumberWord)> {
        all(words.article, NumberWord::Article)
            .chain(all(words.score, NumberWord::Score))
            .chain(all(words.hundred, NumberWord::Hundred))
            .chain(all(words.thousand, NumberWord::Thousand))
            .chain(valued(words.small, NumberWord::Small))
            .chain(valued(words.tens, |n| NumberWord::Ten(n, 10)))
            .chain(valued(words.tens_and_teens, |n| NumberWord::Ten(n, 20)))
            .collect()
    }
}

/// A part of one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hundredths(pub(crate) i64);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fraction {
    hundredths: i64,
    words: List,
}

impl Meaning for Hundredths {
    type Written = Vec<Fraction>;

    fn entries(fractions: Vec<Fraction>) -> Vec<(String, Hundredths)> {
        fractions.into_iter().flat_map(|fraction| all(fraction.words, Hundredths(fraction.hundredths))).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scale {
    exponent: u32,
    words: List,
    note: Option<Note>,
}

impl Meaning for (u32, Option<Note>) {
    type Written = Vec<Scale>;

    fn entries(scales: Vec<Scale>) -> Vec<(String, Self)> {
        scales.into_iter().flat_map(|scale| all(scale.words, (scale.exponent, scale.note))).collect()
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct BoundWords {
    /// What looks like a bound and is none: "went up to".
    exact: List,
    at_least: List,
    more_than: List,
    up_to: List,
    less_than: List,
    about: List,
}

impl Meaning for Bound {
    type Written = BoundWords;

    fn entries(words: BoundWords) -> Vec<(String, Bound)> {
        all(words.exact, Bound::Exact)
            .chain(all(words.at_least, Bound::AtLeast))
            .chain(all(words.more_than, Bound::MoreThan))
            .chain(all(words.up_to, Bound::UpTo))
            .chain(all(words.less_than, Bound::LessThan))
            .chain(all(words.about, Bound::About))
            .collect()
    }
}

/// Signs of bounds, alike in every language.
const SIGNS: [(&str, Bound); 8] = [
    ("~", Bound::About),
    ("≈", Bound::About),
    ("≥", Bound::AtLeast),
    ("≤", Bound::UpTo),
    (">", Bound::MoreThan),
    ("<", Bound::LessThan),
    (">=", Bound::AtLeast),
    ("<=", Bound::UpTo),
];

impl Meaning for (Bound, Place) {
    type Written = BTreeMap<Place, BoundWords>;

    fn entries(places: Self::Written) -> Vec<(String, Self)> {
        let at = |place| move |(word, bound)| (word, (bound, place));
        let words = places.into_iter().flat_map(|(place, words)| Bound::entries(words).into_iter().map(at(place)));
        words.chain(SIGNS.map(|(sign, bound)| (sign.to_owned(), (bound, Place::Close)))).collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderWords {
    several: List,
    many: BTreeMap<String, u64>,
    one: BTreeMap<String, u64>,
}

impl Meaning for OrderWord {
    type Written = OrderWords;

    fn entries(words: OrderWords) -> Vec<(String, OrderWord)> {
        all(words.several, OrderWord::Several)
            .chain(valued(words.many, OrderWord::Many))
            .chain(valued(words.one, OrderWord::One))
            .collect()
    }
}

/// A month by its number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Month(pub(crate) u8);

impl Meaning for Month {
    type Written = [List; 12];

    fn entries(months: [List; 12]) -> Vec<(String, Month)> {
        (1..).zip(months).flat_map(|(month, words)| all(words, Month(month))).collect()
    }
}

impl Meaning for When {
    type Written = BTreeMap<When, List>;

    fn entries(written: Self::Written) -> Vec<(String, When)> {
        listed(written)
    }
}

impl Meaning for PartOfYear {
    type Written = BTreeMap<PartOfYear, List>;

    fn entries(written: Self::Written) -> Vec<(String, PartOfYear)> {
        listed(written)
    }
}

impl Meaning for (PartOfYear, u8) {
    type Written = BTreeMap<PartOfYear, Vec<List>>;

    fn entries(written: Self::Written) -> Vec<(String, Self)> {
        let each = |(part, each): (_, Vec<List>)| (1..).zip(each).flat_map(move |(n, words)| all(words, (part, n)));
        written.into_iter().flat_map(each).collect()
    }
}
