//! Text as it is compared: what a keyboard, a typesetter or a copy changes without changing a word is made equal.
//!
//! Apostrophes, quotation marks and dashes become ASCII, all kinds of spaces one space, letters small and composed;
//! soft hyphens and characters without width vanish. A line's end is a space, and an empty line a line's end: words
//! that run over a wrapped line are found, and none across paragraphs.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// What separates paragraphs in folded text. No folded quote holds it.
pub(super) const PARAGRAPH: char = '\n';

/// A quote, folded.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut folder = Folder::default();
    for c in letters(text) {
        folder.push(if is_line_end(c) { ' ' } else { c }, &mut |c| out.push(c));
    }
    out
}

/// The characters of a text that are seen, small and composed: a mark belongs to its letter also across a soft hyphen.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).nfc()
}

/// Where the words of `quote` (not folded) stand in a text; bytes of the text as it is.
pub fn locate(text: &str, quote: &str) -> Option<Range<usize>> {
    let needle = fold(quote);
    let (folded, places) = with_places(text);
    let at = memchr::memmem::find(folded.as_bytes(), needle.as_bytes()).filter(|_| !needle.is_empty())?;
    let (first, last) = (places.get(at)?, places.get(at + needle.len() - 1)?);
    Some(first.start..last.end)
}

/// A folded text, and for each of its bytes the bytes of the text that it was made from.
fn with_places(text: &str) -> (String, Vec<Range<usize>>) {
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    let mut folder = Folder::default();
    let mut at = 0;
    // A letter and the marks that combine with it are composed together.
    for cluster in clusters(text) {
        let range = at..at + cluster.len();
        at = range.end;
        for c in letters(cluster) {
            folder.push(c, &mut |c: char| {
                out.push(c);
                places.extend(std::iter::repeat_n(range.clone(), c.len_utf8()));
            });
        }
    }
    (out, places)
}

/// Each character with the combining marks after it, and with what is not seen.
fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?.len_utf8();
        let marks = rest[first..].chars().take_while(|c| ('\u{300}'..='\u{36f}').contains(c) || is_invisible(*c));
        let (cluster, after) = rest.split_at(first + marks.map(char::len_utf8).sum::<usize>());
        rest = after;
        Some(cluster)
    })
}

/// Folds one character after the other; spaces wait until a word follows.
#[derive(Default)]
pub(super) struct Folder {
    began: bool,
    space: bool,
    lines: u32,
}

impl Folder {
    /// Takes one of the [`letters`] of a text, and hands out what it becomes.
    pub(super) fn push(&mut self, c: char, out: &mut impl FnMut(char)) {
        if is_line_end(c) {
            self.lines += 1;
            self.space = true;
        } else if c.is_whitespace() {
            self.space = true;
        } else {
            if self.space && self.began {
                out(if self.lines > 1 { PARAGRAPH } else { ' ' });
            }
            (self.began, self.space, self.lines) = (true, false, 0);
            match c {
                '’' | '‘' | 'ʼ' | '`' | '´' | '′' | '‛' => out('\''),
                '“' | '”' | '„' | '«' | '»' | '″' | '‟' => out('"'),
                '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out('-'),
                '…' => (0..3).for_each(|_| out('.')),
                _ => out(c),
            }
        }
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}

/// Soft hyphen, zero-width space and joiners, word joiner, byte order mark; marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}

#[cfg(test)]
mod tests {
    use super::{fold, locate};

    #[test]
    fn what_changes_no_word_is_equal() {
        let pairs = [
            ("d’une  Capacité", "d'une capacité"),
            ("10\u{202f}% – 20\u{a0}%", "10 % - 20 %"),
            ("infra\u{ad}struc\u{200b}ture", "infrastructure"),
            ("cafe\u{301}", "CAFÉ"),
            ("cafe\u{ad}\u{301}", "CAFÉ"),
            ("I\u{321}\u{307}", "i\u{307}\u{321}"),
            ("İ\u{321}", "i\u{321}\u{307}"),
            ("«\u{a0}oui\u{a0}»", "\" oui \""),
            ("  wrapped\n  line ", "wrapped line"),
            ("well…", "well..."),
        ];
        for (one, other) in pairs {
            assert_eq!(fold(one), fold(other), "{one}");
        }
        assert_ne!(fold("38 millions"), fold("38 milliards"));
        assert_ne!(fold("a b"), fold("ab"));
    }

    #[test]
    fn places_are_those_of_the_text_as_it_was() {
        let cases = [
            ("L’usine coûte 4\u{202f}M€.", "coûte 4 m€", Some("coûte 4\u{202f}M€")),
            ("le cafe\u{301}\u{ad} noir", "CAFÉ n", Some("cafe\u{301}\u{ad} n")),
            ("le cafe\u{ad}\u{301} noir", "CAFÉ n", Some("cafe\u{ad}\u{301} n")),
            ("well… then", "..", Some("…")),
            ("nothing here", "anything", None),
            ("nothing", "", None),
        ];
        for (text, quote, expected) in cases {
            assert_eq!(locate(text, quote).map(|r| &text[r]), expected, "{quote}");
        }
    }
}
