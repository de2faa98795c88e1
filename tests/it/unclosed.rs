//! A bracket or quotation mark that is missing is one mistake: one error, where it opens, and no echo of it.

use std::collections::BTreeMap;

use tearsheet::diagnostics::Diagnostic;
use tearsheet::files::{File, Files, Input};
use tearsheet::parse;
use tearsheet::pipeline;
use tearsheet::span::FileId;
use tearsheet::theme::Folders;

use crate::incremental::options;
use crate::support::{Project, over_base, split};

/// The closing characters of a TOML text that stand outside of strings and comments, and the ends of strings.
fn closing(toml: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut string: Option<&str> = None;
    let mut at = 0;
    while at < toml.len() {
        let rest = &toml[at..];
        let length = rest.chars().next().map_or(1, char::len_utf8);
        let step = match string {
            Some(mark) if rest.starts_with(mark) => {
                found.push(at + mark.len() - 1);
                string = None;
                mark.len()
            }
            Some("\"" | "\"\"\"") if rest.starts_with('\\') => 2,
            Some(_) => length,
            None if rest.starts_with('#') => rest.find('\n').unwrap_or(rest.len()),
            None => match ["\"\"\"", "'''", "\"", "'"].into_iter().find(|mark| rest.starts_with(mark)) {
                Some(mark) => {
                    string = Some(mark);
                    mark.len()
                }
                None => {
                    if rest.starts_with([']', '}']) {
                        found.push(at);
                    }
                    length
                }
            },
        };
        at += step;
    }
    found
}

/// Every error of a project, as `path:line code title`.
fn errors(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut all = Files::default();
    for (path, text) in files {
        all.add(path, text.as_str());
    }
    let input = Input { files: all, ..Input::default() };
    let compiled = pipeline::compile(input, &Folders::default(), &[], &options());
    let told = |d: &Diagnostic| {
        let file = compiled.files.get(d.primary.span.file);
        let line = file.position(d.primary.span.start).line;
        format!("{}:{line} {} {}", file.path, d.code.name(), d.title)
    };
    compiled.diagnostics.0.iter().map(told).collect()
}

fn briefing() -> BTreeMap<String, String> {
    let all = Project::briefing().tree(".").into_iter();
    let texts = all.filter(|(path, _)| path.ends_with(".toml") || path.ends_with(".md"));
    texts.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

/// Every closing character of every sheet: the sheet alone has one error on the line where it was taken out or, of a
/// bracket whose line is full of others, where one before it opens. Of some the whole site is compiled, which takes its
/// time: nothing follows elsewhere.
#[test]
fn a_missing_character_is_one_error() {
    const STEP: usize = 23;
    let files = briefing();
    let mut taken = 0;
    let settings = File::new(FileId(1), "tearsheet.toml", files["tearsheet.toml"].as_str());
    let vocabulary = parse::vocabulary_of(Some(&settings));
    for (path, sheet) in files.iter().filter(|(path, _)| path.ends_with(".toml")) {
        for at in closing(sheet) {
            let mut broken = sheet.clone();
            broken.remove(at);
            let place = format!("{path}, byte {at}: {}", &sheet[sheet[..at].rfind('\n').map_or(0, |i| i + 1)..=at]);
            let file = File::new(FileId(0), path.as_str(), broken.as_str());
            let parsed = parse::parse(&file, &vocabulary);
            let titles: Vec<&str> = parsed.diagnostics.iter().map(|d| d.title.as_str()).collect();
            assert_eq!(titles.len(), 1, "{place}: {titles:?}");
            taken += 1;
            if taken % STEP == 0 {
                let mut files = files.clone();
                files.insert(path.clone(), broken);
                let errors = errors(&files);
                assert_eq!(errors.len(), 1, "{place}: {errors:#?}");
            }
        }
    }
    assert!(taken > 800, "only {taken}");
}

const DEAL: &str = r#"
//- content/deals/x.toml
title  = "Acme buys from Globex" # once
was    = ["y", "z"]
status = [
  { is = "signed", on = "2026-04-01", source = "wire" },
  { is = "announced", on = "2026-03-01", source = "wire" },
]
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "5 billion USD", source = "wire", via = ["A, B"], note = "as said" }
hardware = """
chips"""
term     = { is = "5 years", source = "wire" }
//- content/deals/x.md
{{ value }} over {{ term }}.
//- content/sources.toml
[daily]
title = "D"
kind  = "press"
lang  = "en"
[weekly]
title = "W"
kind  = "press"
lang  = "en"
//- content/pages/p.md
+++
title = "P"
was   = ["q", "r"]
+++
As said.[^daily] [^weekly]
"#;

