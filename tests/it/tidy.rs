//! Rules of the project that clippy cannot say.

use std::fs;
use std::path::Path;

use tearsheet::diagnostics::codes;

use crate::cases;

/// What a module below `src` may not mention, and who is excepted.
const OUTSIDE: [&str; 9] =
    ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "tokio::", "hyper::", "axum::", "notify::"];
/// Modules that touch the world outside.
const EDGE: [&str; 6] = ["disk", "preview", "publish", "commands", "main.rs", "cli.rs"];
/// The longest file.
const LINES: usize = 400;

/// Every Rust file below `src`: path relative to it, text.
fn sources() -> Vec<(String, String)> {
    files("src")
}

/// Every Rust file below a folder: path relative to it, text.
fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter().map(|e| e.expect("a readable folder"));
    entries
        .filter(|entry| entry.path().extension().is_some_and(|e| e == "rs"))
        .map(|entry| {
            let path = entry.path().strip_prefix(&folder).expect("below it").to_string_lossy().replace('\\', "/");
            (path, fs::read_to_string(entry.path()).expect("a source file"))
        })
        .collect()
}

/// What is built into the program of all files that are like this.
pub(crate) fn code_that(is_wanted: impl Fn(&str) -> bool) -> String {
    let all = sources().into_iter().filter(|(path, text)| !is_test(path) && is_wanted(text));
    all.map(|(_, text)| code(&text).map(|(_, line)| format!("{line}\n")).collect::<String>()).collect()
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

/// Fails with a line for each thing found.
fn expect_none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

/// The part of a file that is built into the program: without comments and the tests at its end.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let all: Vec<&str> = text.lines().collect();
    let is_inline =
        |at: &usize| all[*at..].iter().find(|line| line.starts_with("mod ")).is_some_and(|l| l.ends_with('{'));
    let end = (0..all.len()).find(|at| all[*at].trim_start().starts_with("#[cfg(test)]") && is_inline(at));
    let lines = all.into_iter().enumerate().take(end.unwrap_or(usize::MAX));
    lines.map(|(i, line)| (i + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent = sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path);
    expect_none("files that do not open with `//!`", silent.collect());
}

#[test]
fn no_file_is_long() {
    let long = sources().into_iter().chain(files("tests")).filter_map(|(path, text)| {
        let lines = text.lines().count();
        (lines > LINES).then(|| format!("{path}: {lines} lines"))
    });
    expect_none("files of more than 400 lines", long.collect());
}

#[test]
fn the_core_knows_no_outside() {
    let mut found = Vec::new();
    for (path, text) in sources() {
        let module = path.split('/').next().unwrap_or(&path);
        if is_test(&path) || EDGE.iter().any(|edge| module == *edge || module.strip_suffix(".rs") == Some(edge)) {
            continue;
        }
        for (line, content) in code(&text) {
            for name in OUTSIDE.iter().filter(|name| content.contains(**name)) {
                found.push(format!("{path}:{line}: {name}"));
            }
        }
    }
    expect_none("core modules that touch the world outside", found);
}

/// The preview reads the project through `disk`, and writes nothing at all.
#[test]
fn the_preview_writes_nothing() {
    let writes = ["File::create", "fs::write", "OpenOptions", "create_dir", "remove_", "fs::rename", "fs::copy"];
    let mut found = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| path.starts_with("preview")) {
        let lines = code(&text).filter(|(_, line)| writes.iter().any(|name| line.contains(name)));
        found.extend(lines.map(|(line, content)| format!("{path}:{line}: {}", content.trim())));
    }
    expect_none("calls in the preview that change the disk", found);
}

/// What reads texts or judges them: its words are in `vocabulary/languages/*.toml` and `vocabulary/base.toml`.
const READERS: [&str; 4] = ["check/", "evidence/", "figures/", "vocabulary/"];
/// Literals with letters of another language than English, each with its reason.
const FOREIGN: [(&str, &str); 1] = [
    // An example to editors, who write in either language.
    ("check/rules/status_wording.rs", "négocie"),
];

/// The string literals of a line, and whether each follows the one before it with nothing but `,`, `|` or `&[` between.
fn literals(line: &str) -> Vec<(&str, bool)> {
    let parts: Vec<&str> = line.split('"').collect();
    let joined = |gap: &str| gap.chars().all(|c| matches!(c, ' ' | ',' | '|' | '&' | '['));
    (1..parts.len()).step_by(2).map(|at| (parts[at], joined(parts[at - 1]))).collect()
}

