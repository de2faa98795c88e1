//! Dates in words: points as precise as they are known, "by", "from", "between", about, year unknown.
//!
//! The precision chooses the pattern, because languages do: "d’ici fin 2026", but "d’ici novembre 2026".

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Deserialize;

use super::template::{Around, Between, DatePattern, DateWord, Part, names};
use super::{Locale, Style};
use crate::model::{Edtf, Point, Precision};

/// `[dates]` of the language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    pub(super) first_day: Option<String>,
    pub(super) unknown_year: Around,
    pub(super) unknown_date: String,
    long: DateWords,
    short: DateWords,
}

impl Dates {
    /// What the types cannot say.
    pub(super) fn check(&self) -> Result<(), String> {
        self.long.check("long").and_then(|()| self.short.check("short"))
    }

    pub(super) fn words(&self, style: Style) -> &DateWords {
        match style {
            Style::Long => &self.long,
            Style::Short => &self.short,
        }
    }
}

/// Dates in one style.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateWords {
    pub(super) months: [String; 12],
    pub(super) halves: [String; 2],
    pub(super) quarters: [String; 4],
    pub(super) day: DatePattern,
    pub(super) day_month: DatePattern,
    pub(super) month: DatePattern,
    pub(super) half: DatePattern,
    pub(super) quarter: DatePattern,
    pub(super) article: ByPrecision,
    pub(super) about: Around,
    pub(super) between: Between,
    pub(super) by: ByPrecision,
    pub(super) by_past: ByPrecision,
    pub(super) from: ByPrecision,
    pub(super) approximately: Around,
}

impl DateWords {
    /// That each pattern has the placeholders that its precision fills, and no others.
    fn check(&self, style: &str) -> Result<(), String> {
        use DateWord::{Day, Month, Part, Year};
        let patterns: [(&str, &DatePattern, &[DateWord]); 5] = [
            ("day", &self.day, &[Day, Month, Year]),
            ("day_month", &self.day_month, &[Day, Month]),
            ("month", &self.month, &[Month, Year]),
            ("half", &self.half, &[Part, Year]),
            ("quarter", &self.quarter, &[Part, Year]),
        ];
        for (key, pattern, wanted) in patterns {
            let found = pattern.words();
            if found.len() != wanted.len() || wanted.iter().any(|word| !found.contains(word)) {
                return Err(format!("wrong placeholders in `dates.{style}.{key}`, expected {}", names(wanted)));
            }
        }
        Ok(())
    }
}

/// A pattern that depends on how precise the date is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByPrecision {
    year: Around,
    half: Around,
    quarter: Around,
    month: Around,
    day: Around,
}

impl ByPrecision {
    pub(super) fn at(&self, precision: Precision) -> &Around {
        match precision {
            Precision::Year => &self.year,
            Precision::Half(_) => &self.half,
            Precision::Quarter(_) => &self.quarter,
            Precision::Month(_) => &self.month,
            Precision::Day(..) => &self.day,
        }
    }
}

impl Locale {
    /// "3 novembre 2025", "d’ici fin 2026", "vers octobre 2025", "17 décembre, année inconnue". That a date is
    /// inferred is not said here but beside it, with [`Locale::inferred_word`].
    pub fn date(&self, date: &Edtf, style: Style) -> String {
        let words = self.data.dates.words(style);
        let (text, about) = match date {
            Edtf::Point(point) if point.about => return words.about.wrap(&self.with_article(point, style)),
            Edtf::Point(point) => return self.point(point, style),
            Edtf::By(point) => (words.by.at(point.precision).wrap(&self.point(point, style)), point.about),
            Edtf::From(point) => (words.from.at(point.precision).wrap(&self.point(point, style)), point.about),
            Edtf::Between(a, b) => {
                let (first, second) = (self.with_article(a, style), self.with_article(b, style));
                (words.between.join(&first, &second), a.about || b.about)
            }
        };
        if about { words.approximately.wrap(&text) } else { text }
    }

