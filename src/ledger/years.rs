//! Per year: a straight line over a stated term. An illustration, never a fact.
//!
//! A range or a ceiling over a term of years is one per year too: 10 to 20 billion over five years are 2 to 4 a year,
//! up to 10 are up to 2. "Tens of" over "several years" would run from little to almost anything, so an order of
//! magnitude is not spread. What is not spread is told with the reason. A loan or a stake is paid on one day: the
//! vocabulary says of which kinds a year's part means anything, and nothing is said of the others.

use rust_decimal::{Decimal, RoundingStrategy};

use super::day::amount_on;
use super::statement::Total;
use super::{Ledger, Part};
use crate::model::{Amount, Bound, BuiltinField, DealId, Fact, Figure, Leg, Size, TimeUnit, Unit};

/// Months in a year, days in a month: for spreading a value over a term.
const MONTHS: Decimal = Decimal::from_parts(12, 0, 0, false, 0);
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
    pub scheduled: Vec<(DealId, usize, Figure)>,
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

    /// The value of a leg per year, as value and term were known on the day of the books.
    fn spread(&self, leg: &Leg) -> Result<Figure, NotSpread> {
        let known = |field| amount_on(self.briefing(), leg.builtin(field)?, self.day()).and_then(|(_, a)| a.figure());
        spread(known(BuiltinField::Value), known(BuiltinField::Term))
    }
}

/// The value of a leg per year, straight line over a stated term of more than a year, to three digits: of the claims
/// that are shown today. `None` where it is not spread.
pub fn per_year(leg: &Leg) -> Option<Figure> {
    if !leg.kind.spread {
        return None;
    }
    let shown = |field| leg.builtin(field).and_then(Fact::amount).and_then(Amount::figure);
    spread(shown(BuiltinField::Value), shown(BuiltinField::Term)).ok()
}

fn spread(value: Option<&Figure>, term: Option<&Figure>) -> Result<Figure, NotSpread> {
    let term = term.ok_or(NotSpread::NoTerm)?;
    let value = value.filter(|f| !is_order(f)).ok_or(NotSpread::Vague)?;
    let (shortest, longest) = years(term).filter(|_| !is_order(term)).ok_or(NotSpread::Vague)?;
    if longest.is_some_and(|years| years <= Decimal::ONE) {
        return Err(NotSpread::WithinAYear);
    }
    // A term that may be a year or less has no yearly part at its short end, and one without limit none at the other.
    let longest = longest.filter(|_| shortest > Decimal::ONE).ok_or(NotSpread::Vague)?;
    divided(value, term, shortest, longest).ok_or(NotSpread::Vague)
}

fn is_order(figure: &Figure) -> bool {
    matches!(figure.size, Size::Order(..))
}

/// The shortest and the longest that a term may be, in years.
fn years(term: &Figure) -> Option<(Decimal, Option<Decimal>)> {
    let years = |n: Decimal| match term.unit {
        Unit::Time(TimeUnit::Years) => Some(n),
        Unit::Time(TimeUnit::Months) => n.checked_div(MONTHS),
        Unit::Time(TimeUnit::Days) => n.checked_div(DAYS),
        _ => None,
    };
    let interval = term.interval();
    let longest = match interval.high {
        Some(high) => Some(years(high)?),
        None => None,
    };
    Some((years(interval.low)?, longest))
}

/// A value over a term: the least over the longest to the most over the shortest, bounded as the value is. What is
/// rounded keeps a bound true: a floor goes down, a ceiling up.
fn divided(value: &Figure, term: &Figure, shortest: Decimal, longest: Decimal) -> Option<Figure> {
    let (down, up) = match value.bound {
        Bound::Exact | Bound::About => (RoundingStrategy::MidpointNearestEven, RoundingStrategy::MidpointNearestEven),
        _ => (RoundingStrategy::ToZero, RoundingStrategy::AwayFromZero),
    };
    let share = |n: Decimal, years: Decimal, rounding| {
        Some(n.checked_div(years)?.round_sf_with_strategy(DIGITS, rounding)?.normalize())
    };
    let interval = value.interval();
    let low = share(interval.low, longest, down)?;
    let high = match interval.high {
        Some(high) => Some(share(high, shortest, up)?),
        None => None,
    };
    let undone = |share: Decimal, years: Decimal, whole: Decimal| share.checked_mul(years) == Some(whole);
    let is_exact = value.bound != Bound::About
        && term.bound != Bound::About
        && undone(low, longest, interval.low)
        && high.is_none_or(|high| undone(high, shortest, interval.high.unwrap_or_default()));
    let plain = if is_exact { Bound::Exact } else { Bound::About };
    let (bound, size) = match (value.bound, high) {
        (Bound::AtLeast | Bound::MoreThan, _) | (_, None) => (Bound::AtLeast, Size::Number(low)),
        (bound @ (Bound::UpTo | Bound::LessThan), Some(high)) => (bound, Size::Number(high)),
        (Bound::Exact | Bound::About, Some(high)) if high > low => (plain, Size::Range(low, high)),
        (Bound::Exact | Bound::About, Some(high)) => (plain, Size::Number(high)),
    };
    Some(Figure { bound, size, unit: value.unit })
}
