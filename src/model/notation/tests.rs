//! What is written reads back as the same value, and has one notation.

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use rust_decimal::Decimal;

use super::{amount, edtf};
use crate::model::{Amount, Bound, CountUnit, Currency, Edtf, Figure, Order, Point, Precision, Size, TimeUnit, Unit};
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
    let round = (1..10_000_i128, 0..=17_u32).prop_map(|(n, e)| Decimal::from_i128_with_scale(n * 10_i128.pow(e), 0));
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
