//! A company may have a name per language: pages, feeds and data of a language have its own, texts and the linter know all
//! of them. All companies but a state are invented.

use crate::fact_sheet::{says, text};
use crate::support::Project;

const SITE: &str = r#"
//- tearsheet.toml
title      = { en = "Site", fr = "Le site" }
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD"]
search     = true
//- content/companies/united-states.toml
name    = { en = "United States", fr = "États-Unis" }
short   = { en = "US" }
plural  = { fr = true }
gender  = "m"
article = { fr = "les", en = "the" }
kind    = "government"
aliases = ["USA"]
//- content/companies/globex.toml
name = { fr = "Globex SA" }
aliases = ["Globex"]
//- content/deals/grant.toml
title  = { en = "The US supports Globex", fr = "Les États-Unis aident Globex" }
status = { is = "signed", on = "2026-05-01", source = "wire" }
[[leg]]
grantor = "united-states"
grantee = "globex"
value   = { is = "2 billion USD", source = "wire" }
//- content/deals/grant.md
The United States give Globex 2 billion dollars.
//- content/deals/grant.fr.md
Les États-Unis versent 2 milliards de dollars à Globex. Voir [[company:united-states]].
//- content/companies/united-states.fr.md
L’État fédéral.
"#;

#[test]
fn each_language_has_its_own_name() {
    let site = Project::with_base(SITE);
    site.run(["build", "--today", "2026-06-01"]).succeeds();
    let page = |path: &str| text(&site.file(&format!("public/{path}")));
    says(&page("companies/united-states/index.html"), &["United States"]);
    says(&page("fr/companies/united-states/index.html"), &["États-Unis"]);
    says(&page("deals/grant/index.html"), &["The US gives a grant to Globex SA"]);
    says(&page("fr/deals/grant/index.html"), &["Les États-Unis subventionnent Globex SA", "Voir États-Unis."]);
    says(&page("companies/index.html"), &["United States"]);
    says(&page("fr/companies/index.html"), &["États-Unis"]);
    // A language without a name of its own has that of another, marked.
    says(&site.file("public/deals/grant/index.html"), &["lang=\"fr\">Globex SA</a>"]);
    for (path, name, other) in [("", "United States", "États-Unis"), ("fr/", "États-Unis", "United States")] {
        says(&site.file(&format!("public/{path}companies/united-states/feed.xml")), &[name]);
        let data = site.file(&format!("public/{path}companies/united-states/index.html"));
        says(&data, &[&format!("\"name\":\"{name}\""), &format!("\"alternateName\":[\"{other}\"")]);
    }
    says(&site.file("public/data/companies.csv"), &["united-states,United States,US,,États-Unis; USA,"]);
}

#[test]
fn texts_know_the_names_of_all_languages() {
    let site = Project::with_base(SITE);
    site.run(["build", "--today", "2026-06-01"]).succeeds();
    let link = |path: &str, name: &str| {
        let page = site.file(&format!("public/{path}deals/grant/index.html"));
        assert!(page.contains(&format!("companies/united-states/index.html\">{name}</a>")), "{name} in {page}");
    };
    link("", "United States");
    link("fr/", "États-Unis");
    site.write("content/deals/grant.fr.md", "Globex verse 2 milliards de dollars aux États-Unis.");
    let run = site.run(["check", "--today", "2026-06-01"]).exits(1);
    run.says("figure-contradicts").says("États-Unis");
}
