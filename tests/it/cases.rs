//! Runs `tests/cases/*.md`: sheets with mistakes, and what `check` says of them.
//!
//! A heading begins a test. A fence whose info string has a path is a file; the last fence, ` ```text `,
//! holds the diagnostics as `check --format human` renders them, without colour; an empty one means that all
//! is well. `SNAPSHOTS=overwrite cargo test cases` writes what is rendered now into the files, and
//! `CASES=part-of-a-heading` picks cases. Files that a case does not bring are those of `support::BASE`. Where
//! a file is not plain text, the word before its path says so: ` ```toml latin1 path `
//! writes each character as one byte, ` ```text link path ` makes a symbolic link to the text.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use tearsheet::diagnostics::{Format, Outcome, render, summary};
use tearsheet::disk;
use tearsheet::pipeline::{self, Options};
use tearsheet::theme::Folders;

use crate::support::{self, Project};

/// A test of a file of cases.
struct Case {
    heading: String,
    files: Vec<(String, String)>,
    /// Where the expected text stands in the file of cases.
    expected: Range<usize>,
}

#[test]
fn cases() {
    let overwrite = std::env::var_os("SNAPSHOTS").is_some_and(|v| v == "overwrite");
    let picked = std::env::var("CASES").unwrap_or_default();
    let mut failures = String::new();
    let mut run = 0;
    for path in files_of_cases() {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let mut text = fs::read_to_string(&path).expect("a file of cases");
        let cases = parse(&name, &text);
        // From the end, so that ranges before a rewritten one stay right.
        for case in cases.iter().rev().filter(|case| case.heading.contains(&picked)) {
            run += 1;
            let actual = check(&case.files);
            if text[case.expected.clone()] == actual {
                continue;
            }
            let expected = &text[case.expected.clone()];
            failures.push_str(&format!("== {name}: {}\n-- expected\n{expected}-- found\n{actual}\n", case.heading));
            text.replace_range(case.expected.clone(), &actual);
        }
        if overwrite {
            fs::write(&path, text).expect("a file of cases can be written");
        }
    }
    assert!(overwrite || failures.is_empty(), "{failures}\nSNAPSHOTS=overwrite accepts what was found");
    assert!(run > 0, "no case matches `{picked}`");
}

/// All files of cases, sorted.
pub(crate) fn files_of_cases() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(dir).expect("tests/cases").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    paths.sort();
    paths
}

/// The project of a case. A path may say how its file is made: see the head of this module.
fn project(own: &[(String, String)]) -> Project {
    let (special, plain): (Vec<_>, Vec<_>) =
        own.iter().cloned().partition(|(path, _)| ["latin1 ", "link "].iter().any(|how| path.starts_with(how)));
    let project = Project::of(support::over_base(plain));
    for (path, text) in special {
        match path.split_once(' ') {
            Some(("latin1", path)) => {
                project.write(path, text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect::<Vec<u8>>());
            }
            Some(("link", path)) => project.link(path, text.trim_end()),
            _ => panic!("no file is made as `{path}` says"),
        }
    }
    project
}

/// The folders of `themes/`.
fn themes(project: &Project) -> Folders {
    let mut folders = Folders::new();
    for (path, bytes) in project.tree("themes") {
        let (theme, file) = path.split_once('/').expect("a file of a theme");
        folders.entry(theme.to_owned()).or_default().insert(file.to_owned(), bytes.into());
    }
    folders
}

/// What `check --format human` says of these files.
fn check(own: &[(String, String)]) -> String {
    let project = project(own);
    let input = disk::read(project.root()).expect("a project");
    let options = Options { today: support::TODAY.parse().expect("a date"), drafts: false };
    let compiled = pipeline::compile(input, &themes(&project), &[], &options);
    let diagnostics = &compiled.diagnostics.0;
    let summary = summary(diagnostics, Outcome::NothingWritten).map_or_else(String::new, |line| line + "\n");
    render(Format::Human, diagnostics, &compiled.files, false, &[]) + &summary
}

/// The tests of a file.
fn parse(name: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    // The fence that is open: its ticks, its info string, where its content begins.
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        let ticks = &content[..content.len() - content.trim_start_matches('`').len()];
        if let Some((fence, info, start)) = open {
            if content == fence {
                let case = cases.last_mut().unwrap_or_else(|| panic!("{name}: a fence before the first heading"));
                close(case, info, start..at, text);
                open = None;
            }
        } else if ticks.len() >= 3 {
            open = Some((ticks, content[ticks.len()..].trim(), at + line.len()));
        } else if content.starts_with('#') {
            let heading = content.trim_start_matches('#').trim().to_owned();
            cases.push(Case { heading, files: Vec::new(), expected: 0..0 });
        }
        at += line.len();
    }
    assert!(open.is_none(), "{name}: a fence is not closed");
    // A heading without a fence is a title for those below it.
    cases.retain(|case| !case.files.is_empty() || !case.expected.is_empty());
    for case in &cases {
        assert!(case.expected.start > 0, "{name}: `{}` has no ```text fence", case.heading);
    }
    cases
}

/// Adds a fence to its case: a file if its info string has a path, else the expected text.
fn close(case: &mut Case, info: &str, range: Range<usize>, text: &str) {
    match info.split_once(' ') {
        Some((_, path)) => case.files.push((path.trim().to_owned(), text[range].to_owned())),
        None if info == "text" => case.expected = range,
        None => panic!("`{}`: a fence has neither a path nor the info string `text`: {info:?}", case.heading),
    }
}
