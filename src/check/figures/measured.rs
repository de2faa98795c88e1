//! Whether a figure is the measure of the deal: what it is worth, what is paid under it, what it supplies.
//!
//! This is the positive half of the test for a contradiction. A figure measures the deal if a noun for the deal stands
//! in front of it with nothing between but links and parties ("the contract with Acme is worth"), if it is an adjective
//! of that noun ("an $83 billion deal"), or if it is the object of a verb by which the deal is carried out ("pays
//! Acme"); with "for" a verb of buying may be farther away. Any other word in between ("the contract brings a margin
//! of") makes it somebody else's figure, or a figure of something else.

use std::ops::Range;

use super::clause::Clause;
use crate::figures::Grammar;
use crate::model::CompanyId;
use crate::vocabulary::lexicon::speech::{Measure, begins, ends, fold, has};
use crate::vocabulary::lexicon::verbs::Verbs;

/// How many words may stand between a figure and the noun that it is an adjective of.
const ADJECTIVES: usize = 3;

/// The companies that a sentence names: in words, with their places, or by a link.
#[derive(Clone, Copy)]
pub(super) struct Named<'n> {
    pub(super) companies: &'n [CompanyId],
    pub(super) places: &'n [(Range<usize>, CompanyId)],
}

impl Named<'_> {
    fn covers(&self, at: &Range<usize>) -> bool {
        self.places.iter().any(|(place, _)| place.start < at.end && at.start < place.end)
    }
}

/// The words by which it is told.
#[derive(Clone, Copy)]
pub(super) struct Lists<'l> {
    pub(super) grammar: Grammar,
    pub(super) verbs: &'l Verbs,
}

/// A word of a text: where it stands, as it is written without punctuation at its ends.
fn words(text: &str, range: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let part = text.get(range.clone()).unwrap_or("");
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '&');
    let mut all = Vec::new();
    let mut start = None;
    for (at, c) in part.char_indices().chain([(part.len(), ' ')]) {
        match (inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                // "d'", "l'" and "'s" keep their apostrophe.
                let end = if matches!(c, '\'' | '’') { at + c.len_utf8() } else { at };
                all.push((range.start + from..range.start + end, part[from..end].to_owned()));
                start = None;
            }
            _ => {}
        }
    }
    all
}

/// Whether a figure in its clause measures the deal. `acts` tells of a verb and its place whether its subject may be
/// one of the deal who does that.
pub(super) fn measures(
    text: &str,
    clause: &Clause<'_>,
    lists: Lists<'_>,
    named: Named<'_>,
    acts: impl Fn(&str, usize) -> bool,
) -> bool {
    let list = &lists.grammar.speech().measure;
    let (before, behind) = clause.around_place();
    if lists.grammar.writing().noun_follows && is_adjective(text, &behind, list) {
        return true;
    }
    let is_verb = |word: &str| has(word, &lists.verbs.of_kinds) || has(word, &list.verbs);
    let ends_with_verb = |(at, word): &(Range<usize>, String)| is_verb(&fold(word)) && acts(&fold(word), at.start);
    if lists.grammar.writing().free_order && words(text, &behind).iter().any(ends_with_verb) {
        return true;
    }
    let mut bought = false;
    let mut linked = true;
    for (index, (at, word)) in words(text, &before).iter().rev().enumerate() {
        let word = fold(word);
        if index == 0 {
            bought = has(&word, &list.prices);
        }
        let of_kind = has(&word, &lists.verbs.of_kinds);
        if is_verb(&word) {
            return acts(&word, at.start) && (linked || bought && (of_kind || has(&word, &list.buying)));
        }
        if has(&word, &list.nouns) {
            return linked && is_head(text, before.start..at.start, list);
        }
        linked &= named.covers(at) || has(&word, &list.links);
        if !linked && !bought {
            return false;
        }
    }
    false
}

/// "$83 billion deal", "$38 billion cloud contract".
fn is_adjective(text: &str, behind: &Range<usize>, list: &Measure) -> bool {
    let follows = text.get(behind.clone()).unwrap_or("");
    follows.starts_with([' ', '-'])
        && words(text, behind)
            .iter()
            .take(ADJECTIVES)
            .take_while(|(_, word)| !has(&fold(word), &list.links))
            .any(|(_, word)| has(&fold(word), &list.nouns))
}

/// Whether the noun that follows is what the sentence is about, and not a complement of another noun, unless that is
/// the value: "the value of the contract", not "the insurance of the contract".
fn is_head(text: &str, before: Range<usize>, list: &Measure) -> bool {
    let before = fold(text.get(before).unwrap_or(""));
    !ends(before.trim_end(), &list.complements) || has(&before, &list.values)
}

/// Whether a name in capitals stands with the figure that is no company of the site: it may be his.
pub(super) fn names_a_stranger(text: &str, clause: &Clause<'_>, lists: Lists<'_>, named: Named<'_>) -> bool {
    let (list, verbs) = (&lists.grammar.speech().measure, &lists.verbs.of_kinds);
    let (before, behind) = clause.around_place();
    let start = text.get(..before.start).unwrap_or("").trim_end();
    let opens = start.is_empty() || start.ends_with(['.', '!', '?', ':', '\n']);
    let before = words(text, &before);
    let behind = words(text, &behind);
    let is_name = |(at, word): &(Range<usize>, String)| {
        let folded = fold(word);
        lists.grammar.is_like_a_name(word)
            && word.chars().nth(1).is_some_and(|c| c.is_alphanumeric())
            && !word.contains(|c: char| c.is_ascii_digit())
            && !named.covers(at)
            && !lists.grammar.has_capital(&folded)
    };
    // The first word has its capital anyway: a name has another, an "'s", or a verb behind it.
    let first_is_name = || {
        let Some(first) = before.first().filter(|first| is_name(first)) else { return false };
        let word = &first.1;
        let verb =
            before.get(1).is_some_and(|(_, next)| [&list.verbs, verbs].into_iter().any(|list| has(&fold(next), list)));
        let noun = has(&fold(word), &list.nouns) || begins(&fold(word), &list.openers);
        !noun && (verb || word.ends_with(['\'', '’']) || word.chars().skip(1).any(char::is_uppercase))
    };
    first_is_name() && opens || before.iter().skip(usize::from(opens)).any(is_name) || behind.iter().any(is_name)
}

/// Whether a length of time is that of the thing behind a noun: "the lease of the building".
pub(super) fn is_of_a_thing(before: &str, list: &Measure) -> bool {
    list.things.places(before).any(|link| {
        let noun = before[..link.start].strip_suffix(' ').is_some_and(|noun| ends(noun.trim_end(), &list.nouns));
        let mut thing = before[link.end..].split_whitespace().take(ADJECTIVES);
        noun && !thing.any(|word| has(word, &list.nouns))
    })
}
