//! The worked table, from the briefing of this repository, to the digit.

use serde_json::Value;

use crate::support::{BRIEFING_DAY, Project, Run, tearsheet};

fn totals(project: &Project, args: &[&str]) -> Value {
    let run = Run::of(tearsheet(project.root()).arg("totals").args(args).args(["--format", "json"])).succeeds();
    serde_json::from_str(&run.stdout).unwrap()
}

/// `min max excluded` of a total, and how many deals it counts without a figure.
fn total(statement: &Value, direction: &str, kind: &str, bucket: &str) -> (String, usize) {
    let is = |t: &&Value| t["direction"] == direction && t["kind"] == kind && t["bucket"] == bucket;
    let total = statement["totals"].as_array().unwrap().iter().find(is).unwrap_or(&Value::Null);
    let text = total["sum"]["text"].as_str().unwrap_or("no figure").to_owned();
    (text, total["without_figure"].as_array().map_or(0, Vec::len))
}

#[test]
fn the_worked_table() {
    let project = Project::briefing();
    let openai = totals(&project, &["--company", "openai", "--on", BRIEFING_DAY]);
    let says = |direction, kind, bucket| total(&openai, direction, kind, bucket);
    assert_eq!(says("pays", "purchase", "committed"), ("308 to under 388 billion USD".to_owned(), 1));
    assert_eq!(says("pays", "purchase", "announced"), ("300 billion USD".to_owned(), 1));
    assert_eq!(says("pays", "purchase", "talks"), ("no figure".to_owned(), 1));
    assert_eq!(says("receives", "equity", "talks"), ("at least 10 billion USD".to_owned(), 0));
    assert_eq!(says("receives", "equity", "committed"), ("no figure".to_owned(), 1));

    let site = totals(&project, &["--on", BRIEFING_DAY]);
    let plan = &site["plans"][0];
    assert_eq!(plan["itemised"]["text"], "608 to under 688 billion USD");
    assert_eq!((&plan["share"]["min"], &plan["share"]["max"]), (&Value::from("43"), &Value::from("49")));
    let years: Vec<(&str, &str)> = site["totals"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|t| t["per_year"].as_array().unwrap())
        .filter_map(|y| Some((y["deal"].as_str()?, y["value"]["min"].as_str()?)))
        .collect();
    assert_eq!(years, [("openai-aws", "5430000000"), ("openai-oracle", "60000000000")]);
    let left: Vec<(&str, &str)> = openai["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|l| Some((l["deal"].as_str()?, l["reason"].as_str()?)))
        .collect();
    assert_eq!(
        left,
        [("openai-compute-plan", "umbrella"), ("openai-amd", "not-summed"), ("openai-nvidia", "no-direction")]
    );
    let capacity: Vec<&str> =
        openai["capacity"].as_array().unwrap().iter().filter_map(|t| t["sum"]["text"].as_str()).collect();
    assert_eq!(capacity, ["1 GW", "up to 5 GW"]);
    assert_eq!(openai["loops"].as_array().unwrap().len(), 3);
}

#[test]
fn a_company_is_told_how_much_of_its_plan_is_itemised() {
    let project = Project::briefing();
    let openai = totals(&project, &["--company", "openai", "--on", BRIEFING_DAY]);
    let plan = &openai["plans"][0];
    assert_eq!(plan["deal"], "openai-compute-plan");
    assert_eq!((&plan["share"]["min"], &plan["share"]["max"]), (&Value::from("43"), &Value::from("49")));
    assert_eq!(totals(&project, &["--company", "amd", "--on", BRIEFING_DAY])["plans"], Value::Array(Vec::new()));
    project.run(["build", "--today", BRIEFING_DAY]).succeeds();
    let plain = |path: &str| project.file(path).replace(['\u{a0}', '\u{202f}'], " ");
    for (path, words) in [
        (
            "public/companies/openai/index.html",
            "Des contrats connus en couvrent entre 43 et 49 % (608 à moins de 688 Md$ sur 1 400 Md$)",
        ),
        (
            "public/en/companies/openai/index.html",
            "Known contracts cover between 43% and 49% of it ($608bn to less than $688bn of",
        ),
    ] {
        assert!(plain(path).contains(words), "{path}");
    }
    assert!(!plain("public/companies/amd/index.html").contains("du plan"));
}

#[test]
fn pages_say_how_sources_differ_and_who_speaks() {
    let project = Project::briefing();
    project.run(["build", "--today", BRIEFING_DAY]).succeeds();
    let plain = |path: &str| project.file(path).replace(['\u{a0}', '\u{202f}'], " ");
    let has = |path: &str, words: &str| plain(path).contains(words);
    // Four figures that may all be true; a value that cannot be, set aside; one article that changes its mind.
    let plan = "public/deals/openai-compute-plan/index.html";
    assert!(has(plan, "les sources donnent des précisions différentes") && !has(plan, "les sources divergent"));
    assert!(has("public/deals/amazon-openai-investment/index.html", "les sources divergent"));
    let amd = "public/deals/openai-amd/index.html";
    assert!(has(amd, "la source n’est pas constante") && !has(amd, "divergent"));
    // Line 77 stands among the comments of the readers of a repost.
    let unknown = |words: &str, line: &str| format!("{words} <span class=\"where\">{line}</span>");
    for (path, comment) in [
        (
            "public/deals/amazon-openai-investment/index.html",
            unknown(
                "commentaire de lecteur. Solidité 1 sur 7. <span class=\"where\">Adresse non relevée.</span>",
                "Ligne 77 du texte relevé.",
            ),
        ),
        ("public/sources/repost-coindoo/index.html", "ligne 77, commentaire de lecteur".to_owned()),
        (
            "public/en/deals/amazon-openai-investment/index.html",
            unknown(
                "reader comment. Strength 1 of 7. <span class=\"where\">Address not recorded.</span>",
                "Line 77 of our copy.",
            ),
        ),
    ] {
        assert!(has(path, &comment), "{path}");
    }
    assert!(!has("public/sources/repost-coindoo/index.html", "ligne 77</p>"));
}

#[test]
fn a_past_day_knows_nothing_of_later_talks() {
    let project = Project::briefing();
    for format in ["human", "json"] {
        let run = project.run(["totals", "--on", "2025-11-10", "--format", format]).succeeds();
        assert!(!run.stdout.contains("amazon-openai-investment"), "{}", run.stdout);
        assert!(run.stdout.contains("openai-aws"));
    }
}

/// Whether a text has 2098 as a number of its own, however its digits are grouped.
fn has_grand_total(text: &str) -> bool {
    ["2098", "2,098", "2.098", "2 098", "2\u{a0}098", "2\u{202f}098"].iter().any(|number| {
        text.match_indices(number).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + number.len()..].chars().next();
            ![before, after].into_iter().flatten().any(|c| c.is_ascii_alphanumeric() || c == '.')
        })
    })
}

