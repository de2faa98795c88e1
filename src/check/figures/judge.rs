//! From a figure and its surroundings to an [`Outcome`].

use std::ops::Range;

use super::Linter;
use super::book::Book;
use super::candidate::{self, Candidate, Standing};
use super::cited;
use super::passage::Passage;
use super::quantity::Quantity;
use super::verdict::{Slip, Verdict, compare};
use super::words::{Words, fold, has};
use crate::figures::{Measure, Reading};
use crate::model::{Briefing, CompanyId, Deal, DealId, Entity};

/// A deal with more claims is not gone through for every figure of its text.
const CLAIMS_AT_MOST: usize = 1000;

/// What a figure in prose is to the facts.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// Nothing to say: it agrees, is cited, or is of a kind that nothing is said of.
    Fine,
    /// A claim has its number or its range, with another bound or precision; or contradicts it.
    Differs(Verdict, Candidate<'a>),
    /// It is a number that the sheet has struck through.
    Deprecated(Candidate<'a>),
    /// No claim has it, and no citation backs it; or the line that is cited has another number. The claim that it comes closest to, if there is one of its dimension.
    Unbacked(Option<Candidate<'a>>),
}

/// Compares a figure with the claims that it may be about, the nearest first. `sentence` is
/// what is near it in its sentence.
pub(super) fn judge<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    own: &[Candidate<'a>],
    (reading, quantity): (&Reading, &Quantity),
    sentence: &Range<usize>,
) -> Outcome<'a> {
    let briefing = linter.context.briefing;
    let measure = reading.measure;
    let beside = passage.linked_deals(briefing, sentence);
    let cited = passage.cited(reading.range.end);
    if !cited.is_empty() {
        let linked: Vec<_> = beside.iter().flat_map(|deal| candidate::of_deal(briefing, *deal)).collect();
        return cited::judge(briefing, own.iter().chain(&linked), cited, (measure, quantity));
    }
    let mut first = Circle::default();
    first.weigh(measure, quantity, own);
    for deal in &beside {
        first.weigh(measure, quantity, &candidate::of_deal(briefing, *deal));
    }
    if let Some(outcome) = first.agreement() {
        return outcome;
    }
    let mut second = Circle::default();
    let around = around(briefing, passage, &beside);
    for deal in &around {
        second.weigh(measure, quantity, &candidate::of_deal(briefing, *deal));
    }
    if let Some(outcome) = second.agreement() {
        return outcome;
    }
    let mentioned = [beside.as_slice(), &around].concat();
    if is_sum(briefing, passage, &mentioned, (measure, quantity), &first, &second) {
        return Outcome::Fine;
    }
    let mut named: Vec<CompanyId> = linter.named(passage.text, sentence).into_iter().map(|(_, c)| c).collect();
    named.extend(passage.linked_companies(briefing, sentence));
    named.sort_unstable();
    named.dedup();
    if let Some(outcome) = in_books(linter, passage, &named, measure, quantity) {
        return outcome;
    }
    let scene = Scene { linter, passage, sentence, named: &named, reading, quantity };
    scene.disagreement(&first, &second, passage.own().is_some() || !beside.is_empty())
}

/// The deals that the paragraph links, and those related to the own deal.
fn around(briefing: &Briefing, passage: &Passage<'_>, beside: &[DealId]) -> Vec<DealId> {
    let mut deals = passage.all_linked_deals(briefing).to_vec();
    if let Some(id) = passage.own() {
        let deal = briefing.deal(id);
        let relations = deal.part_of.iter().chain(&deal.follows).chain(&deal.supersedes).chain(&deal.alternative_to);
        deals.extend(relations.chain(deal.expands.iter().map(|(r, _)| r)).map(|r| r.deal));
        // An umbrella shows its parts.
        deals.extend(briefing.parts[id.index()].iter().take(CLAIMS_AT_MOST));
    }
    deals.sort_unstable();
    deals.dedup();
    deals.retain(|d| Some(*d) != passage.own() && !beside.contains(d));
    deals
}

/// Whether the figure is the sum of the deals mentioned here, with or without the own one.
fn is_sum(
    briefing: &Briefing,
    passage: &Passage<'_>,
    mentioned: &[DealId],
    (measure, quantity): (Measure, &Quantity),
    first: &Circle<'_>,
    second: &Circle<'_>,
) -> bool {
    let Some((_, near)) = first.best.as_ref().or(second.best.as_ref()) else { return false };
    let linked = passage.all_linked_deals(briefing);
    let with_own: Vec<DealId> = passage.own().into_iter().chain(linked.iter().copied()).collect();
    let agrees = |deals: &[DealId]| {
        let sum = candidate::sum(briefing, deals, near.unit);
        sum.is_some_and(|sum| compare(quantity, &sum).is_fine())
    };
    !mentioned.is_empty()
        && candidate::comparable(measure, near.unit) == Some(true)
        && (agrees(linked) || agrees(&with_own))
}

/// A claim of a company that the sentence names, or that the text is about.
fn in_books<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    named: &[CompanyId],
    measure: Measure,
    quantity: &Quantity,
) -> Option<Outcome<'a>> {
    let own = match passage.entity {
        Entity::Company(id) => Some(id),
        Entity::Deal(_) | Entity::Page(_) => None,
    };
    let books = own.iter().chain(named).map(|company| linter.book(*company));
    let (verdict, claim) = books.filter_map(|book: &Book<'a>| book.find(measure, quantity)).min_by_key(|(v, _)| *v)?;
    Some(if verdict.is_fine() { Outcome::Fine } else { Outcome::Differs(verdict, claim) })
}

