//! What was meant as markup and is text: links that are none, stars round words that stay plain, alerts nobody knows,
//! characters that cannot be.
//!
//! Markdown has no errors: what it cannot read, it prints. Each of these is looked for in what it prints.

use std::ops::Range;

use memchr::memchr3_iter;

use super::problems::{Problems, short};
use super::scan::first_line;
use crate::chars::ceil;
use crate::diagnostics::{Diagnostic, Severity, closest, codes};
use crate::markup;

/// How far the end of something is looked for, in bytes.
const WINDOW: usize = 4096;

/// What alerts there are.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// The forms in which links stand in `markdown` at `range`, which is text.
pub(super) fn links(problems: &mut Problems, markdown: &str, range: Range<usize>) {
    let text = markdown.get(range.clone()).unwrap_or("");
    for offset in memchr3_iter(b']', b')', b'[', text.as_bytes()) {
        let (at, sign) = (range.start + offset, &text[offset..=offset]);
        let (before, after) = (&markdown[..at], &markdown[at + 1..ceil(markdown, at + WINDOW)]);
        // An escaped sign begins a stretch of text.
        if offset == 0 && before.ends_with('\\') {
            continue;
        }
        let gap = after.len() - after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
        match sign {
            "]" if after.starts_with('(') => no_address(problems, at, &after[1..]),
            "]" if gap > 0 && after[gap..].strip_prefix('(').is_some_and(is_address) => {
                let title = "expected `(` right behind `]`, found a space".to_owned();
                let space = at + 1..at + 1 + gap;
                problems.warn(codes::BROKEN_LINK, space.clone(), title, "delete it", Some((space, "")));
            }
            ")" if after.starts_with('[') && is_address(&after[1..]) => {
                let end = at + 1 + after.find(']').map_or(1, |end| end + 1);
                let title = format!("expected `[text](address)`, found `){}`", short(&markdown[at + 1..end]));
                let help = "text stands in square brackets, the address in round ones";
                problems.warn(codes::BROKEN_LINK, at..end, title, help, None);
            }
            "[" if after.starts_with('[') && !after.starts_with("[^") && !before.ends_with('[') => {
                let title =
                    format!("expected `]]` behind the id, found `{}`", short(&markdown[at..at + 1 + after.len()]));
                problems.warn(codes::BROKEN_LINK, at..at + 2, title, "a link is `[[id]]` or `[[id|words]]`", None);
            }
            _ => {}
        }
    }
}

/// `](` at `at` that makes no link; `rest` follows.
fn no_address(problems: &mut Problems, at: usize, rest: &str) {
    let line = rest.lines().next().unwrap_or("");
    let start = at + 2;
    let Some(length) = line.find(')') else {
        let place = at..start + line.trim_end().len();
        let title = format!("expected `)` at the end of the address, found `{}`", short(line));
        return problems.warn(codes::BROKEN_LINK, place, title, "close it on the same line", None);
    };
    let address = &line[..length];
    let place = at..start + length + 1;
    let title = format!("expected a link, found `]({})` as text", short(address));
    if address.trim().contains(char::is_whitespace) && !address.contains(['"', '<', '>']) {
        let fix = format!("<{}>", address.trim());
        let help = "put an address with spaces between angle brackets";
        problems.warn(codes::BROKEN_LINK, place, title, help, Some((start..start + length, &fix)));
    } else {
        problems.warn(codes::BROKEN_LINK, place, title, "a link is `[text](address)`, and none is in another", None);
    }
}

fn is_address(text: &str) -> bool {
    ["http://", "https://", "mailto:"].iter().any(|scheme| text.starts_with(scheme))
}

/// `[text][name]` at `range` where nothing says what `name` is. Such links may stand inside each other, so that the text is
/// looked at only for those that are listed.
pub(super) fn undefined(problems: &mut Problems, markdown: &str, range: Range<usize>) {
    problems.add(codes::BROKEN_LINK, |at| {
        let written = markdown.get(range.clone()).unwrap_or("");
        let (text, name) = written.trim_end_matches(']').rsplit_once('[').unwrap_or_default();
        let name = short(if name.is_empty() { text.trim_matches(['!', '[', ']']) } else { name });
        let title = format!("expected a line `[{name}]: …` that says where `{name}` leads, found none");
        let mut problem = Diagnostic::new(codes::BROKEN_LINK, at(first_line(markdown, range)), title)
            .help("write such a line, or the address itself: `[text](address)`");
        problem.severity = Severity::Warning;
        problem
    });
}

