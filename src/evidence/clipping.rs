//! Clippings: the texts of sources, folded once, in which quotes are looked for.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem;
use rayon::prelude::*;

use super::fold::{Folder, PARAGRAPH, fold, letters};
use crate::files::{File, Files};
use crate::model::{Briefing, SourceId};
use crate::span::{FileId, Span};

/// The clippings of a site's sources.
#[derive(Debug, Default)]
pub struct Clippings {
    by_source: HashMap<SourceId, Clipping>,
    /// Files whose name is no source's id, or that are no `.txt`.
    pub strays: Vec<FileId>,
}

/// The text of a source, folded.
#[derive(Debug)]
pub struct Clipping {
    /// Where the text is.
    pub file: FileId,
    text: String,
    /// Where each line of the file begins in `text`; one more than there are lines.
    lines: Vec<u32>,
}

/// Where a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// On the line that was asked for, or anywhere if none was.
    There,
    /// On this line instead.
    Elsewhere(u32),
    /// Not in the text.
    Nowhere,
}

impl Clippings {
    /// Reads the clippings of all sources that may be published, in parallel.
    pub fn gather(briefing: &Briefing, files: &Files) -> Clippings {
        if files.clippings.is_empty() {
            return Clippings::default();
        }
        let mut own: Vec<(SourceId, &File)> = Vec::new();
        let mut strays = Vec::new();
        for file in files.clippings() {
            match id(file).and_then(|id| briefing.find_source(id)) {
                Some(source) => own.push((source, file)),
                None => strays.push(file),
            }
        }
        strays.retain(|f| id(f).is_none_or(|id| !briefing.unseen.iter().any(|unseen| unseen == id)));
        let by_source = own.into_par_iter().map(|(source, file)| (source, Clipping::new(file))).collect();
        Clippings { by_source, strays: strays.into_iter().map(|f| f.id).collect() }
    }

    /// The text of a source, if its clipping is there.
    pub fn get(&self, source: SourceId) -> Option<&Clipping> {
        self.by_source.get(&source)
    }

    /// Whether the site has no clipping at all.
    pub fn is_empty(&self) -> bool {
        self.by_source.is_empty()
    }
}

/// The id of the source that a file in the folder of clippings is the text of.
pub(super) fn id(file: &File) -> Option<&str> {
    file.path.rsplit('/').next().unwrap_or(&file.path).strip_suffix(".txt")
}

impl Clipping {
    /// Folds a text.
    pub fn new(file: &File) -> Clipping {
        let mut text = String::with_capacity(file.text.len());
        let mut folder = Folder::default();
        let mut lines = vec![0];
        for line in file.text.split_inclusive('\n') {
            for c in letters(line) {
                folder.push(c, &mut |c| text.push(c));
            }
            lines.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        Clipping { file: file.id, text, lines }
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.lines.len() - 1).unwrap_or(u32::MAX)
    }

    /// Looks for a quote on a line; words that begin or end on the line next to it are on both. `[…]` in a quote
    /// stands for words left out.
    pub fn find(&self, quote: &str, line: Option<u32>) -> Found {
        let quote = fold(quote);
        let parts = parts(&quote);
        let Some(first) = parts.first().copied() else { return Found::There };
        let everywhere = 0..self.text.len();
        let Some(line) = line else {
            let found = self.first(&parts, everywhere).is_some();
            return if found { Found::There } else { Found::Nowhere };
        };
        if let Some((start, end)) = self.bounds(line) {
            // Any match in here has a part on the line.
            let from = start.saturating_sub(first.len().saturating_sub(1));
            let to = (end + first.len().saturating_sub(1)).min(self.text.len());
            if start < end && self.first(&parts, from..to).is_some() {
                return Found::There;
            }
        }
        match self.first(&parts, everywhere) {
            Some(at) => Found::Elsewhere(self.line_of(at)),
            None => Found::Nowhere,
        }
    }

    /// The longest beginning of a quote, in whole words, that stands on a line (anywhere without one): how far a
    /// wrong quote is right. Bytes of the quote as it is; at least two words.
    pub fn right_until(&self, quote: &str, line: Option<u32>) -> Option<usize> {
        let ends: Vec<usize> = quote.match_indices(' ').map(|(at, _)| at).skip(1).collect();
        let holds = |&end: &usize| quote.get(..end).is_some_and(|part| self.find(part, line) == Found::There);
        // What a longer beginning has, a shorter one has too.
        let right = ends.partition_point(holds);
        right.checked_sub(1).and_then(|i| ends.get(i).copied())
    }

