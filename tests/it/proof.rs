//! What a stranger can follow: from a figure on the page of a deal to the words of its source, and what was corrected.

use crate::support::Project;

const SITE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en"]
currencies = ["USD"]
//- content/companies/acme.toml
name = "Acme"
//- content/companies/globex.toml
name = "Globex"
//- content/companies/initech.toml
name      = "Initech"
part_of   = { is = "acme", on = "2025-01-01", source = "blog:24" }
people    = [{ name = "A. Person", role = "chair", source = "blog:20" }]
valuation = [{ is = "3 billion USD", on = "2025-06-01", source = "blog:21" }]
[[event]]
on     = "2025-07-01"
what   = "Initech splits its shares"
source = "blog:22"
//- content/sources/wire.toml
title       = "Acme signs"
publisher   = "The Wire"
kind        = "wire"
lang        = "en"
published   = "2026-01-02?"
url         = "https://wire.example/1"
archive_url = "https://archive.example/1"
//- content/sources/blog.toml
title = "A blog on Acme"
kind  = "blog"
lang  = "en"
//- content/deals/first.toml
title   = "Acme buys from Globex"
follows = "second"
status  = [
  { is = "announced", on = "2026-01-02", source = "wire:3" },
  { is = "signed", on = "2026-01-02", source = "wire:3" },
]
[[leg]]
customer = "acme"
supplier = "globex"
value    = [
  { is = "7 billion USD", source = ["wire:1", "wire:3"], quote = "Acme pays 7 billion dollars to Globex", rank = "preferred" },
  { is = "about 7 billion USD", source = "blog" },
  { is = "8 billion USD", source = "blog:4", rank = "deprecated", because = "a slip" },
  { is = "8 billion USD", source = "blog:9", rank = "deprecated", because = "the same slip" },
]
starts   = { is = "2026-02-01", source = "wire:5" }
gpus     = { is = "1000 GPUs", source = "blog:2" }
[[correction]]
on   = 2026-03-01
fact = "value"
old  = "6 billion USD"
why  = "A figure was misread."
[[correction]]
on   = 2026-02-01
fact = "purchase.value"
old  = "5 billion USD"
why  = "Another one was, too."
[[correction]]
on   = 2026-03-04
why  = "The bank was misnamed."
//- content/deals/second.toml
title  = "Acme talks to Globex"
status = { is = "in-talks", on = "2025-12-01", source = "wire:2" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "undisclosed", source = "wire:2" }
"#;

/// A page, in plain spaces.
fn page(path: &str) -> String {
    let project = Project::new(SITE);
    project.build().succeeds();
    project.file(&format!("public/{path}")).replace(['\u{a0}', '\u{202f}'], " ")
}

