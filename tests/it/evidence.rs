//! Quotes held against the texts of sources, and the commands that read those texts.

use serde_json::{Value, json};

use crate::support::{BRIEFING_DAY, Project, TODAY};

/// A deal that quotes a wire, and the wire's text, written for the purpose.
const PROJECT: &str = r#"
//- clippings/wire.txt
Globex builds a plant for Acme

Acme will pay Globex up to $4 billion over six years, the companies said on Monday.
The plant starts with 250 megawatts and may reach 2 gigawatts by 2029.

A reader: it was 40 billion dollars.
//- content/deals/acme-globex.toml
title  = "Acme buys power from Globex"
status = { is = "signed", on = "2026-04-20", source = "wire:3", quote = "the companies said on Monday" }

[[leg]]
customer = "acme"
supplier = "globex"
value    = { is = "up to 4 billion USD", source = "wire:3", quote = "up to $4 billion over six years" }
capacity = { is = "2 GW", of = "site", source = "wire:4", quote = "may reach 2 gigawatts" }
//- content/deals/acme-globex.md
Acme pays {{ value }}.[^wire]
//- content/sources/wire.toml
title     = "Acme and Globex"
kind      = "wire"
lang      = "en"
published = "2026-05-01"
comments_from = 6
"#;

const SHEET: &str = "content/deals/acme-globex.toml";

/// Code, line, column, end line, end column of all problems.
fn problems(project: &Project) -> Vec<(String, [u64; 4])> {
    let run = project.run(["check", "--format", "json", "--today", TODAY]);
    let problem = |line: &str| {
        let object: Value = serde_json::from_str(line).expect("an object");
        let at = ["line", "column", "end_line", "end_column"].map(|key| object[key].as_u64().expect("a number"));
        (object["code"].as_str().expect("a code").to_owned(), at)
    };
    run.stdout.lines().map(problem).collect()
}

#[test]
fn planted_mistakes_are_caught_at_their_place() {
    let project = Project::with_base(PROJECT);
    assert_eq!(problems(&project), []);
    let sheet = project.file(SHEET);
    let mistakes = [
        // The wrong line.
        ("\"wire:4\"", "\"wire:3\"", "quote", [8, 50, 8, 56]),
        // An altered quote.
        ("over six years", "over sixty years", "quote", [7, 70, 7, 103]),
        ("may reach 2", "will reach 2", "quote", [8, 68, 8, 90]),
        // A slip of scale, of unit, of a bound.
        ("4 billion USD", "4 million USD", "quote-number", [7, 20, 7, 39]),
        ("2 GW", "2 MW", "quote-number", [8, 20, 8, 24]),
        ("up to 4 billion", "4 billion", "quote-hedge", [7, 20, 7, 33]),
    ];
    for (right, wrong, code, place) in mistakes {
        assert_eq!(sheet.matches(right).count(), 1, "{right}");
        project.write(SHEET, sheet.replace(right, wrong));
        assert_eq!(problems(&project), [(code.to_owned(), place)], "{right} → {wrong}");
    }
}

#[test]
fn quotes_without_a_text_are_passed_over_and_told_once() {
    let project = Project::with_base(PROJECT);
    let sheet = project.file(SHEET);
    project.write(SHEET, sheet.replace("may reach", "will reach"));
    project.check().exits(1).says("error[quote]");
    std::fs::rename(project.root().join("clippings"), project.root().join("texts")).expect("a folder");
    let run = project.run(["build", "--today", TODAY, "--deny-warnings"]).succeeds();
    assert_eq!(run.stderr, "");
    assert_eq!(
        run.stdout.matches("note: quotes of `wire` were not checked: put its text into `clippings/wire.txt`").count(),
        1,
        "{}",
        run.stdout
    );
    let json = project.run(["check", "--today", TODAY, "--format", "json"]).succeeds();
    assert_eq!((json.stdout.as_str(), json.stderr.contains("note")), ("", false));
    project.run(["check", "--today", TODAY, "--clippings", "texts"]).exits(1).says("texts/wire.txt:4:");
    project.run(["check", "--today", TODAY, "--clippings", "nowhere"]).exits(1).says("nowhere");
}

