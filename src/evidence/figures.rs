//! Figures of a text against figures of a sheet: whether they are the same number, and limited alike.
//!
//! Compared are numbers as they are written, not intervals: a claim says what its source says, so `38` is not backed
//! by "tens of", nor `1.38` by "1,4". Things that are counted are compared whatever they are called, since one source
//! says chips where another says processors. Lengths of time are compared in months, a month having 28 to 31 days.
//! Dates are compared by the point that they name, not by the days that they have in common.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::figures::{Bound as Limit, Counted, Grammar, Measure, Reading};
use crate::model::{
    Amount, Bound, BuiltinField, CountUnit, Dimension, Edtf, Figure, Order, Point, Size, Source, TimeUnit, Unit, Value,
    notation as sheet,
};

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
    match (value, reading.measure) {
        (Value::Date(date), Measure::Date(read)) => match same_date(date, &read) {
            true => Comparison::Agrees(Agreement::Same),
            false => Comparison::Differs(None),
        },
        (Value::Amount(Amount::Figure(figure)), measure) if is_same_dimension(figure.unit, measure) => {
            if let (Unit::Money(ours), Measure::Money(theirs)) = (figure.unit, measure)
                && ours != theirs
            {
                return Comparison::Differs(None);
            }
            numbers(figure, reading)
        }
        _ => Comparison::Unrelated,
    }
}

fn is_same_dimension(unit: Unit, measure: Measure) -> bool {
    match measure {
        Measure::Money(_) => unit.dimension() == Dimension::Money,
        Measure::Power => unit.dimension() == Dimension::Power,
        Measure::Share => unit.dimension() == Dimension::Share,
        Measure::Count(_) => unit.dimension() == Dimension::Count,
        Measure::Duration => unit.dimension() == Dimension::Duration,
        // A number without a unit: it may be money, or things.
        Measure::Bare => matches!(unit.dimension(), Dimension::Money | Dimension::Count),
        Measure::Date(_) => false,
    }
}

fn numbers(figure: &Figure, reading: &Reading) -> Comparison {
    let (Some(min), Some(max)) = (reading.min, reading.max) else { return Comparison::Unrelated };
    let (low, high) = written(figure);
    let equal = match figure.unit {
        // A length in days has no exact number of months.
        Unit::Time(TimeUnit::Days) => {
            let months = |days: Decimal, long: i64| days.checked_div(Decimal::from(long)).unwrap_or(days);
            (months(low, 31)..=months(low, 28)).contains(&min) && (months(high, 31)..=months(high, 28)).contains(&max)
        }
        _ => low == min && high == max,
    };
    match equal {
        true => Comparison::Agrees(limits(figure, reading.bound)),
        false => Comparison::Differs(low.checked_div(min).filter(|_| !min.is_zero())),
    }
}

/// The number of a figure, or both ends, without regard to its bound; lengths of time in months, but days.
fn written(figure: &Figure) -> (Decimal, Decimal) {
    let (low, high) = match figure.size {
        Size::Number(n) => (n, n),
        Size::Range(a, b) => (a, b),
        Size::Order(order, scale) => {
            let one = order.factor().saturating_mul(scale);
            (one.saturating_mul(Decimal::TWO), one.saturating_mul(Decimal::TEN))
        }
    };
    match figure.unit {
        Unit::Time(TimeUnit::Years) => (low.saturating_mul(Decimal::from(12)), high.saturating_mul(Decimal::from(12))),
        _ => (low, high),
    }
}

