//! The examples of the CommonMark specification, written as pages have them.
//!
//! The specification is an npm package that `scripts/test` installs; its text is no part of this project. What a page
//! shows otherwise is listed in `tests/commonmark/deviations.toml`, by reason, with the numbers of the examples. Most
//! reasons can be undone in both texts ([`REASONS`]): an example must then be equal, and no less than the reasons that
//! it is listed under must be needed for it. HTML is compared as the specification's own normaliser does it, except
//! that `"` and `&quot;` are the same in text too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;
use tearsheet::prose;

use crate::html;
use crate::targets::Page;

const SPECIFICATION: &str = "tests/commonmark/node_modules/commonmark-spec/spec.txt";
const EXAMPLES: usize = 652;

#[derive(Deserialize)]
struct Deviation {
    why: String,
    examples: BTreeSet<usize>,
}

/// What a text consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Start {
        name: String,
        attributes: BTreeMap<String, String>,
    },
    End(String),
    Text(String),
    /// A comment or a declaration.
    Other(String),
}

/// What a reason does to a piece; `None` if it then is no longer there.
type Undo = fn(Piece) -> Option<Piece>;

/// The reasons. One without a function changes what no other than a reader of both can follow.
const REASONS: [(&str, Option<Undo>); 12] = [
    ("raw-html", None),
    ("wiki-links", None),
    ("typography", Some(|piece| Some(text_of(piece, straight)))),
    ("headings", Some(|piece| Some(without(level(piece), "id")))),
    ("code-scrolls", Some(|piece| Some(without(piece, "tabindex")))),
    ("code-in-colours", Some(|piece| if is(&piece, "span") { None } else { Some(piece) })),
    ("code-languages", Some(|piece| Some(without(piece, "class")))),
    ("links-leave", Some(|piece| Some(without(piece, "rel")))),
    ("pictures-wait", Some(|piece| Some(without(without(piece, "loading"), "decoding")))),
    ("addresses-as-written", Some(|piece| Some(decoded(piece)))),
    ("addresses-refused", Some(|piece| if is(&piece, "a") { None } else { Some(piece) })),
    ("addresses-bare", Some(|piece| if is(&piece, "a") { None } else { Some(piece) })),
];

/// Elements around which white space says nothing, of those that occur.
const BLOCKS: [&str; 29] = [
    "article", "aside", "blockquote", "body", "button", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
];

fn is(piece: &Piece, wanted: &str) -> bool {
    match piece {
        Piece::Start { name, .. } | Piece::End(name) => name == wanted,
        Piece::Text(_) | Piece::Other(_) => false,
    }
}

fn without(piece: Piece, attribute: &str) -> Piece {
    match piece {
        Piece::Start { name, mut attributes } => {
            attributes.remove(attribute);
            Piece::Start { name, attributes }
        }
        piece => piece,
    }
}

fn text_of(piece: Piece, change: fn(&str) -> String) -> Piece {
    match piece {
        Piece::Text(text) => Piece::Text(change(&text)),
        piece => piece,
    }
}

fn straight(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").replace('…', "...")
}

/// A heading of any level as one of the first.
fn level(piece: Piece) -> Piece {
    let first = |name: String| if name.starts_with('h') && name != "hr" { "h1".to_owned() } else { name };
    match piece {
        Piece::Start { name, attributes } => Piece::Start { name: first(name), attributes },
        Piece::End(name) => Piece::End(first(name)),
        piece => piece,
    }
}

/// An address with its percent escapes resolved.
fn decoded(piece: Piece) -> Piece {
    let Piece::Start { name, mut attributes } = piece else { return piece };
    if let Some(address) = attributes.get_mut("href") {
        let mut bytes = Vec::new();
        let mut parts = address.split('%');
        bytes.extend(parts.next().unwrap_or("").bytes());
        for part in parts {
            match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(byte) => bytes.extend(std::iter::once(byte).chain(part.bytes().skip(2))),
                None => bytes.extend(format!("%{part}").bytes()),
            }
        }
        *address = String::from_utf8_lossy(&bytes).into_owned();
    }
    Piece::Start { name, attributes }
}

/// The pieces of a text, its white space as it is.
fn pieces(html: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut all, &html::resolved(&rest[..at]));
        let inside = &rest[at + 1..];
        let is_name = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_name(inside) {
            let (tag, after) = html::tag(inside);
            let attributes = tag.attributes.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
            all.push(Piece::Start { name: tag.name.to_lowercase(), attributes });
            rest = after;
        } else {
            let (tag, after) = inside.split_once('>').unwrap_or((inside, ""));
            let name = tag.strip_prefix('/').filter(|name| is_name(name));
            all.push(name.map_or_else(|| Piece::Other(tag.to_owned()), |name| Piece::End(name.trim().to_lowercase())));
            rest = after;
        }
    }
    push_text(&mut all, &html::resolved(rest));
    all
}

fn push_text(all: &mut Vec<Piece>, text: &str) {
    match all.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(before)) => before.push_str(text),
        _ => all.push(Piece::Text(text.to_owned())),
    }
}

