//! Verbs that tell of a deal as done: those of a language, and those by which it speaks of each kind of leg.

use std::collections::BTreeMap;
use std::ops::Range;

use ahash::AHashMap;

use super::Grammar;
use super::speech::{Firm, Firmness, List, fold, fold_onto, has};
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

    /// Whether it says that a deal is closed, which is too firm for one that is only signed.
    pub(crate) fn is_closing(&self) -> bool {
        matches!(self, Says::Firm(Firm::Completed | Firm::Holds | Firm::Held))
    }
}

/// What a verb tells of its subject: that it pays in a leg of these kinds, or is paid.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deed {
    /// Of which kinds; empty for what parties of any do, "pays".
    pub(crate) kinds: Vec<Kind>,
    /// Whether its subject pays; else it is paid.
    pub(crate) pays: bool,
    /// Whether it may be either: who rents, and who rents out.
    pub(crate) either: bool,
    /// Whether it is told as done: "has bought".
    pub(crate) done: bool,
}

/// A verb in a text.
#[derive(Debug)]
pub(crate) struct Found<'t, T> {
    /// Where it stands; of a verb in two parts the first.
    pub(crate) at: Range<usize>,
    /// From there to the end of its last part.
    pub(crate) whole: Range<usize>,
    /// What it says.
    pub(crate) says: &'t T,
}

/// The verbs of a language, found in a text at once.
#[derive(Debug)]
pub(crate) struct Verbs {
    /// How firm a deal is.
    says: Forms<Says>,
    /// Who does what.
    deeds: Forms<Deed>,
    /// Per kind, the words by which texts name it.
    named: Vec<(Kind, List)>,
    /// Those of kinds of leg that are one word beside an auxiliary, which no noun for a deal is: "buy" of "will buy".
    pub(crate) of_kinds: List,
}

impl Verbs {
    pub(crate) fn new(grammar: Grammar, kinds: &[Kind]) -> Verbs {
        let speech = grammar.speech();
        let mut of_kinds: BTreeMap<String, Vec<Kind>> = BTreeMap::new();
        for kind in kinds {
            let [now, done, _] = spoken(grammar, kind.read.list(grammar.tag()));
            for verb in now.iter().chain(done.iter()) {
                of_kinds.entry(verb.to_owned()).or_default().push(*kind);
            }
        }
        let named = kinds.iter().map(|kind| (*kind, list(kind.named.list(grammar.tag())))).collect();
        let main = |verb: &String| main_of(&speech.firm, verb).unwrap_or(verb).to_owned();
        let is_word = |word: &String| !word.contains(' ') && !has(word, &speech.deal.nouns);
        let words: Vec<String> = of_kinds.keys().map(main).filter(is_word).collect();
        let firm = speech.firm.verbs.iter().flat_map(|(firm, list)| list.iter().map(|verb| (verb, Says::Firm(*firm))));
        let firm = firm.map(|(verb, says)| (verb.to_owned(), says));
        let all = firm.chain(of_kinds.into_iter().map(|(verb, kinds)| (verb, Says::Of(kinds))));
        Verbs {
            says: Forms::new(&speech.firm, all),
            deeds: Forms::new(&speech.firm, deeds(grammar, kinds).into_iter()),
            named,
            of_kinds: List::from(words),
        }
    }

    /// Who does what in a text: its verbs as whole words, and what each says of its subject.
    pub(crate) fn deeds<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found<'t, Deed>> {
        self.deeds.find(text)
    }

    /// The verbs of a text, as whole words.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found<'t, Says>> {
        self.says.find(text)
    }

    /// Whether a folded text names a kind.
    pub(crate) fn names(&self, kind: Kind, folded: &str) -> bool {
        self.named.iter().any(|(known, words)| *known == kind && has(folded, words))
    }
}

/// Verbs in their forms with what each says, each with an adverb behind its auxiliary or none: "has formally signed".
#[derive(Debug)]
struct Forms<T> {
    tree: Tree,
    /// By the first letter of a word in ASCII, the lengths of those with which a form begins: most words are none.
    lengths: [u32; 256],
    adverbs: Tree,
    /// Per form what ends the clause, the "gekauft" of "hat … gekauft", and what it says.
    says: Vec<(Option<String>, T)>,
}

