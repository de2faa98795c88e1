//! Parsing anything: no input panics, overflows the stack, takes more than linear time or yields a span that
//! is not in the text.

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};
use tearsheet::files::File;
use tearsheet::parse::{Parsed, base_vocabulary, parse};
use tearsheet::span::FileId;

const DEAL: &str = "content/deals/openai-aws.toml";
const COMPANY: &str = "content/companies/aws.toml";
const SOURCE: &str = "content/sources/wire.toml";
const COMPANIES: &str = "content/companies.toml";
const SOURCES: &str = "content/sources.toml";
const PAGE: &str = "content/pages/about.md";
const SITE: &str = "tearsheet.toml";

/// An unlikely number, so that spans can be told from digits of the text.
const ID: FileId = FileId(987_654_321);

fn file(path: &str, text: &str) -> File {
    File::new(ID, path, text)
}

/// Every span in a parsed file, found in its debug form: none can be forgotten.
fn spans(parsed: &Parsed) -> Vec<(usize, usize)> {
    let debug = format!("{parsed:?}");
    let mut spans = Vec::new();
    for rest in debug.split("987654321:").skip(1) {
        let number = |s: &str| s.chars().take_while(char::is_ascii_digit).collect::<String>();
        let start = number(rest);
        let Some(end) = rest[start.len()..].strip_prefix("..").map(number) else { continue };
        spans.extend(start.parse().ok().zip(end.parse().ok()));
    }
    spans
}

#[track_caller]
fn is_sound(path: &str, text: &str) {
    for (start, end) in spans(&parse(&file(path, text), base_vocabulary())) {
        assert!(text.get(start..end).is_some(), "{start}..{end} is not in {text:?}");
    }
}

const PATHS: [&str; 7] = [DEAL, COMPANY, COMPANIES, SOURCE, SOURCES, PAGE, SITE];

/// A sheet with something of everything.
const RICH: &str = r#"title  = { fr = "Accord « à 38 milliards »", en = "Deal" }
status = [
  { is = "signed", on = "2025-11-03?", source = "wire:9", quote = "a signé", rank = "preferred", via = ["Reuters"] },
  { is = "announced", on = 2025-11-03, source = ["wire", "blog:2"], hedge = "attributed", by = "X", note = { fr = "é" } },
]
umbrella = false
follows = "x"
publish_on = 2026-01-01
[sources]
wire = "wire-aws"
[[leg]]
id = "purchase"
customer = "openai"
supplier = ["aws", "b"]
value = { is = "≥ 10–20 billion USD", source = "wire:1" }
gpus = "hundreds of thousands of GPUs"
capacity = { is = "up to 6 GW", of = "chips" }
starts = "2025-11~"
online = "../2026"
held = { fr = "non", en = "no" }
term = """
7\u0020years"""
[[milestone]]
what = 'x'
due  = "2027"
[[allow]]
code = "raw-html"
why = "x"
until = 2026-01-01
"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_with_spans_inside_it(text in any::<String>(), path in prop::sample::select(&PATHS[..])) {
        is_sound(path, &text);
    }

    #[test]
    fn any_tokens_are_parsed(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..60), path in prop::sample::select(&PATHS[..])) {
        is_sound(path, &tokens.concat());
    }

    #[test]
    fn a_damaged_sheet_is_parsed(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, prop::sample::select(TOKENS)), 1..6),
        path in prop::sample::select(&PATHS[..]),
    ) {
        let mut text = if path == PAGE { format!("+++\n{RICH}+++\n") } else { RICH.to_owned() };
        for (at, length, token) in cuts {
            let start = text.floor_boundary(at.index(text.len() + 1));
            let end = text.floor_boundary((start + length).min(text.len()));
            text.replace_range(start..end.max(start), token);
        }
        is_sound(path, &text);
    }

    #[test]
    fn amounts_and_dates_take_any_text(text in "[0-9.,_ $€%~≥<>/?–XHQa-zGW\u{a0}-]{0,24}") {
        let span = tearsheet::span::Span::new(ID, 7..7 + text.len());
        for error in [tearsheet::parse::amount(&text, span, base_vocabulary()).err(), tearsheet::parse::date(&text, span).err()].into_iter().flatten() {
            let range = error.primary.span.range();
            prop_assert!(text.get(range.start - 7..range.end - 7).is_some(), "{error:?}");
        }
    }
}

trait FloorBoundary {
    fn floor_boundary(&self, at: usize) -> usize;
}

impl FloorBoundary for String {
    fn floor_boundary(&self, at: usize) -> usize {
        (0..=at).rev().find(|&i| self.is_char_boundary(i)).unwrap_or(0)
    }
}

const TOKENS: &[&str] = &[
    "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "\"", "'", "\"\"\"", "'''", "\n", "\r\n", "\r", " ", "#", "\\",
    "\\u00e9", "+++", "+++\n", "---\n", "\u{feff}", "\u{0}", "\u{85}", "é", "“", "”", "≥", "title", "status",
    "[[leg]]\n", "[leg]\n", "value", "is", "source", "customer", "suplier", "2025-11", "2025-11-03", "../2026",
    "38 milliards", "1,4", "true", "1e9", "0x", "a.b", "\"signed\"", "{ is = ", "[sources]\n", "[a.b]\n", "\u{202e}",
    "😀",
];

#[test]
fn depth_and_length_are_bounded() {
    for text in [
        format!("a = {}", "[".repeat(20_000)),
        format!("a = {}", "{a=".repeat(20_000)),
        format!("{}a = 1", "a.".repeat(20_000)),
        format!("[{}a]", "a.".repeat(20_000)),
        "[".repeat(20_000),
        "[[a]]\n".repeat(20_000),
        format!("title = \"{}\"", "é".repeat(500_000)),
        format!("[[leg]]\nvalue = \"{}\"", "9".repeat(1_000_000)),
        format!("[[leg]]\nvalue = \"{}\"", "milliard ".repeat(100_000)),
        format!("[[leg]]\nstarts = \"{}\"", "2025-11/".repeat(100_000)),
        format!("{} = 1", "k".repeat(1_000_000)),
        format!("status = \"{}\"", "s".repeat(1_000_000)),
        format!("x = {}", "y ".repeat(500_000)),
        "a = 1\n".repeat(50_000),
        (0..20_000).map(|i| format!("k{i} = 1\n")).collect::<String>().repeat(2),
        "\u{1}".repeat(1_000_000),
        "\u{1}\n".repeat(100_000),
        "+++\n".repeat(100_000),
        format!("title = [{}]", "\"x\",".repeat(100_000)),
        format!("title = \"{}", "\\q".repeat(300_000)),
    ] {
        for path in PATHS {
            let parsed = parse(&file(path, &text), base_vocabulary());
            assert_eq!(parsed.file, ID);
        }
    }
}
