//! A walk over one file's TOML tree, driven by field tables.
//!
//! 1. [`Reader::open`] parses the TOML ([`super::syntax`]) and keeps its errors.
//! 2. [`Reader::fields`] goes through one table once, in the order written, and hands each value to its
//!    row; unknown and missing keys are reported on the way.
//! 3. [`Reader::finish`] gives the diagnostics, without those that only echo a syntax error.
//!
//! Typed values are read by [`super::values`]. Nothing here knows what a deal is.

use std::cell::OnceCell;
use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::schema::{Schema, Takes};
use super::syntax::{self, Explained};
pub(super) use crate::diagnostics::excerpt;
use crate::diagnostics::{Code, Diagnostic, closest, codes, listed};
use crate::span::{FileId, Span};
use crate::vocabulary::Vocabulary;

/// A key and its value.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    /// The key, decoded.
    pub(super) key: &'a str,
    /// Where the key stands.
    pub(super) key_span: Span,
    /// What the key's row says that it takes.
    pub(super) takes: Takes,
    /// Whether its table needs it.
    pub(super) required: bool,
    /// The value.
    pub(super) value: &'a DeValue<'a>,
    /// Where the value stands; of a string, with its quotes.
    pub(super) span: Span,
}

impl<'a> Item<'a> {
    /// The same key with one value of its list.
    pub(super) fn element(self, reader: &Reader<'_>, value: &'a TomlSpanned<DeValue<'a>>) -> Item<'a> {
        Item { value: value.get_ref(), span: reader.span(value.span()), ..self }
    }

    /// The same item, read as something else.
    pub(super) fn taking(self, takes: Takes) -> Item<'a> {
        Item { takes, ..self }
    }
}

/// Where a reader's TOML stands, and under which codes it reports.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    /// The file.
    pub(super) file: FileId,
    /// Code of a syntax error.
    pub(super) syntax: Code,
    /// Code of a missing key.
    pub(super) missing: Code,
}

impl Scope {
    /// A sheet.
    pub(super) fn sheet(file: FileId) -> Scope {
        Scope { file, syntax: codes::TOML, missing: codes::MISSING_KEY }
    }
}

/// How many misspelt keys of one file are looked up.
const GUESSES: u32 = 500;

