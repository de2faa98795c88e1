//! Nothing leaves its box, whatever is on a card; the same card is the same file.

use super::face::Face;
use super::layout::{is_inside, layout};
use super::{Card, Palette, Shape, card, icon, legible};
use crate::render::view::{LargeFigure, Mark};

fn palette() -> Palette {
    let [paper, ink, soft, accent] = ["#fbf9f4", "#17191c", "#4d5056", "#0b5345"].map(str::to_owned);
    Palette { paper, ink, soft, accent }
}

fn figure(before: &str, ends: [&str; 3], unit: &str, after: &str) -> LargeFigure {
    let [number, between, high] = ends.map(str::to_owned);
    let is_range = !high.is_empty();
    LargeFigure {
        kind: "exact",
        before: before.to_owned(),
        after: after.to_owned(),
        low: if is_range { number.clone() } else { String::new() },
        number,
        between,
        high,
        unit: unit.to_owned(),
        ..LargeFigure::default()
    }
}

/// Short and long, in both languages.
fn samples() -> Vec<Card> {
    let long = "Vereinigte Elektrizitätswerke und Rechenzentrumsgesellschaft Mecklenburg-Vorpommern";
    let words =
        LargeFigure { kind: "undisclosed", text: "montant non communiqué".to_owned(), ..LargeFigure::default() };
    let figures = [
        None,
        Some(words),
        Some(figure("", ["10", "", ""], "milliards de dollars", "")),
        Some(figure("au moins", ["1\u{202f}400", "", ""], "milliards de dollars", "")),
        Some(figure("de", ["308", "à moins de", "388"], "milliards de dollars", "")),
        Some(figure("between", ["$12,345.67", "and less than", "$98,765.43"], "trillion", "or more")),
        Some(figure("des", ["centaines", "", ""], "de milliers de processeurs graphiques", "")),
        Some(figure("", ["999999999999999999999999", "", ""], "unités de travail de séparation par an", "")),
    ];
    let titles =
        ["OpenAI", "Amazon discute d’un investissement dans OpenAI et de l’adoption de ses puces Trainium", long];
    let endless = "Un titre qui ne finit pas ".repeat(8) + &"x".repeat(90);
    let mut all = Vec::new();
    for figure in figures {
        for title in titles.iter().copied().chain([endless.as_str(), ""]) {
            for (site, bucket) in
                [("Gigawatt", "committed"), (long, "talks"), (endless.as_str(), "announced"), ("", "off")]
            {
                all.push(Card {
                    site: site.to_owned(),
                    aside: format!("{title} → {site}"),
                    mark: Some(Mark { bucket, label: format!("En discussion {title}") }),
                    figure: figure.clone(),
                    title: title.to_owned(),
                    foot: format!("D’après la presse ; rien n’est signé {title}"),
                    day: format!("au plus tard le 31 décembre 2025 {site}"),
                });
            }
        }
    }
    all
}

#[test]
fn nothing_leaves_its_box() {
    for card in samples() {
        let mut below = 0.0_f32;
        for shape in layout(&card) {
            let Shape::Text(line) = shape else { continue };
            assert!(is_inside(&line), "{line:?} of {card:?}");
            assert!(
                line.text.is_empty() || line.size >= 20.0 || line.size >= 12.0 && card.figure.is_some(),
                "{line:?}"
            );
            if line.face == Face::Serif && line.y > 400.0 {
                assert!(line.y > below && line.y < 556.0, "{line:?} of {card:?}");
                below = line.y;
            }
        }
    }
}

#[test]
fn what_is_beside_something_does_not_touch_it() {
    for card in samples() {
        let lines: Vec<_> = layout(&card)
            .into_iter()
            .filter_map(|s| if let Shape::Text(line) = s { Some(line) } else { None })
            .collect();
        for (index, one) in lines.iter().enumerate() {
            for other in &lines[index + 1..] {
                let same_row = (one.y - other.y).abs() < 4.0;
                let apart = one.x + one.width() <= other.x + 0.5 || other.x + other.width() <= one.x + 0.5;
                assert!(!same_row || apart || one.text.is_empty() || other.text.is_empty(), "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn the_same_card_is_the_same_file() {
    let samples = samples();
    let one = card(&samples[samples.len() / 2], &palette()).unwrap_or_default();
    assert!(one.starts_with(b"\x89PNG") && one.len() > 5_000 && one.len() < 120_000, "{}", one.len());
    assert_eq!(one[16..24], [0, 0, 4, 176, 0, 0, 2, 118]);
    assert_eq!(card(&samples[samples.len() / 2], &palette()), Some(one));
    let icon = icon(&palette()).unwrap_or_default();
    assert_eq!(icon[16..24], [0, 0, 0, 180, 0, 0, 0, 180]);
}

#[test]
fn a_text_is_there_whole_or_not_at_all() {
    let card = Card {
        site: "Gigawatt".to_owned(),
        title: "北京".to_owned(),
        aside: "Łódź → Zürich".to_owned(),
        ..Card::default()
    };
    let shown = legible(card);
    assert_eq!((shown.site.as_str(), shown.title.as_str(), shown.aside.as_str()), ("Gigawatt", "", "Łódź → Zürich"));
}

#[test]
fn pairs_are_kerned_and_signs_found_in_other_fonts() {
    let width = |text| Face::Serif.width(text, 100.0, 0.0);
    assert!(width("AV") < width("A") + width("V"));
    assert!(Face::Serif.has("Łódź → 1\u{202f}400 ≥ œuvre") && !Face::Serif.has("北"));
    assert!((Face::Serif.width("a\u{a0}b", 10.0, 0.0) - Face::Serif.width("a b", 10.0, 0.0)).abs() < 0.01);
}
