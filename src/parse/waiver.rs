//! `[[allow]]`: a warning that an editor accepts, and why; in a text also an error of its figures, sentence by sentence.

use jiff::civil::Date;

use super::document::Waiver;
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use crate::diagnostics::{Code, Diagnostic, Severity, closest, codes};
use crate::span::{Span, Spanned};

/// `[[allow]]` while it is read.
pub(super) struct Permission {
    span: Span,
    code: Option<Spanned<Code>>,
    why: Option<Spanned<String>>,
    until: Option<Spanned<Date>>,
    sentence: Option<Spanned<String>>,
}

/// Its keys in sheets.
pub(super) static ALLOW: Schema<Permission> = Schema::closed(
    "a waiver",
    &[
        Key::required("code", Takes::Word(warnings), "the warning that is accepted", |r, v, a| a.code = warning(r, v)),
        Key::required("why", Takes::String, "why it is accepted", |r, v, a| a.why = r.string(v)),
        Key::optional("until", Takes::Day, "the last day of the waiver", |r, v, a| a.until = r.day(v)),
    ],
);

/// Its keys in the front matter of a text.
pub(super) static ALLOW_SENTENCE: Schema<Permission> = Schema::closed(
    "a waiver",
    &[
        Key::required("code", Takes::Word(of_sentences), "what is accepted", |r, v, a| a.code = code_of_sentence(r, v)),
        Key::required("sentence", Takes::String, "the words of the text for which it holds", |r, v, a| {
            a.sentence = r.string(v);
        }),
        Key::required("why", Takes::String, "why it is accepted", |r, v, a| a.why = r.string(v)),
        Key::optional("until", Takes::Day, "the last day of the waiver", |r, v, a| a.until = r.day(v)),
    ],
);

/// Reads `[[allow]]`, of deals, companies and sources.
pub(super) fn waivers<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Waiver> {
    permissions(reader, item, &ALLOW)
}

/// Reads `[[allow]]` of a text. A waiver without its sentence would hold for all of it.
pub(super) fn waivers_of_sentences<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Waiver> {
    let mut waivers = permissions(reader, item, &ALLOW_SENTENCE);
    waivers.retain(|waiver| waiver.sentence.is_some());
    waivers
}

fn permissions<'a>(reader: &mut Reader<'a>, item: Item<'a>, schema: &'static Schema<Permission>) -> Vec<Waiver> {
    let new = |span| Permission { span, code: None, why: None, until: None, sentence: None };
    let complete =
        |p: Permission| Some(Waiver { span: p.span, code: p.code?, why: p.why?, until: p.until, sentence: p.sentence });
    reader.tables(item, schema, new).into_iter().filter_map(complete).collect()
}

/// The codes of all warnings.
fn warnings() -> Vec<&'static str> {
    codes::ALL.iter().filter(|c| c.severity() == Severity::Warning).map(|c| c.name()).collect()
}

/// The codes that a sentence may be excused from: of errors the one that words decide, and words may be misread.
fn of_sentences() -> Vec<&'static str> {
    let mut names = warnings();
    names.push(codes::FIGURE_CONTRADICTS.name());
    names
}

/// The code of a warning. Errors cannot be waived.
fn warning<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<Code>> {
    code(reader, item, "the code of a warning", &warnings())
}

fn code_of_sentence<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<Code>> {
    code(reader, item, "the code of a warning, or `figure-contradicts`", &of_sentences())
}

fn code<'a>(reader: &mut Reader<'a>, item: Item<'a>, wanted: &str, known: &[&'static str]) -> Option<Spanned<Code>> {
    let name = reader.str(item)?;
    let shown = excerpt(name.value);
    let problem = match Code::find(name.value) {
        Some(code) if known.contains(&code.name()) => return Some(Spanned::new(code, name.span)),
        Some(_) => Diagnostic::new(codes::VALUE, name.span, format!("expected {wanted}, found the error `{shown}`"))
            .help("an error cannot be allowed: mend what it names"),
        None => {
            let title = format!("expected {wanted}, found `{shown}`");
            let diagnostic = Diagnostic::new(codes::VALUE, name.span, title);
            match closest(name.value, known.iter().copied()) {
                Some(code) => diagnostic.suggest("a warning with a similar code exists", name.span, code),
                None => diagnostic.help("codes stand in brackets in every message: `warning[raw-html]`"),
            }
        }
    };
    reader.report(problem);
    None
}
