//! The last line of a run: how many problems, in how many files, and what became of the output.

use std::collections::BTreeSet;

use super::{Diagnostic, Severity};

/// What a run did to the output directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not a byte has changed.
    NothingWritten,
    /// The output is that of this run.
    Written,
    /// The output was that of this run already.
    Unchanged,
}

/// `3 errors and 1 warning in 2 files; nothing was written`; nothing to say without a problem.
pub fn summary(diagnostics: &[Diagnostic], outcome: Outcome) -> Option<String> {
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    let warnings = diagnostics.len() - errors;
    let files = diagnostics.iter().map(|d| d.primary.span.file).collect::<BTreeSet<_>>().len();
    let problems = match (errors, warnings) {
        (0, 0) => return None,
        (_, 0) => counted(errors, "error"),
        (0, _) => counted(warnings, "warning"),
        _ => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    let outcome = match outcome {
        Outcome::NothingWritten => "nothing was written",
        Outcome::Written => "the site was written",
        Outcome::Unchanged => "the site is as it was",
    };
    Some(format!("{problems} in {}; {outcome}", counted(files, "file")))
}

/// `1 file`, `2 files`; for words whose plural takes an `s`.
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
