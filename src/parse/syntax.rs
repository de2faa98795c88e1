//! TOML to a tree, with syntax errors in words that an editor can act on.
//!
//! The `toml` crate recovers: it gives several errors and a usable tree in one pass. Four things are
//! done to its errors: one per line, because the later ones follow from the first; a bracket or string
//! that is never closed is shown where it opens, and the rest is read as if it were closed ([`super::mend`]); a no-break
//! space is named and read as a space ([`super::blanks`]); a bare date or word gets its quotes offered. Of a file that is no TOML at all, the first hundred are enough. Nesting is bounded by the crate at 80 levels, so no input overflows the stack.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue, Error};

use super::blanks;
use super::date::date;
use super::encoding;
use super::mend::{self, Unclosed};
use super::reader::{Reader, excerpt};
use crate::chars::{ceil, floor};
use crate::diagnostics::{Diagnostic, codes};

/// How many errors of one file are shown: one that is no TOML at all would fill the screen.
const SHOWN: usize = 100;

/// Parses `source`; problems go to `reader`. What is never closed is closed in `mended`, and spaces that are none become
/// ones there; that is parsed, if there is less wrong with it.
pub(super) fn parse<'a>(source: &'a str, mended: &'a OnceCell<String>, reader: &mut Reader<'a>) -> DeTable<'a> {
    let (tree, errors) = DeTable::parse_recoverable(source);
    if errors.is_empty() {
        let tree = tree.into_inner();
        controls(source, &tree, reader);
        return tree;
    }
    let blanks = blanks::foreign(source);
    let spaced = blanks::spaced(source, &blanks);
    let unclosed = mend::unclosed(&spaced);
    let closed = mended.get_or_init(|| mend::closed(&spaced, &unclosed)).as_str();
    let (better, fewer) = DeTable::parse_recoverable(closed);
    let is_mended = fewer.len() < errors.len();
    let (text, tree, errors) = if is_mended { (closed, better, fewer) } else { (source, tree, errors) };
    let tree = tree.into_inner();
    if is_mended {
        let blanks = blanks.iter().take(SHOWN).map(|blank| no_space(source, blank, reader));
        let mut slips: Vec<Explained> = unclosed.iter().map(|open| never_closed(source, open, reader)).collect();
        slips.extend(blanks);
        reader.syntax_errors(slips);
        reader.added(mend::added(&unclosed));
    }
    report(text, &tree, errors, reader);
    controls(text, &tree, reader);
    tree
}

/// Control characters by escape. Those that stand there as they are have been found in the whole file.
fn controls(source: &str, tree: &DeTable<'_>, reader: &mut Reader<'_>) {
    let mut found = Vec::new();
    encoding::escaped(source, tree, &mut found);
    for (at, first) in found {
        let title = format!("a control character, U+{:04X}, written as an escape", u32::from(first));
        let problem = Diagnostic::new(codes::ENCODING, reader.span(at), title);
        reader.report(problem.help("leave the escape out: pages, tables and feeds cannot hold the character"));
    }
}

/// A space that is none, read as one.
fn no_space(source: &str, at: &Range<usize>, reader: &Reader<'_>) -> Explained {
    let written = source.get(at.clone()).unwrap_or("");
    let diagnostic = blanks::problem(reader.syntax_code(), reader.span(at.clone()), written);
    Explained { diagnostic, explains: at.clone(), loses_keys: false }
}

/// A bracket or string that nothing ends.
fn never_closed(source: &str, open: &Unclosed, reader: &Reader<'_>) -> Explained {
    let opening = source.get(open.opening.clone()).unwrap_or("");
    let title = format!("`{opening}` is never closed");
    let at = reader.span(open.opening.clone());
    let diagnostic = Diagnostic::new(reader.syntax_code(), at, title).label("opened here");
    let diagnostic = match &open.noticed {
        Some(noticed) => diagnostic.context(reader.span(noticed.clone()), "this does not belong in it"),
        None => diagnostic,
    };
    let diagnostic = diagnostic.help(format!("write `{}` where it ends", open.missing));
    Explained { diagnostic, explains: open.explains.clone(), loses_keys: true }
}

/// The line that holds `offset`, without its end.
pub(super) fn line(text: &str, offset: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let offset = offset.min(bytes.len());
    let start = bytes[..offset].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
    let end = bytes[offset..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |i| offset + i);
    start..end
}

