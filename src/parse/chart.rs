//! A fenced block `chart` in a text: TOML that says what is to be drawn. It holds no figure: those are in the sheets.

use std::cell::OnceCell;
use std::ops::Range;

use super::reader::{Item, Reader, Scope};
use super::schema::{Key, Schema, Takes};
use super::words::names;
use crate::diagnostics::{Diagnostic, codes};
use crate::files::File;
use crate::model::{Chart, ChartKind};
use crate::prose::Fence;
use crate::span::{Span, Spanned};
use crate::vocabulary::Vocabulary;

/// A chart while it is read.
pub(super) struct Asked {
    kind: Option<Spanned<ChartKind>>,
    of: Option<Spanned<String>>,
    way: Option<Spanned<Way>>,
}

/// Which way money goes.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) receives: bool,
}

/// Its keys.
pub(super) static CHART: Schema<Asked> = Schema::closed(
    "a chart",
    &[
        Key::required("kind", Takes::Word(names::<ChartKind>), "what is drawn", |r, v, c| c.kind = r.word(v)),
        Key::optional("of", Takes::String, "a company, a deal or a fact; else what the text is about", |r, v, c| {
            c.of = r.string(v);
        }),
        Key::optional("way", Takes::Word(names::<Way>), "what a company pays, or what it receives", way),
    ],
);

/// Reads the charts of a text, without those that do not say what they draw: with such an error nothing is written.
pub(super) fn charts(
    file: &File,
    fences: Vec<Fence>,
    vocabulary: &Vocabulary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Chart> {
    fences.into_iter().filter_map(|fence| chart(file, fence, vocabulary, diagnostics)).collect()
}

fn chart(file: &File, fence: Fence, vocabulary: &Vocabulary, diagnostics: &mut Vec<Diagnostic>) -> Option<Chart> {
    let Fence { span, toml } = fence;
    let mut asked = Asked { kind: None, of: None, way: None };
    match toml {
        Some(toml) => read(file, (span, toml), vocabulary, &mut asked, diagnostics),
        None => diagnostics.push(
            Diagnostic::new(
                codes::MARKDOWN,
                span,
                "expected a chart at the margin, found one inside of something else",
            )
            .help("end the list or the quotation, and begin the fence in the first column"),
        ),
    }
    let receives = asked.way.map(|way| way.value.receives);
    Some(Chart { kind: asked.kind?.value, of: asked.of, receives, span })
}

fn read(
    file: &File,
    (at, toml): (Span, Range<usize>),
    vocabulary: &Vocabulary,
    asked: &mut Asked,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mended = OnceCell::new();
    let (tree, mut reader) = Reader::open(Scope::sheet(file.id), &file.text, toml, Vec::new(), vocabulary, &mended);
    reader.closed(&tree, at, &CHART, asked);
    if let (Some(kind), Some(way)) = (asked.kind.as_ref(), asked.way.as_ref()) {
        match kind.value {
            ChartKind::Ladder | ChartKind::Bars => {}
            ChartKind::Shares | ChartKind::History | ChartKind::Terms => {
                let title = format!("unknown key `way` in a chart of the kind `{}`", kind.value.name());
                let problem = Diagnostic::new(codes::UNKNOWN_KEY, way.span, title);
                reader.report(problem.help("only what a company pays or receives has one: `ladder`, `bars`"));
            }
        }
    }
    diagnostics.extend(reader.finish());
}

/// The key is where a chart of another kind goes wrong, not its value.
fn way<'a>(reader: &mut Reader<'a>, item: Item<'a>, asked: &mut Asked) {
    asked.way = reader.word(item).map(|way: Spanned<Way>| Spanned::new(way.value, item.key_span));
}