    /// A line as it stands in the file, counted from 1.
    pub fn line<'f>(&self, files: &'f Files, line: u32) -> Option<(&'f str, Span)> {
        let file = files.get(self.file);
        let range = file.line(line)?;
        Some((file.text.get(range.clone())?, Span::new(self.file, range)))
    }

    fn bounds(&self, line: u32) -> Option<(usize, usize)> {
        let index = (line as usize).checked_sub(1)?;
        Some((*self.lines.get(index)? as usize, *self.lines.get(index + 1)? as usize))
    }

    /// Where the parts begin, one after the other in one paragraph, the first of them in `range`.
    fn first(&self, parts: &[&str], range: Range<usize>) -> Option<usize> {
        let (first, rest) = parts.split_first()?;
        let start = self.whole(first, range)?;
        let mut at = start + first.len();
        let paragraph =
            memchr::memchr(PARAGRAPH as u8, &self.text.as_bytes()[at..]).map_or(self.text.len(), |n| at + n);
        for part in rest {
            at = self.whole(part, at..paragraph)? + part.len();
        }
        Some(start)
    }

    /// Where some words begin in a range: whole words and whole numbers, since `8 billion` is no part of `38 billion`.
    fn whole(&self, words: &str, range: Range<usize>) -> Option<usize> {
        let text = self.text.as_bytes();
        let mut found = memmem::find_iter(text.get(range.clone())?, words.as_bytes()).map(|at| range.start + at);
        found.find(|&at| !cuts(&self.text, at..at + words.len()))
    }

    /// The line that holds a byte of the folded text.
    fn line_of(&self, at: usize) -> u32 {
        // The space between two lines belongs to the end of the first; a quote never begins with it.
        let after = self.lines.partition_point(|&start| start as usize <= at);
        u32::try_from(after).unwrap_or(u32::MAX)
    }
}

/// Whether a range begins or ends within a word or a number.
fn cuts(text: &str, range: Range<usize>) -> bool {
    let (before, inside, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let joined = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
    };
    // `1,4`, `1.4`, and `1 400` where three digits follow.
    let number = |left: &str, right: &str, exactly_three: bool| {
        let mut left = left.chars().rev();
        let separator = left.next();
        digit(left.next())
            && match separator {
                Some(',' | '.') => digit(right.chars().next()),
                Some(' ' | '\'') => exactly_three,
                _ => false,
            }
    };
    let three = |s: &str| s.chars().take_while(char::is_ascii_digit).count() == 3;
    let left = joined(before.chars().next_back(), inside.chars().next()) || number(before, inside, three(inside));
    let mut next = after.chars();
    let right = joined(inside.chars().next_back(), next.next())
        || digit(inside.chars().next_back())
            && match after.chars().next() {
                Some(',' | '.') => digit(next.next()),
                Some(' ' | '\'') => three(next.as_str()),
                _ => false,
            };
    left || right
}

/// The parts of a folded quote between the marks of omission.
fn parts(quote: &str) -> Vec<&str> {
    quote.split("[...]").flat_map(|p| p.split("(...)")).map(str::trim).filter(|p| !p.is_empty()).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{Clipping, Found};
    use crate::files::File;
    use crate::span::FileId;

    #[test]
    fn a_number_is_not_cut() {
        let cases = [
            ("38 milliards", "8 milliards", false),
            ("38 milliards", "38 milliard", false),
            ("1,4 billion", "4 billion", false),
            ("1 400 milliards", "400 milliards", false),
            ("1 400 milliards", "1", false),
            ("en 2026, 400 milliards", "400 milliards", true),
            ("en 2026 40 milliards", "40 milliards", true),
            ("pour 4.", "pour 4", true),
        ];
        for (text, quote, expected) in cases {
            let clipping = Clipping::new(&File::new(FileId(0), "clippings/x.txt", text));
            assert_eq!(clipping.find(quote, Some(1)) == Found::There, expected, "{quote} in {text}");
        }
    }

    const TEXT: &str = "Un titre\r\n\r\nL’usine coûte\n4 milliards d’euros sur sept ans.\n\nElle ouvre en 2027.\n";

    #[test]
    fn quotes_are_found_on_their_lines() {
        let clipping = Clipping::new(&File::new(FileId(0), "clippings/x.txt", TEXT));
        let cases = [
            ("un TITRE", Some(1), Found::There),
            ("l'usine coûte", Some(3), Found::There),
            ("coûte 4 milliards", Some(3), Found::There),
            ("coûte 4 milliards", Some(4), Found::There),
            ("4 milliards", Some(3), Found::Elsewhere(4)),
            ("4 milliards", None, Found::There),
            ("l'usine […] sur sept ans", Some(3), Found::There),
            ("l'usine [...] 2027", Some(3), Found::Nowhere),
            ("sur sept ans. Elle", Some(4), Found::Nowhere),
            ("Elle ouvre", Some(2), Found::Elsewhere(6)),
            ("Elle ouvre", Some(99), Found::Elsewhere(6)),
            ("Elle ouvre", Some(0), Found::Elsewhere(6)),
            ("5 milliards", Some(4), Found::Nowhere),
            ("milliard", Some(4), Found::Nowhere),
            ("027", None, Found::Nowhere),
            ("", Some(1), Found::There),
        ];
        for (quote, line, expected) in cases {
            assert_eq!(clipping.find(quote, line), expected, "{quote} on {line:?}");
        }
        assert_eq!(clipping.line_count(), 6);
        let right = |quote: &str| clipping.right_until(quote, Some(4)).map(|end| quote[..end].to_owned());
        assert_eq!(right("4 milliards d'euros sur huit ans").unwrap(), "4 milliards d'euros sur");
        assert_eq!(right("9 milliards d'euros"), None);
    }
}
