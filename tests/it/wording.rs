//! What the linter says of a sentence: firm words of talks, figures and dates that are the deal's or somebody else's.
//!
//! `tests/figures/sentences.json` has the sentences, each with the facts and the status of the deal that it is written
//! about and the codes that it must get. All of them stand in one project, a deal each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::support::Project;

#[derive(Deserialize)]
struct Sentence {
    lang: String,
    status: String,
    facts: BTreeMap<String, String>,
    text: String,
    expect: Vec<String>,
}

const SETTINGS: &str = "//- tearsheet.toml
title = \"T\"
base_url = \"https://t.example/\"
languages = [\"fr\", \"en\"]
//- content/sources/wire.toml
title = \"Wire\"
kind = \"wire\"
publisher = \"Wire\"
lang = \"fr\"
published = 2025-11-03
url = \"https://wire.example/\"
";

const COMPANIES: [(&str, &str, &str); 6] = [
    ("openai", "OpenAI", ""),
    ("amazon", "Amazon", ""),
    ("aws", "AWS", "part_of = \"amazon\"\n"),
    ("amd", "AMD", ""),
    ("oracle", "Oracle", ""),
    ("mistral", "Mistral AI", ""),
];

/// The codes that are told here; sheets this short also lack sources and translations.
const CODES: [&str; 5] = ["status-wording", "figure-contradicts", "figure-unbacked", "hedge-dropped", "over-precise"];

fn sheet(sentence: &Sentence) -> String {
    // Talks are about an investment of Amazon, all else is bought from AMD.
    let talks = sentence.status == "in-talks";
    let roles = if talks {
        "investor = \"amazon\"\ninvestee = \"openai\""
    } else {
        "customer = \"openai\"\nsupplier = \"amd\""
    };
    let mut text = format!(
        "title = \"T\"\nstatus = {{ is = \"{}\", on = \"2025-11-03\", source = \"wire\" }}\n[[leg]]\n{roles}\n",
        sentence.status
    );
    for (key, value) in &sentence.facts {
        let of = if key == "capacity" { ", of = \"chips\"" } else { "" };
        let _ = writeln!(text, "{key} = {{ is = \"{value}\", source = \"wire:1\"{of} }}");
    }
    text
}

#[test]
fn sentences_get_what_they_deserve() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures/sentences.json");
    let sentences: Vec<Sentence> = serde_json::from_str(&fs::read_to_string(path).expect("sentences")).expect("a list");
    let mut files = SETTINGS.to_owned();
    for (id, name, more) in COMPANIES {
        let _ = write!(files, "//- content/companies/{id}.toml\nname = \"{name}\"\nkind = \"lab\"\n{more}");
    }
    for (index, sentence) in sentences.iter().enumerate() {
        let suffix = if sentence.lang == "fr" { "" } else { ".en" };
        let _ = write!(files, "//- content/deals/d{index}.toml\n{}", sheet(sentence));
        let _ = writeln!(files, "//- content/deals/d{index}{suffix}.md\n{}", sentence.text);
    }
    let run = Project::new(&files).run(["check", "--today", "2026-01-01", "--format", "json"]);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in run.stdout.lines() {
        let problem: Value = serde_json::from_str(line).expect("an object");
        let (file, code) = (problem["file"].as_str().unwrap_or_default(), problem["code"].as_str().unwrap_or_default());
        let deal = file.trim_start_matches("content/deals/").split('.').next().unwrap_or_default();
        if CODES.contains(&code) {
            found.entry(deal.to_owned()).or_default().push(code.to_owned());
        }
    }
    let mut wrong = String::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let mut codes = found.remove(&format!("d{index}")).unwrap_or_default();
        // Figures of talks are not what is asked there: the sheet has none.
        codes.retain(|code| sentence.status != "in-talks" || code == "status-wording");
        if codes != sentence.expect {
            let _ = writeln!(wrong, "{:?}\n  expected {:?}, found {codes:?}", sentence.text, sentence.expect);
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{}", run.stderr);
}
