//! What is wrong at the moment: for a terminal, for the notice in the browser, and for programs.
//!
//! A [`Bulletin`] outlives the model that it was made from, so places are words and numbers here, not spans.

use crate::diagnostics::{Code, Diagnostic, Format, Severity, brief, counted, render};
use crate::files::Files;
use crate::span::Span;

/// How many problems are told in full; the others are counted.
const TOLD: usize = 100;

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path relative to the project's root.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Place {
    /// Where a span begins.
    pub(super) fn of(files: &Files, span: Span) -> Place {
        let file = files.get(span.file);
        let at = file.position(span.start);
        Place { file: file.path.clone(), line: at.line, column: at.column }
    }

    fn told(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of its diagnostic, or `defect`, or `read`.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// One line.
    pub title: String,
    /// Where, unless it is about no file.
    pub place: Option<Place>,
    /// As a terminal shows it, without colour.
    pub text: String,
    /// The same in colour, if that was asked for.
    coloured: Option<Box<str>>,
}

impl Problem {
    /// A problem that is about no place in a file.
    pub(super) fn bare(code: &'static str, title: String) -> Problem {
        let text = format!("error[{code}]: {title}");
        Problem { code, severity: Severity::Error, title, place: None, text, coloured: None }
    }
}

/// What the preview shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// What is on disk.
    #[default]
    Current,
    /// What is on disk, but for the files that are held back.
    Mended,
    /// The last version without errors.
    Last,
    /// Nothing: there has not been a version without errors.
    Nothing,
}

/// All that is wrong, and what is shown instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulletin {
    /// Counts the bulletins of this run.
    pub number: u64,
    /// Counts what was shown: pages of one edition belong together.
    pub edition: u64,
    /// What is shown.
    pub shown: Shown,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// The first of them, errors before warnings.
    pub problems: Vec<Problem>,
    /// Files of which the last valid text is shown.
    pub held: Vec<String>,
}

impl Bulletin {
    /// Tells diagnostics of files. Its numbers and what is shown are for the engine to fill in.
    pub(super) fn of(diagnostics: &[Diagnostic], files: &Files, colour: bool) -> Bulletin {
        let mut bulletin = Bulletin::default();
        bulletin.add(diagnostics, files, colour);
        bulletin
    }

    /// Adds diagnostics.
    pub(super) fn add(&mut self, diagnostics: &[Diagnostic], files: &Files, colour: bool) {
        let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.severity == Severity::Error);
        self.errors += errors.len();
        self.warnings += warnings.len();
        for diagnostic in errors.into_iter().chain(warnings) {
            if self.problems.len() == TOLD {
                break;
            }
            self.problems.push(problem(diagnostic, files, colour));
        }
        self.problems.sort_by_key(|p| p.severity);
    }

    /// Adds a problem of another bulletin, if there is room.
    pub(super) fn keep(&mut self, problem: &Problem) {
        if self.problems.contains(problem) || self.problems.len() == TOLD {
            return;
        }
        match problem.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        self.problems.push(problem.clone());
        self.problems.sort_by_key(|p| p.severity);
    }

    /// Adds a problem that is about no file.
    pub(super) fn push(&mut self, problem: Problem) {
        self.errors += 1;
        self.problems.insert(0, problem);
    }

    /// As a terminal shows it; `verbose` with each warning, else those about evidence are summed up.
    pub fn text(&self, verbose: bool) -> String {
        let code = |p: &Problem| (Code::find(p.code).filter(|_| !verbose), p.severity);
        let (single, groups) = brief::summed(&self.problems, code);
        let told =
            single.into_iter().map(|problem| format!("{}\n\n", problem.coloured.as_deref().unwrap_or(&problem.text)));
        let lines = groups.into_iter().map(|(code, together, problems)| {
            let places: Vec<String> = problems.iter().filter_map(|p| p.place.as_ref()).map(Place::told).collect();
            brief::line(code, together, &places, problems.iter().any(|p| p.coloured.is_some()))
        });
        told.chain(lines).collect()
    }

    /// How many problems there are, in words; empty without one.
    pub fn count(&self) -> String {
        match (self.errors, self.warnings) {
            (0, 0) => String::new(),
            (errors, 0) => counted(errors, "error"),
            (0, warnings) => counted(warnings, "warning"),
            (errors, warnings) => format!("{} and {}", counted(errors, "error"), counted(warnings, "warning")),
        }
    }

    /// Whether the two say the same, whatever their numbers.
    pub(super) fn says(&self, other: &Bulletin) -> bool {
        self.shown == other.shown
            && self.problems == other.problems
            && self.held == other.held
            && (self.errors, self.warnings) == (other.errors, other.warnings)
    }
}

fn problem(diagnostic: &Diagnostic, files: &Files, colour: bool) -> Problem {
    let text =
        |colour| render(Format::Human, std::slice::from_ref(diagnostic), files, colour, &[]).trim_end().to_owned();
    Problem {
        code: diagnostic.code.name(),
        severity: diagnostic.severity,
        title: diagnostic.title.clone(),
        place: Some(Place::of(files, diagnostic.primary.span)),
        text: text(false),
        coloured: colour.then(|| text(true).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Bulletin, Place, Problem, Severity};

    #[test]
    fn a_terminal_is_told_a_number_and_the_panel_each() {
        let problem = |line| {
            let place = Some(Place { file: "x.toml".to_owned(), line, column: 1 });
            let bare = Problem::bare("one-source", format!("rests on {line}"));
            Problem { severity: Severity::Warning, place, ..bare }
        };
        let bulletin = Bulletin { problems: vec![problem(1), problem(2)], ..Bulletin::default() };
        let told = bulletin.text(false);
        assert!(told.starts_with("warning[one-source]: 2 deals") && told.contains(" --> x.toml:2:1\n"), "{told}");
        assert!(!told.contains("rests on") && bulletin.text(true).contains("rests on 2"), "{told}");
    }
}
