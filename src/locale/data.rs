//! The language file, typed. `data/fr.toml` explains every key; unknown ones are errors.
//!
//! Here are the sections about amounts; each of the others stands beside the code that prints it.

use std::collections::BTreeMap;

use icu_plurals::PluralCategory;
use serde::Deserialize;

use super::Style;
use super::dates::Dates;
use super::link::LinkWord;
use super::number::Number;
use super::order::Orders;
use super::range::RangeWords;
use super::template::{AmountPattern, Around, Between, Choices};
use super::typography::Typography;
use crate::vocabulary::{UnitEntry, Vocabulary, singular};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    pub(super) language: Language,
    pub(super) number: Number,
    pub(super) scales: Scales,
    pub(super) money: Money,
    pub(super) currencies: BTreeMap<String, CurrencyWords>,
    pub(super) units: Units,
    /// Names of units, by their keys, where the vocabulary has none in this language or others are wanted.
    #[serde(default)]
    nouns: BTreeMap<String, Noun>,
    pub(super) orders: Orders,
    pub(super) bounds: Bounds,
    pub(super) range: RangeWords,
    pub(super) words: Words,
    pub(super) list: List,
    pub(super) dates: Dates,
    pub(super) typography: Typography,
    /// A language without such words leaves them out.
    #[serde(default)]
    pub(super) links: Vec<LinkWord>,
    /// What regions write otherwise, by their whole tags (`en-US`): keys of this file that take the place of its own.
    #[serde(default)]
    regions: BTreeMap<String, toml::Table>,
}

/// The language itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Language {
    pub(super) own_name: String,
    pub(super) direction: Direction,
    pub(super) open_graph: String,
    pub(super) names: BTreeMap<String, String>,
    /// A language without articles leaves them out.
    #[serde(default)]
    pub(super) articles: Articles,
}

/// The articles of one that is not known.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Articles {
    pub(super) one: Vec<String>,
    #[serde(default)]
    pub(super) one_feminine: Vec<String>,
}

/// In which direction its lines run.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

/// Powers of ten, smallest first; at least one, none above 10^18.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Vec<Scale>")]
pub(super) struct Scales(Vec<Scale>);

impl TryFrom<Vec<Scale>> for Scales {
    type Error = String;

    fn try_from(rungs: Vec<Scale>) -> Result<Scales, String> {
        let ascending = rungs.is_sorted_by(|a, b| a.exponent < b.exponent);
        match rungs.last() {
            None => Err("expected at least one entry, found none".to_owned()),
            Some(_) if !ascending => Err("exponents must ascend from one entry to the next".to_owned()),
            Some(top) if top.exponent > 18 => Err(format!("expected exponents of at most 18, found {}", top.exponent)),
            Some(_) => Ok(Scales(rungs)),
        }
    }
}

impl Scales {
    /// The rungs that a number of this magnitude (10^magnitude ≤ it) reaches, highest first.
    pub(super) fn reached(&self, magnitude: i32) -> impl Iterator<Item = &Scale> {
        self.0.iter().rev().filter(move |rung| i64::from(rung.exponent) <= i64::from(magnitude))
    }

    /// The rung of exactly this exponent.
    pub(super) fn exact(&self, exponent: u32) -> Option<&Scale> {
        self.0.iter().find(|rung| rung.exponent == exponent)
    }
}

/// "milliard".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scale {
    pub(super) exponent: u32,
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
    pub(super) short: String,
}

/// The name of a thing that is counted, in the forms that surroundings ask for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Noun {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
    /// After a scale: "(milliards) de dollars".
    pub(super) scaled: String,
    /// After an order: "(dizaines) de dollars".
    pub(super) ordered: String,
    /// After "several", where it differs from the plural.
    pub(super) several: Option<String>,
}

