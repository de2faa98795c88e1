//! A figure of a text and a figure of a claim, on one scale, so that they can be compared.
//!
//! Lengths of time are in months, a month being 365.25 / 12 days. What the last digit of a claim is worth is not
//! kept by the model: it is the smallest place that is not zero, but never more than its scale (10 billion is
//! exact to a billion), a watt's gigawatt or megawatt, a year.

use rust_decimal::Decimal;

use crate::figures::{Bound, Reading};
use crate::model::{self, Figure, Size, TimeUnit, Unit};

use super::super::extent::Extent;

/// What "about" allows, as a part of the number.
const ABOUT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// 365.25 / 12
const DAYS_OF_A_MONTH: Decimal = Decimal::from_parts(304_375, 0, 0, false, 4);

/// A bounded number, or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// How it is limited.
    pub bound: Bound,
    /// The number, or the lower end.
    pub min: Decimal,
    /// The same, or the upper end: included in a range, not included in a magnitude.
    pub max: Decimal,
    /// What its last digit is worth.
    pub digit: Decimal,
}

impl Quantity {
    /// Of a text; `None` for a date.
    pub fn of_reading(reading: &Reading) -> Option<Quantity> {
        let (min, max) = (reading.min?, reading.max?);
        Some(Quantity { bound: reading.bound, min, max, digit: reading.digit.unwrap_or_default() })
    }

    /// Of a claim.
    pub fn of_figure(figure: &Figure) -> Quantity {
        let (bound, min, max) = match (&figure.size, figure.bound) {
            (Size::Number(n), bound) => (one(bound), *n, *n),
            (Size::Range(low, high), model::Bound::Exact | model::Bound::About) => (Bound::Range, *low, *high),
            (Size::Order(..), model::Bound::Exact | model::Bound::About) => {
                let interval = figure.interval();
                (Bound::Magnitude, interval.low, interval.high.unwrap_or(interval.low))
            }
            // A bound on a range or on "tens of" speaks of one of its ends.
            (Size::Range(..) | Size::Order(..), bound) => {
                let interval = figure.interval();
                let end = interval.high.unwrap_or(interval.low);
                (one(bound), end, end)
            }
        };
        let in_months = |n: Decimal| match figure.unit {
            Unit::Time(TimeUnit::Years) => n.saturating_mul(Decimal::from(12)),
            Unit::Time(TimeUnit::Days) => n.checked_div(DAYS_OF_A_MONTH).unwrap_or(n),
            _ => n,
        };
        Quantity { bound, min: in_months(min), max: in_months(max), digit: in_months(digit(min).min(digit(max))) }
    }

    /// Whether it is one number.
    pub fn is_number(&self) -> bool {
        !matches!(self.bound, Bound::Range | Bound::Magnitude)
    }

    /// Everything that it may mean. "About" allows a tenth either way.
    pub(super) fn extent(&self) -> Extent<Decimal> {
        let closed = |low, high| Extent { low: Some(low), high: Some(high), high_excluded: false };
        match self.bound {
            Bound::Exact | Bound::Range => closed(self.min, self.max),
            Bound::Magnitude => Extent { high_excluded: true, ..closed(self.min, self.max) },
            Bound::AtLeast | Bound::MoreThan => Extent { high: None, ..closed(self.min, self.min) },
            Bound::UpTo => closed(Decimal::ZERO, self.max),
            Bound::LessThan => Extent { high_excluded: true, ..closed(Decimal::ZERO, self.max) },
            Bound::About => {
                let room = self.min.saturating_mul(ABOUT);
                closed(self.min.saturating_sub(room), self.max.saturating_add(room))
            }
        }
    }
}

fn one(bound: model::Bound) -> Bound {
    match bound {
        model::Bound::Exact => Bound::Exact,
        model::Bound::AtLeast => Bound::AtLeast,
        model::Bound::MoreThan => Bound::MoreThan,
        model::Bound::UpTo => Bound::UpTo,
        model::Bound::LessThan => Bound::LessThan,
        model::Bound::About => Bound::About,
    }
}

/// What the last digit of a claim's number is worth.
fn digit(number: Decimal) -> Decimal {
    let plain = number.normalize();
    if plain.scale() > 0 {
        return Decimal::new(1, plain.scale());
    }
    let scale = [12, 9, 6, 3].into_iter().map(|zeros| Decimal::from(10_i64.pow(zeros))).find(|s| *s <= plain);
    let scale = scale.unwrap_or(Decimal::ONE);
    let mut digit = Decimal::ONE;
    let mut rest = plain;
    while digit < scale && !rest.is_zero() && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
        digit *= Decimal::TEN;
    }
    digit
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::digit;

    #[test]
    fn the_last_digit_of_a_claim() {
        for (number, expected) in [
            (38_000_000_000_i64, 1_000_000_000_i64),
            (10_000_000_000, 1_000_000_000),
            (1_400_000_000_000, 100_000_000_000),
            (1_000_000_000_000, 1_000_000_000_000),
            (250_000_000, 1_000_000),
            (1_234, 1),
            (7, 1),
            (0, 1),
        ] {
            assert_eq!(digit(Decimal::from(number)), Decimal::from(expected), "{number}");
        }
        assert_eq!(digit(Decimal::new(1250, 2)), Decimal::new(1, 1));
    }
}
