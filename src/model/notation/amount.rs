//! Amounts: bound, size in the largest scale that fits, unit.

use std::fmt::{Display, Formatter, Result, Write as _};

use rust_decimal::Decimal;

use crate::model::{Amount, Bound, CountUnit, Figure, Order, Size, TimeUnit, Unit};

/// Scale words, largest first, with their power of ten.
const SCALES: [(u32, &str); 4] = [(12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand")];
/// Prefixes of the watt, largest first.
const PREFIXES: [(u32, &str); 4] = [(9, "GW"), (6, "MW"), (3, "kW"), (0, "W")];

/// [`super::amount()`] for writing without a string of its own.
#[derive(Clone, Copy, Debug)]
pub struct AmountText<'a>(pub &'a Amount);

/// A number without a zero that says nothing: `1.4`, `10000000000`.
#[derive(Clone, Copy, Debug)]
pub struct NumberText(pub Decimal);

impl Display for NumberText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let n = self.0.normalize();
        match u64::try_from(n.mantissa()) {
            Ok(whole) if n.scale() == 0 => whole.fmt(f),
            _ => n.fmt(f),
        }
    }
}

impl Display for AmountText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            Amount::Undisclosed => f.write_str("undisclosed"),
            Amount::None => f.write_str("none"),
            Amount::Figure(figure) => write_figure(f, figure),
        }
    }
}

fn write_figure(f: &mut Formatter<'_>, figure: &Figure) -> Result {
    f.write_str(match figure.bound {
        Bound::Exact => "",
        Bound::AtLeast => "≥ ",
        Bound::MoreThan => "> ",
        Bound::UpTo => "up to ",
        Bound::LessThan => "< ",
        Bound::About => "~ ",
    })?;
    match figure.size {
        Size::Number(n) => {
            let (exponent, word) = scale(n, figure.unit);
            write_shifted(f, n, exponent)?;
            write_unit(f, figure.unit, word, n == Decimal::ONE)
        }
        Size::Range(low, high) => {
            let (exponent, word) = scale(high, figure.unit);
            write_shifted(f, low, exponent)?;
            f.write_char('–')?;
            write_shifted(f, high, exponent)?;
            write_unit(f, figure.unit, word, false)
        }
        Size::Order(order, one) => write_order(f, order, one, figure.unit),
    }
}

/// The power of ten to write a number in, and its word: a prefixed watt, or a scale (from a million on).
fn scale(n: Decimal, unit: Unit) -> (u32, &'static str) {
    let whole = n.trunc().mantissa().unsigned_abs();
    let fits = |exponent: u32| whole >= 10_u128.pow(exponent);
    match unit {
        Unit::Watt => PREFIXES.into_iter().find(|(exponent, _)| fits(*exponent)).unwrap_or((0, "W")),
        Unit::Money(_) | Unit::Count(_) => {
            SCALES.into_iter().find(|(exponent, _)| *exponent > 3 && fits(*exponent)).unwrap_or((0, ""))
        }
        Unit::Percent | Unit::Time(_) => (0, ""),
    }
}

/// Writes `n / 10^exponent`, exactly.
fn write_shifted(f: &mut Formatter<'_>, n: Decimal, exponent: u32) -> Result {
    NumberText(shifted(n, exponent)).fmt(f)
}

/// `n / 10^exponent`, exactly.
pub(crate) fn shifted(n: Decimal, exponent: u32) -> Decimal {
    if n.scale() == 0
        && let Ok(whole) = u64::try_from(n.mantissa())
        && let one = 10_u64.pow(exponent)
        && whole.is_multiple_of(one)
    {
        return Decimal::from(whole / one);
    }
    let n = n.normalize();
    Decimal::try_from_i128_with_scale(n.mantissa(), n.scale() + exponent).map_or(n, |d| d.normalize())
}

fn write_unit(f: &mut Formatter<'_>, unit: Unit, word: &str, one: bool) -> Result {
    match (unit, word) {
        (Unit::Watt, prefixed) => write!(f, " {prefixed}"),
        (_, "") => write!(f, " {}", UnitText(unit, one)),
        _ => write!(f, " {word} {}", UnitText(unit, one)),
    }
}

/// "tens of billions USD", "hundreds of thousands of GPUs", "several years".
fn write_order(f: &mut Formatter<'_>, order: Order, one: Decimal, unit: Unit) -> Result {
    let Some((word, unit_word)) = order_scale(one, unit) else {
        // No sheet can say this; its interval is the nearest that one can.
        let range = Size::Range(one * order.factor() * Decimal::TWO, one * order.factor() * Decimal::TEN);
        return write_figure(f, &Figure { bound: Bound::Exact, size: range, unit });
    };
    f.write_str(match order {
        Order::Several => "several",
        Order::Tens => "tens of",
        Order::Hundreds => "hundreds of",
        Order::Thousands => "thousands of",
    })?;
    let plural = if order == Order::Several { "" } else { "s" };
    match (word, unit) {
        ("", _) => {}
        (_, Unit::Count(_)) if order != Order::Several => write!(f, " {word}{plural} of")?,
        _ => write!(f, " {word}{plural}")?,
    }
    write_unit(f, unit, unit_word, false)
}

/// The scale word of an order and the prefixed watt, if `one` is a power of ten that they can say.
fn order_scale(one: Decimal, unit: Unit) -> Option<(&'static str, &'static str)> {
    let one = one.normalize();
    let exponent = (0..=21).step_by(3).find(|e| Decimal::from_i128_with_scale(10_i128.pow(*e), 0) == one)?;
    let word = |rest: u32| match rest {
        0 => Some(""),
        _ => SCALES.into_iter().find(|(e, _)| *e == rest).map(|(_, word)| word),
    };
    match unit {
        Unit::Watt => {
            let (prefix, name) = PREFIXES.into_iter().find(|(e, _)| *e <= exponent)?;
            Some((word(exponent - prefix)?, name))
        }
        _ => Some((word(exponent)?, "")),
    }
}

/// A unit's name, in the singular for exactly one: `USD`, `W`, `%`, `year`, `GPUs`.
#[derive(Clone, Copy, Debug)]
pub struct UnitText(pub Unit, pub bool);

impl Display for UnitText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let name = match self.0 {
            Unit::Money(currency) => return f.write_str(currency.code()),
            Unit::Watt => return f.write_str("W"),
            Unit::Percent => return f.write_str("%"),
            Unit::Time(TimeUnit::Years) => "years",
            Unit::Time(TimeUnit::Months) => "months",
            Unit::Time(TimeUnit::Days) => "days",
            Unit::Count(CountUnit::Gpus) => "GPUs",
            Unit::Count(CountUnit::Cpus) => "CPUs",
            Unit::Count(CountUnit::Chips) => "chips",
            Unit::Count(CountUnit::Shares) => "shares",
            Unit::Count(CountUnit::Homes) => "homes",
        };
        f.write_str(if self.1 { name.trim_end_matches('s') } else { name })
    }
}