#[test]
fn texts_of_sources_are_never_published() {
    let project = Project::with_base(PROJECT);
    project.build().succeeds();
    for (path, bytes) in project.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!path.contains("clipping") && !text.contains("A reader: it was"), "{path}");
    }
    project.write("clippings/wire.txt", b"caf\xe9");
    project.check().exits(1).says("expected UTF-8, found the byte 0xE9");
    project.write("clippings/wire.txt", "8 billion ".repeat(200_000));
    project.check().exits(1).says("expected at most 1 MiB, found 2 MiB");
    std::fs::remove_file(project.root().join("clippings/wire.txt")).expect("a file");
    project.link("clippings/wire.txt", "/etc/hostname");
    project.check().exits(1).says("error[outside]");
}

#[test]
fn unused_lists_what_no_sheet_has() {
    let project = Project::with_base(PROJECT);
    let run = project.run(["unused", "wire"]).succeeds();
    let expected = "clippings/wire.txt:3:44: 6 years: six years\n\
                    clippings/wire.txt:4:23: 250 MW: 250 megawatts\n\
                    clippings/wire.txt:4:63: ../2029: by 2029\n";
    assert_eq!(run.stdout, expected);
    assert!(run.stderr.contains("3 of 5 figures in `wire` not used"), "{}", run.stderr);
    let run = project.run(["unused", "wire", "--format", "json"]).succeeds();
    let first: Value = serde_json::from_str(run.stdout.lines().next().expect("a line")).expect("an object");
    let place = json!({"file": "clippings/wire.txt", "line": 3, "column": 44});
    let rest = json!({"text": "six years", "is": "6 years", "field": "term"});
    for (key, value) in place.as_object().expect("a map").iter().chain(rest.as_object().expect("a map")) {
        assert_eq!(&first[key], value, "{key}");
    }
    project.run(["unused", "wyre"]).exits(2).says("did you mean `wire`?");
    std::fs::remove_dir_all(project.root().join("clippings")).expect("a folder");
    project.run(["unused", "wire"]).exits(1).says("clippings/wire.txt");
}

#[test]
fn a_sheet_from_a_source_holds_every_figure() {
    let project = Project::with_base(PROJECT);
    project.run(["new", "deal", "second", "--from", "wire"]).succeeds();
    let path = "content/deals/second.toml";
    let sheet = project.file(path);
    let drafts = ["check", "--drafts", "--deny-warnings", "--today", TODAY];
    let run = project.run(drafts).succeeds();
    assert_eq!(run.stderr, "");
    let claims: Vec<&str> = sheet.lines().filter(|line| line.contains("source = \"wire:")).collect();
    assert_eq!(claims.len(), 5, "{sheet}");
    assert!(!sheet.contains("40 billion"), "a reader's comment:\n{sheet}");
    // Every claim is right as it stands.
    for claim in claims {
        let claim = claim.trim_start_matches("# ").replace(" }  # add of = \"chips\",", ", of = \"chips\" } #");
        let leg = "[[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\n";
        project.write(path, format!("{sheet}\n{leg}{claim}\n"));
        let run = project.run(drafts);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{claim}");
    }
    project.run(["new", "company", "third", "--from", "wire"]).exits(2).says("--from");
    project.run(["new", "deal", "third", "--from", "wyre"]).exits(2).says("did you mean `wire`?");
    assert!(!project.has("content/deals/third.toml"));
}

