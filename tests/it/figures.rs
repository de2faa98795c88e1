//! The reader of figures: phrases with the reading each must get, any text at all, and what the program itself prints.
//!
//! `tests/figures/phrases.json` is the specification, `more.json` has further phrases and traps, both in the notation of
//! `notation.rs`. Every reading must be there, and no other.

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::sample::select;
use rust_decimal::Decimal;
use serde::Deserialize;
use tearsheet::evidence;
use tearsheet::figures::{self, Grammar, Reading, Terms};
use tearsheet::files::File;
use tearsheet::locale::{Locale, Style, embedded};
use tearsheet::parse::{base_vocabulary, vocabulary_of};
use tearsheet::quantity::{Bound, Currency, Dimension, Measure, Quantity, Unit};
use tearsheet::span::FileId;
use tearsheet::vocabulary::Vocabulary;

use crate::support::{Project, Run, tearsheet};

#[path = "../figures/notation.rs"]
mod notation;

pub(crate) use notation::{expected, written};

/// The built-in vocabulary with units of a site.
static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let settings = File::new(FileId(0), "tearsheet.toml", include_str!("../figures/units.toml"));
    vocabulary_of(Some(&settings))
});

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

pub(crate) fn grammar(lang: &str) -> Grammar {
    Grammar::of(lang).expect("a language that can be read")
}

pub(crate) fn read(text: &str, grammar: Grammar) -> Vec<Reading> {
    figures::read(text, grammar, &Terms { vocabulary: base_vocabulary(), names: &NAMES })
}

#[track_caller]
fn all_are_read(phrases: &[Phrase]) {
    let mut wrong = String::new();
    for phrase in phrases {
        let found: Vec<String> = read(&phrase.text, grammar(&phrase.lang)).iter().map(written).collect();
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
        let alone = read(&phrase.text, grammar(&phrase.lang));
        let before = "Ça\u{202F}: 😀 (n\u{303}).\n\n";
        let inside = read(&format!("{before}{}\n\nEt puis 5.", phrase.text), grammar(&phrase.lang));
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
            let (one, other) = (read(&plain, grammar(&phrase.lang)), read(&set, grammar(&phrase.lang)));
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
    for reading in read(text, grammar) {
        let range = reading.range.clone();
        assert!(range.start >= end && range.start < range.end, "{range:?} after {end} in {text:?}");
        assert!(text.get(range.clone()).is_some(), "{range:?} cuts a character of {text:?}");
        end = range.end;
        if let Some(written) = reading.amount() {
            let (low, high) = written.quantity.stated();
            assert!(low <= high, "{reading:?} in {text:?}");
        }
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
            sound(&text, grammar("fr"));
            sound(&text, grammar("en"));
        }
    }

    /// An amount that the program prints in a sentence is read as itself.
    #[test]
    fn what_is_printed_reads_back(figure in printable()) {
        for lang in ["fr", "en"] {
            let locale = Locale::from_toml(lang, embedded(lang).expect("a language"), &VOCABULARY, &[]).expect("a locale");
            let text = locale.figure(&figure, Style::Long).text();
            let readings = figures::read(&text, grammar(lang), &Terms { vocabulary: &VOCABULARY, names: &NAMES });
            let found: Vec<_> = readings.iter().map(|r| (&text[r.range.clone()], r.amount().map(|w| w.quantity))).collect();
            assert_eq!(found, [(text.as_str(), Some(figure))], "{figure:?}");
        }
    }
}