/// The form for a category; forms that are left out are the general one.
macro_rules! plural_form {
    ($type:ty) => {
        impl $type {
            /// The form after a number of this plural category.
            pub(super) fn form(&self, category: PluralCategory) -> &str {
                let form = match category {
                    PluralCategory::Zero => &self.zero,
                    PluralCategory::One => &self.one,
                    PluralCategory::Two => &self.two,
                    PluralCategory::Few => &self.few,
                    PluralCategory::Many => &self.many,
                    PluralCategory::Other => &None,
                };
                form.as_deref().unwrap_or(&self.other)
            }

            /// All forms after a number.
            fn forms(&self) -> impl Iterator<Item = &str> {
                let some = [&self.zero, &self.one, &self.two, &self.few, &self.many];
                some.into_iter().filter_map(|form| form.as_deref()).chain([self.other.as_str()])
            }
        }
    };
}
plural_form!(Scale);
plural_form!(Noun);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Money {
    pub(super) scaled: Choices,
    pub(super) plain: Choices,
    pub(super) scaled_short: Choices,
    pub(super) plain_short: Choices,
    pub(super) ordered_code: Around,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CurrencyWords {
    pub(super) symbol: Option<String>,
    pub(super) name: Option<Noun>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Units {
    pub(super) plain: AmountPattern,
    pub(super) scaled: AmountPattern,
    pub(super) scaled_short: AmountPattern,
    /// Around the name of a unit after a scale: "(milliards) de foyers".
    after_scale: Around,
    /// After an order of magnitude: "(tens) of gigawatts".
    after_order: Around,
    /// A rate: "65,60 dollars par action".
    pub(super) per: Between,
}

impl Data {
    /// A language file, as the region of `tag` writes it.
    ///
    /// # Errors
    /// What `toml` says of the file, or of what the region puts in the place of a key.
    pub(super) fn read(text: &str, tag: &str) -> Result<Data, toml::de::Error> {
        let mut data: Data = toml::from_str(text)?;
        let Some(region) = data.regions.remove(tag) else { return Ok(data) };
        let mut whole: toml::Table = toml::from_str(text)?;
        overlay(&mut whole, region);
        whole.try_into()
    }

    /// The names of all units of a vocabulary, in its order.
    pub(super) fn nouns(&mut self, tag: &str, vocabulary: &Vocabulary, languages: &[String]) -> Vec<Noun> {
        let mut own = std::mem::take(&mut self.nouns);
        vocabulary
            .units
            .iter()
            .map(|unit| own.remove(&unit.key).unwrap_or_else(|| self.noun(tag, unit, languages)))
            .collect()
    }

    /// Sets which words and signs stay on the line of the number before them: scales, money, units, names of months.
    pub(super) fn keep(&mut self, tag: &str, nouns: &[Noun], vocabulary: &Vocabulary) {
        let scales = || self.scales.0.iter();
        let symbols = || self.currencies.values().filter_map(|currency| currency.symbol.as_deref());
        let short = scales().flat_map(|scale| symbols().map(move |symbol| scale.short.clone() + symbol));
        let short: Vec<String> = short.collect();
        let money = self.currencies.values().filter_map(|currency| currency.name.as_ref());
        let units = vocabulary.units.iter();
        let units = units.flat_map(|unit| unit.words.list(tag).iter().chain(&unit.short).chain([&unit.key]));
        let words = (scales().flat_map(|scale| scale.forms().chain([scale.short.as_str()])))
            .chain(money.chain(nouns).flat_map(Noun::forms))
            .chain(symbols())
            .chain(short.iter().chain(units).chain(&self.dates.words(Style::Long).months).map(String::as_str));
        let words = words.map(str::to_owned).collect();
        self.typography.keep(words);
    }

    /// The name of a unit from its words; from its key where it has none in any language.
    fn noun(&self, tag: &str, unit: &UnitEntry, languages: &[String]) -> Noun {
        let words = unit.words.get(tag, languages).map(|(words, _)| words.as_slice()).unwrap_or_default();
        let (one, other) = match words {
            [] => (singular(&unit.key), unit.key.as_str()),
            [one] => (one.as_str(), one.as_str()),
            [one, other, ..] => (one.as_str(), other.as_str()),
        };
        let worded = unit.worded.in_language(tag).and_then(|words| words.first()).map_or(other, String::as_str);
        Noun {
            zero: None,
            one: Some(one.to_owned()),
            two: None,
            few: None,
            many: None,
            other: other.to_owned(),
            scaled: self.linked(&self.units.after_scale, worded),
            ordered: self.linked(&self.units.after_order, worded),
            several: Some(worded.to_owned()),
        }
    }

    /// A noun behind a word that may be elided: "de foyers", "d’actions".
    fn linked(&self, around: &Around, noun: &str) -> String {
        match self.links.iter().find(|link| around.before.trim_end() == link.full) {
            Some(link) => [link.before(noun).as_str(), noun, &around.after].concat(),
            None => around.wrap(noun),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bounds {
    pub(super) at_least: Around,
    pub(super) more_than: Around,
    pub(super) up_to: Around,
    pub(super) less_than: Around,
    pub(super) about: Around,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    undisclosed: String,
    undisclosed_short: String,
    pub(super) none: String,
    pub(super) inferred: String,
}

impl Words {
    pub(super) fn undisclosed(&self, style: Style) -> &str {
        match style {
            Style::Long => &self.undisclosed,
            Style::Short => &self.undisclosed_short,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub(super) two: Between,
    pub(super) middle: String,
    pub(super) last: String,
}

/// Lays one table over another, key by key.
fn overlay(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) => overlay(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}
