//! What the sentence around a figure says of it: whether it is about the deal, and about all of it.
//!
//! Nothing here is certain; words in lists decide. An error stops a build, so that every doubt makes a warning of it:
//! a part, an increase, a comparison, what is denied or quoted, another deal, a market.

use std::cell::OnceCell;
use std::ops::Range;

use super::Linter;
use super::assertion::is_payer;
use super::candidate::{Candidate, Standing};
use super::clause::{Clause, actor, is_quoted};
use super::judge::Outcome;
use super::measured::{Lists, Named, is_of_a_thing, measures, names_a_stranger};
use super::passage::Passage;
use crate::chars::ceil;
use crate::figures::{Figure, Reading, Terms};
use crate::model::{Briefing, CompanyId, Deal, DealId, Edtf, LangId, Point, Precision};
use crate::quantity::{Bound, Side, Verdict, Written, comparable, judge};
use crate::vocabulary::lexicon::speech::{List, Speech, begins, ends, fold, has};
use crate::vocabulary::lexicon::verbs::Deed;

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
    pub(super) reading: &'s Reading,
    terms: Terms<'s>,
    lang: LangId,
    /// All of the passage.
    readings: &'s [Reading],
    pub(super) words: &'static Speech,
    /// Made when it is asked for: of most figures nothing is asked.
    clause: OnceCell<Clause<'s>>,
}

