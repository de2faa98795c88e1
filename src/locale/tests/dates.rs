//! Dates, by precision and frame.

use jiff::civil::date;

use super::{locale, shown};
use crate::locale::{Locale, Style, embedded};
use crate::model::{Edtf, Point, Precision};
use crate::parse::base_vocabulary;

const DAY: Point = point(2025, Precision::Day(11, 3));
const FIRST: Point = point(2025, Precision::Day(11, 1));
const MONTH: Point = point(2025, Precision::Month(10));
const HALF: Point = point(2026, Precision::Half(2));
const QUARTER: Point = point(2026, Precision::Quarter(3));
const YEAR: Point = point(2026, Precision::Year);

const fn point(year: i16, precision: Precision) -> Point {
    Point { year: Some(year), precision, inferred: false, about: false }
}

fn about(point: Point) -> Point {
    Point { about: true, ..point }
}

fn yearless(point: Point) -> Point {
    Point { year: None, ..point }
}

fn check(tag: &str, style: Style, cases: &[(Edtf, &str)]) {
    let locale = locale(tag);
    for (date, expected) in cases {
        assert_eq!(shown(&locale.date(date, style)), *expected, "{tag} {date:?}");
    }
}

#[test]
fn french() {
    let november = point(2026, Precision::Month(11));
    let third = point(2026, Precision::Day(11, 3));
    check(
        "fr",
        Style::Long,
        &[
            (Edtf::Point(DAY), "3_novembre 2025"),
            (Edtf::Point(FIRST), "1er_novembre 2025"),
            (Edtf::Point(MONTH), "octobre 2025"),
            (Edtf::Point(YEAR), "2026"),
            (Edtf::Point(HALF), "second semestre 2026"),
            (Edtf::Point(QUARTER), "3e_trimestre 2026"),
            (Edtf::By(YEAR), "d’ici fin 2026"),
            (Edtf::By(november), "d’ici novembre 2026"),
            (Edtf::By(third), "d’ici le 3_novembre 2026"),
            (Edtf::By(HALF), "d’ici la fin du second semestre 2026"),
            (Edtf::By(about(YEAR)), "d’ici fin 2026 environ"),
            (Edtf::From(point(2027, Precision::Year)), "2027 et au-delà"),
            (Edtf::From(third), "à partir du 3_novembre 2026"),
            (Edtf::Point(about(MONTH)), "vers octobre 2025"),
            (Edtf::Point(about(FIRST)), "vers le 1er_novembre 2025"),
            (Edtf::Between(MONTH, third), "entre octobre 2025 et le 3_novembre 2026"),
            (Edtf::Between(HALF, point(2027, Precision::Year)), "entre le second semestre 2026 et 2027"),
            (Edtf::Point(yearless(point(0, Precision::Day(12, 17)))), "17_décembre, année inconnue"),
            (Edtf::Point(yearless(MONTH)), "octobre, année inconnue"),
            (Edtf::Point(yearless(HALF)), "second semestre, année inconnue"),
            (Edtf::Point(yearless(YEAR)), "date inconnue"),
        ],
    );
    check(
        "fr",
        Style::Short,
        &[
            (Edtf::Point(DAY), "3_nov. 2025"),
            (Edtf::Point(FIRST), "1er_nov. 2025"),
            (Edtf::Point(HALF), "S2_2026"),
            (Edtf::By(QUARTER), "d’ici fin T3_2026"),
        ],
    );
}

#[test]
fn english_and_spanish() {
    check(
        "en",
        Style::Long,
        &[
            (Edtf::Point(DAY), "3_November 2025"),
            (Edtf::Point(FIRST), "1_November 2025"),
            (Edtf::By(YEAR), "by the end of 2026"),
            (Edtf::By(HALF), "by the end of the second half of 2026"),
            (Edtf::From(point(2027, Precision::Year)), "2027 and beyond"),
            (Edtf::Point(HALF), "second half of 2026"),
            (Edtf::Point(QUARTER), "Q3_2026"),
            (Edtf::Point(about(MONTH)), "around October 2025"),
            (Edtf::Between(MONTH, YEAR), "between October 2025 and 2026"),
            (Edtf::Point(yearless(point(0, Precision::Day(12, 17)))), "17_December, year unknown"),
        ],
    );
    check("en", Style::Short, &[(Edtf::Point(DAY), "3_Nov 2025"), (Edtf::By(YEAR), "by the end of 2026")]);
    let american = Locale::from_toml("en-US", embedded("en").unwrap(), base_vocabulary(), &[]).unwrap();
    let day = |style| shown(&american.date(&Edtf::Point(DAY), style));
    assert_eq!([day(Style::Long), day(Style::Short)], ["November_3, 2025", "Nov._3, 2025"]);
    assert_eq!(shown(&american.date(&Edtf::Point(MONTH), Style::Short)), "Oct. 2025");
    check("es", Style::Long, &[(Edtf::Point(FIRST), "1_de noviembre de 2025")]);
}

#[test]
fn days_and_months() {
    let fr = locale("fr");
    assert_eq!(shown(&fr.day(date(2026, 11, 22), Style::Long)), "22_novembre 2026");
    assert_eq!(fr.month(2025, 11), "novembre 2025");
    assert_eq!(
        [fr.month_name(1), fr.month_name(12), fr.month_name(0), fr.month_name(13)],
        ["janvier", "décembre", "", ""]
    );
    assert_eq!([fr.inferred_word(), locale("en").inferred_word()], ["jour déduit", "inferred"]);
}
