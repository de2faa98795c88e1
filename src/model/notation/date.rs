//! Dates: EDTF, and plain days.

use std::fmt::{Display, Formatter, Result, Write as _};

use jiff::civil::Date;

use crate::model::{Edtf, Point, Precision};

/// [`super::edtf`] for writing without a string of its own.
#[derive(Clone, Copy, Debug)]
pub struct EdtfText<'a>(pub &'a Edtf);

/// A day, ISO 8601: `2025-11-03`.
#[derive(Clone, Copy, Debug)]
pub struct DayText(pub Date);

impl Display for DayText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write_digits(f, self.0.year(), &[self.0.month() as u8, self.0.day() as u8])
    }
}

impl Display for EdtfText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            Edtf::Point(point) => write_point(f, point),
            Edtf::By(point) => {
                f.write_str("../")?;
                write_point(f, point)
            }
            Edtf::From(point) => {
                write_point(f, point)?;
                f.write_str("/..")
            }
            Edtf::Between(from, to) => {
                write_point(f, from)?;
                f.write_char('/')?;
                write_point(f, to)
            }
        }
    }
}

fn write_point(f: &mut Formatter<'_>, point: &Point) -> Result {
    // A missing year has no digits; everything else is written in one go.
    let year = point.year.unwrap_or(-1);
    match point.precision {
        Precision::Year => write_digits(f, year, &[])?,
        Precision::Half(half) => {
            write_digits(f, year, &[])?;
            write!(f, "-H{half}")?;
        }
        Precision::Quarter(quarter) => {
            write_digits(f, year, &[])?;
            write!(f, "-Q{quarter}")?;
        }
        Precision::Month(month) => write_digits(f, year, &[month])?,
        Precision::Day(month, day) => write_digits(f, year, &[month, day])?,
    }
    f.write_str(match (point.inferred, point.about) {
        (true, true) => "%",
        (true, false) => "?",
        (false, true) => "~",
        (false, false) => "",
    })
}

/// Writes a year (`XXXX` below 0) and up to two parts of two digits. By hand: an export has a hundred
/// days, and padding each part through the formatter is felt.
fn write_digits(f: &mut Formatter<'_>, year: i16, parts: &[u8]) -> Result {
    let mut text = *b"XXXX------";
    let digit = |n: u16| b'0' + (n % 10) as u8;
    if let Ok(year) = u16::try_from(year) {
        text[..4].copy_from_slice(&[digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)]);
    }
    for (at, part) in text[4..].chunks_exact_mut(3).zip(parts) {
        let part = u16::from(*part);
        at[1..].copy_from_slice(&[digit(part / 10), digit(part)]);
    }
    let length = 4 + 3 * parts.len().min(2);
    f.write_str(std::str::from_utf8(&text[..length]).unwrap_or_default())
}
