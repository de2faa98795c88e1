//! Dates: the part of EDTF that deals need, with the half-year and the quarter written out.
//!
//! ```text
//! date  = point | "../" point | point "/.." | point "/" point
//! point = (year | "XXXX") ["-" (month ["-" day] | "H" half | "Q" quarter)] ["?" | "~" | "%"]
//! ```
//!
//! Parsing stops at the first thing that is wrong and says exactly where it is. If the whole is a date
//! in another notation, the same date in EDTF is offered; an offer is only made if it parses.

use std::ops::Range;

use jiff::civil::Date;

use super::reader::excerpt;
use super::values::{is_exact, part};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Edtf, Point, Precision};
use crate::span::Span;

/// Reads the EDTF date `text`, which stands at `span` (without quotes).
///
/// # Errors
/// A diagnostic `date` at the part that is wrong, with a date to replace it where one is likely meant.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
pub fn date(text: &str, span: Span) -> Result<Edtf, Diagnostic> {
    edtf(text).map_err(|problem| problem.diagnostic(text, span))
}

/// What is wrong, where, and what to write there instead.
struct Problem {
    at: Range<usize>,
    title: String,
    fix: Option<String>,
}

impl Problem {
    fn new(at: Range<usize>, title: impl Into<String>) -> Problem {
        Problem { at, title: title.into(), fix: None }
    }

    fn diagnostic(self, text: &str, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(codes::DATE, part(text, span, self.at.clone()), self.title);
        if !is_exact(text, span) {
            return diagnostic;
        }
        if let Some(fix) = self.fix {
            return diagnostic.suggest("the nearest that exists", part(text, span, self.at), fix);
        }
        if let Some(days) = ambiguous(text) {
            return match days.as_slice() {
                [day] => diagnostic.suggest("the same date as EDTF", span, day),
                days => diagnostic.help(format!("year first, then month and day: write {}", days.join(" or "))),
            };
        }
        match other_notation(text) {
            Some(fix) => diagnostic.suggest("the same date as EDTF", span, fix),
            None => diagnostic.help("dates are `2025-11-03`, `2025-11`, `2025`, `2026-Q3`, `2026-H2`, with `?` if inferred or `~` if approximate; `../2026` is by the end of 2026, `2027/..` is 2027 and beyond"),
        }
    }
}

fn edtf(text: &str) -> Result<Edtf, Problem> {
    let all = 0..text.len();
    if text.is_empty() {
        return Err(Problem::new(all, "expected a date, found nothing"));
    }
    let Some(slash) = text.find('/') else { return point(text, 0).map(Edtf::Point) };
    let (start, end) = (&text[..slash], &text[slash + 1..]);
    if end.contains('/') {
        return Err(Problem::new(all, "expected one `/` at most, between the two ends of an interval"));
    }
    let dated = |text: &str, offset: usize| match point(text, offset)? {
        Point { year: None, .. } => {
            Err(Problem::new(offset..offset + text.len(), "an end of an interval needs a year, found `XXXX`"))
        }
        point => Ok(point),
    };
    match (start, end) {
        ("..", "..") => Err(Problem::new(all, "an interval without a start and without an end says nothing")),
        ("..", _) => dated(end, slash + 1).map(Edtf::By),
        (_, "..") => dated(start, 0).map(Edtf::From),
        _ => {
            let (from, to) = (dated(start, 0)?, dated(end, slash + 1)?);
            if from.earliest() > to.latest() {
                let title = format!("an interval starts before it ends, found `{}`", excerpt(text));
                return Err(Problem { fix: Some(format!("{end}/{start}")), ..Problem::new(all, title) });
            }
            Ok(Edtf::Between(from, to))
        }
    }
}

/// Reads one point; `offset` is where it stands in the whole.
fn point(text: &str, offset: usize) -> Result<Point, Problem> {
    let bare = text.trim_end_matches(['?', '~', '%']);
    let marks = &text[bare.len()..];
    if marks.len() > 1 {
        let at = offset + bare.len()..offset + text.len();
        let title = format!("expected one mark, `?` inferred, `~` about or `%` both, found `{}`", excerpt(marks));
        let both = matches!(marks, "?~" | "~?").then(|| "%".to_owned());
        return Err(Problem { fix: both, ..Problem::new(at, title) });
    }
    let (year, precision) = unmarked(bare, offset)?;
    let inferred = matches!(marks, "?" | "%");
    let about = matches!(marks, "~" | "%");
    Ok(Point { year, precision, inferred, about })
}

