//! From a figure and its surroundings to an [`Outcome`].

use std::cell::LazyCell;
use std::ops::Range;

use rust_decimal::Decimal;

use super::Linter;
use super::arithmetic::Arithmetic;
use super::candidate::{self, Candidate, Standing};
use super::circle::{
    Circle, is_a_whole_told_yearly, is_alike_limit, is_close, is_in_other_money, is_in_other_unit, is_range,
};
use super::cited;
use super::derived;
use super::measured::Named;
use super::naming::{Naming, Namings};
use super::nearby;
use super::passage::Passage;
use super::scene::{Rate, Scene};
use super::shares;
use super::told;
use crate::figures::{Figure, Reading};
use crate::model::{Briefing, BuiltinField, Claim, CompanyId, Edtf, Entity, Fact};
use crate::quantity::{Slip, Verdict, Written, comparable, judge as compare};
use crate::span::Span;

/// A deal with more claims is not gone through for every figure of its text.
pub(super) const CLAIMS_AT_MOST: usize = 1000;

/// What a figure in prose is to the facts.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// Nothing to say: it agrees, is cited, or is of a kind that nothing is said of.
    Fine,
    /// A claim has its number or its range, with another bound or precision; or contradicts it.
    Differs(Verdict, Candidate<'a>),
    /// It is a number that the sheet has struck through, or one of the past told as today's.
    Deprecated(Candidate<'a>),
    /// It is the number of a part, told as that of the whole.
    Part(Candidate<'a>),
    /// It hangs on a condition that is not met, and the sentence does not say so.
    Waits(Candidate<'a>),
    /// It is told as done, paid or bought, and the sheet has it as agreed or as an option.
    Undone(Candidate<'a>, Span),
    /// No claim has it, and no citation backs it; or the line that is cited has another number. The claim that it comes
    /// closest to, if there is one of its dimension.
    Unbacked(Option<Candidate<'a>>),
    /// The sentence says that it follows from its other figures, and it does not.
    Miscounted,
    /// It is a date, and the one that its sentence speaks of is another in the sheet.
    Misdated(Misdated<'a>),
}

impl Outcome<'_> {
    /// What is said of it in a sheet's own words: only what cannot be true. A part is called by a number without its bound.
    pub(super) fn of_remark(self) -> Self {
        match self {
            Outcome::Differs(Verdict::Contradicts, _) | Outcome::Deprecated(_) | Outcome::Miscounted => self,
            Outcome::Misdated(Misdated { how: Clash::Contradicts, .. }) => self,
            Outcome::Fine
            | Outcome::Differs(..)
            | Outcome::Part(_)
            | Outcome::Waits(_)
            | Outcome::Undone(..)
            | Outcome::Unbacked(_)
            | Outcome::Misdated(_) => Outcome::Fine,
        }
    }
}

/// A date that the sheet has otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Misdated<'a> {
    /// What it is the date of.
    pub fact: &'a Fact,
    /// What the sheet says.
    pub claim: &'a Claim,
    /// What is wrong with it.
    pub how: Clash,
}

/// How a date of a text is not that of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Both cannot be true.
    Contradicts,
    /// One is a deadline and the other none, or a later one: "by 2029" of what is due by 2026 is true, and misleads.
    Side,
    /// It is a day where the sheet knows a month.
    Precise,
}

/// Compares a figure with the claims that it may be about, the nearest first. `sentence` is
/// what is near it in its sentence.
pub(super) fn judge<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    own: &[Candidate<'a>],
    (reading, prose, readings): (&Reading, &Written, &[Reading]),
    (sentence, namings): (&Range<usize>, &mut Namings<'a>),
) -> Outcome<'a> {
    let briefing = linter.context.briefing;
    let beside = passage.linked_deals(briefing, sentence);
    let cited = passage.cited(reading.range.end);
    let scene = Scene::new(linter, passage, sentence, reading);
    if let Some(deal) = passage.own().filter(|_| shares::is_in_words(passage, reading)) {
        return shares::judge(linter, &scene, briefing.deal(deal), own);
    }
    let rate = scene.rate();
    if !cited.is_empty() {
        let linked: Vec<_> = beside.iter().flat_map(|deal| candidate::of_deal(briefing, *deal)).collect();
        let candidates = own.iter().chain(&linked).filter(|c| is_alike(rate, c));
        return cited::judge(briefing, candidates, cited, prose);
    }
    // A question says nothing.
    if scene.is_asked() {
        return Outcome::Fine;
    }
    // Of most figures neither is asked.
    let arithmetic = LazyCell::new(|| Arithmetic::of(passage, sentence, reading, readings));
    let facts = own;
    let naming = namings.of(linter, passage, sentence).filter(|_| beside.is_empty());
    let fits = |c: &Candidate<'_>| {
        let is_fact = matches!(c.standing, Standing::Contender | Standing::PassedOver | Standing::Past);
        is_fact && is_alike(rate, c) && comparable(prose.quantity.unit, c.quantity.unit).is_some()
    };
    let may = |leg: usize| own.iter().any(|c| c.leg == Some(leg) && fits(c));
    let focus = naming.and_then(|naming| naming.focus(may));
    // Where the sentence is about one leg, what others come to together is hit by chance.
    let is_of_one = focus.as_ref().is_some_and(|focus| focus.is_strong() && focus.only().is_some());
    // What is told as a sum is that of its figures, and not by chance something else.
    let explained = || {
        arithmetic.explains(&scene, prose)
            || !arithmetic.is_a_total(&scene, prose)
                && !is_range(&prose.quantity)
                && derived::follows(linter, &scene, prose, (&arithmetic, is_of_one), facts)
    };
    // The sum of what hangs on conditions and what does not is told with its parts.
    let settled = |outcome| match outcome {
        Outcome::Differs(Verdict::HedgeDropped | Verdict::HedgeChanged, _)
            if arithmetic.explains(&scene, prose) || scene.is_growth() && explained() =>
        {
            Outcome::Fine
        }
        // Within the limits of a fact, and not what the sentence adds up.
        Outcome::Differs(Verdict::OverPrecise, _) if arithmetic.is_a_wrong_sum(&scene, prose) && !explained() => {
            Outcome::Miscounted
        }
        outcome => scene.unless_moved(outcome),
    };
    let alone = || arithmetic.is_alone(prose);
    let dates = || dates_near(sentence, readings);
    // Of the only figure of its kind a sentence says whose it is: no leg that it rules out has it.
    // Unless it calls the leg, and has its figure: "the loan from Acme would cover half of the 340 million for the hall".
    let has_it =
        |leg: usize| own.iter().any(|c| c.leg == Some(leg) && fits(c) && compare(prose, &c.quantity).is_fine());
    let excluded = |leg: usize| {
        let excludes = |naming: &Naming<'_>| naming.excludes(leg) && !(naming.calls(leg) && has_it(leg));
        focus.is_some() && naming.is_some_and(excludes) && alone()
    };
    let meant: Vec<Candidate<'a>>;
    let own = if own.iter().filter_map(|c| c.leg).any(excluded) {
        meant = own.iter().filter(|c| c.leg.is_none_or(|leg| !excluded(leg))).copied().collect();
        &meant
    } else {
        own
    };
    let mut near = Circle::of(rate);
    if let Some((naming, focus)) = naming.zip(focus.as_ref()) {
        let those: Vec<Candidate<'a>> = own.iter().filter(|c| focus.holds(c.leg)).copied().collect();
        near.weigh(prose, &those);
        if let Some(outcome) = near.agreement() {
            return settled(told::judge(linter, &scene, naming.deal, outcome, (&near.best, &those), (&alone, &dates)));
        }
        let mut all = Circle::of(rate);
        all.weigh(prose, own);
        // A term beside a word for one leg is the term of that leg, whichever other has it.
        let is_its_own = scene.is_duration() && focus.is_the_only_one() && alone();
        let elsewhere = |(verdict, _): (Verdict, Candidate<'_>)| verdict.is_fine() && !is_its_own;
        // The number of then is told as today's, of whichever leg.
        if let Some(old @ Outcome::Deprecated(_)) = all.agreement() {
            let told = told::judge(linter, &scene, naming.deal, old, (&all.best, own), (&alone, &dates));
            return settled(told);
        }
        let past_of = |those: &[Candidate<'a>]| {
            let past = told::held_then(&scene, those, &dates()).filter(|_| focus.is_strong());
            past.filter(|past| compare(prose, &past.quantity) == Verdict::Contradicts)
        };
        if !explained()
            && scene.may_be_accused(true)
            && let Some(past) = past_of(&those)
            && !all.best.is_some_and(|(verdict, _)| verdict.is_about_it())
        {
            return Outcome::Differs(Verdict::Contradicts, past);
        }
        if !explained()
            && !all.best.is_some_and(elsewhere)
            && near.may_contradict()
            && focus.is_certain()
            && scene.may_be_accused(true)
            && !scene.is_of_something_else(focus.legs.iter().map(|leg| naming.deal.legs[*leg].kind))
            && let Some(outcome) = near.contradiction()
        {
            return outcome;
        }
    }
    // How long an option adds is said once in a sheet.
    let mut options = own.iter().filter(|c| is_longer(c));
    if let (Some(longer), None) = (options.next(), options.next())
        && scene.is_extension()
        && compare(prose, &longer.quantity) == Verdict::Contradicts
        && !explained()
    {
        return Outcome::Differs(Verdict::Contradicts, *longer);
    }
    let mut first = Circle::of(rate);
    first.weigh(prose, own);
    for deal in &beside {
        first.weigh(prose, &candidate::of_deal(briefing, *deal));
    }
    // "640 and up to 45 million come to at most 695": true of 640, and not what is added.
    if first.best.is_some_and(|(verdict, _)| verdict == Verdict::Vaguer)
        && arithmetic.is_a_total(&scene, prose)
        && arithmetic.is_a_wrong_sum(&scene, prose)
        && !explained()
    {
        return Outcome::Miscounted;
    }
    if let Some(outcome) = first.agreement() {
        let outcome = match naming {
            Some(naming) => told::judge(linter, &scene, naming.deal, outcome, (&first.best, own), (&alone, &dates)),
            None => outcome,
        };
        return settled(outcome);
    }
    let is_in_words = |deal| !passage.is_remark() && derived::is_in_words(linter, passage, deal, prose);
    if explained() || passage.own().is_some_and(is_in_words) {
        return Outcome::Fine;
    }
    if let Some(outcome) = focus.as_ref().filter(|focus| focus.is_strong()).and_then(|_| near.contradiction())
        && near.may_contradict()
        && scene.may_be_accused(false)
    {
        return outcome;
    }
    let is_twin = |c: &&Candidate<'_>| {
        let twins = [is_in_other_money, is_in_other_unit, is_a_whole_told_yearly];
        twins.into_iter().any(|is_twin| is_twin(&prose.quantity, c))
    };
    if let Some(twin) = own.iter().find(is_twin).filter(|_| scene.may_be_accused(true)) {
        return Outcome::Differs(Verdict::Contradicts, *twin);
    }
    if focus.is_none()
        && scene.may_be_accused(true)
        && let Some(past) = told::held_then(&scene, own, &dates())
        && compare(prose, &past.quantity) == Verdict::Contradicts
    {
        return Outcome::Differs(Verdict::Contradicts, past);
    }
    if beside.is_empty() && arithmetic.is_a_wrong_sum(&scene, prose) {
        return Outcome::Miscounted;
    }
    let mut second = Circle::of(rate);
    let around = nearby::deals(briefing, passage, &beside);
    for deal in &around {
        second.weigh(prose, &candidate::of_deal(briefing, *deal));
    }
    if let Some(outcome) = second.agreement() {
        return outcome;
    }
    let mentioned = [beside.as_slice(), &around].concat();
    if nearby::is_sum(briefing, passage, &mentioned, prose, &first, &second) {
        return Outcome::Fine;
    }
    let places = passage.named(linter, sentence);
    let mut named: Vec<CompanyId> = places.iter().map(|(_, company)| *company).collect();
    named.extend(passage.linked_companies(briefing, sentence));
    named.sort_unstable();
    named.dedup();
    if rate.is_none()
        && let Some(outcome) = nearby::in_books(linter, passage, &named, prose)
    {
        return outcome;
    }
    let focused = passage.own().is_some() || !beside.is_empty();
    let named = Named { companies: &named, places };
    let limits = own.iter().filter(|c| is_alike_limit(&prose.quantity, c)).take(2).count();
    let outcome = disagreement(&scene, (briefing, prose, named, limits), (&first, &second), focused);
    // A citation at the end of the sentence backs it, unless the sheet has another number of that very line.
    if matches!(outcome, Outcome::Unbacked(_)) && scene.is_cited_later() {
        let cited = passage.cited_before(reading.range.end, sentence.end);
        let of_line = cited::judge(briefing, own.iter().filter(|c| is_alike(rate, c)), cited, prose);
        return if matches!(of_line, Outcome::Unbacked(_)) && alone() { of_line } else { Outcome::Fine };
    }
    outcome
}

/// Whether a claim is what an option adds to a term.
fn is_longer(claim: &Candidate<'_>) -> bool {
    claim.standing == Standing::Contender && claim.fact.field == BuiltinField::OptionTerm.id()
}

/// The dates of a sentence.
fn dates_near<'r>(sentence: &Range<usize>, readings: &'r [Reading]) -> Vec<&'r Edtf> {
    let near = readings.iter().filter(|other| sentence.start <= other.range.start && other.range.end <= sentence.end);
    near.filter_map(|other| if let Figure::Date(date) = &other.figure { Some(date) } else { None }).collect()
}