impl<T> Forms<T> {
    /// Of forms that are the same the first one says what it says.
    fn new(words: &'static Firmness, all: impl Iterator<Item = (String, T)>) -> Forms<T> {
        let (tree, adverbs) = (Tree::default(), Tree::default());
        let mut forms = Forms { tree, lengths: [0; 256], adverbs, says: Vec::new() };
        for (text, says) in all {
            let (text, tail) = match text.split_once(APART) {
                Some((head, tail)) => (head, Some(tail.to_owned())),
                None => (&*text, None),
            };
            forms.tree.insert(text, forms.says.len());
            let first = &text.as_bytes()[..piece_end(text, 0)];
            forms.lengths[usize::from(first.first().copied().unwrap_or(0))] |= bit(first.len());
            forms.says.push((tail, says));
        }
        words.auxiliaries.iter().for_each(|auxiliary| forms.tree.open(auxiliary));
        words.adverbs.iter().for_each(|adverb| forms.adverbs.insert(&format!(" {adverb}"), 0));
        forms
    }

    /// The longest ones of a text that are whole words, one behind the other.
    fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found<'t, T>> {
        let (mut at, mut word) = (0, String::new());
        std::iter::from_fn(move || {
            loop {
                let start = at + text[at..].find(char::is_alphanumeric)?;
                let end = word_end(text, start);
                if !self.may_begin(&text.as_bytes()[start..end]) {
                    at = end;
                    continue;
                }
                let mut best: Option<(usize, usize, usize)> = None;
                let first = self.tree.step(0, text, start, &mut word);
                at = first.map_or(end, |(_, end)| end);
                if let Some((node, end)) = first {
                    self.walk((node, end), text, true, &mut word, &mut |form, end| {
                        let last = match self.says.get(form).and_then(|(tail, _)| tail.as_ref()) {
                            Some(tail) => end_in_clause(&text[end..], tail).map(|length| end + length),
                            None => Some(end),
                        };
                        let Some(last) = last else { return };
                        let is_longer = |(known_last, known_end, known): (usize, usize, usize)| {
                            (last, end) > (known_last, known_end)
                                || (last, end) == (known_last, known_end) && form < known
                        };
                        if best.is_none_or(is_longer) {
                            best = Some((last, end, form));
                        }
                    });
                }
                if let Some((last, end, form)) = best {
                    at = end;
                    let (_, says) = self.says.get(form)?;
                    return Some(Found { at: start..end, whole: start..last, says });
                }
            }
        })
    }

    /// Whether a form may begin with a word. One that is not all ASCII may be shorter or longer once it is folded.
    fn may_begin(&self, word: &[u8]) -> bool {
        let Some(first) = word.first() else { return false };
        !word.is_ascii() || self.lengths[usize::from(first.to_ascii_lowercase())] & bit(word.len()) != 0
    }

    /// Tells of each form that a text goes on with here, and where it ends.
    fn walk(
        &self,
        (node, at): (usize, usize),
        text: &str,
        may_part: bool,
        word: &mut String,
        found: &mut impl FnMut(usize, usize),
    ) {
        let here = &self.tree.nodes[node];
        here.forms.iter().for_each(|form| found(*form, at));
        if let Some(next) = self.tree.step(node, text, at, word) {
            self.walk(next, text, may_part, word, found);
        }
        if may_part && here.is_open {
            let mut adverb = (0, at);
            while let Some(next) = self.adverbs.step(adverb.0, text, adverb.1, word) {
                adverb = next;
                if !self.adverbs.nodes[adverb.0].forms.is_empty()
                    && let Some(next) = self.tree.step(node, text, adverb.1, word)
                {
                    self.walk(next, text, false, word, found);
                }
            }
        }
    }
}

/// Phrases by their words: hundreds of verbs begin with the same auxiliary.
#[derive(Debug)]
struct Tree {
    /// The first one is that of no word yet.
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// By the next word, with what stands before it: a space, an apostrophe.
    next: AHashMap<String, usize>,
    /// The phrases that end here.
    forms: Vec<usize>,
    /// Whether an adverb may follow.
    is_open: bool,
}

impl Default for Tree {
    fn default() -> Tree {
        Tree { nodes: vec![Node::default()] }
    }
}

impl Tree {
    fn insert(&mut self, phrase: &str, form: usize) {
        let (mut node, mut at) = (0, 0);
        while at < phrase.len() {
            let end = piece_end(phrase, at);
            let new = self.nodes.len();
            node = *self.nodes[node].next.entry(phrase[at..end].to_owned()).or_insert(new);
            if node == new {
                self.nodes.push(Node::default());
            }
            at = end;
        }
        self.nodes[node].forms.push(form);
    }

    /// Lets adverbs follow these words.
    fn open(&mut self, phrase: &str) {
        let (mut place, mut word) = ((0, 0), String::new());
        while place.1 < phrase.len() {
            let Some(next) = self.step(place.0, phrase, place.1, &mut word) else { return };
            place = next;
        }
        self.nodes[place.0].is_open = true;
    }

