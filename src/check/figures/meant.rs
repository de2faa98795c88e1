//! What a date in prose is the date of: told by the nearest word, and looked up in the sheet.

use super::scene::Scene;
use crate::model::{BuiltinField, Claim, Deal, Edtf, Fact, Leg, Status, Value};
use crate::vocabulary::lexicon::speech::{Dated, List, ends, has};

/// How far from a date the word may stand that says which one it is, in bytes.
const FARTHEST: usize = 70;

/// How near a word stands to "after" that tells of another day, in characters.
const RELATION: usize = 14;

/// What a word behind a date is farther than one in front of it.
const BEHIND: usize = 12;

/// What a date may be the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    Changed,
    Signed,
    Announced,
    Talks,
    Done,
    Starts,
    Ends,
    Due,
    Online,
    Option,
    Off,
}

impl Meant {
    pub(super) const ALL: [Meant; 11] = [
        Meant::Changed,
        Meant::Signed,
        Meant::Announced,
        Meant::Talks,
        Meant::Done,
        Meant::Option,
        Meant::Starts,
        Meant::Ends,
        Meant::Online,
        Meant::Due,
        Meant::Off,
    ];

    pub(super) fn words(self, dated: &Dated) -> &List {
        match self {
            Meant::Changed => &dated.changed,
            Meant::Signed => &dated.signed,
            Meant::Announced => &dated.announced,
            Meant::Talks => &dated.talks,
            Meant::Done => &dated.done,
            Meant::Starts => &dated.starts,
            Meant::Ends => &dated.ends,
            Meant::Due => &dated.due,
            Meant::Online => &dated.online,
            Meant::Option => &dated.option,
            Meant::Off => &dated.off,
        }
    }

    /// Whether it is done to what is dealt in, and may be done to a part of it.
    pub(super) fn is_of_things(self) -> bool {
        match self {
            Meant::Done | Meant::Starts | Meant::Ends | Meant::Due | Meant::Online | Meant::Option => true,
            Meant::Changed | Meant::Signed | Meant::Announced | Meant::Talks | Meant::Off => false,
        }
    }

    fn statuses(self) -> &'static [Status] {
        match self {
            Meant::Signed => &[Status::Signed, Status::Letter],
            Meant::Announced => &[Status::Announced, Status::Letter],
            Meant::Talks => &[Status::InTalks, Status::Rumoured],
            Meant::Done => &[Status::Active, Status::Completed],
            Meant::Starts => &[Status::Active],
            Meant::Off => &[Status::Cancelled],
            Meant::Changed | Meant::Ends | Meant::Due | Meant::Online | Meant::Option => &[],
        }
    }

    /// What texts say of the day on which a status was reached.
    pub(super) fn of(status: Status) -> &'static [Meant] {
        match status {
            Status::Rumoured | Status::InTalks => &[Meant::Talks, Meant::Announced],
            Status::Announced => &[Meant::Announced, Meant::Talks],
            Status::Letter | Status::Signed => &[Meant::Signed],
            Status::Active => &[Meant::Done, Meant::Starts, Meant::Online],
            Status::Completed => &[Meant::Done, Meant::Ends, Meant::Online],
            Status::Stalled | Status::Cancelled => &[Meant::Ends, Meant::Off],
        }
    }

    /// The fields that have such dates.
    pub(super) fn fields(self) -> &'static [BuiltinField] {
        match self {
            Meant::Changed | Meant::Signed | Meant::Announced | Meant::Talks | Meant::Off => &[],
            Meant::Done => &[BuiltinField::Met, BuiltinField::Due],
            Meant::Starts => &[BuiltinField::Starts],
            Meant::Ends => &[BuiltinField::Ends],
            Meant::Due => {
                &[BuiltinField::Due, BuiltinField::Met, BuiltinField::Online, BuiltinField::Starts, BuiltinField::Ends]
            }
            Meant::Online => &[BuiltinField::Online, BuiltinField::Due],
            Meant::Option => &[BuiltinField::Option],
        }
    }
}