/// Figures as sheets have them, in every unit. Left out is what no reader could tell from the print: "several
/// gigawatts", which gives no number, a range from a few units to millions, printed without the lower unit ("entre 1 et
/// 2 millions"), and a rough range or order, of which the print says that, and the reader of figures not.
fn printable() -> impl Strategy<Value = Quantity> {
    let bounds = [Bound::Exact, Bound::AtLeast, Bound::MoreThan, Bound::UpTo, Bound::LessThan, Bound::About];
    let bound = || select(bounds.to_vec());
    let range = (numbers(), numbers(), units()).prop_filter_map("two ends", |(a, b, unit)| {
        let (low, high, million) = (a.min(b), a.max(b), Decimal::from(1_000_000));
        let told = a != b && (low >= million || high < million || has_multiples(unit));
        told.then(|| Quantity::range(low, high, unit))
    });
    let order = (bound(), 0..=13_u32, units()).prop_filter_map("a number", |(bound, zeros, unit)| {
        let several = zeros % 3 == 0 && zeros != 3 && (zeros == 0 || has_multiples(unit));
        let order = Quantity::tens_of(bound, Decimal::from(10_u64.pow(zeros)), unit);
        (!several && bound != Bound::About).then_some(order)
    });
    let number = (bound(), numbers(), units()).prop_map(|(bound, n, unit)| Quantity::bounded(bound, n, unit));
    prop_oneof![3 => number, 2 => range, 1 => order]
}

fn has_multiples(unit: Unit) -> bool {
    match unit {
        Unit::Measure(measure) => measure.multiples.len() > 1,
        Unit::Rate(rate) => has_multiples(rate.of.unit()),
        Unit::Money(_) | Unit::Unsaid => false,
    }
}

fn numbers() -> impl Strategy<Value = Decimal> {
    let round = (1..1000_i64, 0..=12_u32).prop_map(|(n, e)| Decimal::from(n) * Decimal::from(10_u64.pow(e)));
    let broken = (1..100_000_000_i64, 0..=3_u32).prop_map(|(n, scale)| Decimal::new(n, scale).normalize());
    prop_oneof![round, broken]
}

fn units() -> impl Strategy<Value = Unit> {
    let codes = ["USD", "EUR", "GBP", "JPY", "CNY", "KRW", "INR", "CAD", "AED", "SAR", "CHF", "SEK"];
    let money = select(codes.to_vec()).prop_filter_map("a code", |code| Currency::of_code(code).map(Unit::Money));
    let measures: Vec<(Measure, u32)> = VOCABULARY.units.iter().filter_map(|unit| unit.measure).collect();
    let per = select(measures.clone());
    let plain = prop_oneof![3 => money, 4 => select(measures).prop_map(|(measure, _)| Unit::Measure(measure))];
    // Shares and times per something, and money per time, are read without what they are per.
    let rate = (plain.clone(), per).prop_filter_map("a rate", |(of, (per, exponent))| {
        let time = per.dimension == Dimension::TIME && of.currency().is_some();
        let fits = !of.is(Dimension::SHARE) && !of.is(Dimension::TIME) && !time;
        of.per(per, exponent).filter(|_| fits)
    });
    prop_oneof![4 => plain, 1 => rate]
}

const NOTICE: &str = "Bail de sept ans\u{A0}: jusqu’à 6 GW,\n38 milliards de dollars d’ici 2030.\n";

#[test]
fn figures_of_a_file_for_people_and_for_programs() {
    let project = Project::new(&format!("//- notice.md\n{NOTICE}"));
    let table = project.run(["figures", "notice.md", "--lang", "fr"]).succeeds().stdout;
    assert_eq!(
        table,
        "1:9   duration  exact          7 years  sept ans\n\
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

#[test]
fn what_no_sheet_can_state_has_no_notation() {
    for (text, expected) in [
        ("a loss of -10 million USD", None),
        ("it was -5% then", None),
        ("paid $2222222.2222222222221", None),
        ("paid $999999999999999999999999", None),
        ("only 0.0000005% of it", None),
        ("only 0.0000050% of it", Some("0.000005 %")),
    ] {
        let readings = read(text, grammar("en"));
        let stated: Vec<_> = readings.iter().map(|reading| evidence::notation(reading).map(|(_, is)| is)).collect();
        assert_eq!(stated, [expected.map(str::to_owned)], "{text}");
    }
}
