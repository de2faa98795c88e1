//! Typed values of a sheet: text, ids, flags, days, dates, words, lists.
//!
//! Each function takes one [`Item`], checks that the value has the shape that the item's row promises,
//! and gives what it could read. Strings are never empty and their spans leave out the quotes, so that
//! a part of the text is the same part of the span, unless the string has escapes ([`part`]).

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::document::{LocalText, SourceRef};
use super::reader::{Item, Reader, excerpt};
use super::schema::{Schema, Takes};
use super::words::{Word, names};
use crate::diagnostics::{Diagnostic, closest, codes, listed};
use crate::model::{Edtf, Point, Precision};
use crate::span::{Span, Spanned};

/// The place of a part of `text`, which stands at `span`; the whole span if the two differ in length,
/// as they do when the string was written with escapes.
pub(super) fn part(text: &str, span: Span, range: Range<usize>) -> Span {
    if is_exact(text, span) { span.part(range) } else { span }
}

/// Whether `text` stands at `span` letter by letter.
pub(super) fn is_exact(text: &str, span: Span) -> bool {
    span.range().len() == text.len()
}

/// A language tag.
pub(super) const LANGUAGE: Takes = Takes::Form(&["en", "fr"]);

/// Whether this is a language tag as sheets use them: `fr`, `pt-BR`, `zh-Hant`.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

impl<'a> Reader<'a> {
    /// A string that is not empty.
    pub(super) fn string(&mut self, item: Item<'a>) -> Option<Spanned<String>> {
        self.str(item).map(|text| text.map(str::to_owned))
    }

