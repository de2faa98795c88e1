//! The words that make figures of numbers: units and money from the vocabulary, all others from a file per language in
//! `languages/`. Here is what an entry of these may mean; [`table`] is the file, [`Lexicon`] the index that a reader
//! asks, and [`speech`] what the linter asks of the sentence around a figure.

mod index;
pub(crate) mod mask;
pub(crate) mod speech;
mod table;
pub(crate) mod token;
pub(crate) mod verbs;

use std::sync::OnceLock;

use serde::Deserialize;

use speech::{Speech, begins, has};

pub use index::Lexicon;
pub(crate) use index::{Phrases, folded};
pub(crate) use table::{Hundredths, Month, Writing};

/// The tag and the file of every language, that of sheets first.
const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../languages/en.toml")),
    ("fr", include_str!("../languages/fr.toml")),
    #[cfg(test)]
    ("de", include_str!("../../../tests/figures/de.toml")),
];

/// A language that can be read: one that has a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grammar(usize);

/// One value per language.
#[derive(Debug)]
pub(crate) struct PerLanguage<T>([OnceLock<T>; LANGUAGES.len()]);

impl<T> Default for PerLanguage<T> {
    fn default() -> PerLanguage<T> {
        PerLanguage::new()
    }
}

impl<T> PerLanguage<T> {
    /// None made yet.
    const fn new() -> PerLanguage<T> {
        PerLanguage([const { OnceLock::new() }; LANGUAGES.len()])
    }

    /// That of a language, made when it is first asked for.
    pub(crate) fn get(&self, grammar: Grammar, make: impl FnOnce() -> T) -> &T {
        self.0[grammar.0].get_or_init(make)
    }
}

impl Grammar {
    /// Its file: all its words, but for units and money. That the files can be read is tested.
    fn file(self) -> &'static Lexicon {
        static FILES: PerLanguage<Lexicon> = PerLanguage::new();
        FILES.get(self, || toml::from_str(LANGUAGES[self.0].1).unwrap_or_default())
    }

    pub(crate) fn writing(self) -> &'static Writing {
        &self.file().writing
    }

    /// What the linter knows of its sentences.
    pub(crate) fn speech(self) -> &'static Speech {
        &self.file().speech
    }

    /// Whether a folded word has its capital without being the name of a company.
    pub(crate) fn has_capital(self, word: &str) -> bool {
        has(word, &self.speech().measure.capitals) || self.file().dates.months.has_written(word)
    }

    /// Whether its capitals make a word a name, unless they are those of another word.
    pub(crate) fn is_like_a_name(self, word: &str) -> bool {
        let own = if self.writing().capital_nouns { word.chars().skip(1).any(char::is_uppercase) } else { true };
        own && word.starts_with(char::is_uppercase)
    }

    /// Whether the point behind a word or a number is its own, and ends no sentence.
    pub(crate) fn takes_point(self, word: &str) -> bool {
        let is_ordinal = || word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty();
        let file = self.file();
        file.writing.abbreviations.iter().any(|known| known == word)
            || is_ordinal() && file.dates.ordinals.has_written(".")
    }

    /// Whether a verb is told as done: "has signed".
    pub(crate) fn is_perfect(self, verb: &str) -> bool {
        begins(&speech::fold(verb), &self.speech().conjugation.perfect)
    }

    /// The tag of its language.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0].0
    }

    /// Every language that can be read, that of sheets first.
    pub fn all() -> impl Iterator<Item = Grammar> {
        (0..LANGUAGES.len()).map(Grammar)
    }

    /// The grammar of a BCP 47 tag; `None` for a language that cannot be read.
    pub fn of(tag: &str) -> Option<Grammar> {
        let primary = tag.split('-').next().unwrap_or(tag);
        Grammar::all().find(|grammar| grammar.tag() == primary)
    }
}

/// What is odd about how a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// French `billion`: 10¹², and easily taken for the English one.
    FrenchBillion,
    /// French `trillion`: 10¹⁸.
    FrenchTrillion,
    /// A sign before the number in French, or sign and word together: `$10 Milliard de dollars`.
    MixedLocale,
    /// No unit: `1 milliard`.
    #[serde(skip)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
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

/// Parts that a year is cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PartOfYear {
    Half,
    Quarter,
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, Lexicon};

    #[test]
    fn languages_have_no_problems() {
        for (tag, text) in LANGUAGES {
            let problem = toml::from_str::<Lexicon>(text).err().map(|error| error.to_string());
            assert_eq!(problem, None, "{tag}");
        }
    }
}
