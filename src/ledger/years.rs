//! Per year: a straight line over a stated term. An illustration, never a fact.

use rust_decimal::Decimal;

use super::statement::Total;
use super::{Ledger, Part};
use crate::model::{Amount, Bound, BuiltinField, DealId, Fact, Figure, Leg, Size, TimeUnit, Unit};

/// Months in a year, days in a month: for spreading a value over a term.
const MONTHS: Decimal = Decimal::from_parts(12, 0, 0, false, 0);
const DAYS: Decimal = Decimal::from_parts(36525, 0, 0, false, 2);

/// A total by leg and year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Yearly {
    /// Legs with a term, and what they come to in each of its years.
    pub scheduled: Vec<(DealId, usize, Figure)>,
    /// Legs with a figure but without one number of years to spread it over.
    pub unscheduled: Vec<(DealId, usize)>,
}

impl Ledger<'_> {
    /// The entries of a total per year. Those of different legs are not added: their years are not the same.
    pub fn yearly(&self, total: &Total<'_>) -> Yearly {
        let mut yearly = Yearly::default();
        for entry in &total.counted {
            let leg = &self.briefing().deal(entry.deal).legs[entry.leg];
            match per_year(leg).filter(|_| entry.part == Part::Whole && !entry.joint) {
                Some(figure) => yearly.scheduled.push((entry.deal, entry.leg, figure)),
                None => yearly.unscheduled.push((entry.deal, entry.leg)),
            }
        }
        yearly
    }
}

/// The value of a leg per year, straight line over a stated term of more than a year, to three digits. `None`
/// where value or term is not one number.
pub fn per_year(leg: &Leg) -> Option<Figure> {
    let number = |field: BuiltinField| {
        let figure = leg.builtin(field).and_then(Fact::amount).and_then(Amount::figure)?;
        match (figure.bound, &figure.size) {
            (Bound::Exact | Bound::About, Size::Number(n)) => Some((*n, figure)),
            _ => None,
        }
    };
    let (value, figure) = number(BuiltinField::Value)?;
    let (term, length) = number(BuiltinField::Term)?;
    let years = match length.unit {
        Unit::Time(TimeUnit::Years) => term,
        Unit::Time(TimeUnit::Months) => term.checked_div(MONTHS)?,
        Unit::Time(TimeUnit::Days) => term.checked_div(DAYS)?,
        _ => return None,
    };
    if years <= Decimal::ONE {
        return None;
    }
    let yearly = value.checked_div(years)?.round_sf(3)?.normalize();
    let exact =
        figure.bound == Bound::Exact && length.bound == Bound::Exact && yearly.checked_mul(years) == Some(value);
    let bound = if exact { Bound::Exact } else { Bound::About };
    Some(Figure { bound, size: Size::Number(yearly), unit: figure.unit })
}
