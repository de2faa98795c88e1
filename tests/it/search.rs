//! The index for search: what a browser finds in it, read here by a reader of its own. That the browser finds it too is
//! for `tests/site/search.mjs`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::Project;

const SETTINGS: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["fr", "en"]
currencies = ["USD", "EUR"]
search     = true
[topics]
power = { fr = "Énergie", en = "Power" }
"#;

const SITE: &str = r#"
//- content/companies/acme.toml
name    = "Acmé Énergie"
short   = "Acmé"
aliases = ["Acme Energy"]
ticker  = "XPAR:ACME"
//- content/deals/first.toml
title  = { fr = "L’accord d’Acmé avec Globex", en = "Acmé and Globex agree" }
topics = "power"
status = { is = "signed", on = "2026-04-01", source = "wire" }
[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "38 billion USD", source = "wire" }
capacity = { is = "1400 MW", source = "wire" }
//- content/deals/first.md
+++
dek = "Une ligne sous le titre."
+++

Des réacteurs pour [[globex]], dès l'été.
//- content/deals/first.en.md
Reactors for [[globex]] by summer.
//- content/deals/second.toml
title  = { fr = "Globex discute d’un bail", en = "Globex discusses a lease" }
status = { is = "in-talks", on = "2026-05-01", source = "wire" }
[[leg]]
tenant   = "globex"
landlord = { unnamed = "a fund" }
"#;

/// Per word the deals that have it, each with how much it weighs there.
type Words = BTreeMap<String, Vec<(usize, usize)>>;

fn json(project: &Project, path: &str) -> Value {
    serde_json::from_str(&project.file(&format!("public/{path}"))).expect("JSON")
}

/// All words of a language, whose folder is `search/` or `en/search/`.
fn words(project: &Project, folder: &str) -> Words {
    let index = json(project, &format!("{folder}index.json"));
    let files: BTreeMap<String, Vec<u8>> = project.tree(&format!("public/{folder}words")).into_iter().collect();
    let listed = index["words"].as_array().expect("files");
    assert_eq!(files.len(), listed.len());
    let mut all = Words::new();
    for (number, entry) in listed.iter().enumerate() {
        let bytes = &files[&format!("{number}.bin")];
        assert_eq!(entry[1].as_str().map(str::as_bytes), Some(&bytes[..8]), "the hash at its head");
        let mut at = 8;
        let mut first = None;
        while at < bytes.len() {
            let length = varint(bytes, &mut at);
            let word = std::str::from_utf8(&bytes[at..at + length]).expect("UTF-8").to_owned();
            at += length;
            first.get_or_insert(word.clone());
            let (mut deal, mut deals) = (0, Vec::new());
            for _ in 0..varint(bytes, &mut at) / 2 {
                let next = varint(bytes, &mut at);
                deal += next >> 2;
                deals.push((deal, next & 3));
            }
            assert!(all.insert(word, deals).is_none(), "each word once");
        }
        assert_eq!(entry[0].as_str().unwrap_or(""), first.unwrap_or_default());
    }
    all
}

fn varint(bytes: &[u8], at: &mut usize) -> usize {
    let mut n = 0;
    for shift in (0..).step_by(7) {
        let byte = bytes[*at];
        *at += 1;
        n |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            break;
        }
    }
    n
}

#[test]
fn words_of_titles_facts_and_texts_lead_to_their_deals() {
    let project = Project::with_base(&format!("{SETTINGS}{SITE}"));
    project.build().succeeds();
    let fr = words(&project, "search/");
    let of = |word: &str| fr.get(word).map_or(&[][..], Vec::as_slice);
    // The older deal has the lower number. 3: title; 2: party or headline figure; 1: fact or dek; 0: text.
    assert_eq!(of("accord"), [(0, 3)]);
    assert_eq!(of("acme"), [(0, 3)]);
    assert_eq!(of("globex"), [(0, 3), (1, 3)]);
    assert_eq!(of("energie"), [(0, 2)]);
    assert_eq!((of("38"), of("milliards"), of("1.4")), (&[(0, 2)][..], &[(0, 2)][..], &[(0, 1)][..]));
    assert_eq!(
        (of("ligne"), of("signe"), of("reacteurs"), of("ete")),
        (&[(0, 1)][..], &[(0, 1)][..], &[(0, 0)][..], &[(0, 0)][..])
    );
    assert_eq!((of("l"), of("d"), of("reactors")), (&[][..], &[][..], &[][..]));
    let en = words(&project, "en/search/");
    assert!(en.contains_key("reactors") && en.contains_key("billion") && !en.contains_key("reacteurs"));
}

#[test]
fn results_companies_and_filters_are_those_of_the_site() {
    let project = Project::with_base(&format!("{SETTINGS}{SITE}"));
    project.build().succeeds();
    let index = json(&project, "search/index.json");
    let results = json(&project, "search/results/0.json");
    assert_eq!(results["v"], index["results"][0]);
    let first = &results["of"][0];
    assert_eq!((first["u"].as_str(), first["p"].as_str()), (Some("deals/first/index.html"), Some("Acmé → Globex")));
    assert_eq!((first["m"][0].as_str(), first["x"].as_str()), (Some("committed"), Some("Une ligne sous le titre.")));
    assert!(first["f"][1].as_str().is_some_and(|figure| figure.starts_with("38")), "{first}");
    let names = json(&project, "search/names.json");
    assert_eq!((names["of"][0]["s"].as_str(), names["of"][0]["d"].as_u64()), (Some("Acmé"), Some(1)));
    assert_eq!(json(&project, "search/parties.json")["of"], serde_json::json!([[0, 1], [1]]));
    assert_eq!(index["statuses"], serde_json::json!([["in-talks", "En discussion"], ["signed", "Signé"]]));
    assert_eq!((index["of_status"].as_str(), index["years"].to_string()), (Some("ba"), "[[2026,2]]".to_owned()));
}

#[test]
fn without_search_there_is_nothing_of_it() {
    let project = Project::with_base(&format!("{}{SITE}", SETTINGS.replace("true", "false")));
    project.build().succeeds();
    let paths: Vec<String> = project.tree("public").into_iter().map(|(path, _)| path).collect();
    assert!(!paths.iter().any(|path| path.contains("search")), "{paths:?}");
    assert!(!project.file("public/index.html").contains("role=\"search\""));
    let policy = |project: &Project| project.run(["headers", "--for", "netlify"]).succeeds().stdout;
    let closed = policy(&project);
    assert!(closed.contains("form-action 'none'"), "{closed}");

    project.write("tearsheet.toml", project.file("tearsheet.toml").replace("false", "true"));
    project.build().succeeds();
    let front = project.file("public/en/index.html");
    assert!(front.contains("role=\"search\" action=\"../en/search/index.html\""), "{front}");
    assert!(
        !front.contains("search.js")
            && project.file("public/search/index.html").contains("<script src=\"../assets/search.")
    );
    let open = policy(&project);
    assert!(open.contains("script-src 'self'; connect-src 'self'") && open.contains("form-action 'self'"), "{open}");
    assert!(!open.contains("unsafe"), "{open}");
}