impl<'s> Scene<'s> {
    pub(super) fn new<'a: 's>(
        linter: &Linter<'a>,
        passage: &'s Passage<'s>,
        sentence: &'s Range<usize>,
        reading: &'s Reading,
    ) -> Scene<'s> {
        let (terms, readings) = (linter.context.briefing.terms(), passage.readings(linter));
        let lang = linter.context.briefing.site.lang(passage.grammar.tag()).unwrap_or(LangId::DEFAULT);
        let words = passage.grammar.speech();
        Scene { passage, sentence, reading, terms, lang, readings, words, clause: OnceCell::new() }
    }

    /// The companies that its sentence names.
    pub(super) fn named(&self, linter: &Linter<'_>) -> &'s [(Range<usize>, CompanyId)] {
        self.passage.named(linter, self.sentence)
    }

    /// All figures of its sentence.
    fn neighbours(&self) -> impl Iterator<Item = &'s Reading> {
        let (start, end) = (self.sentence.start, self.sentence.end);
        let first = self.readings.partition_point(|other| other.range.start < start);
        self.readings[first..].iter().take_while(move |other| other.range.end <= end)
    }

    pub(super) fn clause(&self) -> &Clause<'s> {
        self.clause.get_or_init(|| {
            Clause::around(self.passage.text, self.sentence, &self.reading.range, &self.words.firm.relative)
        })
    }

    /// That of its text among the languages of the site.
    pub(super) fn lang(&self) -> LangId {
        self.lang
    }

    /// The sentence, as far as a clause can reach, folded.
    pub(super) fn sentence(&self) -> String {
        self.clause().sentence()
    }

    /// As it is written, folded.
    pub(super) fn written(&self) -> String {
        fold(self.passage.text.get(self.reading.range.clone()).unwrap_or(""))
    }

    /// What comes right behind the figure, folded.
    pub(super) fn behind(&self) -> String {
        let rest = self.passage.text.get(self.reading.range.end..self.sentence.end).unwrap_or("");
        let end = rest.char_indices().map(|(at, _)| at).find(|at| *at >= CLOSE).unwrap_or(rest.len());
        fold(rest[..end].trim_start())
    }

    /// What a sum is per, if words with it say so.
    pub(super) fn rate(&self) -> Option<Rate> {
        if self.is_duration() || self.reading.is_share() || !self.passage.is_rated() {
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
        if has(&before, &self.words.rates.each) {
            return Some(Rate::Other);
        }
        // Up to the next figure: "$38 billion in 2025 and $5 billion a year".
        let own = after.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
        let rates = &self.words.rates;
        // "Annual" says it of the noun beside it: "depends on annual sales".
        let beside = has(&before, &rates.annual) || begins(&behind, &rates.annual);
        let yearly = beside || has(&before, &rates.yearly) || has(own, &rates.yearly);
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

    /// Whether it is a share by which something has grown, or that one thing is of another, and no stake.
    pub(super) fn is_growth(&self) -> bool {
        self.reading.is_share() && !has(&self.sentence(), &self.words.share.stake)
    }

    pub(super) fn is_movement(&self) -> bool {
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
            () if slipped || self.tells_anew() => true,
            () if self.reading.is_share() => self.names_the_deal(),
            () => {
                let pays = self.reading.may_be_money();
                let acts = |verb: &str, at: usize| {
                    let subject = actor(self.passage, self.clause(), named.places, at);
                    let may_pay = subject.is_none_or(|(_, company)| is_payer(briefing, deal, *company));
                    !self.is_of_a_year() && (!pays || may_pay || has(verb, &self.words.measure.mutual))
                };
                measures(self.passage.text, self.clause(), self.lists(), named, acts)
            }
        };
        // The measure first: most figures are none, and that is told by a few words.
        !of_others && measured() && !self.is_aside() && !self.is_elsewhere() && !self.is_held_by_others(named)
    }

    pub(super) fn lists(&self) -> Lists<'s> {
        let grammar = self.passage.grammar;
        Lists { grammar, verbs: self.terms.vocabulary.verbs(grammar) }
    }

    /// Whether it is what somebody else says, guesses or has: an analyst, the press, a name that the site has not.
    fn is_held_by_others(&self, named: Named<'_>) -> bool {
        self.is_open()
            || has(&self.sentence(), &self.words.measure.holders)
            || !self.is_row(self.clause().near().0.trim_end())
                && names_a_stranger(self.passage.text, self.clause(), self.lists(), named)
    }

    /// "in 2026" behind the figure: what is done in one year is not the whole.
    fn is_of_a_year(&self) -> bool {
        let words = &self.words.aside.in_year;
        let before =
            |date: &Reading| fold(self.passage.text.get(self.reading.range.end..date.range.start).unwrap_or(""));
        let is_year = |date: &Reading| {
            matches!(date.figure, Figure::Date(Edtf::Point(Point { precision: Precision::Year, about: false, .. })))
                && self.clause().holds(&date.range)
                && ends(before(date).trim_end(), words)
        };
        self.neighbours().filter(|date| date.range.start >= self.reading.range.end).any(is_year)
    }

    pub(super) fn names_the_deal(&self) -> bool {
        let clause = self.clause();
        let (before, after) = (clause.before(), clause.after());
        let own = |text: &str| has(text, &self.words.deal.nouns) && !has(text, &self.words.deal.other);
        own(&self.sentence())
            || !self.is_of_a_year() && (has(&before, &self.words.deal.verbs) || has(&after, &self.words.deal.verbs))
    }

    /// The verb that says of the figure that it is done, and was before: "has paid", not "is to be paid". Who did it
    /// stands before what he did, and what was done to it behind.
    pub(super) fn done(&self, linter: &Linter<'_>, what: impl Fn(&Deed) -> bool) -> Option<Range<usize>> {
        let (grammar, text) = (self.passage.grammar, self.passage.text);
        let (clause, paid) = (self.clause(), &self.words.paid);
        if has(&clause.segment(), &self.words.aside.negation) || has(&clause.before(), &self.words.firm.condition) {
            return None;
        }
        let verbs = linter.context.briefing.site.vocabulary.verbs(grammar);
        let start = self.sentence.start;
        let deeds = verbs.deeds(text.get(self.sentence.clone())?);
        let here = deeds.map(|found| (start + found.at.start..start + found.at.end, found.says));
        let here = here.filter(|(at, _)| clause.holds(at));
        let is_done = |(at, deed): &(Range<usize>, &Deed)| {
            let before = fold(&text[start..at.start]);
            let before = before.trim_end();
            let verb = fold(&text[at.clone()]);
            let is_passive =
                (ends(before, &paid.passive_of) || has(&verb, &paid.passive_of)) && has(&verb, &paid.passive);
            what(deed)
                && (deed.done || grammar.is_perfect(&text[at.clone()]))
                && !ends(before, &paid.pending)
                && (is_passive || at.end <= self.reading.range.start)
        };
        here.filter(is_done).map(|(at, _)| at).last()
    }

    /// Whether its sentence has a limit of its kind: "of the up to $2.4 billion".
    pub(super) fn is_of_a_limit(&self) -> bool {
        let Some(prose) = self.reading.amount() else { return false };
        self.neighbours().filter_map(Reading::amount).any(|other| {
            other.quantity.bound().side() == Side::Below
                && comparable(other.quantity.unit, prose.quantity.unit).is_some()
                && other.quantity.number() > prose.quantity.number()
        })
    }

    /// Whether it and a claim measure the same kind of thing.
    pub(super) fn is_comparable(&self, claim: &Candidate<'_>) -> bool {
        self.reading.amount().is_some_and(|prose| comparable(prose.quantity.unit, claim.quantity.unit).is_some())
    }

    /// How it is limited; `None` for a date.
    pub(super) fn bound(&self) -> Option<Bound> {
        self.reading.amount().map(|prose| prose.quantity.bound())
    }

    /// Whether its sentence has a figure that is one of these claims as it stands.
    pub(super) fn has_besides<'c, 'a: 'c>(&self, mut claims: impl Iterator<Item = &'c Candidate<'a>>) -> bool {
        let said: Vec<&Written> = self.neighbours().filter_map(Reading::amount).collect();
        let is_said = |c: &Candidate<'_>| {
            said.iter().any(|prose| {
                comparable(prose.quantity.unit, c.quantity.unit).is_some() && judge(prose, &c.quantity).is_about_it()
            })
        };
        claims.any(|c| c.standing == Standing::Contender && is_said(c))
    }

    /// Whether its sentence is a question.
    pub(super) fn is_asked(&self) -> bool {
        self.passage.text.get(..self.sentence.end).is_some_and(|text| text.trim_end().ends_with('?'))
    }

    /// Whether it stands in somebody's words.
    pub(super) fn is_quoted(&self) -> bool {
        let marks = &self.passage.grammar.writing().quotes;
        is_quoted(self.passage.text, self.sentence, &self.reading.range, marks)
    }

    /// Whether a figure of what the sentence names may be called wrong: it is not denied, not in somebody's words and no
    /// distance from something else. `certain`: whether hardly anything else can be meant, whoever says so.
    pub(super) fn may_be_accused(&self, certain: bool) -> bool {
        let (words, clause) = (self.words, self.clause());
        let (near, _) = clause.near();
        !self.is_quoted()
            && !self.is_cited_later()
            && !has(&near, &words.aside.negation)
            && !ends(near.trim_end(), &words.aside.grown_before)
            && !begins(&self.behind(), &words.aside.than)
            && (certain || !has(&self.sentence(), &words.measure.holders))
            && (certain || ![clause.before(), clause.after()].iter().any(|part| has(part, &words.aside.elsewhere)))
            && (!self.is_duration() || self.is_length())
    }

    /// Whether a length of time is one for which something runs, and no distance in time: "over the next ten years".
    fn is_length(&self) -> bool {
        let (words, clause) = (&self.words.term, self.clause());
        let (before, after) = clause.near();
        let before = without_end(before.trim_end(), &self.words.term.next);
        !has(before, &words.extension)
            && !has(&after, &words.extension)
            && (self.is_term()
                || ends(before, &words.over)
                || ends(before, &words.within)
                || ends(before, &words.of) && self.names_a_contract(before)
                || self.is_adjective()
                || self.is_row(before))
    }

    /// Whether a noun for a contract, or a word for a kind of leg, stands in front of a length of time.
    fn names_a_contract(&self, before: &str) -> bool {
        let near = &before[ceil(before, before.len().saturating_sub(CLOSE))..];
        let kinds = self.terms.vocabulary.kinds.iter();
        has(near, &self.words.term.nouns) || kinds.into_iter().any(|kind| self.lists().verbs.names(*kind, near))
    }

    /// Whether it is the content of a cell behind its name: "Term: 15 years".
    fn is_row(&self, before: &str) -> bool {
        before.ends_with([':', '|', '\u{fffc}']) || self.passage.is_row
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
        if self.is_row(before) && (has(before, &words.nouns) || has(before, &self.words.measure.nouns)) {
            return true;
        }
        let behind_it = begins(&behind, &words.after);
        let said = behind_it
            || ends(before, &words.before)
            || ends(before, &words.over)
                && (self.names_the_deal() || self.names_a_contract(before) || has(before, &self.words.told.future));
        let of_noun = ends(before, &words.of) && has(near, &words.nouns);
        let noun_follows = (self.is_adjective() || begins(&behind, &words.of)) && has(&behind, &words.nouns);
        said || of_noun || noun_follows
    }

    /// "eight-year", "8-month", "zehnjährig".
    fn is_adjective(&self) -> bool {
        let figure = self.passage.text.get(self.reading.range.clone()).unwrap_or("");
        let hyphenated = figure.contains(['-', '\u{2011}']) && !figure.ends_with('s');
        hyphenated || figure.chars().all(char::is_alphabetic)
    }
}

/// A folded text without one of these words at its end: "for the next".
fn without_end<'t>(text: &'t str, words: &List) -> &'t str {
    let word = words.iter().filter(|word| text.ends_with(word)).max_by_key(|word| word.len());
    word.map_or(text, |word| text[..text.len() - word.len()].trim_end())
}

/// Whether a company, or one of its group, has a role or a reaction in a deal.
pub(super) fn takes_part(briefing: &Briefing, deal: &Deal, company: CompanyId) -> bool {
    let group = |c: CompanyId| briefing.group[c.index()];
    let roles = deal.legs.iter().flat_map(|l| l.roles.iter().map(|&(_, c)| c));
    roles.chain(deal.reactions.iter().filter_map(|r| r.company)).any(|c| group(c) == group(company))
}
