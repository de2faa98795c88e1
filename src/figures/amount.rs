//! One end of a quantity: number, scale, unit, and the sign before it.

use rust_decimal::Decimal;

use super::Note;
use super::number::Number;
use super::reader::Reader;
use crate::quantity::{Currency, Dimension, Unit};
use crate::vocabulary::lexicon::Needs;
use crate::vocabulary::lexicon::token::{Gap, Kind};

/// A number with all that stands around it.
#[derive(Clone, Debug)]
pub(super) struct End {
    /// The first token: sign or number.
    pub(super) start: usize,
    /// The token after it.
    pub(super) next: usize,
    pub(super) number: Number,
    /// What scale words multiply by, if there are any.
    pub(super) scale: Option<Scale>,
    /// With the power of ten of its prefix.
    pub(super) unit: Option<(Unit, u32)>,
    /// `+` stands right after the number.
    pub(super) plus: bool,
    pub(super) note: Option<Note>,
}

/// Scale words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) factor: Decimal,
    /// One letter: only with a unit.
    letter: bool,
    note: Option<Note>,
}

impl Reader<'_> {
    /// A sign or code of a currency that ends before `end`: its first token.
    pub(super) fn currency_before(&self, end: usize, floor: usize) -> Option<(usize, Currency)> {
        let before = end.checked_sub(1).filter(|before| *before >= floor)?;
        let gap = self.token(end)?.gap;
        if !matches!(gap, Gap::None | Gap::Space) {
            return None;
        }
        if let Some(currency) = self.currency(self.str(before)) {
            return Some((before, currency));
        }
        // A sign of several parts is written without spaces: "Amazon's $10" has no Singapore dollar.
        let (start, currency) = self.phrase_before(&self.words.signs, end, floor)?;
        let together = (start + 1..end).all(|at| self.glued(at).is_some());
        let apart = start.checked_sub(1).is_none_or(|_| {
            self.glued(start).is_none() || !matches!(self.token(start - 1).map(|t| t.kind), Some(Kind::Word))
        });
        match (together && apart, currency_of_last(self, end)) {
            (true, _) => Some((start, currency)),
            (false, last) => last.map(|currency| (end - 1, currency)),
        }
    }

    /// The end whose number is at `at`, with `sign` before it from `start` on.
    pub(super) fn end(&self, start: usize, at: usize, sign: Option<Currency>) -> Option<End> {
        let mut number = self.number(at)?;
        let mut next = number.next;
        let plus = self.glued(next) == Some(Kind::Sign('+')) && self.glued(next + 1) != Some(Kind::Digits);
        if plus {
            next += 1;
        }
        next = self.half_more(&mut number, next);
        let scale = self.scale(next);
        let after_scale = scale.map_or(next, |(after, _)| after);
        let before_unit = if scale.is_some() { self.half_more(&mut number, after_scale) } else { after_scale };
        let scale = scale.map(|(_, scale)| scale);
        let unit = self.unit(before_unit, &number, scale.is_some());
        let end = |scale: Option<Scale>, next, unit| {
            let note = scale.and_then(|scale| scale.note);
            End { start, next, number: number.clone(), scale, unit, plus, note }
        };
        let mut end = match (unit, sign, scale) {
            (Some((after, named @ Unit::Money(_), _)), sign, scale) => {
                let mut end = end(scale, after, Some((named, 0)));
                end.mixed(sign.is_some());
                end
            }
            (_, Some(currency), scale) => end(scale, before_unit, Some((Unit::Money(currency), 0))),
            (Some((after, unit, exponent)), None, scale) => end(scale, after, Some((unit, exponent))),
            // "10 m" may be metres.
            (None, None, Some(Scale { letter: true, .. })) => end(None, next, None),
            (None, None, scale) => end(scale, before_unit, None),
        };
        end.next = self.half_more(&mut end.number, end.next);
        let sign_first = sign.is_some() && self.token(start).is_some_and(|t| matches!(t.kind, Kind::Sign(_)));
        end.mixed(end.number.foreign || (sign_first && self.words.writing.sign_after));
        Some(end)
    }

    /// An end that may begin with a sign or code.
    pub(super) fn end_from(&self, at: usize) -> Option<End> {
        // The sign is what stands before the first number within reach.
        let number = (at..at + 4).find(|at| {
            self.token(*at).is_some_and(|t| t.kind == Kind::Digits)
                || self.phrase(&self.words.numbers.words, *at).is_some()
        })?;
        match self.currency_before(number, at) {
            Some((start, currency)) if start == at => self.end(start, number, Some(currency)),
            _ if number == at => self.end(at, at, None),
            _ => None,
        }
    }

    /// Adds "et demi", "and a half" to a number in words; the token after it.
    fn half_more(&self, number: &mut Number, at: usize) -> usize {
        match self.next_phrase(&self.words.numbers.half_more, at) {
            Some((next, ())) if number.value.is_integer() => {
                number.value += Decimal::new(5, 1);
                number.digit = Decimal::new(5, 1);
                next
            }
            _ => at,
        }
    }

    /// One or two scale words: "milliards", "mille milliards", "million de milliards".
    pub(super) fn scale(&self, at: usize) -> Option<(usize, Scale)> {
        let (next, (exponent, note)) = self.next_phrase(&self.words.numbers.scales, at)?;
        let letter = self.str(at).len() == 1;
        let linked = self.next_phrase(&self.words.units.of, next).map_or(next, |(after, ())| after);
        let second =
            self.next_phrase(&self.words.numbers.scales, linked).filter(|_| !letter && self.str(linked).len() > 1);
        let one = Scale { factor: power_of_ten(exponent), letter, note };
        Some(match second {
            Some((after, (more, note))) if exponent + more <= 19 => {
                (after, Scale { factor: one.factor * power_of_ten(more), note, ..one })
            }
            _ => (next, one),
        })
    }

    /// The unit after a number or scale.
    pub(super) fn unit(&self, at: usize, number: &Number, scaled: bool) -> Option<(usize, Unit, u32)> {
        if !self.near(at) {
            return None;
        }
        let (next, unit, exponent, needs) = self
            .unit_right_here(at)
            .or_else(|| {
                let (after, ()) = self.phrase(&self.words.units.of, at).filter(|_| scaled)?;
                self.unit_right_here(after).or_else(|| self.unit_after_adjectives(after))
            })
            .or_else(|| self.unit_after_adjectives(at).filter(|_| scaled || !number.article))?;
        let fits = scaled
            || match needs {
                Needs::Number => !number.article || number.digit < Decimal::ONE,
                Needs::Article => true,
                // "Two people say", and "two hundred and fifty people" are counted.
                Needs::Digits => number.digits || number.value >= Decimal::TEN,
            };
        (fits && !self.spoiled(next, unit)).then_some((next, unit, exponent))
    }

    fn unit_right_here(&self, at: usize) -> Option<(usize, Unit, u32, Needs)> {
        if let Some((next, currency)) = self.next_phrase(&self.words.signs, at)
            && (at + 1..next).all(|at| self.glued(at).is_some() || self.words.writing.sign_after && self.capital(at))
            && self.glued(next) != Some(Kind::Digits)
        {
            return Some((next, Unit::Money(currency), 0, Needs::Number));
        }
        if let Some((next, (unit, exponent, needs))) = self.next_phrase(&self.words.names, at) {
            return Some((next, unit, exponent, needs));
        }
        let code = self.currency(self.str(at)).filter(|_| self.near(at))?;
        Some((at + 1, Unit::Money(code), 0, Needs::Number))
    }

    /// A unit of time or a thing that is counted behind up to three adjectives or names: "next five high-end Nvidia
    /// GPUs". In a language whose nouns come first, names do not stand there.
    fn unit_after_adjectives(&self, at: usize) -> Option<(usize, Unit, u32, Needs)> {
        let mut next = at;
        let mut named = false;
        for _ in 0..3 {
            if !matches!(self.token(next)?.gap, Gap::Space | Gap::Hyphen) {
                return None;
            }
            next = match self.next_phrase(&self.words.units.adjectives, next) {
                Some((after, ())) => after,
                None if self.words.writing.noun_follows && (self.is_name(next) || self.is_noun_before(next)) => {
                    named = true;
                    next + 1
                }
                None => return None,
            };
            match self.next_phrase(&self.words.names, next) {
                Some((after, (unit, exponent, needs))) if unit.is_count() || unit.is(Dimension::TIME) && !named => {
                    return Some((after, unit, exponent, needs));
                }
                _ => {}
            }
        }
        None
    }

    /// Whether a word may be the first of a compound: "16 launch vehicles".
    fn is_noun_before(&self, at: usize) -> bool {
        let is_word = self.token(at).is_some_and(|token| token.kind == Kind::Word);
        is_word
            && self.phrase(&self.words.units.no_unit_before, at).is_none()
            && self.next_phrase(&self.words.names, at).is_none()
            && self.next_phrase(&self.words.names, at + 1).is_some()
    }

    fn is_name(&self, at: usize) -> bool {
        match self.token(at).map(|token| token.kind) {
            Some(Kind::Word) => self.capital(at),
            Some(Kind::Name) => self.str(at).starts_with(char::is_alphabetic),
            _ => false,
        }
    }

    /// The rate that "per share" or "/MWh" behind a unit makes of it, with the token after it. Money per time stays
    /// money: what is paid a year is a part of what is paid.
    pub(super) fn rated(&self, unit: Unit, next: usize) -> (Unit, usize) {
        self.per(unit, next).unwrap_or((unit, next))
    }

    fn per(&self, unit: Unit, at: usize) -> Option<(Unit, usize)> {
        let slash = (self.glued(at) == Some(Kind::Sign('/')) && self.glued(at + 1).is_some()).then_some(at + 1);
        let per = slash.or_else(|| self.next_phrase(&self.words.units.per, at).map(|(after, ())| after));
        let (after, times) = match per {
            Some(after) => (after, unit.currency().is_none()),
            None => (self.next_phrase(&self.words.units.per_one, at)?.0, unit.currency().is_none()),
        };
        let (next, (per, exponent, _)) = self.next_phrase(&self.words.names, after)?;
        let Unit::Measure(per) = per else { return None };
        let fits =
            !unit.is(Dimension::SHARE) && !unit.is(Dimension::TIME) && (times || per.dimension != Dimension::TIME);
        Some((unit.per(per, exponent).filter(|_| fits)?, next))
    }

    /// Whether what follows makes a unit another one: gigawatt hours, a ten-year-old.
    fn spoiled(&self, next: usize, unit: Unit) -> bool {
        let power = unit.is(Dimension::POWER);
        (power && self.next_phrase(&self.words.units.energy, next).is_some())
            || self.next_phrase(&self.words.units.spoil, next).is_some()
            || matches!(self.glued(next), Some(Kind::Digits | Kind::Name))
            || (power && matches!(self.glued(next), Some(Kind::Sign('/' | '·'))))
    }

    /// Whether an amount that ends before `at` leaves its unit unsaid, rather than counting what is not known here:
    /// "1 milliard pour", but "1 milliard d'utilisateurs".
    pub(super) fn says_no_unit(&self, at: usize) -> bool {
        if !self.near(at) {
            return true;
        }
        let Some(token) = self.token(at) else { return true };
        if matches!(token.kind, Kind::Sign(_) | Kind::Name | Kind::Masked) {
            return token.gap != Gap::Hyphen;
        }
        if self.words.writing.noun_follows {
            return token.gap != Gap::Hyphen && self.phrase(&self.words.units.no_unit_before, at).is_some();
        }
        match self.phrase(&self.words.units.of, at) {
            None => token.gap != Gap::Hyphen,
            Some((noun, ())) => {
                !self.near(noun) || self.capital(noun) || self.phrase(&self.words.units.no_unit_before, noun).is_some()
            }
        }
    }
}

