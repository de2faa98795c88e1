//! A table made ready for reading: every word a symbol, every entry a list of symbols under its first or last word.

use std::collections::BTreeMap;

use ahash::AHashMap;

use super::table::{Table, all};
use super::token::{Symbol, tokens};
use super::{Grammar, Needs, Note, NumberWord, OrderWord, Part, Place, When};
use crate::quantity::{Bound, Currency, Unit};
use crate::vocabulary::{Vocabulary, singular};

/// Signs of bounds, alike in every language.
const SIGNS: [(&str, (Bound, Place)); 8] = [
    ("~", (Bound::About, Place::Close)),
    ("≈", (Bound::About, Place::Close)),
    ("≥", (Bound::AtLeast, Place::Close)),
    ("≤", (Bound::UpTo, Place::Close)),
    (">", (Bound::MoreThan, Place::Close)),
    ("<", (Bound::LessThan, Place::Close)),
    (">=", (Bound::AtLeast, Place::Close)),
    ("<=", (Bound::UpTo, Place::Close)),
];

/// Entries of one or more words, found by their first (or last) word; the longest wins.
///
/// Every word of a text is looked for in dozens of these, nearly always in vain, so that a miss must cost nothing:
/// a table by symbol, of which there are some hundreds, and not a map.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// Per symbol: 1 + the index of its group; 0 for none. Symbols that came later are not in it.
    slots: Vec<u16>,
    groups: Vec<Vec<(Vec<Symbol>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// Found by the word at its start, or, `backwards`, by that at its end.
    fn new(words: &mut Words, entries: impl IntoIterator<Item = (impl AsRef<str>, T)>, backwards: bool) -> Phrases<T> {
        let mut by_end: BTreeMap<Symbol, Vec<(Vec<Symbol>, T)>> = BTreeMap::new();
        for (text, meaning) in entries {
            let phrase = words.phrase(text.as_ref());
            if let Some(end) = if backwards { phrase.last() } else { phrase.first() } {
                by_end.entry(*end).or_default().push((phrase, meaning));
            }
        }
        for phrases in by_end.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        let mut slots = vec![0; by_end.last_key_value().map_or(0, |(last, _)| usize::from(last.0) + 1)];
        for (group, symbol) in by_end.keys().enumerate() {
            slots[usize::from(symbol.0)] = group as u16 + 1;
        }
        Phrases { slots, groups: by_end.into_values().collect() }
    }

    /// The longest entry that `matches`, given the first (or last) symbol.
    pub(crate) fn find(&self, end: Symbol, matches: impl Fn(&[Symbol]) -> bool) -> Option<(usize, T)> {
        let slot = *self.slots.get(usize::from(end.0))?;
        let phrases = self.groups.get(usize::from(slot).checked_sub(1)?)?;
        phrases.iter().find(|(phrase, _)| matches(phrase)).map(|(phrase, meaning)| (phrase.len(), *meaning))
    }
}

/// Numbers for words, given as they come.
#[derive(Debug, Default)]
struct Words(AHashMap<String, Symbol>);

