//! No label leaves its box, whatever it says and wherever its bar ends.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::history::spread;
use super::label::{GAP, Label, NARROW, Placed, Room, Side, WIDE, cut, width};
use super::{Fill, Ladder, Rung, Scale, Step};
use crate::locale::{Locale, Style, embedded};
use crate::parse::base_vocabulary;
use crate::quantity::{Bound, Currency, Quantity, Unit};
use crate::render::chart::label::Face;

const LANGUAGES: [&str; 2] = ["en", "fr"];
/// In thousandths of a point nobody sees it.
const EXACT: f32 = 0.01;

/// Amounts with every bound, in words as long as they come.
fn amounts(tag: &str) -> Vec<String> {
    let text = embedded(tag).unwrap_or_default();
    let locale =
        Locale::from_toml(tag, text, base_vocabulary(), &[]).unwrap_or_else(|problem| unreachable!("{problem:?}"));
    let unit = Unit::Money(Currency(*b"USD"));
    let n = Decimal::from(1_234_500_000_000_i64);
    let bounds = [Bound::Exact, Bound::AtLeast, Bound::MoreThan, Bound::UpTo, Bound::LessThan, Bound::About];
    let mut all: Vec<Quantity> = bounds.map(|bound| Quantity::bounded(bound, n, unit)).into();
    all.push(Quantity::tens_of(Bound::Exact, Decimal::from(10_000_000_000_i64), unit));
    all.push(Quantity::tens_of(Bound::About, Decimal::from(100_000_000_000_i64), unit));
    all.push(Quantity { high_open: true, ..Quantity::range(n, n + n, unit) });
    let words =
        |q: &Quantity| [locale.figure(q, Style::Short), locale.figure(q, Style::Long), locale.total(q, Style::Long)];
    all.iter().flat_map(words).map(|phrase| phrase.text()).collect()
}

/// From where to where a label reaches, in pixels.
fn reach(placed: &Placed, room: &Room, start: f32, end: f32) -> (f32, f32) {
    let at = |percent: f32| percent / 100.0 * room.width;
    match placed.side {
        Side::Right => (at(end) + GAP, at(end) + GAP + placed.width),
        Side::Left => (at(start) - GAP - placed.width, at(start) - GAP),
        Side::Above => (0.0, placed.width),
    }
}

/// How wide it really is, line by line.
fn widest(placed: &Placed, room: &Room) -> f32 {
    let amount = if placed.counted { Face::Bold } else { Face::Italic };
    let (name, amount) = (width(&placed.name, Face::Bold, room.large), width(&placed.amount, amount, room.large));
    let first = if placed.broken { name.max(amount) } else { name + amount };
    first.max(width(&placed.note, Face::Plain, room.small))
}

#[test]
fn no_label_leaves_its_box_in_any_language() {
    let names = [
        "X",
        "Amazon",
        "Taiwan Semiconductor Manufacturing Company Limited, Arizona",
        "\u{30b7}\u{30e3}\u{30fc}\u{30d7}",
    ];
    for tag in LANGUAGES {
        let amounts = amounts(tag);
        assert!(amounts.len() > 20, "{tag}");
        for (name, amount) in names.iter().flat_map(|name| amounts.iter().map(move |amount| (name, amount))) {
            let notes = vec!["signed and reported".to_owned(), amount.clone(), "over seven years".to_owned()];
            let label = Label { name: (*name).to_owned(), amount: amount.clone(), counted: true, notes };
            for room in [&NARROW, &WIDE] {
                for (start, end) in (0..=20).flat_map(|start| (start..=20).map(move |end| (start * 5, end * 5))) {
                    let (start, end) = (start as f32, end as f32);
                    let placed = label.place(room, start, end);
                    let (left, right) = reach(&placed, room, start, end);
                    assert!(left >= 0.0 && right <= room.width + EXACT, "{placed:?} at {start} to {end}");
                    assert!(placed.width + EXACT >= widest(&placed, room), "{placed:?}");
                    // The amount is what a reader came for: it is cut only if it is wider than the page.
                    let whole = width(amount, Face::Bold, room.large) <= room.width - 2.0 * GAP;
                    assert_eq!(placed.amount == *amount, whole, "{placed:?}");
                }
            }
        }
    }
}