/// What a circle of candidates says of a figure.
#[derive(Default)]
struct Circle<'a> {
    /// The best verdict of a contender, and whose; of contradictions the nearest.
    best: Option<(Verdict, Candidate<'a>)>,
    /// Whether units allow a contradiction at all.
    strict: bool,
    /// A claim with the same bound and a zero more or less: `up to 60` is true of `up to 6`, and still a slip.
    slipped: Option<Candidate<'a>>,
    /// A claim that is shown beside the best one has the number.
    passed_over: bool,
    deprecated: Option<Candidate<'a>>,
}

impl<'a> Circle<'a> {
    fn weigh(&mut self, measure: Measure, quantity: &Quantity, candidates: &[Candidate<'a>]) {
        for candidate in candidates.iter().take(CLAIMS_AT_MOST) {
            let Some(strict) = candidate::comparable(measure, candidate.unit) else { continue };
            let verdict = compare(quantity, &candidate.quantity);
            match candidate.standing {
                Standing::Contender => {
                    self.strict |= strict;
                    self.contend(verdict, candidate, quantity);
                }
                Standing::PassedOver => self.passed_over |= verdict.is_fine(),
                Standing::Computed(_) => self.passed_over |= verdict <= Verdict::HedgeDropped,
                Standing::Deprecated if verdict.is_about_it() && verdict != Verdict::Vaguer => {
                    self.deprecated.get_or_insert(*candidate);
                }
                Standing::Deprecated => {}
            }
        }
        self.strict &= candidates.len() <= CLAIMS_AT_MOST;
    }

    fn contend(&mut self, verdict: Verdict, candidate: &Candidate<'a>, quantity: &Quantity) {
        if verdict == Verdict::Vaguer
            && quantity.bound == candidate.quantity.bound
            && matches!(Slip::between(quantity, &candidate.quantity), Some(Slip::Larger(_) | Slip::Smaller(_)))
        {
            self.slipped.get_or_insert(*candidate);
            return;
        }
        let key = |verdict: Verdict, c: &Candidate<'a>| {
            (verdict, Slip::between(quantity, &c.quantity).is_none(), (quantity.min - c.quantity.min).abs())
        };
        let better = match &self.best {
            None => true,
            Some((known, _)) if *known != verdict => verdict < *known,
            Some((known, best)) => key(verdict, candidate) < key(*known, best),
        };
        if better {
            self.best = Some((verdict, *candidate));
        }
    }

    /// The outcome, if the figure's number is in this circle.
    fn agreement(&self) -> Option<Outcome<'a>> {
        match self.best {
            Some((verdict, _)) if verdict.is_fine() => Some(Outcome::Fine),
            Some((verdict, claim)) if verdict.is_about_it() => Some(Outcome::Differs(verdict, claim)),
            _ if self.passed_over => Some(Outcome::Fine),
            _ => self.deprecated.map(Outcome::Deprecated),
        }
    }
}