/// The part of a page from one text to another.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let start = page.find(from).unwrap_or_else(|| panic!("no {from:?} in {page}"));
    let rest = &page[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

#[test]
fn a_figure_opens_on_its_words_and_where_they_stand() {
    let page = page("deals/first/index.html");
    let proof = between(&page, "id=\"fact-purchase-value\"", "</details>");
    for expected in [
        "Acme pays <mark>7 billion dollars</mark> to Globex",
        "<span class=\"day\"><span class=\"inferred\"><time datetime=\"2026-01-02\">",
        "href=\"https://wire.example/1\">Original</a>, <a class=\"ext\" href=\"https://archive.example/1\">archived copy</a>",
        "Lines 1 and 3 of our copy.",
        "Strength 5 of 7.",
        "Address not recorded.",
        "Acme buys from Globex. Amount: $7 billion, according to The Wire (2 January 2026, day inferred). Site, as of ",
        "https://example.org/deals/first/#fact-purchase-value</p>",
    ] {
        assert!(proof.contains(expected), "no {expected:?} in {proof}");
    }
    assert!(
        page.contains("<a href=\"#fact-purchase-value\" aria-label=\"Address of this line: Amount\">¶</a>"),
        "{page}"
    );
    assert!(page.contains("<span class=\"count\">1 blog</span>"), "a weak single source is told: {page}");
    // How strong a source is, and that it has no address, matters where sources disagree or a weak one is alone.
    let alone = between(&page, "id=\"fact-purchase-gpus\"", "</details>");
    assert!(alone.contains("Strength 3 of 7.") && alone.contains("Address not recorded."), "{alone}");
    let agreed = between(&page, "id=\"fact-purchase-starts\"", "</details>");
    assert!(!agreed.contains("Strength") && agreed.contains(">Original</a>"), "{agreed}");
}

#[test]
fn equal_claims_are_one_row_with_a_decision() {
    let page = page("deals/first/index.html");
    let table = between(&page, "<table class=\"disagree\">", "</table>");
    assert_eq!(table.matches("<tr>").count(), 4, "a head, and a row per value: {table}");
    assert!(table.contains("<b>kept</b>") && table.contains("<b>compatible</b>"), "{table}");
    assert!(table.contains("<b>rejected</b>: a slip; the same slip"), "{table}");
}

#[test]
fn the_ladder_is_filled_with_evidence_alone() {
    let page = page("deals/first/index.html");
    let ladder = between(&page, "<ol class=\"ladder\"", "</ol>");
    assert_eq!(ladder.matches("<li").count(), 4, "{ladder}");
    assert_eq!(ladder.matches("\"reached").count(), 2, "{ladder}");
    let said = between(&page, "</ol>\n<p class=\"note\">", "</p>");
    assert!(said.contains("Announced, signed: <time datetime=\"2026-01-02\">"), "{said}");
    assert!(said.contains("No source says that the deal is in force."), "a start that is over was promised: {said}");
}

#[test]
fn another_deal_is_named_once() {
    let page = page("deals/first/index.html");
    let related = between(&page, "id=\"related\"", "</ul>");
    assert_eq!(related.matches("Acme talks to Globex").count(), 1, "{related}");
}

#[test]
fn a_source_says_what_it_backs_of_companies() {
    let page = page("sources/blog/index.html");
    let facts = between(&page, "companies/initech/index.html", "</main>");
    for expected in ["A. Person, chair", "$3 billion", "Initech splits its shares", ">Acme</a>"] {
        assert!(facts.contains(expected), "no {expected:?} in {facts}");
    }
}

#[test]
fn corrections_stand_with_the_deal_and_in_a_log_by_the_day_of_the_edit() {
    let log = page("corrections/index.html");
    let entries: Vec<&str> = log.split("<p class=\"date\">").skip(1).collect();
    let days = ["2026-03-04", "2026-03-01", "2026-02-01"];
    assert_eq!(entries.len(), days.len(), "{log}");
    for (entry, day) in entries.iter().zip(days) {
        assert!(entry.starts_with(&format!("<time datetime=\"{day}\">")), "{entry}");
    }
    assert!(entries[0].contains("The bank was misnamed.") && !entries[0].contains("<del>"), "{}", entries[0]);
    assert!(entries[1].contains("<del>$6 billion</del> → <ins>$7 billion</ins>"), "{}", entries[1]);
    assert!(
        entries[2].contains("<del>$5 billion</del> → <ins>$6 billion</ins>"),
        "what the next one found: {}",
        entries[2]
    );
    assert!(entries[1].contains("deals/first/index.html#fact-purchase-value"), "{}", entries[1]);
    let page = page("deals/first/index.html");
    assert!(between(&page, "id=\"corrections\"", "</section>").contains("A figure was misread."), "{page}");
}

#[test]
fn a_source_page_begins_with_its_address_and_sorts_its_facts() {
    let page = page("sources/wire/index.html");
    assert!(between(&page, "<h1", "</header>").contains("https://archive.example/1"), "{page}");
    let facts = between(&page, "class=\"backing\"", "</section>");
    let labels: Vec<&str> = facts.split("<p class=\"dt\">").skip(1).filter_map(|f| f.split("</p>").next()).collect();
    assert_eq!(labels, ["Status", "Amount", "Amount", "Starts"], "{facts}");
    assert!(page.contains("in 2 deals"), "{page}");
}
