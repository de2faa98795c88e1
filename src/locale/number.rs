//! Digits: groups, decimal sign, and the shift by a scale.
//!
//! A decimal is digits and a number of places; dividing it by a scale only adds places. So `1.4 trillion`
//! becomes `1 400` without arithmetic that could round or overflow.

use icu_plurals::PluralCategory;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;

use super::Locale;
use super::template::AmountPattern;

/// `[number]` of the language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    pub(super) decimal: String,
    pub(super) group: String,
    pub(super) min_grouping: usize,
    pub(super) minus: String,
    pub(super) percent: AmountPattern,
}

/// A decimal over a power of ten, without trailing zeros: `digits` × 10^-`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scaled {
    negative: bool,
    digits: u128,
    pub(super) places: u32,
}

impl Scaled {
    /// `value` / 10^`exponent`; the exponent is at most 18.
    pub(super) fn new(value: Decimal, exponent: u32) -> Scaled {
        let (mut digits, mut places) = (value.mantissa().unsigned_abs(), value.scale() + exponent);
        while places > 0 && digits.is_multiple_of(10) {
            if digits == 0 {
                places = 0;
                break;
            }
            digits /= 10;
            places -= 1;
        }
        Scaled { negative: value.is_sign_negative() && digits != 0, digits, places }
    }

    /// Appends it as the language writes it.
    pub(super) fn append_to(self, out: &mut String, style: &Number) {
        // At most 39 digits, and 28 + 18 places with a zero before them.
        let mut buffer = [b'0'; 64];
        let mut start = buffer.len();
        let mut rest = self.digits;
        let places = self.places as usize;
        while rest > 0 || buffer.len() - start <= places {
            // 128-bit division is slow, and almost no number needs it.
            let digit = match u64::try_from(rest) {
                Ok(small) => {
                    rest = u128::from(small / 10);
                    small % 10
                }
                Err(_) => {
                    let digit = rest % 10;
                    rest /= 10;
                    digit as u64
                }
            };
            start -= 1;
            buffer[start] = b'0' + digit as u8;
        }
        let (whole, fraction) = buffer[start..].split_at(buffer.len() - start - places);
        if self.negative {
            out.push_str(&style.minus);
        }
        let grouped = whole.len() >= 3 + style.min_grouping;
        for (index, digit) in whole.iter().enumerate() {
            if grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push_str(&style.group);
            }
            out.push(char::from(*digit));
        }
        if !fraction.is_empty() {
            out.push_str(&style.decimal);
            out.extend(fraction.iter().map(|digit| char::from(*digit)));
        }
    }
}

/// The largest n with 10^n ≤ |value|; below every n for zero.
pub(super) fn magnitude(value: Decimal) -> i32 {
    match value.mantissa().unsigned_abs().checked_ilog10() {
        Some(log) => log as i32 - value.scale() as i32,
        None => i32::MIN,
    }
}

/// The n for which `value` is 10^n.
pub(super) fn power_of_ten(value: Decimal) -> Option<u32> {
    let exponent = u32::try_from(magnitude(value)).ok()?;
    let one = Scaled { negative: false, digits: 1, places: 0 };
    (exponent <= 18 && Scaled::new(value, exponent) == one).then_some(exponent)
}

impl Locale {
    /// "12 500".
    pub fn integer(&self, n: u64) -> String {
        let mut out = String::new();
        Scaled { negative: false, digits: u128::from(n), places: 0 }.append_to(&mut out, &self.data.number);
        out
    }

    /// "5,43": rounded to at most that many digits after the decimal sign, halves away from zero; trailing
    /// zeros dropped.
    pub fn decimal(&self, value: Decimal, max_fraction_digits: u32) -> String {
        let rounded = value.round_dp_with_strategy(max_fraction_digits, RoundingStrategy::MidpointAwayFromZero);
        let mut out = String::new();
        Scaled::new(rounded, 0).append_to(&mut out, &self.data.number);
        out
    }

    /// The plural category of a number as it is printed.
    pub(super) fn category(&self, number: Scaled) -> PluralCategory {
        match (number.places, u64::try_from(number.digits)) {
            (0, Ok(whole)) => self.plurals.category_for(whole),
            _ => {
                let mut decimal = fixed_decimal::Decimal::from(number.digits);
                decimal.multiply_pow10(-(number.places as i16));
                self.plurals.category_for(&decimal)
            }
        }
    }
}