#[test]
fn a_fact_is_explained() {
    let project = Project::with_base(PROJECT);
    let sheet = project.file(SHEET);
    let claims = "value = [\n  { is = \"up to 4 billion USD\", source = \"wire:3\", quote = \"up to $4 billion\", rank = \"preferred\" },\n  \
                  { is = \"≥ 3 billion USD\", source = \"daily\" },\n  { is = \"40 billion USD\", source = \"daily\", rank = \"deprecated\", because = \"a slip\" },\n]";
    let line = sheet.lines().find(|line| line.starts_with("value")).expect("a value");
    project.write(SHEET, sheet.replace(line, claims));
    project
        .write("content/sources/daily.toml", "title = \"D\"\nkind = \"press\"\nlang = \"en\"\nrelays = [\"wire\"]\n");
    let run = project.run(["explain", "acme-globex.value", "--today", TODAY]).succeeds();
    for part in [
        "acme-globex.purchase.value: up to 4 billion USD\n",
        "from 0 to 4000000000\n",
        "why this one: preferred by the editor\n",
        "1 origin\n",
        "* up to 4 billion USD  preferred, asserted\n",
        "because: a slip\n",
        "deals/acme-globex/index.html#fact-purchase-value  its own page\n",
        "  index.html  what the subject has committed to",
        "companies/acme/index.html  its table of deals, and totals\n",
        "sources/wire/index.html  what rests on a source\n",
        "sources/daily/index.html  what rests on a source\n",
        "content/deals/acme-globex.md:1:11\n",
    ] {
        assert!(run.stdout.contains(part), "{part:?} is not in\n{}", run.stdout);
    }
    let run = project.run(["explain", "acme-globex.purchase.value", "--format", "json", "--today", TODAY]).succeeds();
    let object: Value = serde_json::from_str(&run.stdout).expect("an object");
    assert_eq!(object["fact"], "acme-globex.purchase.value");
    assert_eq!(object["origins"], 1);
    assert_eq!(object["prose"], json!(["content/deals/acme-globex.md:1:11"]));
    let shown: Vec<_> = object["claims"].as_array().expect("claims").iter().map(|c| c["shown"].clone()).collect();
    assert_eq!(shown, [json!(true), json!(false), json!(false)]);
    assert_eq!(object["claims"][0]["max"], "4000000000");
    project.run(["explain", "acme-globex.status", "--today", TODAY]).succeeds().says("acme-globex.status: signed");
    project.run(["explain", "acme-globex.valu"]).exits(2).says("`purchase.value`");
    project.run(["explain", "acme-globx.value"]).exits(2).says("did you mean the deal `acme-globex`?");
}

#[test]
fn a_fact_is_explained_as_it_was_known_on_a_day() {
    let project = Project::with_base(PROJECT);
    let sheet = project.file(SHEET);
    let line = sheet.lines().find(|line| line.starts_with("value")).expect("a value");
    let values = "value = [\n  { is = \"4 billion USD\", source = \"wire\" },\n  \
                  { is = \"5 billion USD\", source = \"wire\", on = \"2026-05-01\" },\n]";
    project.write(SHEET, sheet.replace(line, values));
    for (day, value, why) in [
        ("2026-04-25", "4 billion USD", "the only claim of those known by 2026-04-25"),
        ("2026-05-25", "5 billion USD", "the newest that holds by 2026-05-25"),
    ] {
        let run = project.run(["explain", "acme-globex.value", "--today", day]).succeeds();
        assert!(run.stdout.starts_with(&format!("acme-globex.purchase.value: {value}\n")), "{}", run.stdout);
        assert!(run.stdout.contains(&format!("why this one: {why}\n")), "{}", run.stdout);
    }
}

/// Every page that prints a figure is named, and none that does not.
#[test]
fn every_page_that_shows_a_fact_is_named() {
    let project = Project::briefing();
    project.run(["build", "--today", BRIEFING_DAY]).succeeds();
    let run = project.run(["explain", "openai-aws.value", "--format", "json", "--today", BRIEFING_DAY]).succeeds();
    let object: Value = serde_json::from_str(&run.stdout).expect("an object");
    let file = |page: &Value| page["path"].as_str().expect("a path").split('#').next().expect("a file").to_owned();
    let mut named: Vec<String> = object["pages"].as_array().expect("pages").iter().map(file).collect();
    named.sort();
    // Prose may name the figure on other pages, and is listed by its own places.
    let in_prose = ["methode/index.html", "en/methode/index.html"];
    let is_page = |path: &String| path.ends_with("index.html") && !in_prose.contains(&path.as_str());
    let pages = project.tree("public").into_iter().filter(|(path, _)| is_page(path));
    let shows = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).replace(['\u{a0}', '\u{202f}'], " ");
        // The headline of a source that is cited has the same words.
        let text = text.replace("un accord de 38 milliards de dollars portant", "");
        ["38 milliards de dollars", "38 Md$", "$38 billion", "$38bn"].iter().any(|figure| text.contains(figure))
    };
    let mut showing: Vec<String> = pages.filter(|(_, bytes)| shows(bytes)).map(|(path, _)| path).collect();
    showing.sort();
    assert_eq!(named, showing);
}

