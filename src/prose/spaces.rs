//! Spaces of other kinds where Markdown wants an ordinary one: behind the mark of a heading or an item, before it, and on
//! a line that should be empty. A Mac or a French keyboard types a no-break space unasked, and nothing of it is seen.

use std::ops::Range;

use super::problems::Problems;
use crate::chars::{blank_name, foreign_blank};
use crate::diagnostics::codes;

/// Looks at every line that is not in `code`, whose ranges are in order.
pub(super) fn check(problems: &mut Problems, markdown: &str, code: &[Range<usize>]) {
    let mut at = 0;
    // Whether a number may begin a list here, rather than end a sentence.
    let mut counts = true;
    for written in markdown.split_inclusive('\n') {
        let line = written.trim_end_matches(['\r', '\n']);
        if !line.is_ascii()
            && !is_in(code, at + line.len() - line.trim_start_matches([' ', '\t', '>']).len())
            && let Some((place, mark)) = misread(line, counts)
        {
            report(problems, at, line, place, mark);
        }
        let shown = line.trim();
        counts = shown.is_empty() || number(shown) > 0;
        at += written.len();
    }
}

/// Whether a place is in one of the ranges.
pub(super) fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.partition_point(|range| range.start <= at).checked_sub(1).is_some_and(|i| ranges[i].end > at)
}

fn report(problems: &mut Problems, at: usize, line: &str, place: Range<usize>, mark: &str) {
    let found = foreign_blank(&line[place.clone()]).unwrap_or_default();
    let is_before = line[place.end..].starts_with(mark);
    let (title, help, instead) = if mark.is_empty() {
        (format!("expected an empty line, found {found}"), "delete it", "")
    } else if is_before {
        (format!("expected `{mark}` at the beginning of the line, found {found}, before it"), "delete it", "")
    } else {
        (format!("expected an ordinary space behind `{mark}`, found {found}"), "write an ordinary space", " ")
    };
    let place = at + place.start..at + place.end;
    problems.warn(codes::MARKDOWN, place.clone(), title, help, Some((place, instead)));
}

/// The spaces that keep a mark of this line from being one, and the mark; none where the line should be empty.
fn misread(line: &str, counts: bool) -> Option<(Range<usize>, &str)> {
    let is_foreign = |text: &str| text.chars().any(|c| blank_name(c).is_some());
    let end = line.trim_end().len();
    let mut at = 0;
    loop {
        let lead = at..at + blank(&line[at..]);
        let after = &line[lead.end..];
        let before = is_foreign(&line[lead.clone()]);
        if after.is_empty() {
            return before.then_some((lead, ""));
        }
        let mark = &after[..marked(after, end.saturating_sub(lead.end), at > 0, counts)?];
        let behind = &after[mark.len()..];
        let gap = blank(behind);
        // Those need nothing behind them.
        let alone = mark.starts_with(['>', '|', '`', '~']) || behind.is_empty() || lead.end + mark.len() == end;
        if gap == 0 && !alone {
            return None;
        }
        if before {
            let foreign = line[lead.clone()].find(|c| blank_name(c).is_some()).unwrap_or(0);
            return Some((lead.start + foreign..lead.end, mark));
        }
        at = lead.end + mark.len();
        let wants_space = !mark.starts_with(['>', '|', '`', '~']);
        if wants_space && behind.chars().next().is_some_and(|c| blank_name(c).is_some()) {
            return Some((at..at + gap, mark));
        }
        if mark.starts_with(['#', '[', '|', '`', '~']) || behind.is_empty() {
            return None;
        }
    }
}

/// How long the white space is that `text` begins with, of whatever kind.
fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || blank_name(c).is_some()).len()
}

/// How long the mark is that `text` begins with, of which so many bytes are shown; boxes and kinds of alerts stand inside
/// of something.
fn marked(text: &str, shown: usize, inside: bool, counts: bool) -> Option<usize> {
    let same = |mark: char| text.len() - text.trim_start_matches(mark).len();
    let first = text.chars().next()?;
    match first {
        '#' => Some(same('#')).filter(|&length| length <= 6),
        '>' | '|' => Some(1),
        '-' | '*' | '+' if same(first) == shown => Some(shown),
        '-' | '*' | '+' => Some(1),
        '`' | '~' => Some(same(first)).filter(|&length| length >= 3),
        '[' if inside => {
            ["[ ]", "[x]", "[X]"].iter().find(|mark| text.starts_with(**mark)).map(|mark| mark.len()).or_else(|| {
                let name = text.strip_prefix("[!")?;
                let length = name.find(|c: char| !c.is_ascii_alphabetic())?;
                name[length..].starts_with(']').then_some(length + 3)
            })
        }
        _ => Some(number(text))
            .filter(|&length| length > 0 && (counts || text.starts_with("1.") || text.starts_with("1)"))),
    }
}

/// How long a number with its sign is, `12.` or `12)`; 0 if there is none.
fn number(text: &str) -> usize {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) { digits + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::misread;

    #[test]
    fn marks() {
        for (line, expected) in [
            ("##⍽T", Some(("⍽", "##"))),
            ("-⍽a", Some(("⍽", "-"))),
            ("1.⍽a", Some(("⍽", "1."))),
            ("1)⍽a", Some(("⍽", "1)"))),
            ("⍽## T", Some(("⍽", "##"))),
            ("⍽- a", Some(("⍽", "-"))),
            ("- [x]⍽a", Some(("⍽", "[x]"))),
            (">⍽[!NOTE]", Some(("⍽", "[!NOTE]"))),
            ("> [!NOTE]⍽", Some(("⍽", "[!NOTE]"))),
            ("-⍽-⍽-", Some(("⍽", "-"))),
            ("> ⍽- a", Some(("⍽", "-"))),
            ("- 1.⍽a", Some(("⍽", "1."))),
            ("⍽```toml", Some(("⍽", "```"))),
            ("⍽| a | b |", Some(("⍽", "|"))),
            ("⍽---", Some(("⍽", "---"))),
            (" ⍽ ", Some((" ⍽ ", ""))),
            (">⍽a", None),
            ("- ⍽a", None),
            ("## ⍽T", None),
            ("a⍽b", None),
            ("⍽a", None),
            ("**a**⍽b", None),
            ("\\-⍽a", None),
            ("10⍽%", None),
            ("⍽-5", None),
        ] {
            let line = line.replace('⍽', "\u{a0}");
            let found = misread(&line, true).map(|(place, mark)| (line[place].replace('\u{a0}', "⍽"), mark.to_owned()));
            let expected = expected.map(|(place, mark)| (place.to_owned(), mark.to_owned()));
            assert_eq!(found, expected, "{line:?}");
        }
        assert_eq!(misread("2026.\u{a0}A", false), None, "the end of a sentence");
    }
}
