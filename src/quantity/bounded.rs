//! A bounded number with its unit.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Unit;

/// Everything that a number may be: from `low` to `high`, in base units (dollars, watts, per cent, pieces); a length
/// of time keeps the unit in which it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The low end.
    pub low: Decimal,
    /// The high end; `None` is without limit.
    pub high: Option<Decimal>,
    /// Whether `low` itself is out, in words: sources do not tell "more than" from "at least", so nothing is decided
    /// by it.
    pub low_open: bool,
    /// Whether `high` itself is out: `[20, 100)`.
    pub high_open: bool,
    /// Whether the number, or an end of it, is rough.
    pub about: bool,
    /// Of what.
    pub unit: Unit,
}

/// How a quantity is said to be limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// The number itself.
    Exact,
    /// `≥`, "at least".
    AtLeast,
    /// `>`, "more than".
    MoreThan,
    /// `≤`, "up to".
    UpTo,
    /// `<`, "less than".
    LessThan,
    /// `~`, "about".
    About,
    /// Two ends.
    Range,
    /// "tens of billions", "from 308 to less than 388".
    Magnitude,
}

impl Bound {
    /// `exact`, `at_least`, `more_than`, `up_to`, `less_than`, `about`, `range` or `magnitude`: the word in exports.
    pub fn name(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::AtLeast => "at_least",
            Bound::MoreThan => "more_than",
            Bound::UpTo => "up_to",
            Bound::LessThan => "less_than",
            Bound::About => "about",
            Bound::Range => "range",
            Bound::Magnitude => "magnitude",
        }
    }
}

impl Bound {
    /// In words, for a diagnostic.
    pub fn describe(self) -> &'static str {
        match self {
            Bound::Exact => "the number itself",
            Bound::AtLeast => "\"at least\"",
            Bound::MoreThan => "\"more than\"",
            Bound::UpTo => "\"up to\"",
            Bound::LessThan => "\"less than\"",
            Bound::About => "\"about\"",
            Bound::Range => "a range",
            Bound::Magnitude => "an order of magnitude",
        }
    }
}

/// An order of magnitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// [2, 10)
    Several,
    /// [20, 100)
    Tens,
    /// [200, 1000)
    Hundreds,
    /// [2000, 10000)
    Thousands,
}

impl Order {
    /// The factor that ten, a hundred… stands for: `Tens` is 10.
    pub fn factor(self) -> Decimal {
        Decimal::from(match self {
            Order::Several => 1,
            Order::Tens => 10,
            Order::Hundreds => 100,
            Order::Thousands => 1000,
        })
    }
}

impl Quantity {
    /// The number itself.
    pub fn exact(n: Decimal, unit: Unit) -> Quantity {
        Quantity { low: n, high: Some(n), low_open: false, high_open: false, about: false, unit }
    }

    /// Nothing of a unit: where a sum begins.
    pub fn zero(unit: Unit) -> Quantity {
        Quantity::exact(Decimal::ZERO, unit)
    }

    /// A number with its bound; of [`Bound::Range`] and [`Bound::Magnitude`] both ends.
    pub fn bounded(bound: Bound, n: Decimal, unit: Unit) -> Quantity {
        let exact = Quantity::exact(n, unit);
        let zero = Decimal::ZERO.min(n);
        match bound {
            Bound::Exact | Bound::Range | Bound::Magnitude => exact,
            Bound::About => Quantity { about: true, ..exact },
            Bound::AtLeast => Quantity { high: None, ..exact },
            Bound::MoreThan => Quantity { high: None, low_open: true, ..exact },
            Bound::UpTo => Quantity { low: zero, ..exact },
            Bound::LessThan => Quantity { low: zero, high_open: true, ..exact },
        }
    }

    /// From one number to another.
    pub fn range(low: Decimal, high: Decimal, unit: Unit) -> Quantity {
        Quantity { high: Some(high), ..Quantity::exact(low, unit) }
    }

