//! Dates in prose, held against the dates of the deal: when it starts, when it ends, when all of it is in service.
//!
//! Which of them a sentence speaks of, if of any, is told by the words around the date: "en ligne", "expires". Only the
//! deal's own texts are looked at, and only where the sheet has exactly one such date. A sentence that denies, quotes,
//! or speaks of a part, of an extension or of another deal is left alone. A date that excludes the sheet's contradicts
//! it, if the sentence names the contract, the deliveries or all of the capacity. Without, it is a warning, and so is a
//! later deadline: "by 2029" of what is due by 2026 is true, and wrong.

use std::ops::Range;

use super::super::context::live;
use super::super::dates::extent;
use super::Linter;
use super::judge::{Misdated, Outcome};
use super::passage::Passage;
use super::scene::{Scene, takes_part};
use crate::figures::{Figure, Reading};
use crate::model::{BuiltinField, Claim, CompanyId, Deal, Edtf, Fact, Value};
use crate::vocabulary::lexicon::speech::{Speech, has};

/// What a date in prose is to the facts.
pub(super) fn judge<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    reading: &Reading,
    sentence: &Range<usize>,
) -> Outcome<'a> {
    let (Some(own), Figure::Date(date)) = (passage.own(), &reading.figure) else { return Outcome::Fine };
    let briefing = linter.context.briefing;
    let deal = briefing.deal(own);
    if !has_dates(deal) || !passage.cited(reading.range.end).is_empty() {
        return Outcome::Fine;
    }
    let scene = Scene::new(passage, sentence, reading, linter.context.briefing.terms());
    let words = passage.grammar.speech();
    let meant = meant(&scene, words).and_then(|field| Some((field, only(deal, field)?)));
    let Some((field, fact)) = meant else { return Outcome::Fine };
    // Anything may begin.
    let certain = has(&scene.clause().segment(), &words.dated.certain);
    if field == BuiltinField::Starts && !certain {
        return Outcome::Fine;
    }
    let stranger = |(_, company): (Range<usize>, CompanyId)| !takes_part(briefing, deal, company);
    if linter.named(passage.text, sentence).into_iter().any(stranger) {
        return Outcome::Fine;
    }
    if scene.is_aside() || scene.is_open() || !passage.linked_deals(briefing, sentence).is_empty() {
        return Outcome::Fine;
    }
    let mut worst = None;
    for claim in live(&fact.claims) {
        match clash(date, claim) {
            None => return Outcome::Fine,
            Some(disjoint) => {
                worst.get_or_insert(Misdated { fact, claim, is_contradiction: disjoint && certain });
            }
        }
    }
    worst.map_or(Outcome::Fine, Outcome::Misdated)
}

/// The dates that prose is held against.
const FIELDS: [BuiltinField; 3] = [BuiltinField::Starts, BuiltinField::Ends, BuiltinField::Online];

fn has_dates(deal: &Deal) -> bool {
    deal.legs.iter().any(|leg| FIELDS.into_iter().any(|field| leg.builtin(field).is_some()))
}

/// The date that the words around a date name. Deliveries begin before everything is delivered.
fn meant(scene: &Scene<'_>, words: &Speech) -> Option<BuiltinField> {
    let segment = scene.clause().segment();
    if has(&segment, &words.term.extension) {
        return None;
    }
    match (has(&segment, &words.dated.starts), has(&segment, &words.dated.ends)) {
        (true, true) => None,
        (true, false) => Some(BuiltinField::Starts),
        (false, true) => Some(BuiltinField::Ends),
        (false, false) => has(&segment, &words.dated.online).then_some(BuiltinField::Online),
    }
}

/// The deal's fact on a field, if it has one alone.
fn only(deal: &Deal, field: BuiltinField) -> Option<&Fact> {
    let mut facts = deal.legs.iter().filter_map(|leg| leg.builtin(field));
    facts.next().filter(|_| facts.next().is_none())
}

/// Whether a date in prose is not that of a claim, and whether both cannot be true.
fn clash(said: &Edtf, claim: &Claim) -> Option<bool> {
    let Value::Date(known) = &claim.value else { return None };
    if !extent(said).overlaps(&extent(known)) {
        return Some(true);
    }
    let deadlines = matches!((said, known), (Edtf::By(_), Edtf::By(_) | Edtf::Point(_) | Edtf::Between(..)));
    (deadlines && said.latest()? > known.latest()?).then_some(false)
}
