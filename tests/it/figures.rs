//! The reader of figures: phrases with the reading each must get, any text at all, and what the program itself prints.
//!
//! `tests/figures/phrases.json` is the specification, `more.json` has further phrases and traps. In both an expectation
//! is `kind bound number unit !note`, with the unit after `count:`, ranges as `from..to`, `-` for no unit, and
//! `date EDTF`. Every reading must be there, and no other.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::sample::select;
use rust_decimal::Decimal;
use serde::Deserialize;
use tearsheet::figures::{self, Bound, Counted, Grammar, Measure, Reading};
use tearsheet::locale::{Locale, Style, embedded};
use tearsheet::model::{self, CountUnit, Currency, Figure, Order, Size, TimeUnit, Unit};

use crate::support::{Project, Run, tearsheet};

/// The company that phrases are about.
const NAMES: [Currency; 1] = [Currency(*b"AMD")];

#[derive(Deserialize)]
struct Phrase {
    lang: String,
    text: String,
    expect: Vec<String>,
}

fn phrases(name: &str) -> Vec<Phrase> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures").join(name);
    serde_json::from_str(&fs::read_to_string(path).expect("phrases")).expect("a list of phrases")
}

fn grammar(lang: &str) -> Grammar {
    Grammar::of(lang).expect("a language that can be read")
}

/// A number as phrases write it: `1.4e12`.
fn number(text: &str) -> String {
    let n = text.parse().ok().or_else(|| Decimal::from_scientific(text).ok());
    n.map_or_else(|| panic!("`{text}` is no number"), |n: Decimal| n.normalize().to_string())
}

/// An expectation with its numbers written out.
fn expected(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    if words[0] != "date" {
        words[2] = words[2].split("..").map(number).collect::<Vec<_>>().join("..");
    }
    words.join(" ")
}

/// A reading in the notation of expectations.
fn written(reading: &Reading) -> String {
    let (min, max) = reading.ends();
    let (kind, unit) = (reading.measure.kind(), reading.measure.unit());
    if kind == "date" {
        return format!("date {}", min.unwrap_or_default());
    }
    let ends: Vec<String> = match reading.bound {
        Bound::Range | Bound::Magnitude => min.into_iter().chain(max).collect(),
        _ => min.or(max).into_iter().collect(),
    };
    let counted = if kind == "count" { format!(":{}", unit.unwrap_or_default()) } else { String::new() };
    let note = reading.note.map_or(String::new(), |note| format!(" !{}", note.name()));
    format!("{kind}{counted} {} {} {}{note}", reading.bound.name(), ends.join(".."), unit.unwrap_or("-"))
}

