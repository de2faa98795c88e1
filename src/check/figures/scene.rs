//! What the sentence around a figure says of it: whether it is about the deal, and about all of it.
//!
//! Nothing here is certain; words in lists decide. An error stops a build, so that every doubt makes a warning of it:
//! a part, an increase, a comparison, what is denied or quoted, another deal, a market.

use std::cell::OnceCell;
use std::ops::Range;

use super::assertion::is_payer;
use super::clause::{Clause, is_quoted};
use super::judge::Outcome;
use super::measured::{Lists, Named, is_of_a_thing, measures, names_a_stranger};
use super::passage::Passage;
use crate::chars::ceil;
use crate::figures::{self, Figure, Reading, Terms};
use crate::model::{Briefing, CompanyId, Deal, DealId, Edtf, Point, Precision};
use crate::quantity::Verdict;
use crate::vocabulary::lexicon::speech::{Speech, begins, ends, fold, has};

/// How far behind a figure the words are that say what it is per, in bytes; and how far around a term its noun is.
const CLOSE: usize = 45;

/// What a figure is per.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rate {
    /// Right behind it: "a year".
    Yearly,
    /// Right behind it: "a month", "per chip".
    Other,
}

/// A figure in its sentence.
pub(super) struct Scene<'s> {
    pub(super) passage: &'s Passage<'s>,
    sentence: &'s Range<usize>,
    reading: &'s Reading,
    terms: Terms<'s>,
    words: &'static Speech,
    /// Made when it is asked for: of most figures nothing is asked.
    clause: OnceCell<Clause<'s>>,
}