#[test]
fn changes_of_values_are_told() {
    let project = Project::with_base(PROJECT);
    let sheet = project.file(SHEET);
    let line = sheet.lines().find(|line| line.starts_with("value")).expect("a value");
    let values = "value = [\n  { is = \"3 billion USD\", source = \"wire\", as_of = \"2026-03-01\", rank = \"deprecated\", because = \"a slip of the wire\" },\n  \
                  { is = \"4 billion USD\", source = \"wire\", as_of = \"2026-04-01\" },\n  { is = \"5 billion USD\", source = \"wire\", on = \"2026-05-01\" },\n  \
                  { is = \"9 billion USD\", source = \"wire\", as_of = \"2026-05-02\", rank = \"deprecated\", because = \"a rumour\" },\n]";
    project.write(SHEET, sheet.replace(line, values));
    project.build().succeeds();
    let deal: Value = serde_json::from_str(&project.file("public/deals/acme-globex/deal.json")).expect("an object");
    let changes: Vec<String> = deal["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|c| format!("{} {} {} → {}", c["on"]["edtf"], c["kind"], c["from"], c["to"]).replace('"', ""))
        .collect();
    let expected = [
        "2026-04-01 corrected 3 billion USD → 4 billion USD",
        "2026-04-20 new null → signed",
        "2026-05-01 revised 4 billion USD → 5 billion USD",
        "2026-05-02 rejected 9 billion USD → null",
    ];
    assert_eq!(changes, expected);
    for (page, words) in [
        ("changes/index.html", "Corrected · Amount: $3 billion → $4 billion"),
        ("changes/index.html", "a slip of the wire"),
        ("deals/acme-globex/index.html", "Amount: $4 billion → $5 billion"),
        ("fr/changes/index.html", "Affirmation écartée · Montant"),
        ("feed.xml", "Amount: $4 billion → $5 billion"),
        ("rss.xml", "Claim rejected · Amount: $9 billion"),
        ("feed.json", "acme-globex/#purchase-value:2026-05-01"),
    ] {
        let text = project.file(&format!("public/{page}")).replace(['\u{a0}', '\u{202f}'], " ");
        assert!(text.contains(words), "{words:?} is not in {page}");
    }
}

/// What was signed in April is told with April's figure, though another has taken its place.
#[test]
fn a_movement_has_the_figures_of_its_day() {
    let project = Project::with_base(PROJECT);
    let sheet = project.file(SHEET);
    let line = sheet.lines().find(|line| line.starts_with("value")).expect("a value");
    let values = "value = [\n  { is = \"4 billion USD\", source = \"wire\" },\n  \
                  { is = \"5 billion USD\", source = \"wire\", on = \"2026-05-01\" },\n]";
    project.write(SHEET, sheet.replace(line, values));
    project.build().succeeds();
    let feed: Value = serde_json::from_str(&project.file("public/feed.json")).expect("an object");
    let told = |part: &str| {
        let items = feed["items"].as_array().expect("items").iter();
        let mut found = items.filter(|item| item["title"].as_str().is_some_and(|title| title.contains(part)));
        found.next().map(|item| item["summary"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(told("Signed").expect("an entry"), "$4\u{a0}billion");
    assert!(project.file("public/deals/index.html").contains("<b>$5bn</b>"), "a list has today's");
}
