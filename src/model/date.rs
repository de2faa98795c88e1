//! Dates as sources give them: EDTF, with an earliest and a latest day.
//!
//! The days that a date may mean are an extent. `?` (inferred) allows nothing more than is written: an inference that
//! contradicts a stated date is a wrong inference. `~` (about) moves either end by as much as the date is long, and by a
//! month at least: `2025-11~` is October to December, `2026~` is 2025 to 2027. A missing year or an open side is without
//! limit, so it contradicts nothing.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::quantity::Extent;

/// How precise a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// `2025`
    Year,
    /// `2026-H2`; 1 or 2.
    Half(u8),
    /// `2026-Q3`; 1 to 4.
    Quarter(u8),
    /// `2025-11`; 1 to 12.
    Month(u8),
    /// `2025-11-03`; month, day.
    Day(u8, u8),
}

/// One point in time, as precise as the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// `None` for `XXXX`: the year is missing.
    pub year: Option<i16>,
    /// How precise.
    pub precision: Precision,
    /// `?`: inferred, not stated.
    pub inferred: bool,
    /// `~`: about.
    pub about: bool,
}

/// An EDTF string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// A point.
    Point(Point),
    /// `../2026`: by the end of 2026.
    By(Point),
    /// `2027/..`: 2027 and beyond.
    From(Point),
    /// `2025/2027`.
    Between(Point, Point),
}

impl Point {
    /// The first day that it may mean; `None` without a year.
    pub fn earliest(&self) -> Option<Date> {
        let (month, day) = match self.precision {
            Precision::Year => (1, 1),
            Precision::Half(h) => (if h == 1 { 1 } else { 7 }, 1),
            Precision::Quarter(q) => ((q.clamp(1, 4) - 1) * 3 + 1, 1),
            Precision::Month(m) => (m, 1),
            Precision::Day(m, d) => (m, d),
        };
        Date::new(self.year?, month as i8, day as i8).ok()
    }

    /// The last day that it may mean; `None` without a year.
    pub fn latest(&self) -> Option<Date> {
        let year = self.year?;
        let month = match self.precision {
            Precision::Year => 12,
            Precision::Half(h) => {
                if h == 1 {
                    6
                } else {
                    12
                }
            }
            Precision::Quarter(q) => q.clamp(1, 4) * 3,
            Precision::Month(m) => m,
            Precision::Day(m, d) => return Date::new(year, m as i8, d as i8).ok(),
        };
        Date::new(year, month as i8, 1).ok().map(Date::last_of_month)
    }

    /// Months by which "about" moves an end.
    fn slack(&self) -> i32 {
        match self.precision {
            _ if !self.about => 0,
            Precision::Year => 12,
            Precision::Half(_) => 6,
            Precision::Quarter(_) => 3,
            Precision::Month(_) | Precision::Day(..) => 1,
        }
    }
}

impl Edtf {
    /// All days that it may mean, those of "about" too.
    pub fn extent(&self) -> Extent<Date> {
        let first = |point: &Point| point.earliest().map(|day| day.saturating_sub(point.slack().months()));
        let last = |point: &Point| point.latest().map(|day| day.saturating_add(point.slack().months()));
        let (low, high) = match self {
            Edtf::Point(p) => (first(p), last(p)),
            Edtf::By(p) => (None, last(p)),
            Edtf::From(p) => (first(p), None),
            Edtf::Between(a, b) => (first(a), last(b)),
        };
        Extent { low, high, high_excluded: false }
    }

    /// The first day that it may mean; `None` is without limit.
    pub fn earliest(&self) -> Option<Date> {
        match self {
            Edtf::Point(p) | Edtf::From(p) | Edtf::Between(p, _) => p.earliest(),
            Edtf::By(_) => None,
        }
    }

    /// The last day that it may mean; `None` is without limit.
    pub fn latest(&self) -> Option<Date> {
        match self {
            Edtf::Point(p) | Edtf::By(p) | Edtf::Between(_, p) => p.latest(),
            Edtf::From(_) => None,
        }
    }

    /// The day that orders it among others: the latest day, or the earliest where there is no latest.
    pub fn sort_day(&self) -> Option<Date> {
        self.latest().or_else(|| self.earliest())
    }

    /// The day from which it is certain to have come: its last, or `witness`, the day of somebody who tells of it, if
    /// that lies within it. A date without a last day begins with its first, or with the witness.
    pub fn certain_from(&self, witness: Option<Date>) -> Option<Date> {
        let within = |day: &Date| {
            self.earliest().is_none_or(|first| first <= *day) && self.latest().is_none_or(|last| *day <= last)
        };
        witness.filter(within).or_else(|| self.sort_day())
    }

    /// The point that is printed first.
    pub fn point(&self) -> &Point {
        match self {
            Edtf::Point(p) | Edtf::By(p) | Edtf::From(p) | Edtf::Between(p, _) => p,
        }
    }

    /// Whether a mark says that it is inferred (`?`).
    pub fn inferred(&self) -> bool {
        match self {
            Edtf::Point(p) | Edtf::By(p) | Edtf::From(p) => p.inferred,
            Edtf::Between(a, b) => a.inferred || b.inferred,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Edtf, Point, Precision};

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
            let found = edtf.extent();
            assert_eq!(found.low, Some(date(low.0, low.1, low.2)), "{edtf:?}");
            assert_eq!(found.high, Some(date(high.0, high.1, high.2)), "{edtf:?}");
        }
    }
}
