//! Whose the figures of a sentence are: the legs that have them.

use std::ops::Range;

use rust_decimal::Decimal;

use super::circle::is_close;
use super::judge::is_alike;
use super::scene::Rate;
use super::{Linter, Passage, candidate};
use crate::figures::Reading;
use crate::model::BuiltinField;
use crate::quantity::{Dimension, Unit, Written, comparable, judge};
use crate::vocabulary::lexicon::speech::{fold, has};

/// What the figures of a sentence are.
#[derive(Default)]
pub(super) struct Owners {
    /// The legs that have them.
    pub(super) legs: Vec<usize>,
    /// Whether the first of them counts things.
    pub(super) things: bool,
    /// Whether one is a rate of interest.
    pub(super) interest: bool,
    /// Whether one of several is nobody's.
    pub(super) unknown: bool,
}

/// Of the figures of a sentence, lengths of time aside.
pub(super) fn owners(linter: &Linter<'_>, passage: &Passage<'_>, sentence: &Range<usize>) -> Owners {
    let Some(own) = passage.own() else { return Owners::default() };
    let readings = passage.readings_in(linter, sentence);
    let amounts: Vec<_> =
        readings.iter().filter_map(Reading::amount).filter(|a| !a.quantity.unit.is(Dimension::TIME)).collect();
    // What is paid a year is no sum of the sheet.
    let text = fold(passage.text.get(sentence.clone()).unwrap_or(""));
    let rate = has(&text, &passage.grammar.speech().rates.yearly).then_some(Rate::Yearly);
    let is_thing = |prose: &&Written| match prose.quantity.unit {
        Unit::Measure(_) => !prose.quantity.unit.is(Dimension::SHARE),
        Unit::Rate(rate) => rate.of.unit().currency().is_none(),
        Unit::Money(_) | Unit::Unsaid => false,
    };
    // What is told first is what is paid, or got.
    let things = amounts.first().is_some_and(is_thing);
    let mut candidates = candidate::of_deal(linter.context.briefing, own);
    candidates.retain(|candidate| is_alike(rate, candidate));
    // Whose it is best, and not whose limits it lies in.
    let verdict = |prose: &Written, c: &candidate::Candidate<'_>| {
        let verdict = comparable(prose.quantity.unit, c.quantity.unit).map(|_| judge(prose, &c.quantity));
        let is_it = || rate.is_none() || is_close(&prose.quantity, &c.quantity, Decimal::new(5, 2));
        verdict.filter(|verdict| verdict.is_about_it() && is_it())
    };
    let known = amounts.iter().flat_map(|prose| {
        let best = candidates.iter().filter_map(|c| verdict(prose, c)).min();
        candidates.iter().filter(move |c| best.is_some() && verdict(prose, c) == best)
    });
    let known: Vec<_> = known.collect();
    let interest = known.iter().any(|c| c.fact.field == BuiltinField::Rate.id());
    let mut legs: Vec<usize> = known.iter().filter_map(|c| c.leg).collect();
    legs.sort_unstable();
    legs.dedup();
    let unknown =
        amounts.len() > 1 && amounts.iter().any(|prose| candidates.iter().all(|c| verdict(prose, c).is_none()));
    Owners { legs, things, interest, unknown }
}
