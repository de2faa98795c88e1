//! Money in the currency of the site's totals, at a dated rate of `tearsheet.toml`.
//!
//! Without `totals_in` every currency has a total of its own, and only what is one sum is converted: a tranche, a part or
//! a step in another currency than its whole, into that of the whole. With it, money is converted at the newest rate that
//! was known on the day of the statement, and the rate is kept beside it. A number that has more digits in the other
//! currency than anybody stated is rounded, and is "about" from then on.

use jiff::civil::Date;

use crate::model::{Currency, Rate, Site};
use crate::quantity::{Quantity, Unit};

/// Significant digits that a conversion keeps.
const DIGITS: u32 = 4;

/// The newest rate between two currencies, either way, that was known on `day`.
fn rate(site: &Site, from: Currency, to: Currency, day: Date) -> Option<Rate> {
    let between = |r: &&Rate| (r.from, r.to) == (from, to) || (r.from, r.to) == (to, from);
    site.rates.iter().filter(between).filter(|r| r.on <= day).max_by_key(|r| r.on).copied()
}

/// `sum` in another unit: of its dimension, or money at the newest rate of the day, with all its digits. `None` without
/// one.
pub fn in_unit(site: &Site, sum: Quantity, to: Unit, day: Date) -> Option<Quantity> {
    let Some((from, currency)) = sum.unit.currency().zip(to.currency()).filter(|(from, to)| from != to) else {
        return sum.in_unit(to);
    };
    let converted = exchanged(sum, from, rate(site, from, currency, day)?)?;
    Some(Quantity { unit: to, ..converted })
}

/// The rate at which an amount in one unit becomes one in another; `None` if both are of one currency, or there is none.
pub(super) fn between(site: &Site, from: Unit, to: Unit, day: Date) -> Option<Rate> {
    let (from, to) = from.currency().zip(to.currency()).filter(|(from, to)| from != to)?;
    rate(site, from, to, day)
}

fn exchanged(sum: Quantity, from: Currency, rate: Rate) -> Option<Quantity> {
    match rate.from == from {
        true => sum.map(|n| Some(n.saturating_mul(rate.factor))),
        false => sum.map(|n| n.checked_div(rate.factor)),
    }
}

/// `sum` of money in another currency, and the rate; `None` without a rate.
pub(super) fn convert(site: &Site, sum: Quantity, to: Currency, day: Date) -> Option<(Quantity, Rate)> {
    let from = sum.unit.currency()?;
    let rate = rate(site, from, to, day)?;
    let converted = exchanged(sum, from, rate)?;
    let rounded = converted.map(|n| Some(n.round_sf(DIGITS)?.normalize()))?;
    let is_exact = (rounded.low, rounded.high) == (converted.low, converted.high);
    // "Less than about" excludes nothing.
    let high_open = converted.high_open && is_exact;
    let about = converted.about || !is_exact;
    Some((Quantity { about, high_open, unit: Unit::Money(to), ..rounded }, rate))
}

/// An amount in the currency in which its money is totalled, and the rate if that is another one.
pub(super) fn for_total(site: &Site, sum: Quantity, day: Date) -> (Quantity, Option<Rate>) {
    let wanted = site.totals_in.filter(|wanted| sum.unit.currency().is_some_and(|own| own != *wanted));
    match wanted.and_then(|to| convert(site, sum, to, day)) {
        Some((sum, rate)) => (sum, Some(rate)),
        None => (sum, None),
    }
}
