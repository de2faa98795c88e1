//! Units and what they measure: the factor to the base unit of each measure.

use rust_decimal::Decimal;

use super::Measure;
use super::vocabulary::{Time, Unit};

/// From a unit to the base unit of its measure: a fraction, so that 365 days are 12 months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Factor {
    times: Decimal,
    over: Decimal,
}

impl Factor {
    /// The unit is the base unit.
    pub(super) const ONE: Factor = Factor { times: Decimal::ONE, over: Decimal::ONE };

    fn times(times: Decimal) -> Factor {
        Factor { times, ..Factor::ONE }
    }

    /// `value` of the unit, in base units.
    pub(super) fn apply(self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(self.times)?.checked_div(self.over).map(|value| value.normalize())
    }
}

/// What a figure measures, and the factor from its unit to the base unit.
pub(super) fn measure(unit: Unit) -> (Measure, Factor) {
    match unit {
        Unit::Money(currency) => (Measure::Money(currency), Factor::ONE),
        Unit::Watt(exponent) => (Measure::Power, Factor::times(power_of_ten(exponent))),
        Unit::Percent => (Measure::Share, Factor::ONE),
        Unit::Time(time) => (Measure::Duration, months(time)),
        Unit::Count(counted) => (Measure::Count(counted), Factor::ONE),
    }
}

/// Months in a unit of time; a day is a 365th of a year.
fn months(time: Time) -> Factor {
    let days = |n: i64| Factor { times: Decimal::from(12 * n), over: Decimal::from(365) };
    match time {
        Time::Decade => Factor::times(Decimal::from(120)),
        Time::Year => Factor::times(Decimal::from(12)),
        Time::Month => Factor::ONE,
        Time::Week => days(7),
        Time::Day => days(1),
    }
}

/// 10^`exponent`; no unit or scale goes above 19.
pub(super) fn power_of_ten(exponent: u32) -> Decimal {
    Decimal::from(10_u64.pow(exponent.min(19)))
}