#[test]
fn each_is_told_where_it_opens() {
    let whole: BTreeMap<String, String> = over_base(split(DEAL)).into_iter().collect();
    for (path, from, to, expected) in [
        ("content/deals/x.toml", "Globex\" #", "Globex #", "1 toml `\"` is never closed"),
        ("content/deals/x.toml", "\"z\"]", "\"z\"", "2 toml `[` is never closed"),
        ("content/deals/x.toml", "\"z\"]", "\"z]", "2 toml `\"` is never closed"),
        ("content/deals/x.toml", "[\"y\",", "[\"y,", "2 toml `\"` is never closed"),
        ("content/deals/x.toml", "\"wire\" },\n  {", "\"wire\",\n  {", "4 toml `{` is never closed"),
        ("content/deals/x.toml", "},\n]", "},", "3 toml `[` is never closed"),
        ("content/deals/x.toml", "}\n//", "//", "13 toml `{` is never closed"),
        ("content/deals/x.toml", "[[leg]]", "[[leg]", "7 toml `[[` is never closed"),
        ("content/deals/x.toml", "[[leg]]", "[[leg", "7 toml `[[` is never closed"),
        ("content/deals/x.toml", "B\"]", "B\"", "10 toml `[` is never closed"),
        ("content/deals/x.toml", "B\"]", "B]", "10 toml `\"` is never closed"),
        ("content/deals/x.toml", "chips\"\"\"", "chips", "11 toml `\"\"\"` is never closed"),
        ("content/deals/x.toml", "\"wire\" }", "\"wire\"", "4 toml `{` is never closed"),
        ("content/sources.toml", "[daily]", "[daily", "1 toml `[` is never closed"),
        ("content/sources.toml", "\"W\"", "\"W", "6 toml `\"` is never closed"),
        ("content/pages/p.md", "\"r\"]", "\"r\"", "3 front-matter `[` is never closed"),
        ("tearsheet.toml", "\"fr\"]", "\"fr\"", "3 toml `[` is never closed"),
        ("tearsheet.toml", "[topics]", "[topics", "5 toml `[` is never closed"),
    ] {
        let mut files = whole.clone();
        let text = files.get_mut(path).expect("it is there");
        let broken = format!("{text}//").replacen(from, to, 1);
        let broken = broken.strip_suffix("//").expect("it was put there").to_owned();
        assert!(broken != *text, "{from} does not stand in {path}");
        *text = broken;
        assert_eq!(errors(&files), [format!("{path}:{expected}")], "{from} → {to}");
    }
}

#[test]
fn two_mistakes_are_two_errors() {
    let mut files: BTreeMap<String, String> = over_base(split(DEAL)).into_iter().collect();
    let sheet = files.get_mut("content/deals/x.toml").expect("it is there");
    *sheet = sheet.replace("\"z\"]", "\"z\"").replace("B\"]", "B]").replace("term", "terms");
    let expected = ["2 toml `[` is never closed", "10 toml `\"` is never closed", "13 unknown-key unknown key `terms`"];
    assert_eq!(errors(&files), expected.map(|error| format!("content/deals/x.toml:{error}")));
}
