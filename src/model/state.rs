//! How far a deal, a leg or a tranche has come by a day.
//!
//! What has no status of its own has that of the level above. A condition that is not met makes it announced at most.
//! What is completed stays so whatever becomes of the whole; what ends takes all else with it that has no status of the same day or a newer one.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::{Bucket, BuiltinField, Claim, Deal, Fact, Hedge, Leg, Rank, Status, Tranche};

/// A status, and what weakens it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The newest status.
    pub status: Status,
    /// How firmly it is said.
    pub hedge: Hedge,
    /// Whether a condition is not met yet.
    pub waits: bool,
    /// Since which day it is in its bucket.
    pub since: Option<Date>,
}

/// A status that a deal comes to.
#[derive(Clone, Copy, Debug)]
pub struct Step<'d> {
    /// On which day, as far as it is known.
    pub day: Option<Date>,
    /// The status.
    pub status: Status,
    /// The claim that tells of it.
    pub claim: &'d Claim,
}

impl State {
    /// Where an amount counts that this claim states: a hedge of status or amount weakens it, once.
    pub fn bucket_of(self, amount: Option<&Claim>) -> Bucket {
        let hedge = if amount.is_some_and(Claim::is_soft) { Hedge::Conditional } else { self.hedge };
        let bucket = self.status.bucket(hedge);
        if self.waits { bucket.max(Bucket::Announced) } else { bucket }
    }

    /// Where it counts.
    pub fn bucket(self) -> Bucket {
        self.bucket_of(None)
    }

    /// Whether what was agreed has happened: an option is exercised, shares have changed hands.
    pub fn is_done(self) -> bool {
        self.bucket() == Bucket::Committed && matches!(self.status, Status::Active | Status::Completed)
    }

    fn of(fact: &Fact, day: Date) -> Option<State> {
        let mut claims: Vec<&Claim> = fact.known_on(day).collect();
        claims.sort_by_key(|claim| claim.standing());
        let claim = claims.last()?;
        let bucket = |claim: &Claim| claim.status().map(|status| status.bucket(claim.hedge));
        let of_days = claims.chunk_by(|a, b| a.effective_day() == b.effective_day());
        let newest = of_days.rev().filter_map(|of_day| of_day.last());
        let same = newest.take_while(|newest| bucket(newest) == bucket(claim));
        let since = same.filter_map(|claim| claim.effective_day()).last();
        Some(State { status: claim.status()?, hedge: claim.hedge, waits: false, since })
    }

    /// The state of a part of it, which has these facts.
    pub(crate) fn part(self, facts: &[Fact], day: Date) -> State {
        let is_own =
            |fact: &&Fact| [BuiltinField::Status, BuiltinField::Condition].iter().any(|f| f.id() == fact.field);
        if !facts.iter().any(|fact| is_own(&fact)) {
            return self;
        }
        let fact = |field: BuiltinField| facts.iter().find(|fact| fact.field == field.id());
        let own = fact(BuiltinField::Status).and_then(|fact| State::of(fact, day));
        let completed = own.is_some_and(|own| own.status == Status::Completed);
        let ended = self.status.bucket(Hedge::Asserted) == Bucket::Off;
        let state = match own {
            Some(own) if !ended || completed || own.since.is_some() && own.since >= self.since => {
                State { waits: self.waits, ..own }
            }
            Some(_) | None => self,
        };
        let met = |fact: &Fact| fact.live().any(|claim| claim.effective_day().is_some_and(|met| met <= day));
        let condition = fact(BuiltinField::Condition).is_some_and(|fact| fact.live().next().is_some());
        let waits = state.waits || (condition && !fact(BuiltinField::Met).is_some_and(met));
        State { waits: waits && !completed, ..state }
    }
}

impl Fact {
    /// The claims that are not deprecated.
    pub fn live(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| claim.rank != Rank::Deprecated)
    }

    /// Of a status, the claim that holds on `day`: among those that are not deprecated and whose `on` (or
    /// else `as_of`) is not after `day`, the newest; ties go to the better rank, the firmer hedge, the
    /// higher step. `None` before the first.
    pub fn status_on(&self, day: Date) -> Option<&Claim> {
        self.known_on(day).max_by_key(|claim| claim.standing())
    }

    fn known_on(&self, day: Date) -> impl Iterator<Item = &Claim> {
        self.live().filter(move |c| c.effective_day().is_none_or(|d| d <= day))
    }
}

impl Claim {
    /// How claims on a status follow one another.
    fn standing(&self) -> impl Ord + use<> {
        (self.effective_day(), Reverse(self.rank), Reverse(self.hedge), self.status())
    }
}

impl Deal {
    /// How far it has come; `None` before its first status.
    pub fn state_on(&self, day: Date) -> Option<State> {
        State::of(&self.status, day)
    }

    /// The statuses that it has come to by `until`, one after the other. What is told again later is no step; where it was
    /// told without a day at first, the first day counts.
    pub fn steps(&self, until: Date) -> Vec<Step<'_>> {
        let mut claims: Vec<&Claim> = self.status.known_on(until).collect();
        claims.sort_by_key(|claim| claim.standing());
        let mut steps: Vec<Step<'_>> = Vec::new();
        let of_days = claims.chunk_by(|a, b| a.effective_day() == b.effective_day());
        for claim in of_days.filter_map(|of_day| of_day.last().copied()) {
            let Some(status) = claim.status() else { continue };
            let step = Step { day: claim.effective_day(), status, claim };
            match steps.last_mut().filter(|last| last.status == status) {
                Some(last) if last.day.is_none() => *last = step,
                Some(_) => {}
                None => steps.push(step),
            }
        }
        steps
    }

    /// The day of its newest step: deals in lists and what happened are in the order of it, the newest first.
    pub fn last_day(&self, until: Date) -> Option<Date> {
        self.steps(until).last()?.day
    }

    /// How far one of its legs has come.
    pub fn leg_on(&self, leg: &Leg, day: Date) -> Option<State> {
        Some(self.state_on(day)?.part(&leg.facts, day))
    }

    /// How far a leg or a tranche has come, by its path; `None` of other parts too.
    pub fn part_on(&self, part: &str, day: Date) -> Option<State> {
        let leg = &self.legs[self.leg_of(part)?];
        match leg.tranches.iter().find(|tranche| tranche.path == part) {
            Some(tranche) => self.tranche_on(leg, tranche, day),
            None => self.leg_on(leg, day),
        }
    }

    /// Whether the deal itself gets a status on this day.
    pub fn has_step(&self, day: Date) -> bool {
        self.status.live().any(|claim| claim.effective_day() == Some(day))
    }

    /// How far a tranche of one of its legs has come.
    pub fn tranche_on(&self, leg: &Leg, tranche: &Tranche, day: Date) -> Option<State> {
        Some(self.leg_on(leg, day)?.part(&tranche.facts, day))
    }
}