    /// The same for something that has happened: "au plus tard en novembre 2025", where [`Locale::date`] says
    /// "d’ici novembre 2025".
    pub fn past_date(&self, date: &Edtf, style: Style) -> String {
        let words = self.data.dates.words(style);
        match date {
            Edtf::By(point) => {
                let text = words.by_past.at(point.precision).wrap(&self.point(point, style));
                if point.about { words.approximately.wrap(&text) } else { text }
            }
            Edtf::Point(_) | Edtf::From(_) | Edtf::Between(..) => self.date(date, style),
        }
    }

    /// "3 novembre 2025", "1er novembre 2025".
    pub fn day(&self, day: Date, style: Style) -> String {
        let precision = Precision::Day(day.month().unsigned_abs(), day.day().unsigned_abs());
        let point = Point { year: Some(day.year()), precision, inferred: false, about: false };
        self.point(&point, style)
    }

    /// "novembre 2025"; months count from 1.
    pub fn month(&self, year: i16, month: u8) -> String {
        let point = Point { year: Some(year), precision: Precision::Month(month), inferred: false, about: false };
        self.point(&point, Style::Long)
    }

    /// "novembre"; months count from 1.
    pub fn month_name(&self, month: u8) -> &str {
        nth(&self.data.dates.words(Style::Long).months, month)
    }

    /// A point as it stands after "about" or "between": "le 3 novembre 2025".
    fn with_article(&self, point: &Point, style: Style) -> String {
        let article = self.data.dates.words(style).article.at(point.precision);
        article.wrap(&self.point(point, style))
    }

    fn point(&self, point: &Point, style: Style) -> String {
        let dates = &self.data.dates;
        let words = dates.words(style);
        match (point.year, point.precision) {
            (Some(year), Precision::Day(..)) => self.spell(&words.day, point, Some(year), style),
            (Some(year), Precision::Month(_)) => self.spell(&words.month, point, Some(year), style),
            (Some(year), Precision::Half(_)) => self.spell(&words.half, point, Some(year), style),
            (Some(year), Precision::Quarter(_)) => self.spell(&words.quarter, point, Some(year), style),
            (Some(year), Precision::Year) => year.to_string(),
            (None, Precision::Day(..)) => dates.unknown_year.wrap(&self.spell(&words.day_month, point, None, style)),
            (None, Precision::Month(month)) => dates.unknown_year.wrap(nth(&words.months, month)),
            (None, Precision::Half(half)) => dates.unknown_year.wrap(nth(&words.halves, half)),
            (None, Precision::Quarter(quarter)) => dates.unknown_year.wrap(nth(&words.quarters, quarter)),
            (None, Precision::Year) => dates.unknown_date.clone(),
        }
    }

    fn spell(&self, pattern: &DatePattern, point: &Point, year: Option<i16>, style: Style) -> String {
        let words = self.data.dates.words(style);
        let mut out = String::with_capacity(24);
        for part in &pattern.0 {
            match (part, point.precision) {
                (Part::Text(text), _) => out.push_str(text),
                (Part::Slot(DateWord::Year), _) => append_number(&mut out, year.unwrap_or_default()),
                (Part::Slot(DateWord::Month), Precision::Month(month) | Precision::Day(month, _)) => {
                    out.push_str(nth(&words.months, month));
                }
                (Part::Slot(DateWord::Day), Precision::Day(_, day)) => match &self.data.dates.first_day {
                    Some(first) if day == 1 => out.push_str(first),
                    _ => append_number(&mut out, i16::from(day)),
                },
                (Part::Slot(DateWord::Part), Precision::Half(half)) => out.push_str(nth(&words.halves, half)),
                (Part::Slot(DateWord::Part), Precision::Quarter(q)) => out.push_str(nth(&words.quarters, q)),
                // A placeholder that this precision cannot fill; refused when the file is read.
                (Part::Slot(_), _) => {}
            }
        }
        out
    }
}

/// The word for month, half or quarter `number`, which counts from 1.
fn nth(words: &[String], number: u8) -> &str {
    usize::from(number).checked_sub(1).and_then(|index| words.get(index)).map_or("", String::as_str)
}

/// Appends without an allocation of its own.
fn append_number(out: &mut String, number: i16) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{number}");
}
