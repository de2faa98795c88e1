//! Sentences of a paragraph.
//!
//! A sentence ends at `.`, `!`, `?` or `…`, with the quotes and brackets that close there, if white space follows and
//! then anything but a small letter. The point of an initial (`M. Altman`, `U.S.`), of a title or of what the language
//! abbreviates ends nothing. Where that is wrong a sentence is too long, never too short: more is taken to speak of one thing.

use std::ops::Range;

/// Titles and kinds of company that every language has, without their point.
const ABBREVIATIONS: [&str; 12] = ["Mr", "Mrs", "Ms", "Dr", "St", "Mme", "Mlle", "MM", "Inc", "Corp", "Co", "Ltd"];

/// The signs that end a sentence, and those that may close right behind them.
const CLOSING: [char; 13] = ['.', '!', '?', '…', '»', '”', '"', '’', ')', ']', '\u{202f}', '“', '«'];

/// All sentences of `text`; they cover it without a gap. `takes_point` tells what the language abbreviates.
pub fn sentences(text: &str, takes_point: impl Fn(&str) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let range = start..end(text, start, &takes_point);
        start = range.end;
        Some(range)
    })
}

/// Where the sentence that begins at `start` ends, white space included.
fn end(text: &str, start: usize, takes_point: &impl Fn(&str) -> bool) -> usize {
    let mut from = start;
    // Of the ellipsis, the first byte.
    let is_sign = |b: &u8| matches!(b, b'.' | b'!' | b'?' | 0xE2);
    while let Some(offset) = text.as_bytes()[from..].iter().position(is_sign) {
        let at = from + offset;
        if !text[at..].starts_with(['.', '!', '?', '…']) {
            from = at + '…'.len_utf8();
            continue;
        }
        let rest = text[at..].trim_start_matches(CLOSING);
        // French sets a space inside its quotation marks.
        let rest = rest.trim_start().strip_prefix('»').unwrap_or(rest);
        let next = rest.trim_start();
        let is_end = rest.len() > next.len() && next.chars().next().is_some_and(|c| !c.is_lowercase());
        if is_end && !(text[at..].starts_with('.') && is_abbreviation(&text[start..at], takes_point)) {
            return text.len() - next.len();
        }
        from = text.len() - rest.len();
    }
    text.len()
}

/// Whether the word at the end of `before` takes a point without ending a sentence.
fn is_abbreviation(before: &str, takes_point: &impl Fn(&str) -> bool) -> bool {
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or(before);
    let mut chars = last.chars();
    let is_initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    is_initial || ABBREVIATIONS.contains(&last) || takes_point(last)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        for (text, expected) in [
            ("One. Two.", &["One. ", "Two."][..]),
            ("It costs 1.4 billion. So.", &["It costs 1.4 billion. ", "So."]),
            ("M. Altman said U.S. Steel Inc. Buys it. Yes", &["M. Altman said U.S. Steel Inc. Buys it. ", "Yes"]),
            ("« Oui. » Non ! Si", &["« Oui. » ", "Non ! ", "Si"]),
            ("e.g. this one… and that", &["e.g. this one… and that"]),
            ("A.\u{fffc} B. \u{fffc} c", &["A.\u{fffc} B. \u{fffc} c"]),
            ("end of it. 38 came", &["end of it. ", "38 came"]),
            ("12 Mrd. Euro. Und", &["12 Mrd. Euro. ", "Und"]),
            ("„Ja.“ Und »Nein!« Dann", &["„Ja.“ ", "Und »Nein!« ", "Dann"]),
            ("", &[]),
        ] {
            let found: Vec<&str> = sentences(text, |word| word == "Mrd").map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
