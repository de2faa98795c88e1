//! Chance that repeats itself: SplitMix64 with a stream per document, and draws from a Zipf law.
//!
//! A stream per document keeps documents apart: a change in how one kind of text is made leaves all
//! others as they were. Only integers are used, so every machine draws the same numbers.

/// SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) struct Random(u64);

impl Random {
    /// The stream of document `index` of the kind `salt`.
    pub(crate) fn stream(seed: u64, salt: u64, index: usize) -> Random {
        let mut random = Random(seed ^ salt.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        random.0 = random.next().wrapping_add((index as u64).wrapping_mul(0xA24B_AED4_963E_E407));
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n` - 1; 0 if `n` is 0.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of the items, which must not be empty.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    /// An index, drawn by weight.
    pub(crate) fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (index, &weight) in weights.iter().enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}

/// Zipf's law with exponent 1: the item of rank r is drawn in proportion to 1 / r.
pub(crate) struct Zipf(Vec<u64>);

impl Zipf {
    /// A law over `n` items.
    pub(crate) fn new(n: usize) -> Zipf {
        let mut sum = 0;
        Zipf(
            (1..=n as u64)
                .map(|rank| {
                    sum += 1_000_000_000_000 / rank;
                    sum
                })
                .collect(),
        )
    }

    /// The index of an item.
    pub(crate) fn draw(&self, random: &mut Random) -> usize {
        let at = random.below(self.0.last().copied().unwrap_or(0));
        self.0.partition_point(|&sum| sum <= at)
    }
}
