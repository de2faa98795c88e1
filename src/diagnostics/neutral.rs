//! Text of files, made safe to show: no control character, terminal escape or change of direction in it
//! reaches a terminal or a log.
//!
//! C0 controls become their pictures (`␛`), which says what was there; C1 controls and the characters that
//! reorder text become `�`. JSON is another case: there the text must survive exactly, so the same
//! characters are escaped instead.

use std::borrow::Cow;

/// Whether a terminal might act on `c` instead of showing it.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is shown in place of `c`.
fn picture(c: char) -> char {
    match u32::from(c) {
        n @ 0..0x20 => char::from_u32(0x2400 + n).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// For one line: titles, labels, paths. Line ends become pictures as well.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if acts(c) { picture(c) } else { c }).collect())
}

/// For an excerpt of a file: tabs and line ends stay, `\r\n` becomes `\n`. Each character is replaced by one
/// character, so that columns stay as they were.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| !matches!(c, '\n' | '\t') && acts(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\n' | '\t' => shown.push(c),
            '\r' if rest.peek() == Some(&'\n') => {}
            c if acts(c) => shown.push(picture(c)),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// For a finished line of JSON: what serde_json leaves as it is and a terminal might act on becomes `\uXXXX`.
/// Such characters stand in strings only, where the escape means the same.
pub(crate) fn json(text: String) -> String {
    if !text.contains(acts) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}
