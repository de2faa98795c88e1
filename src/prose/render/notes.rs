//! Notes: citations and footnotes, numbered together in the order of their first reference.
//!
//! A reference is a superscript link to the note, the note ends with a link back to each reference. Their ids have a
//! colon (`fn:2`, `fnref:2`, `fnref:2:3`), which no heading's fragment has. One source and line is one note.

use std::collections::HashMap;
use std::ops::Range;

use super::Writer;
use crate::markup;
use crate::prose::Context;
use crate::prose::citation;
use crate::prose::context::{self, Label};
use crate::prose::scan::footnote_key;

/// A reference: which note (from 0), and the how-manieth to it (from 1).
pub(super) struct Reference {
    note: usize,
    count: usize,
}

/// The notes of one text.
#[derive(Default)]
pub(super) struct Notes {
    list: Vec<Numbered>,
    by_source: HashMap<(String, Option<u32>), usize>,
    by_place: HashMap<(String, String), usize>,
    by_label: HashMap<String, usize>,
    /// Footnotes as they were defined: key and HTML.
    definitions: Vec<(String, String)>,
    /// Keys of the definitions that are open.
    open: Vec<String>,
}

struct Numbered {
    what: What,
    references: usize,
}

enum What {
    Source(context::Note),
    /// The key of its definition, and the HTML once it is known.
    Footnote(String, Option<String>),
}

impl Notes {
    fn add(&mut self, what: What) -> usize {
        self.list.push(Numbered { what, references: 0 });
        self.list.len() - 1
    }

    fn refer(&mut self, note: usize) -> Reference {
        self.list[note].references += 1;
        Reference { note, count: self.list[note].references }
    }

    /// The note on a source, which may be known under another name.
    fn source(&mut self, label: citation::Label<'_>, context: &dyn Context) -> Option<usize> {
        let key = (label.source.to_owned(), label.line);
        if let Some(&note) = self.by_source.get(&key) {
            return Some(note);
        }
        let note = context.citation(label.source, label.line)?;
        let place = (note.href.clone(), note.detail.clone());
        let index = match self.by_place.get(&place) {
            Some(&index) => index,
            None => {
                let index = self.add(What::Source(note));
                self.by_place.insert(place, index);
                index
            }
        };
        self.by_source.insert(key, index);
        Some(index)
    }

    fn footnote(&mut self, label: &str) -> usize {
        let key = footnote_key(label);
        if let Some(&note) = self.by_label.get(&key) {
            return note;
        }
        let note = self.add(What::Footnote(key.clone(), None));
        self.by_label.insert(key, note);
        note
    }

    /// Gives each footnote its definition; those that nothing refers to come last, so that no text is lost.
    fn settle(&mut self) {
        for (key, html) in std::mem::take(&mut self.definitions) {
            let note = self.by_label.get(&key).copied();
            match note.and_then(|note| self.list.get_mut(note)).map(|note| &mut note.what) {
                Some(What::Footnote(_, text @ None)) => *text = Some(html),
                _ => {
                    self.add(What::Footnote(key, Some(html)));
                }
            }
        }
    }
}

