//! What holds for any input: well-formed HTML, no script, spans on characters, scan and render of one mind, and
//! time that grows with the length.

use std::collections::BTreeSet;

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};
use proptest::test_runner::RngSeed;

use super::Site;
use crate::effort;
use crate::prose::{render, scan};
use crate::span::FileId;

/// Pieces of Markdown that like to interfere with each other.
const PIECES: &[&str] = &[
    "a",
    "é ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    "# ",
    "## ",
    "> ",
    "- ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "---\n",
    "***",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "```rust\n",
    "|",
    "|a|\n|-|\n",
    "\n|:-|-:|\n",
    "[",
    "]",
    "(",
    ")",
    "[[",
    "]]",
    "![",
    "![[",
    "[[amd]]",
    "[[amd|",
    "[[plan|x]]",
    "{{",
    "}}",
    "{{ value }}",
    "{{ amd.warrant.stake }}",
    "{{ a | b }}",
    "[^",
    "[^wire:9]",
    "[^press]",
    "[^n]",
    "\n\n[^n]: ",
    "\\",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "-->",
    "<div>\n",
    "&",
    "&lt;",
    "&#0;",
    "&#106;",
    "](javascript:x)",
    "](https://a.org)",
    "](chart.png \"t\")",
    "](<java\tscript:x>)",
    "<javascript:x>",
    "<https://a.org>",
    "<a@b.org>",
    "[x]: data:y\n",
    "[x]",
    "AMD",
    "Amazon Web Services",
    "OpenAI",
    " !",
    "\u{0}",
    "\u{85}",
    "\u{202e}",
    "😀",
    "> [!NOTE]\n",
    "{#id .class}",
    "\"",
    "'",
];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES).prop_map(str::to_owned);
    let random = any::<char>().prop_map(String::from);
    prop::collection::vec(prop::strategy::Union::new_weighted(vec![(20, piece.boxed()), (1, random.boxed())]), 0..40)
        .prop_map(|pieces| pieces.concat())
}

/// Checks that tags are closed in order, attributes quoted and unique, ids unique, text escaped.
fn check_html(html: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut ids = BTreeSet::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>']) {
        let Some(tag) = rest[at..].strip_prefix('<') else { return Err(format!("stray `>` in {rest:?}")) };
        let (tag, after) = tag.split_once('>').ok_or("unclosed tag")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("`</{name}>` closes nothing"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !KNOWN.contains(&name) {
            return Err(format!("unknown element `{name}`"));
        }
        if name == "a" && open.contains(&"a") {
            return Err("a link in a link".to_owned());
        }
        if !["br", "hr", "img", "input"].contains(&name) {
            open.push(name);
        }
        check_attributes(attributes, &mut ids)?;
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

const KNOWN: &[&str] = &[
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "code", "pre", "blockquote", "div", "ul",
    "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "input", "sup", "section", "span",
];

fn check_attributes<'a>(mut attributes: &'a str, ids: &mut BTreeSet<&'a str>) -> Result<(), String> {
    let mut names = BTreeSet::new();
    while !attributes.is_empty() {
        let end = attributes.find(['=', ' ']).unwrap_or(attributes.len());
        let (name, rest) = attributes.split_at(end);
        if !names.insert(name) || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') || name.starts_with("on") {
            return Err(format!("attribute `{name}`"));
        }
        attributes = rest.trim_start();
        let Some(value) = attributes.strip_prefix("=\"") else { continue };
        let (value, rest) = value.split_once('"').ok_or("unclosed attribute")?;
        attributes = rest.trim_start();
        if name == "id" && !ids.insert(value) {
            return Err(format!("id `{value}` twice"));
        }
        let address = name == "href" || name == "src";
        if address && (value.contains("script:") || value.contains("data:") || value.starts_with("//")) {
            return Err(format!("address `{value}`"));
        }
        if name == "style" || address && value.contains([' ', '\n', '\t']) {
            return Err(format!("attribute `{name}` is `{value}`"));
        }
    }
    Ok(())
}