#[track_caller]
fn all_are_read(phrases: &[Phrase]) {
    let mut wrong = String::new();
    for phrase in phrases {
        let found: Vec<String> =
            figures::read(&phrase.text, grammar(&phrase.lang), &NAMES).iter().map(written).collect();
        let wanted: Vec<String> = phrase.expect.iter().map(|text| expected(text)).collect();
        if found != wanted {
            wrong
                .push_str(&format!("{} {:?}\n  expected {wanted:?}\n  found    {found:?}\n", phrase.lang, phrase.text));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_phrases_of_the_specification() {
    let phrases = phrases("phrases.json");
    assert_eq!(phrases.len(), 40);
    all_are_read(&phrases);
}

#[test]
fn further_phrases_and_traps() {
    let phrases = phrases("more.json");
    assert!(phrases.len() >= 160, "{}", phrases.len());
    all_are_read(&phrases);
}

/// A phrase in the middle of a text is read as it is alone.
#[test]
fn what_stands_around_a_phrase_does_not_change_it() {
    for phrase in phrases("phrases.json").into_iter().chain(phrases("more.json")) {
        let alone = figures::read(&phrase.text, grammar(&phrase.lang), &NAMES);
        let before = "Ça\u{202F}: 😀 (n\u{303}).\n\n";
        let inside = figures::read(&format!("{before}{}\n\nEt puis 5.", phrase.text), grammar(&phrase.lang), &NAMES);
        let moved: Vec<Reading> = inside
            .into_iter()
            .map(|r| Reading { range: r.range.start - before.len()..r.range.end - before.len(), ..r })
            .collect();
        assert_eq!(moved, alone, "{:?}", phrase.text);
    }
}

/// Kinds of space, apostrophe and dash are alike, and ranges are those of the text as it was.
#[test]
fn typography_changes_nothing_but_offsets() {
    for phrase in phrases("phrases.json").into_iter().chain(phrases("more.json")) {
        if phrase.text.contains(['`', '/']) {
            continue;
        }
        let plain = phrase.text.replace(['\u{A0}', '\u{202F}', '\u{2009}'], " ").replace('’', "'");
        for space in ["\u{A0}", "\u{202F}", "\u{2009}"] {
            let set = plain.replace(' ', space).replace('\'', "’");
            let (one, other) = (
                figures::read(&plain, grammar(&phrase.lang), &NAMES),
                figures::read(&set, grammar(&phrase.lang), &NAMES),
            );
            assert_eq!(
                one.iter().map(written).collect::<Vec<_>>(),
                other.iter().map(written).collect::<Vec<_>>(),
                "{set}"
            );
            for (one, other) in one.iter().zip(&other) {
                let set_again = plain[one.range.clone()].replace(' ', space).replace('\'', "’");
                assert_eq!(set[other.range.clone()], set_again);
            }
        }
    }
}

/// Ranges are in order, apart, not empty, and begin and end with characters.
fn sound(text: &str, grammar: Grammar) {
    let mut end = 0;
    for reading in figures::read(text, grammar, &NAMES) {
        let range = reading.range.clone();
        assert!(range.start >= end && range.start < range.end, "{range:?} after {end} in {text:?}");
        assert!(text.get(range.clone()).is_some(), "{range:?} cuts a character of {text:?}");
        end = range.end;
        if let (Some(min), Some(max)) = (reading.min, reading.max) {
            assert!(min <= max, "{reading:?} in {text:?}");
        }
        assert_eq!(reading.min.is_none(), matches!(reading.measure, Measure::Date(_)), "{reading:?}");
    }
}

/// Pieces that figures are made of, and what breaks them.
const PIECES: [&str; 72] = [
    "1",
    "10",
    "2026",
    "400",
    "1,4",
    "1.400",
    "999999999999999999999999999",
    "0",
    " ",
    " ",
    " ",
    "\u{A0}",
    "\n",
    "\n\n",
    "-",
    "–",
    "'",
    "’",
    ",",
    ".",
    "/",
    ":",
    "+",
    "$",
    "€",
    "%",
    "US$",
    "USD",
    "GW",
    "milliards",
    "milliard",
    "mille",
    "cent",
    "quatre",
    "vingt",
    "et",
    "demi",
    "un",
    "une",
    "a",
    "half",
    "billion",
    "trillion",
    "de",
    "d'",
    "of",
    "dollars",
    "ans",
    "years",
    "entre",
    "between",
    "and",
    "à",
    "to",
    "from",
    "plus de",
    "jusqu'à",
    "up to",
    "environ",
    "dizaines",
    "tens",
    "plusieurs",
    "novembre",
    "November",
    "H2",
    "d'ici",
    "by",
    "fin",
    "`",
    "[^",
    "{{",
    "é",
];

proptest! {
    #[test]
    fn any_text_is_read_soundly(text in any::<String>(), pieces in vec(select(&PIECES[..]), 0..24)) {
        for text in [text, pieces.concat(), pieces.join(" ")] {
            sound(&text, Grammar::French);
            sound(&text, Grammar::English);
        }
    }

    /// An amount that the program prints in a sentence is read as itself.
    #[test]
    fn what_is_printed_reads_back(figure in printable()) {
        for lang in ["fr", "en"] {
            let locale = Locale::from_toml(lang, embedded(lang).expect("a language")).expect("a locale");
            let text = locale.figure(&figure, Style::Long).text();
            let readings = figures::read(&text, grammar(lang), &NAMES);
            let found: Vec<_> = readings.iter().map(|r| (&text[r.range.clone()], r.measure, r.bound, r.min, r.max)).collect();
            let (measure, bound, min, max) = meaning(&figure);
            assert_eq!(found, [(text.as_str(), measure, bound, Some(min), Some(max))], "{figure:?}");
        }
    }
}

/// What reading the printed figure must give.
fn meaning(figure: &Figure) -> (Measure, Bound, Decimal, Decimal) {
    let months = |n: Decimal, unit| match unit {
        TimeUnit::Years => n * Decimal::from(12),
        TimeUnit::Months => n,
        TimeUnit::Days => n * Decimal::from(12) / Decimal::from(365),
    };
    let (measure, time) = match figure.unit {
        Unit::Money(currency) => (Measure::Money(currency), None),
        Unit::Watt => (Measure::Power, None),
        Unit::Percent => (Measure::Share, None),
        Unit::Time(unit) => (Measure::Duration, Some(unit)),
        Unit::Count(CountUnit::Gpus) => (Measure::Count(Counted::Gpu), None),
        Unit::Count(CountUnit::Cpus) => (Measure::Count(Counted::Cpu), None),
        Unit::Count(CountUnit::Chips) => (Measure::Count(Counted::Chip), None),
        Unit::Count(CountUnit::Shares) => (Measure::Count(Counted::Share), None),
        Unit::Count(CountUnit::Homes) => (Measure::Count(Counted::Home), None),
    };
    let base = |n: Decimal| time.map_or(n, |unit| months(n, unit));
    let bound = match figure.bound {
        model::Bound::Exact => Bound::Exact,
        model::Bound::AtLeast => Bound::AtLeast,
        model::Bound::MoreThan => Bound::MoreThan,
        model::Bound::UpTo => Bound::UpTo,
        model::Bound::LessThan => Bound::LessThan,
        model::Bound::About => Bound::About,
    };
    match figure.size {
        Size::Number(n) => (measure, bound, base(n), base(n)),
        Size::Range(low, high) => (measure, Bound::Range, base(low), base(high)),
        Size::Order(order, scale) => {
            let one = order.factor() * scale;
            let bound = match bound {
                Bound::Exact | Bound::About => Bound::Magnitude,
                limit => limit,
            };
            (measure, bound, base(one * Decimal::TWO), base(one * Decimal::TEN))
        }
    }
}

/// Figures as sheets have them. Left out is what no reader could tell from the print: "several gigawatts", which gives
/// no number, and a range from a few units to millions, printed without the lower unit ("entre 1 et 2 millions").
fn printable() -> impl Strategy<Value = Figure> {
    let bound = select(vec![
        model::Bound::Exact,
        model::Bound::AtLeast,
        model::Bound::MoreThan,
        model::Bound::UpTo,
        model::Bound::LessThan,
        model::Bound::About,
    ]);
    (bound, sizes(), units()).prop_filter_map("a print that says all", |(bound, size, unit)| match size {
        Size::Range(low, high) => {
            let million = Decimal::from(1_000_000);
            let scaled = matches!(unit, Unit::Money(_) | Unit::Count(_));
            let told = !scaled || low >= million || high < million;
            (told && bound == model::Bound::Exact).then_some(Figure { bound, size, unit })
        }
        Size::Order(order, scale) => {
            let number = order != Order::Several || (scale >= Decimal::from(1000) && unit != Unit::Watt);
            number.then_some(Figure { bound, size, unit })
        }
        Size::Number(_) => Some(Figure { bound, size, unit }),
    })
}

fn sizes() -> impl Strategy<Value = Size> {
    let order = select(vec![Order::Several, Order::Tens, Order::Hundreds, Order::Thousands]);
    prop_oneof![
        3 => numbers().prop_map(Size::Number),
        2 => (numbers(), numbers()).prop_filter_map("two ends", |(a, b)| {
            (a != b).then(|| Size::Range(a.min(b), a.max(b)))
        }),
        1 => (order, 0..=4_u32).prop_map(|(order, e)| Size::Order(order, Decimal::from(1000_u64.pow(e)))),
    ]
}

fn numbers() -> impl Strategy<Value = Decimal> {
    let round = (1..1000_i64, 0..=12_u32).prop_map(|(n, e)| Decimal::from(n) * Decimal::from(10_u64.pow(e)));
    let broken = (1..100_000_000_i64, 0..=3_u32).prop_map(|(n, scale)| Decimal::new(n, scale).normalize());
    prop_oneof![round, broken]
}

fn units() -> impl Strategy<Value = Unit> {
    let codes = ["USD", "EUR", "GBP", "JPY", "CNY", "KRW", "INR", "CAD", "AED", "SAR", "CHF", "SEK"];
    let money = select(codes.to_vec()).prop_map(|code| {
        let mut bytes = [0; 3];
        bytes.copy_from_slice(code.as_bytes());
        Unit::Money(Currency(bytes))
    });
    let counts = [CountUnit::Gpus, CountUnit::Cpus, CountUnit::Chips, CountUnit::Shares, CountUnit::Homes];
    let times = [TimeUnit::Years, TimeUnit::Months, TimeUnit::Days];
    prop_oneof![
        3 => money,
        1 => Just(Unit::Watt),
        1 => Just(Unit::Percent),
        1 => select(times.to_vec()).prop_map(Unit::Time),
        1 => select(counts.to_vec()).prop_map(Unit::Count),
    ]
}

const NOTICE: &str = "Bail de sept ans\u{A0}: jusqu’à 6 GW,\n38 milliards de dollars d’ici 2030.\n";

#[test]
fn figures_of_a_file_for_people_and_for_programs() {
    let project = Project::new(&format!("//- notice.md\n{NOTICE}"));
    let table = project.run(["figures", "notice.md", "--lang", "fr"]).succeeds().stdout;
    assert_eq!(
        table,
        "1:9   duration  exact        84 months  sept ans\n\
         1:20  power     up_to     6000000000 W  jusqu’à 6 GW\n\
         2:1   money     exact  38000000000 USD  38 milliards de dollars\n\
         2:25  date      exact          ../2030  d’ici 2030\n"
    );
    let json = project.run(["figures", "notice.md", "--lang", "fr", "--format", "json"]).succeeds().stdout;
    let second = r#"{"text":"jusqu’à 6 GW","start":20,"end":35,"kind":"power","bound":"up_to","min":null,"max":"6000000000","unit":"W","note":null}"#;
    assert_eq!(json.lines().nth(1), Some(second));
    assert_eq!(json.lines().count(), 4);
    for line in json.lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("an object");
        let offset = |key: &str| object[key].as_u64().expect("an offset") as usize;
        assert_eq!(object["text"], NOTICE[offset("start")..offset("end")]);
    }
}

#[test]
fn figures_of_standard_input() {
    let project = Project::new("//- in.txt\n5 GW\u{1b}[31m\n");
    let input = fs::File::open(project.root().join("in.txt")).expect("the file");
    let run = Run::of(tearsheet(project.root()).args(["figures", "-", "--lang", "en"]).stdin(input)).succeeds();
    assert_eq!(run.stdout, "1:1  power  exact  5000000000 W  5 GW\n");
}

#[test]
fn figures_needs_a_text_and_a_language_that_it_can_read() {
    let project = Project::new("//- a.txt\n5 GW\n");
    project.run(["figures", "a.txt"]).exits(2).says("--lang");
    project.run(["figures", "a.txt", "--lang", "de"]).exits(2).says("de");
    project.run(["figures", "b.txt", "--lang", "fr"]).exits(1).says("cannot read `b.txt`");
    project.write("c.txt", b"5 \xff GW");
    project.run(["figures", "c.txt", "--lang", "fr"]).exits(1).says("not UTF-8").says("offset 2");
}
