//! Sums of intervals: lows and highs apart.

use rust_decimal::Decimal;

use crate::model::{Bound, Figure};

/// What a number may be: from `low` to `high`, in base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// At least this much.
    pub low: Decimal,
    /// At most this much; `None` is without limit.
    pub high: Option<Decimal>,
    /// Whether `high` itself is out.
    pub high_excluded: bool,
    /// Whether some part is "about".
    pub about: bool,
}

impl Sum {
    /// Nothing yet.
    pub const ZERO: Sum = Sum { low: Decimal::ZERO, high: Some(Decimal::ZERO), high_excluded: false, about: false };

    /// What a figure says.
    pub fn of(figure: &Figure) -> Sum {
        let interval = figure.interval();
        let about = figure.bound == Bound::About;
        Sum { low: interval.low, high: interval.high, high_excluded: interval.high_excluded, about }
    }

    /// With another number added. Numbers beyond those of [`Decimal`] stay at its limit.
    #[must_use]
    pub fn plus(self, other: Sum) -> Sum {
        let high = self.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
        Sum {
            low: self.low.saturating_add(other.low),
            high,
            // An end that cannot be reached by one part cannot be reached by the sum.
            high_excluded: high.is_some() && (self.high_excluded || other.high_excluded),
            about: self.about || other.about,
        }
    }

    /// What holds of both: the one or the other, nobody knows which.
    #[must_use]
    pub fn or(self, other: Sum) -> Sum {
        let high = self.high.zip(other.high).map(|(a, b)| a.max(b));
        let reached = |s: Sum| s.high == high && !s.high_excluded;
        Sum {
            low: self.low.min(other.low),
            high,
            high_excluded: high.is_some() && !reached(self) && !reached(other),
            about: self.about || other.about,
        }
    }

    /// An unknown part of it, or none, or all.
    #[must_use]
    pub fn part(self) -> Sum {
        Sum { low: Decimal::ZERO, ..self }
    }

    /// Every number mapped by a growing function; `None` where that has no result.
    pub(super) fn map(self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Sum> {
        let high = match self.high {
            Some(high) => Some(f(high)?),
            None => None,
        };
        Some(Sum { low: f(self.low)?, high, ..self })
    }

    /// Whether a number is one of those allowed.
    pub fn contains(&self, n: Decimal) -> bool {
        n >= self.low && self.high.is_none_or(|high| if self.high_excluded { n < high } else { n <= high })
    }

    /// What orders sums by size: the low end, or the high one where there is no low.
    pub fn size(&self) -> (Decimal, Decimal) {
        (self.low, self.high.unwrap_or(Decimal::MAX))
    }
}