impl<'s> Scene<'s> {
    pub(super) fn new(
        passage: &'s Passage<'s>,
        sentence: &'s Range<usize>,
        reading: &'s Reading,
        terms: Terms<'s>,
    ) -> Scene<'s> {
        Scene { passage, sentence, reading, terms, words: passage.grammar.speech(), clause: OnceCell::new() }
    }

    pub(super) fn clause(&self) -> &Clause<'s> {
        self.clause.get_or_init(|| {
            Clause::around(self.passage.text, self.sentence, &self.reading.range, &self.words.firm.relative)
        })
    }

    /// The sentence, as far as a clause can reach, folded.
    fn sentence(&self) -> String {
        self.clause().sentence()
    }

    /// What comes right behind the figure, folded.
    fn behind(&self) -> String {
        let rest = self.passage.text.get(self.reading.range.end..self.sentence.end).unwrap_or("");
        let end = rest.char_indices().map(|(at, _)| at).find(|at| *at >= CLOSE).unwrap_or(rest.len());
        fold(rest[..end].trim_start())
    }

    /// What a sum is per, if words with it say so.
    pub(super) fn rate(&self) -> Option<Rate> {
        if !self.reading.may_be_money() || !self.passage.is_rated() {
            return None;
        }
        let behind = self.behind();
        if begins(&behind, &self.words.rates.piece) {
            return Some(Rate::Other);
        }
        if begins(&behind, &self.words.rates.other) {
            return Some(Rate::Other);
        }
        let (before, after) = self.clause().near();
        // Up to the next figure: "$38 billion in 2025 and $5 billion a year".
        let own = after.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
        let yearly = has(&before, &self.words.rates.yearly) || has(own, &self.words.rates.yearly);
        yearly.then_some(Rate::Yearly)
    }

    pub(super) fn is_duration(&self) -> bool {
        self.reading.is_duration()
    }

    /// A citation stands between the figure and the end of its sentence.
    pub(super) fn is_cited_later(&self) -> bool {
        self.passage.is_cited_before(self.reading.range.end, self.sentence.end)
    }

    /// A share by which a stock moved is nobody's stake, even where the number is one.
    pub(super) fn unless_moved<'a>(&self, outcome: Outcome<'a>) -> Outcome<'a> {
        match outcome {
            Outcome::Differs(Verdict::HedgeDropped | Verdict::HedgeChanged, claim)
                if self.reading.is_share() && self.is_movement() =>
            {
                Outcome::Unbacked(Some(claim))
            }
            outcome => outcome,
        }
    }

    fn is_movement(&self) -> bool {
        has(&self.clause().segment(), &self.words.share.movement)
    }

    /// Whether the figure is said of a deal, and of all of it. `slipped`: whether its digits are those of the claim,
    /// which leaves little doubt. `named` are the companies that the sentence names.
    pub(super) fn is_about(&self, briefing: &Briefing, deal: DealId, named: Named<'_>, slipped: bool) -> bool {
        let deal = briefing.deal(deal);
        let parties = named.companies.iter().filter(|c| takes_part(briefing, deal, **c)).count();
        // Somebody else is named: it may be his figure, unless its digits tell.
        let of_others = parties < named.companies.len() && (parties == 0 || !slipped);
        let measured = || match () {
            () if self.reading.is_duration() => !is_of_a_thing(&self.clause().before(), &self.words.measure),
            () if slipped => true,
            () if self.reading.is_share() => self.names_the_deal(),
            () => {
                let pays = self.reading.may_be_money();
                let acts = |verb: &str, at: usize| {
                    let subject = named.places.iter().rfind(|(place, _)| place.end <= at);
                    let may_pay = subject.is_none_or(|(_, company)| is_payer(briefing, deal, *company));
                    !self.is_of_a_year() && (!pays || may_pay || has(verb, &self.words.measure.mutual))
                };
                measures(self.passage.text, self.clause(), self.lists(), named, acts)
            }
        };
        // The measure first: most figures are none, and that is told by a few words.
        !of_others && measured() && !self.is_aside() && !self.is_elsewhere() && !self.is_held_by_others(named)
    }

    fn lists(&self) -> Lists<'s> {
        let grammar = self.passage.grammar;
        Lists { grammar, verbs: self.terms.vocabulary.verbs(grammar) }
    }

    /// Whether it is what somebody else says, guesses or has: an analyst, the press, a name that the site has not.
    fn is_held_by_others(&self, named: Named<'_>) -> bool {
        self.is_open()
            || has(&self.sentence(), &self.words.measure.holders)
            || names_a_stranger(self.passage.text, self.clause(), self.lists(), named)
    }

    /// "in 2026" behind the figure: what is done in one year is not the whole.
    fn is_of_a_year(&self) -> bool {
        let (after, words) = (self.clause().after(), &self.words.aside.in_year);
        let is_year = |date: &Reading| {
            matches!(date.figure, Figure::Date(Edtf::Point(Point { precision: Precision::Year, about: false, .. })))
                && ends(after[..date.range.start].trim_end(), words)
        };
        has(&after, words) && figures::read(&after, self.passage.grammar, &self.terms).iter().any(is_year)
    }

    fn names_the_deal(&self) -> bool {
        let clause = self.clause();
        let (before, after) = (clause.before(), clause.after());
        let own = |text: &str| has(text, &self.words.deal.nouns) && !has(text, &self.words.deal.other);
        own(&self.sentence())
            || !self.is_of_a_year() && (has(&before, &self.words.deal.verbs) || has(&after, &self.words.deal.verbs))
    }

    /// Whether the sentence is about a number that the sheet need not have.
    fn is_elsewhere(&self) -> bool {
        let (words, segment) = (self.words, self.clause().segment());
        if self.reading.is_share() {
            return !has(&self.sentence(), &words.share.stake) || self.is_movement();
        }
        if self.reading.is_duration() || self.reading.amount().is_none() {
            return false;
        }
        let total = has(&segment, &words.deal.totals) && !has(&segment, &words.deal.nouns);
        total
            || has(&segment, &words.aside.elsewhere)
            || has(&segment, &words.rates.yearly)
            || has(&segment, &words.rates.other)
    }

    /// Whether the figure is denied, quoted, compared, added or a part of something.
    pub(super) fn is_aside(&self) -> bool {
        let (words, clause) = (self.words, self.clause());
        let ((near, _), before) = (clause.near(), clause.before());
        is_quoted(self.passage.text, self.sentence, &self.reading.range)
            || has(&near, &words.aside.negation)
            || has(&near, &words.aside.grown_by)
            || ends(near.trim_end(), &words.aside.grown_before)
            || begins(&self.behind(), &words.aside.than)
            || has(&before, &words.aside.part)
            || begins(&self.behind(), &words.aside.part_after)
            || has(&before, &words.deal.other)
    }

    /// Whether the sentence is about what would be if, or what is wished.
    pub(super) fn is_open(&self) -> bool {
        let (firm, before) = (&self.words.firm, self.clause().before());
        has(&before, &firm.condition) || has(&before, &firm.intent)
    }

    /// Whether a length of time is said to be that of a contract: "sur sept ans", "a seven-year deal". Any other
    /// ("il y a trois ans") is nobody's term.
    pub(super) fn is_term(&self) -> bool {
        let (words, clause) = (&self.words.term, self.clause());
        let (before, after) = clause.near();
        if has(&before, &words.extension) || has(&after, &words.extension) {
            return false;
        }
        let before = before.trim_end();
        let behind = self.behind();
        let near = &before[ceil(before, before.len().saturating_sub(CLOSE))..];
        let said = ends(before, &words.before) || ends(before, &words.over) && self.names_the_deal();
        let of_noun = ends(before, &words.of) && has(near, &words.nouns);
        let noun_follows = (self.is_adjective() || begins(&behind, &words.of)) && has(&behind, &words.nouns);
        said || of_noun || noun_follows
    }

    /// English: "eight-year", "8-month".
    fn is_adjective(&self) -> bool {
        let figure = self.passage.text.get(self.reading.range.clone()).unwrap_or("");
        figure.contains(['-', '\u{2011}']) && !figure.ends_with('s')
    }
}

/// Whether a company, or one of its group, has a role or a reaction in a deal.
pub(super) fn takes_part(briefing: &Briefing, deal: &Deal, company: CompanyId) -> bool {
    let group = |c: CompanyId| briefing.group[c.index()];
    let roles = deal.legs.iter().flat_map(|l| l.roles.iter().map(|&(_, c)| c));
    roles.chain(deal.reactions.iter().filter_map(|r| r.company)).any(|c| group(c) == group(company))
}
