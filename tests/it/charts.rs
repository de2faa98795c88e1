//! Charts that texts ask for, those of figures that changed, and charts as files. All names are invented.

use crate::support::{Project, TODAY};

const FILES: &str = r#"
//- tearsheet.toml
title      = { en = "Site & Co", fr = "Site & Cie" }
base_url   = "https://example.org/below/"
languages  = ["en", "fr"]
currencies = ["USD", "EUR"]
license    = "CC-BY-4.0"
subject    = "buyer"
[fields.revenue]
on     = "company"
type   = "amount"
series = true
label  = { en = "Revenue", fr = "Chiffre d’affaires" }
//- content/companies.toml
[buyer]
name    = "Buyer"
revenue = [
  { is = "10 million USD", on = "2025-01-01", source = "wire" },
  { is = "20 to 30 million USD", on = "2026-01-01", source = "wire" },
]
[maker]
name = "Maker"
[rival]
name = "Rival"
//- content/sources.toml
[wire]
title     = "A wire"
publisher = "Wire"
kind      = "wire"
lang      = "en"
published = "2026-05-08"
//- content/deals/plan.toml
title    = "The plan"
umbrella = true
status   = { is = "announced", on = "2025-12-01", source = "wire" }
[[leg]]
customer = "buyer"
value    = { is = "200 billion USD", source = "wire" }
//- content/deals/halls.toml
title   = "Halls from Maker"
part_of = "plan"
status  = { is = "signed", on = "2026-01-21", source = "wire" }
[[leg]]
customer = "buyer"
supplier = "maker"
value    = [
  { is = "20 billion USD", on = "2026-01-21", source = "wire" },
  { is = "30 to 40 billion USD", on = "2026-05-07", source = "wire" },
]
online   = { is = "../2027", source = "wire" }
//- content/deals/chips.toml
title   = "Chips from Rival"
part_of = "plan"
status  = { is = "announced", on = "2026-02-01", source = "wire" }
[[leg]]
customer = "buyer"
supplier = "rival"
value    = { is = "50 billion USD", source = "wire" }
//- content/deals/chips.md
Of the plan:

```chart
kind = "shares"
```
//- content/pages/state.md
+++
title = "The state"
+++

Who gets what:

```chart
kind = "ladder"
of   = "buyer"
```

What Maker gets:

```chart
kind = "bars"
of   = "maker"
way  = "receives"
```

## Chart 1

```chart
kind = "history"
of   = "halls.value"
```

```chart
kind = "history"
of   = "buyer.revenue"
```

```chart
kind = "terms"
of   = "buyer"
```
//- content/pages/state.fr.md
+++
title = "L’état"
+++

```chart
kind = "ladder"
of   = "buyer"
```

```chart
kind = "bars"
of   = "maker"
way  = "receives"
```

```chart
kind = "history"
of   = "halls.value"
```

```chart
kind = "history"
of   = "buyer.revenue"
```

```chart
kind = "terms"
of   = "buyer"
```
"#;

fn built() -> Project {
    let project = Project::new(FILES);
    project.build().succeeds();
    project
}

fn has(project: &Project, path: &str) -> bool {
    project.tree("public").iter().any(|(file, _)| file == path)
}

/// The charts of a page.
fn figures(page: &str) -> Vec<&str> {
    page.split("<figure class=\"chart\"").skip(1).filter_map(|rest| rest.split("</figure>").next()).collect()
}

#[test]
fn a_text_draws_what_the_ledger_holds() {
    let project = built();
    for (path, words) in [
        ("state", ["30–40", "What Buyer would pay", "by end 2027"]),
        ("fr/state", ["30 à 40", "paierait Buyer", "2027"]),
    ] {
        let page = project.file(&format!("public/{path}/index.html"));
        let charts = figures(&page);
        assert_eq!(charts.len(), 5, "{page}");
        assert!(page.contains("/charts."), "no style sheet of charts");
        let [ladder, bars, history, users, terms] = charts[..] else { unreachable!() };
        assert!(ladder.contains("class=\"solid\"") && ladder.contains("class=\"hatch\""), "{ladder}");
        assert!(ladder.contains(words[0]) || ladder.contains("class=\"frame\""), "{ladder}");
        assert!(bars.contains("Buyer") && !bars.contains("Rival"), "{bars}");
        assert!(history.contains("url(#lift)") && history.contains("deals/halls/index.html#fact-"), "{history}");
        assert!(users.contains("<svg") && users.contains("companies/buyer/index.html#fact-revenue"), "{users}");
        assert!(terms.contains("class=\"due\"") && terms.contains("2027"), "{terms}");
        // What is drawn stands in a table, too.
        assert!([ladder, bars, history, users].iter().all(|chart| chart.contains("<table>")), "{page}");
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!((1..ids.len()).all(|at| !ids[..at].contains(&ids[at])), "{ids:?}");
    }
    let page = project.file("public/deals/chips/index.html");
    let [shares] = figures(&page)[..] else { panic!("{page}") };
    assert!(shares.contains("class=\"frame\"") && shares.contains("Maker") && shares.contains("Rival"), "{shares}");
    assert!(!project.file("public/deals/plan/index.html").contains("/charts."), "a page without charts");
}

