//! Spaces that are none to TOML: no-break spaces of a Mac or a French keyboard, and characters that show nothing.
//!
//! Looked for only in a text that is no TOML. Each is put right in a copy of the same length, so that nothing is lost of
//! what follows and every place stays what it is. In strings and comments they are text.

use std::borrow::Cow;
use std::ops::Range;

use super::mend::end_of;
use crate::chars::{blank_name, foreign_blank};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// Each run of such spaces outside of strings and comments.
pub(super) fn foreign(source: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(c) = source[at..].chars().next() {
        let begin = at;
        at += match c {
            '#' => line(&source[at..]).len(),
            '"' | '\'' => string(&source[at..], c),
            _ => c.len_utf8(),
        };
        if blank_name(c).is_some() {
            match found.last_mut().filter(|last| last.end == begin) {
                Some(last) => last.end = at,
                None => found.push(begin..at),
            }
        }
    }
    found
}

/// The text with ordinary spaces instead, as many as there were bytes.
pub(super) fn spaced<'s>(source: &'s str, found: &[Range<usize>]) -> Cow<'s, str> {
    let mut text = Cow::Borrowed(source);
    for blank in found {
        text.to_mut().replace_range(blank.clone(), &" ".repeat(blank.len()));
    }
    text
}

/// What is said of one at `span`, where `written` stands.
pub(super) fn problem(code: Code, span: Span, written: &str) -> Diagnostic {
    let found = foreign_blank(written).unwrap_or_default();
    let (advice, instead) = match written.chars().any(char::is_whitespace) {
        true => ("write an ordinary space", " "),
        false => ("delete it", ""),
    };
    Diagnostic::new(code, span, format!("expected TOML, found {found}")).suggest(advice, span, instead)
}

/// How long the string is that begins here; one that is never closed ends with its line.
fn string(text: &str, quote: char) -> usize {
    let triple = if quote == '"' { "\"\"\"" } else { "'''" };
    match text.strip_prefix(triple) {
        Some(inside) => end_of(inside, triple).map_or(text.len(), |end| end + 2 * triple.len()),
        None => {
            let line = line(text);
            end_of(&line[1..], &triple[..1]).map_or(line.len(), |end| end + 2)
        }
    }
}

fn line(text: &str) -> &str {
    text.split('\n').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::{foreign, spaced};

    #[test]
    fn only_outside_of_strings_and_comments() {
        let text = "a\u{a0}= \"\u{a0}\" # \u{a0}\nb = '\u{a0}'\u{202f}\u{200b}\nc = \"\"\"\n\u{a0}\"\"\"\nd = \"x\u{a0}\n\u{a0}e = 1\n";
        let found = foreign(text);
        let at: Vec<usize> = found.iter().map(|range| text[..range.start].matches('\n').count()).collect();
        assert_eq!(at, [0, 1, 5]);
        let spaced = spaced(text, &found);
        assert_eq!((spaced.len(), foreign(&spaced)), (text.len(), Vec::new()));
        assert!(spaced.contains("b = '\u{a0}'      \n") && spaced.contains("a  = \"\u{a0}\""), "{spaced}");
    }
}