    /// From two to ten times `one` under a bound, which speaks of one of the ends.
    pub fn tens_of(bound: Bound, one: Decimal, unit: Unit) -> Quantity {
        let ends = Quantity::range(one.saturating_mul(Decimal::TWO), one.saturating_mul(Decimal::TEN), unit);
        let whole = Quantity { high_open: true, ..ends };
        match bound {
            Bound::Exact | Bound::Range | Bound::Magnitude => whole,
            Bound::About => Quantity { about: true, ..whole },
            Bound::AtLeast => Quantity { high: None, high_open: false, ..whole },
            Bound::MoreThan => Quantity { high: None, high_open: false, low_open: true, ..whole },
            Bound::UpTo | Bound::LessThan => Quantity { low: Decimal::ZERO, ..whole },
        }
    }

    /// How it is said to be limited.
    pub fn bound(&self) -> Bound {
        match self.high {
            None if self.low_open => Bound::MoreThan,
            None => Bound::AtLeast,
            Some(high) if high == self.low && self.about => Bound::About,
            Some(high) if high == self.low => Bound::Exact,
            Some(_) if self.low.is_zero() && self.high_open => Bound::LessThan,
            Some(_) if self.low.is_zero() => Bound::UpTo,
            Some(_) if self.high_open => Bound::Magnitude,
            Some(_) => Bound::Range,
        }
    }

    /// The number that is written, or both: 6 and 6 for "up to 6".
    pub fn stated(&self) -> (Decimal, Decimal) {
        match (self.bound(), self.high) {
            (Bound::UpTo | Bound::LessThan, Some(high)) => (high, high),
            (_, high) => (self.low, high.unwrap_or(self.low)),
        }
    }

    /// The number that is written, or the lower one, in the base unit of its dimension.
    pub fn number(&self) -> Decimal {
        self.based().stated().0
    }

    /// Whether one number is written, with or without a bound.
    pub fn is_number(&self) -> bool {
        !matches!(self.bound(), Bound::Range | Bound::Magnitude)
    }

    /// The order of magnitude that it is, and what that multiplies: `Tens`, a billion.
    pub fn order(&self) -> Option<(Order, Decimal)> {
        let high = self.high.filter(|_| self.high_open && !self.low.is_zero())?;
        let mut one = self.low.checked_div(Decimal::TWO)?.normalize();
        if one.checked_mul(Decimal::TEN) != Some(high) || one.scale() > 0 {
            return None;
        }
        let mut zeros = 0_u32;
        while one > Decimal::ONE && (one % Decimal::TEN).is_zero() {
            (one, zeros) = (one / Decimal::TEN, zeros + 1);
        }
        let (order, zeros) = match (zeros % 3, zeros) {
            (0, 3) => (Order::Thousands, 0),
            (0, _) => (Order::Several, zeros),
            (1, _) => (Order::Tens, zeros - 1),
            _ => (Order::Hundreds, zeros - 2),
        };
        let scale = Decimal::from_i128_with_scale(10_i128.checked_pow(zeros)?, 0);
        (one == Decimal::ONE).then_some((order, scale))
    }

    /// What the last digit of the number is worth where nothing says how it was written: its smallest place that is
    /// not zero, but never more than its scale (10 billion is exact to a billion).
    pub fn digit(&self) -> Decimal {
        let (low, high) = self.stated();
        last_digit(low).min(last_digit(high))
    }

    /// The same in another unit of its dimension; `None` if it is none, and where the number would be too large.
    pub fn in_unit(self, unit: Unit) -> Option<Quantity> {
        if self.unit == unit {
            return Some(self);
        }
        let (from, to) = (self.unit.factor(), unit.factor());
        let same = self.unit.dimension().is_some() && self.unit.dimension() == unit.dimension();
        let same = same && self.unit.currency().is_none();
        let converted = same.then(|| self.map(|n| n.checked_mul(from)?.checked_div(to)))??;
        Some(Quantity { unit, ..converted })
    }

    /// All of them added, in the unit of the first; `None` of nothing, and of what is not of one dimension. Numbers
    /// beyond those of [`Decimal`] stay at its limit.
    pub fn sum(all: impl IntoIterator<Item = Quantity>) -> Option<Quantity> {
        Quantity::joined(all, Quantity::plus)
    }

    /// What holds of any of them, of which it is not known which is true; `None` as for [`Quantity::sum`].
    pub fn one_of(all: impl IntoIterator<Item = Quantity>) -> Option<Quantity> {
        Quantity::joined(all, Quantity::or)
    }

