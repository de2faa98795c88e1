//! Orders of magnitude: "plusieurs dizaines de milliards de dollars", "hundreds of thousands of GPUs", "une dizaine
//! de gigawatts".
//!
//! An order is from two to ten times its factor, the high end excluded. A scale alone ("des milliards") is none: it
//! has no high end. "Several" needs an order or a scale after it: "plusieurs années" gives no number.

use rust_decimal::Decimal;

use super::amount::power_of_ten;
use super::number::Number;
use super::reader::Reader;
use super::{Figure, Note, Reading};
use crate::quantity::{Bound, Quantity, Unit, Written};
use crate::vocabulary::lexicon::token::{Gap, Kind};
use crate::vocabulary::lexicon::{NumberWord, OrderWord};

/// An order word with what it multiplies.
struct Order {
    factor: u64,
    /// "une dizaine": about one of it.
    one: bool,
    /// "several" without an order: a scale must follow.
    needs_scale: bool,
    start: usize,
    next: usize,
}

impl Reader<'_> {
    /// The order of magnitude whose order word is at `at`; the token after it.
    pub(super) fn order(&self, at: usize, floor: usize) -> Option<(Reading, usize)> {
        let order = self.order_words(at, floor)?;
        let scale = self.scale_after(order.next);
        let next = scale.map_or(order.next, |(next, _)| next);
        let factor = scale.map_or(Decimal::ONE, |(_, factor)| factor);
        if order.needs_scale && scale.is_none() {
            return None;
        }
        // Read like a number with a scale, which links unit and scale by "of".
        let many =
            Number { value: Decimal::TWO, digit: Decimal::ONE, next, article: false, digits: true, foreign: false };
        let large = factor >= Decimal::from(1_000_000);
        let (next, (unit, exponent)) = match self.unit(next, &many, true) {
            Some((next, unit, exponent)) => (next, (unit, exponent)),
            None if large && self.says_no_unit(next) => (next, (Unit::Unsaid, 0)),
            None => return None,
        };
        let one = Decimal::from(order.factor).checked_mul(factor)?.checked_mul(power_of_ten(exponent))?;
        let (unit, next) = self.rated(unit, next);
        let (start, before) = self.bound_before(order.start, floor, unit);
        let (next, after) = self.bound_after(next);
        let bound = before.filter(|bound| *bound != Bound::About).or(after);
        let quantity = match order.one {
            true => Quantity::bounded(bound.unwrap_or(Bound::About), one, unit),
            false => Quantity::tens_of(bound.unwrap_or(Bound::Magnitude), one, unit),
        };
        let note = (unit == Unit::Unsaid).then_some(Note::NoUnit);
        Some((
            Reading {
                range: self.span(start, next),
                figure: Figure::Amount(Written { quantity, digit: Decimal::ZERO }),
                note,
            },
            next,
        ))
    }

    fn order_words(&self, at: usize, floor: usize) -> Option<Order> {
        let (next, word) = self.phrase(&self.words.orders.words, at)?;
        if self.token(at).is_some_and(|token| token.gap == Gap::Hyphen) {
            return None;
        }
        let start = self.phrase_before(&self.words.orders.determiners, at, floor).map_or(at, |(start, ())| start);
        let order = |factor| Order { factor, one: false, needs_scale: false, start, next };
        match word {
            OrderWord::Many(_) if self.is_counted(at, floor) => None,
            OrderWord::Many(factor) => Some(order(factor)),
            OrderWord::One(factor) => {
                let article = at.checked_sub(1).filter(|before| *before >= floor && self.near(at));
                let article = article.filter(|before| self.is_article(*before));
                let start = if self.is_article(at) { at } else { article? };
                Some(Order { one: true, start, ..order(factor) })
            }
            OrderWord::Several => Some(match self.next_phrase(&self.words.orders.words, next) {
                Some((next, OrderWord::Many(factor))) => Order { next, ..order(factor) },
                _ => match self.next_phrase(&self.words.numbers.words, next) {
                    Some((next, NumberWord::Hundred)) => Order { next, ..order(100) },
                    Some((next, NumberWord::Thousand)) => Order { next, ..order(1000) },
                    _ => Order { needs_scale: true, ..order(1) },
                },
            }),
        }
    }

    /// Up to two scale words, each after an "of" or not.
    fn scale_after(&self, at: usize) -> Option<(usize, Decimal)> {
        let linked = self.next_phrase(&self.words.units.of, at).map_or(at, |(next, ())| next);
        self.scale(linked).map(|(next, scale)| (next, scale.factor))
    }

    /// "deux dizaines": a number that this reader does not put together.
    fn is_counted(&self, at: usize, floor: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| *before >= floor && self.near(at)) else { return false };
        self.token(before).is_some_and(|token| token.kind == Kind::Digits)
            || self.phrase(&self.words.numbers.words, before).is_some()
    }

    fn is_article(&self, at: usize) -> bool {
        self.phrase(&self.words.numbers.words, at).is_some_and(|(_, word)| word == NumberWord::Article)
    }
}
