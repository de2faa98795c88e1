//! Amounts and dates in the notation of fact sheets: the inverse of the parser.
//!
//! One text per meaning: sizes in the largest scale that keeps a digit before the point, bounds as signs
//! (`≥`, but "up to"), plurals where English has them. What [`crate::parse`] reads, this writes back, and
//! reading that gives the same value. Readers of pages get words of their language from [`crate::locale`];
//! exports get these, and the words of the closed sets.

use std::fmt::{Display, Formatter, Result, Write as _};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Amount, Bound, CountUnit, Edtf, Expansion, Figure, Hedge, Order, Point, Precision, Rank, Size, TimeUnit, Unit,
};

/// Scale words, largest first, with their power of ten.
const SCALES: [(u32, &str); 4] = [(12, "trillion"), (9, "billion"), (6, "million"), (3, "thousand")];
/// Prefixes of the watt, largest first.
const PREFIXES: [(u32, &str); 4] = [(9, "GW"), (6, "MW"), (3, "kW"), (0, "W")];

/// An amount as an editor writes it: `≥ 10 billion USD`.
pub fn amount(amount: &Amount) -> String {
    AmountText(amount).to_string()
}

/// A date as an editor writes it: `2025-11-03?`, `../2026`.
pub fn edtf(date: &Edtf) -> String {
    EdtfText(date).to_string()
}

/// A rank as an editor writes it.
pub fn rank(rank: Rank) -> &'static str {
    match rank {
        Rank::Preferred => "preferred",
        Rank::Normal => "normal",
        Rank::Deprecated => "deprecated",
    }
}

/// A hedge as an editor writes it.
pub fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Asserted => "asserted",
        Hedge::Attributed => "attributed",
        Hedge::Conditional => "conditional",
        Hedge::Rumour => "rumour",
        Hedge::SingleSource => "single-source",
    }
}

/// What an enlarging deal's value is, as an editor writes it.
pub fn expansion(expansion: Expansion) -> &'static str {
    match expansion {
        Expansion::Increment => "increment",
        Expansion::Total => "total",
    }
}

/// The kind of an amount's limit: the word in exports, where a sheet has a sign.
pub fn bound(amount: &Amount) -> &'static str {
    match amount {
        Amount::Undisclosed => "undisclosed",
        Amount::None => "none",
        Amount::Figure(figure) => match figure.bound {
            Bound::Exact => "exact",
            Bound::AtLeast => "at_least",
            Bound::MoreThan => "more_than",
            Bound::UpTo => "up_to",
            Bound::LessThan => "less_than",
            Bound::About => "about",
        },
    }
}

/// [`amount`] for writing without a string of its own.
#[derive(Clone, Copy, Debug)]
pub struct AmountText<'a>(pub &'a Amount);

/// [`edtf`] for writing without a string of its own.
#[derive(Clone, Copy, Debug)]
pub struct EdtfText<'a>(pub &'a Edtf);

/// A number without a zero that says nothing: `1.4`, `10000000000`.
#[derive(Clone, Copy, Debug)]
pub struct NumberText(pub Decimal);

/// A day, ISO 8601: `2025-11-03`.
#[derive(Clone, Copy, Debug)]
pub struct DayText(pub Date);

impl Display for NumberText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let n = self.0.normalize();
        match u64::try_from(n.mantissa()) {
            Ok(whole) if n.scale() == 0 => whole.fmt(f),
            _ => n.fmt(f),
        }
    }
}

impl Display for DayText {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write_digits(f, self.0.year(), &[self.0.month() as u8, self.0.day() as u8])
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

impl Display for EdtfText<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            Edtf::Point(point) => write_point(f, point),
            Edtf::By(point) => {
                f.write_str("../")?;
                write_point(f, point)
            }
            Edtf::From(point) => {
                write_point(f, point)?;
                f.write_str("/..")
            }
            Edtf::Between(from, to) => {
                write_point(f, from)?;
                f.write_char('/')?;
                write_point(f, to)
            }
        }
    }
}