/// Stars in the text of one paragraph that were to make it bold.
#[derive(Default)]
pub(super) struct Stars {
    opened: Option<usize>,
}

impl Stars {
    /// Another stretch of text of the paragraph.
    pub(super) fn text(&mut self, problems: &mut Problems, markdown: &str, range: Range<usize>) {
        for (offset, _) in markdown.get(range.clone()).unwrap_or("").match_indices("**") {
            let at = range.start + offset;
            let (before, after) = (markdown[..at].chars().next_back(), markdown[at + 2..].chars().next());
            let touches = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace() && c != '*' && c != '\\');
            match self.opened {
                Some(opened) if touches(before) => {
                    unbold(problems, opened..at + 2, before);
                    self.opened = None;
                }
                _ => self.opened = touches(after).then_some(at),
            }
        }
    }
}

/// `**…**` that is printed with its stars; `last` stands before the last two.
fn unbold(problems: &mut Problems, range: Range<usize>, last: Option<char>) {
    let title = "expected bold text, found `**` that is printed as it is".to_owned();
    let sign = last.filter(|c| "：，。；！？、:,.;!?".contains(*c));
    let end = range.end;
    match sign {
        Some(sign) => {
            let fix = format!("**{sign}");
            let place = end - 2 - sign.len_utf8()..end;
            problems.warn(codes::MARKDOWN, range, title, "put the sign behind the stars", Some((place, &fix)));
        }
        None => {
            let help =
                "between a sign and a letter stars need a space on the side of the letter; as text they are `\\*\\*`";
            problems.warn(codes::MARKDOWN, range, title, help, None);
        }
    }
}

/// The quotation at `range`, which may begin like an alert.
pub(super) fn alert(problems: &mut Problems, markdown: &str, range: Range<usize>) {
    let line = first_line(markdown, range);
    let text = markdown.get(line.clone()).unwrap_or("");
    let shown = text.trim_start_matches(['>', ' ', '\t']);
    let start = line.start + text.len() - shown.len();
    let Some((name, behind)) = shown.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { return };
    let place = start..start + "[!]".len() + name.len();
    let known = ALERTS.iter().any(|alert| alert.eq_ignore_ascii_case(name));
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphabetic()) || (known && behind.trim().is_empty()) {
        return;
    }
    if known {
        let title = format!("expected `[!{name}]` on a line of its own, found text behind it");
        return problems.warn(codes::MARKDOWN, place, title, "begin the text on the next line", None);
    }
    let title = format!("expected the name of an alert, found `{}`", short(name));
    match closest(name, ALERTS) {
        Some(near) => {
            let fix = format!("[!{near}]");
            problems.warn(codes::MARKDOWN, place.clone(), title, "a similar name exists", Some((place, &fix)));
        }
        None => {
            problems.warn(codes::MARKDOWN, place, title, "alerts are NOTE, TIP, IMPORTANT, WARNING and CAUTION", None)
        }
    }
}

/// `&#0;` and other references to characters that a page cannot hold, outside of `code`.
pub(super) fn references(problems: &mut Problems, markdown: &str, is_code: impl Fn(usize) -> bool) {
    for (at, _) in markdown.match_indices("&#") {
        let Some((digits, _)) = markdown[at + 2..ceil(markdown, at + 12)].split_once(';') else { continue };
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        };
        let Ok(code) = code else { continue };
        let stands = char::from_u32(code).is_some_and(|c| !markup::is_forbidden(c));
        if !stands && !markdown[..at].ends_with('\\') && !is_code(at) {
            let place = at..at + "&#;".len() + digits.len();
            problems.add(codes::ENCODING, |span| {
                let title = format!("a character that pages cannot hold, U+{code:04X}, written as a reference");
                Diagnostic::new(codes::ENCODING, span(place.clone()), title).suggest("delete it", span(place), "")
            });
        }
    }
}