#[test]
fn feeds_have_the_table_and_no_drawing() {
    let project = built();
    let feed = project.file("public/feed.json");
    let text: serde_json::Value = serde_json::from_str(&feed).expect("a feed");
    let items = text["items"].as_array().expect("items");
    let html: String = items.iter().filter_map(|item| item["content_html"].as_str()).collect();
    assert!(html.contains("<table>") && html.contains("https://example.org/below/deals/halls/"), "{html}");
    assert!(!html.contains("<svg") && !html.contains("kind ="), "{html}");
}

#[test]
fn an_edited_fact_makes_the_pages_that_chart_it() {
    let project = built();
    let before = project.file("public/state/index.html");
    let edited = project.file("content/deals/halls.toml").replace("30 to 40", "60 to 70");
    project.write("content/deals/halls.toml", edited.clone());
    let run = project.run(["build", "--explain", "--today", TODAY]).succeeds();
    assert!(run.stdout.contains("state/index.html"), "{}", run.stdout);
    let after = project.file("public/state/index.html");
    assert!(before != after && after.contains("60"), "{after}");
    let clean = Project::new(FILES);
    clean.write("content/deals/halls.toml", edited);
    clean.build().succeeds();
    assert!(project.tree("public") == clean.tree("public"), "not that of a clean build");
    // One deal's history goes, another's comes: as many files as before.
    let swapped = |name: &str, from: &str, to: &str| {
        let path = format!("content/deals/{name}.toml");
        let text = project.file(&path);
        assert!(text.contains(from), "{text}");
        project.write(&path, text.replace(from, to));
        clean.write(&path, project.file(&path));
    };
    swapped("halls", "  { is = \"20 billion USD\", on = \"2026-01-21\", source = \"wire\" },\n", "");
    swapped("halls", " on = \"2026-05-07\",", "");
    let two = "[{ is = \"40 billion USD\", on = \"2026-02-01\", source = \"wire\" }, \
               { is = \"50 billion USD\", on = \"2026-03-01\", source = \"wire\" }]";
    swapped("chips", "{ is = \"50 billion USD\", source = \"wire\" }", two);
    project.build().succeeds();
    clean.run(["build", "--full", "--today", TODAY]).succeeds();
    assert!(project.tree("public") == clean.tree("public"), "not that of a clean build");
    assert!(has(&project, "deals/chips/history-1.svg"));
}

#[test]
fn the_page_of_a_deal_draws_what_its_figures_were() {
    let project = built();
    let page = project.file("public/deals/halls/index.html");
    let [chart] = figures(&page)[..] else { panic!("{page}") };
    for part in ["role=\"img\"", "class=\"solid\"", "url(#lift)", "$20bn", "$30–40bn", "history-1.svg", "<table>"] {
        assert!(chart.contains(part), "{part}: {chart}");
    }
    let company = project.file("public/companies/buyer/index.html");
    assert!(figures(&company).len() == 1 && company.contains("history-revenue-t"), "{company}");
    assert!(project.file("public/fr/deals/halls/index.html").contains("Chiffres successifs"));
    assert!(figures(&project.file("public/deals/plan/index.html")).is_empty());
    assert!(!has(&project, "deals/plan/history-1.svg"));
}

#[test]
fn charts_are_files_that_say_whose_they_are() {
    let project = built();
    for (path, source) in [
        ("ladder.svg", "https://example.org/below/<"),
        ("schedule.svg", "https://example.org/below/schedule/"),
        ("deals/halls/history-1.svg", "https://example.org/below/deals/halls/"),
        ("fr/ladder.svg", "Site &amp; Cie"),
        ("fr/schedule.svg", "2027"),
        ("fr/deals/halls/history-1.svg", "CC BY 4.0"),
    ] {
        let svg = project.file(&format!("public/{path}"));
        assert!(svg.contains(source) && svg.contains("CC BY 4.0") && svg.contains("<title>"), "{path}: {svg}");
        for forbidden in ["class=", "style", "script", "var(", "currentColor", "../"] {
            assert!(!svg.contains(forbidden), "{path} has {forbidden}: {svg}");
        }
        is_well_formed(&svg);
    }
    for page in ["public/index.html", "public/schedule/index.html", "public/deals/halls/index.html"] {
        assert!(project.file(page).contains(".svg\" type=\"image/svg+xml\">This chart"), "{page}");
    }
}

/// Every element is closed, in order.
fn is_well_formed(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in svg.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or("");
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name), "{svg}"),
            (false, true) => {}
            (false, false) => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}: {svg}");
}