impl Writer<'_> {
    pub(super) fn citation(&mut self, label: citation::Label<'_>, range: Range<usize>) {
        match self.notes.source(label, self.context) {
            Some(note) => self.refer(note),
            None => self.plain(self.source(range)),
        }
    }

    pub(super) fn footnote(&mut self, label: &str) {
        let note = self.notes.footnote(label);
        self.refer(note);
    }

    fn refer(&mut self, note: usize) {
        let reference = self.notes.refer(note);
        // A link cannot stand inside a link.
        if self.links.is_empty() && self.alt.is_none() {
            self.write_reference(reference);
        } else {
            self.waiting.push(reference);
        }
    }

    pub(super) fn write_reference(&mut self, Reference { note, count }: Reference) {
        let number = note + 1;
        self.out.push_str("<sup class=\"cite\"><a href=\"");
        self.link_to_part(&format!("fn:{number}"));
        self.out.push('"');
        self.id(&reference_id(number, count));
        self.out.push_str(" role=\"doc-noteref\" aria-label=\"");
        markup::attribute(&mut self.out, self.context.label(Label::NoteNumber));
        self.out.push_str(&format!(" {number}\">{number}</a></sup>"));
    }

    pub(super) fn open_definition(&mut self, label: &str) {
        self.notes.open.push(footnote_key(label));
        self.aside.push((std::mem::take(&mut self.out), self.last.take()));
    }

    pub(super) fn close_definition(&mut self) {
        if let (Some((out, last)), Some(key)) = (self.aside.pop(), self.notes.open.pop()) {
            let html = std::mem::replace(&mut self.out, out);
            self.last = last;
            self.notes.definitions.push((key, html));
        }
    }

    /// Writes the list of notes and says how many there are.
    pub(super) fn write_notes(&mut self) -> usize {
        self.notes.settle();
        let list = std::mem::take(&mut self.notes.list);
        if list.is_empty() {
            return 0;
        }
        self.out.push_str("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"");
        markup::attribute(&mut self.out, self.context.label(Label::Notes));
        self.out.push_str("\">\n<ol>\n");
        for (index, note) in list.iter().enumerate() {
            self.write_note(index + 1, note);
        }
        self.out.push_str("</ol>\n</section>\n");
        list.len()
    }

    fn write_note(&mut self, number: usize, note: &Numbered) {
        self.out.push_str("<li");
        self.id(&format!("fn:{number}"));
        self.out.push('>');
        match &note.what {
            What::Source(source) => {
                self.out.push_str("<a href=\"");
                markup::href(&mut self.out, &source.href);
                self.out.push('"');
                self.attribute(" lang", source.lang.as_deref().unwrap_or(""));
                self.out.push('>');
                markup::text(&mut self.out, &source.label);
                self.out.push_str("</a>");
                if !source.detail.is_empty() {
                    self.out.push_str(", ");
                    markup::text(&mut self.out, &source.detail);
                }
                self.write_back_links(number, note.references);
            }
            What::Footnote(key, html) => {
                // The way back belongs into the last paragraph, if the note ends with one.
                let html = html.as_deref().unwrap_or("");
                match html.strip_suffix("</p>\n") {
                    Some(open) => {
                        self.out.push_str(open);
                        self.write_back_links(number, note.references);
                        self.out.push_str("</p>\n");
                    }
                    None => {
                        self.out.push_str(html);
                        if html.is_empty() {
                            markup::text(&mut self.out, key);
                        }
                        self.write_back_links(number, note.references);
                    }
                }
            }
        }
        self.out.push_str("</li>\n");
    }

    fn write_back_links(&mut self, number: usize, references: usize) {
        for count in 1..=references {
            self.out.push_str(" <a href=\"");
            self.link_to_part(&reference_id(number, count));
            self.out.push_str("\" role=\"doc-backlink\" aria-label=\"");
            markup::attribute(&mut self.out, self.context.label(Label::BackToText));
            let letter = if references > 1 { letters(count) } else { String::new() };
            // U+FE0E asks for the arrow as text, not as a picture. What is seen is a word of what is read out, so that
            // whoever speaks to the browser finds it.
            self.out.push_str(&format!(" {number}"));
            if letter.is_empty() {
                self.out.push_str("\">↩\u{fe0e}");
            } else {
                self.out.push_str(&format!(" {letter}\">↩\u{fe0e}<sup>{letter}</sup>"));
            }
            self.out.push_str("</a>");
        }
    }
}

/// `fnref:2`, `fnref:2:3`
fn reference_id(number: usize, count: usize) -> String {
    if count > 1 { format!("fnref:{number}:{count}") } else { format!("fnref:{number}") }
}

/// 1 → `a`, 26 → `z`, 27 → `aa`.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters() {
        for (number, expected) in [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz"), (703, "aaa")] {
            assert_eq!(super::letters(number), expected);
        }
    }
}
