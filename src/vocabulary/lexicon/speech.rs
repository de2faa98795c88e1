//! The words by which a sentence says what a figure in it is, and how firm it is itself: data, as `languages/fr.toml`
//! explains. Sentences are folded before ([`fold`]).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;

use crate::quantity::Bound;

/// Words and stems.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct List {
    stems: Vec<Stem>,
    /// Finds all of them at once; made when a text is first looked through.
    automaton: OnceLock<Option<AhoCorasick>>,
}

#[derive(Clone, Debug)]
struct Stem {
    text: String,
    /// Whether it may hang on another word: "*n't".
    hangs: bool,
    /// Whether more may follow: "sign*".
    open: bool,
}

impl From<Vec<String>> for List {
    fn from(written: Vec<String>) -> List {
        let stem = |word: String| {
            let (hangs, rest) = word.strip_prefix('*').map_or((false, &*word), |rest| (true, rest));
            let (open, text) = rest.strip_suffix('*').map_or((false, rest), |stem| (true, stem));
            Stem { text: text.to_owned(), hangs, open }
        };
        let stems = written.iter().flat_map(|word| spelt_out(word)).map(stem).collect();
        List { stems, automaton: OnceLock::new() }
    }
}

/// Each of the words that `{a|b}` stands for.
pub(super) fn spelt_out(word: &str) -> Vec<String> {
    let choice = word.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    let Some((before, (choices, after))) = choice else { return vec![word.to_owned()] };
    let endings = spelt_out(after);
    let one = |choice: &str| endings.iter().map(move |end| format!("{before}{choice}{end}")).collect::<Vec<_>>();
    choices.split('|').flat_map(one).collect()
}

impl List {
    /// The words, without what marks them as stems.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().map(|stem| &*stem.text)
    }

    /// Where its words stand in a folded text.
    pub(crate) fn places<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let automaton = self.automaton.get_or_init(|| {
            let kind = Some(AhoCorasickKind::ContiguousNFA);
            AhoCorasick::builder().kind(kind).build(self.iter()).ok().filter(|_| !self.stems.is_empty())
        });
        let found = automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(folded));
        found.filter_map(move |found| {
            let (stem, at) = (self.stems.get(found.pattern().as_usize())?, found.range());
            let fits = (stem.hangs || !folded[..at.start].ends_with(char::is_alphanumeric))
                && (stem.open || !folded[at.end..].starts_with(char::is_alphanumeric));
            fits.then_some(at)
        })
    }
}

/// A sentence in the form that lists are matched with.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// The same, behind what is folded already. Nearly all of a text is ASCII, and goes by in one piece.
pub(super) fn fold_onto(text: &str, folded: &mut String) {
    let mut rest = text;
    loop {
        let ascii = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        let from = folded.len();
        folded.push_str(&rest[..ascii]);
        folded[from..].make_ascii_lowercase();
        let mut others = rest[ascii..].chars();
        let Some(c) = others.next() else { return };
        folded.extend(fold_char(c));
        rest = others.as_str();
    }
}

/// A character in that form.
fn fold_char(c: char) -> impl Iterator<Item = char> {
    let one = |c: char| match c {
        '’' | '‘' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        c => c,
    };
    c.to_lowercase().map(one)
}

/// Whether a folded text has one of the words.
pub(crate) fn has(folded: &str, words: &List) -> bool {
    words.places(folded).next().is_some()
}

