//! Figures as nodes: `MonetaryAmount` and `QuantitativeValue`, one number or the ends of an interval.
//!
//! An end that the source leaves open has no number: "up to" has only a `maxValue`, "at least" only a
//! `minValue`. Other units are in the multiple in which they are written, watts to gigawatts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};

use crate::model::Amount;
use crate::model::notation::{AmountText, shifted};
use crate::quantity::{Bound, Quantity, Unit, UnitText};

/// A figure of a deal.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FigureNode {
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
    unit_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_code: Option<&'static str>,
}

impl FigureNode {
    /// `None` where there is no figure.
    pub(super) fn new(identifier: String, amount: &Amount) -> Option<FigureNode> {
        let figure = amount.figure()?;
        let (measure, is_rate) = match figure.unit {
            Unit::Measure(measure) => (Some(measure), false),
            Unit::Rate(rate) => (rate.of.measure(), true),
            Unit::Money(_) | Unit::Unsaid => (None, false),
        };
        let multiple = measure.map(|m| m.get().multiple(figure.high.unwrap_or(figure.low)));
        let exponent = multiple.map_or(0, |m| m.exponent);
        let currency = figure.unit.currency();
        let (value, min, max) = numbers(figure);
        let scaled = |n: Option<Decimal>| n.map(|n| Number(shifted(n, exponent)));
        Some(FigureNode {
            kind: if currency.is_some() { "MonetaryAmount" } else { "QuantitativeValue" },
            identifier,
            description: AmountText(amount).to_string(),
            currency: currency.map(|c| c.code().to_owned()),
            value: scaled(value),
            min_value: scaled(min),
            max_value: scaled(max),
            unit_text: (multiple.is_some() || is_rate).then(|| UnitText(figure.unit, exponent).to_string()),
            unit_code: multiple.filter(|_| !is_rate).and_then(|m| m.code.as_deref()),
        })
    }
}

/// One number, or the ends that are stated.
fn numbers(figure: &Quantity) -> (Option<Decimal>, Option<Decimal>, Option<Decimal>) {
    match figure.bound() {
        Bound::Exact | Bound::About => (Some(figure.low), None, None),
        Bound::UpTo | Bound::LessThan => (None, None, figure.high),
        Bound::AtLeast | Bound::MoreThan | Bound::Range | Bound::Magnitude => (None, Some(figure.low), figure.high),
    }
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
