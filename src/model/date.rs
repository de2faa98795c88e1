//! Dates as sources give them: EDTF, with an earliest and a latest day.

use jiff::civil::Date;

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
}

impl Edtf {
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
