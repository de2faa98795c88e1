//! `path:line:col: error[code]: title`, for editors and `grep`.

use super::{Diagnostic, locate::Locator, neutral};
use crate::files::Files;

/// One line each.
pub(crate) fn render(diagnostics: &[Diagnostic], files: &Files) -> String {
    let mut locator = Locator::new(files);
    let mut out = String::new();
    for d in diagnostics {
        let at = locator.start(d.primary.span);
        let path = neutral::line(&locator.file(d.primary.span).path);
        let (severity, code, title) = (d.severity.name(), d.code.name(), neutral::line(&d.title));
        out.push_str(&format!("{path}:{}:{}: {severity}[{code}]: {title}\n", at.line, at.column));
    }
    out
}
