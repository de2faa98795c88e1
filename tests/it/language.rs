//! A language that the program does not know: a data file and a theme's messages, no code.

use crate::support::{Project, TODAY};

const SITE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en", "es"]
currencies = ["USD"]
theme      = "mine"
[topics]
power = { en = "Power", es = "Energía" }
//- themes/mine/theme.toml
extends = "ledger"
//- content/deals/x.toml
title  = "Acme buys from Globex"
topics = "power"
status = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "≥ 38 billion USD", source = "wire" }
//- content/deals/x.es.md
+++
title = "Acme compra a Globex"
+++

Vale {{ value }}.
"#;

/// The English messages, one of them in Spanish.
fn messages() -> String {
    let english = include_str!("../../themes/ledger/messages/en.ftl");
    let changed: String = english
        .split_inclusive('\n')
        .map(|line| if line.starts_with("nav-companies =") { "nav-companies = Empresas\n" } else { line })
        .collect();
    assert_ne!(changed, english, "the message to be translated is gone");
    changed
}

#[test]
fn a_third_language_is_data() {
    let project = Project::with_base(SITE);
    project.write("locales/es.toml", include_str!("../../src/locale/tests/es.toml"));
    project.write("themes/mine/messages/es.ftl", messages());
    let run = project.run(["build", "--deny-warnings", "--today", TODAY]).succeeds();
    assert_eq!(run.stderr, "");
    let page = project.file("public/es/deals/x/index.html");
    assert!(page.contains("<html lang=\"es\"") && page.contains("Acme compra a Globex"), "{page}");
    assert!(page.contains("38.000\u{a0}millones de dólares") && page.contains("Empresas"), "{page}");
    let english = project.file("public/deals/x/index.html");
    assert!(english.contains("Español") && english.contains("$38\u{a0}billion") && !english.contains("Empresas"));
}

#[test]
fn what_is_missing_for_a_language_is_named() {
    let project = Project::with_base(SITE);
    project.check().exits(1).says("locales/es.toml").says("messages/es.ftl");
    project.write("locales/es.toml", "[language]\nown_name = 5\n");
    project.check().exits(1).says("`locales/es.toml`");
}

#[test]
fn the_facts_of_an_untranslated_text_are_in_its_language() {
    let project = Project::with_base(
        r#"
//- content/deals/x.toml
title = { en = "Acme buys", fr = "Acme achète" }
status = { is = "signed", on = "2026-03-02", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
value = { is = "at least 38 billion USD", source = "wire" }
//- content/deals/x.fr.md
Une somme de {{ value }}.
"#,
    );
    project.build().succeeds();
    let english = project.file("public/deals/x/index.html").replace(['\u{a0}', '\u{202f}'], " ");
    assert!(english.contains("lang=\"fr\"") && english.contains("$38 billion"), "{english}");
    let text = english.split_once("Une somme").map_or("", |(_, rest)| rest.split("</p>").next().unwrap_or_default());
    assert!(text.contains("moins 38 milliards de dollars") && !text.contains("at least"), "{text}");
}
