//! Tera, one engine per language, and its errors as diagnostics.
//!
//! An engine knows `m` (the messages without variables), `t(id=…, …)` (a message with variables), `assets`,
//! `site` and the [`filters`] by itself; a page adds `page` and its view. Blank lines and indentation that templates
//! leave behind are taken out of what they print, except inside of `<pre>`.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use memchr::{memchr, memchr_iter, memmem};
use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::assets::Assets;
use super::filters;
use super::messages::{Catalogue, Messages};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::span::{FileId, Span};

/// Templates by name (`deal.html`), as files of this run.
pub(super) type Templates = BTreeMap<String, FileId>;

/// Compiles all templates once, then makes an engine per language. `None` if one does not compile.
pub(super) fn build(
    templates: &Templates,
    messages: &Messages,
    assets: &Assets,
    files: &Files,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Tera>> {
    let sources: Vec<(&str, &str)> = templates.iter().map(|(n, id)| (n.as_str(), &*files.get(*id).text)).collect();
    let syntax = sources.iter().filter_map(|&(name, text)| syntax_error(name, text, templates));
    let syntax: Vec<Diagnostic> = syntax.collect();
    if !syntax.is_empty() {
        diagnostics.extend(syntax);
        return None;
    }
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera.register_function("t", |_: Kwargs, _: &State<'_>| -> TeraResult<Value> { Ok(Value::none()) });
    if let Err(error) = tera.add_raw_templates(sources) {
        diagnostics.extend(load_errors(&error, templates, files));
        return None;
    }
    let paths: BTreeMap<&str, &str> = assets.iter().map(|(name, a)| (name.as_str(), a.path.as_str())).collect();
    Some(messages.catalogues().iter().map(|catalogue| for_language(&tera, catalogue, &paths)).collect())
}

fn for_language(tera: &Tera, catalogue: &Arc<Catalogue>, assets: &BTreeMap<&str, &str>) -> Tera {
    let mut tera = tera.clone();
    tera.global_context().insert("m", &catalogue.plain);
    tera.global_context().insert("assets", assets);
    let catalogue = Arc::clone(catalogue);
    tera.register_function("t", move |args: Kwargs, _: &State<'_>| translate(&catalogue, &args));
    tera
}

/// `t(id="sources-count", n=2)`.
fn translate(catalogue: &Catalogue, kwargs: &Kwargs) -> TeraResult<String> {
    let id: &str = kwargs.must_get("id")?;
    let mut args = FluentArgs::new();
    for (key, value) in kwargs.iter() {
        let Some(name) = key.as_str().filter(|k| *k != "id") else { continue };
        let value = match (value.as_str(), value.as_f64()) {
            (Some(text), _) => FluentValue::from(text),
            (None, Some(number)) => FluentValue::from(number),
            (None, None) => {
                let title = format!("message `{id}`: `{name}` must be text or a number, found {}", value.name());
                return Err(tera::Error::message(title));
            }
        };
        args.set(name.to_owned(), value);
    }
    catalogue.format(id, &args).map_err(tera::Error::message)
}

/// The error of one template by itself, so that all of them are reported.
fn syntax_error(name: &str, text: &str, templates: &Templates) -> Option<Diagnostic> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| diagnostic(&error, name, templates))
}

/// What is wrong with the templates together. Tera gives missing filters, components… as printed reports.
fn load_errors(error: &tera::Error, templates: &Templates, files: &Files) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else {
        let name = match error.kind() {
            ErrorKind::MissingParent { current, .. } => current.as_str(),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl.as_str(),
            _ => "",
        };
        return vec![diagnostic(error, name, templates)];
    };
    let reports: Vec<Diagnostic> = text.split("\n\n").filter_map(|r| report(r, templates, files)).collect();
    if reports.is_empty() { vec![diagnostic(error, "", templates)] } else { reports }
}

/// `error: Unknown filter …⏎ --> deal.html:3:5⏎…`
fn report(text: &str, templates: &Templates, files: &Files) -> Option<Diagnostic> {
    let mut lines = text.lines();
    let title = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let file = *templates.get(place.next()?)?;
    let content = &files.get(file).text;
    let start = content.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let from = content.get(start..)?.char_indices().nth(column.checked_sub(1)?).map_or(start, |(i, _)| start + i);
    let width = text.lines().last()?.matches('^').count();
    let to = content.get(from..)?.char_indices().nth(width).map_or(content.len(), |(i, _)| from + i);
    Some(Diagnostic::new(codes::TEMPLATE, Span::new(file, from..to), lower_first(title)))
}

/// Any error of Tera's, at its place; errors without a place are shown at the start of `name`.
pub(super) fn diagnostic(error: &tera::Error, name: &str, templates: &Templates) -> Diagnostic {
    let start_of = |name: &str| {
        let file = templates.get(name).or_else(|| templates.values().next()).copied();
        Span::start_of(file.unwrap_or(FileId(0)))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = match templates.get(report.filename()) {
                Some(file) => Span::new(*file, report.span().range.clone()),
                None => start_of(name),
            };
            let problem = Diagnostic::new(codes::TEMPLATE, span, lower_first(report.message()));
            // Tera knows no tag of this name where it stands.
            let is_end = templates.contains_key(report.filename()) && report.message() == "Unknown tag";
            match is_end {
                true => problem.help("an `{% end… %}` is unknown where another loop or block is still open"),
                false => problem,
            }
        }
        kind => Diagnostic::new(codes::TEMPLATE, start_of(name), lower_first(&kind.to_string())),
    }
}

fn lower_first(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Drops indentation and blank lines, but not inside of `<pre>`.
pub(super) fn tidy(html: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = memmem::find(rest, b"<pre") {
        outdent(&rest[..start], &mut out);
        let end = memmem::find(&rest[start..], b"</pre>").map_or(rest.len(), |at| start + at);
        out.extend_from_slice(&rest[start..end]);
        rest = &rest[end..];
        // The closing tag ends its line as it is.
        let line_end = memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        let tag = memmem::find(&rest[..line_end], b"<pre").unwrap_or(line_end);
        out.extend_from_slice(&rest[..tag]);
        rest = &rest[tag..];
    }
    outdent(rest, &mut out);
    out
}

/// Lines without the white space before them. The first one is taken to begin a line.
fn outdent(text: &[u8], out: &mut Vec<u8>) {
    let text = text.trim_ascii_start();
    let mut kept = 0;
    for at in memchr_iter(b'\n', text) {
        // Most lines begin with markup: whole stretches of them are copied at once.
        if at + 1 > kept && text.get(at + 1).is_some_and(u8::is_ascii_whitespace) {
            out.extend_from_slice(&text[kept..=at]);
            kept = at + 1 + text[at + 1..].iter().take_while(|b| b.is_ascii_whitespace()).count();
        }
    }
    out.extend_from_slice(&text[kept.min(text.len())..]);
}

#[cfg(test)]
mod tests {
    fn tidied(html: &str) -> String {
        String::from_utf8(super::tidy(html.as_bytes())).unwrap_or_default()
    }

    #[test]
    fn indentation_goes_except_in_pre() {
        assert_eq!(tidied("  <p>\n\n   a b\n</p>\n"), "<p>\na b\n</p>\n");
        assert_eq!(tidied("  <pre>\n\n   a\n </pre>\n  <p>"), "<pre>\n\n   a\n </pre>\n<p>");
        assert_eq!(tidied("<pre>x</pre>\n  <p>\n"), "<pre>x</pre>\n<p>\n");
    }
}
