//! Problems as a person reads them first: warnings that come for nearly every deal are one line per code, and of one
//! code in one file the first few are told.
//!
//! Which codes are summed up is said where they are declared ([`super::codes`]); one alone is told in full. What is left
//! out of a file is counted where its problems end. Nothing is taken from what is counted in all.

use std::collections::BTreeMap;

use super::{Code, Diagnostic, Severity, codes, human, locate::Locator, neutral};
use crate::files::Files;
use crate::span::{FileId, Span};

/// How many places of a code are named.
const NAMED: usize = 2;

/// How many problems of one code are told in full of one file: who has seen these knows what to look for.
const TOLD: usize = 10;

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

/// How many more problems of a code a file has.
fn left_out(code: Code, path: &str, count: usize, colour: bool) -> String {
    let (word, start) = match code.severity() {
        Severity::Error => ("error", "\u{1b}[1;31m"),
        Severity::Warning => ("warning", "\u{1b}[1;33m"),
    };
    let (bold, end) = if colour { (start, "\u{1b}[0m") } else { ("", "") };
    let (name, path) = (code.name(), neutral::line(path));
    format!(
        "{bold}{word}[{name}]{end}: {count} more like these\n --> {path}\n  = help: `tearsheet check --verbose` shows \
         each\n\n"
    )
}

/// All problems, with one line for those that are summed up, and one for those of a code in a file that are too many.
pub fn render(diagnostics: &[Diagnostic], files: &Files, colour: bool) -> String {
    let (single, groups) = summed(diagnostics, |d| (Some(d.code), d.severity));
    let mut locator = Locator::new(files);
    let mut counts: BTreeMap<(FileId, &str), (Code, usize)> = BTreeMap::new();
    let mut told = Vec::new();
    for problem in single {
        let key = (problem.primary.span.file, problem.code.name());
        let (_, count) = counts.entry(key).or_insert((problem.code, 0));
        *count += 1;
        told.extend((*count <= TOLD).then(|| problem.clone()));
    }
    let mut out = human::render(&told, files, colour);
    for ((file, _), (code, count)) in counts.into_iter().filter(|(_, (_, count))| *count > TOLD) {
        out.push_str(&left_out(code, &locator.file(Span::start_of(file)).path, count - TOLD, colour));
    }
    let mut place = |d: &Diagnostic| {
        let at = locator.start(d.primary.span);
        format!("{}:{}:{}", locator.file(d.primary.span).path, at.line, at.column)
    };
    for (code, together, problems) in groups {
        let places: Vec<String> = problems.into_iter().map(&mut place).collect();
        out.push_str(&line(code, together, &places, colour));
    }
    out
}
