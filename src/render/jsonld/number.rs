//! Figures as nodes: `MonetaryAmount` and `QuantitativeValue`, one number or the ends of an interval.
//!
//! An end that the source leaves open has no number: "up to" has only a `maxValue`, "at least" only a
//! `minValue`. Powers are in the unit in which they are written, watts to gigawatts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};

use crate::model::notation::{AmountText, shifted};
use crate::model::{Amount, Bound, Figure, Size, Unit};

/// Powers of ten of the watt: exponent, symbol, code of UN/CEFACT.
const POWERS: [(u32, &str, &str); 4] = [(9, "GW", "A90"), (6, "MW", "MAW"), (3, "kW", "KWT"), (0, "W", "WTT")];

/// A figure of a deal.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Quantity {
    #[serde(rename = "@type")]
    kind: &'static str,
    /// The path of the fact: `openai-amd.purchase.value`.
    identifier: String,
    /// In the notation of fact sheets.
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_text: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_code: Option<&'static str>,
}

impl Quantity {
    /// Money or power; `None` for anything else, and where there is no figure.
    pub(super) fn new(identifier: String, amount: &Amount) -> Option<Quantity> {
        let figure = amount.figure()?;
        let (kind, currency, power) = match figure.unit {
            Unit::Money(currency) => ("MonetaryAmount", Some(currency.code().to_owned()), None),
            Unit::Watt => ("QuantitativeValue", None, Some(power(figure))),
            Unit::Percent | Unit::Time(_) | Unit::Count(_) => return None,
        };
        let (value, min, max) = numbers(figure);
        let scaled = |n: Option<Decimal>| n.map(|n| Number(shifted(n, power.map_or(0, |(exponent, _, _)| exponent))));
        Some(Quantity {
            kind,
            identifier,
            description: AmountText(amount).to_string(),
            currency,
            value: scaled(value),
            min_value: scaled(min),
            max_value: scaled(max),
            unit_text: power.map(|(_, text, _)| text),
            unit_code: power.map(|(_, _, code)| code),
        })
    }
}

/// One number, or the ends that are stated.
fn numbers(figure: &Figure) -> (Option<Decimal>, Option<Decimal>, Option<Decimal>) {
    let interval = figure.interval();
    match (figure.bound, &figure.size) {
        (Bound::Exact | Bound::About, Size::Number(n)) => (Some(*n), None, None),
        (Bound::UpTo | Bound::LessThan, _) => (None, None, interval.high),
        _ => (None, Some(interval.low), interval.high),
    }
}

/// The largest unit that leaves a digit before the point.
fn power(figure: &Figure) -> (u32, &'static str, &'static str) {
    let interval = figure.interval();
    let largest = interval.high.unwrap_or(interval.low);
    let fits = |exponent: u32| largest >= Decimal::from(10_u64.pow(exponent));
    POWERS.into_iter().find(|(exponent, _, _)| fits(*exponent)).unwrap_or(POWERS[3])
}

/// A number that JSON holds exactly: whole ones in full; JSON's readers take fractions as floats anyway.
struct Number(Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let n = self.0.normalize();
        match (n.scale(), n.to_f64()) {
            (0, _) | (_, None) => serializer.serialize_i128(n.trunc().mantissa()),
            (_, Some(float)) => serializer.serialize_f64(float),
        }
    }
}
