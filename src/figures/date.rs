//! Dates: days, months, quarters, halves and years, as points, deadlines, beginnings and ranges.
//!
//! A year alone is a date only if a word says so ("en 2026", "by 2030"); decades, days without a year and stamps are
//! none.

use jiff::civil::Date;

use super::reader::Reader;
use super::{Figure, Reading};
use crate::model::{Edtf, Point, Precision};
use crate::vocabulary::lexicon::token::{Gap, Kind};
use crate::vocabulary::lexicon::{Month, PartOfYear, When};

impl Reader<'_> {
    /// A date with more than a year, whose first token is `at`; the token after it.
    pub(super) fn date(&self, at: usize, floor: usize) -> Option<(Reading, usize)> {
        let (point, next) = self.precise(at)?;
        self.placed(at, next, point, floor, true)
    }

    /// A year that words around it make a date.
    pub(super) fn year_alone(&self, at: usize, floor: usize) -> Option<(Reading, usize)> {
        let (point, next) = self.year(at)?;
        let decade = self.phrase_before(&self.words.dates.decades, at, floor).is_some();
        // A noun behind it is what it counts: "2000 Mitarbeiter".
        let counts = || self.near(next) && self.capital(next);
        let bare = self.words.writing.bare_years && !counts();
        if decade { None } else { self.placed(at, next, point, floor, bare) }
    }

    /// Whether a number before a noun is a year: "in 2026 chips will".
    pub(super) fn is_year_before_noun(&self, at: usize, floor: usize) -> bool {
        let when = || self.phrase_before(&self.words.dates.when, at, floor).map(|(_, when)| when);
        self.year(at).is_some() && matches!(when(), Some(When::In | When::By))
    }

    /// Whether a number may be a year.
    pub(super) fn is_year(&self, at: usize) -> bool {
        self.year(at).is_some()
    }

    /// The reading of a point, with the words around it; a point that is not `certain` needs some.
    fn placed(&self, at: usize, next: usize, point: Point, floor: usize, certain: bool) -> Option<(Reading, usize)> {
        if let Some(found) = self.span_of_dates(at, next, point, floor) {
            return Some(found);
        }
        let head = self.when_before(at, floor);
        let onwards = self.next_phrase(&self.words.dates.onwards, next).map(|(next, ())| next);
        let (date, start, next) = match (head, onwards) {
            (_, Some(next)) => (Edtf::From(point), head.map_or(at, |head| head.edge), next),
            (Some(Head { when: Some(When::By), start, .. }), None) => (Edtf::By(point), start, next),
            (Some(Head { when: Some(When::From), start, .. }), None) => (Edtf::From(point), start, next),
            (Some(Head { when: Some(When::About), start, .. }), None) => {
                (Edtf::Point(Point { about: true, ..point }), start, next)
            }
            (Some(head), None) => (Edtf::Point(point), head.edge, next),
            (None, None) if certain => (Edtf::Point(point), at, next),
            (None, None) => return None,
        };
        Some((self.dated(date, start, next), next))
    }

    fn dated(&self, date: Edtf, start: usize, next: usize) -> Reading {
        let range = self.span(start, next);
        Reading { range, figure: Figure::Date(date), note: None }
    }

    /// "from 2025 to 2027", "entre mars et juin 2026" (with both years), "2025–2027".
    fn span_of_dates(&self, at: usize, next: usize, from: Point, floor: usize) -> Option<(Reading, usize)> {
        let between = self.phrase_before(&self.words.ranges.between, at, floor).map(|(start, ())| start);
        let (second, ()) = match between {
            Some(_) => self.next_phrase(&self.words.ranges.between_and, next)?,
            None => self.next_phrase(&self.words.ranges.to, next)?,
        };
        let second = self.next_phrase(&self.words.bounds.fillers, second).map_or(second, |(after, ())| after);
        let (to, next) = self.precise(second).or_else(|| self.year(second)).filter(|_| self.near(second))?;
        let opened = self.phrase_before(&self.words.ranges.from, at, floor).map(|(start, ())| start);
        let dash = second == next - 1 && self.glued(second).is_some();
        if from.latest()? > to.latest()? || !(between.is_some() || opened.is_some() || dash) {
            return None;
        }
        let start = between.or(opened.filter(|_| self.words.writing.with_from)).unwrap_or(at);
        Some((self.dated(Edtf::Between(from, to), start, next), next))
    }

    /// What stands before a date.
    fn when_before(&self, at: usize, floor: usize) -> Option<Head> {
        let fillers = |mut end| {
            while let Some((start, ())) = self.phrase_before(&self.words.dates.fillers, end, floor) {
                end = start;
            }
            end
        };
        let edge = |end| self.phrase_before(&self.words.dates.edges, self.before_dash(end, floor), floor);
        let inner = fillers(at);
        let (edge, has_edge) = match edge(at).or_else(|| edge(inner)) {
            Some((start, ())) => (start, true),
            None => (at, false),
        };
        let outer = fillers(if has_edge { edge } else { at });
        let when = |end| self.phrase_before(&self.words.dates.when, end, floor);
        match when(edge).or_else(|| when(outer)) {
            Some((start, when)) => Some(Head { when: Some(when), start, edge }),
            None => has_edge.then_some(Head { when: None, start: edge, edge }),
        }
    }

    /// Past the hyphen of "mid-2026".
    fn before_dash(&self, at: usize, floor: usize) -> usize {
        let dash = at > floor && self.glued(at).is_some() && self.glued(at - 1) == Some(Kind::Sign('-'));
        if dash { at - 1 } else { at }
    }

    /// A point with more than a year.
    fn precise(&self, at: usize) -> Option<(Point, usize)> {
        self.iso_day(at)
            .or_else(|| self.day_in_digits(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
    }

    /// `2025-11-03`.
    fn iso_day(&self, at: usize) -> Option<(Point, usize)> {
        let (year, month) = self.year(at)?;
        let piece =
            |at: usize| (self.glued(at) == Some(Kind::Digits) && self.str(at).len() == 2).then(|| self.small(at));
        let dash = |at| self.glued(at) == Some(Kind::Sign('-'));
        let begins = self.token(at).is_some_and(|token| token.gap != Gap::None) || !self.is_joined(at);
        if !(begins && dash(month) && dash(month + 2)) {
            return None;
        }
        let point = day(year.year?, piece(month + 1)??, piece(month + 3)??)?;
        let free = !matches!(self.glued(month + 4), Some(Kind::Digits | Kind::Word | Kind::Sign('-' | '/')));
        free.then_some((point, month + 4))
    }

    /// `3.11.2025`.
    fn day_in_digits(&self, at: usize) -> Option<(Point, usize)> {
        let behind = |at: usize| {
            let (next, ()) = self.phrase(&self.words.dates.separators, at).filter(|_| self.glued(at).is_some())?;
            self.glued(next).map(|_| next)
        };
        let number = self.small(at).filter(|_| !self.begins_inside(at))?;
        let month = behind(at + 1)?;
        let (year, next) = self.year(behind(month + 1)?)?;
        Some((day(year.year?, self.small(month)?, number)?, next))
    }

    fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        before.is_some_and(|token| !matches!(token.kind, Kind::Sign('(' | '[' | '"' | '«' | '“')))
    }

    /// `H2 2026`, `2H 2026`, "second half of 2026", "3e trimestre 2026".
    fn part_of_year(&self, at: usize) -> Option<(Point, usize)> {
        let (part, next) = self.part(at)?;
        let next = self.next_phrase(&self.words.units.of, next).map_or(next, |(next, ())| next);
        let next = self.next_phrase(&self.words.dates.fillers, next).map_or(next, |(next, ())| next);
        let (year, next) = self.year(next).filter(|_| self.near(next))?;
        let precision = match part {
            (PartOfYear::Half, half @ 1..=2) => Precision::Half(half),
            (PartOfYear::Quarter, quarter @ 1..=4) => Precision::Quarter(quarter),
            (PartOfYear::Half | PartOfYear::Quarter, _) => return None,
        };
        Some((Point { precision, ..year }, next))
    }

    fn part(&self, at: usize) -> Option<((PartOfYear, u8), usize)> {
        if let Some((next, part)) = self.phrase(&self.words.dates.parts, at) {
            return Some((part, next));
        }
        if self.token(at)?.kind == Kind::Word {
            let (digit, part) = self.phrase(&self.words.dates.part_letters, at)?;
            let n = self.glued(digit).filter(|kind| *kind == Kind::Digits).and_then(|_| self.small(digit))?;
            return Some(((part, n), digit + 1));
        }
        let n = self.small(at)?;
        self.glued(at + 1)?;
        if let Some((next, part)) = self.phrase(&self.words.dates.part_letters, at + 1) {
            return Some(((part, n), next));
        }
        let (name, ()) = self.phrase(&self.words.dates.ordinals, at + 1)?;
        let (next, part) = self.next_phrase(&self.words.dates.part_names, name)?;
        Some(((part, n), next))
    }

    /// "November 3, 2025", "novembre 2025".
    fn month_first(&self, at: usize) -> Option<(Point, usize)> {
        let (next, month) = self.month(at)?;
        // A day that the calendar does not have: "31 février 2026".
        if at.checked_sub(1).is_some_and(|day| self.near(at) && self.small(day).is_some()) {
            return None;
        }
        if let Some(number) = self.small(next).filter(|_| self.near(next)) {
            let after = self.after_ordinal(next + 1);
            let after = if self.glued(after) == Some(Kind::Sign(',')) { after + 1 } else { after };
            let (year, end) = self.year(after).filter(|_| self.near(after))?;
            return Some((day(year.year?, month, number)?, end));
        }
        let comma = self.words.writing.capital_months && self.glued(next) == Some(Kind::Sign(','));
        let next = if comma { next + 1 } else { next };
        let next = self.next_phrase(&self.words.units.of, next).map_or(next, |(next, ())| next);
        let (year, next) = self.year(next).filter(|_| self.near(next))?;
        Some((Point { precision: Precision::Month(month), ..year }, next))
    }

    /// "3 novembre 2025", "3rd of November 2025".
    fn day_first(&self, at: usize) -> Option<(Point, usize)> {
        let number = self.small(at)?;
        let next = self.after_ordinal(at + 1);
        let next = self.next_phrase(&self.words.units.of, next).map_or(next, |(next, ())| next);
        let (next, month) = self.month(next).filter(|_| self.near(next))?;
        let comma = self.words.writing.capital_months && self.glued(next) == Some(Kind::Sign(','));
        let next = if comma { next + 1 } else { next };
        let (year, next) = self.year(next).filter(|_| self.near(next))?;
        Some((day(year.year?, month, number)?, next))
    }

    fn after_ordinal(&self, at: usize) -> usize {
        let ordinal = self.phrase(&self.words.dates.ordinals, at).filter(|_| self.glued(at).is_some());
        ordinal.map_or(at, |(next, ())| next)
    }

    fn month(&self, at: usize) -> Option<(usize, u8)> {
        let (next, Month(month)) = self.phrase(&self.words.dates.months, at)?;
        (!self.words.writing.capital_months || self.capital(at)).then_some((next, month))
    }

    /// A number of one or two digits.
    fn small(&self, at: usize) -> Option<u8> {
        let token = self.token(at)?;
        if token.kind == Kind::Digits && token.range.len() <= 2 { self.str(at).parse().ok() } else { None }
    }

    /// Four digits from 1900 to 2199 that stand alone.
    fn year(&self, at: usize) -> Option<(Point, usize)> {
        let token = self.token(at)?;
        if token.kind != Kind::Digits || token.range.len() != 4 {
            return None;
        }
        let year: i16 = self.str(at).parse().ok().filter(|year| (1900..2200).contains(year))?;
        let part_of_more = match self.glued(at + 1) {
            Some(Kind::Word | Kind::Digits | Kind::Name) => true,
            Some(Kind::Sign(',' | '.' | '/' | ':' | '%' | '_' | '$' | '€')) => {
                self.glued(at + 2) == Some(Kind::Digits) || matches!(self.str(at + 1), "%" | "$" | "€")
            }
            _ => false,
        };
        let point = Point { year: Some(year), precision: Precision::Year, inferred: false, about: false };
        (!part_of_more).then_some((point, at + 1))
    }
}

/// The words before a date.
#[derive(Clone, Copy)]
struct Head {
    when: Option<When>,
    /// The first token of all.
    start: usize,
    /// The first token of "fin", "the end of", else of the date.
    edge: usize,
}

/// A day, if the calendar has it.
fn day(year: i16, month: u8, day: u8) -> Option<Point> {
    Date::new(year, month as i8, day as i8).ok()?;
    Some(Point { year: Some(year), precision: Precision::Day(month, day), inferred: false, about: false })
}
