//! Which legs of its deal a sentence names: by words for their kind, by who acts in them, by what the sheet calls them.
//!
//! A deal of several legs has several values, terms and dates. A figure is held against those of the legs that its
//! sentence names; where it names none, against all.

use std::collections::HashMap;
use std::ops::Range;

use super::{Linter, Passage};
use crate::figures::Grammar;
use crate::model::{CompanyId, Deal, LangId, Leg, Text};
use crate::vocabulary::lexicon::speech::{fold, has};

/// What a word for the kind of a leg is worth, a party that other legs do not have, and a word by which the sheet calls it.
const OF_KIND: i32 = 3;
const OF_PARTY: i32 = 2;
const OF_WORD: i32 = 1;

/// A name in those words, or two words in one.
const OF_NAME: i32 = 2;

/// A leg in which somebody has no part who is named, though another leg has him, is hardly meant.
const NO_PART: i32 = -4;

/// So many words of the sheet count.
const WORDS_AT_MOST: i32 = 3;

/// So many letters of a word tell it from others, whatever its ending.
const STEM: usize = 5;

/// What a word of the name of a tranche or a step is worth.
pub(super) const WORD_OF_NAME: usize = 2;

/// What a leg needs to be named.
const NAMED: i32 = 2;

/// What the last sentence named: a sentence has several figures.
#[derive(Default)]
pub(super) struct Namings<'a>(Option<(Range<usize>, Option<Naming<'a>>)>);

impl<'a> Namings<'a> {
    /// That of a sentence.
    pub(super) fn of(
        &mut self,
        linter: &Linter<'a>,
        passage: &Passage<'_>,
        sentence: &Range<usize>,
    ) -> Option<&Naming<'a>> {
        if self.0.as_ref().is_none_or(|(known, _)| known != sentence) {
            self.0 = Some((sentence.clone(), Naming::of(linter, passage, sentence)));
        }
        self.0.as_ref().and_then(|(_, naming)| naming.as_ref())
    }
}

/// What a sentence says of each leg of its deal.
pub(in crate::check) struct Naming<'a> {
    pub(super) deal: &'a Deal,
    /// Per leg.
    scores: Vec<i32>,
    /// Whether it has words by which the sheet calls the leg alone, per leg.
    called: Vec<bool>,
    /// Whether it names somebody who acts in the deal.
    has_party: bool,
}

/// The legs that a sentence names.
#[derive(Debug)]
pub(in crate::check) struct Focus {
    /// Those that it names best.
    pub(super) legs: Vec<usize>,
    /// How well.
    score: i32,
    /// How well another leg is named.
    other: i32,
    /// Whether the deal has other legs, or the sentence names a party: a word for its kind alone tells one leg from
    /// nothing.
    is_told: bool,
    has_others: bool,
}

impl Focus {
    /// Whether a word for their kind names them, or several other things.
    pub(super) fn is_strong(&self) -> bool {
        self.is_told && (self.score >= OF_KIND || self.legs.len() == 1)
    }

    /// Whether hardly another leg can be meant.
    pub(super) fn is_certain(&self) -> bool {
        let apart = self.score - self.other >= OF_PARTY;
        self.has_others && self.score >= OF_KIND && self.legs.len() == 1 && apart
    }

    /// Whether a word for its kind names it, and nothing another leg.
    pub(super) fn is_the_only_one(&self) -> bool {
        self.is_certain() && self.other == 0
    }

    /// The only one.
    pub(in crate::check) fn only(&self) -> Option<usize> {
        if let [only] = self.legs[..] { Some(only) } else { None }
    }

    pub(super) fn holds(&self, leg: Option<usize>) -> bool {
        leg.is_some_and(|leg| self.legs.contains(&leg))
    }
}