fn report<'a>(source: &str, tree: &DeTable<'a>, errors: Vec<Error>, reader: &mut Reader<'a>) {
    let mut problems: Vec<(Range<usize>, &str)> =
        errors.iter().map(|e| (on_boundaries(source, e.span().unwrap_or(0..0)), e.message())).collect();
    problems.sort_by_key(|(span, _)| span.start);
    let explain = Explain { source, reader: &*reader, keys: OnceCell::new(), tree };
    let mut found: Vec<Explained> = Vec::new();
    for (span, message) in problems {
        if found.len() < SHOWN && found.last().is_none_or(|f| f.explains.end < span.start) {
            found.push(explain.one(span, message));
        }
    }
    reader.syntax_errors(found);
}

/// Ranges of the crate, moved outwards to `char` boundaries and into the text.
fn on_boundaries(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor(text, range.start);
    start..ceil(text, range.end.max(start))
}

/// Calls `visit` for every key and value; values of a list come with the list's key.
fn walk<'t, 'a>(tree: &'t DeTable<'a>, visit: &mut impl FnMut(&'t TomlSpanned<Key<'a>>, &'t TomlSpanned<DeValue<'a>>)) {
    fn value<'t, 'a>(
        key: &'t TomlSpanned<Key<'a>>,
        item: &'t TomlSpanned<DeValue<'a>>,
        visit: &mut impl FnMut(&'t TomlSpanned<Key<'a>>, &'t TomlSpanned<DeValue<'a>>),
    ) {
        visit(key, item);
        match item.get_ref() {
            DeValue::Array(list) => list.iter().for_each(|element| value(key, element, visit)),
            DeValue::Table(table) => walk(table, visit),
            _ => {}
        }
    }
    tree.iter().for_each(|(key, item)| value(key, item, visit));
}

type Key<'a> = toml::de::DeString<'a>;

/// A syntax error, and the part of the TOML in which other problems only follow from it.
pub(super) struct Explained {
    /// The problem.
    pub(super) diagnostic: Diagnostic,
    /// Bytes of the TOML.
    pub(super) explains: Range<usize>,
    /// Whether the tree may lack keys because of it.
    pub(super) loses_keys: bool,
}

/// What is needed to word an error.
struct Explain<'e, 'a> {
    source: &'e str,
    tree: &'e DeTable<'a>,
    reader: &'e Reader<'a>,
    /// Where the keys of each name stand, in order; made for the first duplicate.
    keys: OnceCell<HashMap<&'e str, Vec<Range<usize>>>>,
}

