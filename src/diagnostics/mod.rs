//! Problems, as data: what, where, how to fix it.
//!
//! A [`Diagnostic`] is made where the problem is seen, carries spans and no text of files, and is turned
//! into words by one file per format: `human` (annotate-snippets, the only place that knows that crate),
//! `short`, `json`, `github`. Its [`Code`] is stable, kebab-case, and documented in `codes/<code>.md`.
//!
//! Titles are lowercase phrases without a full stop, literals in backticks; advice goes into `help`,
//! a change of text into `suggestion`.

pub mod brief;
pub mod codes;
pub mod explain;
mod format;
mod github;
mod human;
mod json;
mod locate;
pub(crate) mod neutral;
mod short;
mod summary;

use crate::span::Span;

pub use codes::Code;
pub use format::{Format, render};
pub use github::summary as github_summary;
pub use summary::{Outcome, counted, summary};

/// Whether a problem stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written, and said; with `--deny-warnings` it stops the build.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A place, and what is to be said of it (may be empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// A few words, shown beside the underline.
    pub text: String,
}

/// A replacement that would mend the problem; shown as a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Why, as a phrase: "a company with a similar id exists".
    pub title: String,
    /// What to replace; empty to insert.
    pub span: Span,
    /// With what; empty to delete.
    pub replacement: String,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable name.
    pub code: Code,
    /// Error or warning; normally the code's own.
    pub severity: Severity,
    /// One line, expected and found.
    pub title: String,
    /// The place that the problem is about.
    pub primary: Label,
    /// Other places that help to understand it; may be in other files.
    pub context: Vec<Label>,
    /// Facts.
    pub notes: Vec<String>,
    /// Advice.
    pub help: Vec<String>,
    /// A fix.
    pub suggestion: Option<Suggestion>,
}

impl Diagnostic {
    /// A diagnostic of `code` at `span`, with the code's own severity.
    pub fn new(code: Code, span: Span, title: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            title: title.into(),
            primary: Label { span, text: String::new() },
            context: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            suggestion: None,
        }
    }

    /// Words beside the underline of the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// Another place.
    #[must_use]
    pub fn context(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.context.push(Label { span, text: text.into() });
        self
    }

    /// A fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Diagnostic {
        self.notes.push(text.into());
        self
    }

    /// Advice.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help.push(text.into());
        self
    }

    /// A fix: replace `span` by `replacement`.
    #[must_use]
    pub fn suggest(mut self, title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.suggestion = Some(Suggestion { title: title.into(), span, replacement: replacement.into() });
        self
    }
}

/// The problems of a run, in the order in which they were found until [`Diagnostics::finish`].
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(more);
    }

    /// Sorts by file and offset and drops repetitions. File ids are in the order of paths.
    #[must_use]
    pub fn finish(mut self) -> Diagnostics {
        self.0.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.primary.span, d.severity, d.code.name());
            key(a).cmp(&key(b)).then_with(|| a.title.cmp(&b.title))
        });
        self.0.dedup();
        self
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        self.0.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// How many are warnings.
    pub fn warnings(&self) -> usize {
        self.0.len() - self.errors()
    }
}

/// At most 40 characters of what was written, for a title.
pub fn excerpt(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// Whether one letter makes the difference: missing, too many, another, or in the wrong place.
pub fn is_one_letter_off(typed: &str, meant: &str) -> bool {
    typed.len().abs_diff(meant.len()) <= 4 && strsim::damerau_levenshtein(&typed.to_lowercase(), meant) <= 1
}

/// So many names are listed: nobody reads more, and a sheet may have thousands.
const LISTED: usize = 100;

/// Names in backticks, with commas; of very many the first, and how many more there are.
pub fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let mut names = names.into_iter();
    let first: Vec<String> = names.by_ref().take(LISTED).map(|name| format!("`{}`", name.as_ref())).collect();
    match names.count() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// The candidate closest to `typed`, if that is a slip of the keyboard and hardly another word: one letter, two from nine
/// letters on, and not another first letter in place of the right one. More than that makes words of other meanings
/// alike (`shares` and `starts`, `grantor` and `guarantor`), and a wrong fix is worse than none. Ties go to the first in
/// order. Candidates of another length are not even compared, so that a megabyte of `typed` costs nothing.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = typed.chars().count();
    let limit = if length < 9 { 1 } else { 2 };
    let mut lower = None;
    candidates
        .into_iter()
        .filter(|c| c.chars().count().abs_diff(length) <= limit)
        .filter_map(|c| {
            let (typed, wanted) = (lower.get_or_insert_with(|| typed.to_lowercase()), c.to_lowercase());
            let begins =
                |text: &str, other: &str| text.chars().next().is_some_and(|c| other.chars().take(2).any(|o| o == c));
            let alike = begins(typed, &wanted) || begins(&wanted, typed);
            alike.then(|| (strsim::damerau_levenshtein(typed, &wanted), c))
        })
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::{LISTED, closest, listed};

    #[test]
    fn names_are_listed_up_to_the_hundredth() {
        assert_eq!(listed(["a", "b"]), "`a`, `b`");
        assert_eq!(listed(Vec::<String>::new()), "");
        let many = |count: usize| listed((0..count).map(|n| n.to_string()));
        assert!(many(LISTED).ends_with(", `99`"), "{}", many(LISTED));
        assert!(many(LISTED + 3).ends_with(", `99` and 3 more"), "{}", many(LISTED + 3));
    }

    #[test]
    fn only_slips_of_the_keyboard_are_guessed() {
        for (typed, meant) in [
            ("anthorpic", "anthropic"),
            ("wirre", "wire"),
            ("hegde", "hedge"),
            ("titel", "title"),
            ("ource", "source"),
            ("Openai", "openai"),
            ("prefered", "preferred"),
            ("unkown-compny", "unknown-company"),
        ] {
            assert_eq!(closest(typed, [meant]), Some(meant), "{typed}");
        }
        for (typed, other) in
            [("shares", "starts"), ("grantor", "guarantor"), ("vender", "lender"), ("state", "status"), ("", "id")]
        {
            assert_eq!(closest(typed, [other]), None, "{typed}");
        }
    }
}
