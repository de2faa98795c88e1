//! The words of a text alone, and the way back to the file.

use crate::prose::{MarkKind, paragraphs};

/// Paragraphs, holes as `_`, marks as `^` (citation), `<id>` (link) and `{name}` (fact) behind them.
fn read(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    paragraphs(markdown, |paragraph| {
        let mut text = paragraph.text().to_owned();
        let mut cited: Vec<usize> = paragraph.citations_behind(0).iter().map(|c| c.at).collect();
        cited.dedup();
        cited.into_iter().rev().for_each(|at| text.insert(at, '^'));
        for mark in paragraph.marks().iter().rev() {
            let sign = match &mark.kind {
                MarkKind::Fact(name, segments) => format!("{{{name} {segments}}}"),
                MarkKind::Link(id) => format!("<{id}>"),
            };
            text.insert_str(mark.at.end, &sign);
        }
        found.push(text.replace('\u{fffc}', "_"));
    });
    found
}

#[test]
fn what_is_read_is_what_readers_see() {
    for (markdown, expected) in [
        ("One *two* **three**.\n\nFour", &["One two three.", "Four"][..]),
        ("# Head\ntext\nmore  \nhard", &["Head", "text more hard"]),
        ("38 billion[^a:9][^b].", &["38 billion^."]),
        ("{{ value }} and {{ a.b.c }}", &["_{value 1} and _{a 3}"]),
        ("[[amd]] [[amd|the *chip* maker]] [words](https://a.org)", &["_<amd> the chip maker<amd> words"]),
        ("`38` ~~38~~ ![38](a.png) <https://a.org/38> <b>38</b>", &["_   _ 38", "38"]),
        ("one ![two *three* four](a.png \"five [six]\") seven", &["one  seven", "five [six]", "two three four"]),
        ("```\n38\n```\n\n    38\n\n<div>\n38\n</div>\n", &[]),
        ("- one\n- two\n  - three\n\n1. four\n", &["one", "two", "three", "four"]),
        ("| a | b |\n|---|---|\n| 1 | 2 [[x\\|y]] |\n", &["_a_b", "_1_2 y<x>"]),
        ("> quoted\n> words\n\n> [!NOTE]\n> noted", &["quoted words", "noted"]),
        ("a[^1]\n\n[^1]: note 38", &["a^", "note 38"]),
        ("&nbsp;38&nbsp;%", &["\u{a0}38\u{a0}%"]),
        ("", &[]),
    ] {
        assert_eq!(read(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn a_cell_has_the_head_of_its_column() {
    let mut found = Vec::new();
    let table = "| a (£m) | *b* |\n|---|---|\n| 1 | 2 |\n| 3 ||\n\nafter\n\n| 4 |\n|---|\n| 5 |\n";
    paragraphs(table, |row| {
        found.extend(row.columns().map(|(cell, head)| format!("{}={head}", row.text()[cell].trim())));
    });
    assert_eq!(found, ["1=a (£m)", "2=b", "3=a (£m)", "=b", "5=4"]);
}

#[test]
fn a_place_leads_back_across_markup() {
    for (markdown, words, source) in [
        ("pay **38** billion", "38 billion", "38** billion"),
        ("pay **38 billion**.", "38 billion", "38 billion"),
        ("pay 38&nbsp;billion", "38\u{a0}billion", "38&nbsp;billion"),
        ("\\38 &euro; now", "€", "&euro;"),
        ("é [[a|38 billion]]", "38 billion", "38 billion"),
        ("> 38\n> billion", "38 billion", "38\n> billion"),
        ("38\r\nbillion", "38  billion", "38\r\nbillion"),
    ] {
        let mut seen = 0;
        paragraphs(markdown, |paragraph| {
            assert!(paragraph.text().contains(words), "{words:?} in {:?}", paragraph.text());
            let at = paragraph.text().find(words).unwrap_or_default();
            assert_eq!(&markdown[paragraph.source(at..at + words.len())], source);
            seen += 1;
        });
        assert_eq!(seen, 1, "{markdown:?}");
    }
}

#[test]
fn a_citation_belongs_to_what_stands_before_it() {
    for (markdown, cited) in [
        ("38 billion[^a].", &[("a", None)][..]),
        ("38 billion.[^a]", &[("a", None)]),
        ("« 38 billion »[^a:9][^b].", &[("a", Some(9)), ("b", None)]),
        ("**38 billion**[^a] or[^b]", &[("a", None)]),
        ("38 billion[^1]\n\n[^1]: note", &[("", None)]),
        ("38 billion over seven years[^a]", &[]),
        ("38 billion", &[]),
        ("[^a] 38 billion", &[]),
    ] {
        let mut first = None;
        paragraphs(markdown, |paragraph| {
            let end = paragraph.text().find("billion").map_or(0, |at| at + "billion".len());
            let found: Vec<_> = paragraph.cited(end).iter().map(|c| (c.source, c.line)).collect();
            first.get_or_insert(found);
        });
        assert_eq!(first.as_deref(), Some(cited), "{markdown:?}");
    }
}
