//! Quantities in the notation of fact sheets: the inverse of [`super::parse`].
//!
//! One text per meaning: sizes in the largest scale that keeps a digit before the point, bounds as signs
//! (`≥`, but "up to"), plurals where English has them. Reading what is written here gives the same value.

use std::fmt::{Display, Formatter, Result, Write as _};

use rust_decimal::Decimal;

use crate::vocabulary::singular;

use super::{Amount, Base, Bound, Dimension, Multiple, Order, Quantity, Unit};

/// Scale words, largest first, with their power of ten.
pub(super) const SCALES: [(u32, &str); 4] = [(12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand")];

/// An amount as an editor writes it: `≥ 10 billion USD`, `undisclosed`.
#[derive(Clone, Copy, Debug)]
pub struct AmountText<'a>(pub &'a Amount);

/// A quantity as an editor writes it.
#[derive(Clone, Copy, Debug)]
pub struct QuantityText(pub Quantity);

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
            Amount::Figure(figure) => QuantityText(*figure).fmt(f),
        }
    }
}

impl Display for QuantityText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let quantity = self.0;
        let (low, high) = quantity.stated();
        match quantity.bound() {
            Bound::Exact => {}
            Bound::AtLeast => f.write_str("≥ ")?,
            Bound::MoreThan => f.write_str("> ")?,
            Bound::UpTo => f.write_str("up to ")?,
            Bound::LessThan => f.write_str("< ")?,
            Bound::About => f.write_str("~ ")?,
            Bound::Range | Bound::Magnitude if quantity.about => f.write_str("~ ")?,
            Bound::Range | Bound::Magnitude => {}
        }
        if let Some((order, one)) = quantity.order()
            && let Some(said) = said_order(order, one, quantity.unit)
        {
            return f.write_str(&said);
        }
        let (exponent, word) = scale(high, quantity.unit);
        NumberText(shifted(low, exponent)).fmt(f)?;
        if low != high {
            f.write_char('–')?;
            NumberText(shifted(high, exponent)).fmt(f)?;
        }
        write_unit(f, quantity.unit, (exponent, word), low == high && low == Decimal::ONE)
    }
}

/// The power of ten to write a number in, and its word: a multiple of the unit, or a scale (from a million on).
fn scale(n: Decimal, unit: Unit) -> (u32, &'static str) {
    let scaled = |n: Decimal| {
        let whole = n.trunc().mantissa().unsigned_abs();
        SCALES.into_iter().find(|(e, _)| *e > 3 && whole >= 10_u128.pow(*e)).unwrap_or((0, ""))
    };
    match unit {
        Unit::Measure(measure) if measure.multiples.len() > 1 => (measure.multiple(n).exponent, ""),
        Unit::Measure(measure) if matches!(measure.dimension, Dimension::SHARE | Dimension::TIME) => (0, ""),
        Unit::Rate(rate) => match rate.of {
            Base::Measure(measure) if measure.multiples.len() > 1 => (measure.multiple(n).exponent, ""),
            Base::Measure(_) | Base::Money(_) => scaled(n),
        },
        Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => scaled(n),
    }
}

/// `n / 10^exponent`: exactly as far as a [`Decimal`] holds it, else rounded to its last digit.
pub fn shifted(n: Decimal, exponent: u32) -> Decimal {
    if n.scale() == 0
        && let Ok(whole) = u64::try_from(n.mantissa())
        && let Some(one) = 10_u64.checked_pow(exponent)
        && whole.is_multiple_of(one)
    {
        return Decimal::from(whole / one);
    }
    // Of a power that no decimal has, nothing is left.
    let one = Decimal::try_from_i128_with_scale(1, exponent).unwrap_or(Decimal::ZERO);
    n.normalize().saturating_mul(one).normalize()
}

fn write_unit(f: &mut Formatter<'_>, unit: Unit, (exponent, word): (u32, &str), one: bool) -> Result {
    f.write_char(' ')?;
    if !word.is_empty() {
        write!(f, "{word} ")?;
    }
    write_name(f, unit, if word.is_empty() { exponent } else { 0 }, one)
}

fn write_name(f: &mut Formatter<'_>, unit: Unit, exponent: u32, one: bool) -> Result {
    match unit {
        Unit::Money(currency) => f.write_str(currency.code()),
        Unit::Measure(measure) => f.write_str(numbered(measure.get().at(exponent), one)),
        Unit::Rate(rate) => {
            write_name(f, rate.of.unit(), exponent, one)?;
            write!(f, " per {}", numbered(rate.per.get().at(rate.exponent), true))
        }
        Unit::Unsaid => Ok(()),
    }
}

/// The name of a unit, in the singular for exactly one.
fn numbered(multiple: &Multiple, one: bool) -> &str {
    if one { singular(&multiple.key) } else { &multiple.key }
}

/// "tens of billions USD", "hundreds of thousands of GPUs", "several years"; `None` for what no sheet can say.
fn said_order(order: Order, one: Decimal, unit: Unit) -> Option<String> {
    // "Thousands of" is an order too, and the same as "several thousand".
    let exponent = (0..=21).step_by(3).find(|e| Decimal::from_i128_with_scale(10_i128.pow(*e), 0) == one)?;
    let word = |rest: u32| match rest {
        0 => Some(""),
        _ => SCALES.into_iter().find(|(e, _)| *e == rest).map(|(_, word)| word),
    };
    let (scale, prefix) = match unit {
        Unit::Measure(measure) if measure.multiples.len() > 1 => {
            let prefix = measure.multiples.iter().rev().find(|m| m.exponent <= exponent)?.exponent;
            (word(exponent - prefix)?, prefix)
        }
        Unit::Money(_) | Unit::Measure(_) | Unit::Rate(_) | Unit::Unsaid => (word(exponent)?, 0),
    };
    let mut said = match order {
        Order::Several => "several",
        Order::Tens => "tens of",
        Order::Hundreds => "hundreds of",
        Order::Thousands => "thousands of",
    }
    .to_owned();
    if !scale.is_empty() {
        let plural = if order == Order::Several { "" } else { "s" };
        let of = if unit.is_count() && order != Order::Several { " of" } else { "" };
        said = format!("{said} {scale}{plural}{of}");
    }
    Some(format!("{said} {}", UnitText(unit, prefix)))
}

/// A unit's name in the plural, with the power of ten of its prefix: `USD`, `GW`, `%`, `years`, `GPUs`.
#[derive(Clone, Copy, Debug)]
pub struct UnitText(pub Unit, pub u32);

impl Display for UnitText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write_name(f, self.0, self.1, false)
    }
}
