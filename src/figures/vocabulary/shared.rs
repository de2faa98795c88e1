//! What is written alike in every language: signs, symbols of units.

use super::super::{Bound, Counted};
use super::{Needs, Place, Unit};

/// Signs of currencies, before or after a number. `$` alone is the dollar of the United States, `¥` the yen.
pub(super) const SIGNS: &[(&str, &str)] = &[
    ("$", "USD"),
    ("us$", "USD"),
    ("$us", "USD"),
    ("u.s.$", "USD"),
    ("c$", "CAD"),
    ("ca$", "CAD"),
    ("$ca", "CAD"),
    ("a$", "AUD"),
    ("au$", "AUD"),
    ("hk$", "HKD"),
    ("nt$", "TWD"),
    ("s$", "SGD"),
    ("nz$", "NZD"),
    ("r$", "BRL"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("cn¥", "CNY"),
    ("rmb", "CNY"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₪", "ILS"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("฿", "THB"),
    ("₴", "UAH"),
    ("₦", "NGN"),
];

/// Symbols of units.
pub(super) const UNITS: &[(&str, Unit, Needs)] = &[
    ("%", Unit::Percent, Needs::Number),
    ("W", Unit::Watt(0), Needs::Number),
    ("kw", Unit::Watt(3), Needs::Number),
    ("mw", Unit::Watt(6), Needs::Number),
    ("gw", Unit::Watt(9), Needs::Number),
    ("tw", Unit::Watt(12), Needs::Number),
    ("gpu", Unit::Count(Counted::Gpu), Needs::Number),
    ("gpus", Unit::Count(Counted::Gpu), Needs::Number),
    ("cpu", Unit::Count(Counted::Cpu), Needs::Number),
    ("cpus", Unit::Count(Counted::Cpu), Needs::Number),
    ("tpu", Unit::Count(Counted::Chip), Needs::Number),
    ("tpus", Unit::Count(Counted::Chip), Needs::Number),
];

/// Signs of bounds.
pub(super) const BEFORE: &[(&str, Bound, Place)] = &[
    ("~", Bound::About, Place::Close),
    ("≈", Bound::About, Place::Close),
    ("≥", Bound::AtLeast, Place::Close),
    ("≤", Bound::UpTo, Place::Close),
    (">", Bound::MoreThan, Place::Close),
    ("<", Bound::LessThan, Place::Close),
    (">=", Bound::AtLeast, Place::Close),
    ("<=", Bound::UpTo, Place::Close),
];
