//! Units as a vocabulary has them: every multiple an entry, and the measures that they make together.

use rust_decimal::Decimal;

use super::{Shared, Vocabulary, Words};
use crate::quantity::{Currency, Dimension, Measure, MeasureDef, Multiple};

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitEntry {
    /// As sheets have it: `GW`.
    pub key: String,
    /// What it measures; its own key for things that are counted.
    pub dimension: Dimension,
    /// To the base unit of the dimension.
    pub factor: Decimal,
    /// For one, for several; further ones are only read.
    pub words: Words,
    /// The plural after words, where it is another one: "des dizaines d’années".
    pub worded: Words,
    /// What tables print instead of the key.
    pub short: Option<String>,
    /// Its code in UN/CEFACT Recommendation 20.
    pub code: Option<String>,
    /// The unit whose things these are too.
    pub among: Option<String>,
    /// Languages in which one of it after an article is a figure.
    pub article: Vec<String>,
    /// Words that mean much else, and are read only after digits.
    pub digits: Vec<String>,
    /// The unit with its multiples, and the power of ten of this one; set by [`ladders`].
    pub measure: Option<(Measure, u32)>,
}

impl UnitEntry {
    /// One that counts things, without words.
    pub(crate) fn new(key: &str) -> UnitEntry {
        UnitEntry {
            key: key.to_owned(),
            dimension: Dimension::named(key),
            factor: Decimal::ONE,
            words: Words::default(),
            worded: Words::default(),
            short: None,
            code: None,
            among: None,
            article: Vec::new(),
            digits: Vec::new(),
            measure: None,
        }
    }
}

/// How texts write money of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyEntry {
    /// Which.
    pub currency: Currency,
    /// Before or after a number.
    pub signs: Vec<String>,
    /// Names.
    pub words: Words,
}

/// Puts the units of a dimension together: the first of factor 1 has as multiples those that are powers of a thousand,
/// the first of each power.
pub fn ladders(units: &mut [UnitEntry]) {
    let (stems, others): (Vec<usize>, Vec<usize>) =
        (0..units.len()).partition(|index| units[*index].factor == Decimal::ONE);
    for index in stems.into_iter().chain(others) {
        if units[index].measure.is_some() {
            continue;
        }
        let stem = &units[index];
        let free = (0..units.len()).filter(|i| units[*i].measure.is_none());
        let mut rungs: Vec<(u32, usize)> = match stem.factor == Decimal::ONE {
            true => free.filter_map(|i| Some((exponent(stem, &units[i])?, i))).collect(),
            false => vec![(0, index)],
        };
        rungs.retain(|(exponent, i)| *exponent > 0 || *i == index);
        rungs.sort_unstable();
        rungs.dedup_by_key(|(exponent, _)| *exponent);
        let multiple = |(exponent, i): &(u32, usize)| Multiple {
            exponent: *exponent,
            key: units[*i].key.clone(),
            index: *i as u16,
            code: units[*i].code.clone(),
        };
        let measure = Shared::new(MeasureDef {
            key: stem.key.clone(),
            position: index as u16,
            dimension: stem.dimension,
            factor: stem.factor,
            multiples: rungs.iter().map(multiple).collect(),
            among: stem.among.clone(),
        });
        for (exponent, i) in rungs {
            units[i].measure = Some((measure, exponent));
        }
    }
}

/// The power of a thousand that `unit` is of `stem`, as a power of ten, up to 10^18.
fn exponent(stem: &UnitEntry, unit: &UnitEntry) -> Option<u32> {
    let same = stem.dimension == unit.dimension && stem.factor == Decimal::ONE;
    (0..=18).step_by(3).find(|e| same && unit.factor == Decimal::from(10_u64.pow(*e)))
}

