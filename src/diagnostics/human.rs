//! Diagnostics for people: the line, what is wrong in it, advice, and a fix as a diff.
//!
//! The one file that knows annotate-snippets. It gets excerpts, never whole files: the lines that a label
//! touches, cut to a window where a line is very long, so that a diagnostic costs the same in a megabyte of
//! one line as in a short sheet. An excerpt cut at its left has lost its columns; its place is given apart.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{Diagnostic, Label, Severity, Suggestion, locate::Locator, neutral};
use crate::chars::floor;
use crate::files::{File, Files, Position};
use crate::span::Span;

/// How many bytes of a line are given to the renderer before a span; it shows what fits.
const BEFORE: usize = 4096;
/// How many after.
const AFTER: usize = 160;
/// How many bytes of a span are underlined.
const SPAN: usize = 400;
/// How many lines of a span are underlined.
const LINES: usize = 6;
/// Labels of one file with at most this many bytes between them share an excerpt.
const GAP: usize = 400;
/// How many places besides the primary one are shown.
const CONTEXT: usize = 8;

/// A paragraph each, with an empty line after it.
pub(crate) fn render(diagnostics: &[Diagnostic], files: &Files, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut locator = Locator::new(files);
    let mut out = String::new();
    for d in diagnostics {
        out.push_str(&renderer.render(&report(d, &mut locator)));
        out.push_str("\n\n");
    }
    out
}

fn report<'a>(d: &'a Diagnostic, locator: &mut Locator<'a>) -> Vec<Group<'a>> {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(neutral::line(&d.title)).id(d.code.name()));
    // What the line holds must not be in a log.
    let is_secret = d.code == super::codes::SECRET;
    if is_secret {
        let (file, at) = (locator.file(d.primary.span), locator.start(d.primary.span));
        let origin = Origin::path(neutral::line(&file.path)).line(at.line as usize).char_column(at.column as usize);
        group = group.element(origin);
    }
    for excerpt in excerpts(d, locator).into_iter().filter(|_| !is_secret) {
        let path = neutral::line(&excerpt.file.path);
        let snippet = excerpt.annotated(locator);
        group = if excerpt.lead().is_empty() {
            group.element(snippet.path(path))
        } else {
            let at = excerpt.labels.first().map_or(Position { line: 1, column: 1 }, |(_, l)| locator.start(l.span));
            group.element(Origin::path(path).line(at.line as usize).char_column(at.column as usize)).element(snippet)
        };
    }
    for note in &d.notes {
        group = group.element(Level::NOTE.message(neutral::line(note)));
    }
    for help in &d.help {
        group = group.element(Level::HELP.message(neutral::line(help)));
    }
    if d.context.len() > CONTEXT {
        let more = format!("{} more places are not shown", d.context.len() - CONTEXT);
        group = group.element(Level::NOTE.message(more));
    }
    let fix = d.suggestion.as_ref().map(|s| suggestion(s, d.primary.span, locator));
    std::iter::once(group).chain(fix).collect()
}

fn suggestion<'a>(fix: &'a Suggestion, primary: Span, locator: &mut Locator<'a>) -> Group<'a> {
    let file = locator.file(fix.span);
    let excerpt = Excerpt { file, range: window(&file.text, fix.span), labels: Vec::new() };
    let line = locator.start(fix.span).line as usize;
    let patch = Patch::new(excerpt.shown(&fix.span.range()), neutral::excerpt(&fix.replacement));
    let mut snippet = Snippet::source(excerpt.text()).line_start(line).patch(patch);
    if fix.span.file != primary.file {
        snippet = snippet.path(neutral::line(&file.path));
    }
    Group::with_title(Level::HELP.secondary_title(neutral::line(&fix.title))).element(snippet)
}

/// A part of a file with the labels in it, the first of which gives the place.
struct Excerpt<'a> {
    file: &'a File,
    range: Range<usize>,
    labels: Vec<(AnnotationKind, &'a Label)>,
}

