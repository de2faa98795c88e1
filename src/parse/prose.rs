//! `<id>[.<lang>].md`: front matter and Markdown.
//!
//! The front matter is optional TOML between two lines `+++` ([`front_matter`]). Its errors stand at their place in the
//! file, since the TOML is parsed where it is. The Markdown is read by [`crate::prose::scan`].

use super::chart;
use super::document::{Collection, Prose};
use super::front_matter::{self, Fences, Stray, fences};
use super::path::{ID, former_ids};
use super::reader::{Item, Reader, Scope};
use super::schema::{Key, Schema, Takes};
use super::waiver::{ALLOW_SENTENCE, waivers_of_sentences};
use crate::diagnostics::{Diagnostic, codes};
use crate::files::File;
use crate::model::PageDays;
use crate::span::{Span, Spanned};
use crate::vocabulary::Vocabulary;
use std::cell::OnceCell;

pub(super) static FRONT_MATTER: Schema<Prose> = Schema::closed(
    "front matter",
    &[
        Key::optional("title", Takes::String, "the headline in this language", |r, v, p| p.title = r.string(v)),
        Key::optional("dek", Takes::String, "one or two sentences under the headline", |r, v, p| p.dek = r.string(v)),
        Key::optional("short", Takes::String, "the headline in a few words", |r, v, p| p.short = r.string(v)),
        Key::optional("author", Takes::String, "who wrote the text", |r, v, p| p.author = r.string(v)),
        Key::optional("published", Takes::Day, "the day on which the page was published", |r, v, p| {
            p.days.published = r.day(v)
        }),
        Key::optional("updated", Takes::Day, "the day on which it last changed", |r, v, p| p.days.updated = r.day(v)),
        Key::optional("draft", Takes::Flag, "whether it stays unpublished", |r, v, p| p.draft = r.flag(v)),
        Key::optional("was", Takes::List(&ID), "former ids of a page, which become redirects", was),
        Key::optional("mentions", Takes::Flag, "whether first mentions of companies become links", |r, v, p| {
            p.mentions = Some(r.flag(v));
        }),
        Key::optional("allow", Takes::Tables(&ALLOW_SENTENCE), "a sentence that is accepted, and why", |r, v, p| {
            p.waivers = waivers_of_sentences(r, v);
        }),
    ],
);

/// Reads a Markdown file. `from` is where its text begins, after a byte order mark.
pub(super) fn prose(
    file: &File,
    from: usize,
    (collection, id, lang): (Collection, &str, Option<&str>),
    mut diagnostics: Vec<Diagnostic>,
    vocabulary: &Vocabulary,
) -> (Prose, Vec<Diagnostic>) {
    let mut prose = Prose {
        collection,
        id: id.to_owned(),
        lang: lang.map(|tag| Spanned::new(tag.to_owned(), Span::start_of(file.id))),
        start: from,
        title: None,
        dek: None,
        short: None,
        author: None,
        days: PageDays::default(),
        draft: false,
        was: Vec::new(),
        mentions: None,
        waivers: Vec::new(),
        broken: false,
        links: Vec::new(),
        facts: Vec::new(),
        citations: Vec::new(),
        addresses: Vec::new(),
        charts: Vec::new(),
    };
    match fences(&file.text, from) {
        Fences::None => {}
        Fences::Open(opening) => {
            prose.start = file.text.len();
            prose.broken = true;
            let title = "front matter that is never closed, expected a second line `+++`";
            let diagnostic = Diagnostic::new(codes::FRONT_MATTER, Span::new(file.id, opening), title);
            diagnostics.push(diagnostic.label("opened here"));
        }
        Fences::Closed(toml, start) => {
            prose.start = start;
            let scope = Scope { file: file.id, syntax: codes::FRONT_MATTER, missing: codes::MISSING_KEY };
            let mended = OnceCell::new();
            let (tree, mut reader) = Reader::open(scope, &file.text, toml, diagnostics, vocabulary, &mended);
            reader.closed(&tree, Span::start_of(file.id), &FRONT_MATTER, &mut prose);
            prose.broken = reader.broken();
            diagnostics = reader.finish();
        }
    }
    let is_whole = prose.start == from;
    if let Some(found) = misplaced(file, prose.start, is_whole) {
        diagnostics.push(found);
        prose.broken = true;
        // Nothing of it is text.
        prose.start = file.text.len();
    }
    let scan = crate::prose::scan(file.id, &file.text, prose.start);
    (prose.links, prose.facts) = (scan.links, scan.facts);
    (prose.citations, prose.addresses) = (scan.citations, scan.addresses);
    diagnostics.extend(scan.diagnostics);
    prose.charts = chart::charts(file, scan.charts, vocabulary, &mut diagnostics);
    (prose, diagnostics)
}

/// What was meant as front matter and is none, which would be printed as text.
fn misplaced(file: &File, from: usize, is_whole: bool) -> Option<Diagnostic> {
    let keys: Vec<&str> = FRONT_MATTER.names().collect();
    let Stray { at, what, removable } = front_matter::stray(&file.text, from, &keys, is_whole)?;
    let title = match is_whole {
        true => format!("expected front matter as TOML between two lines `+++`, found {what}"),
        false => format!("expected text after the front matter, found {what}"),
    };
    let span = Span::new(file.id, at);
    let diagnostic = Diagnostic::new(codes::FRONT_MATTER, span, title);
    Some(match removable {
        true => diagnostic.suggest("remove it", span, ""),
        false => diagnostic
            .note("it would be printed as text, and what it says would not hold")
            .help("begin the file with `+++`, `title = \"…\"`, `+++`; three plus signs as text are written `\\+++`"),
    })
}

/// `was` is a page's: deals and companies say it in their sheets.
fn was<'a>(reader: &mut Reader<'a>, item: Item<'a>, prose: &mut Prose) {
    if prose.collection == Collection::Pages {
        prose.was = former_ids(reader, item);
        return;
    }
    let title = "unknown key `was` in front matter: former ids stand in the sheet";
    let diagnostic = Diagnostic::new(codes::UNKNOWN_KEY, item.key_span, title);
    reader.report(diagnostic.help(format!("write it in `{}.toml`", prose.id)));
}