    /// The node of the next word of a text, and where it ends; `word` is room to fold it in.
    fn step(&self, node: usize, text: &str, at: usize, word: &mut String) -> Option<(usize, usize)> {
        let next = &self.nodes[node].next;
        if next.is_empty() || at == text.len() {
            return None;
        }
        let end = piece_end(text, at);
        word.clear();
        fold_onto(&text[at..end], word);
        next.get(&**word).map(|node| (*node, end))
    }
}

/// Where the next word ends, with what stands before it.
fn piece_end(text: &str, at: usize) -> usize {
    let start = text[at..].find(char::is_alphanumeric).map_or(text.len(), |length| at + length);
    word_end(text, start)
}

/// What stands for the words between the parts of a verb.
const APART: &str = " … ";

/// Where these words end in the clause with which a text begins: in what comes before a comma, a colon or a bracket.
fn end_in_clause(text: &str, words: &str) -> Option<usize> {
    let is_cut = |(at, c): (usize, char)| match c {
        ',' => text[at + 1..].starts_with(char::is_whitespace),
        c => matches!(c, ';' | ':' | '(' | ')'),
    };
    let clause = &text[..text.char_indices().find(|place| is_cut(*place)).map_or(text.len(), |(at, _)| at)];
    let (mut at, mut folded, count) = (0, String::new(), words.split(' ').count());
    while let Some(start) = clause[at..].find(char::is_alphanumeric).map(|length| at + length) {
        at = word_end(clause, start);
        let end = (1..count).fold(at, |end, _| piece_end(clause, end));
        folded.clear();
        fold_onto(&clause[start..end], &mut folded);
        if folded == words {
            return Some(end);
        }
    }
    None
}

/// The bit of a length; the longest share one.
fn bit(length: usize) -> u32 {
    1 << length.min(31)
}

/// Where the word ends that begins here. Nearly all of a text is ASCII.
fn word_end(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let end = text.as_bytes()[at..].iter().position(|byte| !byte.is_ascii_alphanumeric());
        let end = end.map_or(text.len(), |length| at + length);
        match text[end..].chars().next() {
            Some(c) if !c.is_ascii() && c.is_alphanumeric() => at = end + c.len_utf8(),
            _ => return end,
        }
    }
}

fn list(words: &[String]) -> List {
    List::from(words.iter().map(|word| fold(word)).collect::<Vec<_>>())
}

/// The forms of verbs: what is so or will be, what is done, what only may be. A plain form is the first.
fn spoken(grammar: Grammar, verbs: &[String]) -> [List; 3] {
    let conjugation = &grammar.speech().conjugation;
    let (mut now, mut done, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for verb in verbs.iter().map(|verb| fold(verb)) {
        let parts: Vec<&str> = verb.split('/').collect();
        if parts.len() == 1 {
            now.push(verb);
            continue;
        }
        let all = [(&conjugation.now, &mut now), (&conjugation.done, &mut done), (&conjugation.open, &mut open)];
        for (forms, out) in all {
            out.extend(forms.iter().map(|form| conjugated(form, &parts)));
        }
    }
    [List::from(now), List::from(done), List::from(open)]
}

/// A form with its parts: "has %4" of "lend/lends/lending/lent/lent" is "has lent".
fn conjugated(form: &str, parts: &[&str]) -> String {
    parts.iter().enumerate().fold(form.to_owned(), |form, (index, part)| form.replace(&format!("%{index}"), part))
}

/// The verbs of all kinds and those of any, in every form, and what they say.
fn deeds(grammar: Grammar, kinds: &[Kind]) -> BTreeMap<String, Deed> {
    let paid = &grammar.speech().paid;
    let mut all: BTreeMap<String, Deed> = BTreeMap::new();
    let mut add = |words: &List, kind: Option<Kind>, pays: bool, done: bool| {
        for form in words.iter() {
            let new = || Deed { kinds: Vec::new(), pays, either: false, done };
            let deed = all.entry(form.to_owned()).or_insert_with(new);
            deed.either |= deed.pays != pays;
            deed.kinds.extend(kind);
        }
    };
    for kind in kinds {
        for (words, pays) in [(&kind.read, true), (&kind.gets, false)] {
            let [now, done, open] = spoken(grammar, words.list(grammar.tag()));
            add(&now, Some(*kind), pays, false);
            add(&done, Some(*kind), pays, true);
            add(&open, Some(*kind), pays, false);
        }
    }
    add(&paid.pays, None, true, false);
    add(&paid.did, None, true, true);
    add(&paid.gets, None, false, false);
    all
}

/// A verb without its auxiliary.
fn main_of<'v>(words: &Firmness, verb: &'v str) -> Option<&'v str> {
    words.auxiliaries.iter().find_map(|auxiliary| after(verb, auxiliary))
}

fn after<'v>(verb: &'v str, auxiliary: &str) -> Option<&'v str> {
    verb.strip_prefix(auxiliary)?.strip_prefix(' ')
}
