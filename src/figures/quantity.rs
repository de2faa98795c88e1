//! Quantities: single numbers and ranges, with their bounds.

use rust_decimal::Decimal;

use super::amount::End;
use super::reader::Reader;
use super::{Figure, Note, Reading};
use crate::quantity::{Bound, Comparable, Quantity, Unit, Written, comparable};
use crate::vocabulary::lexicon::token::{Gap, Kind, Symbol};

/// So many numbers may share a unit.
const LISTED: usize = 6;

/// Two ends that belong together.
struct Pair {
    low: End,
    high: End,
    /// The first token.
    start: usize,
    /// The high end is not reached.
    excluded: bool,
    /// "passer de 10 à 20": no range, but two amounts.
    change: bool,
}

impl Reader<'_> {
    /// The quantity, or the two of a change, whose number is at `at`; the token after it.
    pub(super) fn quantity(&self, at: usize, floor: usize, out: &mut Vec<Reading>) -> Option<usize> {
        if self.begins_inside(at) {
            return None;
        }
        let sign = self.currency_before(at, floor);
        let start = sign.map_or(at, |(start, _)| start);
        let first = self.end(start, at, sign.map(|(_, currency)| currency))?;
        if self.is_part(&first.number, start, floor) {
            return None;
        }
        if let Some(pair) = self.pair(&first, floor) {
            return self.two(pair, floor, out);
        }
        if let Some(next) = self.listed(&first, floor, out) {
            return Some(next);
        }
        let counted = first.unit.is_some_and(|(unit, _)| unit.is_count()) && first.scale.is_none();
        if counted && (self.is_year_before_noun(at, floor) || self.is_version(&first)) {
            return None;
        }
        let (reading, next) = self.one(&first, floor)?;
        out.push(reading);
        Some(next)
    }

    /// Numbers that share the unit of the last one: "27 and 18 million euros", "18, 14 et 10 millions".
    fn listed(&self, first: &End, floor: usize, out: &mut Vec<Reading>) -> Option<usize> {
        if first.unit.is_some() || first.scale.is_some() || !first.number.digits || self.is_year(first.number.next - 1)
        {
            return None;
        }
        let mut ends = vec![first.clone()];
        while ends.len() < LISTED {
            let last = ends.last()?;
            let comma = self.token(last.next).filter(|token| token.kind == Kind::Sign(',')).map(|_| last.next + 1);
            let and = || self.next_phrase(&self.words.ranges.between_and, last.next).map(|(next, ())| next);
            let at = comma.or_else(and).filter(|at| self.near(*at))?;
            let end = self.end_from(at).filter(|end| end.number.digits)?;
            let (unit, scale) = (end.unit, end.scale);
            ends.push(end);
            match (unit, scale) {
                (None, None) => {}
                (Some(_), Some(_)) => {
                    ends.iter_mut().for_each(|end| (end.unit, end.scale) = (unit, scale));
                    return self.each(&ends, floor, out);
                }
                (_, _) => return None,
            }
        }
        None
    }

    fn each(&self, ends: &[End], floor: usize, out: &mut Vec<Reading>) -> Option<usize> {
        let mut next = floor;
        let mut all = Vec::with_capacity(ends.len());
        for end in ends {
            let (reading, after) = self.one(end, next)?;
            all.push(reading);
            next = after;
        }
        out.append(&mut all);
        Some(next)
    }

    /// A single number, with its bound.
    fn one(&self, end: &End, floor: usize) -> Option<(Reading, usize)> {
        let unit = match end.unit {
            Some((unit, _)) => unit,
            None if end.is_large() && self.says_no_unit(end.next) => Unit::Unsaid,
            None => return None,
        };
        let (unit, next) = self.rated(unit, end.next);
        if matches!(self.glued(end.next), Some(Kind::Word | Kind::Digits)) && end.unit.is_none() {
            return None;
        }
        let negative = self.minus(end.start, floor);
        let start = if negative { end.start - 1 } else { end.start };
        let (start, before) = self.bound_before(start, floor, unit);
        let (next, after) = self.bound_after(next);
        let after = if end.plus { Some(Bound::AtLeast) } else { after };
        let bound = match (before, after) {
            (Some(Bound::About), Some(limit)) | (None, Some(limit)) => limit,
            (Some(bound), _) => bound,
            (None, None) if self.parted_hedge(start, floor) => Bound::About,
            (None, None) => Bound::Exact,
        };
        let value = end.value()?;
        let quantity = Quantity::bounded(bound, if negative { -value } else { value }, unit);
        let note = end.note.or((unit == Unit::Unsaid).then_some(Note::NoUnit));
        Some((
            Reading {
                range: self.span(start, next),
                figure: Figure::Amount(Written { quantity, digit: end.digit().unwrap_or_default() }),
                note,
            },
            next,
        ))
    }

    /// Both ends of a range, or the two amounts of a change.
    fn two(&self, pair: Pair, floor: usize, out: &mut Vec<Reading>) -> Option<usize> {
        let Pair { low, high, start, excluded, change } = pair;
        if change {
            let (mut first, _) = self.one(&low, floor)?;
            let (second, next) = self.one(&high, low.next)?;
            // "From €74 to €68 per MWh": what it is per is said once.
            if let (Figure::Amount(first), Some(second)) = (&mut first.figure, second.amount())
                && let Unit::Rate(rate) = second.quantity.unit
                && rate.of.unit() == first.quantity.unit
            {
                first.quantity.unit = second.quantity.unit;
            }
            out.extend([first, second]);
            return Some(next);
        }
        let unit = high.unit.map_or(Unit::Unsaid, |(unit, _)| unit);
        let (low_value, high_value) = (low.value_in(unit)?, high.value()?);
        let (unit, next) = self.rated(unit, high.next);
        let (start, _) = self.bound_before(start, floor, unit);
        let note = high.note.or(low.note).or((unit == Unit::Unsaid).then_some(Note::NoUnit));
        let ends = Quantity::range(low_value, high_value, unit);
        let quantity = Quantity { high_open: excluded, ..ends };
        let figure = Figure::Amount(Written { quantity, digit: high.digit().unwrap_or_default() });
        out.push(Reading { range: self.span(start, next), figure, note });
        Some(next)
    }

    /// The end that makes a pair with the first one.
    fn pair(&self, first: &End, floor: usize) -> Option<Pair> {
        let (inner, _) = self.bound_before(first.start, floor, Unit::Unsaid);
        let opened = |phrases| self.phrase_before(phrases, inner, floor).map(|(start, ())| start);
        if let Some(start) = opened(&self.words.ranges.between)
            && let Some((next, ())) = self.next_phrase(&self.words.ranges.between_and, first.next)
        {
            let (low, high) = self.matched(first, next, false)?;
            return Some(Pair { low, high, start, excluded: false, change: false });
        }
        let end = self.suspended(first.next);
        if let Some((next, ())) = self.next_phrase(&self.words.ranges.or, end)
            && first.unit.is_none()
            && let Some((low, high)) = self.matched(first, next, false)
            && !self.is_year(first.number.next - 1)
        {
            return Some(Pair { low, high, start: first.start, excluded: false, change: false });
        }
        let onto = self.next_phrase(&self.words.ranges.onto, end);
        let to = || self.next_phrase(&self.words.ranges.to, end).filter(|_| self.joins(end));
        let (mut next, ()) = onto.or_else(to)?;
        let excluded = self.next_phrase(&self.words.ranges.excluded, next).map(|(after, ())| after);
        let opening = opened(&self.words.ranges.from);
        // "up 10 to less than 20" is nothing that anybody writes; with "from" it is a range without its end.
        if let (Some(after), Some(_)) = (excluded, opening) {
            next = after;
        }
        let dash = self.token(end).is_some_and(|token| token.kind == Kind::Sign('-'));
        let by = opened(&self.words.ranges.by).filter(|_| !dash);
        let (low, high) = self.matched(first, next, opening.is_some() || by.is_some())?;
        let unit = high.unit.map_or(Unit::Unsaid, |(unit, _)| unit);
        let falls = low.value_in(unit)? > high.value()?;
        let change = falls
            || by.is_some()
            || onto.is_some()
            || opening.is_some_and(|from| self.phrase_before(&self.words.ranges.changes, from, floor).is_some());
        let excluded = excluded == Some(next);
        let start = match opening {
            Some(from) if self.words.writing.with_from || excluded => from,
            _ => first.start,
        };
        Some(Pair { low, high, start, excluded, change })
    }

    /// Whether a small number belongs to the name before it: "Trainium 3 chips". Not at the start of a sentence, where
    /// any word has a capital.
    fn is_version(&self, end: &End) -> bool {
        let Some(name) = end.start.checked_sub(1) else { return false };
        let named = self.token(name).is_some_and(|token| {
            token.kind == Kind::Word && token.symbol == Symbol::UNKNOWN && token.gap == Gap::Space
        });
        let inside = name.checked_sub(1).and_then(|before| self.token(before));
        let inside = inside.is_some_and(|token| !matches!(token.kind, Kind::Sign('.' | '!' | '?' | ':' | '•' | '-')));
        // Nor where any noun has one.
        named
            && inside
            && !self.words.writing.capital_nouns
            && self.near(end.start)
            && self.str(name).contains(char::is_uppercase)
            && end.number.digits
            && end.number.value < Decimal::ONE_HUNDRED
    }

    /// Past the hyphen of "5- to 7-year", which waits for the unit of the second number.
    fn suspended(&self, at: usize) -> usize {
        let hangs = self.glued(at) == Some(Kind::Sign('-'))
            && self.token(at + 1).is_some_and(|token| token.gap == Gap::Space && token.kind == Kind::Word);
        if hangs { at + 1 } else { at }
    }

    /// A dash joins two numbers if both sides have a space or none.
    fn joins(&self, at: usize) -> bool {
        match self.token(at) {
            Some(token) if token.kind == Kind::Sign('-') => (token.gap == Gap::None) == self.glued(at + 1).is_some(),
            _ => true,
        }
    }

    /// The second end at `at`, if it measures what the first one does; what only one of them says holds for both.
    /// An `opened` pair may also go down: "from 12 to 9 billion".
    fn matched(&self, first: &End, at: usize, opened: bool) -> Option<(End, End)> {
        if !self.near(at) {
            return None;
        }
        let (mut low, mut high) = (first.clone(), self.end_from(at)?);
        high.unit = match (low.unit, high.unit) {
            (Some((a, _)), Some((b, exponent))) if comparable(a, b) == Some(Comparable::Fully) => Some((b, exponent)),
            (Some(_), Some(_)) => return None,
            (None, Some(b)) => Some(b),
            (Some(a @ (Unit::Money(_), _)), None) => Some(a),
            (Some(_), None) => return None,
            (None, None) if high.is_large() && self.says_no_unit(high.next) => None,
            (None, None) => return None,
        };
        low.unit = low.unit.or(high.unit);
        let few = opened && low.number.value < Decimal::ONE_THOUSAND;
        if low.scale.is_none() && (few || low.number.value < high.number.value) {
            low.scale = high.scale;
        }
        let unit = high.unit.map_or(Unit::Unsaid, |(unit, _)| unit);
        (low.value_in(unit)? < high.value()? || opened || self.falls(first)).then_some((low, high))
    }

    /// Whether a change is told, which may also go down.
    fn falls(&self, first: &End) -> bool {
        let from = self.phrase_before(&self.words.ranges.from, first.start, 0);
        from.is_some_and(|(from, ())| self.phrase_before(&self.words.ranges.changes, from, 0).is_some())
    }

    /// A minus sign right before a number, and nothing right before that.
    fn minus(&self, start: usize, floor: usize) -> bool {
        start > floor
            && self.glued(start) == Some(self.token(start).map_or(Kind::Name, |token| token.kind))
            && self.token(start - 1).is_some_and(|token| token.kind == Kind::Sign('-') && token.gap != Gap::None)
    }

    pub(super) fn span(&self, start: usize, next: usize) -> std::ops::Range<usize> {
        let begin = self.tokens.get(start).map_or(0, |token| token.range.start);
        let end = next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(begin, |token| token.range.end);
        begin..end
    }
}
