//! Ten different mistakes in one sheet: ten diagnostics in one run, each at its place and with a way out.

use serde_json::{Map, Value};

use crate::support::{Project, TODAY};

const KEYS: [&str; 10] =
    ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help", "suggestion"];

/// Line by line: a misspelt key, an impossible day, a topic that the site does not list, a company that it does not
/// have, an amount in French, an unknown rank, an amount without a unit, an unknown source, a role without its pair, a
/// month without quotation marks.
const SHEET: &str = r#"title  = "Acme buys from Globex"
dekk   = "A misspelt key."
status = { is = "signed", on = "2026-04-31", source = "wire" }
topics = ["powr"]
[[leg]]
customer = "acmee"
supplier = "globex"
value    = { is = "38 milliards USD", source = "wire" }
capacity = { is = "≥ 2 GW", source = "wire", rank = "prefered", of = "site" }
term     = "7"
hardware = { is = "chips", source = "wyre" }
[[leg]]
lender = "globex"
starts = 2026-11
"#;

/// Code, line, column, end line, end column, replacement.
type Expected = (&'static str, [u64; 4], Option<&'static str>);

const EXPECTED: [Expected; 10] = [
    ("unknown-key", [2, 1, 2, 5], Some("dek")),
    ("date", [3, 41, 3, 43], Some("30")),
    ("unknown-topic", [4, 12, 4, 16], Some("power")),
    ("unknown-company", [6, 13, 6, 18], Some("acme")),
    ("amount", [8, 23, 8, 32], Some("billion")),
    ("value", [9, 54, 9, 62], Some("preferred")),
    ("amount", [10, 13, 10, 14], None),
    ("unknown-source", [11, 38, 11, 42], Some("wire")),
    ("role", [13, 1, 13, 7], None),
    ("toml", [14, 10, 14, 17], Some("\"2026-11\"")),
];

#[test]
fn ten_mistakes_in_one_sheet() {
    let project = Project::with_base(&format!("//- content/deals/x.toml\n{SHEET}"));
    let before = project.tree(".");
    for command in ["check", "build"] {
        let run = project.run([command, "--format", "json", "--today", TODAY]).exits(1);
        assert_eq!(run.stderr, "", "{command}");
        let found: Vec<Map<String, Value>> =
            run.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
        for problem in &found {
            check_form(problem);
        }
        let places: Vec<_> = found.iter().map(place).collect();
        assert_eq!(places, EXPECTED.map(|(code, at, fix)| (code, at, fix)), "{}", run.stdout);
        assert_eq!(project.tree("."), before, "`{command}` wrote something");
    }
}

/// The keys, their order, and that the reader is told what to do.
fn check_form(problem: &Map<String, Value>) {
    let mut expected = KEYS;
    expected.sort_unstable();
    let mut keys: Vec<&str> = problem.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(problem["file"], "content/deals/x.toml");
    assert_eq!(problem["severity"], "error");
    let told = problem["help"].as_str().is_some_and(|help| !help.is_empty()) || problem["suggestion"].is_object();
    assert!(told, "neither help nor suggestion: {problem:?}");
}

fn place(problem: &Map<String, Value>) -> (&str, [u64; 4], Option<&str>) {
    let at = ["line", "column", "end_line", "end_column"].map(|key| problem[key].as_u64().expect("a number"));
    (problem["code"].as_str().expect("a code"), at, problem["suggestion"]["replacement"].as_str())
}

#[test]
fn the_keys_come_in_their_order() {
    let project = Project::with_base("//- content/deals/x.toml\ntitle = 5\n");
    let run = project.run(["check", "--format", "json", "--today", TODAY]).exits(1);
    for line in run.stdout.lines() {
        let places: Vec<_> = KEYS.iter().map(|key| line.find(&format!("\"{key}\":"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{line}");
    }
}
