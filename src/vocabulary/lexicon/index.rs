//! A language made ready for reading: every word a symbol, every phrase a list of symbols, found by its first or last.

use std::collections::BTreeMap;
use std::sync::Arc;

use ahash::AHashMap;
use aho_corasick::AhoCorasick;
use serde::{Deserialize, Deserializer};

use super::speech::Speech;
use super::table::{Bounds, Dates, Meaning, Numbers, Orders, Ranges, Units, Writing};
use super::token::{LONGEST, Symbol, tokens};
use super::{Grammar, Needs, NumberWord};
use crate::quantity::{Currency, Unit};
use crate::vocabulary::{Vocabulary, singular};

/// Phrases of one or more words with what each means. The longest that fits is found by its first or its last word.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    /// As they are written, until they are indexed.
    written: Vec<(String, T)>,
    first: Ends<T>,
    last: Ends<T>,
}

/// Phrases by the word at one of their ends.
///
/// Every word of a text is looked for in dozens of these, nearly always in vain, so that a miss must cost nothing:
/// a table by symbol, of which there are some hundreds, and not a map.
#[derive(Clone, Debug)]
struct Ends<T> {
    /// Per symbol: 1 + the index of its group; 0 for none. Symbols that came later are not in it.
    slots: Vec<u16>,
    groups: Vec<Vec<(Vec<Symbol>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        let none = || Ends { slots: Vec::new(), groups: Vec::new() };
        Phrases { written: Vec::new(), first: none(), last: none() }
    }
}

impl<'de, T: Meaning> Deserialize<'de> for Phrases<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Phrases<T>, D::Error> {
        Ok(Phrases { written: T::entries(T::Written::deserialize(from)?), ..Phrases::default() })
    }
}

impl<T: Copy> Phrases<T> {
    fn new(written: impl Iterator<Item = (String, T)>, words: &mut Words) -> Phrases<T> {
        let mut phrases = Phrases { written: written.collect(), ..Phrases::default() };
        phrases.index(words);
        phrases
    }

    /// Turns words into symbols.
    pub(super) fn index(&mut self, words: &mut Words) {
        let written = std::mem::take(&mut self.written).into_iter();
        let phrases: Vec<_> = written.map(|(text, meaning)| (words.phrase(&text), meaning)).collect();
        self.first = Ends::new(&phrases, |phrase| phrase.first());
        self.last = Ends::new(&phrases, |phrase| phrase.last());
    }

    /// Of each phrase, while they are as written, the longest word.
    fn words(&self) -> impl Iterator<Item = &str> {
        self.written.iter().filter_map(|(phrase, _)| longest_word(phrase))
    }

    /// Whether one of the phrases, while they are as written, is this word.
    pub(super) fn has_written(&self, word: &str) -> bool {
        self.written.iter().any(|(phrase, _)| phrase == word)
    }

    /// The longest phrase that `matches`, given its first symbol.
    pub(crate) fn starting(&self, first: Symbol, matches: impl Fn(&[Symbol]) -> bool) -> Option<(usize, T)> {
        self.first.find(first, matches)
    }

    /// The longest phrase that `matches`, given its last symbol.
    pub(crate) fn ending(&self, last: Symbol, matches: impl Fn(&[Symbol]) -> bool) -> Option<(usize, T)> {
        self.last.find(last, matches)
    }
}

fn longest_word(phrase: &str) -> Option<&str> {
    phrase.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).max_by_key(|word| word.len())
}

impl<T: Copy> Ends<T> {
    fn new(phrases: &[(Vec<Symbol>, T)], end: impl Fn(&[Symbol]) -> Option<&Symbol>) -> Ends<T> {
        let mut by_end: BTreeMap<Symbol, Vec<(Vec<Symbol>, T)>> = BTreeMap::new();
        for entry in phrases {
            if let Some(end) = end(&entry.0) {
                by_end.entry(*end).or_default().push(entry.clone());
            }
        }
        for phrases in by_end.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        let mut slots = vec![0; by_end.last_key_value().map_or(0, |(last, _)| usize::from(last.0) + 1)];
        for (group, symbol) in by_end.keys().enumerate() {
            slots[usize::from(symbol.0)] = group as u16 + 1;
        }
        Ends { slots, groups: by_end.into_values().collect() }
    }

