//! What the languages print, as tables, and what holds for every input.
//!
//! In the tables `_` is a no-break space and `~` a narrow one.

#![expect(clippy::unwrap_used, reason = "tests")]

mod amounts;
mod dates;
mod files;
mod properties;
mod typography;

use super::{Locale, embedded};
use crate::parse::base_vocabulary;
use crate::quantity::Unit;

const ES: &str = include_str!("es.toml");

fn locale(tag: &str) -> Locale {
    Locale::from_toml(tag, embedded(tag).unwrap_or(ES), base_vocabulary(), &[]).unwrap()
}

/// A built-in unit.
fn unit(key: &str) -> Unit {
    Unit::Measure(base_vocabulary().unit(key).unwrap().0)
}

/// Spaces made visible.
fn shown(text: &str) -> String {
    text.replace('\u{A0}', "_").replace('\u{202F}', "~")
}

/// The reverse of [`shown`].
fn meant(text: &str) -> String {
    text.replace('_', "\u{A0}").replace('~', "\u{202F}")
}

#[test]
fn lists() {
    let (fr, en) = (locale("fr"), locale("en"));
    assert_eq!(fr.list::<&str>(&[]), "");
    assert_eq!(fr.list(&["A"]), "A");
    assert_eq!(fr.list(&["A", "B"]), "A et B");
    assert_eq!(en.list(&["A", "B", "C", "D"]), "A, B, C and D");
}

#[test]
fn sorting_ignores_accents_and_case_before_it_heeds_them() {
    let fr = locale("fr");
    let mut names = ["Zurich", "Éos", "eos", "Énergie", "AMD", "amd", "Fab 10", "Fab 9"];
    names.sort_by(|a, b| fr.compare(a, b));
    assert_eq!(names, ["amd", "AMD", "Énergie", "eos", "Éos", "Fab 10", "Fab 9", "Zurich"]);
    // ñ is a letter of its own in Spanish, between n and o.
    assert!(locale("es").compare("ñu", "nz").is_gt());
    assert!(fr.compare("ñu", "nz").is_lt());
}

#[test]
fn plural_categories() {
    let category = |tag: &str, n| locale(tag).plural(n);
    assert_eq!([0, 1, 2, 1_000_000].map(|n| category("fr", n)), ["one", "one", "other", "many"]);
    assert_eq!([0, 1, 2, 1_000_000].map(|n| category("en", n)), ["other", "one", "other", "other"]);
}

#[test]
fn numbers() {
    let (fr, en, es) = (locale("fr"), locale("en"), locale("es"));
    let decimal = |l: &Locale, text: &str, digits| shown(&l.decimal(text.parse().unwrap(), digits));
    assert_eq!(shown(&fr.integer(1_234_567)), "1~234~567");
    assert_eq!(en.integer(12_500), "12,500");
    assert_eq!([es.integer(1_400), es.integer(14_000)], ["1400", "14.000"]);
    assert_eq!(fr.integer(u64::MAX).chars().filter(char::is_ascii_digit).count(), 20);
    assert_eq!(decimal(&fr, "5.4285714", 1), "5,4");
    assert_eq!(decimal(&fr, "2.50", 2), "2,5");
    assert_eq!(decimal(&en, "-1234.5", 0), "−1,235");
    assert_eq!(decimal(&en, "-0.04", 1), "0");
    assert_eq!(decimal(&en, "0.05", 2), "0.05");
    assert_eq!(decimal(&en, "79228162514264337593543950335", 0), "79,228,162,514,264,337,593,543,950,335");
    assert_eq!(shown(&fr.percent("2.7".parse().unwrap())), "2,7~%");
    assert_eq!(en.percent("10".parse().unwrap()), "10%");
}