/// What the words near the date in its clause name, the nearest first. What stands behind one of several dates, and
/// behind an "and", is of the next.
pub(super) fn meant(scene: &Scene<'_>, several: bool) -> Vec<(usize, Meant)> {
    let dated = &scene.passage.grammar.speech().dated;
    let clause = scene.clause();
    let (before, after) = (clause.before(), clause.after());
    let and = dated.and.places(&after).map(|and| and.start).next().filter(|_| several);
    let after = &after[..and.unwrap_or(after.len())];
    let speech = scene.passage.grammar.speech();
    // "Two years after the signing", "to be paid": neither is the day of signing, or of payment.
    let is_told = |text: &str, at: usize, meant: &Meant| {
        let start = text[..at].char_indices().rev().nth(RELATION).map_or(0, |(start, _)| start);
        let (near, before) = (&text[start..at], text[..at].trim_end());
        !(has(near, &dated.exclusive) || *meant == Meant::Done && ends(before, &speech.paid.pending))
    };
    let nearest = |meant: &Meant| {
        let words = meant.words(dated);
        let in_front = words.places(&before).filter(|at| is_told(&before, at.start, meant));
        let in_front = in_front.map(|at| before.len() - at.end);
        let behind = words.places(after).filter(|at| is_told(after, at.start, meant));
        let behind = behind.map(|at| at.start + BEHIND);
        in_front.chain(behind).min().filter(|far| *far <= FARTHEST)
    };
    let mut near: Vec<(usize, Meant)> =
        Meant::ALL.into_iter().filter_map(|meant| Some((nearest(&meant)?, meant))).collect();
    // An extension begins and ends, too, and not with the contract.
    let extends = has(&scene.clause().near().0, &dated.option);
    let of_term = |meant: Meant| matches!(meant, Meant::Starts | Meant::Ends | Meant::Due);
    near.sort_by_key(|(far, meant)| (extends && of_term(*meant), *far));
    near
}

/// All dates of a meaning, of the deal and of these legs.
pub(super) fn dates_of(deal: &Deal, meant: Meant, legs: impl Fn(usize) -> bool) -> Vec<(&Fact, &Claim, &Edtf)> {
    let those = || deal.legs.iter().enumerate().filter(|(index, _)| legs(*index)).map(|(_, leg)| leg);
    fn of_leg(leg: &Leg) -> impl Iterator<Item = &Fact> {
        leg.facts.iter().chain(leg.tranches.iter().flat_map(|tranche| &tranche.facts))
    }
    let milestones = deal.milestones.iter().flat_map(|milestone| &milestone.facts);
    let facts: Vec<&Fact> = those().flat_map(of_leg).chain(milestones).collect();
    let statuses = std::iter::once(&deal.status).chain(facts.iter().copied().filter(|fact| fact.is_status()));
    let mut all = Vec::new();
    for fact in statuses {
        let reached =
            fact.live().filter(|claim| claim.status().is_some_and(|status| meant.statuses().contains(&status)));
        // The day on which it was known, too: "it became known on".
        for claim in reached {
            let days = claim.effective().into_iter().chain(claim.known());
            all.extend(days.map(|day| (fact, claim, day)));
        }
    }
    if meant == Meant::Changed {
        let several = facts.iter().filter(|fact| fact.live().nth(1).is_some() && !fact.is_status());
        all.extend(several.flat_map(|fact| fact.live().filter_map(|claim| Some((*fact, claim, claim.on.as_ref()?)))));
    }
    all.extend(dated(facts, meant.fields()));
    if meant == Meant::Option {
        let options = those().filter(|leg| leg.kind.option).flat_map(|leg| &leg.facts);
        all.extend(dated(options.collect(), &[BuiltinField::Starts, BuiltinField::Ends]));
    }
    all
}

/// The dates of some facts that are of these fields.
pub(super) fn dated<'a>(facts: Vec<&'a Fact>, fields: &[BuiltinField]) -> Vec<(&'a Fact, &'a Claim, &'a Edtf)> {
    let those = facts.into_iter().filter(|fact| fields.iter().any(|field| field.id() == fact.field));
    let dates = those.flat_map(|fact| fact.live().map(move |claim| (fact, claim)));
    let date = |(fact, claim): (&'a Fact, &'a Claim)| match &claim.value {
        Value::Date(date) => Some((fact, claim, date)),
        Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
    };
    dates.filter_map(date).collect()
}
