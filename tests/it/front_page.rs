//! The finding, its chart, the disagreement and the schedule. All names are invented.

use crate::fact_sheet::{says, text};
use crate::support::{Project, TODAY};

const FILES: &str = r#"
//- content/companies/buyer.toml
name = "Buyer"
//- content/companies/maker.toml
name = "Maker"
//- content/companies/shop.toml
name    = "Shop"
part_of = "maker"
//- content/companies/rival.toml
name = "Rival"
//- content/sources/wire.toml
title     = "Wire"
publisher = "Wire"
kind      = "wire"
lang      = "en"
published = "2026-03-01"
//- content/sources/blog.toml
title     = "Blog"
kind      = "blog"
lang      = "en"
published = "2026-03-02"
//- content/deals/plan.toml
title    = "The plan"
umbrella = true
status   = { is = "announced", on = "2025-12-01", source = "wire" }
[[leg]]
customer = "buyer"
value    = { is = "200 billion USD", source = "wire" }
//- content/deals/halls.toml
title   = "Halls from Shop"
short   = "Halls"
part_of = "plan"
status  = { is = "signed", on = "2026-01-01", source = "wire" }
[[leg]]
customer = "buyer"
supplier = "shop"
value    = [
  { is = "20 billion USD", source = "wire" },
  { is = "2 billion USD", source = "blog", rank = "deprecated", because = "a digit is missing" },
]
starts   = { is = "2026-01", source = "wire" }
term     = { is = "7 years", source = "wire" }
online   = { is = "../2027", source = "wire" }
//- content/deals/chips.toml
title   = "Chips from Rival"
part_of = "plan"
status  = { is = "announced", on = "2026-02-01", source = "wire" }
[[leg]]
customer = "buyer"
supplier = "rival"
value    = { is = "tens of billions of USD", source = "wire" }
//- content/deals/stake.toml
title  = "A stake"
status = { is = "in-talks", on = "2026-02-01", source = "wire" }
[[leg]]
investor = "maker"
investee = "buyer"
value    = { is = "at least 1 billion USD", source = "wire" }
[[milestone]]
what   = "Vote"
due    = "2026-H2"
source = "wire"
"#;

fn site(settings: &str) -> Project {
    let head = "//- tearsheet.toml\ntitle = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\", \"fr\"]\ncurrencies = [\"USD\"]\n";
    let project = Project::new(&format!("{head}{settings}{FILES}"));
    project.build().succeeds();
    project
}

#[test]
fn the_finding_is_told_and_drawn() {
    let site = site("subject = \"buyer\"\n");
    let front = text(&site.file("public/index.html"));
    says(
        &front,
        &[
            "Buyer has committed to pay $20 billion. At least $20 billion more is announced or reported. Its plan announces $200 billion.",
            "In the other direction, Maker is in talks to invest in Buyer: at least $1 billion (A stake).",
            "Known contracts with an amount, signed or reported, cover between 20% and 60% of the plan",
        ],
    );
    assert!(!front.contains("largest payer"), "{front}");
    let html = site.file("public/index.html");
    assert!(html.contains("(<a href=\"./deals/stake/index.html\">A stake</a>)."), "a figure names its deal: {html}");
    // The plan is the whole width, and the bar of what is reported starts where that of what is committed ends.
    for bar in [
        "class=\"solid\" x=\"0%\" width=\"10%\"",
        "x=\"10%\" width=\"10%\"",
        "class=\"fade\" fill=\"url(#fade)\" x=\"20%\" width=\"40%\"",
    ] {
        assert!(html.contains(bar), "{bar}: {html}");
    }
    says(
        &site.file("public/fr/index.html"),
        &["id=\"ladder-t\"", "<span class=\"key committed\">20\u{a0}milliards</span> de dollars"],
    );
}

#[test]
fn without_a_subject_the_largest_payer_is_told_as_such() {
    let site = site("");
    says(&text(&site.file("public/index.html")), &["Buyer, the largest payer on record, has committed to pay"]);
    let other = Project::new(&format!(
        "//- tearsheet.toml\ntitle = \"Site\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\ncurrencies = [\"USD\"]\nsubject = \"maker\"\n{FILES}"
    ));
    other.build().succeeds();
    // Who buys nothing is told by what it pays otherwise.
    says(&text(&other.file("public/index.html")), &["Maker is in talks to pay at least $1 billion."]);
}

#[test]
fn one_disagreement_is_shown() {
    let site = site("");
    let front = text(&site.file("public/index.html"));
    says(&front, &["$20 billion or $2 billion?", "rejected: a digit is missing"]);
    let chosen = self::site("disagreement = \"chips.value\"\n");
    // Its sources agree, so that the one that is furthest apart stays.
    says(&text(&chosen.file("public/index.html")), &["$20 billion or $2 billion?"]);
}

#[test]
fn what_falls_due_is_a_page_and_a_calendar() {
    let site = site("");
    let page = text(&site.file("public/schedule/index.html"));
    let at = |word: &str| page.find(word).unwrap_or_else(|| panic!("`{word}` is not in\n{page}"));
    assert!(at("Vote") < at("Full capacity") && at("Full capacity") < at("Ends, by start and term"), "{page}");
    says(&page, &["No known date ahead: Chips from Rival."]);
    let calendar = site.file("public/schedule.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.lines().all(|line| line.len() <= 75), "{calendar}");
    let whole = calendar.replace("\r\n ", "");
    says(
        &whole,
        &[
            "UID:en.stake.milestone-1.due@example.org\r\n",
            "DTSTART;VALUE=DATE:20260701\r\nDTEND;VALUE=DATE:20270101\r\n",
            "UID:en.halls.purchase.online@example.org\r\n",
            "URL:https://example.org/deals/halls/#fact-purchase-online\r\n",
        ],
    );
    assert_eq!(whole.matches("BEGIN:VEVENT").count(), whole.matches("DTSTAMP:2026").count(), "{whole}");
    // A build on another day says the same of what is still ahead.
    site.run(["build", "--today", "2026-06-20"]).succeeds();
    assert_ne!(TODAY, "2026-06-20");
    assert_eq!(site.file("public/schedule.ics"), calendar);
    assert!(site.file("public/fr/schedule.ics").contains("UID:fr."));
}
