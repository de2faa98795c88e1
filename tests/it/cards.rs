//! Cards of deals, companies and the front page: they are there, pages name them, and what did not change is not drawn again.

use std::collections::BTreeMap;

use crate::support::Project;

const SITE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD", "EUR"]
cards      = true
[topics]
power = "Power"
//- content/companies/initech.toml
name = "Initech"
//- content/deals/one.toml
title  = { en = "Acme buys from Globex", fr = "Acme achète à Globex" }
status = { is = "signed", on = "2026-05-01", source = "wire:1" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "≥ 10 billion USD", source = "wire:1" }
//- content/deals/two.toml
title  = { en = "Initech lends to Globex", fr = "Initech prête à Globex" }
status = { is = "in-talks", on = "2026-05-02", source = "wire:1" }
[[leg]]
lender   = "initech"
borrower = "globex"
value    = { is = "3 billion USD", source = "wire:1" }
"#;

fn cards(project: &Project) -> BTreeMap<String, Vec<u8>> {
    project.tree("public").into_iter().filter(|(path, _)| path.ends_with("card.png")).collect()
}

#[test]
fn pages_have_a_card_in_each_language() {
    let project = Project::with_base(SITE);
    project.build().succeeds();
    let cards = cards(&project);
    let expected = ["", "fr/"].iter().flat_map(|lang| {
        ["", "companies/acme/", "companies/globex/", "companies/initech/", "deals/one/", "deals/two/"]
            .map(|of| format!("{lang}{of}card.png"))
    });
    let mut expected: Vec<String> = expected.collect();
    expected.sort();
    assert_eq!(cards.keys().cloned().collect::<Vec<_>>(), expected);
    assert!(cards.values().all(|card| card.starts_with(b"\x89PNG")));
    assert_ne!(cards["deals/one/card.png"], cards["fr/deals/one/card.png"]);

    for (page, card, alt) in [
        ("deals/one/index.html", "deals/one/card.png", "Acme buys from Globex"),
        ("fr/deals/one/index.html", "fr/deals/one/card.png", "Acme achète à Globex"),
        ("companies/acme/index.html", "companies/acme/card.png", "Acme"),
        ("sources/index.html", "card.png", "Site"),
    ] {
        let html = project.file(&format!("public/{page}"));
        assert!(
            html.contains(&format!("<meta property=\"og:image\" content=\"https://example.org/{card}\">")),
            "{html}"
        );
        assert!(html.contains(&format!("<meta property=\"og:image:alt\" content=\"{alt}\">")), "{html}");
        assert!(html.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{html}");
    }
    let manifest = project.file("public/site.webmanifest");
    let policy = project.run(["headers", "--for", "netlify"]).succeeds();
    assert!(policy.stdout.contains("manifest-src 'self'"), "browsers may read it: {}", policy.stdout);
    assert!(manifest.contains("\"name\":\"Site\"") && manifest.contains("apple-touch-icon.png"), "{manifest}");
    assert!(project.has("public/apple-touch-icon.png"));
    let deal = project.file("public/fr/deals/one/index.html");
    assert!(deal.contains("<link rel=\"apple-touch-icon\" href=\"../../../apple-touch-icon.png\">"), "{deal}");
}

#[test]
fn a_card_is_drawn_again_when_its_facts_change() {
    let project = Project::with_base(SITE);
    project.build().succeeds();
    let before = cards(&project);
    let sheet = project.file("content/deals/one.toml");
    project.write("content/deals/one.toml", sheet.replace("≥ 10 billion", "≥ 12 billion"));
    project.build().succeeds();
    let after = cards(&project);
    let changed: Vec<&str> = before.keys().filter(|path| before[*path] != after[*path]).map(String::as_str).collect();
    let of_it = ["card.png", "companies/acme/card.png", "companies/globex/card.png", "deals/one/card.png"];
    assert_eq!(
        changed,
        of_it.iter().copied().map(str::to_owned).chain(of_it.map(|p| format!("fr/{p}"))).collect::<Vec<_>>()
    );
    // As from nothing.
    project.run(["build", "--today", crate::support::TODAY, "--full", "--out", "clean"]).succeeds();
    let clean: BTreeMap<_, _> =
        project.tree("clean").into_iter().filter(|(path, _)| path.ends_with("card.png")).collect();
    assert!(clean == after);
}

#[test]
fn a_site_without_cards_says_nothing_of_them() {
    let project = Project::with_base(&SITE.replace("cards      = true\n", ""));
    project.build().succeeds();
    assert!(cards(&project).is_empty() && !project.has("public/site.webmanifest"));
    let html = project.file("public/deals/one/index.html");
    assert!(!html.contains("og:image") && !html.contains("twitter:card") && !html.contains("manifest"), "{html}");
    assert!(!html.contains("touch-icon"), "{html}");
}

#[test]
fn a_site_may_bring_its_own_icon() {
    let project = Project::with_base(SITE);
    project.write("static/apple-touch-icon.png", "mine");
    project.build().succeeds();
    assert_eq!(project.file("public/apple-touch-icon.png"), "mine");
}