    /// [`Reader::string`] without a copy.
    pub(super) fn str(&mut self, item: Item<'a>) -> Option<Spanned<&'a str>> {
        let DeValue::String(text) = item.value else {
            self.mistyped(item);
            return None;
        };
        if self.is_empty(item, text) {
            return None;
        }
        Some(Spanned::new(text.as_ref(), self.inside(item.span)))
    }

    /// Whether there is no text where some should be, which is reported.
    fn is_empty(&mut self, item: Item<'a>, text: &str) -> bool {
        let is_empty = text.trim().is_empty();
        if is_empty {
            let title = format!("`{}` is empty", excerpt(item.key));
            let help = if item.required { "fill it in" } else { "fill it in, or leave the key out" };
            self.report(Diagnostic::new(codes::VALUE, item.span, title).help(help));
        }
        is_empty
    }

    /// Text in one or several languages.
    pub(super) fn text(&mut self, item: Item<'a>) -> Option<LocalText> {
        let DeValue::Table(table) = item.value else {
            let text = self.string(item)?;
            return Some(LocalText { span: text.span, values: vec![(None, text)] });
        };
        let mut values = Vec::with_capacity(table.len());
        for translation in self.items(table) {
            if !is_language_tag(translation.key) {
                self.not_a_tag(translation.key, translation.key_span);
                continue;
            }
            let tag = Spanned::new(translation.key.to_owned(), translation.key_span);
            if let Some(text) = self.string(translation.taking(Takes::String)) {
                values.push((Some(tag), text));
            }
        }
        if table.is_empty() {
            let title = format!("`{}` has no text in any language", excerpt(item.key));
            self.report(Diagnostic::new(codes::VALUE, item.span, title));
        }
        (!values.is_empty()).then_some(LocalText { values, span: item.span })
    }

    /// The languages in which something is so; `None` where it is so in every one.
    pub(super) fn flags(&mut self, item: Item<'a>) -> Vec<Option<Spanned<String>>> {
        let DeValue::Table(table) = item.value else {
            return if self.flag(item) { vec![None] } else { Vec::new() };
        };
        let mut languages = Vec::new();
        for one in self.items(table) {
            if !is_language_tag(one.key) {
                self.not_a_tag(one.key, one.key_span);
            } else if self.flag(one.taking(Takes::Flag)) {
                languages.push(Some(Spanned::new(one.key.to_owned(), one.key_span)));
            }
        }
        languages
    }

    pub(super) fn not_a_tag(&mut self, key: &str, span: Span) {
        let title = format!("expected a language tag such as `fr` or `pt-BR`, found `{}`", excerpt(key));
        self.report(Diagnostic::new(codes::UNKNOWN_LANGUAGE, span, title));
    }

    /// A string, or a list of strings.
    pub(super) fn strings(&mut self, item: Item<'a>) -> Vec<Spanned<String>> {
        let mut strings = Vec::new();
        self.each(item, |reader, element| strings.extend(reader.string(element)));
        strings
    }

    /// Calls `read` for each element of a list, or for the item itself if it is none.
    pub(super) fn each(&mut self, item: Item<'a>, mut read: impl FnMut(&mut Reader<'a>, Item<'a>)) {
        match item.value {
            DeValue::Array(values) => {
                for value in values {
                    let element = item.element(self, value);
                    match element.value {
                        DeValue::Array(_) => self.mistyped(element),
                        _ => read(self, element),
                    }
                }
            }
            _ => read(self, item),
        }
    }

    /// `true` or `false`; `false` if it is neither.
    pub(super) fn flag(&mut self, item: Item<'a>) -> bool {
        if let DeValue::Boolean(flag) = item.value {
            return *flag;
        }
        let diagnostic = self.type_error(item);
        self.report(match item.value {
            DeValue::String(word) if matches!(word.as_ref(), "true" | "false") => {
                diagnostic.suggest("write it without quotes", item.span, word.as_ref())
            }
            _ => diagnostic,
        });
        false
    }

    /// A whole number from 0.
    pub(super) fn count(&mut self, item: Item<'a>) -> Option<Spanned<u32>> {
        let DeValue::Integer(number) = item.value else {
            self.mistyped(item);
            return None;
        };
        let Ok(count) = u32::from_str_radix(number.as_str(), number.radix()) else {
            let title = format!("`{}` is out of range: `{}`", excerpt(item.key), excerpt(self.slice(item.span)));
            self.report(Diagnostic::new(codes::VALUE, item.span, title));
            return None;
        };
        Some(Spanned::new(count, item.span))
    }

    /// An exact number, from the digits as written.
    pub(super) fn decimal(&mut self, item: Item<'a>) -> Option<Spanned<Decimal>> {
        let (written, span) = match item.value {
            DeValue::Integer(number) => (number.as_str(), item.span),
            DeValue::Float(number) => (number.as_str(), item.span),
            DeValue::String(text) => (text.as_ref(), self.inside(item.span)),
            DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => {
                self.mistyped(item);
                return None;
            }
        };
        let exact = Decimal::from_str_exact(written).ok().or_else(|| Decimal::from_scientific(written).ok());
        if exact.is_none() {
            let title = format!("expected a number such as `1.08`, found `{}`", excerpt(written));
            self.report(Diagnostic::new(codes::CONFIG, span, title));
        }
        exact.map(|number| Spanned::new(number, span))
    }

    /// An EDTF date, quoted or as a bare TOML day.
    pub(super) fn date(&mut self, item: Item<'a>) -> Option<Spanned<Edtf>> {
        let (text, span) = match item.value {
            DeValue::String(text) if self.is_empty(item, text) => return None,
            DeValue::String(text) => (text.as_ref(), self.inside(item.span)),
            DeValue::Datetime(_) => (self.slice(item.span), item.span),
            DeValue::Integer(_) => {
                let bare = self.slice(item.span);
                let diagnostic = self.type_error(item);
                let is_date = super::date(bare, item.span).is_ok();
                self.report(match is_date {
                    true => diagnostic.suggest("quote it", item.span, format!("\"{bare}\"")),
                    false => diagnostic,
                });
                return None;
            }
            _ => {
                self.mistyped(item);
                return None;
            }
        };
        match super::date(text, span) {
            Ok(date) => Some(Spanned::new(date, span)),
            Err(diagnostic) => {
                self.report(diagnostic);
                None
            }
        }
    }

    /// A whole day.
    pub(super) fn day(&mut self, item: Item<'a>) -> Option<Spanned<Date>> {
        let date = self.date(item)?;
        let is_plain = |p: &Point| matches!(p.precision, Precision::Day(..)) && !p.inferred && !p.about;
        let point = if let Edtf::Point(point) = date.value { Some(point) } else { None };
        let day = point.filter(is_plain).and_then(|point| point.earliest());
        if day.is_none() {
            let title = format!(
                "`{}` takes a whole day such as `2025-11-03`, found `{}`",
                excerpt(item.key),
                excerpt(self.slice(date.span))
            );
            self.report(Diagnostic::new(codes::DATE, date.span, title));
        }
        day.map(|day| Spanned::new(day, date.span))
    }

    /// A word of a closed set.
    pub(super) fn word<W: Word>(&mut self, item: Item<'a>) -> Option<Spanned<W>> {
        let written = self.str(item)?;
        if let Some((_, word)) = W::words().find(|(name, _)| *name == written.value) {
            return Some(Spanned::new(word, written.span));
        }
        let title = format!("expected {}, found `{}`", W::WHAT, excerpt(written.value));
        let diagnostic = Diagnostic::new(W::CODE, written.span, title);
        self.report(match closest(written.value, names::<W>()).or_else(|| W::hint(written.value)) {
            Some(name) => diagnostic.suggest("the closest in meaning or spelling", written.span, name),
            None => diagnostic.help(format!("one of {}", listed(names::<W>()))),
        });
        None
    }

    /// Sources with their lines.
    pub(super) fn sources(&mut self, item: Item<'a>) -> Vec<SourceRef> {
        let mut sources = Vec::new();
        self.each(item, |reader, element| sources.extend(reader.source(element)));
        sources
    }

    fn source(&mut self, item: Item<'a>) -> Option<SourceRef> {
        let written = self.str(item)?;
        let (text, span) = (written.value, written.span);
        let Some((name, line)) = text.split_once(':') else {
            return Some(SourceRef { name: Spanned::new(text.to_owned(), span), line: None, span });
        };
        let line_span = part(text, span, name.len() + 1..text.len());
        let line = match line.parse::<u32>() {
            Ok(line) if line > 0 => Some(line),
            _ => {
                let title = format!("expected a line number after `:`, found `{}`", excerpt(line));
                let help =
                    "write one line per source, `\"wire:9\"`, and several as a list: `[\"wire:9\", \"wire:11\"]`";
                self.report(Diagnostic::new(codes::VALUE, line_span, title).help(help));
                None
            }
        };
        let name = Spanned::new(name.to_owned(), part(text, span, 0..name.len()));
        Some(SourceRef { name, line, span })
    }

    /// A table of strings with free keys, in the order written.
    pub(super) fn map(&mut self, item: Item<'a>) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(table) = self.table(item) else { return Vec::new() };
        let mut pairs = Vec::with_capacity(table.len());
        for pair in self.items(table) {
            let pair = pair.taking(Takes::String);
            if let Some(value) = self.string(pair) {
                pairs.push((Spanned::new(pair.key.to_owned(), pair.key_span), value));
            }
        }
        pairs
    }

    /// `[sources]`. A key of the sheet's top (`sheet`) is no alias: the line stands too low.
    pub(super) fn aliases(
        &mut self,
        item: Item<'a>,
        sheet: impl Iterator<Item = &'static str> + Clone,
    ) -> Vec<(Spanned<String>, Spanned<String>)> {
        let Some(table) = self.table(item) else { return Vec::new() };
        let mut aliases = Vec::with_capacity(table.len());
        for alias in self.items(table) {
            if sheet.clone().any(|key| key == alias.key) {
                self.misplaced(alias, "`[sources]`");
            } else if let Some(id) = self.string(alias.taking(Takes::String)) {
                aliases.push((Spanned::new(alias.key.to_owned(), alias.key_span), id));
            }
        }
        aliases
    }

    /// A table.
    pub(super) fn table(&mut self, item: Item<'a>) -> Option<&'a DeTable<'a>> {
        let DeValue::Table(table) = item.value else {
            self.mistyped(item);
            return None;
        };
        Some(table)
    }

    /// A list of tables, each read with `schema` into a new `T`.
    pub(super) fn tables<T>(&mut self, item: Item<'a>, schema: &Schema<T>, new: impl Fn(Span) -> T) -> Vec<T> {
        let mut all = Vec::new();
        self.each_table(item, |reader, table, span| {
            let mut one = new(span);
            reader.closed(table, span, schema, &mut one);
            all.push(one);
        });
        all
    }

    /// Calls `read` for each table of a list of tables.
    pub(super) fn each_table(&mut self, item: Item<'a>, mut read: impl FnMut(&mut Reader<'a>, &'a DeTable<'a>, Span)) {
        let DeValue::Array(values) = item.value else {
            let diagnostic = self.type_error(item);
            let is_header = self.slice(item.span).starts_with('[');
            self.report(match is_header {
                true => diagnostic.suggest("double the brackets", item.span, format!("[[{}]]", item.key)),
                false => diagnostic,
            });
            return;
        };
        for value in values {
            let element = item.element(self, value);
            match element.value {
                DeValue::Table(table) => read(self, table, element.span),
                _ => self.mistyped(element),
            }
        }
    }
}
