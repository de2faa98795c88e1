//! A date that is vague holds from the day on which it is certain: the day of the source that tells of it, or its last.

use crate::support::Project;

const TODAY: &str = "2026-11-28";

/// A signed deal whose status is dated like this, told by a source of that day.
fn deal(on: &str, published: &str) -> Project {
    Project::with_base(&format!(
        r#"
//- content/sources/news.toml
title     = "Acme signs"
publisher = "Wire"
kind      = "wire"
lang      = "en"
published = "{published}"
read_on   = "2026-11-27"
//- content/deals/x.toml
title  = "Acme buys from Globex"
topics = "power"
status = {{ is = "signed", on = "{on}", source = "news" }}
[[leg]]
customer = "acme"
supplier = "globex"
value    = {{ is = "5 billion USD", source = "news" }}
"#
    ))
}

/// Whether its page says that it is signed, and the totals of the site have it.
fn is_signed(project: &Project) -> bool {
    project.run(["build", "--today", TODAY]).succeeds();
    let page = project.file("public/deals/x/index.html").contains("<span class=\"mark committed\">Signed");
    let totals = project.run(["totals", "--on", TODAY]).succeeds().stdout.contains("5 billion");
    assert_eq!(page, totals, "a page and the totals of one day");
    page
}

#[test]
fn what_a_source_tells_of_a_month_has_happened_by_its_day() {
    for on in [
        "2026-11-21", "2026-11", "2026-Q4", "2026-H2", "2026", "2026-11~", "2026?", "../2026", "2026-11/2026-12",
        "2026-11/..",
    ] {
        assert!(is_signed(&deal(on, "2026-11-21")), "{on}");
    }
}

#[test]
fn a_source_that_is_vague_itself_is_of_the_day_on_which_it_was_read() {
    assert!(is_signed(&deal("2026-11", "2026-11")));
}

#[test]
fn what_lies_ahead_of_its_source_holds_from_its_last_day() {
    let project = deal("2026-12", "2026-11-21");
    let run = project.run(["build", "--today", TODAY]);
    assert!(run.code == Some(1) || !project.file("public/deals/x/index.html").contains("mark committed"), "{run:?}");
}

#[test]
fn a_status_that_cannot_hold_yet_is_told() {
    let project = deal("2026-11", "2026-11-21");
    let source = project.file("content/sources/news.toml");
    let without: String = source
        .lines()
        .filter(|line| !line.starts_with("published") && !line.starts_with("read_on"))
        .map(|line| format!("{line}\n"))
        .collect();
    project.write("content/sources/news.toml", without);
    project.run(["build", "--today", TODAY]).says("warning[order]: a status that does not hold before 2026-11-30");
    let run = project.run(["build", "--today", "2026-11-30"]).succeeds();
    assert!(!run.stderr.contains("does not hold"), "{}", run.stderr);
}
