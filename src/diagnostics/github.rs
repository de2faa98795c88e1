//! Workflow commands of GitHub Actions: `::error file=…,line=…,col=…::message`, which mark the lines of a
//! pull request. Escaped as [the toolkit does][toolkit]: `%`, CR and LF everywhere, `:` and `,` in
//! properties as well, so that no text of a file can end the command or begin another.
//!
//! [toolkit]: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts

use super::{Diagnostic, locate::Locator, neutral};
use crate::files::Files;

/// One command each.
pub(crate) fn render(diagnostics: &[Diagnostic], files: &Files) -> String {
    let mut locator = Locator::new(files);
    let mut out = String::new();
    for d in diagnostics {
        let (start, end) = (locator.start(d.primary.span), locator.end(d.primary.span));
        let path = property(&locator.file(d.primary.span).path);
        let (severity, code) = (d.severity.name(), property(d.code.name()));
        let place = format!("line={},col={},endLine={},endColumn={}", start.line, start.column, end.line, end.column);
        out.push_str(&format!("::{severity} file={path},{place},title={code}::{}\n", message(d)));
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
