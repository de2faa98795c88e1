//! What falls due: the dates of sheets that may still lie ahead on the day of the books, each with all days that it may
//! mean; and the deals that go on without one.
//!
//! A leg begins, is in service, may be prolonged and ends; a tranche and a milestone have a day of their own. Where a leg
//! states no end but a start and a term, its end is worked out. What has come (`met`, `completed`), was called off or has
//! been replaced is not due. Nothing is guessed: a leg of five years that says not when it begins has no date.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Ledger, day};
use crate::model::{
    Amount, Bucket, BuiltinField, Claim, Deal, DealId, Edtf, Fact, Point, Precision, State, Status, Value,
};
use crate::quantity::{Dimension, Extent, Quantity};

/// 365.25 / 12, as everywhere.
const DAYS_OF_A_MONTH: Decimal = Decimal::from_parts(304_375, 0, 0, false, 4);
/// The dates of a leg or a tranche, in the order of its life. The term stands for an end that is worked out.
const FIELDS: [BuiltinField; 5] =
    [BuiltinField::Starts, BuiltinField::Due, BuiltinField::Online, BuiltinField::Option, BuiltinField::Ends];

/// The part of a deal that something is due of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DuePart {
    /// A step without an amount, by its place.
    Milestone(usize),
    /// A tranche: the places of its leg, and of itself.
    Tranche(usize, usize),
    /// A leg, by its place.
    Leg(usize),
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Due<'a> {
    /// Its deal.
    pub deal: DealId,
    /// What of it.
    pub part: DuePart,
    /// Which date it is: `starts`, `online`, `option`, `ends` or `due`; `term` is an end by start and term.
    pub field: BuiltinField,
    /// The date as it is written; of an end that is worked out, one as precise as start and term allow.
    pub date: Edtf,
    /// All days that it may mean. Without a first it may be any up to the last; without a last, any from the first on.
    pub days: Extent<Date>,
    /// The claim that says so: on the date, or on the term.
    pub claim: &'a Claim,
    /// Of an end, the day on which what ends began, at the earliest.
    pub began: Option<Date>,
    /// How firm it is.
    pub bucket: Bucket,
}

/// What is due, and what has no date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schedule<'a> {
    /// By the last day that it can be, else the first.
    pub due: Vec<Due<'a>>,
    /// Deals that go on and have no date ahead: the firmest first, then the newest.
    pub undated: Vec<DealId>,
}

impl<'a> Ledger<'a> {
    /// What falls due from the day of the books on, of all deals.
    pub fn schedule(&self) -> Schedule<'a> {
        self.schedule_of(&self.briefing.chronology)
    }

    /// The same of these deals.
    pub fn schedule_of(&self, deals: &[DealId]) -> Schedule<'a> {
        let mut schedule = Schedule::default();
        for &id in deals {
            let due = self.due_of(id);
            if due.is_empty() && self.goes_on(id) {
                schedule.undated.push(id);
            }
            schedule.due.extend(due);
        }
        schedule.due.sort_by_key(|due| (due.days.high.or(due.days.low), due.days.low, due.deal, due.part, due.field));
        schedule.undated.sort_by_key(|id| self.bucket(*id));
        schedule
    }

    /// What falls due of one deal, in the order of its parts.
    pub fn due_of(&self, id: DealId) -> Vec<Due<'a>> {
        let deal: &'a Deal = self.briefing.deal(id);
        let mut due = Vec::new();
        if self.replacement(id).is_some() {
            return due;
        }
        for (index, milestone) in deal.milestones.iter().enumerate() {
            self.dates(&mut due, id, DuePart::Milestone(index), &milestone.facts, self.deal_state(id));
        }
        for (index, leg) in deal.legs.iter().enumerate().filter(|(index, _)| self.taken((id, *index)).is_none()) {
            for (place, tranche) in leg.tranches.iter().enumerate() {
                let state = deal.tranche_on(leg, tranche, self.day);
                self.dates(&mut due, id, DuePart::Tranche(index, place), &tranche.facts, state);
            }
            self.dates(&mut due, id, DuePart::Leg(index), &leg.facts, self.state((id, index)));
        }
        told_once(due)
    }

    /// Whether a deal is agreed or announced, and there is something to come of it.
    fn goes_on(&self, id: DealId) -> bool {
        let state = self.deal_state(id);
        let open = state.is_some_and(|s| s.bucket() <= Bucket::Announced && s.status != Status::Completed);
        open && self.replacement(id).is_none() && !self.briefing.deal(id).umbrella
    }

    /// The dates among the facts of a part that is in this state.
    fn dates(&self, out: &mut Vec<Due<'a>>, deal: DealId, part: DuePart, facts: &'a [Fact], state: Option<State>) {
        let Some(state) = state.filter(|s| s.bucket() != Bucket::Off && s.status != Status::Completed) else { return };
        let known = |field: BuiltinField| {
            let fact = facts.iter().find(|fact| fact.field == field.id())?;
            day::fact_on(self.briefing, fact, self.day)
        };
        let dated = |field| known(field).and_then(|claim| Some((claim, *claim.date()?)));
        let met = dated(BuiltinField::Met).is_some();
        let starts = dated(BuiltinField::Starts);
        let began = starts.and_then(|(_, starts)| starts.extent().low);
        let mut add = |field, claim: &'a Claim, date: Edtf, days: Extent<Date>| {
            let last = matches!(field, BuiltinField::Ends | BuiltinField::Term);
            let (began, bucket) = (began.filter(|_| last), state.bucket_of(Some(claim)));
            if self.is_ahead(days) && !(met && field == BuiltinField::Due) {
                out.push(Due { deal, part, field, date, days, claim, began, bucket });
            }
        };
        for field in FIELDS {
            if let Some((claim, date)) = dated(field) {
                add(field, claim, date, date.extent());
            }
        }
        let term = known(BuiltinField::Term).and_then(|claim| match &claim.value {
            Value::Amount(Amount::Figure(figure)) => Some((claim, figure)),
            Value::Amount(_) | Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
        });
        if let (Some((_, starts)), Some((claim, term)), None) = (starts, term, known(BuiltinField::Ends))
            && let Some(days) = end_by_term(&starts, term, 0)
            && let Some(date) = worked_out(days)
        {
            add(BuiltinField::Term, claim, date, days);
        }
    }

    /// Whether a date may still come. One that has no last day is ahead until its first.
    fn is_ahead(&self, days: Extent<Date>) -> bool {
        days.high.map_or_else(|| days.low.is_some_and(|first| first > self.day), |last| last >= self.day)
    }
}

