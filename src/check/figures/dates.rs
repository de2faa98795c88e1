//! Dates in prose, held against the dates of the deal: of its statuses, and of what begins, ends, falls due.
//!
//! Which of them a sentence speaks of, if of any, is told by the word nearest to the date: "signed", "expires", "due".
//! Only the deal's own texts are looked at. Where the sentence names a leg, its dates count, else those of all legs and
//! of the deal. A sentence that denies, quotes, or speaks of another deal is left alone. A date that excludes all that
//! the sheet has contradicts it. A later deadline, a deadline for a beginning, a day for a month are warnings: "by 2029"
//! of what is due by 2026 is true, and wrong.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Linter;
use super::elsewhere::is_of_another;
use super::judge::{Clash, Misdated, Outcome};
use super::meant::{Meant, dated, dates_of, meant};
use super::naming::{Namings, WORD_OF_NAME, hits_of_name};
use super::passage::Passage;
use super::scene::{Scene, takes_part};
use crate::figures::{Figure, Reading};
use crate::model::{Amount, BuiltinField, Claim, CompanyId, Deal, Edtf, Fact, Leg, Point, Precision, Text};
use crate::quantity::{Extent, Quantity, Verdict, Written, comparable, judge as judge_amount};
use crate::vocabulary::lexicon::speech::{Dated, begins, ends, fold, has};

/// How far from a date its word is that the sentence leaves out.
const FAR: usize = 70;

