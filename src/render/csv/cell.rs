//! How values become cells.

use std::fmt::{Display, Write};

use rust_decimal::Decimal;

use crate::model::notation::{AmountText, EdtfText, NumberText, UnitText};
use crate::model::{Amount, Briefing, Citation, Claim, Edtf, LangId, Text, Value};
use crate::quantity::Quantity;

/// Appends a value.
pub(super) fn show(cell: &mut String, value: impl Display) {
    // Writing to a `String` cannot fail.
    let _ = write!(cell, "{value}");
}

/// Appends a text, if there is one.
pub(super) fn maybe(cell: &mut String, value: Option<&str>) {
    cell.push_str(value.unwrap_or_default());
}

/// `true` or `false`.
pub(super) fn flag(cell: &mut String, value: bool) {
    cell.push_str(if value { "true" } else { "false" });
}

/// Appends values, separated by `; `.
pub(super) fn list(cell: &mut String, values: impl IntoIterator<Item = impl Display>) {
    for (index, value) in values.into_iter().enumerate() {
        if index > 0 {
            cell.push_str("; ");
        }
        show(cell, value);
    }
}

/// A text in the site's first language.
pub(super) fn words(text: &Text) -> &str {
    text.get(LangId::DEFAULT).0
}

/// What a claim says, in the notation of fact sheets.
pub(super) fn value(cell: &mut String, claim: Option<&Claim>) {
    if let Some(claim) = claim {
        said(cell, &claim.value);
    }
}

/// The same without a claim.
pub(super) fn said(cell: &mut String, value: &Value) {
    match value {
        Value::Amount(amount) => show(cell, AmountText(amount)),
        Value::Date(edtf) => date(cell, Some(edtf)),
        Value::Status(status) => cell.push_str(status.name()),
        Value::Text(text) => cell.push_str(words(text)),
    }
}

/// A date, in the notation of fact sheets.
pub(super) fn date(cell: &mut String, date: Option<&Edtf>) {
    if let Some(date) = date {
        show(cell, EdtfText(date));
    }
}

fn figure(claim: Option<&Claim>) -> Option<&Quantity> {
    match &claim?.value {
        Value::Amount(amount) => Amount::figure(amount),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}

/// The lowest number that a claim allows.
pub(super) fn low(cell: &mut String, claim: Option<&Claim>) {
    number(cell, figure(claim).map(|f| f.low));
}

/// The highest number that a claim allows; empty if there is no limit.
pub(super) fn high(cell: &mut String, claim: Option<&Claim>) {
    number(cell, figure(claim).and_then(|f| f.high));
}

fn number(cell: &mut String, number: Option<Decimal>) {
    if let Some(number) = number {
        show(cell, NumberText(number));
    }
}

/// The currency of a claim on money.
pub(super) fn currency(cell: &mut String, claim: Option<&Claim>) {
    if let Some(currency) = figure(claim).and_then(|f| f.unit.currency()) {
        cell.push_str(currency.code());
    }
}

/// The base unit of a claim's numbers.
pub(super) fn unit(cell: &mut String, claim: Option<&Claim>) {
    if let Some(figure) = figure(claim) {
        show(cell, UnitText(figure.unit, 0));
    }
}

/// Sources with their lines, each once: `wire-aws:9; press-amd:3`.
pub(super) fn citations<'c>(cell: &mut String, briefing: &Briefing, all: impl IntoIterator<Item = &'c Citation>) {
    let mut cited: Vec<_> = all.into_iter().map(|c| (c.source, c.line)).collect();
    cited.sort_unstable();
    cited.dedup();
    for (index, (source, line)) in cited.into_iter().enumerate() {
        if index > 0 {
            cell.push_str("; ");
        }
        cell.push_str(&briefing.source(source).id);
        if let Some(line) = line {
            show(cell, format_args!(":{line}"));
        }
    }
}
