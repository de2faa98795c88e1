//! Dates as reference managers have them: a year, a month, a day, as far as each is known.

use crate::model::{Edtf, Point, Precision};

/// The parts of a date that is one point in time; empty if it is none, or has no year.
pub(super) fn parts(date: &Edtf) -> Vec<i16> {
    let Edtf::Point(Point { year: Some(year), precision, .. }) = date else { return Vec::new() };
    match *precision {
        Precision::Year | Precision::Half(_) | Precision::Quarter(_) => vec![*year],
        Precision::Month(month) => vec![*year, i16::from(month)],
        Precision::Day(month, day) => vec![*year, i16::from(month), i16::from(day)],
    }
}

/// Whether somebody says "about" or "probably" of it.
pub(super) fn is_vague(date: &Edtf) -> bool {
    matches!(date, Edtf::Point(point) if point.about || point.inferred)
}