/// What a date in prose is to the facts.
pub(super) fn judge<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    (reading, readings): (&Reading, &[Reading]),
    (sentence, namings): (&Range<usize>, &mut Namings<'a>),
) -> Outcome<'a> {
    let inside = |other: &&Reading| sentence.start <= other.range.start && other.range.end <= sentence.end;
    let several =
        readings.iter().filter(inside).filter(|other| matches!(other.figure, Figure::Date(_))).nth(1).is_some();
    let (Some(own), Figure::Date(date)) = (passage.own(), &reading.figure) else { return Outcome::Fine };
    let briefing = linter.context.briefing;
    let deal = briefing.deal(own);
    if !passage.cited(reading.range.end).is_empty() {
        return Outcome::Fine;
    }
    let scene = Scene::new(linter, passage, sentence, reading);
    let words = passage.grammar.speech();
    let focus = namings.of(linter, passage, sentence).and_then(|naming| naming.focus(|_| true));
    let legs = |index: usize| focus.as_ref().is_none_or(|focus| focus.legs.contains(&index));
    let part = named_part(&scene, (deal, &legs), readings.iter().filter(inside));
    let mut near = meant(&scene, several);
    // What is to happen to a part, without a word for it, happens on the day on which it is due.
    if near.is_empty() && part.is_some() {
        let is_day = matches!(date, Edtf::Point(point) if matches!(point.precision, Precision::Day(..)));
        let is_to_come = has(&scene.clause().before(), &words.told.future);
        near.extend((is_to_come || is_day).then_some((FAR, if is_to_come { Meant::Due } else { Meant::Done })));
    }
    let stranger = |(_, company): &(Range<usize>, CompanyId)| !takes_part(briefing, deal, *company);
    let is_of_others =
        || !passage.linked_deals(briefing, sentence).is_empty() || passage.named(linter, sentence).iter().any(stranger);
    let Some((_, meant)) = near.first().copied() else {
        let may_be = scene.may_be_accused(false) && !scene.is_cited_later() && !is_of_others();
        let is_told = focus.is_some() || !passage.named(linter, sentence).is_empty();
        let strong = focus.as_ref().filter(|focus| focus.is_strong()).and_then(|focus| focus.only());
        let found = slip(deal, date, &legs, is_told).or_else(|| unknown(deal, (date, briefing.day), strong?));
        return found.filter(|_| may_be).map_or(Outcome::Fine, Outcome::Misdated);
    };
    let strong = focus.as_ref().filter(|focus| focus.is_strong());
    let meant = if is_to_begin(date, meant, briefing.day) { Meant::Starts } else { meant };
    // "No earlier than" denies nothing.
    let (in_front, behind) = scene.clause().near();
    let is_only = ends(in_front.trim_end(), &words.aside.only);
    if scene.is_quoted()
        || scene.is_cited_later()
        || !is_only && [&in_front, &behind].into_iter().any(|part| has(part, &words.aside.negation))
        || is_of_others()
        || is_of_another(&scene, (deal, date), (&near, strong), readings.iter().filter(inside))
        // From when to when is no date of one thing.
        || matches!(date, Edtf::Between(..))
    {
        return Outcome::Fine;
    }
    let said = Said::new(date, passage.text.get(reading.range.clone()).unwrap_or(""), &words.dated);
    let segment = scene.clause().segment();
    let anything = matches!(meant, Meant::Starts | Meant::Ends | Meant::Online)
        && part.is_none()
        && focus.as_ref().is_none_or(|f| !f.is_strong());
    // What hangs on a condition has its date all the same.
    let waits = |facts: &[Fact]| facts.iter().any(|fact| fact.field == BuiltinField::Condition.id());
    let is_open = has(&in_front, &words.firm.condition)
        && part.is_none_or(|facts| !waits(facts))
        && focus.as_ref().and_then(|focus| focus.only()).is_none_or(|leg| !waits(&deal.legs[leg].facts));
    // What an option adds to a term is no date of the sheet.
    let adds = |leg: &Leg| leg.facts.iter().any(|fact| fact.field == BuiltinField::OptionTerm.id());
    let begins = near.iter().any(|(_, other)| *other == Meant::Starts);
    let is_longer = meant == Meant::Option && !begins && matches!(date, Edtf::By(_)) && deal.legs.iter().any(adds)
        || meant == Meant::Ends && has(&scene.sentence(), &words.dated.option) && has(&segment, &words.told.open);
    let is_part = meant.is_of_things()
        && deal.legs.iter().all(|leg| leg.tranches.is_empty())
        && has(&scene.clause().before(), &words.aside.part);
    if anything && !has(&segment, &words.dated.certain) || is_open || is_part || is_longer {
        return Outcome::Fine;
    }
    // What is to come has not been told as changed.
    let is_ahead = meant == Meant::Changed && date.earliest().or(date.latest()).is_some_and(|day| day > briefing.day);
    if is_ahead {
        return Outcome::Fine;
    }
    // Of several dates another word of the clause may name this one; and talks that are reported are announced.
    let fits = |(_, other): &(usize, Meant)| {
        let told = [Meant::Signed, Meant::Announced, Meant::Talks];
        (several || told.contains(&meant) && told.contains(other))
            && dates_of(deal, *other, legs).into_iter().any(|(_, _, known)| said.clash(*other, known).is_none())
    };
    if near.iter().skip(1).any(fits) {
        return Outcome::Fine;
    }
    let of_part = part.map_or_else(Vec::new, |facts| dated(facts.iter().collect(), meant.fields()));
    let known = if of_part.is_empty() { dates_of(deal, meant, legs) } else { of_part };
    let known = if known.is_empty() { dates_of(deal, meant, |_| true) } else { known };
    // Of several values of one thing the one that the sentence tells: "raised in March to $8.1 billion".
    let told = told_of(readings.iter().filter(inside));
    let is_told = |claim: &Claim| claim.figure().is_some_and(|figure| told.iter().any(|prose| is_it(prose, figure)));
    let known = match meant == Meant::Changed && known.iter().any(|(_, claim, _)| is_told(claim)) {
        true => known.into_iter().filter(|(_, claim, _)| is_told(claim)).collect(),
        false => known,
    };
    let clashes = known.into_iter().map(|(fact, claim, known)| (fact, claim, said.clash(meant, known)));
    let mut worst: Option<Misdated<'a>> = None;
    for (fact, claim, how) in clashes {
        let Some(how) = how else { return Outcome::Fine };
        let milder = |known: &Misdated<'_>| how != Clash::Contradicts && known.how == Clash::Contradicts;
        if worst.as_ref().is_none_or(milder) {
            worst = Some(Misdated { fact, claim, how });
        }
    }
    worst.map_or(Outcome::Fine, Outcome::Misdated)
}