fn unmarked(text: &str, offset: usize) -> Result<(Option<i16>, Precision), Problem> {
    let whole = offset..offset + text.len();
    let not_a_date = || Problem::new(whole.clone(), format!("expected a date, found `{}`", excerpt(text)));
    let mut parts = text.split('-');
    let written = parts.next().unwrap_or("");
    let year = match written {
        "XXXX" => None,
        _ => Some(number(written, 4).and_then(|y| i16::try_from(y).ok()).ok_or_else(not_a_date)?),
    };
    let (second, third) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(not_a_date());
    }
    let precision = match (second, third) {
        (None, _) if year.is_none() => {
            return Err(Problem::new(whole, "a date without a year needs at least a month: `XXXX-12`"));
        }
        (None, _) => Precision::Year,
        (Some(part), None) if part.starts_with(['H', 'Q']) => season(part).ok_or_else(|| no_season(part, &whole))?,
        (Some(part), None) => Precision::Month(month(part, offset + 5).map_err(|e| e.unwrap_or_else(not_a_date))?),
        (Some(part), Some(day)) => {
            let month = month(part, offset + 5).map_err(|e| e.unwrap_or_else(not_a_date))?;
            let day = number(day, 2).ok_or_else(not_a_date)?;
            Precision::Day(month, existing_day(year, month, day, &whole)?)
        }
    };
    Ok((year, precision))
}

/// Exactly `digits` ASCII digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// `H1`, `H2`, `Q1` to `Q4`.
fn season(text: &str) -> Option<Precision> {
    Some(match text {
        "H1" => Precision::Half(1),
        "H2" => Precision::Half(2),
        "Q1" => Precision::Quarter(1),
        "Q2" => Precision::Quarter(2),
        "Q3" => Precision::Quarter(3),
        "Q4" => Precision::Quarter(4),
        _ => return None,
    })
}

fn no_season(text: &str, whole: &Range<usize>) -> Problem {
    let expected = if text.starts_with('H') { "a half-year, `H1` or `H2`" } else { "a quarter, `Q1` to `Q4`" };
    Problem::new(whole.start + 5..whole.end, format!("expected {expected}, found `{}`", excerpt(text)))
}

/// A month. The error is `None` if this is no number of two digits at all.
fn month(text: &str, offset: usize) -> Result<u8, Option<Problem>> {
    match number(text, 2) {
        Some(month @ 1..=12) => Ok(month as u8),
        Some(_) => {
            let title = format!("expected a month from 01 to 12, found `{text}`");
            Err(Some(Problem::new(offset..offset + text.len(), title)))
        }
        None => Err(None),
    }
}

/// The day, if the month has it. A missing year may be a leap year.
fn existing_day(year: Option<i16>, month: u8, day: u16, whole: &Range<usize>) -> Result<u8, Problem> {
    let last = Date::new(year.unwrap_or(2024), month as i8, 1).map_or(31, |first| first.days_in_month() as u16);
    match u8::try_from(day) {
        Ok(exists) if (1..=last).contains(&day) => Ok(exists),
        _ => {
            let title = format!("this month has the days 01 to {last}, found `{day:02}`");
            let fix = if day == 0 { "01".to_owned() } else { last.to_string() };
            Err(Problem { fix: Some(fix), ..Problem::new(whole.end - 2..whole.end, title) })
        }
    }
}

/// The date as EDTF, if it is written in a notation that can mean only one.
fn other_notation(text: &str) -> Option<String> {
    if text.len() > 40 {
        return None;
    }
    let candidates = [
        text.trim().to_owned(),
        text.to_uppercase(),
        text.replace(['/', '.', ' '], "-"),
        padded(text),
        text.split_once([' ', '-']).map_or(String::new(), |(a, b)| format!("{b}-{a}").to_uppercase()),
        text.split(['T', ' ']).next().unwrap_or("").to_owned(),
    ];
    candidates.into_iter().find(|c| c != text && edtf(c).is_ok())
}

/// What `03/11/2025` may mean, day first and month first; `None` if it is no such date.
fn ambiguous(text: &str) -> Option<Vec<String>> {
    let mut parts = text.trim().split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |p: &str, digits: &[usize]| digits.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !is_number(first, &[1, 2]) || !is_number(second, &[1, 2]) || !is_number(year, &[4]) {
        return None;
    }
    let mut days: Vec<String> =
        [(second, first), (first, second)].map(|(month, day)| format!("{year}-{month:0>2}-{day:0>2}")).into();
    days.dedup();
    days.retain(|day| edtf(day).is_ok());
    if days.len() > 1 {
        days.iter_mut().for_each(|day| *day = format!("`{day}`"));
    }
    (!days.is_empty()).then_some(days)
}