    /// From the first on, each in the unit of that.
    fn joined(all: impl IntoIterator<Item = Quantity>, join: fn(Quantity, Quantity) -> Quantity) -> Option<Quantity> {
        let mut all = all.into_iter();
        let first = all.next()?;
        all.try_fold(first, |joined, next| Some(join(joined, next.in_unit(first.unit)?)))
    }

    fn plus(self, other: Quantity) -> Quantity {
        let high = self.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
        Quantity {
            low: self.low.saturating_add(other.low),
            high,
            low_open: false,
            // An end that cannot be reached by one part cannot be reached by the sum.
            high_open: high.is_some() && (self.high_open || other.high_open),
            about: self.about || other.about,
            unit: self.unit,
        }
    }

    /// With no end below zero.
    #[must_use]
    pub fn at_least_nothing(self) -> Quantity {
        let positive = |n: Decimal| n.max(Decimal::ZERO);
        Quantity { low: positive(self.low), high: self.high.map(positive), ..self }
    }

    /// To so many significant digits: the low end down, the high end up.
    #[must_use]
    pub fn rounded(self, digits: u32) -> Quantity {
        let to = |n: Decimal, strategy| n.round_sf_with_strategy(digits, strategy).map_or(n, |n| n.normalize());
        // A number that is about stays one.
        if self.high == Some(self.low) {
            let n = to(self.low, RoundingStrategy::MidpointNearestEven);
            return Quantity { low: n, high: Some(n), ..self };
        }
        let high = self.high.map(|high| to(high, RoundingStrategy::AwayFromZero));
        Quantity { low: to(self.low, RoundingStrategy::ToZero), high, ..self }
    }

    /// What is left of a sum without one of its addends, end by end.
    #[must_use]
    pub fn less(self, part: Quantity) -> Quantity {
        let high = self.high.map(|high| high.saturating_sub(part.high.unwrap_or_default()));
        Quantity { low: self.low.saturating_sub(part.low), high, ..self }
    }

    fn or(self, other: Quantity) -> Quantity {
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        let reached = |q: Quantity| q.high == high && !q.high_open;
        Quantity {
            low: self.low.min(other.low),
            high,
            low_open: false,
            high_open: high.is_some() && !reached(self) && !reached(other),
            about: self.about || other.about,
            unit: self.unit,
        }
    }

    /// An unknown part of it, or none, or all.
    #[must_use]
    pub fn part(self) -> Quantity {
        Quantity { low: Decimal::ZERO, low_open: false, ..self }
    }

    /// Both ends by a growing function; `None` where that has no result.
    pub fn map(self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Quantity> {
        let high = match self.high {
            Some(high) => Some(f(high)?),
            None => None,
        };
        Some(Quantity { low: f(self.low)?, high, ..self })
    }

    /// Whether a number is one of those allowed.
    pub fn contains(&self, n: Decimal) -> bool {
        n >= self.low && self.high.is_none_or(|high| if self.high_open { n < high } else { n <= high })
    }

    /// What orders quantities by size: the low end, then the high one.
    pub fn size(&self) -> (Decimal, Decimal) {
        (self.low, self.high.unwrap_or(Decimal::MAX))
    }
}

/// What the last digit of a number is worth.
fn last_digit(number: Decimal) -> Decimal {
    let plain = number.normalize();
    if plain.scale() > 0 {
        return Decimal::new(1, plain.scale());
    }
    let scale = [12, 9, 6, 3].into_iter().map(|zeros| Decimal::from(10_i64.pow(zeros))).find(|s| *s <= plain);
    let scale = scale.unwrap_or(Decimal::ONE);
    let mut digit = Decimal::ONE;
    let mut rest = plain;
    while digit < scale && !rest.is_zero() && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
        digit *= Decimal::TEN;
    }
    digit
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::last_digit;

    #[test]
    fn the_last_digit_of_a_claim() {
        for (number, expected) in [
            (38_000_000_000_i64, 1_000_000_000_i64),
            (10_000_000_000, 1_000_000_000),
            (1_400_000_000_000, 100_000_000_000),
            (1_000_000_000_000, 1_000_000_000_000),
            (250_000_000, 1_000_000),
            (1_234, 1),
            (7, 1),
            (0, 1),
        ] {
            assert_eq!(last_digit(Decimal::from(number)), Decimal::from(expected), "{number}");
        }
        assert_eq!(last_digit(Decimal::new(1250, 2)), Decimal::new(1, 1));
    }
}
