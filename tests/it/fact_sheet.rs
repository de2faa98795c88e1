//! What a sheet says of legs, tranches and parties, from its page to the exports. All names are invented.

use crate::support::{Project, TODAY};

const SITE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD", "EUR"]
//- content/companies/acme.toml
name = "Acme"
//- content/companies/globex.toml
name = "Globex"
//- content/companies/initech.toml
name = "Initech"
kind = "cloud"
//- content/companies/xumbra.toml
name = "xUmbra"
//- content/sources/wire.toml
title     = "Wire"
publisher = "Wire"
kind      = "wire"
lang      = "en"
published = "2026-01-01"
//- content/sources/press.toml
title     = "Press"
publisher = "Press"
kind      = "press"
lang      = "en"
published = "2026-02-01"
//- content/deals/package.toml
title    = { en = "xUmbra arranges a package", fr = "xUmbra monte un financement" }
status   = { is = "signed", on = "2026-01-01", source = "wire" }
headline = "package.value"
[[leg]]
id       = "package"
umbrella = true
customer = "xumbra"
value    = { is = "about 20 billion USD", source = "wire" }
[[leg]]
id       = "round"
what     = { en = "the round", fr = "le tour de table" }
part_of  = "package"
investor = ["acme", { is = "globex", share = "40 %", source = "wire" }, "initech"]
investee = "xumbra"
value    = { is = "up to 7.5 billion USD", source = "wire" }
[[leg]]
id       = "globex-part"
of_which = "round"
investor = "globex"
investee = "xumbra"
value    = { is = "up to 2 billion USD", source = "wire" }
[[leg]]
id       = "bonds"
part_of  = "package"
lender   = { unnamed = { en = "bond investors", fr = "investisseurs obligataires" } }
borrower = "xumbra"
value    = { is = "12.5 billion USD", source = "wire" }
[[leg.tranche]]
id        = "first"
what      = { en = "First part", fr = "Première partie" }
value     = { is = "3 billion USD", source = "press", quote = "three billion" }
status    = { is = "completed", on = "2026-02-01", source = "press" }
[[leg.tranche]]
id        = "later-part"
value     = { is = "9.5 billion USD", source = "wire" }
condition = { is = { en = "when the site is built", fr = "quand le site sera construit" }, source = "wire" }
due       = "2027"
//- content/deals/package.md
The first part is {{ bonds.first.value }}.
//- content/deals/bid.toml
title  = { en = "Acme bids for Initech", fr = "Acme veut Initech" }
status = { is = "signed", on = "2026-01-01", source = "wire" }
[[leg]]
acquirer = "acme"
seller   = { unnamed = { en = "a holder", fr = "une fondation" } }
target   = "initech"
stake    = { is = "50 %", source = "wire" }
price    = [
  { is = "16300 EUR per share", on = "2026-01-01", source = "wire" },
  { is = "18800 EUR per share", on = "2026-02-01", source = "press" },
]
"#;

fn site() -> Project {
    let project = Project::new(SITE);
    project.build().succeeds();
    project
}

/// The text of a page: a tag of a block is a space, one within a line is nothing.
pub(crate) fn text(html: &str) -> String {
    let inline = ["a", "b", "i", "q", "span", "small", "time", "del"];
    let mut out = String::new();
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("b", part));
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        out.push_str(if inline.contains(&name) { "" } else { " " });
        out.push_str(text);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
pub(crate) fn says(page: &str, words: &[&str]) {
    for word in words {
        assert!(page.contains(word), "`{word}` is not in\n{page}");
    }
}

#[test]
fn legs_and_tranches_are_told_apart_with_their_evidence() {
    let site = site();
    let html = site.file("public/deals/package/index.html");
    says(
        &html,
        &[
            "id=\"leg-globex-part\"",
            "id=\"tranche-bonds-first\"",
            "id=\"fact-bonds.first-value\"",
            "id=\"fact-bonds.later-part-condition\"",
            "id=\"fact-round-share-globex\"",
            "href=\"#fact-bonds.first-value\"",
            "href=\"#leg-round\"",
            "href=\"#leg-package\"",
        ],
    );
    let page = text(&html);
    says(
        &page,
        &[
            "Equity · the round",
            "Acme, Globex and Initech invest in xUmbra",
            "Equity · 2",
            "First part Completed",
            "Tranche 2 Signed, on a condition",
            "when the site is built",
            "not met yet",
            "Share of Globex",
            "already in it",
            "never added to its items",
            "three billion",
        ],
    );
    says(
        &text(&site.file("public/fr/deals/package/index.html")),
        &["Première partie Réalisé", "pas encore remplie", "sous condition"],
    );
}

#[test]
fn unnamed_parties_have_words_and_no_page() {
    let site = site();
    let page = text(&site.file("public/deals/package/index.html"));
    says(&page, &["; bond investors lend to xUmbra", "bond investors →"]);
    says(&text(&site.file("public/deals/bid/index.html")), &["to a holder"]);
    assert!(!site.has("public/companies/bond-investors/index.html"));
    let csv = site.file("public/data/deals.csv");
    says(&csv, &["lender:bond investors", "globex:40 %", "package.round"]);
    let json = site.file("public/deals/package/deal.json");
    says(
        &json,
        &[
            "\"unnamed\":[{\"role\":\"lender\",\"words\":{\"en\":\"bond investors\"",
            "\"tranches\":[{\"id\":\"first\"",
            "\"headline\":\"package.value\"",
            "\"shares\":[{\"company\":\"globex\"",
        ],
    );
    let totals = site.run(["totals", "--on", TODAY]).succeeds().stdout;
    says(
        &totals,
        &[
            "“bond investors” → xumbra (tranche first)",
            "(tranche later-part; condition: when the site is built)",
            "globex (40 %)",
        ],
    );
    site.run(["explain", "package.bonds.first.value", "--today", TODAY]).succeeds().says("#fact-bonds.first-value");
}

#[test]
fn who_acts_together_is_told_on_every_page() {
    let site = site();
    says(&text(&site.file("public/companies/acme/index.html")), &["together with Globex and Initech"]);
    says(&text(&site.file("public/fr/companies/globex/index.html")), &["avec Acme et Initech"]);
}

#[test]
fn a_value_that_changed_is_history_and_no_disagreement() {
    let site = site();
    let page = text(&site.file("public/deals/bid/index.html"));
    says(&page, &["€16,300 → €18,800 per share"]);
    assert_eq!(page.matches("16,300 → ").count(), 1, "{page}");
    assert!(!page.contains("Sources disagree") && !page.contains("Where sources"), "{page}");
}

#[test]
fn pages_keep_spellings_and_leave_out_what_says_nothing() {
    let site = site();
    says(&text(&site.file("public/deals/package/index.html")), &["xUmbra arranges a package"]);
    let style = site.tree("public").into_iter().find(|(path, _)| path.ends_with(".css")).map(|(_, bytes)| bytes);
    assert!(!String::from_utf8_lossy(&style.unwrap_or_default()).contains("h1::first-letter"));
    let company = site.file("public/companies/acme/index.html");
    assert!(!company.contains("<b>Other</b>"), "{company}");
    says(&text(&site.file("public/deals/index.html")), &["50% stake"]);
}

#[test]
fn lists_of_a_kind_show_its_figure() {
    let site = site();
    let page = text(&site.file("public/kinds/loan/index.html"));
    says(&page, &["$12.5bn"]);
    assert!(!page.contains("$20"), "{page}");
}
