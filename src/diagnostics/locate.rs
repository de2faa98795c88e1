//! Line and column for many spans, in linear time.
//!
//! [`File::position`] counts the characters from the start of the line, which is quadratic when a file is
//! one line of a megabyte with ten thousand mistakes. Diagnostics come sorted, so a [`Locator`] goes on
//! from the last place instead.

use crate::files::{File, Files, Position};
use crate::span::{FileId, Span};

/// Finds positions, fast if asked in ascending order.
pub(crate) struct Locator<'a> {
    files: &'a Files,
    last: Option<(FileId, u32, Position)>,
}

impl<'a> Locator<'a> {
    /// A locator over the files of this run.
    pub(crate) fn new(files: &'a Files) -> Locator<'a> {
        Locator { files, last: None }
    }

    /// The file of a span.
    pub(crate) fn file(&self, span: Span) -> &'a File {
        self.files.get(span.file)
    }

    /// Where a span starts.
    pub(crate) fn start(&mut self, span: Span) -> Position {
        self.at(span.file, span.start)
    }

    /// Where a span ends: the position after its last character.
    pub(crate) fn end(&mut self, span: Span) -> Position {
        // The end does not move the memory: the next diagnostic often starts before it.
        let memory = self.last;
        let end = self.at(span.file, span.end);
        self.last = memory;
        end
    }

    fn at(&mut self, file: FileId, offset: u32) -> Position {
        let position = self.ahead(file, offset).unwrap_or_else(|| self.files.get(file).position(offset));
        self.last = Some((file, offset, position));
        position
    }

    /// The position, if only a part of the last line lies between it and the last one.
    fn ahead(&self, file: FileId, offset: u32) -> Option<Position> {
        let (last_file, last_offset, last) = self.last?;
        if last_file != file || offset < last_offset {
            return None;
        }
        let between = self.files.get(file).text.get(last_offset as usize..offset as usize)?;
        let (lines, tail) = match between.rfind('\n') {
            Some(_) if between.len() > 4096 => return None, // The line index is faster.
            Some(end) => (between[..=end].bytes().filter(|&b| b == b'\n').count(), &between[end + 1..]),
            None => (0, between),
        };
        let before = if lines == 0 { last.column } else { 1 };
        Some(Position { line: last.line + lines as u32, column: before + tail.chars().count() as u32 })
    }
}

#[cfg(test)]
mod tests {
    use super::{Files, Locator, Span};

    #[test]
    fn agrees_with_the_line_index() {
        let mut files = Files::default();
        let file = files.add("a", "é\n\nabc é d\r\nxyz\n");
        let text = files.get(file).text.clone();
        let offsets: Vec<usize> = (0..=text.len()).filter(|&i| text.is_char_boundary(i)).collect();
        for step in 1..offsets.len() {
            let mut locator = Locator::new(&files);
            for &offset in offsets.iter().step_by(step) {
                let expected = files.get(file).position(offset as u32);
                assert_eq!(locator.start(Span::new(file, offset..offset)), expected, "offset {offset}, step {step}");
            }
        }
    }
}
