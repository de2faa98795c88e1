//! Figures as extents that can be held against each other.
//!
//! The ledger adds intervals as they are written; to *accuse* a sheet of a contradiction, more room is
//! given. "About" allows a tenth either way, as it does for figures in prose. Lengths of time are
//! compared in months: a year is twelve, and a month is 28 to 31 days. Money of two currencies, chips
//! and processors, watts and dollars are not comparable.

use rust_decimal::Decimal;

use crate::model::{Bound, Currency, Figure, TimeUnit, Unit};

use super::extent::Extent;

/// What "about" allows, as a part of the number.
const ABOUT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// The figure's unit and extent; lengths of time are in months.
pub(super) fn extent(figure: &Figure) -> (Unit, Extent<Decimal>) {
    let interval = figure.interval();
    let (mut low, mut high) = (interval.low, interval.high);
    if figure.bound == Bound::About {
        low = low.saturating_sub(low.saturating_mul(ABOUT));
        high = high.map(|h| h.saturating_add(h.saturating_mul(ABOUT)));
    }
    let (unit, low, high) = match figure.unit {
        Unit::Time(TimeUnit::Years) => {
            let months = |years: Decimal| years.saturating_mul(Decimal::from(12));
            (Unit::Time(TimeUnit::Months), months(low), high.map(months))
        }
        Unit::Time(TimeUnit::Days) => {
            let months = |days: Decimal, long: i64| days.checked_div(Decimal::from(long)).unwrap_or(days);
            (Unit::Time(TimeUnit::Months), months(low, 31), high.map(|h| months(h, 28)))
        }
        other => (other, low, high),
    };
    (unit, Extent { low: Some(low), high, high_excluded: interval.high_excluded })
}

/// `1.4 trillion USD`, as an editor would write it.
pub(super) fn money(amount: Decimal, currency: Currency) -> String {
    let scales = [(12, " trillion"), (9, " billion"), (6, " million")];
    let scaled = scales.into_iter().find_map(|(zeros, name)| {
        let scale = Decimal::from(10_i64.pow(zeros));
        (amount >= scale).then(|| (amount.checked_div(scale).unwrap_or(amount), name))
    });
    let (number, scale) = scaled.unwrap_or((amount, ""));
    format!("{}{scale} {}", number.round_dp(3).normalize(), currency.code())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{extent, money};
    use crate::model::{Bound, Currency, Figure, Size, TimeUnit, Unit};

    fn lasting(bound: Bound, n: i64, unit: TimeUnit) -> Figure {
        Figure { bound, size: Size::Number(Decimal::from(n)), unit: Unit::Time(unit) }
    }

    #[test]
    fn lengths_of_time_compare_across_units() {
        use Bound::{About, Exact};
        use TimeUnit::{Days, Months, Years};
        let cases = [
            (lasting(Exact, 7, Years), lasting(Exact, 84, Months), true),
            (lasting(Exact, 7, Years), lasting(Exact, 85, Months), false),
            (lasting(Exact, 1, Years), lasting(Exact, 365, Days), true),
            (lasting(Exact, 1, Years), lasting(Exact, 300, Days), false),
            (lasting(Exact, 1, Months), lasting(Exact, 28, Days), true),
            (lasting(Exact, 1, Months), lasting(Exact, 27, Days), false),
            (lasting(About, 5, Years), lasting(Exact, 54, Months), true),
            (lasting(About, 5, Years), lasting(Exact, 53, Months), false),
        ];
        for (a, b, expected) in cases {
            let ((unit, one), (other_unit, other)) = (extent(&a), extent(&b));
            assert_eq!(unit, other_unit);
            assert_eq!(one.overlaps(&other), expected, "{a:?} and {b:?}");
        }
    }

    #[test]
    fn money_is_written_like_in_a_sheet() {
        let usd = Currency(*b"USD");
        let cases = [
            (1_600_000_000_000_i64, "1.6 trillion USD"),
            (608_000_000_000, "608 billion USD"),
            (1_500_000, "1.5 million USD"),
            (999_999, "999999 USD"),
        ];
        for (amount, expected) in cases {
            assert_eq!(money(Decimal::from(amount), usd), expected);
        }
    }

    #[test]
    fn hostile_numbers_saturate() {
        let figure = lasting(Bound::About, i64::MAX, TimeUnit::Years);
        let huge = Figure { size: Size::Number(Decimal::MAX), ..figure };
        assert_eq!(extent(&huge).1.high, Some(Decimal::MAX));
    }
}
