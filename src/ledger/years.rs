//! Per year: a straight line over a stated term. An illustration, never a fact.
//!
//! A range or a ceiling over a term of years is one per year too: 10 to 20 billion over five years are 2 to 4 a year,
//! up to 10 are up to 2. "Tens of" over "several years" would run from little to almost anything, so an order of
//! magnitude is not spread. What is not spread is told with the reason. A loan or a stake is paid on one day: the
//! vocabulary says of which kinds a year's part means anything, and nothing is said of the others.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use super::statement::Total;
use super::{Ledger, Part};
use crate::model::{Amount, BuiltinField, DealId, Fact, Leg};
use crate::quantity::{Bound, Dimension, Quantity};

/// Days in a year.
const DAYS: Decimal = Decimal::from_parts(36525, 0, 0, false, 2);
/// Significant digits of what a year comes to.
const DIGITS: u32 = 3;

/// Why a leg's value is not spread over years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotSpread {
    /// No term is stated.
    NoTerm,
    /// The term is a year or less.
    WithinAYear,
    /// The value or the term is an order of magnitude, or has no end to divide by.
    Vague,
    /// Only a part of the value is in the total: a firm tranche, or a share in what several act on.
    InParts,
}

impl NotSpread {
    /// `no-term`, `within-a-year`, `vague`, `in-parts`: the word in exports and messages.
    pub fn name(self) -> &'static str {
        match self {
            NotSpread::NoTerm => "no-term",
            NotSpread::WithinAYear => "within-a-year",
            NotSpread::Vague => "vague",
            NotSpread::InParts => "in-parts",
        }
    }
}

/// A total by leg and year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Yearly {
    /// Legs with a term, and what they come to in each of its years.
    pub scheduled: Vec<(DealId, usize, Quantity)>,
    /// Legs with a figure that is not spread, with the reason.
    pub unscheduled: Vec<(DealId, usize, NotSpread)>,
}

impl Ledger<'_> {
    /// The entries of a total per year. Those of different legs are not added: their years are not the same.
    pub fn yearly(&self, total: &Total<'_>) -> Yearly {
        let mut yearly = Yearly::default();
        for entry in total.counted.iter().filter(|_| total.kind.spread) {
            let leg = &self.briefing().deal(entry.deal).legs[entry.leg];
            let spread = match self.spread(leg) {
                Ok(_) if entry.part != Part::Whole || entry.joint => Err(NotSpread::InParts),
                spread => spread,
            };
            match spread {
                Ok(figure) => yearly.scheduled.push((entry.deal, entry.leg, figure)),
                Err(why) => yearly.unscheduled.push((entry.deal, entry.leg, why)),
            }
        }
        yearly
    }

    /// The value of a leg per year, as value and term were on the day of the books.
    fn spread(&self, leg: &Leg) -> Result<Quantity, NotSpread> {
        let known = |field| self.figure(leg.builtin(field)).map(|(_, figure)| figure);
        spread(known(BuiltinField::Value), Length::of(leg, known(BuiltinField::Term)))
    }
}

/// The value of a leg per year, straight line over a stated term of more than a year, to three digits: of the claims
/// that are shown today. `None` where it is not spread.
pub fn per_year(leg: &Leg) -> Option<Quantity> {
    if !leg.kind.spread {
        return None;
    }
    let shown = |field| leg.builtin(field).and_then(Fact::amount).and_then(Amount::figure);
    spread(shown(BuiltinField::Value), Length::of(leg, shown(BuiltinField::Term))).ok()
}

/// The shortest and the longest that a term may be, in years.
struct Length {
    shortest: Decimal,
    longest: Option<Decimal>,
    about: bool,
}

impl Length {
    /// What a leg states: its term, else the time from its begin to its end. `None` if it states neither.
    fn of(leg: &Leg, term: Option<&Quantity>) -> Option<Result<Length, NotSpread>> {
        let Some(term) = term else { return Length::between(leg).map(Ok) };
        let factor = term.unit.factor();
        let years = term.map(|n| n.checked_mul(factor)?.checked_div(DAYS));
        let years = years.filter(|_| term.unit.is(Dimension::TIME) && !is_order(term)).ok_or(NotSpread::Vague);
        Some(years.map(|years| Length { shortest: years.low, longest: years.high, about: term.about }))
    }

    fn between(leg: &Leg) -> Option<Length> {
        let date = |field| leg.builtin(field).and_then(Fact::date);
        let (starts, ends) = (date(BuiltinField::Starts)?, date(BuiltinField::Ends)?);
        let years = |from: Option<Date>, to: Option<Date>| Decimal::from((to? - from?).get_days()).checked_div(DAYS);
        let (shortest, longest) = (years(starts.latest(), ends.earliest())?, years(starts.earliest(), ends.latest()));
        (shortest > Decimal::ZERO).then_some(Length { shortest, longest, about: true })
    }
}

fn spread(value: Option<&Quantity>, term: Option<Result<Length, NotSpread>>) -> Result<Quantity, NotSpread> {
    let Length { shortest, longest, about } = term.ok_or(NotSpread::NoTerm)??;
    let value = value.filter(|f| !is_order(f)).ok_or(NotSpread::Vague)?;
    if longest.is_some_and(|years| years <= Decimal::ONE) {
        return Err(NotSpread::WithinAYear);
    }
    // A term that may be a year or less has no yearly part at its short end, and one without limit none at the other.
    let longest = longest.filter(|_| shortest > Decimal::ONE).ok_or(NotSpread::Vague)?;
    divided(value, about, shortest, longest).ok_or(NotSpread::Vague)
}

fn is_order(figure: &Quantity) -> bool {
    figure.order().is_some()
}

/// A value over a term: the least over the longest to the most over the shortest, bounded as the value is. What is
/// rounded keeps a bound true: a floor goes down, a ceiling up.
fn divided(value: &Quantity, about: bool, shortest: Decimal, longest: Decimal) -> Option<Quantity> {
    let (down, up) = match value.bound() {
        Bound::Exact | Bound::About | Bound::Range | Bound::Magnitude => {
            (RoundingStrategy::MidpointNearestEven, RoundingStrategy::MidpointNearestEven)
        }
        Bound::AtLeast | Bound::MoreThan | Bound::UpTo | Bound::LessThan => {
            (RoundingStrategy::ToZero, RoundingStrategy::AwayFromZero)
        }
    };
    let share = |n: Decimal, years: Decimal, rounding| {
        Some(n.checked_div(years)?.round_sf_with_strategy(DIGITS, rounding)?.normalize())
    };
    let low = share(value.low, longest, down)?;
    let high = match value.high {
        Some(high) => Some(share(high, shortest, up)?),
        None => None,
    };
    let undone = |share: Decimal, years: Decimal, whole: Decimal| share.checked_mul(years) == Some(whole);
    let is_exact = !value.about
        && !about
        && undone(low, longest, value.low)
        && high.is_none_or(|high| undone(high, shortest, value.high.unwrap_or_default()));
    let bounded = |bound, n| Some(Quantity::bounded(bound, n, value.unit));
    match (value.bound(), high) {
        (Bound::AtLeast | Bound::MoreThan, _) | (_, None) => bounded(Bound::AtLeast, low),
        (bound @ (Bound::UpTo | Bound::LessThan), Some(high)) => bounded(bound, high),
        (_, Some(high)) if high > low => Some(Quantity { about: !is_exact, ..Quantity::range(low, high, value.unit) }),
        (_, Some(high)) => bounded(if is_exact { Bound::Exact } else { Bound::About }, high),
    }
}
