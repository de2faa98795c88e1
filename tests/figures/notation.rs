//! The notation of phrases and of labelled texts: what a figure is expected to be, and what a reading is.
//!
//! `kind bound number unit !note`, with the unit after `count:`, ranges as `from..to`, `-` for no unit, and `date EDTF`.

use rust_decimal::Decimal;

use super::{Bound, Reading};

/// A number as phrases write it: `1.4e12`.
fn number(text: &str) -> String {
    let n = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok());
    n.map_or_else(|| panic!("`{text}` is no number"), |n: Decimal| n.normalize().to_string())
}

/// An expectation with its numbers written out.
pub(crate) fn expected(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    if words[0] != "date" {
        words[2] = words[2].split("..").map(number).collect::<Vec<_>>().join("..");
    }
    words.join(" ")
}

/// A reading in the notation of expectations: lengths of time in months or days, one of what is counted.
pub(crate) fn written(reading: &Reading) -> String {
    let kind = reading.kind();
    let Some(amount) = reading.amount() else {
        return format!("date {}", reading.ends().0.unwrap_or_default());
    };
    let quantity = amount.quantity;
    let month = Decimal::new(304_375, 4);
    let in_days = quantity.unit.factor() < month;
    let time = |n: Decimal| n * quantity.unit.factor() / if in_days { Decimal::ONE } else { month };
    let shown = |n: Decimal| if reading.is_duration() { time(n) } else { n }.normalize().to_string();
    let (low, high) = quantity.stated();
    let ends = match quantity.bound() {
        Bound::Range | Bound::Magnitude => format!("{}..{}", shown(low), shown(high)),
        _ => shown(low),
    };
    let unit = match reading.unit() {
        Some(_) if reading.is_duration() => if in_days { "days" } else { "months" }.to_owned(),
        Some(unit) if kind == "count" => unit.strip_suffix('s').unwrap_or(&unit).to_owned(),
        unit => unit.unwrap_or_else(|| "-".to_owned()),
    };
    let counted = if kind == "count" { format!(":{unit}") } else { String::new() };
    let note = reading.note.map_or(String::new(), |note| format!(" !{}", note.name()));
    format!("{kind}{counted} {} {ends} {unit}{note}", reading.bound())
}