/// `2025-1-3` with its zeros, whatever stands between.
fn padded(text: &str) -> String {
    let part = |p: &str| format!("{p:0>2}");
    text.split(['-', '/', '.']).map(part).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::date;
    use crate::span::{FileId, Span};

    /// The earliest and latest day, or the problem with the part it is at and the fix.
    fn reading(text: &str) -> String {
        match date(text, Span::new(FileId(0), 0..text.len())) {
            Ok(date) => {
                let day = |d: Option<jiff::civil::Date>| d.map_or("..".to_owned(), |d| d.to_string());
                format!("{} {}", day(date.earliest()), day(date.latest()))
            }
            Err(d) => {
                let fixed = d.suggestion.map(|s| {
                    let mut fixed = text.to_owned();
                    fixed.replace_range(s.span.range(), &s.replacement);
                    fixed
                });
                format!("{:?}: {} -> {}", &text[d.primary.span.range()], d.title, fixed.unwrap_or_default())
            }
        }
    }

    #[test]
    fn a_date_with_the_year_last_may_mean_two_days() {
        let days = |text: &str| super::ambiguous(text).unwrap_or_default().join(" ");
        assert_eq!(days("03/11/2025"), "`2025-11-03` `2025-03-11`");
        assert_eq!(days("13.11.2025"), "2025-11-13");
        assert_eq!(days("3-3-2025"), "2025-03-03");
        assert_eq!(["2025/11/03", "32/13/2025", "3/11/25", "é3/11/2025"].map(days), [""; 4].map(str::to_owned));
    }

    #[test]
    fn dates_mean_what_edtf_says() {
        for (text, expected) in [
            ("2025-11-03", "2025-11-03 2025-11-03"),
            ("2025-11-03?", "2025-11-03 2025-11-03"),
            ("2025-11~", "2025-11-01 2025-11-30"),
            ("2024-02%", "2024-02-01 2024-02-29"),
            ("2025", "2025-01-01 2025-12-31"),
            ("2026-H2", "2026-07-01 2026-12-31"),
            ("2026-Q3", "2026-07-01 2026-09-30"),
            ("../2026", ".. 2026-12-31"),
            ("../2025-06?", ".. 2025-06-30"),
            ("2027/..", "2027-01-01 .."),
            ("2025/2027-03", "2025-01-01 2027-03-31"),
            ("2025-06/2025", "2025-06-01 2025-12-31"),
            ("XXXX-12-17", ".. .."),
            ("XXXX-02-29", ".. .."),
        ] {
            assert_eq!(reading(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused_at_its_place_with_a_fix() {
        for (text, expected) in [
            ("", r#""": expected a date, found nothing -> "#),
            ("soon", r#""soon": expected a date, found `soon` -> "#),
            ("2025-11-31", r#""31": this month has the days 01 to 30, found `31` -> 2025-11-30"#),
            ("2025-02-29?", r#""29": this month has the days 01 to 28, found `29` -> 2025-02-28?"#),
            ("../2025-11-00", r#""00": this month has the days 01 to 30, found `00` -> ../2025-11-01"#),
            ("2025-13", r#""13": expected a month from 01 to 12, found `13` -> "#),
            ("2026-Q5", r#""Q5": expected a quarter, `Q1` to `Q4`, found `Q5` -> "#),
            ("2026-H3", r#""H3": expected a half-year, `H1` or `H2`, found `H3` -> "#),
            ("2026-q3", r#""2026-q3": expected a date, found `2026-q3` -> 2026-Q3"#),
            ("Q3 2026", r#""Q3 2026": expected a date, found `Q3 2026` -> 2026-Q3"#),
            ("2025-1-3", r#""2025-1-3": expected a date, found `2025-1-3` -> 2025-01-03"#),
            (
                "2025/11/03",
                r#""2025/11/03": expected one `/` at most, between the two ends of an interval -> 2025-11-03"#,
            ),
            ("2025-11-03T10:00", r#""2025-11-03T10:00": expected a date, found `2025-11-03T10:00` -> 2025-11-03"#),
            ("2027/2025", r#""2027/2025": an interval starts before it ends, found `2027/2025` -> 2025/2027"#),
            ("../..", r#""../..": an interval without a start and without an end says nothing -> "#),
            ("XXXX", r#""XXXX": a date without a year needs at least a month: `XXXX-12` -> "#),
            ("XXXX-12/..", r#""XXXX-12": an end of an interval needs a year, found `XXXX` -> "#),
            ("2025-11?~", r#""?~": expected one mark, `?` inferred, `~` about or `%` both, found `?~` -> 2025-11%"#),
            ("+025-11", r#""+025-11": expected a date, found `+025-11` -> "#),
        ] {
            assert_eq!(reading(text), expected, "{text}");
        }
    }
}