/// A figure that no claim agrees with, where it stands.
struct Scene<'s, 'a> {
    linter: &'s Linter<'a>,
    passage: &'s Passage<'s>,
    sentence: &'s Range<usize>,
    named: &'s [CompanyId],
    reading: &'s Reading,
    quantity: &'s Quantity,
}

impl<'a> Scene<'_, 'a> {
    /// `focused`: whether the text here speaks of a deal, and not only around one.
    fn disagreement(&self, first: &Circle<'a>, second: &Circle<'a>, focused: bool) -> Outcome<'a> {
        if self.reading.measure == Measure::Duration && !self.is_term() {
            return Outcome::Fine;
        }
        let near = first.best.or(second.best);
        match near.filter(|_| first.slipped.is_none()) {
            None if first.slipped.is_some() => Outcome::Unbacked(first.slipped),
            Some((Verdict::OverPrecise, claim)) => Outcome::Differs(Verdict::OverPrecise, claim),
            Some((verdict, claim)) if focused && first.best.is_some() && first.strict => {
                let slipped = Slip::between(self.quantity, &claim.quantity).is_some();
                match !slipped && self.speaks_of_something_else() {
                    true => self.unbacked(Some(claim)),
                    false => Outcome::Differs(verdict, claim),
                }
            }
            near => self.unbacked(near.map(|(_, claim)| claim)),
        }
    }

    /// A page of its own is about nothing in particular, unless the sentence names somebody.
    fn unbacked(&self, near: Option<Candidate<'a>>) -> Outcome<'a> {
        let at_large = matches!(self.passage.entity, Entity::Page(_)) && near.is_none() && self.named.is_empty();
        let cited = self.passage.is_cited_before(self.reading.range.end, self.sentence.end);
        if at_large || cited { Outcome::Fine } else { Outcome::Unbacked(near) }
    }

    /// Whether a length of time is said to be that of a contract: "sur sept ans", "a seven-year deal". Any other
    /// ("il y a trois ans") is nobody's term.
    fn is_term(&self) -> bool {
        let words = Words::of(self.passage.grammar);
        let (text, range) = (self.passage.text, &self.reading.range);
        let before = fold(text.get(self.sentence.start..range.start).unwrap_or(""));
        let after = fold(text.get(range.end..self.sentence.end).unwrap_or(""));
        let (before, after) = (before.trim_end(), after.trim_start_matches([' ', '-', ',']));
        let ends = |word: &str| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
        let starts = |word: &str| after.starts_with(word);
        // English puts a term before its noun; "a" alone introduces anything.
        let article = before.ends_with(" a") || before.ends_with(" an") || before == "a" || before == "an";
        words.term_after.iter().any(|w| starts(w)) || (!article && words.term_before.iter().any(|w| ends(w)))
    }

    /// Whether the sentence is about a number that the sheet need not have.
    fn speaks_of_something_else(&self) -> bool {
        let words = Words::of(self.passage.grammar);
        let sentence = fold(self.passage.text.get(self.sentence.clone()).unwrap_or(""));
        let other_thing = match self.reading.measure {
            Measure::Share => !has(&sentence, words.stake) || has(&sentence, words.movement),
            Measure::Money(_) | Measure::Bare | Measure::Power | Measure::Count(_) => {
                has(&sentence, words.elsewhere) || has(&sentence, words.rate)
            }
            Measure::Duration | Measure::Date(_) => false,
        };
        other_thing || self.names_only_others()
    }

    /// Whether the sentence names companies, and none of them takes part in the own deal.
    fn names_only_others(&self) -> bool {
        let briefing = self.linter.context.briefing;
        let Some(own) = self.passage.own() else { return false };
        !self.named.is_empty() && !self.named.iter().any(|c| takes_part(briefing, briefing.deal(own), *c))
    }
}

/// Whether a company, or one of its group, has a role or a reaction in a deal.
pub(in crate::check) fn takes_part(briefing: &Briefing, deal: &Deal, company: CompanyId) -> bool {
    let group = |c: CompanyId| briefing.group[c.index()];
    let roles = deal.legs.iter().flat_map(|l| l.roles.iter().map(|&(_, c)| c));
    roles.chain(deal.reactions.iter().filter_map(|r| r.company)).any(|c| group(c) == group(company))
}
