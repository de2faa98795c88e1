//! Lines and inline tables of TOML, and strings that nothing in them can end.

use std::fmt::{Display, Write};

use crate::model::notation::{DayText, EdtfText};
use crate::render::export::document::Citation;
use crate::render::export::value::{Date, Texts};

/// A document in the making.
pub(super) struct Toml {
    text: String,
}

impl Toml {
    pub(super) fn with_capacity(bytes: usize) -> Toml {
        Toml { text: String::with_capacity(bytes) }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    /// A new element of an array of tables.
    pub(super) fn table(&mut self, path: &str) {
        self.push(&["\n[[", path, "]]\n"]);
    }

    /// The key of a line.
    pub(super) fn key(&mut self, key: &str) {
        self.push(&[key, " = "]);
    }

    pub(super) fn end(&mut self) {
        self.text.push('\n');
    }

    /// A basic string. Nothing in it can end it.
    pub(super) fn quoted(&mut self, value: impl Display) {
        self.text.push('"');
        // Writing to a `String` cannot fail.
        let _ = write!(Escaped(&mut self.text), "{value}");
        self.text.push('"');
    }

    pub(super) fn string(&mut self, key: &str, value: impl Display) {
        self.key(key);
        self.quoted(value);
        self.end();
    }

    pub(super) fn maybe(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(key, value);
        }
    }

    pub(super) fn plain(&mut self, key: &str, value: bool) {
        self.push(&[key, if value { " = true\n" } else { " = false\n" }]);
    }

    pub(super) fn strings<T: AsRef<str>>(&mut self, key: &str, values: &[T]) {
        if !values.is_empty() {
            self.key(key);
            self.array(values, |out, value| out.quoted(value.as_ref()));
            self.end();
        }
    }

    pub(super) fn array<T>(&mut self, values: &[T], mut one: impl FnMut(&mut Toml, &T)) {
        self.text.push('[');
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                self.text.push_str(", ");
            }
            one(self, value);
        }
        self.text.push(']');
    }

    /// An inline table.
    pub(super) fn inline(&mut self, fields: impl FnOnce(&mut Toml)) {
        self.text.push('{');
        fields(self);
        self.text.push_str(" }");
    }

    /// What stands before a key of an inline table.
    pub(super) fn separate(&mut self) {
        self.text.push_str(if self.text.ends_with('{') { " " } else { ", " });
    }

    pub(super) fn field(&mut self, key: &str, value: impl Display) {
        self.separate();
        self.key(key);
        self.quoted(value);
    }

    pub(super) fn maybe_field(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.field(key, value);
        }
    }

    pub(super) fn texts(&mut self, key: &str, texts: Option<&Texts<'_>>) {
        let Some(texts) = texts else { return };
        self.key(key);
        self.inline(|out| {
            for (lang, text) in &texts.0 {
                out.separate();
                out.quoted(lang);
                out.text.push_str(" = ");
                out.quoted(text);
            }
        });
        self.end();
    }

    pub(super) fn date(&mut self, key: &str, date: Option<Date<'_>>) {
        let Some(Date(date)) = date else { return };
        self.key(key);
        self.inline(|out| {
            out.field("edtf", EdtfText(date));
            out.maybe_field("earliest", date.earliest().map(DayText));
            out.maybe_field("latest", date.latest().map(DayText));
        });
        self.end();
    }

    pub(super) fn citations(&mut self, citations: &[Citation<'_>]) {
        self.key("sources");
        self.array(citations, |out, citation| {
            out.inline(|out| {
                out.field("id", citation.id);
                if let Some(line) = citation.line {
                    out.separate();
                    // Writing to a `String` cannot fail.
                    let _ = write!(out.text, "line = {line}");
                }
            });
        });
        self.end();
    }
}

/// Appends the inside of a basic string: quotes, backslashes and control characters become escapes.
struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let mut rest = text;
        let special = |b: u8| b == b'"' || b == b'\\' || b < 0x20 || b == 0x7F;
        while let Some(at) = rest.bytes().position(special) {
            self.0.push_str(&rest[..at]);
            match rest.as_bytes()[at] {
                b'"' => self.0.push_str("\\\""),
                b'\\' => self.0.push_str("\\\\"),
                b'\n' => self.0.push_str("\\n"),
                b'\t' => self.0.push_str("\\t"),
                b'\r' => self.0.push_str("\\r"),
                control => write!(self.0, "\\u{control:04X}")?,
            }
            rest = &rest[at + 1..];
        }
        self.0.push_str(rest);
        Ok(())
    }
}
