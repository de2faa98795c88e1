//! How a language prints numbers, money, units, dates and lists, sorts names, and sets type.
//!
//! A [`Locale`] is made from one TOML file per language: `data/fr.toml` and `data/en.toml` are embedded, a
//! site may bring others. The file holds every word, pattern and space; plural rules and collation come from
//! Unicode CLDR by the language's tag (ICU4X). A further language is therefore a file, never code.
//!
//! ```text
//! data      the file, typed                    template   "{number} {name}" and its kin
//! number    digits and separators              phrase     a printed amount in its parts
//! amount    values, bounds                     dates      EDTF in words
//! order     "tens of billions"                 typography spaces, quotes and apostrophes of prose
//! range     "between … and …", totals
//! ```
//!
//! Everything is exact: no float, no rounding but in [`Locale::decimal`], which is told how far.
//!
//! Left out: digits other than 0–9, groups that are not of three digits, calendars other than the Gregorian,
//! and words for numbers ("seven years").

mod amount;
mod data;
mod dates;
mod link;
mod number;
mod order;
mod phrase;
mod range;
mod template;
#[cfg(test)]
mod tests;
mod typography;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

use crate::vocabulary::Vocabulary;
use data::{Data, Noun};

pub use link::Link;
pub use phrase::{Gap, Phrase};

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// As in a sentence: "38 milliards de dollars", "3 novembre 2025".
    Long,
    /// As in a table: "38 Md$", "3 nov. 2025".
    Short,
}

/// The data file of a language that Tearsheet brings along.
pub fn embedded(tag: &str) -> Option<&'static str> {
    match tag {
        "en" => Some(include_str!("data/en.toml")),
        "fr" => Some(include_str!("data/fr.toml")),
        _ => None,
    }
}

/// Why a language could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocaleError {
    /// What is wrong, as a phrase: "missing field `months`".
    pub message: String,
    /// Where in the data, in bytes; `None` if the tag is at fault, or the file as a whole.
    pub span: Option<Range<usize>>,
}

impl LocaleError {
    fn new(message: impl Into<String>) -> LocaleError {
        LocaleError { message: message.into(), span: None }
    }
}

impl fmt::Display for LocaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for LocaleError {}

/// One language. Immutable, shared between threads.
#[derive(Debug)]
pub struct Locale {
    tag: String,
    data: Data,
    /// The names of units, in the order of the vocabulary.
    nouns: Vec<Noun>,
    /// What tables print of a unit, where it is neither its key nor its name.
    short: Vec<Option<String>>,
    plurals: PluralRules,
    collator: CollatorBorrowed<'static>,
}

impl Locale {
    /// The language `tag` (BCP 47) as `data` describes it, with the units of a vocabulary; what has no words in it
    /// takes those of the first of the site's `languages` that has some.
    ///
    /// # Errors
    /// If the tag is malformed, or the data is not TOML, lacks a key, has one too many, or holds a pattern
    /// that does not parse; the span says where.
    pub fn from_toml(
        tag: &str,
        data: &str,
        vocabulary: &Vocabulary,
        languages: &[String],
    ) -> Result<Locale, LocaleError> {
        let language = icu_locale_core::Locale::try_from_str(tag)
            .map_err(|error| LocaleError::new(format!("`{tag}` is not a language tag: {error}")))?;
        let mut data = Data::read(data, tag)
            .map_err(|error| LocaleError { message: error.message().to_owned(), span: error.span() })?;
        data.dates.check().map_err(LocaleError::new)?;
        let plurals = PluralRules::try_new_cardinal(PluralRulesPreferences::from(&language))
            .map_err(|error| LocaleError::new(format!("no plural rules for `{tag}`: {error}")))?;
        let collator = CollatorBorrowed::try_new(CollatorPreferences::from(&language), CollatorOptions::default())
            .map_err(|error| LocaleError::new(format!("no sorting rules for `{tag}`: {error}")))?;
        let nouns = data.nouns(tag, vocabulary, languages);
        data.keep(tag, &nouns, vocabulary);
        let short = vocabulary.units.iter().map(|unit| unit.short.clone()).collect();
        Ok(Locale { tag: tag.to_owned(), data, nouns, short, plurals, collator })
    }

    /// The tag that it was made with.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Its name in its own words: "Français".
    pub fn own_name(&self) -> &str {
        &self.data.language.own_name
    }

    /// `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        match self.data.language.direction {
            data::Direction::Ltr => "ltr",
            data::Direction::Rtl => "rtl",
        }
    }

    /// `fr_FR`, as Open Graph has it.
    pub fn open_graph(&self) -> &str {
        &self.data.language.open_graph
    }

    /// The name of the language of this tag: "anglais"; the tag where the data has no name for it.
    pub fn language_name<'a>(&'a self, tag: &'a str) -> &'a str {
        let primary = tag.split('-').next().unwrap_or(tag);
        self.data.language.names.get(primary).map_or(tag, String::as_str)
    }

    /// "A", "A et B", "A, B et C".
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        let words = &self.data.list;
        match items {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [first, second] => words.two.join(first.as_ref(), second.as_ref()),
            [rest @ .., last] => {
                let mut out = String::new();
                for (index, item) in rest.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { &words.middle });
                    out.push_str(item.as_ref());
                }
                out.push_str(&words.last);
                out.push_str(last.as_ref());
                out
            }
        }
    }

    /// The order of a dictionary in this language. Strings that it does not tell apart (other Unicode forms
    /// of one text) are ordered by their bytes, so that the same input always gives the same order.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }

    /// The CLDR plural category of a whole number: `one`, `other`…
    pub fn plural(&self, n: u64) -> &'static str {
        match self.plurals.category_for(n) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// The mark beside a date that was inferred: "jour déduit".
    pub fn inferred_word(&self) -> &str {
        &self.data.words.inferred
    }

    /// The word at the end of `text` that changes with the fact behind it, and where it begins.
    pub fn link(&self, text: &str) -> Option<(usize, Link<'_>)> {
        Link::at_end(&self.data.links, text)
    }

    /// A name with its article, behind a word: "du Bayer".
    pub fn named(&self, word: Option<&str>, article: Option<&str>, name: &str) -> String {
        link::named(&self.data.links, word, article, name)
    }

    /// Whether words are about one that is not known, and a feminine one: "une banque". `None` if they are about several.
    pub fn one(&self, words: &str) -> Option<bool> {
        let first = words.split_whitespace().next()?.to_lowercase();
        let articles = &self.data.language.articles;
        let feminine = articles.one_feminine.contains(&first);
        (feminine || articles.one.contains(&first)).then_some(feminine)
    }

    /// Prose with the spaces, quotes, apostrophes and ellipses of this language.
    ///
    /// `text` is one run of plain text (no code, no markup); `before` is the last character of the run before
    /// it in the same paragraph, `None` at its start. Borrowed if nothing changes; applying it twice changes
    /// nothing more. Linear in the length of `text`.
    pub fn typography<'a>(&self, text: &'a str, before: Option<char>) -> Cow<'a, str> {
        self.data.typography.apply(text, before)
    }
}