/// Whether a folded text begins with one of the words.
pub(crate) fn begins(folded: &str, words: &List) -> bool {
    words.stems.iter().any(|stem| {
        let rest = folded.strip_prefix(&*stem.text);
        rest.is_some_and(|rest| stem.open || !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether a folded text ends with one of the words; of stems nobody knows where they end.
pub(crate) fn ends(folded: &str, words: &List) -> bool {
    words.stems.iter().filter(|stem| !stem.open).any(|stem| {
        let rest = folded.strip_suffix(&*stem.text);
        rest.is_some_and(|rest| stem.hangs || !rest.ends_with(char::is_alphanumeric))
    })
}

/// Tables whose keys all are lists of words.
macro_rules! lists {
    ($($table:ident { $($key:ident $(: $value:ty)?),+ $(,)? })+) => { $(
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $table {
            $(pub(crate) $key: lists!(@ $($value)?),)+
        }
    )+ };
    (@) => { List };
    (@ $value:ty) => { $value };
}

lists! {
    Speech {
        rates: Rates, deal: Deal, measure: Measure, aside: Aside, share: Share, term: Term, dated: Dated, fix: Fix,
        firm: Firmness, off: Off, paid: Paid, told: Told, conjugation: Conjugation,
    }
    Off { ended, past, gone }
    Conjugation { now, open, done, perfect }
    Paid { pays, did, gets, passive, by, pending, from, to, passive_of }
    Told { whole, without, open, past, sum, total, limits, common, future }
    Rates { yearly, annual, average, other, piece, each }
    Deal { nouns, verbs, other, totals }
    Measure {
        nouns, links, verbs, buying, prices, mutual, complements, values, things, holders, openers, capitals,
    }
    Aside {
        elsewhere, negation, only, instead, anew, with_others, grown_by, grown_before, than, part, part_after, in_year,
    }
    Share { stake, movement, parts: Parts, of, nouns }
    Term { before, after, over, of, nouns, extension, next, within }
    Dated { changed, starts, ends, online, certain, signed, announced, talks, done, due, option, off, exclusive, and }
    Fix {
        bounds: BoundNames, at_most: String, determiners, possessives, contractions, links, free_before,
        elision: Option<[String; 2]>, articles: Option<Articles>,
    }
    BoundNames { at_least: String, more_than: String, up_to: String, less_than: String, about: String }
    Articles { plain: String, vowel: String, numbers }
    Firmness {
        verbs: BTreeMap<Firm, List>, auxiliaries, adverbs, deal, others, stand_ins, relative, object_relative, talks,
        after, condition, pending, intent, doubt, already, towards, dates, stake, scales, letter,
    }
}

/// Fractions in words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<Part>")]
pub(crate) struct Parts {
    parts: Vec<Part>,
    /// All of them.
    pub(crate) words: List,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    percent: u8,
    words: Vec<String>,
}

impl From<Vec<Part>> for Parts {
    fn from(written: Vec<Part>) -> Parts {
        let spelt = |part: Part| Part { words: part.words.iter().flat_map(|word| spelt_out(word)).collect(), ..part };
        let parts: Vec<Part> = written.into_iter().map(spelt).collect();
        let words = List::from(parts.iter().flat_map(|part| part.words.iter().cloned()).collect::<Vec<_>>());
        Parts { parts, words }
    }
}

impl Parts {
    /// The per cent that folded words stand for.
    pub(crate) fn percent(&self, folded: &str) -> Option<u8> {
        self.parts.iter().find(|part| part.words.iter().any(|word| word == folded)).map(|part| part.percent)
    }
}

impl BoundNames {
    /// The words for a bound; `None` where it is not a word before the number.
    pub(crate) fn of(&self, bound: Bound) -> Option<&str> {
        match bound {
            Bound::AtLeast => Some(&self.at_least),
            Bound::MoreThan => Some(&self.more_than),
            Bound::UpTo => Some(&self.up_to),
            Bound::LessThan => Some(&self.less_than),
            Bound::About => Some(&self.about),
            Bound::Exact | Bound::Range | Bound::Magnitude => None,
        }
    }
}

/// What a firm verb says, and with that who must stand in front of it and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Firm {
    /// A party signed: "Amazon has signed".
    Signed,
    /// The deal is signed or closed: "the deal is done".
    Closed,
    /// The same, as headlines say it: "deal signed".
    Headline,
    /// A payer invests: "Amazon invests".
    Gives,
    /// The same right behind the payer only, as headlines tell what is to come: "Amazon to invest".
    Will,
    /// A payer does what he may do elsewhere too, so that a figure and the other party must follow: "Amazon puts".
    Puts,
    /// A payee gets something, with the same to follow: "OpenAI raises".
    Gets,
    /// The deal is closed, and not only signed: "the takeover has been completed".
    Completed,
    /// Who was to get shares has them: "Amazon now owns".
    Holds,
    /// The same, told of whose shares they are: "OpenAI belongs to".
    Held,
}

#[cfg(test)]
mod tests {
    use super::{List, fold, has, spelt_out};

    #[test]
    fn words_match_whole_and_stems_at_the_start() {
        let folded = fold("L’accord N’est pas signé ; le marché croîtrait, didn’t it?");
        for (word, expected) in [
            ("l'accord", true),
            ("n'*", true),
            ("pas", true),
            ("signé", true),
            ("sign", false),
            ("sign*", true),
            ("arché", false),
            ("*n't", true),
            ("n't", false),
            ("croi*", false),
            ("croî*", true),
        ] {
            assert_eq!(has(&folded, &List::from(vec![word.to_owned()])), expected, "{word}");
        }
    }

    #[test]
    fn choices_are_spelt_out() {
        assert_eq!(
            spelt_out("{|has }{struck|sealed} it"),
            ["struck it", "sealed it", "has struck it", "has sealed it"]
        );
    }
}