    fn find(&self, end: Symbol, matches: impl Fn(&[Symbol]) -> bool) -> Option<(usize, T)> {
        let slot = *self.slots.get(usize::from(end.0))?;
        let phrases = self.groups.get(usize::from(slot).checked_sub(1)?)?;
        phrases.iter().find(|(phrase, _)| matches(phrase)).map(|(phrase, meaning)| (phrase.len(), *meaning))
    }
}

/// Numbers for words, given as they come.
#[derive(Debug, Default)]
pub(super) struct Words(AHashMap<String, Symbol>);

impl Words {
    fn phrase(&mut self, text: &str) -> Vec<Symbol> {
        // An apostrophe belongs to the word before it only if something follows: "d'" as in "d'un".
        let elided = text.ends_with('\'');
        let whole = if elided { format!("{text}x") } else { text.to_owned() };
        let is_code = |word: &str| Currency::of_code(word).is_some();
        let mut cut = tokens(&whole, |_| Symbol::UNKNOWN, is_code, |_| None);
        cut.truncate(cut.len() - usize::from(elided));
        let symbols = cut.iter().map(|token| {
            let next = Symbol(self.0.len() as u16 + 1);
            *self.0.entry(whole[token.range.clone()].to_owned()).or_insert(next)
        });
        symbols.collect()
    }
}

/// The names and symbols of all units in a language.
fn units<'v>(vocabulary: &'v Vocabulary, tag: &'v str) -> impl Iterator<Item = (String, (Unit, u32, Needs))> + 'v {
    vocabulary.units.iter().flat_map(move |unit| {
        let of = unit.measure.map(|(measure, exponent)| (Unit::Measure(measure), exponent));
        // Where a language has none, the words of another are printed, or the key, of one without its plural.
        let named: Vec<&str> = match unit.words.list(tag) {
            [] => unit.words.all().chain([singular(&unit.key)]).collect(),
            own => own.iter().map(String::as_str).collect(),
        };
        let one =
            named.iter().find(|word| **word != unit.key).filter(|_| unit.article.iter().any(|known| known == tag));
        let one = one.copied();
        let needs = move |word: &str| match () {
            () if unit.digits.iter().any(|known| known == word) => Needs::Digits,
            () if one == Some(word) => Needs::Article,
            () => Needs::Number,
        };
        let symbols = std::iter::once(&unit.key).chain(&unit.short).map(String::as_str);
        let mut all: Vec<&str> = symbols.filter(|symbol| !named.contains(symbol)).collect();
        all.extend(named);
        all.into_iter().filter_map(move |word| of.map(|(unit, exponent)| (folded(word), (unit, exponent, needs(word)))))
    })
}

/// As words are looked up: in lower case, but a single letter as it is, and with a plain apostrophe.
pub(crate) fn folded(word: &str) -> String {
    if word.len() == 1 { word.to_owned() } else { word.to_lowercase().replace('’', "'") }
}

/// The names of all currencies in a language.
fn money_words<'v>(
    vocabulary: &'v Vocabulary,
    tag: &'v str,
) -> impl Iterator<Item = (String, (Unit, u32, Needs))> + 'v {
    vocabulary.money.iter().flat_map(move |money| {
        let words = money.words.list(tag);
        words.iter().map(|word| (folded(word), (Unit::Money(money.currency), 0, Needs::Number)))
    })
}

/// The words of a language: its file, with what a vocabulary has.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    pub(crate) writing: Writing,
    pub(crate) numbers: Numbers,
    pub(crate) units: Units,
    pub(crate) bounds: Bounds,
    pub(crate) orders: Orders,
    pub(crate) ranges: Ranges,
    pub(crate) dates: Dates,
    pub(crate) speech: Arc<Speech>,
    /// Names of units, with the power of ten of a prefix.
    #[serde(skip)]
    pub(crate) names: Phrases<(Unit, u32, Needs)>,
    #[serde(skip)]
    pub(crate) signs: Phrases<Currency>,
    #[serde(skip)]
    symbols: AHashMap<String, Symbol>,
    /// Finds the words of which a figure without a digit has one; `None` if there are too many.
    #[serde(skip)]
    spelt: Option<AhoCorasick>,
}

