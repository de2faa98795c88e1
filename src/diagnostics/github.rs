//! Workflow commands of GitHub Actions: `::error file=…,line=…,col=…::message`, which mark the lines of a
//! pull request. Escaped as [the toolkit does][toolkit]: `%`, CR and LF everywhere, `:` and `,` in
//! properties as well, so that no text of a file can end the command or begin another.
//!
//! GitHub shows ten of a kind and drops the others without a word. So what matters comes first (errors, and files that
//! are being changed), no more than ten of a kind are commands, and the others are lines of the log, with a notice that
//! says so. [`summary`] is a table of all of them for the page of the run.
//!
//! [toolkit]: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts

use std::fmt::Write;

use super::{Diagnostic, Severity, counted, locate::Locator, neutral, short};
use crate::files::Files;

/// How many annotations of a kind GitHub shows for a step.
const SHOWN: usize = 10;
/// How many rows the table has.
const ROWS: usize = 200;

/// The problems in the order in which they matter: errors before warnings, files that are being changed before others.
fn ranked<'d>(diagnostics: &'d [Diagnostic], files: &Files, changed: &[String]) -> Vec<&'d Diagnostic> {
    let mut all: Vec<&Diagnostic> = diagnostics.iter().collect();
    let is_changed = |d: &Diagnostic| changed.binary_search(&files.get(d.primary.span.file).path).is_ok();
    all.sort_by_key(|d| (d.severity, !is_changed(d)));
    all
}

/// Ten commands of a kind, the others as lines of the log. `changed` is sorted.
pub(crate) fn render(diagnostics: &[Diagnostic], files: &Files, changed: &[String]) -> String {
    let mut locator = Locator::new(files);
    let mut out = String::new();
    let mut rest: Vec<Diagnostic> = Vec::new();
    let mut shown = [0, 0];
    for d in ranked(diagnostics, files, changed) {
        let kind = match d.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
        };
        if shown[kind] == SHOWN {
            rest.push(d.clone());
            continue;
        }
        shown[kind] += 1;
        let (start, end) = (locator.start(d.primary.span), locator.end(d.primary.span));
        let path = property(&locator.file(d.primary.span).path);
        let (severity, code) = (d.severity.name(), property(d.code.name()));
        let place = format!("line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column);
        out.push_str(&format!("::{severity} file={path},{place},title={code}::{}\n", message(d)));
    }
    if !rest.is_empty() {
        let more = counted(rest.len(), "problem");
        let _ = writeln!(
            out,
            "::notice title={more} more::{more} more than GitHub marks; the log of this step has them all"
        );
        out.push_str(&short::render(&rest, files));
    }
    out
}

/// A table for the page of a run, in Markdown.
pub fn summary(diagnostics: &[Diagnostic], files: &Files, changed: &[String]) -> String {
    let told = super::summary(diagnostics, super::Outcome::NothingWritten);
    let Some(told) = told else { return "No problems were found.\n".to_owned() };
    let told = told.split(';').next().unwrap_or_default().to_owned();
    let mut out = format!("**{told}**\n\n| | where | what |\n|---|---|---|\n");
    let mut locator = Locator::new(files);
    let all = ranked(diagnostics, files, changed);
    for d in all.iter().take(ROWS) {
        let at = locator.start(d.primary.span);
        let path = cell(&locator.file(d.primary.span).path);
        let (severity, code) = (d.severity.name(), d.code.name());
        let _ = writeln!(out, "| {severity} | {path}:{}:{} | `{code}` {} |", at.line, at.column, cell(&d.title));
    }
    if all.len() > ROWS {
        let _ = writeln!(out, "\n{} more are in the log.", all.len() - ROWS);
    }
    out
}

/// Text in a cell of a table: nothing of it may be markup.
fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in neutral::line(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '*' | '_' | '[' | ']' | '!' | '@' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// The title, then label, notes, advice and fix, each on a line of its own.
fn message(d: &Diagnostic) -> String {
    let label = Some(d.primary.text.as_str()).filter(|text| !text.is_empty());
    let fix = d.suggestion.as_ref().map(|s| format!("{}: `{}`", s.title, s.replacement));
    let lines = std::iter::once(d.title.as_str())
        .chain(label)
        .chain(d.notes.iter().map(String::as_str))
        .chain(d.help.iter().map(String::as_str))
        .chain(fix.as_deref());
    lines.map(|text| data(&neutral::line(text))).collect::<Vec<_>>().join("%0A")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&neutral::line(text)).replace(':', "%3A").replace(',', "%2C")
}