/// 10^`exponent`; no prefix or scale goes above 19.
pub(super) fn power_of_ten(exponent: u32) -> Decimal {
    Decimal::from(10_u64.pow(exponent.min(19)))
}

/// The currency of the one sign before `end`: the dollar of `Amazon's $10`.
fn currency_of_last(reader: &Reader<'_>, end: usize) -> Option<Currency> {
    let alone = reader.phrase_before(&reader.words.signs, end, end - 1)?;
    Some(alone.1)
}

impl End {
    /// The number in its unit, without prefix or scale.
    pub(super) fn value(&self) -> Option<Decimal> {
        self.scaled(self.number.value)
    }

    /// The same in another unit of its dimension.
    pub(super) fn value_in(&self, unit: Unit) -> Option<Decimal> {
        let own = self.unit.map_or(unit, |(unit, _)| unit);
        self.value()?.checked_mul(own.factor())?.checked_div(unit.factor()).map(|n| n.normalize())
    }

    /// What the last digit is worth.
    pub(super) fn digit(&self) -> Option<Decimal> {
        self.scaled(self.number.digit)
    }

    fn scaled(&self, n: Decimal) -> Option<Decimal> {
        let scale = self.scale.map_or(Decimal::ONE, |scale| scale.factor);
        let prefix = power_of_ten(self.unit.map_or(0, |(_, exponent)| exponent));
        Some(n.checked_mul(scale)?.checked_mul(prefix)?.normalize())
    }

    /// Notes another language's manner, unless something worse is noted.
    fn mixed(&mut self, mixed: bool) {
        if mixed && self.note.is_none() {
            self.note = Some(Note::MixedLocale);
        }
    }

    /// A scale in words of at least a million: enough to be an amount without a unit.
    pub(super) fn is_large(&self) -> bool {
        self.scale.is_some_and(|scale| !scale.letter && scale.factor >= Decimal::from(1_000_000))
    }
}