#[test]
fn words_of_a_history_never_meet_and_stay_inside() {
    for tag in LANGUAGES {
        let amounts = amounts(tag);
        for (face, count) in [(Face::Bold, 2), (Face::Bold, 5), (Face::Plain, 9)] {
            for at in 0..amounts.len() {
                let words: Vec<&str> = amounts.iter().cycle().skip(at).take(count).map(String::as_str).collect();
                // Towards the end ever closer.
                let starts: Vec<Decimal> =
                    (0..count).map(|n| Decimal::from(100 * n * n / (count * count - count))).collect();
                for room in [&NARROW, &WIDE] {
                    let size = if face == Face::Bold { room.large } else { room.small };
                    let placed = spread(&words, &starts, face, room);
                    let boxes = placed.iter().zip(&words).filter_map(|(place, word)| {
                        let ((x, before), wide) = ((*place)?, width(word, face, size));
                        let x = x.to_f32()? / 100.0 * room.width;
                        Some(if before { (x - wide, x) } else { (x, x + wide) })
                    });
                    let boxes: Vec<(f32, f32)> = boxes.collect();
                    assert!(boxes.iter().all(|(from, to)| *from >= 0.0 && *to <= room.width + EXACT), "{boxes:?}");
                    assert!(boxes.windows(2).all(|two| two[0].1 <= two[1].0), "{boxes:?} of {words:?}");
                    // The last is what a reader came for.
                    let fits = words.last().is_some_and(|word| width(word, face, size) <= room.width);
                    assert_eq!(placed.last().is_some_and(Option::is_some), fits, "{words:?}");
                }
            }
        }
    }
}

#[test]
fn a_label_stands_behind_its_bar_or_before_it_or_over_it() {
    let label = Label {
        name: "Amazon".to_owned(),
        amount: "$38bn".to_owned(),
        counted: true,
        notes: vec!["signed".to_owned()],
    };
    let side = |start: f32, end: f32| label.place(&NARROW, start, end).side;
    assert_eq!([side(0.0, 10.0), side(80.0, 90.0), side(0.0, 90.0)], [Side::Right, Side::Left, Side::Above]);
    assert_eq!(label.place(&WIDE, 0.0, 10.0).note, "signed");
    assert_eq!(cut("Amazon", Face::Bold, 14.0, 30.0), "A…");
    assert_eq!(cut("Amazon", Face::Bold, 14.0, 3.0), "");
    assert!(width("WWW", Face::Bold, 14.0) > 2.0 * width("iii", Face::Bold, 14.0));
    // A sign that no font of the theme has is taken to be as wide as it is high.
    assert!(width("\u{30b7}", Face::Plain, 10.0) >= 10.0);
}

fn rung(name: &str, fill: Fill, low: i64, high: Option<i64>) -> Step {
    let label = Label { name: name.to_owned(), amount: format!("${low}bn"), counted: true, notes: Vec::new() };
    let amount = Some((Decimal::from(low), high.map(Decimal::from)));
    Step::Rung(Rung { label, fill, href: format!("{name}.html"), amount })
}

fn drawn(steps: Vec<Step>, whole: i64) -> String {
    let scale = Scale::of(Decimal::from(whole)).unwrap_or_else(|| unreachable!());
    let ticks = scale.ticks().iter().map(ToString::to_string).collect();
    let (title, description) = ("A & B".to_owned(), "<all>".to_owned());
    let id = "x".to_owned();
    Ladder { id, title, description, scale, ticks, accent: true, each: false, frame: None, steps }.svg()
}

#[test]
fn a_bar_starts_where_the_one_before_ends() {
    let svg = drawn(
        vec![
            rung("one", Fill::Solid, 25, Some(25)),
            rung("two", Fill::Solid, 10, Some(25)),
            rung("three", Fill::Hatch, 20, None),
            rung("four", Fill::Open, 10, Some(10)),
        ],
        100,
    );
    let bars: Vec<&str> = svg.lines().filter(|line| line.starts_with("<rect") && !line.contains("hit")).collect();
    let expected = [
        "class=\"solid\" x=\"0%\" width=\"25%\"",
        "class=\"fade\" fill=\"url(#fade)\" x=\"35%\" width=\"15%\"",
        "class=\"solid\" x=\"25%\" width=\"10%\"",
        // No high bound: a twentieth of the width, and what follows starts at 0.
        "class=\"fade\" fill=\"url(#fade)\" x=\"70%\" width=\"5%\"",
        "class=\"hatch\" fill=\"url(#hatch)\" x=\"50%\" width=\"20%\"",
        "class=\"open\" x=\"0%\" width=\"10%\"",
    ];
    assert_eq!(bars.len(), expected.len(), "{svg}");
    bars.iter().zip(expected).for_each(|(bar, expected)| assert!(bar.contains(expected), "{bar}"));
    assert_eq!(svg.matches("class=\"rung\"").count(), 2, "{svg}");
    assert!(svg.contains("A &amp; B</title>") && svg.contains("&lt;all&gt;</desc>"), "{svg}");
}

#[test]
fn what_is_too_small_to_be_seen_is_a_line() {
    let svg = drawn(vec![rung("one", Fill::Solid, 1, Some(1))], 100_000);
    assert!(svg.contains("class=\"thin\"") && !svg.contains("class=\"solid\""), "{svg}");
}