/// The pieces with these reasons undone, and without the white space that says nothing.
fn normalised(html: &str, undone: &[Undo]) -> Vec<Piece> {
    let mut all = Vec::new();
    for piece in pieces(html) {
        match undone.iter().try_fold(piece, |piece, undo| undo(piece)) {
            Some(Piece::Text(text)) => push_text(&mut all, &text),
            piece => all.extend(piece),
        }
    }
    let is_block = |piece: Option<&Piece>| match piece {
        Some(Piece::Start { name, .. } | Piece::End(name)) => BLOCKS.contains(&name.as_str()),
        Some(Piece::Text(_) | Piece::Other(_)) => false,
        None => true,
    };
    let mut in_code = false;
    let mut shown: Vec<Piece> = Vec::new();
    for (at, piece) in all.iter().enumerate() {
        if is(piece, "pre") {
            in_code = matches!(piece, Piece::Start { .. });
        }
        let Piece::Text(text) = piece else {
            shown.push(piece.clone());
            continue;
        };
        let mut text = text.clone();
        if !in_code {
            let (before, after) = (all[..at].last(), all.get(at + 1));
            let words: Vec<&str> = text.split_ascii_whitespace().collect();
            let begins_line = is_block(before) || before.is_some_and(|piece| is(piece, "br"));
            let white = |edge: Option<char>| edge.is_some_and(|c| c.is_ascii_whitespace());
            let begin = if white(text.chars().next()) && !begins_line { " " } else { "" };
            let end = if white(text.chars().next_back()) && !is_block(after) && !words.is_empty() { " " } else { "" };
            text = format!("{begin}{}{end}", words.join(" "));
        }
        push_text(&mut shown, &text);
    }
    shown
}

/// The Markdown and the HTML of each example; from number 1, at index 0.
fn examples(specification: &str) -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let text = specification.split("<!-- END TESTS -->").next().unwrap_or_default().replace('→', "\t");
    let opening = format!("{fence} example\n");
    let parts =
        text.split(opening.as_str()).skip(1).map(|part| format!("\n{}", part.split(&fence).next().unwrap_or("")));
    let both = |part: String| {
        let (markdown, html) = part.split_once("\n.\n").expect("an example has two parts");
        (markdown.strip_prefix('\n').map(|text| format!("{text}\n")).unwrap_or_default(), html.to_owned())
    };
    parts.map(both).collect()
}

#[test]
#[ignore = "needs the specification: `npm ci --prefix tests/commonmark`, then `cargo test commonmark -- --ignored`"]
fn the_examples_of_the_specification() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let examples = examples(&read(SPECIFICATION));
    assert_eq!(examples.len(), EXAMPLES, "another version of the specification");
    let table: BTreeMap<String, Deviation> =
        toml::from_str(&read("tests/commonmark/deviations.toml")).expect("a table of deviations");
    let known: BTreeSet<&str> = REASONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(table.keys().map(String::as_str).collect::<BTreeSet<_>>(), known, "reasons");
    assert!(table.values().all(|deviation| !deviation.why.is_empty()), "a reason without a sentence");
    let page = Page::new("en");
    let wrong = (1..).zip(&examples).filter_map(|(number, (markdown, expected))| {
        let listed = REASONS.iter().filter(|(name, _)| table[*name].examples.contains(&number)).collect::<Vec<_>>();
        let ours = prose::render(markdown, &page).html;
        let problem = problem(expected, &ours, &listed)?;
        Some(format!("example {number}: {problem}\n{markdown:?}\n  expected {expected:?}\n  found    {ours:?}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}\n{} examples", wrong.join("\n"), wrong.len());
}

/// What is wrong with an example that is listed under these reasons.
fn problem(expected: &str, ours: &str, listed: &[&(&str, Option<Undo>)]) -> Option<String> {
    let equal_without = |names: &[&(&str, Option<Undo>)]| {
        let undone: Vec<Undo> = names.iter().filter_map(|(_, undo)| *undo).collect();
        normalised(expected, &undone) == normalised(ours, &undone)
    };
    let is_open = listed.iter().any(|(_, undo)| undo.is_none());
    if !is_open && !equal_without(listed) {
        return Some(match listed {
            [] => "it deviates".to_owned(),
            _ => "it deviates in more than what it is listed for".to_owned(),
        });
    }
    if is_open && !equal_without(listed) {
        return None;
    }
    listed.iter().find_map(|reason| {
        let others: Vec<_> = listed.iter().copied().filter(|other| other.0 != reason.0).collect();
        equal_without(&others).then(|| format!("`{}` is no reason any more", reason.0))
    })
}

#[test]
fn deviations_are_seen() {
    let undo = |names: &[&str]| REASONS.iter().filter(|(name, _)| names.contains(name)).collect::<Vec<_>>();
    let (expected, ours) = ("<h1>A  \"b\"</h1>\n<hr />\n", "<h2 id=\"a\">A “b”</h2><hr>");
    assert_eq!(problem(expected, ours, &undo(&["headings", "typography"])), None);
    for (ours, names) in [
        (ours, &["headings"][..]),
        (ours, &["headings", "typography", "links-leave"]),
        ("<h2 id=\"a\">A “b”</h2>", &["headings", "typography"]),
        ("<h2 id=\"a\">A“b”</h2><hr>", &["headings", "typography"]),
        (expected, &["raw-html"]),
        (ours, &[]),
    ] {
        assert!(problem(expected, ours, &undo(names)).is_some(), "{ours} {names:?}");
    }
    let same = |one: &str, other: &str| normalised(one, &[]) == normalised(other, &[]);
    for (one, other) in [
        ("<p>a  \t b</p>", "<p>a b</p>"),
        ("\n\t<p>\n\t\ta  b\t\t</p>\n\t", "<p>a b</p>"),
        ("<br />", "<br>"),
        ("<a title=\"bar\" HREF=\"foo\">x</a>", "<a href=\"foo\" title=\"bar\">x</a>"),
        ("&quot;", "\""),
        ("a<br>\nb", "a<br>b"),
    ] {
        assert!(same(one, other), "{one} {other}");
    }
    for (one, other) in [
        ("<i>a b</i> ", "<i>a b</i>"),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ("a <b>b</b>", "a<b>b</b>"),
        ("a&lt;", "a"),
    ] {
        assert!(!same(one, other), "{one} {other}");
    }
}