/// A time to come that the sheet has nowhere, of a leg for which it has others.
fn unknown<'a>(deal: &'a Deal, (date, today): (&Edtf, Date), leg: usize) -> Option<Misdated<'a>> {
    let is_vague = matches!(date, Edtf::Point(point) if point.precision == Precision::Year || point.about);
    if is_vague
        || !matches!(date, Edtf::Point(_))
        || date.earliest().is_none_or(|day| day <= today)
        || has_day(deal, date)
    {
        return None;
    }
    let fields = Meant::ALL.into_iter().flat_map(Meant::fields).copied();
    let leg = &deal.legs[leg];
    let facts = leg.facts.iter().chain(leg.tranches.iter().flat_map(|tranche| &tranche.facts));
    let mut known = dated(facts.collect(), &fields.collect::<Vec<_>>()).into_iter();
    known.next().map(|(fact, claim, _)| Misdated { fact, claim, how: Clash::Contradicts })
}

/// The times of a claim.
fn times(claim: &Claim) -> impl Iterator<Item = &Edtf> {
    claim.date().into_iter().chain(claim.effective()).chain(claim.on.as_ref())
}

/// Whether a sheet has a time that a date may be.
fn has_day(deal: &Deal, date: &Edtf) -> bool {
    let claims = deal.facts().flat_map(|(_, fact)| fact.live());
    claims.flat_map(times).any(|known| known.extent().overlaps(&date.extent()))
}

/// A day that the sheet has nowhere, and has in another year; or in another month, of what is told of the deal.
fn slip<'a>(deal: &'a Deal, date: &Edtf, legs: &impl Fn(usize) -> bool, is_told: bool) -> Option<Misdated<'a>> {
    let Edtf::Point(Point { year, precision: Precision::Day(month, day), .. }) = date else { return None };
    if has_day(deal, date) {
        return None;
    }
    let known = deal.facts().flat_map(|(part, fact)| fact.live().map(move |claim| (part, fact, claim)));
    let is_slip = |known: &Edtf| match known {
        Edtf::Point(Point { year: other, precision: Precision::Day(of, at), .. }) => {
            (of == month || other == year && is_told) && at == day && *day > 1
        }
        _ => false,
    };
    let mut those = known.filter(|(part, _, _)| deal.leg_of(part).is_none_or(legs));
    let (_, fact, claim) = those.find(|(_, _, claim)| times(claim).any(is_slip))?;
    Some(Misdated { fact, claim, how: Clash::Contradicts })
}

/// The figures of a sentence.
fn told_of<'r>(readings: impl Iterator<Item = &'r Reading>) -> Vec<&'r Written> {
    readings.filter_map(Reading::amount).collect()
}

/// Whether a figure in prose is one of the sheet.
pub(super) fn is_it(prose: &Written, figure: &Quantity) -> bool {
    comparable(prose.quantity.unit, figure.unit).is_some() && judge_amount(prose, figure) <= Verdict::Rounded
}

/// The facts of the tranche or milestone that a sentence is about: it has its figure, or words by which the
/// sheet calls it.
fn named_part<'a, 'r>(
    scene: &Scene<'_>,
    (deal, legs): (&'a Deal, &impl Fn(usize) -> bool),
    readings: impl Iterator<Item = &'r Reading>,
) -> Option<&'a [Fact]> {
    let lang = scene.lang();
    let amounts = told_of(readings);
    let sentence = scene.clause().piece();
    let grammar = scene.passage.grammar;
    let has_figure = |fact: &Fact| {
        let figure = fact.amount().and_then(Amount::figure);
        figure.is_some_and(|figure| amounts.iter().any(|prose| is_it(prose, figure)))
    };
    let score = |what: &Text, facts: &[Fact]| {
        let figure = if facts.iter().any(has_figure) { 2 * WORD_OF_NAME } else { 0 };
        hits_of_name(what, lang, grammar, &sentence) + figure
    };
    let of_legs = deal.legs.iter().enumerate().filter(|(index, _)| legs(*index)).flat_map(|(_, leg)| &leg.tranches);
    let tranches = of_legs.map(|tranche| (&tranche.what, &*tranche.facts));
    let milestones = deal.milestones.iter().map(|milestone| (&milestone.what, &*milestone.facts));
    let mut scored: Vec<(usize, &[Fact])> =
        tranches.chain(milestones).map(|(what, facts)| (score(what, facts), facts)).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scored[..] {
        [(best, facts)] if best > WORD_OF_NAME => Some(facts),
        [(best, facts), (second, _), ..] if best > WORD_OF_NAME && best > second => Some(facts),
        _ => None,
    }
}

