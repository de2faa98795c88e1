//! `content/sources/**/<id>.toml`, or an entry of `content/sources.toml`: a cited document.

use super::document::{Original, Source};
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Names, Schema, Takes};
use super::sheets::Sheet;
use super::values::{LANGUAGE, is_language_tag};
use super::waiver::{ALLOW, waivers};
use super::words::names;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::SourceKind;
use crate::span::Spanned;

pub(super) static SOURCE: Schema<Source> = Schema::closed(
    "a source's sheet",
    &[
        Key::required("title", Takes::String, "its title, in its own language", |r, v, s| {
            if let Some(title) = r.string(v) {
                s.title = title;
            }
        }),
        Key::optional("publisher", Takes::Id(Names::Outlet), "who published it", |r, v, s| s.publisher = r.string(v)),
        Key::optional("author", Takes::String, "who wrote it", |r, v, s| s.author = r.string(v)),
        Key::optional(
            "url",
            Takes::Form(&["https://example.org/news", "http://example.com/a?b=c"]),
            "where it can be read",
            |r, v, s| s.url = web_address(r, v),
        ),
        Key::optional(
            "archive_url",
            Takes::Form(&["https://example.org/news", "http://example.com/a?b=c"]),
            "where a copy can be read",
            |r, v, s| s.archive_url = web_address(r, v),
        ),
        Key::required(
            "kind",
            Takes::Word(names::<SourceKind>),
            "filing, release, wire, press, blog, repost or comment",
            |r, v, s| {
                s.kind = r.word(v);
            },
        ),
        Key::optional("lang", LANGUAGE, "the language of the text", |r, v, s| s.lang = language(r, v)),
        Key::optional("published", Takes::Date, "when it was published", |r, v, s| s.published = r.date(v)),
        Key::optional("read_on", Takes::Day, "when we read it", |r, v, s| s.read_on = r.day(v)),
        Key::optional("translated", Takes::Table(&TRANSLATED), "from which language, and by whom", |r, v, s| {
            s.translated = translated(r, v)
        }),
        Key::optional("original", Takes::Table(&ORIGINAL), "the publication that it repeats", |r, v, s| {
            s.original = original(r, v)
        }),
        Key::optional(
            "relays",
            Takes::List(&Takes::Id(Names::Source)),
            "sources or outlets that it repeats",
            |r, v, s| s.relays = r.strings(v),
        ),
        Key::optional(
            "comments_from",
            Takes::Count(1, u32::MAX),
            "the line from which reader comments begin",
            |r, v, s| {
                s.comments_from = line_number(r, v);
            },
        ),
        Key::optional("paywall", Takes::Flag, "whether reading it costs", |r, v, s| s.paywall = r.flag(v)),
        Key::optional("allow", Takes::Tables(&ALLOW), "a warning that is accepted, and why", |r, v, s| {
            s.waivers = waivers(r, v)
        }),
    ],
);

/// Reads a source's sheet; without a table nothing but its id is known.
pub(super) fn source<'a>(reader: &mut Reader<'a>, Sheet { id, at, table }: Sheet<'a>) -> Source {
    let start = at.head();
    let mut source = Source {
        title: Spanned::new(id.clone(), start),
        id,
        sheet: at,
        publisher: None,
        author: None,
        url: None,
        archive_url: None,
        kind: None,
        lang: None,
        published: None,
        read_on: None,
        translated: None,
        original: None,
        relays: Vec::new(),
        comments_from: None,
        paywall: false,
        waivers: Vec::new(),
    };
    if let Some(table) = table {
        reader.closed(table, start, &SOURCE, &mut source);
    }
    source
}

/// An address that begins with http or https and names a host.
pub(super) fn web_address<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<String>> {
    let address = reader.string(item)?;
    match host(&address.value) {
        Some(_) => Some(address),
        None => {
            let title = format!("expected an address with http or https, found `{}`", excerpt(&address.value));
            let diagnostic = Diagnostic::new(codes::URL_SCHEME, address.span, title);
            let fixed = format!("https://{}", address.value);
            let lacks_scheme = !address.value.contains(':') && host(&fixed).is_some_and(|h| h.contains('.'));
            reader.report(match lacks_scheme {
                true => diagnostic.suggest("write the scheme", address.span, fixed),
                false => diagnostic,
            });
            None
        }
    }
}

/// The host of an http or https address without spaces; `None` if it is no such address.
pub(super) fn host(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next()?;
    let clean = !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'));
    (web && clean && !host.is_empty() && !host.starts_with([':', '.'])).then_some(host)
}

/// A language tag.
fn language<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<String>> {
    let tag = reader.string(item)?;
    if is_language_tag(&tag.value) {
        return Some(tag);
    }
    let title = format!("expected a language tag such as `fr` or `pt-BR`, found `{}`", excerpt(&tag.value));
    reader.report(Diagnostic::new(codes::VALUE, tag.span, title));
    None
}

fn line_number<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<u32> {
    let line = reader.count(item)?;
    let is_line = item.takes.admits(line.value);
    if !is_line {
        reader.report(Diagnostic::new(codes::VALUE, line.span, "expected a line number from 1, found `0`"));
    }
    is_line.then_some(line.value)
}

static TRANSLATED: Schema<Original> = Schema::closed(
    "`translated`",
    &[
        Key::required("from", LANGUAGE, "the language that it was written in", |r, v, p| p.0 = language(r, v)),
        Key::optional("by", Takes::String, "`machine`, or a name", |r, v, p| p.1 = r.string(v)),
    ],
);

fn translated<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<(Spanned<String>, Option<Spanned<String>>)> {
    let table = reader.table(item)?;
    let mut pair = (None, None);
    reader.closed(table, item.span, &TRANSLATED, &mut pair);
    Some((pair.0?, pair.1))
}

static ORIGINAL: Schema<Original> = Schema::closed(
    "`original`",
    &[
        Key::optional("publisher", Takes::Id(Names::Outlet), "who published it", |r, v, p| p.0 = r.string(v)),
        Key::optional("title", Takes::String, "under which title", |r, v, p| p.1 = r.string(v)),
    ],
);

fn original<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Original> {
    let table = reader.table(item)?;
    let mut pair = (None, None);
    reader.closed(table, item.span, &ORIGINAL, &mut pair);
    Some(pair)
}
