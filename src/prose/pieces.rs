//! A run of text cut into what a reader sees as text, `{{ facts }}`, `[^citations]` and bare addresses.
//!
//! A run is a stretch of the source that Markdown leaves as it is: no markup, no escape, no entity inside. So a fact
//! or a citation is found by its bytes in the source, and an escaped or quoted one is never seen. The search goes
//! over each byte a bounded number of times, whatever is opened and not closed.

use std::ops::Range;

use memchr::{memchr3, memmem};

use super::citation::Label;

/// The longest label of a citation, in bytes.
const LONGEST_LABEL: usize = 200;

/// A part of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text.
    Text(&'a str),
    /// `{{ deal.leg.field }}`
    Fact(Path<'a>),
    /// `{{ … }}` that names no fact.
    Malformed(Malformed),
    /// `[^source:9]`
    Citation(Label<'a>),
    /// `https://…`, without brackets round it.
    Address(&'a str),
}

/// One to four segments, each with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Path<'a> {
    segments: [(&'a str, usize); 4],
    count: usize,
}

impl<'a> Path<'a> {
    /// The segments and where they start in the Markdown.
    pub(super) fn segments(&self) -> &[(&'a str, usize)] {
        &self.segments[..self.count]
    }

    /// The segments; those behind [`Path::len`] are empty.
    pub(super) fn names(&self) -> [&'a str; 4] {
        self.segments.map(|(name, _)| name)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }
}

/// What is wrong with a `{{ … }}`, and where exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// What.
    pub(super) fault: Fault,
    /// Where in the Markdown.
    pub(super) at: Range<usize>,
}

/// What is wrong with a `{{ … }}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No `}}` follows.
    Unclosed,
    /// Nothing inside.
    Empty,
    /// A filter, a call, a quotation: some other templating. What the path is without it, if that is one.
    Templating(Option<String>),
    /// More than one word.
    Words,
    /// Two dots in a row, or a dot at an end.
    EmptySegment,
    /// More than four segments: how many.
    TooManySegments(usize),
    /// A character that no id has.
    Character(char),
}

/// The pieces of one run, in order; they cover it without a gap.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    text: &'a str,
    /// Where the run starts in the Markdown.
    start: usize,
    /// How much of it is done.
    at: usize,
    /// The first character is escaped by a backslash in front of the run.
    escaped: bool,
    /// Up to where addresses become links; 0 where there is none.
    linked: usize,
    /// A piece that was found behind the text that was yielded last, and its end.
    found: Option<(Piece<'a>, usize)>,
}

impl<'a> Run<'a> {
    /// The run `text`, which starts at byte `start` of the Markdown.
    pub(super) fn new(text: &'a str, start: usize, escaped: bool) -> Run<'a> {
        let linked = memmem::find(text.as_bytes(), b"http").map_or(0, |_| text.len());
        Run { text, start, at: 0, escaped, linked, found: None }
    }

    /// With addresses as text, if they end behind byte `end` of the run.
    pub(super) fn linked_until(self, end: usize) -> Run<'a> {
        Run { linked: end.min(self.linked), ..self }
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// The fact, citation or address that starts at `at`, and where it ends.
    fn special(&mut self, at: usize) -> Option<(Piece<'a>, usize)> {
        if at == 0 && self.escaped {
            return None;
        }
        let rest = &self.text[at..];
        if rest.starts_with("{{") {
            Some(self.fact(at))
        } else if rest.starts_with("[^") {
            self.citation(at)
        } else if rest.starts_with("http") {
            self.address(at)
        } else {
            None
        }
    }

    /// An address, without the signs behind it that end its sentence.
    fn address(&mut self, at: usize) -> Option<(Piece<'a>, usize)> {
        if at >= self.linked {
            return None;
        }
        let rest = &self.text[at..];
        let host = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
        if self.text[..at].ends_with(char::is_alphanumeric) || !host.starts_with(char::is_alphanumeric) {
            return None;
        }
        let ends = |c: char| c.is_whitespace() || "<>\"`{}|\\^[]«»“”„…，。；：！？、（）「」『』【】".contains(c);
        let length = rest.find(ends).unwrap_or(rest.len());
        if at + length > self.linked {
            // Whatever begins behind it goes as far.
            self.linked = 0;
            return None;
        }
        let address = without_signs(&rest[..length]);
        Some((Piece::Address(address), at + address.len()))
    }

    fn citation(&self, at: usize) -> Option<(Piece<'a>, usize)> {
        let start = at + 2;
        let length = self.text.as_bytes()[start..]
            .iter()
            .take(LONGEST_LABEL + 1)
            .position(|b| matches!(b, b'[' | b']' | b'\n' | b'\r'))?;
        let end = start + length;
        let label = &self.text[start..end];
        let closed = self.text.as_bytes()[end] == b']';
        let is_label = closed && !label.is_empty() && label.trim().len() == label.len();
        is_label.then(|| (Piece::Citation(Label::read(label)), end + 1))
    }

    fn fact(&self, at: usize) -> (Piece<'a>, usize) {
        let rest = &self.text.as_bytes()[at..];
        let braces = rest.iter().take_while(|&&b| b == b'{').count();
        let pair = rest[braces..].windows(2).position(|pair| pair == b"}}" || pair == b"{{");
        match pair.map(|offset| at + braces + offset) {
            Some(close) if self.text.as_bytes()[close] == b'}' => {
                let piece = match self.path(at + 2..close) {
                    Ok(path) => Piece::Fact(path),
                    Err(malformed) => Piece::Malformed(malformed),
                };
                (piece, close + 2)
            }
            _ => {
                let end = at + braces;
                (Piece::Malformed(Malformed { fault: Fault::Unclosed, at: self.place(at..end) }), end)
            }
        }
    }

    /// Reads what stands between the braces, at `range` of the run.
    fn path(&self, range: Range<usize>) -> Result<Path<'a>, Malformed> {
        let inner = &self.text[range.clone()];
        let path = inner.trim();
        let start = range.start + (inner.len() - inner.trim_start().len());
        let fail = |fault, at: Range<usize>| Err(Malformed { fault, at: self.place(at) });
        if path.is_empty() {
            return fail(Fault::Empty, range.start - 2..range.end + 2);
        }
        if let Some(sign) = path.find(['|', '(', ')', '"', '\'', '%', '=', '[', ']', '+', '*', '/']) {
            let without = path[..sign].trim_end();
            let known = read_path(without, 0).is_ok() && path[sign..].starts_with('|');
            return fail(Fault::Templating(known.then(|| without.to_owned())), start + sign..start + path.len());
        }
        read_path(path, self.start + start)
    }
}

/// An address without what belongs to the sentence around it: a full stop, a bracket that was opened before.
fn without_signs(mut address: &str) -> &str {
    let mut surplus = address.matches(')').count().saturating_sub(address.matches('(').count());
    loop {
        let shorter = match address.strip_suffix(')') {
            Some(shorter) if surplus > 0 => {
                surplus -= 1;
                shorter
            }
            _ => address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', '_', '~']),
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

/// Reads a path that stands at byte `start` of the Markdown.
fn read_path(path: &str, start: usize) -> Result<Path<'_>, Malformed> {
    let fail = |fault, from: usize, to: usize| Err(Malformed { fault, at: start + from..start + to });
    if path.contains(char::is_whitespace) {
        return fail(Fault::Words, 0, path.len());
    }
    let mut read = Path { segments: [("", 0); 4], count: 0 };
    let mut from = 0;
    for segment in path.split('.') {
        if segment.is_empty() {
            return fail(Fault::EmptySegment, 0, path.len());
        }
        if let Some((at, c)) = segment.char_indices().find(|&(_, c)| !c.is_alphanumeric() && c != '-' && c != '_') {
            return fail(Fault::Character(c), from + at, from + at + c.len_utf8());
        }
        let Some(place) = read.segments.get_mut(read.count) else {
            return fail(Fault::TooManySegments(path.split('.').count()), 0, path.len());
        };
        *place = (segment, start + from);
        read.count += 1;
        from += segment.len() + 1;
    }
    Ok(read)
}

impl<'a> Iterator for Run<'a> {
    type Item = (Piece<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        if let Some((piece, end)) = self.found.take() {
            self.at = end;
            return Some((piece, self.place(start..end)));
        }
        let mut from = start;
        let bytes = self.text.as_bytes();
        let third = if self.linked > 0 { b'h' } else { b'[' };
        while let Some(at) = memchr3(b'{', b'[', third, &bytes[from..]).map(|offset| from + offset) {
            match self.special(at) {
                Some((piece, end)) if at == start => {
                    self.at = end;
                    return Some((piece, self.place(start..end)));
                }
                Some(found) => {
                    self.found = Some(found);
                    self.at = at;
                    return Some((Piece::Text(&self.text[start..at]), self.place(start..at)));
                }
                None => from = at + 1,
            }
        }
        self.at = self.text.len();
        (start < self.at).then(|| (Piece::Text(&self.text[start..]), self.place(start..self.at)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Piece, Run};

    /// One letter per piece, and the run covered without gaps.
    fn shape(text: &str, escaped: bool) -> String {
        let mut end = 100;
        let mut shape = String::new();
        for (piece, range) in Run::new(text, 100, escaped) {
            assert_eq!(range.start, end, "{text:?}");
            end = range.end;
            shape.push(match piece {
                Piece::Text(_) => 't',
                Piece::Fact(_) => 'f',
                Piece::Malformed(_) => 'm',
                Piece::Citation(_) => 'c',
                Piece::Address(_) => 'a',
            });
        }
        assert_eq!(end, 100 + text.len(), "{text:?}");
        shape
    }

    #[test]
    fn shapes() {
        for (text, expected) in [
            ("", ""),
            ("plain [x] {y} text", "t"),
            ("{{ value }}", "f"),
            ("a {{ value }} b", "tft"),
            ("[^a][^b:9].", "cct"),
            ("[^] [^ ] [^a ] [^ a] [^a", "t"),
            ("[^[^a]", "tc"),
            ("[^a\nb]", "t"),
            ("{{ a {{ b }}", "mtf"),
            ("{{{ a }}}", "mt"),
            ("{{{{", "m"),
            ("{{ a", "mt"),
            ("{{\nvalue\n}}", "f"),
            ("{{}} }}", "mt"),
            ("{{é.ü.ß}}", "f"),
        ] {
            assert_eq!(shape(text, false), expected, "{text:?}");
        }
        assert_eq!(shape("[^a][^b]", true), "tc");
        assert_eq!(shape("{{ a }}", true), "t");
        assert_eq!(shape("{{{ a }}", true), "tf");
    }

    #[test]
    fn addresses() {
        for (text, expected) in [
            ("See https://a.org/b.", Some("https://a.org/b")),
            ("(see https://a.org/b_(c)), d", Some("https://a.org/b_(c)")),
            ("https://a.org/?b=c&d#e!?", Some("https://a.org/?b=c&d#e")),
            ("« http://a.org »", Some("http://a.org")),
            ("请看https://a.org。", None),
            ("https://… http:// xhttps://a.org www.a.org a@b.org", None),
        ] {
            let found = Run::new(text, 0, false).find_map(|(piece, _)| match piece {
                Piece::Address(address) => Some(address),
                _ => None,
            });
            assert_eq!(found, expected, "{text:?}");
        }
        assert_eq!(shape("see https://a.org", false), "ta");
        assert!(Run::new("https://a.org", 0, false).linked_until(12).all(|(piece, _)| matches!(piece, Piece::Text(_))));
    }

    #[test]
    fn faults() {
        for (text, fault, at) in [
            ("{{ }}", Fault::Empty, 0..5),
            ("x {{ a b }}", Fault::Words, 5..8),
            ("{{ a.b.c.d.e }}", Fault::TooManySegments(5), 3..12),
            ("{{ a..b }}", Fault::EmptySegment, 3..7),
            ("{{ é€b }}", Fault::Character('€'), 5..8),
            ("{{ value | upper }}", Fault::Templating(Some("value".to_owned())), 9..16),
            ("{{ f(x) }}", Fault::Templating(None), 4..7),
            ("{{ a", Fault::Unclosed, 0..2),
        ] {
            let found = Run::new(text, 0, false).find_map(|(piece, _)| match piece {
                Piece::Malformed(malformed) => Some((malformed.fault, malformed.at)),
                _ => None,
            });
            assert_eq!(found, Some((fault, at)), "{text:?}");
        }
    }
}
