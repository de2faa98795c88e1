//! Tables: bars that cut a link, a picture or code in two, cells that no column has, headers that do not fit their rule.
//!
//! A bar ends a cell wherever it stands, in a link and in code as well, unless a backslash stands before it. The parser
//! shows nothing of what is too much in a row, and a header that does not fit makes text of the whole table. So rows are
//! looked at as they are written.

use std::ops::Range;

use super::problems::{Problems, short};
use crate::chars::{blank_name, floor};
use crate::diagnostics::{Diagnostic, codes};

/// How far from its beginning the end of a link or of code is looked for, in bytes.
const WINDOW: usize = 4096;

/// The row at `range`, of a table with so many columns; whether a bar cuts something in it in two.
pub(super) fn row(problems: &mut Problems, markdown: &str, range: Range<usize>, columns: usize) -> bool {
    let (row, start) = (markdown.get(range.clone()).unwrap_or("").trim_end(), range.start);
    if cut(problems, row, start) {
        return true;
    }
    let cells = cells(row);
    if let Some(surplus) = cells.get(columns) {
        let (noun, found) = (if columns == 1 { "cell" } else { "cells" }, cells.len());
        let title = format!("expected {columns} {noun} in a row of this table, found {found}");
        let place = start + surplus.start..start + surplus.end;
        problems.warn(
            codes::MARKDOWN,
            place,
            title,
            "what follows the last column is not shown; a bar as text is written `\\|`",
            None,
        );
    }
    false
}

/// The paragraph at `range`, which may have been meant as a table.
pub(super) fn paragraph(problems: &mut Problems, markdown: &str, range: Range<usize>) {
    let mut before: Option<(&str, usize)> = None;
    let mut at = range.start;
    for written in markdown.get(range).unwrap_or("").split_inclusive('\n') {
        let line = written.trim_start_matches(['>', ' ', '\t']);
        let start = at + written.len() - line.len();
        let line = line.trim_end_matches(['\r', '\n', ' ', '\t']);
        if let Some((header, header_start)) = before.filter(|(header, _)| header.contains('|') && is_rule(line)) {
            no_table(problems, (header, header_start), (line, start));
        }
        before = Some((line, start));
        at += written.len();
    }
}

/// A header and a rule that make no table.
fn no_table(problems: &mut Problems, (header, header_start): (&str, usize), (rule, rule_start): (&str, usize)) {
    if cut(problems, header, header_start) {
        return;
    }
    let foreign = |line: &str, start: usize| {
        line.char_indices().find(|&(_, c)| blank_name(c).is_some()).map(|(at, c)| start + at..start + at + c.len_utf8())
    };
    let (wanted, found) = (cells(rule).len(), cells(header).len());
    // A space at the end of the header would be a cell of its own.
    let ends = header.ends_with(|c| blank_name(c).is_some());
    if let Some(blank) = foreign(rule, rule_start).or_else(|| ends.then(|| foreign(header, header_start)).flatten()) {
        let title = "expected ordinary spaces in the first lines of a table, found another".to_owned();
        problems.warn(codes::MARKDOWN, blank.clone(), title, "write an ordinary space", Some((blank, " ")));
    } else if wanted != found {
        let title = format!("expected as many cells in the header as in its rule, {wanted}, found {found}");
        let place = header_start..header_start + header.len();
        problems.warn(codes::MARKDOWN, place, title, "a table that does not fit is printed as it is written", None);
    }
}

/// `|---|:--:|`
fn is_rule(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.chars().all(|c| "|-:".contains(c) || c.is_whitespace())
}

/// The cells of a row.
fn cells(row: &str) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let shown = row.trim_start();
    let mut start = row.len() - shown.strip_prefix('|').unwrap_or(shown).len();
    for bar in bars(row).skip_while(|bar| row[..*bar].trim().is_empty()) {
        cells.push(start..bar);
        start = bar + 1;
    }
    if !row[start..].trim().is_empty() {
        cells.push(start..row.len());
    }
    cells
}