impl<'a> Naming<'a> {
    /// Of a sentence in the text of a deal.
    pub(in crate::check) fn of(
        linter: &Linter<'a>,
        passage: &Passage<'_>,
        sentence: &Range<usize>,
    ) -> Option<Naming<'a>> {
        let briefing = linter.context.briefing;
        let deal = briefing.deal(passage.own()?);
        let mut named: Vec<CompanyId> = passage.named(linter, sentence).iter().map(|(_, company)| *company).collect();
        named.extend(passage.linked_companies(briefing, sentence));
        let mut groups: Vec<CompanyId> = named.iter().map(|company| briefing.group[company.index()]).collect();
        groups.sort_unstable();
        groups.dedup();
        let acts = |leg: &Leg, group: CompanyId| leg.roles.iter().any(|(_, c)| briefing.group[c.index()] == group);
        let text = fold(passage.text.get(sentence.clone()).unwrap_or(""));
        let (grammar, vocabulary) = (passage.grammar, &briefing.site.vocabulary);
        let verbs = vocabulary.verbs(grammar);
        let lang = briefing.site.lang(grammar.tag()).unwrap_or(LangId::DEFAULT);
        let common = &grammar.speech().told.common;
        let tokens: Vec<&str> = words(&text).collect();
        let with: Vec<usize> =
            groups.iter().map(|group| deal.legs.iter().filter(|leg| acts(leg, *group)).count()).collect();
        let called: Vec<Vec<Called>> = deal.legs.iter().map(|leg| words_of(leg, lang, grammar)).collect();
        // The leg that alone has a word.
        let mut owners: HashMap<&Called, Option<usize>> = HashMap::new();
        for (index, word) in called.iter().enumerate().flat_map(|(index, words)| words.iter().map(move |w| (index, w)))
        {
            owners.entry(word).and_modify(|owner| *owner = owner.filter(|one| *one == index)).or_insert(Some(index));
        }
        let score = |(index, leg): (usize, &Leg)| {
            let mut score = if verbs.names(leg.kind, &text) { OF_KIND } else { 0 };
            for (group, with) in groups.iter().zip(&with) {
                score += match acts(leg, *group) {
                    true if *with < deal.legs.len() => OF_PARTY,
                    false if *with > 0 => NO_PART,
                    true | false => 0,
                };
            }
            let own = called[index].iter().filter(|word| owners.get(word) == Some(&Some(index)));
            let telling = own.filter(|word| !has(&word.stem, common));
            let hits = telling.filter(|word| tokens.iter().any(|token| token.starts_with(&*word.stem)));
            // The label of a row is little else than the name of a leg.
            let tells =
                |word: &Called| if word.is_name || word.is_compound || passage.is_row { OF_NAME } else { OF_WORD };
            let hits: i32 = hits.map(tells).sum();
            (score + hits.min(WORDS_AT_MOST), hits > 0)
        };
        let has_party = groups.iter().any(|group| deal.legs.iter().any(|leg| acts(leg, *group)));
        let (scores, called) = deal.legs.iter().enumerate().map(score).unzip();
        Some(Naming { deal, scores, called, has_party })
    }

    /// Whether somebody is named who has no part in a leg, and nothing that speaks for it.
    pub(super) fn excludes(&self, leg: usize) -> bool {
        self.scores[leg] < 0
    }

    /// Whether it has words by which the sheet calls this leg, and no other.
    pub(super) fn calls(&self, leg: usize) -> bool {
        self.called[leg]
    }

    /// The legs among those that may be meant which the sentence names best; `None` if it names none.
    pub(in crate::check) fn focus(&self, may: impl Fn(usize) -> bool) -> Option<Focus> {
        let those = || (0..self.scores.len()).filter(|leg| may(*leg));
        let score = those().map(|leg| self.scores[leg]).max().filter(|best| *best >= NAMED)?;
        let legs: Vec<usize> = those().filter(|leg| self.scores[*leg] == score).collect();
        let others = (0..self.scores.len()).filter(|leg| !legs.contains(leg));
        let other = others.map(|leg| self.scores[leg]).max().unwrap_or(0).max(0);
        let has_others = self.scores.len() > 1;
        Some(Focus { legs, score, other, is_told: has_others || self.has_party, has_others })
    }
}

/// A word by which a sheet calls a leg or a tranche.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Called {
    /// Its beginning, folded.
    pub(super) stem: String,
    pub(super) is_name: bool,
    is_compound: bool,
}

/// The words by which a sheet calls a leg and its tranches.
fn words_of(leg: &Leg, lang: LangId, grammar: Grammar) -> Vec<Called> {
    let texts = std::iter::once(&leg.what).chain(leg.tranches.iter().map(|tranche| &tranche.what));
    texts.flat_map(|text| called(text, lang, grammar)).collect()
}

/// The longer words of a text, cut to their stems. A capital that opens no sentence makes a name.
pub(super) fn called(text: &Text, lang: LangId, grammar: Grammar) -> Vec<Called> {
    let word = |(index, word): (usize, &str)| Called {
        stem: fold(word).chars().take(STEM).collect(),
        is_name: index > 0 && grammar.is_like_a_name(word),
        is_compound: grammar.writing().joined && word.chars().count() > 2 * STEM,
    };
    words(text.get(lang).0).enumerate().map(word).collect()
}

/// The words of a text that are long enough to tell something.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= STEM - 1)
}

/// What the words of a name that a folded sentence has are worth, short ones too: "the southern field", "parc sud". One
/// that many names have tells which of them is meant, and is worth half: the "first" of "the first batch".
pub(super) fn hits_of_name(name: &Text, lang: LangId, grammar: Grammar, sentence: &str) -> usize {
    let speech = grammar.speech();
    let lists = [&speech.measure.links, &speech.fix.determiners];
    let split = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
        words.map(|word| fold(word).chars().take(STEM).collect()).collect()
    };
    let own = split(name.get(lang).0).into_iter().filter(|word| !lists.iter().any(|list| has(word, list)));
    let said = split(sentence);
    let worth = |word: String| if has(&word, &speech.told.common) { 1 } else { WORD_OF_NAME };
    own.filter(|word| said.contains(word)).map(worth).sum()
}

/// How many of these words a folded sentence has.
pub(super) fn hits(own: &[Called], sentence: &str) -> usize {
    own.iter().filter(|called| words(sentence).any(|word| word.starts_with(&*called.stem))).count()
}
