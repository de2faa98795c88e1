//! A language that the program knows from its data alone. `tests/figures/de.toml` is its file, `german.toml` has what a
//! site says of it: words of units, of money and of kinds of leg. `german.json` are phrases for the reader,
//! `tests/score/linter/de/*.md` projects with right sentences and planted mistakes.

#[path = "../../../tests/score/marks.rs"]
#[expect(clippy::expect_used, clippy::panic, reason = "tests")]
mod marks;
#[path = "../../../tests/figures/notation.rs"]
#[expect(clippy::panic, reason = "tests")]
mod notation;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use self::marks::{CODES, Page, Sentence};
use self::notation::{expected, written};
use super::run;
use crate::diagnostics::{Diagnostic, Severity};
use crate::figures::{self, Grammar, Reading, Terms};
use crate::files::{File, Files};
use crate::parse::vocabulary_of;
use crate::quantity::Bound;
use crate::span::FileId;

const PAGE: &str = "content/deals/x.md";

#[derive(Deserialize)]
struct Phrase {
    text: String,
    expect: Vec<String>,
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_default()
}

#[test]
#[expect(clippy::unwrap_used, reason = "tests")]
fn figures_of_german_are_read() {
    let grammar = Grammar::of("de").unwrap();
    let settings = File::new(FileId(0), "tearsheet.toml", read("figures/german.toml"));
    let vocabulary = vocabulary_of(Some(&settings));
    let terms = Terms { vocabulary: &vocabulary, names: &[] };
    let phrases: Vec<Phrase> = serde_json::from_str(&read("figures/german.json")).unwrap_or_default();
    assert!(phrases.len() >= 60, "{}", phrases.len());
    let mut wrong = Vec::new();
    for Phrase { text, expect } in &phrases {
        let found: Vec<String> = figures::read(text, grammar, &terms).iter().map(written).collect();
        let wanted: Vec<String> = expect.iter().map(|text| expected(text)).collect();
        wrong.extend((found != wanted).then(|| format!("{text:?}\n  expected {wanted:?}\n  found    {found:?}")));
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), phrases.len(), wrong.join("\n"));
}

/// The files of a project, each after its path: `//- content/deals/x.toml`.
fn parts(project: &str) -> impl Iterator<Item = (&str, &str)> {
    project.split("//- ").filter_map(|part| part.split_once('\n'))
}

/// What the linter says of a sentence, with its places in that.
fn said<'d>(files: &Files, problems: &'d [Diagnostic], sentence: &Sentence) -> Vec<(&'d Diagnostic, Range<usize>)> {
    let on_page = |d: &&Diagnostic| files.get(d.primary.span.file).path == PAGE && CODES.contains(&d.code.name());
    let place = |d: &'d Diagnostic| {
        let (start, end) = (d.primary.span.start as usize, d.primary.span.end as usize);
        let inside = sentence.at <= start && end <= sentence.at + sentence.text.len();
        inside.then(|| (d, start - sentence.at..end - sentence.at))
    };
    problems.iter().filter(on_page).filter_map(place).collect()
}

/// The files with right sentences and planted mistakes.
fn projects() -> Vec<String> {
    let entries = fs::read_dir(path("score/linter/de")).into_iter().flatten().flatten();
    entries.filter_map(|entry| fs::read_to_string(entry.path()).ok()).collect()
}

#[test]
fn prose_in_german_is_held_against_the_sheet() {
    let settings = read("figures/german.toml");
    let (mut wrong, mut right, mut planted) = (Vec::new(), 0, 0);
    for text in projects() {
        let page = Page::of(&text);
        let own: Vec<(&str, &str)> =
            parts(page.project).chain([("tearsheet.toml", &*settings), (PAGE, &page.prose)]).collect();
        let (files, problems) = run(&own);
        let of_sheet = problems.iter().filter(|d| files.get(d.primary.span.file).path != PAGE);
        let of_sheet: Vec<_> = of_sheet.filter(|d| d.severity == Severity::Error).collect();
        assert!(of_sheet.is_empty(), "{of_sheet:#?}");
        for sentence in &page.sentences {
            let said = said(&files, &problems, sentence);
            let is_there = |at: &Range<usize>| at.start < sentence.place.end && sentence.place.start < at.end;
            let fair = |d: &Diagnostic| sentence.codes.iter().any(|code| code == d.code.name());
            let is_fine = match sentence.codes.is_empty() {
                true => said.is_empty(),
                false => said.iter().any(|(d, at)| fair(d) && is_there(at)),
            };
            if sentence.codes.is_empty() {
                right += 1
            } else {
                planted += 1
            }
            let told = || said.iter().map(|(d, _)| format!("{}: {}", d.code.name(), d.title)).collect::<Vec<_>>();
            wrong.extend((!is_fine).then(|| {
                format!("{} {:?}: expected {:?}, got {:?}", sentence.kind, sentence.text, sentence.codes, told())
            }));
        }
    }
    assert!(right >= 20 && planted >= 20, "{right} right sentences, {planted} mistakes");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), right + planted, wrong.join("\n"));
}
