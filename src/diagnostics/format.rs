//! The formats in which problems are told; each is a file of its own.

use super::{Diagnostic, github, human, json, short};
use crate::files::Files;

/// How problems are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Format {
    /// With the lines they are about, advice and fixes.
    #[default]
    Human,
    /// `path:line:col: error[code]: title`.
    Short,
    /// One object per line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// All diagnostics. Colour is for `human` alone; of `github`, what concerns the `changed` files, which are sorted, comes
/// first, and the others keep their order.
pub fn render(format: Format, diagnostics: &[Diagnostic], files: &Files, colour: bool, changed: &[String]) -> String {
    match format {
        Format::Human => human::render(diagnostics, files, colour),
        Format::Short => short::render(diagnostics, files),
        Format::Json => json::render(diagnostics, files),
        Format::Github => github::render(diagnostics, files, changed),
    }
}