fn write_point(f: &mut Formatter<'_>, point: &Point) -> Result {
    // A missing year has no digits; everything else is written in one go.
    let year = point.year.unwrap_or(-1);
    match point.precision {
        Precision::Year => write_digits(f, year, &[])?,
        Precision::Half(half) => {
            write_digits(f, year, &[])?;
            write!(f, "-H{half}")?;
        }
        Precision::Quarter(quarter) => {
            write_digits(f, year, &[])?;
            write!(f, "-Q{quarter}")?;
        }
        Precision::Month(month) => write_digits(f, year, &[month])?,
        Precision::Day(month, day) => write_digits(f, year, &[month, day])?,
    }
    f.write_str(match (point.inferred, point.about) {
        (true, true) => "%",
        (true, false) => "?",
        (false, true) => "~",
        (false, false) => "",
    })
}

/// Writes a year (`XXXX` below 0) and up to two parts of two digits. By hand: an export has a hundred
/// days, and padding each part through the formatter is felt.
fn write_digits(f: &mut Formatter<'_>, year: i16, parts: &[u8]) -> Result {
    let mut text = *b"XXXX------";
    let digit = |n: u16| b'0' + (n % 10) as u8;
    if let Ok(year) = u16::try_from(year) {
        text[..4].copy_from_slice(&[digit(year / 1000), digit(year / 100), digit(year / 10), digit(year)]);
    }
    for (at, part) in text[4..].chunks_exact_mut(3).zip(parts) {
        let part = u16::from(*part);
        at[1..].copy_from_slice(&[digit(part / 10), digit(part)]);
    }
    let length = 4 + 3 * parts.len().min(2);
    f.write_str(std::str::from_utf8(&text[..length]).unwrap_or_default())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
    use rust_decimal::Decimal;

    use super::{amount, edtf};
    use crate::model::{
        Amount, Bound, CountUnit, Currency, Edtf, Figure, Order, Point, Precision, Size, TimeUnit, Unit,
    };
    use crate::parse;
    use crate::span::{FileId, Span};

    fn span(text: &str) -> Span {
        Span::new(FileId(0), 0..text.len())
    }

    #[test]
    fn amounts_have_one_notation() {
        for (written, canonical) in [
            ("at least 10 billion USD", "≥ 10 billion USD"),
            ("38_000 million USD", "38 billion USD"),
            ("0.0014 trillion USD", "1.4 billion USD"),
            ("1400 bn USD", "1.4 trillion USD"),
            ("<= 6000 MW", "up to 6 GW"),
            ("under 950000 USD", "< 950000 USD"),
            ("0.5 USD", "0.5 USD"),
            ("~10%", "~ 10 %"),
            ("1 years", "1 year"),
            ("1 GPUs", "1 GPU"),
            ("more than 2 million chips", "> 2 million chips"),
            ("900 million to 2 billion USD", "0.9–2 billion USD"),
            ("300 - 2000 W", "0.3–2 kW"),
            ("tens of billions of USD", "tens of billions USD"),
            ("hundreds of thousand GPUs", "hundreds of thousands of GPUs"),
            ("thousands of thousands GW", "thousands of thousands GW"),
            ("several million homes", "several million homes"),
            ("Undisclosed", "undisclosed"),
            ("none", "none"),
        ] {
            match parse::amount(written, span(written)) {
                Ok(value) => assert_eq!(amount(&value), canonical, "{written}"),
                // A fixture that stopped being in the grammar must not pass for a success.
                Err(problem) => assert_eq!(problem.title, "", "{written}"),
            }
        }
    }

    fn decimals() -> impl Strategy<Value = Decimal> {
        let whole = (any::<u64>(), 0..=6_u32).prop_map(|(n, scale)| Decimal::from_i128_with_scale(n.into(), scale));
        let round =
            (1..10_000_i128, 0..=17_u32).prop_map(|(n, e)| Decimal::from_i128_with_scale(n * 10_i128.pow(e), 0));
        prop_oneof![whole, round].prop_map(|d| d.normalize())
    }

    fn units() -> impl Strategy<Value = Unit> {
        prop_oneof![
            Just(Unit::Money(Currency(*b"USD"))),
            Just(Unit::Money(Currency(*b"EUR"))),
            Just(Unit::Watt),
            Just(Unit::Percent),
            Just(Unit::Time(TimeUnit::Years)),
            Just(Unit::Time(TimeUnit::Months)),
            Just(Unit::Time(TimeUnit::Days)),
            Just(Unit::Count(CountUnit::Gpus)),
            Just(Unit::Count(CountUnit::Shares)),
        ]
    }

    fn figures() -> impl Strategy<Value = Figure> {
        let bound = prop_oneof![
            Just(Bound::Exact),
            Just(Bound::AtLeast),
            Just(Bound::MoreThan),
            Just(Bound::UpTo),
            Just(Bound::LessThan),
            Just(Bound::About),
        ];
        let order = prop_oneof![Just(Order::Several), Just(Order::Tens), Just(Order::Hundreds), Just(Order::Thousands)];
        let order = (order, 0..=4_u32).prop_map(|(o, e)| Size::Order(o, Decimal::from(1000_u64.pow(e))));
        let range = (decimals(), decimals()).prop_map(|(a, b)| match a.cmp(&b) {
            std::cmp::Ordering::Less => Size::Range(a, b),
            std::cmp::Ordering::Equal => Size::Number(a),
            std::cmp::Ordering::Greater => Size::Range(b, a),
        });
        let size = prop_oneof![decimals().prop_map(Size::Number), range, order];
        (bound, size, units()).prop_map(|(bound, size, unit)| {
            // "at least 10 to 20" is not in the grammar.
            let ranged = matches!(size, Size::Range(..)) && !matches!(bound, Bound::Exact | Bound::About);
            Figure { bound: if ranged { Bound::Exact } else { bound }, size, unit }
        })
    }

    fn points() -> impl Strategy<Value = Point> {
        let precision = prop_oneof![
            Just(Precision::Year),
            (1..=2_u8).prop_map(Precision::Half),
            (1..=4_u8).prop_map(Precision::Quarter),
            (1..=12_u8).prop_map(Precision::Month),
            (1..=12_u8, 1..=28_u8).prop_map(|(m, d)| Precision::Day(m, d)),
        ];
        (0..=9999_i16, precision, any::<bool>(), any::<bool>()).prop_map(|(year, precision, inferred, about)| Point {
            year: Some(year),
            precision,
            inferred,
            about,
        })
    }

    fn dates() -> impl Strategy<Value = Edtf> {
        let yearless = points().prop_filter_map("a year alone", |p| match p.precision {
            Precision::Year => None,
            _ => Some(Edtf::Point(Point { year: None, ..p })),
        });
        let between = (points(), points()).prop_map(|(a, b)| match a.earliest() <= b.latest() {
            true => Edtf::Between(a, b),
            false => Edtf::Between(b, a),
        });
        let one = points();
        prop_oneof![
            one.prop_map(Edtf::Point),
            points().prop_map(Edtf::By),
            points().prop_map(Edtf::From),
            yearless,
            between
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(figure in figures(), date in dates()) {
            let value = Amount::Figure(figure);
            let text = amount(&value);
            assert_eq!(parse::amount(&text, span(&text)).map_err(|d| d.title), Ok(value), "{text}");
            let text = edtf(&date);
            assert_eq!(parse::date(&text, span(&text)).map_err(|d| d.title), Ok(date), "{text}");
        }
    }

    #[test]
    fn what_no_sheet_can_say_becomes_its_interval() {
        let figure = Figure {
            bound: Bound::Exact,
            size: Size::Order(Order::Tens, Decimal::from(7)),
            unit: Unit::Count(CountUnit::Gpus),
        };
        assert_eq!(amount(&Amount::Figure(figure)), "140–700 GPUs");
        let text = edtf(&parse::date("2025-11~", span("2025-11~")).unwrap());
        assert_eq!(text, "2025-11~");
    }
}
