//! Problems as a person reads them first: warnings that come for nearly every deal are one line per code.
//!
//! Which codes are summed up is said where they are declared ([`super::codes`]). One alone is told in full, and errors
//! always are. Nothing is taken from what is counted.

use super::{Code, Diagnostic, Severity, codes, human, locate::Locator, neutral};
use crate::files::Files;

/// How many places of a code are named.
const NAMED: usize = 2;

/// Problems of one code, and what several of them are called.
pub type Group<'d, T> = (Code, &'static str, Vec<&'d T>);

/// What is told in full, in its order, and what is summed up, in the order of codes.
pub fn summed<'d, T>(all: &'d [T], code: impl Fn(&T) -> (Option<Code>, Severity)) -> (Vec<&'d T>, Vec<Group<'d, T>>) {
    let of = |wanted: Code| {
        let is_one = |problem: &&T| code(problem) == (Some(wanted), Severity::Warning);
        all.iter().filter(is_one).collect::<Vec<_>>()
    };
    let several = codes::ALL.iter().filter_map(|code| Some((*code, code.together()?, of(*code))));
    let groups: Vec<Group<'d, T>> = several.filter(|(_, _, problems)| problems.len() > 1).collect();
    let is_summed = |problem: &T| groups.iter().any(|(of, ..)| code(problem) == (Some(*of), Severity::Warning));
    (all.iter().filter(|problem| !is_summed(problem)).collect(), groups)
}

/// The line of a group, with an empty one after it.
pub fn line(code: Code, together: &str, places: &[String], colour: bool) -> String {
    let (bold, end) = if colour { ("\u{1b}[1;33m", "\u{1b}[0m") } else { ("", "") };
    let named = places.iter().take(NAMED).map(|place| format!(" --> {}\n", neutral::line(place))).collect::<String>();
    let more = match places.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("  … and {more} more\n"),
    };
    let (name, count) = (code.name(), places.len());
    format!(
        "{bold}warning[{name}]{end}: {count} {together}\n{named}{more}  = help: `tearsheet check --verbose` shows each, \
         `tearsheet explain {name}` says why\n\n"
    )
}

/// All problems, with one line for those that are summed up.
pub fn render(diagnostics: &[Diagnostic], files: &Files, colour: bool) -> String {
    let (single, groups) = summed(diagnostics, |d| (Some(d.code), d.severity));
    let single: Vec<Diagnostic> = single.into_iter().cloned().collect();
    let mut locator = Locator::new(files);
    let mut place = |d: &Diagnostic| {
        let at = locator.start(d.primary.span);
        format!("{}:{}:{}", locator.file(d.primary.span).path, at.line, at.column)
    };
    let mut out = human::render(&single, files, colour);
    for (code, together, problems) in groups {
        let places: Vec<String> = problems.into_iter().map(&mut place).collect();
        out.push_str(&line(code, together, &places, colour));
    }
    out
}