/// What to say of a figure that no claim agrees with. `focused`: whether the text here speaks of a deal, and not only
/// around one.
fn disagreement<'a>(
    scene: &Scene<'_>,
    (briefing, prose, named, limits): (&Briefing, &Written, Named<'_>, usize),
    (first, second): (&Circle<'a>, &Circle<'a>),
    focused: bool,
) -> Outcome<'a> {
    if scene.is_duration() && !scene.is_term() {
        return Outcome::Fine;
    }
    // What lies within the limits of one fact by chance may be another one's, misspelt.
    let within = first.best.is_some_and(|(verdict, claim)| {
        verdict == Verdict::OverPrecise && !is_close(&prose.quantity, &claim.quantity, Decimal::new(2, 2))
    });
    let misspelt = first.misspelt.filter(|_| within).map(|claim| (Verdict::Contradicts, claim));
    let near = misspelt.or(first.best).or(second.best).filter(|_| first.slipped.is_none());
    if let Some((verdict, claim)) = near {
        let precise = verdict == Verdict::OverPrecise;
        let disputed = focused && first.best.is_some() && first.strict;
        let slipped = Slip::between(&prose.quantity, &claim.quantity).is_some();
        // Digits beside a number that is told roughly.
        let told_rather = precise && is_close(&prose.quantity, &claim.quantity, Decimal::new(2, 2));
        // The only limit of its kind in the sheet, and a number not far from it.
        let limit = limits == 1
            && is_alike_limit(&prose.quantity, &claim)
            && is_close(&prose.quantity, &claim.quantity, Decimal::new(3, 1))
            && scene.may_be_accused(true);
        let own = (limit || (slipped || told_rather) && scene.may_be_accused(true))
            && scene.passage.own() == Some(claim.deal);
        if (precise || disputed) && (own || scene.is_about(briefing, claim.deal, named, slipped)) {
            return Outcome::Differs(verdict, claim);
        }
    }
    // A page of its own is about nothing in particular, unless the sentence names somebody.
    let near = first.slipped.or(near.map(|(_, claim)| claim));
    let at_large = matches!(scene.passage.entity, Entity::Page(_)) && near.is_none() && named.companies.is_empty();
    if at_large { Outcome::Fine } else { Outcome::Unbacked(near) }
}

/// Whether a figure per year, or not per year, and a claim can be the same thing: a total is no rate.
pub(super) fn is_alike(rate: Option<Rate>, candidate: &Candidate<'_>) -> bool {
    let total = candidate.fact.field == BuiltinField::Value.id();
    match candidate.standing {
        Standing::Yearly => rate == Some(Rate::Yearly),
        Standing::Contender | Standing::PassedOver | Standing::Deprecated | Standing::Past | Standing::Computed(_) => {
            rate.is_none() || !total
        }
    }
}
