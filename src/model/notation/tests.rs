//! What is written reads back as the same value, and has one notation.

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::edtf;
use crate::model::{Edtf, Point, Precision};
use crate::parse;
use crate::span::{FileId, Span};

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
    fn what_is_written_reads_back(date in dates()) {
        let text = edtf(&date);
        let span = Span::new(FileId(0), 0..text.len());
        assert_eq!(parse::date(&text, span).map_err(|d| d.title), Ok(date), "{text}");
    }
}
