//! Everything that a vague statement may mean, as a range of numbers or days.

/// From `low` to `high`; `None` is without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent<T> {
    /// Lowest, included.
    pub low: Option<T>,
    /// Highest.
    pub high: Option<T>,
    /// Whether `high` itself is out: `[20, 100)`.
    pub high_excluded: bool,
}

impl<T: Ord + Copy> Extent<T> {
    /// Nothing but this.
    pub fn only(value: T) -> Extent<T> {
        Extent { low: Some(value), high: Some(value), high_excluded: false }
    }

    /// Whether all of this lies below all of `other`. Ends that touch overlap, unless this one's is out.
    pub fn ends_before(&self, other: &Extent<T>) -> bool {
        match (self.high, other.low) {
            (Some(high), Some(low)) => high < low || (high == low && self.high_excluded),
            _ => false,
        }
    }

    /// Whether something is in both.
    pub fn overlaps(&self, other: &Extent<T>) -> bool {
        !self.ends_before(other) && !other.ends_before(self)
    }

    /// Whether all of `inner` is in this.
    pub fn contains(&self, inner: &Extent<T>) -> bool {
        !self.starts_above(inner) && !self.stops_below(inner)
    }

    /// Whether this begins above where `other` begins; "no limit" begins below everything.
    pub fn starts_above(&self, other: &Extent<T>) -> bool {
        self.low > other.low
    }

    /// Whether this ends below where `other` ends; "no limit" ends above everything.
    pub fn stops_below(&self, other: &Extent<T>) -> bool {
        match (self.high, other.high) {
            (Some(a), Some(b)) => a < b || (a == b && self.high_excluded && !other.high_excluded),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// The extents seen so far, as far as a later one must be held against them: one that does not overlap
/// some earlier extent does not overlap one of these two either.
#[derive(Clone, Copy, Debug)]
pub struct Seen<T, W> {
    highest_start: (Extent<T>, W),
    lowest_end: (Extent<T>, W),
}

impl<T: Ord + Copy, W: Copy> Seen<T, W> {
    /// Begins with one extent and who said it.
    pub fn new(extent: Extent<T>, who: W) -> Seen<T, W> {
        Seen { highest_start: (extent, who), lowest_end: (extent, who) }
    }

    /// Adds one.
    pub fn add(&mut self, extent: Extent<T>, who: W) {
        if extent.starts_above(&self.highest_start.0) {
            self.highest_start = (extent, who);
        }
        if extent.stops_below(&self.lowest_end.0) {
            self.lowest_end = (extent, who);
        }
    }

    /// Somebody whose extent does not overlap `extent`.
    pub fn against(&self, extent: &Extent<T>) -> Option<W> {
        [self.highest_start, self.lowest_end].into_iter().find(|(e, _)| !e.overlaps(extent)).map(|(_, who)| who)
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, Seen};

    const fn range(low: i32, high: i32) -> Extent<i32> {
        Extent { low: Some(low), high: Some(high), high_excluded: false }
    }

    #[test]
    fn ends_that_touch_overlap_unless_they_are_out() {
        let tens = Extent { high_excluded: true, ..range(20, 100) };
        assert!(!tens.overlaps(&range(100, 100)));
        assert!(range(20, 100).overlaps(&range(100, 100)));
        assert!(tens.overlaps(&range(20, 20)));
        assert!(tens.overlaps(&range(99, 200)));
    }

    #[test]
    fn what_is_open_reaches_everything_on_its_side() {
        let at_least_ten = Extent { low: Some(10), high: None, high_excluded: false };
        let any = Extent { low: None, high: None, high_excluded: false };
        assert!(at_least_ten.overlaps(&range(10, 10)));
        assert!(!at_least_ten.overlaps(&range(1, 1)));
        assert!(any.overlaps(&range(1, 1)) && any.overlaps(&at_least_ten));
    }

    /// The two that are kept find a disjoint earlier one exactly when a search of all would.
    #[test]
    fn two_witnesses_are_enough() {
        let ends = [None, Some(1), Some(2), Some(3)];
        let mut all = Vec::new();
        for low in ends {
            for high in ends {
                for high_excluded in [false, true] {
                    // Empty ranges mean nothing: no amount or date makes one.
                    if low.zip(high).is_none_or(|(l, h)| l < h || (l == h && !high_excluded)) {
                        all.push(Extent { low, high, high_excluded });
                    }
                }
            }
        }
        for &first in &all {
            for &second in &all {
                let mut seen = Seen::new(first, first);
                seen.add(second, second);
                for third in &all {
                    let expected = !first.overlaps(third) || !second.overlaps(third);
                    let found = seen.against(third);
                    assert_eq!(found.is_some(), expected, "{first:?}, {second:?} against {third:?}");
                    assert!(found.is_none_or(|f| !f.overlaps(third)));
                }
            }
        }
    }
}