#[test]
fn words_of_languages_are_data() {
    let mut found = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| !is_test(path) && !path.ends_with("/fixture.rs")) {
        let mut run = 0;
        for (line, content) in code(&text) {
            let literals = literals(content);
            if literals.is_empty() && !content.trim().is_empty() {
                run = 0;
            }
            for (literal, joined) in literals {
                let excused = |(place, word): &(&str, &str)| path == *place && literal.contains(word);
                let accented = literal.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
                if accented && !FOREIGN.iter().any(excused) {
                    found.push(format!("{path}:{line}: {literal}"));
                }
                let is_word =
                    !literal.is_empty() && literal.chars().all(|c| c.is_ascii_lowercase() || " '-*".contains(c));
                run = if is_word { if joined { run + 1 } else { 1 } } else { 0 };
                // Names of tables, which nobody reads in a text.
                let is_reader = READERS.iter().any(|reader| path.starts_with(reader)) && path != "vocabulary/told.rs";
                if run == 3 && is_reader {
                    found.push(format!("{path}:{line}: a list of words that ends with `{literal}`"));
                }
            }
        }
    }
    expect_none("words that belong into `vocabulary/languages/*.toml`", found);
}

#[test]
fn the_model_knows_no_serialisation() {
    let files = sources().into_iter().filter(|(path, _)| path.starts_with("model/"));
    let serde = files.filter(|(_, text)| code(text).any(|(_, line)| line.contains("serde"))).map(|(path, _)| path);
    expect_none("model files that use serde", serde.collect());
}

#[test]
fn one_file_knows_the_renderer_of_diagnostics() {
    let knows = |text: &str| code(text).any(|(_, line)| line.contains("annotate_snippets"));
    let files: Vec<String> = sources().into_iter().filter(|(_, text)| knows(text)).map(|(path, _)| path).collect();
    assert_eq!(files, ["diagnostics/human.rs"]);
}

#[test]
fn every_code_is_explained() {
    let poor = codes::ALL.iter().filter(|code| {
        let page = code.explanation();
        let fences = page.lines().filter(|line| line.starts_with("```")).count();
        !(page.contains("\n## Wrong\n") && page.contains("\n## Right\n") && fences >= 4)
    });
    expect_none("codes without a wrong and a right example", poor.map(|code| code.name().to_owned()).collect());
}

#[test]
fn every_code_is_shown_by_a_case() {
    let cases: String =
        cases::files_of_cases().iter().map(|path| fs::read_to_string(path).expect("a file of cases")).collect();
    let missing = codes::ALL.iter().filter(|code| !cases.contains(&format!("[{}]: ", code.name())));
    expect_none("codes that no file under tests/cases shows", missing.map(|code| code.name().to_owned()).collect());
}

#[test]
fn sheets_of_themes_are_read_line_by_line_and_use_what_they_declare() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|e| e.expect("a readable folder"));
    let sheets = entries.filter(|e| e.path().extension().is_some_and(|x| x == "css"));
    let texts: Vec<String> = sheets.map(|e| fs::read_to_string(e.path()).expect("a style sheet")).collect();
    assert!(!texts.is_empty());
    let all = texts.concat();
    let declared = |name: &str| all.lines().any(|line| line.trim_start().starts_with(&format!("{name}:")));
    let used = all.split("var(").skip(1).filter_map(|rest| rest.split([')', ',']).next());
    let unknown: Vec<String> = used.filter(|name| !declared(name)).map(str::to_owned).collect();
    expect_none("custom properties that no sheet declares", unknown);
    let crowded = all.lines().filter(|line| line.matches(';').count() + line.matches('{').count() > 1);
    expect_none("lines of style sheets with more than one thing", crowded.map(str::to_owned).collect());
    let lines: Vec<&str> = all.lines().collect();
    let torn = lines.windows(2).filter(|pair| pair[0].ends_with(',') && pair[1].trim().is_empty());
    expect_none("lists of style sheets that end in the middle", torn.map(|pair| pair[0].to_owned()).collect());
}

#[test]
fn the_fonts_that_every_page_fetches_are_light() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger/assets/fonts");
    let size = |name: &str| fs::metadata(folder.join(name)).expect("a font").len();
    let all: u64 = ["newsreader.woff2", "newsreader-italic.woff2", "inter.woff2"].into_iter().map(size).sum();
    assert!(all <= 90_000, "{all} bytes");
}
