//! The words of a language by which the linter knows what a figure is about, and how firm a sentence is.
//!
//! Data, not grammar: lists that an editor can correct. A word matches as a whole; with `*` at its end it matches
//! the beginning of a word. Sentences are folded before (small letters, straight apostrophes, plain spaces).

mod english;
mod firm;
mod french;
mod measuring;

use crate::figures::Grammar;
use crate::quantity::Bound;

pub use firm::{Firm, Wording};
pub use measuring::Measuring;

/// The words of one language around figures.
pub struct Words {
    /// A number per unit of time, which is no fact's value: "annual".
    pub rate: List,
    /// The same right behind a figure: "a year".
    pub rate_after: List,
    /// Of these those of a year.
    pub yearly: List,
    /// What a figure is spread over that is no time: "per chip".
    pub per_piece: List,
    /// Money or power that is seldom the deal's own: a market, a revenue.
    pub elsewhere: List,
    /// The same, unless the deal is named: "in total".
    pub totals: List,
    /// What a deal is called.
    pub deal_nouns: List,
    /// What its parties do in it.
    pub deal_verbs: List,
    /// A deal that is not this one: "the previous contract".
    pub other_deal: List,
    /// Somebody says that it is not so.
    pub negation: List,
    /// In front of a figure: it is what something else grew by.
    pub grown_by: List,
    /// Right behind a figure: it is the distance from something else.
    pub than: List,
    /// In front of a figure: it is a part of the whole.
    pub part: List,
    /// Behind a figure, in its clause: the same.
    pub part_after: List,
    /// A share of a company's capital.
    pub stake: List,
    /// A share that something rose or fell by.
    pub movement: List,
    /// What ends right before the term of a contract: "lasts".
    pub term_before: List,
    /// The same, in a sentence about the deal: "over".
    pub term_over: List,
    /// What links a noun and its term: "of".
    pub term_of: List,
    /// What has a term: "contract".
    pub term_nouns: List,
    /// Right in front of a figure: it is what something grew by.
    pub grown_before: List,
    /// In front of a year: what is done in it alone.
    pub in_year: List,
    /// A length of time that is added to a term.
    pub extension: List,
    /// Per date of a deal, what says that a date is it: its start, its end, when all of it is in service.
    pub starts: List,
    /// See `starts`.
    pub ends: List,
    /// See `starts`.
    pub online: List,
    /// What starts, ends and is put into service, beyond doubt.
    pub dated: List,
    /// In front of a number these are part of a noun phrase that has no room for "at least": "the", "its".
    pub determiners: List,
    /// How a name ends that stands there in their place: "Acme's".
    pub possessives: List,
    /// Words that end so and are none: "it's".
    pub contractions: List,
    /// The indefinite article, and the one before a vowel, where numbers are read with either: "a", "an".
    pub articles: Option<[&'static str; 2]>,
    /// In front of a number these take no "up to" behind them.
    pub links: List,
    /// Behind a number: the same as "up to" in front of it.
    pub at_most: &'static str,
    /// In front of a vowel the first of these becomes the second.
    pub elision: Option<[&'static str; 2]>,
    /// A source leaves open whether it is so.
    pub doubt: List,
    /// Behind a figure these show that it stands alone: "of", "to". Any other word is its noun ("a $10bn deal").
    pub free_before: List,
    /// "at least", "more than", "up to", "less than", "about".
    bounds: [&'static str; 5],
}

/// Words or stems.
pub(super) type List = &'static [&'static str];

/// A language that the linter has words for.
#[derive(Clone, Copy, Debug)]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
}

impl Language {
    /// That of a grammar; `None` where figures can be read and no more.
    pub fn of(grammar: Grammar) -> Option<Language> {
        match grammar.tag() {
            "fr" => Some(Language::French),
            "en" => Some(Language::English),
            _ => None,
        }
    }
}

impl Words {
    /// Of a language.
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::French => &french::WORDS,
            Language::English => &english::WORDS,
        }
    }

    /// The words for a bound; `None` where it is not a word before the number.
    pub fn bound(&self, bound: Bound) -> Option<&'static str> {
        let index = match bound {
            Bound::AtLeast => 0,
            Bound::MoreThan => 1,
            Bound::UpTo => 2,
            Bound::LessThan => 3,
            Bound::About => 4,
            Bound::Exact | Bound::Range | Bound::Magnitude => return None,
        };
        self.bounds.get(index).copied()
    }
}

/// A sentence in the form that lists are matched with.
pub(super) fn fold(text: &str) -> String {
    let one = |c: char| match c {
        '’' | '‘' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        c => c,
    };
    text.chars().flat_map(char::to_lowercase).map(one).collect()
}

/// Whether a folded text has one of the words.
pub(super) fn has(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| has_one(folded, word))
}

fn has_one(folded: &str, word: &str) -> bool {
    let (stem, open) = split(&word);
    folded.match_indices(stem).any(|(at, _)| {
        let before = folded[..at].chars().next_back();
        let after = folded[at + stem.len()..].chars().next();
        let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // "n't" hangs on a verb.
        (stem.starts_with("n'") || !inside(before)) && (open || !inside(after))
    })
}

/// Whether a folded text begins with one of the words.
pub(super) fn begins(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let (stem, open) = split(word);
        let rest = folded.strip_prefix(stem);
        rest.is_some_and(|rest| open || !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether a folded text ends with one of the words, which have no `*`.
pub(super) fn ends(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| folded.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}

/// A word without its `*`, and whether it had one.
fn split<'w>(word: &&'w str) -> (&'w str, bool) {
    word.strip_suffix('*').map_or((*word, false), |stem| (stem, true))
}

#[cfg(test)]
mod tests {
    use super::{fold, has};

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
            ("n't", true),
            ("croi*", false),
            ("croî*", true),
        ] {
            assert_eq!(has(&folded, &[word]), expected, "{word}");
        }
    }
}