#[test]
fn the_sum_of_everything_appears_nowhere() {
    assert!(has_grand_total("a total of 2\u{202f}098 billion") && !has_grand_total("12098, 2098a, 1.2098"));
    let project = Project::briefing();
    project.run(["build", "--today", BRIEFING_DAY]).succeeds();
    for (path, bytes) in project.tree("public") {
        if let Ok(text) = String::from_utf8(bytes) {
            assert!(!has_grand_total(&text), "{path}");
        }
    }
    for args in [vec!["totals"], vec!["totals", "--company", "openai"], vec!["totals", "--format", "json"]] {
        assert!(!has_grand_total(&project.run(args).succeeds().stdout));
    }
}

#[test]
fn pages_say_it_in_words() {
    let project = Project::briefing();
    project.run(["build", "--today", BRIEFING_DAY]).succeeds();
    let plain = |path: &str| project.file(path).replace(['\u{a0}', '\u{202f}'], " ");
    let french = "288 milliards de dollars d’engagements chiffrés, plus des dizaines de milliards chez AMD, et un accord au montant non communiqué.";
    let english = "$288 billion of quantified commitments, plus tens of billions at AMD, and one deal whose amount is undisclosed.";
    for (path, words) in
        [("public/companies/openai/index.html", french), ("public/en/companies/openai/index.html", english)]
    {
        assert!(plain(path).contains(words), "{path}");
    }
    let data: Value = serde_json::from_str(&project.file("public/data/totals.json")).unwrap();
    assert_eq!(total(&data["site"], "all", "purchase", "committed").0, "308 to under 388 billion USD");
    let amazon = data["companies"].as_array().unwrap().iter().find(|s| s["company"] == "amazon").unwrap();
    assert_eq!(total(amazon, "receives", "purchase", "committed").0, "38 billion USD");
    let deal = plain("public/deals/openai-aws/index.html");
    assert!(deal.contains("Ce qui revient au payeur"), "the loop is on the deal's page");
}

#[test]
fn an_unknown_company_is_named_with_the_nearest() {
    Project::briefing().run(["totals", "--company", "opena"]).exits(2).says("did you mean `openai`?");
}