/// Without what says the same a second time: legs of one deal that share a date, and a leg that begins with the step that
/// is due then.
fn told_once(mut due: Vec<Due<'_>>) -> Vec<Due<'_>> {
    let is_step = |part| !matches!(part, DuePart::Leg(_));
    let mut told: Vec<(BuiltinField, Edtf, bool)> = Vec::new();
    due.retain(|one| {
        let step = is_step(one.part);
        let again = told.iter().any(|(field, date, earlier)| {
            let same = *field == one.field && !step && !earlier;
            let begins = one.field == BuiltinField::Starts && *earlier && *field == BuiltinField::Due;
            *date == one.date && (same || begins)
        });
        told.push((one.field, one.date, step));
        !again
    });
    due
}

/// When something ends that begins on one of these days and takes this long; `slack` months are allowed at both ends.
/// `None` if the term is no length of time.
pub fn end_by_term(starts: &Edtf, term: &Quantity, slack: i64) -> Option<Extent<Date>> {
    if !term.unit.is(Dimension::TIME) {
        return None;
    }
    let (starts, length) = (starts.extent(), term.calendar_extent());
    let months = |days: Decimal| days.checked_div(DAYS_OF_A_MONTH);
    let after = |day: Date, months: Decimal, slack: i64| {
        day.checked_add(months.to_i64()?.checked_add(slack)?.clamp(-120_000, 120_000).months()).ok()
    };
    let low = starts.low.zip(length.low.and_then(months)).and_then(|(day, n)| after(day, n.floor(), -slack));
    let high = starts.high.zip(length.high.and_then(months)).and_then(|(day, n)| after(day, n.ceil(), slack));
    Some(Extent { low, high, high_excluded: false })
}

/// A date for days that were worked out, never more precise than they are: a month if they fit into two that touch, else
/// a year, else from one year to another.
fn worked_out(days: Extent<Date>) -> Option<Edtf> {
    let point = |day: Date, precision, about| Point { year: Some(day.year()), precision, inferred: true, about };
    let year = |day: Date| point(day, Precision::Year, false);
    let month = |day: Date| Precision::Month(day.month().unsigned_abs());
    Some(match (days.low, days.high) {
        (None, None) => return None,
        (Some(low), None) => Edtf::From(year(low)),
        (None, Some(high)) => Edtf::By(year(high)),
        (Some(low), Some(high)) if high <= low.saturating_add(2.months()) => {
            Edtf::Point(point(high, month(high), true))
        }
        (Some(low), Some(high)) if low.year() == high.year() => Edtf::Point(point(high, Precision::Year, true)),
        (Some(low), Some(high)) => Edtf::Between(year(low), year(high)),
    })
}