/// The state of a walk.
pub(super) struct Reader<'a> {
    scope: Scope,
    text: &'a str,
    vocabulary: &'a Vocabulary,
    base: usize,
    /// What was put into the TOML before it was parsed: where, and how many bytes.
    added: Vec<(usize, usize)>,
    broken: bool,
    silent: Vec<Range<usize>>,
    misplaced: Vec<String>,
    guesses: u32,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Parses `toml`, which stands in `text` and may have a byte order mark; gives the tree and a reader
    /// for it. Diagnostics at places that `diagnostics` already has (control characters) are left out. The text that
    /// was parsed is kept in `mended`, if it is another one.
    pub(super) fn open(
        scope: Scope,
        text: &'a str,
        toml: Range<usize>,
        diagnostics: Vec<Diagnostic>,
        vocabulary: &'a Vocabulary,
        mended: &'a OnceCell<String>,
    ) -> (DeTable<'a>, Reader<'a>) {
        let silent = diagnostics.iter().map(|d| syntax::line(text, d.primary.span.start as usize)).collect();
        let source = text.get(toml.clone()).unwrap_or("");
        let mut reader = Reader {
            scope,
            text,
            vocabulary,
            base: toml.start,
            added: Vec::new(),
            broken: false,
            silent,
            misplaced: Vec::new(),
            guesses: GUESSES,
            diagnostics,
        };
        let tree = syntax::parse(source, mended, &mut reader);
        (tree, reader)
    }

    /// The file.
    pub(super) fn file(&self) -> FileId {
        self.scope.file
    }

    /// What the site may speak of.
    pub(super) fn vocabulary(&self) -> &'a Vocabulary {
        self.vocabulary
    }

    /// All of the file.
    pub(super) fn whole(&self) -> Span {
        Span::new(self.scope.file, 0..self.text.len())
    }

    /// Whether the TOML has syntax errors for which keys may be lost.
    pub(super) fn broken(&self) -> bool {
        self.broken
    }

    /// Takes the syntax errors of the TOML, in order.
    pub(super) fn syntax_errors(&mut self, errors: Vec<Explained>) {
        self.broken |= errors.iter().any(|error| error.loses_keys);
        let mut silent = std::mem::take(&mut self.silent);
        for Explained { diagnostic, explains, .. } in errors {
            if !covers(&silent, diagnostic.primary.span) {
                self.diagnostics.push(diagnostic);
            }
            self.silent.push(self.span(explains).range());
        }
        self.silent.append(&mut silent);
        self.silent.sort_unstable_by_key(|range| range.start);
        let mut reach = 0;
        for range in &mut self.silent {
            reach = reach.max(range.end);
            range.end = reach;
        }
    }

    /// The code of syntax errors.
    pub(super) fn syntax_code(&self) -> Code {
        self.scope.syntax
    }

    /// The place of a range of the TOML.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let place = |offset: usize| {
            let before = self.added.iter().map(|&(at, length)| length.min(offset.saturating_sub(at)));
            self.base + offset - before.sum::<usize>()
        };
        Span::new(self.scope.file, place(range.start)..place(range.end))
    }

    /// Tells what was put into the TOML, in order: how many bytes before which byte of the result.
    pub(super) fn added(&mut self, added: Vec<(usize, usize)>) {
        self.added = added;
    }

    /// What stands at a place.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The place of a string without its quotes; the place itself if there are none.
    pub(super) fn inside(&self, span: Span) -> Span {
        let raw = self.slice(span);
        for (quotes, multiline) in [("\"\"\"", true), ("'''", true), ("\"", false), ("'", false)] {
            let Some(inner) = raw.strip_prefix(quotes) else { continue };
            let body = inner.strip_suffix(quotes).unwrap_or(inner);
            let lead = match () {
                () if multiline && body.starts_with("\r\n") => 2,
                () if multiline && body.starts_with('\n') => 1,
                () => 0,
            };
            return span.part(quotes.len() + lead..quotes.len() + body.len());
        }
        span
    }

    /// Records a problem, unless it stands where a syntax error already explains it.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !covers(&self.silent, diagnostic.primary.span) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// How many problems there are so far.
    pub(super) fn problems(&self) -> usize {
        self.diagnostics.len()
    }

    /// Adds advice to the problems of `code` that came after the first `before`.
    pub(super) fn advise(&mut self, before: usize, code: Code, help: &str) {
        for diagnostic in self.diagnostics.iter_mut().skip(before).filter(|d| d.code == code) {
            diagnostic.help.push(help.to_owned());
        }
    }

    /// All problems.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// The first names of lines that begin like the header of a table, whatever follows, and where they stand.
    pub(super) fn headers(&self) -> Vec<(&'a str, Span)> {
        let mut at = 0;
        let mut found = Vec::new();
        for line in self.text.split_inclusive('\n') {
            let inner = line.trim_start().strip_prefix('[').map(|rest| rest.trim_start_matches(['[', ' ']));
            if let Some(inner) = inner {
                let start = at + line.len() - inner.len();
                let length = inner.find(|c: char| !c.is_alphanumeric() && !"-_".contains(c)).unwrap_or(inner.len());
                found.push((&inner[..length], Span::new(self.scope.file, start..start + length)));
            }
            at += line.len();
        }
        found
    }

    /// The keys and values of a table, in the order written.
    pub(super) fn items(&self, table: &'a DeTable<'a>) -> Vec<Item<'a>> {
        let mut items: Vec<Item<'a>> = table
            .iter()
            .filter(|(_, value)| value.span() != (0..0)) // where no value could be read at all
            .map(|(key, value)| Item {
                key: key.get_ref(),
                key_span: self.span(key.span()),
                takes: Takes::Value,
                required: false,
                value: value.get_ref(),
                span: self.span(value.span()),
            })
            .collect();
        items.sort_unstable_by_key(|item| item.key_span.start);
        items
    }

    /// Reads `table`, which stands `at`, into `target`; a key that the schema does not have goes to `other`.
    /// A required key that is missing is not reported if one that is there looks like it: one mistake, one
    /// message.
    pub(super) fn fields<T>(
        &mut self,
        table: &'a DeTable<'a>,
        at: Span,
        schema: &Schema<T>,
        target: &mut T,
        mut other: impl FnMut(&mut Reader<'a>, Item<'a>, &mut T),
    ) {
        let mut seen = 0_u64;
        let mut others = Vec::new();
        for item in self.items(table) {
            match schema.keys.iter().position(|k| k.row.name == item.key) {
                Some(index) => {
                    seen |= 1 << index;
                    let key = &schema.keys[index];
                    let item = Item { required: key.row.required, ..item.taking(key.row.takes) };
                    (key.read)(self, item, target);
                }
                None => {
                    others.push(item.key);
                    other(self, item, target);
                }
            }
        }
        for (index, key) in schema.keys.iter().enumerate() {
            let meant = |reader: &mut Reader<'a>| {
                others.iter().any(|other| reader.similar(other, schema.names()) == Some(key.row.name))
            };
            if key.row.required && seen & (1 << index) == 0 && !meant(self) {
                self.missing(at, key.row.name, schema.what, key.row.doc);
            }
        }
    }

    /// [`Reader::fields`] of a table that has no other keys.
    pub(super) fn closed<T>(&mut self, table: &'a DeTable<'a>, at: Span, schema: &Schema<T>, target: &mut T) {
        self.fields(table, at, schema, target, |reader, item, _| reader.unknown(item, schema.what, schema.names()));
    }

    /// A key that should be there. Silent in a file with syntax errors: the key may be in the broken part.
    pub(super) fn missing(&mut self, at: Span, key: &str, what: &str, doc: &str) {
        if !self.broken && !self.misplaced.iter().any(|misplaced| misplaced == key) {
            let title = format!("missing key `{key}` in {what}");
            self.report(Diagnostic::new(self.scope.missing, at, title).help(format!("`{key}`: {doc}")));
        }
    }

    /// A key that should not be there.
    pub(super) fn unknown(&mut self, item: Item<'_>, what: &str, known: impl Iterator<Item = &'static str> + Clone) {
        let title = format!("unknown key `{}` in {what}", excerpt(item.key));
        let diagnostic = Diagnostic::new(codes::UNKNOWN_KEY, item.key_span, title);
        let similar = self.similar(item.key, known.clone());
        self.report(match similar {
            Some(name) => diagnostic.suggest("a key with a similar name exists", item.key_span, name),
            None => diagnostic.help(format!("known keys: {}", listed(known))),
        });
    }

    /// The known key that is closest to one that is not. After the first hundreds of a file nobody reads
    /// on, and no more are looked for.
    pub(super) fn similar(&mut self, key: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
        self.guesses = self.guesses.checked_sub(1)?;
        closest(key, known)
    }

    /// A key of the sheet's top that stands in a table, `what`, that was opened above it.
    pub(super) fn misplaced(&mut self, item: Item<'_>, what: &str) {
        let title = format!("unknown key `{}` in {what}", excerpt(item.key));
        let help = "this key belongs to the sheet as a whole: write it at the top, before the first `[table]`";
        self.report(Diagnostic::new(codes::UNKNOWN_KEY, item.key_span, title).help(help));
        self.misplaced.push(item.key.to_owned());
    }

    /// A value of the wrong type.
    pub(super) fn mistyped(&mut self, item: Item<'_>) {
        let diagnostic = self.type_error(item);
        self.report(diagnostic);
    }

    /// What [`Reader::mistyped`] reports, for those who can add a fix.
    pub(super) fn type_error(&self, item: Item<'_>) -> Diagnostic {
        let found = article(item.value);
        let title = format!("`{}` takes {}, found {found}", excerpt(item.key), item.takes.describe());
        Diagnostic::new(codes::TYPE, item.span, title)
    }
}

/// Whether one of the ranges holds the start of `span`. They are sorted, and no end is below an earlier one.
fn covers(ranges: &[Range<usize>], span: Span) -> bool {
    let start = span.start as usize;
    let after = ranges.partition_point(|range| range.start <= start);
    after.checked_sub(1).and_then(|i| ranges.get(i)).is_some_and(|range| start <= range.end)
}

/// The type of a value with its article: "a string", "an integer".
fn article(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
