//! Places in Markdown where no figure is read: code, citations, link targets, addresses, placeholders.
//!
//! Each mask is found from its first character, and the search for its end is never repeated over the same text, so
//! that a megabyte of openings costs no more than a megabyte of prose.

use memchr::{memchr, memmem};

/// The masks of a text, asked for in the order of the text.
pub(crate) struct Masks<'t> {
    text: &'t str,
    /// The backtick runs that open code, with where it ends; last first. `None` until the first backtick.
    code: Option<Vec<(usize, usize)>>,
    /// Up to here no `}}` closes a placeholder.
    unclosed: usize,
    /// Where the line ends in which the last placeholder opened.
    line: usize,
}

/// A run of backticks.
struct Ticks {
    start: usize,
    end: usize,
    paragraph: usize,
}

impl<'t> Masks<'t> {
    pub(crate) fn new(text: &'t str) -> Masks<'t> {
        Masks { text, code: None, unclosed: 0, line: 0 }
    }

    /// The end of the mask that begins at `at`.
    pub(crate) fn end_at(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        match rest.as_bytes().first()? {
            b'`' => self.code_end(at),
            b'[' if rest.starts_with("[^") => Some(at + run(rest, &[']'])),
            b']' if rest.starts_with("](") => Some(at + run(rest, &[')'])),
            b'{' if rest.starts_with("{{") => self.placeholder_end(at),
            b'h' | b'H' | b'w' | b'W' if is_address(rest) => Some(at + run(rest, &['<', '>', '"', ')', '»'])),
            _ => None,
        }
    }

    fn code_end(&mut self, at: usize) -> Option<usize> {
        let spans = self.code.get_or_insert_with(|| code_spans(self.text));
        while spans.last().is_some_and(|(start, _)| *start < at) {
            spans.pop();
        }
        spans.last().filter(|(start, _)| *start == at).map(|(_, end)| *end)
    }

    fn placeholder_end(&mut self, at: usize) -> Option<usize> {
        if at < self.unclosed {
            return None;
        }
        let bytes = self.text.as_bytes();
        if self.line <= at {
            self.line = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        }
        match memmem::find(&bytes[at..self.line], b"}}") {
            Some(end) => Some(at + end + 2),
            None => {
                self.unclosed = self.line;
                None
            }
        }
    }
}

/// The length of a run without spaces, up to and with one of `closing`.
fn run(text: &str, closing: &[char]) -> usize {
    match text.find(|c: char| c.is_whitespace() || closing.contains(&c)) {
        Some(end) if text[end..].starts_with([']', ')']) => end + 1,
        Some(end) => end,
        None => text.len(),
    }
}

fn is_address(text: &str) -> bool {
    let starts = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    starts("http://") || starts("https://") || starts("www.")
}

/// Code spans and fences, last first: from a run of backticks to the next of the same length. A span of one or two
/// stays within its paragraph.
fn code_spans(text: &str) -> Vec<(usize, usize)> {
    let runs = tick_runs(text);
    let mut next = std::collections::HashMap::new();
    let mut spans = Vec::new();
    for run in runs.iter().rev() {
        let length = run.end - run.start;
        if let Some((end, paragraph)) = next.insert(length, (run.end, run.paragraph))
            && (length > 2 || paragraph == run.paragraph)
        {
            spans.push((run.start, end));
        }
    }
    spans
}

fn tick_runs(text: &str) -> Vec<Ticks> {
    let bytes = text.as_bytes();
    let mut runs: Vec<Ticks> = Vec::new();
    let (mut paragraph, mut blank) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\n' if blank => paragraph += 1,
            b'\n' => blank = true,
            b' ' | b'\t' | b'\r' => {}
            b'`' => {
                blank = false;
                match runs.last_mut() {
                    Some(last) if last.end == at => last.end += 1,
                    _ => runs.push(Ticks { start: at, end: at + 1, paragraph }),
                }
            }
            _ => blank = false,
        }
    }
    runs
}
