//! From a figure and its surroundings to an [`Outcome`].

use std::ops::Range;

use super::Linter;
use super::book::Book;
use super::candidate::{self, Candidate, Standing};
use super::cited;
use super::measured::Named;
use super::passage::Passage;
use super::scene::{Rate, Scene};
use crate::figures::Reading;
use crate::model::{Briefing, BuiltinField, Claim, CompanyId, DealId, Entity, Fact};
use crate::quantity::{Comparable, Quantity, Slip, Unit, Verdict, Written, comparable, judge as compare};

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
    /// No claim has it, and no citation backs it; or the line that is cited has another number. The claim that it comes
    /// closest to, if there is one of its dimension.
    Unbacked(Option<Candidate<'a>>),
    /// It is a date, and the one that its sentence speaks of is another in the sheet.
    Misdated(Misdated<'a>),
}

/// A date that the sheet has otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Misdated<'a> {
    /// What it is the date of.
    pub fact: &'a Fact,
    /// What the sheet says.
    pub claim: &'a Claim,
    /// Whether both cannot be true: "by 2029" may be, of what is due by 2026.
    pub is_contradiction: bool,
}

/// Compares a figure with the claims that it may be about, the nearest first. `sentence` is
/// what is near it in its sentence.
pub(super) fn judge<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    own: &[Candidate<'a>],
    (reading, prose): (&Reading, &Written),
    sentence: &Range<usize>,
) -> Outcome<'a> {
    let briefing = linter.context.briefing;
    let beside = passage.linked_deals(briefing, sentence);
    let cited = passage.cited(reading.range.end);
    let scene = Scene::new(passage, sentence, reading, briefing.terms());
    let rate = scene.rate();
    if !cited.is_empty() {
        let linked: Vec<_> = beside.iter().flat_map(|deal| candidate::of_deal(briefing, *deal)).collect();
        let candidates = own.iter().chain(&linked).filter(|c| is_alike(rate, c));
        return cited::judge(briefing, candidates, cited, prose);
    }
    let mut first = Circle { rate, ..Circle::default() };
    first.weigh(prose, own);
    for deal in &beside {
        first.weigh(prose, &candidate::of_deal(briefing, *deal));
    }
    if let Some(outcome) = first.agreement() {
        return scene.unless_moved(outcome);
    }
    let mut second = Circle { rate, ..Circle::default() };
    let around = around(briefing, passage, &beside);
    for deal in &around {
        second.weigh(prose, &candidate::of_deal(briefing, *deal));
    }
    if let Some(outcome) = second.agreement() {
        return outcome;
    }
    let mentioned = [beside.as_slice(), &around].concat();
    if is_sum(briefing, passage, &mentioned, prose, &first, &second) {
        return Outcome::Fine;
    }
    let places = linter.named(passage.text, sentence);
    let mut named: Vec<CompanyId> = places.iter().map(|(_, company)| *company).collect();
    named.extend(passage.linked_companies(briefing, sentence));
    named.sort_unstable();
    named.dedup();
    if rate.is_none()
        && let Some(outcome) = in_books(linter, passage, &named, prose)
    {
        return outcome;
    }
    let focused = passage.own().is_some() || !beside.is_empty();
    let named = Named { companies: &named, places: &places };
    disagreement(&scene, (briefing, prose, named), (&first, &second), focused)
}

/// What to say of a figure that no claim agrees with. `focused`: whether the text here speaks of a deal, and not only
/// around one.
fn disagreement<'a>(
    scene: &Scene<'_>,
    (briefing, prose, named): (&Briefing, &Written, Named<'_>),
    (first, second): (&Circle<'a>, &Circle<'a>),
    focused: bool,
) -> Outcome<'a> {
    if scene.is_duration() && !scene.is_term() {
        return Outcome::Fine;
    }
    let near = first.best.or(second.best).filter(|_| first.slipped.is_none());
    if let Some((verdict, claim)) = near {
        let precise = verdict == Verdict::OverPrecise;
        let disputed = focused && first.best.is_some() && first.strict;
        let slipped = Slip::between(&prose.quantity, &claim.quantity).is_some();
        if (precise || disputed) && scene.is_about(briefing, claim.deal, named, slipped) {
            return Outcome::Differs(verdict, claim);
        }
    }
    // A page of its own is about nothing in particular, unless the sentence names somebody.
    let near = first.slipped.or(near.map(|(_, claim)| claim));
    let at_large = matches!(scene.passage.entity, Entity::Page(_)) && near.is_none() && named.companies.is_empty();
    if at_large || scene.is_cited_later() { Outcome::Fine } else { Outcome::Unbacked(near) }
}

