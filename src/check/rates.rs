//! The site's rates between currencies, read in both directions.

use rust_decimal::Decimal;

use crate::model::{Currency, Rate};

/// `amount` of `from` in `to`, at the newest rate that the site has between them; `None` without one.
pub(super) fn convert(rates: &[Rate], amount: Decimal, from: Currency, to: Currency) -> Option<Decimal> {
    if from == to {
        return Some(amount);
    }
    let between = |r: &&Rate| (r.from, r.to) == (from, to) || (r.from, r.to) == (to, from);
    let rate = rates.iter().filter(between).max_by_key(|r| r.on)?;
    if rate.from == from { Some(amount.saturating_mul(rate.factor)) } else { amount.checked_div(rate.factor) }
}

/// Whether the site can convert between two currencies, either way.
pub(super) fn comparable(rates: &[Rate], a: Currency, b: Currency) -> bool {
    convert(rates, Decimal::ONE, a, b).is_some()
}

/// How to add a rate.
pub(super) fn advice(from: Currency, to: Currency) -> String {
    let (from, to) = (from.code(), to.code());
    format!("add the rate to `tearsheet.toml`: `[[rate]]` with `from = \"{from}\"`, `to = \"{to}\"`, `rate`, `on`")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::{comparable, convert};
    use crate::model::{Currency, Rate};

    #[test]
    fn the_newest_rate_counts_in_both_directions() {
        let (eur, usd, gbp) = (Currency(*b"EUR"), Currency(*b"USD"), Currency(*b"GBP"));
        let rate = |factor, year| Rate { from: eur, to: usd, factor: Decimal::from(factor), on: date(year, 1, 1) };
        let rates = [rate(2, 2025), rate(3, 2024)];
        let ten = Decimal::TEN;
        assert_eq!(convert(&rates, ten, eur, usd), Some(Decimal::from(20)));
        assert_eq!(convert(&rates, ten, usd, eur), Some(Decimal::from(5)));
        assert_eq!(convert(&rates, ten, gbp, gbp), Some(ten));
        assert!(!comparable(&rates, gbp, usd));
    }
}
