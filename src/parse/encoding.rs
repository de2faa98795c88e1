//! Characters that no text file of a site may hold.
//!
//! Control characters have no place in XML feeds and hide in editors, so they stop the build where they
//! stand. That the bytes are UTF-8 at all is checked when files are read.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Diagnostic, codes};
use crate::span::{FileId, Span};

/// How many places of one file are shown: a binary file would fill the screen.
const SHOWN: usize = 20;

/// The length of a byte order mark at the start.
pub(super) fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// A diagnostic for each run of control characters, tab and line ends excepted.
pub(super) fn check(file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut runs = runs(text);
    let mut diagnostics: Vec<Diagnostic> = runs
        .by_ref()
        .take(SHOWN)
        .map(|(at, first)| {
            let title = format!("a control character, U+{:04X}", u32::from(first));
            // Slides and word processors end lines with these.
            let (advice, instead) = match first {
                '\u{b}' | '\u{c}' | '\u{85}' => ("write a space", " "),
                _ => ("delete it", ""),
            };
            let span = Span::new(file, at);
            Diagnostic::new(codes::ENCODING, span, title).suggest(advice, span, instead)
        })
        .collect();
    let more = runs.count();
    if let Some(last) = diagnostics.pop() {
        diagnostics.push(if more > 0 { last.note(format!("and in {more} more places of this file")) } else { last });
    }
    diagnostics
}

/// Control characters that strings and keys of a sheet write as escapes: they would reach pages and feeds as they are.
pub(super) fn escaped(source: &str, tree: &DeTable<'_>, out: &mut Vec<(Range<usize>, char)>) {
    if source.contains('\\') {
        in_table(tree, out);
    }
}

fn in_table(table: &DeTable<'_>, out: &mut Vec<(Range<usize>, char)>) {
    for (key, value) in table {
        in_text(key.get_ref(), key.span(), out);
        in_value(value, out);
    }
}

fn in_text(text: &str, at: Range<usize>, out: &mut Vec<(Range<usize>, char)>) {
    out.extend(text.chars().find(|c| is_control(*c)).map(|first| (at, first)));
}

fn in_value(value: &Spanned<DeValue<'_>>, out: &mut Vec<(Range<usize>, char)>) {
    match value.get_ref() {
        DeValue::String(text) => in_text(text, value.span(), out),
        DeValue::Array(list) => list.iter().for_each(|value| in_value(value, out)),
        DeValue::Table(table) => in_table(table, out),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// Runs of adjacent control characters, each with its first.
fn runs(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next + suspect(&text.as_bytes()[next..])?;
        let length: usize = text[start..].chars().take_while(|&c| is_control(c)).map(char::len_utf8).sum();
        next = start + length;
        text[start..].chars().next().map(|first| (start..next, first))
    })
}

fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\r' | '\n')) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Where the first control character begins, found on bytes: C0 and DEL are one byte, C1 is `C2 80` to
/// `C2 9F`, the two noncharacters are `EF BF BE` and `EF BF BF`.
fn suspect(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + first_that_begins_one(&bytes[from..])?;
        let found = match bytes[at] {
            0xc2 => bytes.get(at + 1).is_some_and(|&next| next < 0xa0),
            0xef => bytes.get(at + 1) == Some(&0xbf) && bytes.get(at + 2).is_some_and(|&last| last >= 0xbe),
            _ => true,
        };
        if found {
            return Some(at);
        }
        from = at + 1;
    }
}

/// The first byte with which a control character may begin. Every byte of every file is looked at here: in blocks, of
/// which the compiler compares many bytes at once.
fn first_that_begins_one(bytes: &[u8]) -> Option<usize> {
    const BLOCK: usize = 64;
    let blocks = bytes.chunks(BLOCK).enumerate();
    let mut found = blocks.filter(|(_, block)| block.iter().fold(false, |any, &byte| any | begins_one(byte)));
    let in_block =
        |(index, block): (usize, &[u8])| block.iter().position(|&byte| begins_one(byte)).map(|at| index * BLOCK + at);
    found.next().and_then(in_block)
}

// Not lazy: a branch per comparison would keep the loop from being vectorised.
#[expect(clippy::needless_bitwise_bool, reason = "compared at once, not one after the other")]
fn begins_one(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
        | (byte == 0x7f)
        | (byte == 0xc2)
        | (byte == 0xef)
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::span::FileId;

    #[test]
    fn control_characters_are_found_at_their_bytes() {
        let found = |text: &str| -> Vec<(usize, usize)> {
            let range = |d: crate::diagnostics::Diagnostic| d.primary.span.range();
            check(FileId(0), text).into_iter().map(range).map(|r| (r.start, r.end)).collect()
        };
        assert_eq!(found("d’accord « à\u{202f}»\u{a0}!\t\r\n\u{feff}\u{ffbd}"), []);
        assert_eq!(found("a\0b"), [(1, 2)]);
        assert_eq!(found("é\u{1}\u{85}\u{7f}é\u{ffff}"), [(2, 6), (8, 11)]);
        assert_eq!(found(&"\u{1}a".repeat(100)).len(), 20);
    }
}