/// Whether a figure per year, or not per year, and a claim can be the same thing: a total is no rate.
fn is_alike(rate: Option<Rate>, candidate: &Candidate<'_>) -> bool {
    let total = candidate.fact.field == BuiltinField::Value.id();
    match candidate.standing {
        Standing::Yearly => rate == Some(Rate::Yearly),
        Standing::Contender | Standing::PassedOver | Standing::Deprecated | Standing::Computed(_) => {
            rate.is_none() || !total
        }
    }
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
    prose: &Written,
    first: &Circle<'_>,
    second: &Circle<'_>,
) -> bool {
    let Some((_, near)) = first.best.as_ref().or(second.best.as_ref()) else { return false };
    let linked = passage.all_linked_deals(briefing);
    let with_own: Vec<DealId> = passage.own().into_iter().chain(linked.iter().copied()).collect();
    let agrees = |deals: &[DealId]| {
        let sum = candidate::sum(briefing, deals, near.quantity.unit);
        sum.is_some_and(|sum| compare(prose, &sum).is_fine())
    };
    !mentioned.is_empty()
        && comparable(prose.quantity.unit, near.quantity.unit) == Some(Comparable::Fully)
        && (agrees(linked) || agrees(&with_own))
}

/// A claim of a company that the sentence names, or that the text is about.
fn in_books<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    named: &[CompanyId],
    prose: &Written,
) -> Option<Outcome<'a>> {
    let own = match passage.entity {
        Entity::Company(id) => Some(id),
        Entity::Deal(_) | Entity::Page(_) => None,
    };
    let books = own.iter().chain(named).map(|company| linter.book(*company));
    let (verdict, claim) = books.filter_map(|book: &Book<'a>| book.find(prose)).min_by_key(|(v, _)| *v)?;
    Some(if verdict.is_fine() { Outcome::Fine } else { Outcome::Differs(verdict, claim) })
}

/// What a circle of candidates says of a figure.
#[derive(Default)]
struct Circle<'a> {
    /// What the figure is per.
    rate: Option<Rate>,
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
    fn weigh(&mut self, prose: &Written, candidates: &[Candidate<'a>]) {
        let rate = self.rate;
        for candidate in candidates.iter().take(CLAIMS_AT_MOST).filter(|c| is_alike(rate, c)) {
            // What is so much a year is read as so much.
            let rated = |unit| rate.is_some() && matches!(unit, Unit::Rate(of) if of.of.unit() == prose.quantity.unit);
            let strict = comparable(prose.quantity.unit, candidate.quantity.unit)
                .or_else(|| rated(candidate.quantity.unit).then_some(Comparable::Loosely));
            let Some(strict) = strict else { continue };
            let verdict = compare(prose, &candidate.quantity);
            match candidate.standing {
                Standing::Contender => {
                    self.strict |= strict == Comparable::Fully;
                    self.contend(verdict, candidate, &prose.quantity);
                }
                Standing::PassedOver => self.passed_over |= verdict.is_fine(),
                Standing::Computed(_) | Standing::Yearly => self.passed_over |= verdict <= Verdict::HedgeDropped,
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
            && quantity.bound() == candidate.quantity.bound()
            && matches!(Slip::between(quantity, &candidate.quantity), Some(Slip::Larger(_) | Slip::Smaller(_)))
        {
            self.slipped.get_or_insert(*candidate);
            return;
        }
        let key = |verdict: Verdict, c: &Candidate<'a>| {
            (verdict, Slip::between(quantity, &c.quantity).is_none(), (quantity.number() - c.quantity.number()).abs())
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
