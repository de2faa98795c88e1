//! One day per build: what held on it, what changed by it, and what was known by another.

use crate::support::Project;

/// A takeover of Globex by Acme, a revenue that is a series, and a price that was raised.
const FILES: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD", "EUR"]
kept_to    = 2026-04-30
[topics]
power = "Power"
[fields.revenue]
on     = "company"
type   = "amount"
label  = { en = "Revenue", fr = "Chiffre d’affaires" }
series = true
//- content/companies/initech.toml
name = "Initech"
//- content/companies/globex.toml
name    = "Globex"
part_of = { is = "acme", on = "2026-03-01", source = "march" }
revenue = [
  { is = "1 billion USD", on = "2024-12-31", source = "january" },
  { is = "2 billion USD", on = "2025-12-31", source = "january" },
]
[[valuation]]
is     = "10 billion USD"
on     = "2025-06-01"
source = "january"
[[valuation]]
is     = "12 billion USD"
on     = "2026-02-01"
source = "march"
[[event]]
on     = "2026-05-20"
what   = "Globex moves"
source = "may"
//- content/sources/january.toml
title     = "January"
kind      = "filing"
lang      = "en"
published = "2026-01-10"
//- content/sources/march.toml
title     = "March"
kind      = "filing"
lang      = "en"
published = "2026-03-02"
//- content/sources/may.toml
title     = "May"
kind      = "filing"
lang      = "en"
published = "2026-05-21"
//- content/deals/takeover.toml
title  = "Acme takes over Globex"
topics = "power"
status = [
  { is = "signed", on = "2026-01-10", source = "january" },
  { is = "completed", on = "2026-03-01", source = "march" },
]
[[leg]]
acquirer = "acme"
seller   = { unnamed = "shareholders" }
target   = "globex"
stake    = { is = "100 %", source = "january" }
value    = [
  { is = "10 billion USD", on = "2026-01-10", source = "january" },
  { is = "12 billion USD", on = "2026-02-01", source = "march" },
]
price    = [
  { is = "20 USD per share", source = "january", rank = "preferred" },
  { is = "about 20 USD per share", source = "march" },
]
//- content/deals/supply.toml
title  = "Globex buys from Initech"
topics = "power"
status = { is = "signed", on = "2026-01-10", source = "january" }
[[leg]]
customer = "globex"
supplier = "initech"
value    = { is = "4 billion USD", source = "january" }
"#;

fn totals(project: &Project, args: &[&str]) -> String {
    project.run(["totals"].iter().chain(args)).succeeds().stdout
}

#[test]
fn a_briefing_that_is_kept_to_a_day_in_the_past_is_the_same_on_all_later_days() {
    let project = Project::with_base(FILES);
    project.run(["build", "--today", "2026-06-01"]).succeeds();
    let first = project.tree("public");
    let again = project.run(["build", "--today", "2027-08-15", "--timings"]).succeeds();
    assert!(again.stdout.contains("nothing changed"), "{}", again.stdout);
    let from_nothing = Project::with_base(FILES);
    from_nothing.run(["build", "--today", "2027-08-15"]).succeeds();
    for tree in [project.tree("public"), from_nothing.tree("public")] {
        assert_eq!(first.len(), tree.len());
        for ((path, bytes), (other, others)) in first.iter().zip(&tree) {
            assert!(path == other && bytes == others, "{path}");
        }
    }
    let plain = |path: &str| project.file(path).replace(['\u{a0}', '\u{202f}'], " ");
    let front = plain("public/index.html");
    assert!(front.contains("30 April 2026") && !front.contains("Globex moves"), "{front}");
    let stated = totals(&project, &[]);
    assert!(stated.starts_with("all companies, on 2026-04-30, the day of the state\n"), "{stated}");
}

#[test]
fn a_takeover_rolls_up_from_its_day_and_is_a_holding_of_the_buyer() {
    let project = Project::with_base(FILES);
    let (before, after) = (["--company", "acme", "--on", "2026-02-15"], ["--company", "acme", "--on", "2026-03-15"]);
    assert!(!totals(&project, &before).contains("4 billion USD"), "{}", totals(&project, &before));
    let after = totals(&project, &after);
    assert!(after.contains("4 billion USD") && after.contains("acme of globex, owned"), "{after}");
    project.build().succeeds();
    assert!(project.file("public/companies/globex/index.html").contains("/companies/acme/"));
}

#[test]
fn what_a_later_source_says_was_not_known() {
    let project = Project::with_base(FILES);
    let known = |args: &[&str]| totals(&project, args);
    let early = known(&["--known", "2026-02-15"]);
    assert!(early.starts_with("all companies, on 2026-02-15, as known on 2026-02-15\n"), "{early}");
    assert!(early.contains("10 billion USD") && !early.contains("12 billion USD"), "{early}");
    let today = known(&["--on", "2026-02-15"]);
    assert!(today.contains("12 billion USD") && today.contains("as known on 2026-04-30"), "{today}");
    let both = known(&["--known", "2026-02-15", "--on", "2026-04-01"]);
    assert!(both.contains("10 billion USD") && both.contains("agreed") && !both.contains("owned"), "{both}");
    assert!(!known(&["--known", "2026-01-09"]).contains("billion USD"));
}

#[test]
fn values_with_a_day_are_movements_and_those_of_later_sources_alone_are_none() {
    let project = Project::with_base(FILES);
    project.build().succeeds();
    let plain = |path: &str| project.file(path).replace(['\u{a0}', '\u{202f}'], " ");
    let changes = plain("public/changes/index.html");
    for (told, what) in
        [("$10 billion → $12 billion", true), ("Revenue: $1 billion → $2 billion", true), ("$20", false)]
    {
        assert_eq!(changes.contains(told), what, "{told} in {changes}");
    }
    assert_eq!(changes.matches("$10 billion → $12 billion").count(), 2, "the offer and the valuation: {changes}");
    assert!(plain("public/feed.xml").contains("Revenue: $1 billion → $2 billion"));
    let page = project.file("public/companies/globex/index.html");
    assert!(page.contains("id=\"series-revenue\"") && page.contains("January"), "{page}");
    let french = project.file("public/fr/companies/globex/index.html");
    assert!(french.contains("Chiffre d’affaires"), "{french}");
}
