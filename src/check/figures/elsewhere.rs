//! Whether a date of a text is that of something else in the sheet, and the sentence speaks of that.
//!
//! A sentence has several verbs and several days, and the nearest word is not always the one that is meant. So a day that
//! the sheet has for something else is left alone where a word for that something stands in the sentence, or its name, or
//! its figure. Where the word stands right before the date ("signed on 3 May"), only another such word counts.

use super::dates::is_it;
use super::meant::Meant;
use super::naming::{Focus, WORD_OF_NAME, hits_of_name};
use super::scene::Scene;
use crate::figures::Reading;
use crate::model::{Amount, BuiltinField, Claim, Deal, Edtf, Fact, Precision, Status, Text, Value};
use crate::quantity::Quantity;
use crate::vocabulary::lexicon::speech::has;

/// How far from a date a word stands that is right before it, in bytes: "signed on 3 May", "signé le 3 mai".
const ADJACENT: usize = 8;

/// Something of the sheet that may have a date.
struct Thing<'d> {
    fact: &'d Fact,
    /// All that the sheet says of it.
    facts: &'d [Fact],
    leg: Option<usize>,
    /// What the sheet calls its leg, tranche or milestone.
    name: Option<&'d Text>,
}

/// Whether a date is that of another thing, and the sentence speaks of that. `near` are the words near the date.
pub(super) fn is_of_another<'r>(
    scene: &Scene<'_>,
    (deal, date): (&Deal, &Edtf),
    (near, focus): (&[(usize, Meant)], Option<&Focus>),
    readings: impl Iterator<Item = &'r Reading>,
) -> bool {
    let amounts: Vec<_> = readings.filter_map(Reading::amount).collect();
    let has_figure = |figure: &Quantity| amounts.iter().any(|prose| is_it(prose, figure));
    let is_adjacent = near.first().is_some_and(|(far, _)| *far <= ADJACENT);
    let sentence = scene.sentence();
    let speech = scene.passage.grammar.speech();
    let is_meant = |meant: &Meant| match is_adjacent {
        true => near.iter().any(|(far, other)| other == meant && *far <= 2 * ADJACENT),
        false => has(&sentence, meant.words(&speech.dated)),
    };
    let is_named = |thing: &Thing<'_>| {
        thing.name.is_some_and(|name| hits_of_name(name, scene.lang(), scene.passage.grammar, &sentence) > WORD_OF_NAME)
    };
    let is_of = |thing: &Thing<'_>, claim: &Claim| {
        let has_its_figure = || {
            let mut figures = thing.facts.iter().filter_map(|fact| fact.amount().and_then(Amount::figure));
            !is_adjacent && figures.any(has_figure)
        };
        // Of a sentence about one leg a milestone is meant where it is named.
        let is_beside = focus.is_some() && thing.leg.is_none() && thing.name.is_some();
        let told =
            |meanings: &[Meant]| !is_beside && meanings.iter().any(is_meant) || is_named(thing) || has_its_figure();
        match (&claim.value, claim.status()) {
            (_, Some(status)) => {
                let is_other = matches!(near.first(), Some((_, Meant::Off | Meant::Announced)));
                let contract =
                    || !is_adjacent && !is_other && status == Status::Signed && has(&sentence, &speech.deal.nouns);
                let is_day = claim.effective().is_some_and(|known| is_same(known, date));
                is_day && (told(Meant::of(status)) || contract())
            }
            (Value::Date(known), None) => {
                // "From May" is a beginning without another word.
                let begins = matches!(date, Edtf::From(_)) && thing.fact.field == BuiltinField::Starts.id();
                is_same(known, date) && (begins || told(meanings(thing.fact)))
            }
            (Value::Amount(amount), None) => {
                let has_it = || amount.figure().is_some_and(has_figure);
                // What it was raised to is told, and is another of its values.
                let is_other = |claim: &Claim| claim.figure().is_some_and(has_figure);
                if matches!(near.first(), Some((_, Meant::Changed))) && !has_it() && thing.fact.live().any(is_other) {
                    return false;
                }
                let is_since = claim.on.as_ref().is_some_and(|since| is_since(since, date));
                is_since && (!is_adjacent || is_meant(&Meant::Changed) || has_it() || has(&sentence, &speech.told.past))
            }
            (Value::Text(_) | Value::Status(_), None) => false,
        }
    };
    // That of another leg, where the sentence names that too, or has its figure.
    let is_told = |leg: usize| {
        let leg = &deal.legs[leg];
        let mut figures = leg.facts.iter().filter_map(|fact| fact.amount().and_then(Amount::figure));
        scene.lists().verbs.names(leg.kind, &sentence) || figures.any(has_figure)
    };
    let may_be = |thing: &Thing<'_>| {
        focus.is_none_or(|focus| thing.leg.is_none() || focus.holds(thing.leg))
            || thing.leg.is_some_and(is_told)
            || is_named(thing)
            || thing.facts.iter().filter_map(|fact| fact.amount().and_then(Amount::figure)).any(has_figure)
    };
    things(deal).filter(may_be).any(|thing| thing.fact.live().any(|claim| is_of(&thing, claim)))
}

/// Everything of a deal that may have a date.
fn things(deal: &Deal) -> impl Iterator<Item = Thing<'_>> {
    let of_legs = deal.legs.iter().enumerate().flat_map(|(index, leg)| {
        let own = (&*leg.facts, &leg.what);
        let parts = std::iter::once(own).chain(leg.tranches.iter().map(|tranche| (&*tranche.facts, &tranche.what)));
        parts.flat_map(move |(facts, name)| {
            facts.iter().map(move |fact| Thing { fact, facts, leg: Some(index), name: Some(name) })
        })
    });
    let of_milestones = deal.milestones.iter().flat_map(|milestone| {
        let facts = &*milestone.facts;
        facts.iter().map(move |fact| Thing { fact, facts, leg: None, name: Some(&milestone.what) })
    });
    let status = Thing { fact: &deal.status, facts: &[], leg: None, name: None };
    std::iter::once(status).chain(of_legs).chain(of_milestones)
}

/// What texts say of the date of a fact.
fn meanings(fact: &Fact) -> &'static [Meant] {
    let of = [
        (BuiltinField::Met, &[Meant::Done, Meant::Due][..]),
        (BuiltinField::Due, &[Meant::Due, Meant::Done, Meant::Starts, Meant::Ends, Meant::Online]),
        (BuiltinField::Starts, &[Meant::Starts]),
        (BuiltinField::Ends, &[Meant::Ends]),
        (BuiltinField::Online, &[Meant::Online]),
        (BuiltinField::Option, &[Meant::Option, Meant::Starts]),
    ];
    of.iter().find(|(field, _)| field.id() == fact.field).map_or(&[], |(_, meanings)| meanings)
}

/// Whether a date of the sheet is that of a text, to the day, the month or the quarter: two things seldom share one.
fn is_same(known: &Edtf, date: &Edtf) -> bool {
    let (Edtf::Point(known), Edtf::Point(said) | Edtf::From(said)) = (known, date) else { return false };
    !matches!(said.precision, Precision::Year) && known.year == said.year && known.precision == said.precision
}

/// Whether a value holds since a date: "since May" is the May in which it began.
fn is_since(since: &Edtf, date: &Edtf) -> bool {
    let day = match date {
        Edtf::From(point) | Edtf::Point(point) | Edtf::By(point) | Edtf::Between(point, _) => Edtf::Point(*point),
    };
    since.extent().overlaps(&day.extent())
}