impl<'e> Explain<'e, '_> {
    /// One error in our words.
    fn one(&self, at: Range<usize>, message: &str) -> Explained {
        if message.starts_with("duplicate key") {
            return self.duplicate(at);
        }
        if let Some(explained) = self.bare_value(&at, message) {
            return explained;
        }
        let title = match message {
            m if m.starts_with("invalid basic string, expected `\"`") => "a string that is never closed, expected `\"`",
            m if m.starts_with("invalid literal string, expected `'`") => "a string that is never closed, expected `'`",
            m if m.starts_with("missing escaped value") => "a backslash that escapes nothing",
            m if m.starts_with("cannot recurse") || m.starts_with("recursion limit") => {
                "nested more than 80 levels deep"
            }
            m if m.starts_with("unexpected key or value, expected newline") => "expected a new line after the value",
            m if m.starts_with("key with no value") => "a key without a value, expected `=`",
            m => m,
        };
        let explains = line(self.source, at.start);
        let diagnostic = self.error(at, title);
        let diagnostic = match message {
            m if m.starts_with("missing escaped value") => {
                diagnostic.help("write `\\\\` for a backslash, or use single quotes, where nothing is escaped")
            }
            m if m.starts_with("invalid unquoted key") => diagnostic.help("put the key in quotes"),
            _ => diagnostic,
        };
        Explained { diagnostic, explains, loses_keys: true }
    }

    fn error(&self, at: Range<usize>, title: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.reader.syntax_code(), self.reader.span(at), title)
    }

    /// A date or a word that stands where TOML wants quotes.
    fn bare_value(&self, at: &Range<usize>, message: &str) -> Option<Explained> {
        const FLAGS: [&str; 2] = ["true", "false"];
        const STARTS: [&str; 6] = [
            "string values must be quoted",
            "invalid boolean",
            "invalid date",
            "invalid mantissa",
            "invalid fraction",
            "invalid float",
        ];
        if !STARTS.iter().any(|s| message.starts_with(s)) {
            return None;
        }
        let token = token(self.source, at);
        let written = self.source.get(token.clone())?;
        let shown = excerpt(written);
        let plain = written.trim_matches(['“', '”', '„', '«', '»', '‘', '’', ' ', '\u{a0}', '\u{202f}']);
        let (title, advice) = match date(written, self.reader.span(token.clone())) {
            _ if FLAGS.iter().any(|flag| written.eq_ignore_ascii_case(flag)) => {
                let flag = written.to_ascii_lowercase();
                let diagnostic = self.error(token.clone(), format!("expected `{flag}`, found `{shown}`"));
                let diagnostic = diagnostic.suggest("write it in lower case", self.reader.span(token.clone()), flag);
                return Some(Explained { diagnostic, explains: token, loses_keys: false });
            }
            _ if written.is_empty() => ("expected a value after `=`, found nothing".to_owned(), ""),
            _ if plain != written => (format!("expected straight quotes, found `{shown}`"), "use straight quotes"),
            Ok(_) => (format!("a date that is not a whole day must be quoted, found `{shown}`"), "quote it"),
            Err(diagnostic) if message.starts_with("invalid date") && diagnostic.suggestion.is_some() => {
                return Some(Explained { diagnostic, explains: token, loses_keys: false });
            }
            Err(_) => (format!("text must be quoted, found `{shown}`"), "quote it"),
        };
        let diagnostic = self.error(token.clone(), title);
        let quotable = !plain.is_empty() && !plain.contains(['"', '\\', '\n', '\r']);
        let diagnostic = match quotable {
            true => diagnostic.suggest(advice, self.reader.span(token.clone()), format!("\"{plain}\"")),
            false => diagnostic,
        };
        Some(Explained { diagnostic, explains: token, loses_keys: false })
    }

    /// A key that stands twice; the nearest earlier one of that name is shown too.
    fn duplicate(&self, at: Range<usize>) -> Explained {
        let (source, tree) = (self.source, self.tree);
        let keys = self.keys.get_or_init(|| {
            let mut keys: HashMap<&'e str, Vec<Range<usize>>> = HashMap::new();
            walk(tree, &mut |key, _| {
                let span = key.span();
                keys.entry(source.get(span.clone()).unwrap_or("")).or_default().push(span);
            });
            keys.values_mut().for_each(|spans| spans.sort_by_key(|s| s.start));
            keys
        });
        let name = source.get(at.clone()).unwrap_or("");
        let same = keys.get(name).map_or(&[][..], Vec::as_slice);
        let before = same.partition_point(|span| span.start < at.start);
        let title = format!("duplicate key `{}`", excerpt(name));
        let mut diagnostic = self.error(at.clone(), title).label("stands here again");
        let is_header = self.source[line(self.source, at.start)].trim_start().starts_with('[');
        let first = before.checked_sub(1).and_then(|i| same.get(i)).map(|first| self.reader.span(first.clone()));
        // The tree keeps the last of two headers.
        let header = || self.reader.headers().into_iter().find(|(header, _)| *header == name).map(|(_, span)| span);
        if let Some(first) = first.or_else(header).filter(|first| *first != diagnostic.primary.span) {
            diagnostic = diagnostic.context(first, "first here");
        }
        // The keys of a table that stands twice may well do so too.
        let rest = &self.source[at.end..];
        let end = if is_header { at.end + rest.find("\n[").unwrap_or(rest.len()) } else { at.end };
        Explained { diagnostic, explains: at.start..end, loses_keys: is_header }
    }
}

/// The bare value that an error is in: as far as the error reaches, and on to what ends a value.
fn token(source: &str, at: &Range<usize>) -> Range<usize> {
    let ends = |c: char| matches!(c, ',' | ']' | '}' | '#' | '=' | '[' | '{') || c.is_whitespace();
    let start = source[..at.start].char_indices().rev().find(|&(_, c)| ends(c)).map_or(0, |(i, c)| i + c.len_utf8());
    let end = source[at.end..].find(ends).map_or(source.len(), |i| at.end + i);
    start..end
}
