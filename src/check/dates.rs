//! Dates as extents of days.
//!
//! `?` (inferred) allows nothing more than is written: an inference that contradicts a stated date is a
//! wrong inference. `~` (about) moves either end by as much as the date is long, and by a month at least:
//! `2025-11~` is October to December, `2026~` is 2025 to 2027. A missing year or an open side is without
//! limit, so it contradicts nothing.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{Edtf, Point, Precision};

use crate::quantity::Extent;

/// The days that a date may mean.
pub(super) fn extent(date: &Edtf) -> Extent<Date> {
    let (low, high) = match date {
        Edtf::Point(p) => (earliest(p), latest(p)),
        Edtf::By(p) => (None, latest(p)),
        Edtf::From(p) => (earliest(p), None),
        Edtf::Between(a, b) => (earliest(a), latest(b)),
    };
    Extent { low, high, high_excluded: false }
}

/// One day.
pub(super) fn day(day: Date) -> Extent<Date> {
    Extent { low: Some(day), high: Some(day), high_excluded: false }
}

fn earliest(point: &Point) -> Option<Date> {
    point.earliest().map(|day| day.saturating_sub(slack(point).months()))
}

fn latest(point: &Point) -> Option<Date> {
    point.latest().map(|day| day.saturating_add(slack(point).months()))
}

/// Months by which "about" moves an end.
fn slack(point: &Point) -> i32 {
    match point.precision {
        _ if !point.about => 0,
        Precision::Year => 12,
        Precision::Half(_) => 6,
        Precision::Quarter(_) => 3,
        Precision::Month(_) | Precision::Day(..) => 1,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::extent;
    use crate::model::{Edtf, Point, Precision};

    #[test]
    fn about_widens_and_inferred_does_not() {
        let point = |precision, inferred, about| Edtf::Point(Point { year: Some(2025), precision, inferred, about });
        let cases = [
            (point(Precision::Month(11), true, false), (2025, 11, 1), (2025, 11, 30)),
            (point(Precision::Month(11), false, true), (2025, 10, 1), (2025, 12, 30)),
            (point(Precision::Year, false, true), (2024, 1, 1), (2026, 12, 31)),
            (point(Precision::Quarter(1), false, true), (2024, 10, 1), (2025, 6, 30)),
            (point(Precision::Day(11, 3), false, true), (2025, 10, 3), (2025, 12, 3)),
        ];
        for (edtf, low, high) in cases {
            let found = extent(&edtf);
            assert_eq!(found.low, Some(date(low.0, low.1, low.2)), "{edtf:?}");
            assert_eq!(found.high, Some(date(high.0, high.1, high.2)), "{edtf:?}");
        }
    }
}