/// Whether "from 2028" tells when something is to begin, whatever was done: "in talks to buy ammonia from 2028".
fn is_to_begin(date: &Edtf, meant: Meant, today: Date) -> bool {
    matches!(date, Edtf::From(point) if point.earliest().is_some_and(|day| day > today))
        && matches!(meant, Meant::Changed | Meant::Signed | Meant::Announced | Meant::Talks | Meant::Done)
}

/// A date as a text says it.
struct Said<'t> {
    date: &'t Edtf,
    /// The days that it allows: "after 2030" is none of 2030.
    extent: Extent<Date>,
}

impl<'t> Said<'t> {
    fn new(date: &'t Edtf, text: &str, words: &Dated) -> Said<'t> {
        let mut extent = date.extent();
        let excludes = begins(&fold(text), &words.exclusive);
        match date {
            Edtf::From(point) if excludes => extent.low = point.latest().map(|day| day.saturating_add(1.day())),
            Edtf::By(point) if excludes => extent.high = point.earliest().map(|day| day.saturating_sub(1.day())),
            Edtf::From(_) | Edtf::By(_) | Edtf::Point(_) | Edtf::Between(..) => {}
        }
        Said { date, extent }
    }

    /// How it is not one of the sheet; `None` if it is. "Since May" of a status is the May in which it began.
    fn clash(&self, meant: Meant, known: &Edtf) -> Option<Clash> {
        let begins = !matches!(meant, Meant::Due | Meant::Online | Meant::Ends | Meant::Option);
        let since = match self.date {
            Edtf::From(point) if begins => Some(Edtf::Point(*point)),
            Edtf::Point(_) | Edtf::By(_) | Edtf::From(_) | Edtf::Between(..) => None,
        };
        // "Until May" is the May in which it ends.
        let until = match self.date {
            Edtf::By(point) if matches!(meant, Meant::Ends | Meant::Option) && !matches!(known, Edtf::By(_)) => {
                Some(Edtf::Point(*point))
            }
            Edtf::Point(_) | Edtf::By(_) | Edtf::From(_) | Edtf::Between(..) => None,
        };
        let overlaps = match since.as_ref().or(until.as_ref()) {
            Some(point) => point.extent().overlaps(&known.extent()),
            None => self.extent.overlaps(&known.extent()),
        };
        if !overlaps {
            return Some(Clash::Contradicts);
        }
        match (since.as_ref().unwrap_or(self.date), known) {
            // They may share a year, and say the opposite.
            (Edtf::By(_), Edtf::From(_)) | (Edtf::From(_), Edtf::By(_)) => Some(Clash::Contradicts),
            (Edtf::From(said), Edtf::Point(known)) if !known.about && said.earliest() < known.earliest() => None,
            (Edtf::From(said), Edtf::Point(_))
                if matches!(meant, Meant::Starts | Meant::Option)
                    && Edtf::Point(*said).extent().overlaps(&known.extent()) =>
            {
                None
            }
            (Edtf::From(_), Edtf::Point(_) | Edtf::Between(..)) => Some(Clash::Side),
            (said @ Edtf::By(_), Edtf::By(_) | Edtf::Point(_) | Edtf::Between(..)) => {
                (said.latest()? > known.latest()?).then_some(Clash::Side)
            }
            // Of what has happened a text may know the day.
            (Edtf::Point(said), Edtf::Point(known)) if !begins && !said.about && !known.about => {
                (fineness(said.precision) > fineness(known.precision)).then_some(Clash::Precise)
            }
            _ => None,
        }
    }
}

/// How fine a date is: a day is finer than a month.
fn fineness(precision: Precision) -> u8 {
    match precision {
        Precision::Year => 0,
        Precision::Half(_) => 1,
        Precision::Quarter(_) => 2,
        Precision::Month(_) => 3,
        Precision::Day(..) => 4,
    }
}