/// The primary place first, then the others; neighbours are joined.
fn excerpts<'a>(d: &'a Diagnostic, locator: &Locator<'a>) -> Vec<Excerpt<'a>> {
    let mut all: Vec<Excerpt<'a>> = Vec::new();
    let primary = std::iter::once((AnnotationKind::Primary, &d.primary));
    let context = d.context.iter().take(CONTEXT).map(|label| (AnnotationKind::Context, label));
    for (kind, label) in primary.chain(context) {
        let file = locator.file(label.span);
        let range = window(&file.text, label.span);
        match all.iter_mut().find(|e| e.file.id == file.id && near(&e.range, &range)) {
            Some(excerpt) => {
                excerpt.range = excerpt.range.start.min(range.start)..excerpt.range.end.max(range.end);
                excerpt.labels.push((kind, label));
            }
            None => all.push(Excerpt { file, range, labels: vec![(kind, label)] }),
        }
    }
    all
}

fn near(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.end.saturating_add(GAP) && b.start <= a.end.saturating_add(GAP)
}

impl<'a> Excerpt<'a> {
    fn annotated(&self, locator: &mut Locator<'a>) -> Snippet<'a, Annotation<'a>> {
        let first = self.labels.iter().map(|(_, label)| label.span).min_by_key(|span| span.start);
        let line = first.map_or(1, |span| locator.start(span).line as usize);
        let annotations = self.labels.iter().map(|(kind, label)| {
            let text = Some(neutral::line(&label.text)).filter(|text| !text.is_empty());
            kind.span(self.shown(&clipped(&self.file.text, label.span))).label(text)
        });
        Snippet::source(self.text()).line_start(line).annotations(annotations)
    }

    /// What is shown: `…` marks a line that goes on.
    fn text(&self) -> String {
        let shown = neutral::excerpt(self.raw(&self.range));
        let after = self.file.text[self.range.end..].chars().next();
        let cut = !matches!(after, None | Some('\n' | '\r'));
        format!("{}{shown}{}", self.lead(), if cut { "…" } else { "" })
    }

    fn lead(&self) -> &'static str {
        let whole = self.range.start == 0 || self.file.text.as_bytes()[self.range.start - 1] == b'\n';
        if whole { "" } else { "…" }
    }

    /// Where a range of the file stands in [`Excerpt::text`].
    fn shown(&self, range: &Range<usize>) -> Range<usize> {
        let width = |end: usize| {
            let end = end.clamp(self.range.start, self.range.end);
            // Between `\r` and `\n`, which are shown as one: before both.
            let between = self.file.text[..end].ends_with('\r') && self.file.text[end..].starts_with('\n');
            let end = (end - usize::from(between)).max(self.range.start);
            self.lead().len() + neutral::excerpt(self.raw(&(self.range.start..end))).len()
        };
        width(range.start)..width(range.end)
    }

    fn raw(&self, range: &Range<usize>) -> &'a str {
        self.file.text.get(range.clone()).unwrap_or("")
    }
}

/// The part of a span that is underlined: not more than some lines and bytes of it.
fn clipped(text: &str, span: Span) -> Range<usize> {
    let start = floor(text, span.start as usize);
    let end = floor(text, (span.end as usize).clamp(start, start.saturating_add(SPAN)));
    let shown = &text[start..end];
    let lines = shown.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i).nth(LINES - 1);
    start..start + lines.unwrap_or(shown.len())
}

/// The lines that a span touches, or as much of them as is worth showing.
fn window(text: &str, span: Span) -> Range<usize> {
    let Range { start, end } = clipped(text, span);
    let before = floor(text, start.saturating_sub(BEFORE));
    let after = floor(text, end.saturating_add(AFTER));
    let from = text[before..start].rfind('\n').map_or(before, |newline| before + newline + 1);
    let to = text[end..after].find(['\n', '\r']).map_or(after, |newline| end + newline);
    from..to
}