/// What scan found, in the words of [`Site::asked`].
fn references(markdown: &str) -> BTreeSet<String> {
    let text = format!("é{markdown}");
    let scan = scan(FileId(0), &text, 2);
    let mut all: BTreeSet<String> = scan.links.iter().map(|link| format!("l {}", link.target)).collect();
    for fact in &scan.facts {
        let names: Vec<&str> = fact.segments.iter().map(|s| s.value.as_str()).collect();
        all.insert(format!("f {}", names.join(".")));
    }
    for citation in &scan.citations {
        all.insert(format!("c {}", text.get(citation.span.range()).unwrap_or("off a boundary")));
    }
    all.extend(scan.files.iter().map(|file| format!("p {}", file.value)));
    for problem in &scan.diagnostics {
        assert!(text.get(problem.primary.span.range()).is_some(), "{problem:?}");
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, rng_seed: RngSeed::Fixed(8), ..ProptestConfig::default() })]

    #[test]
    fn any_text(markdown in markdown()) {
        let site = Site::new();
        let html = render(&markdown, &site).html;
        if let Err(fault) = check_html(&html) {
            proptest::prop_assert!(false, "{fault}\n{html}");
        }
        proptest::prop_assert!(!html.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        // Inside a link or a description files are not looked up, as nothing could be linked there.
        let asked = site.asked.borrow();
        let scanned = references(&markdown);
        let of_files = |all: &BTreeSet<String>| all.iter().filter(|x| !x.starts_with('p')).cloned().collect::<Vec<_>>();
        proptest::prop_assert_eq!(of_files(&asked), of_files(&scanned));
        proptest::prop_assert!(asked.is_subset(&scanned), "{:?} {:?}", asked, scanned);
    }
}

#[test]
fn the_check_finds_faults() {
    for html in [
        "<p>",
        "</p>",
        "<p><em></p></em>",
        "a > b",
        "<b></b>",
        "<a href=\"javascript:x\"></a>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
    ] {
        assert!(check_html(html).is_err(), "{html}");
    }
}

/// Scanning and rendering this text takes time that grows no faster than the text.
#[track_caller]
fn take_linear_time(what: &str, text: impl Fn(usize) -> String) {
    // A third of what is promised: this runs without optimisation.
    effort::grows_with_size(what, 300_000, |size| {
        let text = text(size);
        let mut problems = 0;
        let effort = effort::of(|| {
            problems = scan(FileId(0), &text, 0).diagnostics.len();
            render(&text, &Site::new());
        });
        assert!(problems <= 400, "{what:?}");
        effort
    });
}

#[test]
fn hostile_texts_take_linear_time() {
    const UNITS: &[&str] = &[
        ">",
        "> ",
        "> > a\n",
        "[a](",
        "[[",
        "[[a|",
        "{{",
        "{{ ",
        "{{ a }} ",
        "{{{ ",
        "[^",
        "[^a",
        "[^wire:9]",
        "*",
        "*a ",
        "*a_ ",
        "- ",
        "`",
        "<",
        "<b>",
        "<!--",
        "![",
        "![a](b)",
        "![a](&#106;avascript:",
        "&",
        "&amp;",
        "~~a",
        "|",
        "\\",
        "\\[",
        "a\n",
        "[^a]: b\n\n",
        "# a\n",
        "AMD ",
        "Amazon Web ",
        "[[amd]]",
        "<https://a.org>",
        "[a](#b)\n",
        "\u{0}",
        "é",
        "1. ",
        "[x]: y\n",
        "```rust\nfn f() {}\n```\n",
        "- a\n",
        "[a](javascript:b) ",
    ];
    for unit in UNITS {
        take_linear_time(unit, |size| unit.repeat(size / unit.len()));
    }
    take_linear_time("a table", |size| format!("|a|b|\n|-|-|\n{}", "|1 [^wire]|{{ value }}|\n".repeat(size / 10)));
    take_linear_time("pictures in pictures", |size| {
        format!("{}{}", "![a ".repeat(size / 14), "](&#106;b)".repeat(size / 14))
    });
    take_linear_time("a deep list", |size| format!("{}a\n{}", "- ".repeat(500), "\n".repeat(size)));
    take_linear_time("fragments", |size| format!("{}{}", "# a\n".repeat(size / 8), "[a](#b)\n".repeat(size / 16)));
}