impl Words {
    fn phrase(&mut self, text: &str) -> Vec<Symbol> {
        // An apostrophe belongs to the word before it only if something follows: "d'" as in "d'un".
        let elided = text.ends_with('\'');
        let whole = if elided { format!("{text}x") } else { text.to_owned() };
        let mut cut = tokens(&whole, |_| Symbol::UNKNOWN, |word| Currency::of_code(word).is_some());
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

/// A language, ready for reading.
#[derive(Debug)]
pub struct Lexicon {
    words: AHashMap<String, Symbol>,
    pub(crate) table: &'static Table,
    pub(crate) numbers: Phrases<NumberWord>,
    pub(crate) and: Phrases<()>,
    pub(crate) fractions: Phrases<i64>,
    pub(crate) part_of: Phrases<()>,
    pub(crate) half_more: Phrases<()>,
    pub(crate) scales: Phrases<(u32, Option<Note>)>,
    pub(crate) of: Phrases<()>,
    /// With the power of ten of a prefix.
    pub(crate) units: Phrases<(Unit, u32, Needs)>,
    pub(crate) signs: Phrases<Currency>,
    pub(crate) signs_before: Phrases<Currency>,
    pub(crate) per: Phrases<()>,
    /// The same before one of a thing, and something else before a time: "65 dollars l'action", "a year ago".
    pub(crate) per_one: Phrases<()>,
    pub(crate) adjectives: Phrases<()>,
    pub(crate) energy: Phrases<()>,
    pub(crate) spoil: Phrases<()>,
    pub(crate) no_unit_before: Phrases<()>,
    pub(crate) before: Phrases<(Bound, Place)>,
    pub(crate) after: Phrases<Bound>,
    pub(crate) leads: Phrases<()>,
    pub(crate) fillers: Phrases<()>,
    pub(crate) parted: Phrases<()>,
    pub(crate) parting: Phrases<()>,
    pub(crate) orders: Phrases<OrderWord>,
    pub(crate) determiners: Phrases<()>,
    pub(crate) between: Phrases<()>,
    pub(crate) between_and: Phrases<()>,
    pub(crate) from: Phrases<()>,
    pub(crate) to: Phrases<()>,
    pub(crate) or: Phrases<()>,
    pub(crate) excluded: Phrases<()>,
    pub(crate) changes: Phrases<()>,
    pub(crate) months: Phrases<u8>,
    pub(crate) ordinals: Phrases<()>,
    pub(crate) parts: Phrases<Part>,
    pub(crate) part_names: Phrases<Part>,
    pub(crate) part_letters: Phrases<Part>,
    pub(crate) edges: Phrases<()>,
    pub(crate) when: Phrases<When>,
    pub(crate) date_fillers: Phrases<()>,
    pub(crate) onwards: Phrases<()>,
    pub(crate) decades: Phrases<()>,
}

impl Lexicon {
    /// The words of a language with those of a vocabulary.
    pub(crate) fn new(grammar: Grammar, vocabulary: &Vocabulary) -> Lexicon {
        let table = grammar.table();
        let Table { numbers, bounds, ranges, dates, .. } = table;
        let words = &mut Words::default();
        let units = units(vocabulary, grammar.tag()).chain(money_words(vocabulary, grammar.tag()));
        let signs = || {
            let entries = vocabulary.money.iter();
            entries.flat_map(|money| money.signs.iter().map(|sign| (sign.as_str(), money.currency)))
        };
        Lexicon {
            table,
            numbers: Phrases::new(words, numbers.words(), false),
            and: plain(words, &numbers.and, false),
            fractions: Phrases::new(words, numbers.fractions(), false),
            part_of: plain(words, &numbers.part_of, true),
            half_more: plain(words, &numbers.half_more, false),
            scales: Phrases::new(words, numbers.scales(), false),
            of: plain(words, &table.units.of, false),
            units: Phrases::new(words, units, false),
            signs: Phrases::new(words, signs(), false),
            signs_before: Phrases::new(words, signs(), true),
            per: plain(words, &table.units.per, false),
            per_one: plain(words, &table.units.per_one, false),
            adjectives: plain(words, &table.units.adjectives, false),
            energy: plain(words, &table.units.energy, false),
            spoil: plain(words, &table.units.spoil, false),
            no_unit_before: plain(words, &table.units.no_unit_before, false),
            before: Phrases::new(words, bounds.before().chain(SIGNS), true),
            after: Phrases::new(words, bounds.after(), false),
            leads: plain(words, &bounds.leads, false),
            fillers: plain(words, &bounds.fillers, true),
            parted: plain(words, &bounds.parted, true),
            parting: plain(words, &bounds.parting, false),
            orders: Phrases::new(words, table.orders.words(), false),
            determiners: plain(words, &table.orders.determiners, true),
            between: plain(words, &ranges.between, true),
            between_and: plain(words, &ranges.between_and, false),
            from: plain(words, &ranges.from, true),
            to: plain(words, &ranges.to, false),
            or: plain(words, &ranges.or, false),
            excluded: plain(words, &ranges.excluded, false),
            changes: plain(words, &ranges.changes, true),
            months: Phrases::new(words, dates.months(), false),
            ordinals: plain(words, &dates.ordinals, false),
            parts: Phrases::new(words, dates.parts(), false),
            part_names: Phrases::new(words, dates.part_names(), false),
            part_letters: Phrases::new(words, dates.part_letters(), false),
            edges: plain(words, &dates.edges, true),
            when: Phrases::new(words, dates.when(), true),
            date_fillers: plain(words, &dates.fillers, true),
            onwards: plain(words, &dates.onwards, false),
            decades: plain(words, &dates.decades, true),
            words: std::mem::take(&mut words.0),
        }
    }

    /// The power of ten of a scale, in any case but for one letter.
    pub(crate) fn scale(&self, word: &str) -> Option<u32> {
        let one = |phrase: &[Symbol]| phrase.len() == 1;
        self.scales.find(self.symbol(&folded(word)), one).map(|(_, (exponent, _))| exponent)
    }

    /// The symbol of a word in lower case, or of one letter in its own.
    pub(crate) fn symbol(&self, word: &str) -> Symbol {
        self.words.get(word).copied().unwrap_or(Symbol::UNKNOWN)
    }
}

fn plain(words: &mut Words, entries: &[String], backwards: bool) -> Phrases<()> {
    Phrases::new(words, all(entries, ()), backwards)
}
