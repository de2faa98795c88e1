//! Figures of a text against figures of a sheet: whether they are the same number, and limited alike.
//!
//! Compared are numbers as they are written, not intervals: a claim says what its source says, so `38` is not backed
//! by "tens of", nor `1.38` by "1,4". Things that are counted are compared whatever they are called, since one source
//! says chips where another says processors.
//! Dates are compared by the point that they name, not by the days that they have in common.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::figures::{Figure, Grammar, Reading};
use crate::model::{Amount, BuiltinField, Edtf, Point, Source, Value, notation as sheet};
use crate::quantity::{Dimension, Quantity, QuantityText, Side, Unit, Written, can_be_stated, comparable, same_number};

/// What two limits have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Both are limited alike.
    Same,
    /// The text limits the number, the sheet does not.
    Dropped,
    /// The sheet limits the number, the text does not.
    Added,
    /// Both limit it, differently.
    Changed,
}

/// What a figure of a text says of a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Comparison {
    /// It measures something else.
    Unrelated,
    /// The same number.
    Agrees(Agreement),
    /// Another number: the sheet's, divided by the text's, where that makes sense.
    Differs(Option<Decimal>),
}

/// The grammar of a source's text; `None` if its language cannot be read.
pub fn grammar(source: &Source) -> Option<Grammar> {
    Grammar::of(&source.lang)
}

/// Holds a figure of a text against a claim's value.
pub fn compare(reading: &Reading, value: &Value) -> Comparison {
    match (value, &reading.figure) {
        (Value::Date(date), Figure::Date(read)) => match same_date(date, read) {
            true => Comparison::Agrees(Agreement::Same),
            false => Comparison::Differs(None),
        },
        (Value::Amount(Amount::Figure(claim)), Figure::Amount(Written { quantity: read, .. }))
            if is_same_dimension(claim.unit, read.unit) =>
        {
            if claim.unit.currency().is_some_and(|ours| read.unit.currency().is_some_and(|theirs| ours != theirs)) {
                return Comparison::Differs(None);
            }
            // "8 million a year" is read as 8 million: the same number is so much in the time that the sheet says.
            let claim = match claim.unit {
                Unit::Rate(rate) if rate.of.unit() == read.unit => &Quantity { unit: read.unit, ..*claim },
                Unit::Rate(_) | Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => claim,
            };
            match same_number(claim, read) {
                Ok(()) => Comparison::Agrees(limits(claim, read)),
                Err(ratio) => Comparison::Differs(ratio),
            }
        }
        _ => Comparison::Unrelated,
    }
}

/// A number without a unit may be money, or things; and one of so much a year is read as so much.
fn is_same_dimension(claim: Unit, read: Unit) -> bool {
    match read {
        Unit::Unsaid => claim.is(Dimension::MONEY) || claim.is_count(),
        read if read.is_count() => comparable(claim, read).is_some(),
        read => match claim {
            Unit::Rate(rate) => {
                comparable(claim, read).is_some() || rate.per.dimension == Dimension::TIME && rate.of.unit() == read
            }
            claim => claim.dimension().is_some_and(|dimension| read.is(dimension)),
        },
    }
}

fn limits(claim: &Quantity, read: &Quantity) -> Agreement {
    match (claim.bound().side(), read.bound().side()) {
        (ours, theirs) if ours == theirs => Agreement::Same,
        (Side::Neither, _) => Agreement::Dropped,
        (_, Side::Neither) => Agreement::Added,
        _ => Agreement::Changed,
    }
}

/// Whether two dates name the same point: alike, or one within the other ("2026", "December 2026"). "By 2026" and
/// "by 2099" have days in common, and are two deadlines; so what is compared is the point that is named, whichever
/// way the date is open. A beginning and an end are never the same; a missing year contradicts nothing.
fn same_date(a: &Edtf, b: &Edtf) -> bool {
    let within = |a: (Date, Date), b: (Date, Date)| b.0 <= a.0 && a.1 <= b.1;
    let same = |a: &Point, b: &Point| match days(a).zip(days(b)) {
        Some((a, b)) => within(a, b) || within(b, a),
        None => true,
    };
    match (a, b) {
        (Edtf::By(_), Edtf::From(_)) | (Edtf::From(_), Edtf::By(_)) => false,
        (Edtf::Between(a, b), Edtf::Between(c, d)) => same(a, c) && same(b, d),
        (Edtf::Between(_, end), Edtf::By(point)) | (Edtf::By(point), Edtf::Between(_, end)) => same(end, point),
        (Edtf::Between(start, _), Edtf::From(point)) | (Edtf::From(point), Edtf::Between(start, _)) => {
            same(start, point)
        }
        (Edtf::Between(start, end), Edtf::Point(point)) | (Edtf::Point(point), Edtf::Between(start, end)) => {
            let span = start.earliest().zip(end.latest());
            span.zip(days(point)).is_none_or(|(span, point)| within(point, span) || within(span, point))
        }
        (a, b) => same(a.point(), b.point()),
    }
}

/// The first and the last day of a point; `None` without a year. "About" moves either end by a month.
fn days(point: &Point) -> Option<(Date, Date)> {
    let slack = i32::from(point.about);
    let (first, last) = point.earliest().zip(point.latest())?;
    Some((first.saturating_sub(slack.months()), last.saturating_add(slack.months())))
}

/// A figure of a text in the notation of sheets: the key of the field that it is likely for, and its `is`.
/// `None` for what no sheet can hold: a number without a unit, below zero, too large or too fine.
pub fn notation(reading: &Reading) -> Option<(&'static str, String)> {
    let quantity = match &reading.figure {
        Figure::Date(date) => {
            let key = if matches!(date, Edtf::By(_)) { BuiltinField::Online } else { BuiltinField::Starts };
            return Some((key.key(), sheet::edtf(date)));
        }
        Figure::Amount(written) => &written.quantity,
    };
    let field = BuiltinField::of_unit(quantity.unit)?;
    let numbers = [Some(quantity.low), quantity.high];
    numbers.into_iter().flatten().all(can_be_stated).then_some(())?;
    Some((field.key(), QuantityText(*quantity).to_string()))
}
