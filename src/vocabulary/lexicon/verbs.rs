//! Verbs that tell of a deal as done: those of a language, and those by which it speaks of each kind of leg.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Grammar;
use super::speech::{Firm, Firmness, List, fold, has};
use crate::vocabulary::Kind;

/// What a verb says.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    /// The same of any deal.
    Firm(Firm),
    /// What those do who pay in legs of these kinds: "OpenAI buys".
    Of(Vec<Kind>),
}

impl Says {
    /// Whether it says that a contract is signed, which is too firm for a deal that is only announced.
    pub(crate) fn is_signature(&self) -> bool {
        matches!(self, Says::Firm(Firm::Signed | Firm::Closed | Firm::Headline))
    }
}

/// The verbs of a language, found in a text at once.
#[derive(Debug)]
pub(crate) struct Verbs {
    automaton: Option<AhoCorasick>,
    /// What each pattern says.
    says: Vec<Says>,
    /// Those of kinds of leg that are one word beside an auxiliary, which no noun for a deal is: "buy" of "will buy".
    pub(crate) of_kinds: List,
}

impl Verbs {
    pub(crate) fn new(grammar: Grammar, kinds: &[Kind]) -> Verbs {
        let speech = grammar.speech();
        let mut of_kinds: BTreeMap<String, Vec<Kind>> = BTreeMap::new();
        for kind in kinds {
            let read = kind.read.list(grammar.tag()).iter().map(|verb| fold(verb));
            for verb in List::from(read.collect::<Vec<_>>()).iter() {
                of_kinds.entry(verb.to_owned()).or_default().push(*kind);
            }
        }
        let main = |verb: &String| main_of(&speech.firm, verb).unwrap_or(verb).to_owned();
        let is_word = |word: &String| !word.contains(' ') && !has(word, &speech.deal.nouns);
        let words: Vec<String> = of_kinds.keys().map(main).filter(is_word).collect();
        let firm = speech.firm.verbs.iter().flat_map(|(firm, list)| list.iter().map(|verb| (verb, Says::Firm(*firm))));
        let all = firm.chain(of_kinds.iter().map(|(verb, kinds)| (&**verb, Says::Of(kinds.clone()))));
        let (mut patterns, mut says) = (Vec::new(), Vec::new());
        for (verb, meaning) in all {
            for form in forms(&speech.firm, verb) {
                let curly = form.contains('\'').then(|| form.replace('\'', "’"));
                for spelling in [Some(form), curly].into_iter().flatten() {
                    patterns.push(spelling);
                    says.push(meaning.clone());
                }
            }
        }
        let builder =
            AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(patterns);
        Verbs { automaton: builder.ok(), says, of_kinds: List::from(words) }
    }

    /// The verbs of a text, as whole words.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, &'t Says)> {
        let found = self.automaton.iter().flat_map(move |a| a.find_iter(text));
        let verbs = found.filter_map(|m| Some((m.range(), self.says.get(m.pattern().as_usize())?)));
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        verbs.filter(move |(range, _)| {
            !letter(text[..range.start].chars().next_back()) && !letter(text[range.end..].chars().next())
        })
    }
}

/// A verb without its auxiliary.
fn main_of<'v>(words: &Firmness, verb: &'v str) -> Option<&'v str> {
    words.auxiliaries.iter().find_map(|auxiliary| after(verb, auxiliary))
}

fn after<'v>(verb: &'v str, auxiliary: &str) -> Option<&'v str> {
    verb.strip_prefix(auxiliary)?.strip_prefix(' ')
}

/// A verb, and if it is of two words the same with an adverb between them: "has formally signed".
fn forms(words: &Firmness, verb: &str) -> Vec<String> {
    let mut forms = vec![verb.to_owned()];
    for auxiliary in words.auxiliaries.iter() {
        if let Some(rest) = after(verb, auxiliary) {
            forms.extend(words.adverbs.iter().map(|adverb| format!("{auxiliary} {adverb} {rest}")));
        }
    }
    forms
}