/// Bars without a backslash before them.
fn bars(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('|').map(|(at, _)| at).filter(|&at| !text[..at].ends_with('\\'))
}

/// Whether a bar stands inside of a link, a picture or code; the first one is reported.
fn cut(problems: &mut Problems, row: &str, start: usize) -> bool {
    let Some((bar, inside)) = first_cut(row) else { return false };
    problems.add(codes::MARKDOWN, |at| {
        let title = format!("expected `\\|` inside of `{}` in a table, found `|`, which ends the cell", short(inside));
        let bar = at(start + bar..start + bar + 1);
        Diagnostic::new(codes::MARKDOWN, bar, title).suggest("put a backslash before it", bar, "\\|")
    });
    true
}

/// The first bar inside of a link, a picture or code, and what it is inside of.
fn first_cut(row: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    while let Some(begin) = row[at..].find(['`', '[', '\\']).map(|offset| at + offset) {
        let rest = &row[begin..floor(row, begin + WINDOW)];
        let length = match rest.as_bytes().first() {
            Some(b'`') => code(rest),
            Some(b'[') => link(rest),
            _ => None,
        };
        if let Some(inside) = length.map(|length| &rest[..length]) {
            if let Some(bar) = bars(inside).next() {
                return Some((begin + bar, inside));
            }
            at = begin + inside.len();
        } else {
            let marks = rest.len() - rest.trim_start_matches('`').len();
            // What a backslash escapes begins nothing.
            let escaped = rest.strip_prefix('\\').and_then(|after| after.chars().next()).map_or(0, char::len_utf8);
            at = begin + marks.max(1 + escaped);
        }
    }
    None
}

/// How long the code is that begins here.
fn code(rest: &str) -> Option<usize> {
    let marks = rest.len() - rest.trim_start_matches('`').len();
    let mut at = marks;
    while let Some(begin) = rest[at..].find('`').map(|offset| at + offset) {
        let found = rest[begin..].len() - rest[begin..].trim_start_matches('`').len();
        at = begin + found;
        if found == marks {
            return Some(at);
        }
    }
    None
}

/// How long the link is that begins here: `[[id|text]]` or `[text](address)`.
fn link(rest: &str) -> Option<usize> {
    let opened = if rest.starts_with("[[") { 2 } else { 1 };
    let end = opened + rest[opened..].find(['[', ']'])?;
    if opened == 2 {
        return rest[end..].starts_with("]]").then_some(end + 2);
    }
    let address = rest[end..].strip_prefix("](")?;
    Some(end + 2 + address.find(')')? + 1)
}

#[cfg(test)]
mod tests {
    use super::{cells, first_cut};

    #[test]
    fn rows() {
        for (row, expected) in [
            ("| a | b |", &[" a ", " b "][..]),
            ("a | b", &["a ", " b"]),
            ("|a|b| c", &["a", "b", " c"]),
            ("| a \\| b |", &[" a \\| b "]),
            ("|| b |", &["", " b "]),
            ("| a |\u{a0}", &[" a "]),
        ] {
            let found: Vec<&str> = cells(row).into_iter().map(|cell| &row[cell]).collect();
            assert_eq!(found, expected, "{row:?}");
        }
    }

    #[test]
    fn bars_inside() {
        for (row, expected) in [
            ("| [[a|b]] |", Some("[[a|b]]")),
            ("| ![a|b](c.png) |", Some("[a|b](c.png)")),
            ("| [a](b|c) |", Some("[a](b|c)")),
            ("| `a|b` |", Some("`a|b`")),
            ("| ``a`|b`` |", Some("``a`|b``")),
            ("| [[a\\|b]] | `a` | ` | [a] | [b] |", None),
            ("| \\[[a|b]] |", None),
        ] {
            assert_eq!(first_cut(row).map(|(_, inside)| inside), expected, "{row:?}");
        }
    }
}