/// At least and more than are one limit, as are up to and less than: sources do not tell them apart.
fn limits(figure: &Figure, read: Limit) -> Agreement {
    #[derive(PartialEq)]
    enum Side {
        None,
        Below,
        Above,
        About,
    }
    let ours = match figure.bound {
        Bound::Exact => Side::None,
        Bound::AtLeast | Bound::MoreThan => Side::Below,
        Bound::UpTo | Bound::LessThan => Side::Above,
        Bound::About => Side::About,
    };
    let theirs = match read {
        Limit::Exact | Limit::Range | Limit::Magnitude => Side::None,
        Limit::AtLeast | Limit::MoreThan => Side::Below,
        Limit::UpTo | Limit::LessThan => Side::Above,
        Limit::About => Side::About,
    };
    match (ours, theirs) {
        (ours, theirs) if ours == theirs => Agreement::Same,
        (Side::None, _) => Agreement::Dropped,
        (_, Side::None) => Agreement::Added,
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
/// `None` for what no sheet can hold: a number without a unit, a length that is no whole number of days.
pub fn notation(reading: &Reading) -> Option<(&'static str, String)> {
    if let Measure::Date(date) = reading.measure {
        let key = if matches!(date, Edtf::By(_)) { BuiltinField::Online } else { BuiltinField::Starts };
        return Some((key.key(), sheet::edtf(&date)));
    }
    let (unit, key) = match reading.measure {
        Measure::Money(currency) => (Unit::Money(currency), BuiltinField::Value.key()),
        Measure::Power => (Unit::Watt, BuiltinField::Capacity.key()),
        Measure::Share => (Unit::Percent, BuiltinField::Stake.key()),
        Measure::Duration => (duration(reading), BuiltinField::Term.key()),
        Measure::Count(Counted::Gpu) => (Unit::Count(CountUnit::Gpus), BuiltinField::Gpus.key()),
        Measure::Count(Counted::Cpu) => (Unit::Count(CountUnit::Cpus), BuiltinField::Cpus.key()),
        Measure::Count(Counted::Chip) => (Unit::Count(CountUnit::Chips), BuiltinField::Chips.key()),
        // Counted in sheets too, but no field of a leg is made for them.
        Measure::Count(Counted::Home) => (Unit::Count(CountUnit::Homes), "size"),
        Measure::Count(Counted::Share) => (Unit::Count(CountUnit::Shares), "size"),
        Measure::Bare | Measure::Date(_) => return None,
    };
    let divisor = if unit == Unit::Time(TimeUnit::Years) { Decimal::from(12) } else { Decimal::ONE };
    let (min, max) = (reading.min?.checked_div(divisor)?, reading.max?.checked_div(divisor)?);
    let bound = match reading.bound {
        Limit::Exact | Limit::Range | Limit::Magnitude => Bound::Exact,
        Limit::AtLeast => Bound::AtLeast,
        Limit::MoreThan => Bound::MoreThan,
        Limit::UpTo => Bound::UpTo,
        Limit::LessThan => Bound::LessThan,
        Limit::About => Bound::About,
    };
    let size = match reading.bound {
        Limit::Magnitude => order(min)?,
        _ if min == max => Size::Number(min),
        _ => Size::Range(min, max),
    };
    Some((key, sheet::amount(&Amount::Figure(Figure { bound, size, unit }))))
}

/// Years where both ends are whole years.
fn duration(reading: &Reading) -> Unit {
    let whole = |n: Option<Decimal>| n.is_some_and(|n| (n % Decimal::from(12)).is_zero());
    let years = whole(reading.min) && whole(reading.max);
    Unit::Time(if years { TimeUnit::Years } else { TimeUnit::Months })
}

/// An order of magnitude from its low end: twice a power of ten.
fn order(low: Decimal) -> Option<Size> {
    let mut one = low.checked_div(Decimal::TWO)?;
    let mut zeros = 0;
    let ten = Decimal::TEN;
    while one >= ten && (one % ten).is_zero() {
        one /= ten;
        zeros += 1;
    }
    let order = [Order::Several, Order::Tens, Order::Hundreds, Order::Thousands];
    let scale = Decimal::from(10_u64.checked_pow(zeros / 3 * 3)?);
    (one == Decimal::ONE).then(|| Size::Order(order[(zeros % 3) as usize], scale))
}
