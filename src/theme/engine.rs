//! Tera, one engine per language, and its errors as diagnostics.
//!
//! An engine knows `m` (the messages without variables), `t(id=…, …)` (a message with variables), `assets`,
//! `site` and the [`filters`] by itself; a page adds `page` and its view. Templates are compiled without their
//! indentation, except inside of `<pre>`: pages are a fifth smaller. Errors are shown in the template as written.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use tera::{ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::assets::Assets;
use super::filters;
use super::messages::{Catalogue, Messages};
use crate::chars::uncapitalised;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::span::{FileId, Span};

/// Templates by name (`deal.html`).
pub(super) type Templates = BTreeMap<String, Template>;

/// A template as written.
#[derive(Clone)]
pub(super) struct Template {
    /// Its file.
    pub(super) file: FileId,
    /// Its text.
    pub(super) text: Arc<str>,
}

impl Template {
    /// The place of bytes of the template as it was compiled.
    fn place(&self, compiled: Range<usize>) -> Span {
        let start = as_written(&self.text, compiled.start);
        let end = as_written(&self.text, compiled.end.saturating_sub(1)) + 1;
        Span::new(self.file, start..end.clamp(start, self.text.len()))
    }
}

/// Compiles all templates once, then makes an engine per language. `None` if one does not compile.
pub(super) fn build(
    templates: &Templates,
    messages: &Messages,
    assets: &Assets,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Tera>> {
    let sources: Vec<(&str, String)> = templates.iter().map(|(name, t)| (name.as_str(), outdent(&t.text))).collect();
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera.register_function("t", |_: Kwargs, _: &State<'_>| -> TeraResult<Value> { Ok(Value::none()) });
    if let Err(error) = tera.add_raw_templates(sources.iter().map(|(name, text)| (*name, text))) {
        // It ends at the first template that is not one; here each is read by itself, so that all are told.
        let syntax: Vec<Diagnostic> =
            sources.iter().filter_map(|(name, text)| syntax_error(name, text, templates)).collect();
        diagnostics.extend(if syntax.is_empty() { load_errors(&error, templates) } else { syntax });
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
fn load_errors(error: &tera::Error, templates: &Templates) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else {
        let name = match error.kind() {
            ErrorKind::MissingParent { current, .. } => current.as_str(),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl.as_str(),
            _ => "",
        };
        return vec![diagnostic(error, name, templates)];
    };
    let reports: Vec<Diagnostic> = text.split("\n\n").filter_map(|r| report(r, templates)).collect();
    if reports.is_empty() { vec![diagnostic(error, "", templates)] } else { reports }
}

/// `error: Unknown filter …⏎ --> deal.html:3:5⏎…`
fn report(text: &str, templates: &Templates) -> Option<Diagnostic> {
    let mut lines = text.lines();
    let title = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let template = templates.get(place.next()?)?;
    let content = outdent(&template.text);
    let start = content.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum::<usize>();
    let from = content.get(start..)?.char_indices().nth(column.checked_sub(1)?).map_or(start, |(i, _)| start + i);
    let width = text.lines().last()?.matches('^').count();
    let to = content.get(from..)?.char_indices().nth(width).map_or(content.len(), |(i, _)| from + i);
    Some(Diagnostic::new(codes::TEMPLATE, template.place(from..to), uncapitalised(title.trim_end_matches('.'))))
}

/// Any error of Tera's, at its place; errors without a place are shown at the start of `name`.
pub(super) fn diagnostic(error: &tera::Error, name: &str, templates: &Templates) -> Diagnostic {
    let start_of = |name: &str| {
        let template = templates.get(name).or_else(|| templates.values().next());
        Span::start_of(template.map_or(FileId(0), |t| t.file))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = match templates.get(report.filename()) {
                Some(template) => template.place(report.span().range.clone()),
                None => start_of(name),
            };
            let problem = Diagnostic::new(codes::TEMPLATE, span, uncapitalised(report.message().trim_end_matches('.')));
            // Tera knows no tag of this name where it stands.
            let is_end = templates.contains_key(report.filename()) && report.message() == "Unknown tag";
            match is_end {
                true => problem.help("an `{% end… %}` is unknown where another loop or block is still open"),
                false => problem,
            }
        }
        kind => Diagnostic::new(codes::TEMPLATE, start_of(name), uncapitalised(kind.to_string().trim_end_matches('.'))),
    }
}

/// The lines of a template as written, each with how much indentation it has; inside of `<pre>` it has none.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut preformatted = false;
    text.split_inclusive('\n').map(move |line| {
        let indentation = if preformatted { 0 } else { line.len() - line.trim_start_matches([' ', '\t']).len() };
        let (opened, closed) = (line.rfind("<pre"), line.rfind("</pre>"));
        preformatted = if opened == closed { preformatted } else { opened > closed };
        (indentation, line)
    })
}

/// A template without the indentation of its lines, so that pages have none either.
fn outdent(text: &str) -> String {
    lines(text).map(|(indentation, line)| &line[indentation..]).collect()
}

/// Where a byte of an outdented template stands in the template as written.
fn as_written(text: &str, offset: usize) -> usize {
    let (mut outdented, mut written) = (0, 0);
    for (indentation, line) in lines(text) {
        let end = outdented + line.len() - indentation;
        if offset < end {
            return written + indentation + offset - outdented;
        }
        outdented = end;
        written += line.len();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{as_written, outdent};

    #[test]
    fn indentation_goes_except_in_pre() {
        assert_eq!(outdent("  <p>\n\n   a b\n</p>\n"), "<p>\n\na b\n</p>\n");
        assert_eq!(outdent("  <pre>\n\n   a\n </pre>\n  <p>"), "<pre>\n\n   a\n </pre>\n<p>");
        assert_eq!(outdent("<pre>x</pre>\n  <p>\n"), "<pre>x</pre>\n<p>\n");
    }

    #[test]
    fn places_are_those_of_the_template_as_written() {
        let text = "  <p>\n    é {{ x }}\n\n  </p>";
        let outdented = outdent(text);
        for (offset, c) in outdented.char_indices() {
            assert!(text[as_written(text, offset)..].starts_with(c), "{offset}");
        }
        assert_eq!(as_written(text, outdented.len()), text.len());
    }
}
