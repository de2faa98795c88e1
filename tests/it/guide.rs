//! The sheets of the guide: those of a section make a site that builds, and come to what the guide says.
//!
//! A block ```` ```toml PATH ```` is a file; a line `COMPANY DAY: TOTAL` of a block ```` ```totals ```` is one total
//! of a company on a day, and all of that company and day stand together.

use std::collections::BTreeMap;

use jiff::civil::date;
use tearsheet::files::{Files, Input};
use tearsheet::ledger::{Ledger, Scope};
use tearsheet::pipeline::{self, Options};
use tearsheet::theme::Folders;

use crate::incremental::results;
use crate::ledger::totals;
use crate::support::split;

/// The day after the source.
const OPTIONS: Options = Options { today: date(2026, 6, 1), drafts: false };

const GUIDE: &str = include_str!("../../docs/fact-sheets.md");

const BASE: &str = r#"
//- tearsheet.toml
title      = "Guide"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD", "EUR"]
//- content/companies.toml
[campus]
name = "Campus"
[halyard]
name = "Halyard"
[northlight]
name = "Northlight"
[orrin]
name = "Orrin"
[quillon]
name = "Quillon"
[state]
name = "State"
[veldt]
name = "Veldt"
//- content/sources/wire.toml
title     = "Deals of the year"
publisher = "Wire"
kind      = "wire"
lang      = "en"
published = "2026-05-31"
"#;

/// Of a section: what its blocks hold, by what stands behind their first fence.
fn blocks(section: &str) -> Vec<(&str, &str)> {
    let fenced = section.split("\n```").skip(1).step_by(2);
    fenced.filter_map(|block| block.split_once('\n')).collect()
}

#[test]
fn its_sheets_build_and_come_to_what_it_says() {
    let (mut sheets, mut lines) = (0, 0);
    for section in GUIDE.split("\n### ") {
        let name = section.lines().next().unwrap_or_default();
        let mut files = Files::default();
        for (path, text) in split(BASE) {
            files.add(path, text);
        }
        let before = files.texts.len();
        for (head, text) in blocks(section) {
            if let Some(path) = head.strip_prefix("toml ") {
                files.add(path, text);
            }
        }
        if files.texts.len() == before {
            continue;
        }
        sheets += files.texts.len() - before;
        let input = Input { files, diagnostics: Vec::new(), unread: Vec::new() };
        let mut compiled = pipeline::compile(input, &Folders::default(), &[], &OPTIONS);
        compiled.check();
        let (problems, outputs) = results(&compiled);
        assert!(!outputs.is_empty(), "{name}: {problems}");

        let mut expected: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (_, text) in blocks(section).iter().filter(|(head, _)| *head == "totals") {
            for (of, total) in text.lines().filter_map(|line| line.split_once(": ")) {
                expected.entry(of).or_default().push(total);
                lines += 1;
            }
        }
        for (of, expected) in expected {
            let (company, day) = of.split_once(' ').expect("a company and a day");
            let company = compiled.briefing.find_company(company).expect("a company");
            let ledger = Ledger::new(&compiled.briefing, day.parse().expect("a day"));
            assert_eq!(totals(&ledger.statement(Scope::Company(company))), expected, "{name}: {of}");
        }
    }
    assert!(sheets > 12 && lines > 20, "{sheets} sheets, {lines} lines");
}