impl Vocabulary {
    /// The unit of a word of a sheet, with the power of ten of its prefix. Case and a plural `s` do not count, but a
    /// multiple with an `M` is not written with an `m`, which is a thousandth.
    pub fn unit(&self, word: &str) -> Option<(Measure, u32)> {
        let exact = self.units.iter().find(|unit| unit.key == word);
        let milli = |unit: &&UnitEntry| {
            let prefixed = unit.measure.is_some_and(|(_, exponent)| exponent > 0);
            prefixed && unit.key.starts_with('M') && word.starts_with('m')
        };
        let folded = |unit: &&UnitEntry| is_spelt_like(&unit.key, word);
        exact.or_else(|| self.units.iter().find(|unit| folded(unit) && !milli(unit)))?.measure
    }

    /// The unit or currency, as sheets have it, that has this word in some language; in lower case.
    pub(crate) fn unit_of_word(&self, word: &str) -> Option<&str> {
        let known = |words: &Words| words.all().any(|known| known.to_lowercase() == word);
        let unit = self.units.iter().find(|unit| unit.key.eq_ignore_ascii_case(word) || known(&unit.words));
        let money = || Some(self.money.iter().find(|money| known(&money.words))?.currency.code());
        unit.map(|unit| unit.key.as_str()).or_else(money)
    }

    /// Words and signs of all units and of money: the key or code, what stands for it, and the language; `None` for any.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        let units = self.units.iter().flat_map(|unit| {
            let signs = std::iter::once(&unit.key).chain(&unit.short);
            signs.map(|sign| (unit.key.as_str(), sign.as_str(), None)).chain(spoken_words(&unit.key, &unit.words))
        });
        units.chain(self.money.iter().flat_map(|money| {
            let signs = money.signs.iter().map(|sign| (money.currency.code(), sign.as_str(), None));
            signs.chain(spoken_words(money.currency.code(), &money.words))
        }))
    }

    /// The currency of a sign, in letters of any case.
    pub(crate) fn currency_of(&self, sign: &str) -> Option<Currency> {
        let has = |signs: &[String]| signs.iter().any(|known| known.eq_ignore_ascii_case(sign));
        self.money.iter().find(|money| has(&money.signs)).map(|money| money.currency)
    }

    /// Units of time.
    pub(crate) fn time_units(&self) -> impl Iterator<Item = &str> {
        self.units.iter().filter(|unit| unit.dimension == Dimension::TIME).map(|unit| unit.key.as_str())
    }

    /// The keys of all units.
    pub fn unit_keys(&self) -> impl Iterator<Item = &str> {
        self.units.iter().map(|unit| unit.key.as_str())
    }

    /// Per cent; `None` only in a vocabulary without it.
    pub fn percent(&self) -> Option<Measure> {
        self.unit("%").map(|(measure, _)| measure)
    }

    /// The dimension of this name, or of the unit of this key.
    pub fn dimension(&self, name: &str) -> Option<Dimension> {
        let named = |unit: &&UnitEntry| unit.dimension.name() == name || unit.key == name;
        self.units.iter().find(named).map(|unit| unit.dimension)
    }
}

fn spoken_words<'v>(key: &'v str, words: &'v Words) -> impl Iterator<Item = (&'v str, &'v str, Option<&'v str>)> {
    words.iter().flat_map(move |(tag, words)| words.iter().map(move |word| (key, word.as_str(), Some(tag))))
}

/// Whether the notation of sheets can have a unit of this key: a word of letters, in which digits may follow.
pub fn is_unit_word(key: &str) -> bool {
    let letters = key.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() || matches!(c, '²' | '³'));
    key == "%" || letters && key.starts_with(char::is_alphabetic)
}

/// One of a unit, by its key. English plurals of words and of `GPUs` end in an `s`.
pub fn singular(key: &str) -> &str {
    key.strip_suffix('s').filter(|rest| rest.len() > 1).unwrap_or(key)
}

/// Whether two keys differ in nothing but case and a plural `s`.
pub fn is_spelt_like(one: &str, other: &str) -> bool {
    plain(one).eq_ignore_ascii_case(plain(other))
}

/// Without the `s` of a plural.
fn plain(word: &str) -> &str {
    word.strip_suffix(['s', 'S']).filter(|rest| !rest.is_empty()).unwrap_or(word)
}
