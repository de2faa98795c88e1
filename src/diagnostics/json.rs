//! One JSON object per line, for programs. The keys and their order are stable:
//! `code severity message file line column end_line end_column help suggestion`.
//!
//! Lines and columns count from 1, columns in characters; the end is the place after the last character.
//! `help` joins all advice with line ends; `suggestion` is one replacement, whose file may be another one.

use serde::Serialize;

use super::{Diagnostic, Suggestion, locate::Locator, neutral};
use crate::files::Files;

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    help: Option<String>,
    suggestion: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    replacement: &'a str,
    title: &'a str,
}

/// One object each, every one on a line of its own.
pub(crate) fn render(diagnostics: &[Diagnostic], files: &Files) -> String {
    let mut locator = Locator::new(files);
    let mut out = String::new();
    for d in diagnostics {
        // A struct of strings and numbers always has a JSON form.
        if let Ok(json) = serde_json::to_string(&line(d, &mut locator)) {
            out.push_str(&neutral::json(json));
            out.push('\n');
        }
    }
    out
}

fn line<'a>(d: &'a Diagnostic, locator: &mut Locator<'a>) -> Line<'a> {
    let (start, end) = (locator.start(d.primary.span), locator.end(d.primary.span));
    Line {
        code: d.code.name(),
        severity: d.severity.name(),
        message: &d.title,
        file: &locator.file(d.primary.span).path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: (!d.help.is_empty()).then(|| d.help.join("\n")),
        suggestion: d.suggestion.as_ref().map(|s| fix(s, locator)),
    }
}

fn fix<'a>(suggestion: &'a Suggestion, locator: &mut Locator<'a>) -> Fix<'a> {
    let (start, end) = (locator.start(suggestion.span), locator.end(suggestion.span));
    Fix {
        file: &locator.file(suggestion.span).path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        replacement: &suggestion.replacement,
        title: &suggestion.title,
    }
}