impl Lexicon {
    /// The words of a language with those of a vocabulary.
    pub(crate) fn new(grammar: Grammar, vocabulary: &Vocabulary) -> Lexicon {
        let mut lexicon = grammar.file().clone();
        lexicon.spelt = lexicon.spelt_figures(grammar, vocabulary);
        let words = &mut Words::default();
        lexicon.numbers.index(words);
        lexicon.units.index(words);
        lexicon.bounds.index(words);
        lexicon.orders.index(words);
        lexicon.ranges.index(words);
        lexicon.dates.index(words);
        let tag = grammar.tag();
        lexicon.names = Phrases::new(units(vocabulary, tag).chain(money_words(vocabulary, tag)), words);
        let money = vocabulary.money.iter();
        let signs = money.flat_map(|money| money.signs.iter().map(|sign| (sign.clone(), money.currency)));
        lexicon.signs = Phrases::new(signs, words);
        lexicon.symbols = std::mem::take(&mut words.0);
        lexicon
    }

    fn spelt_figures(&self, grammar: Grammar, vocabulary: &Vocabulary) -> Option<AhoCorasick> {
        let numbers = self.numbers.words.written.iter();
        let numbers = numbers.filter(|(_, word)| !matches!(word, NumberWord::Article)).map(|(word, _)| &**word);
        // "A gigawatt"
        let units = units(vocabulary, grammar.tag()).filter(|(_, (.., needs))| *needs == Needs::Article);
        let units: Vec<String> = units.map(|(word, _)| word).collect();
        let words = numbers.chain(units.iter().map(String::as_str)).filter_map(longest_word);
        let scales = self.numbers.scales.words().chain(self.numbers.fractions.words());
        let words = words.chain(scales).chain(self.orders.words.words());
        AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
    }

    /// Whether a text may have a figure: a digit, or a word of those that are spelt out. Most sentences have neither.
    pub(crate) fn may_have_figure(&self, text: &str) -> bool {
        let Some(spelt) = self.spelt.as_ref().filter(|_| !self.writing.joined) else { return true };
        // A letter may be written as two characters, and then is not found.
        let is_decomposed = || memchr::memchr2(0xCC, 0xCD, text.as_bytes()).is_some();
        let is_word = |range: std::ops::Range<usize>| {
            !text[..range.start].ends_with(char::is_alphabetic) && !text[range.end..].starts_with(char::is_alphabetic)
        };
        text.bytes().any(|b| b.is_ascii_digit())
            || is_decomposed()
            || spelt.find_overlapping_iter(text).any(|found| is_word(found.range()))
    }

    /// The power of ten of a scale, in any case but for one letter.
    pub(crate) fn scale(&self, word: &str) -> Option<u32> {
        let one = |phrase: &[Symbol]| phrase.len() == 1;
        self.numbers.scales.starting(self.symbol(&folded(word)), one).map(|(_, (exponent, _))| exponent)
    }

    /// Where a word is a number and its unit: "zehn|jährig".
    pub(crate) fn seam(&self, word: &str) -> Option<usize> {
        let lower = Some(word).filter(|word| self.writing.joined && word.len() <= LONGEST)?.to_lowercase();
        let word = Some(lower).filter(|lower| lower.len() == word.len())?;
        let symbol = |part: &str| Some(self.symbol(part)).filter(|symbol| *symbol != Symbol::UNKNOWN);
        let one = |phrase: &[Symbol]| phrase.len() == 1;
        let is_seam = |at: &usize| {
            let (number, unit) = word.split_at(*at);
            symbol(number).is_some_and(|number| self.numbers.words.starting(number, one).is_some())
                && symbol(unit).is_some_and(|unit| self.names.starting(unit, one).is_some())
        };
        let inside = || word.char_indices().skip(1).map(|(at, _)| at);
        if self.symbol(&word) == Symbol::UNKNOWN { inside().find(is_seam) } else { None }
    }

    /// The symbol of a word in lower case, or of one letter in its own.
    pub(crate) fn symbol(&self, word: &str) -> Symbol {
        self.symbols.get(word).copied().unwrap_or(Symbol::UNKNOWN)
    }
}
