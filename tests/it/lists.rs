//! Lists under totals, in facets and in tables: what they name, and what they count. All names are invented.

use std::fmt::Write as _;

use crate::fact_sheet::{says, text};
use crate::support::Project;

const BASE: &str = r#"
//- tearsheet.toml
title      = "Site"
base_url   = "https://example.org/"
languages  = ["en", "fr"]
currencies = ["USD"]
//- content/companies/hub.toml
name = "Hub"
//- content/companies/branch.toml
name    = "Branch"
part_of = "hub"
//- content/companies/shop.toml
name = "Shop"
//- content/sources/wire.toml
title     = "Wire"
publisher = "Wire"
kind      = "wire"
lang      = "en"
published = "2026-01-01"
//- content/deals/purchase.toml
title  = "A purchase"
status = { is = "signed", on = "2026-01-01", source = "wire" }
[[leg]]
customer = "branch"
supplier = "shop"
value    = { is = "1 billion USD", source = "wire" }
//- content/deals/hope.toml
title  = "A hope"
status = [
  { is = "announced", on = "2025-03-01", source = "wire" },
  { is = "in-talks", on = "2025-02-01", source = "wire", hedge = "conditional" },
  { is = "in-talks", on = "2025-01-01", source = "wire" },
]
[[leg]]
lender   = "shop"
borrower = "hub"
value    = { is = "2 billion USD", source = "wire", hedge = "conditional" }
"#;

/// Eight investors, one investee: the smallest invests 1 billion, the largest 8.
fn site() -> Project {
    let mut files = BASE.to_owned();
    for n in 1..=8 {
        let _ = writeln!(files, "//- content/companies/fund-{n}.toml\nname = \"Fund {n}\"");
        let _ = writeln!(
            files,
            "//- content/deals/fund-{n}.toml\ntitle = \"Stake {n}\"\nstatus = {{ is = \"completed\", on = \"2026-01-01\", source = \"wire\" }}\n\
             [[leg]]\ninvestor = \"fund-{n}\"\ninvestee = \"hub\"\nvalue = {{ is = \"{n} billion USD\", source = \"wire\" }}"
        );
    }
    let project = Project::new(&files);
    project.build().succeeds();
    project
}

#[test]
fn a_list_under_a_total_adds_up_to_it_and_names_what_differs() {
    let site = site();
    let front = text(&site.file("public/index.html"));
    says(&front, &["Fund 8 $8bn, Fund 7 $7bn, Fund 6 $6bn, Fund 5 $5bn, Fund 4 $4bn, Fund 3 $3bn, and 2 more: $3bn"]);
    assert!(!front.contains("Hub $8bn"), "{front}");
    // The largest kind leads.
    let (equity, purchase) = (front.find("Committed Equity"), front.find("Purchases $1"));
    assert!(equity.is_some() && purchase.is_none_or(|at| Some(at) > equity), "{front}");
    says(&text(&site.file("public/fr/index.html")), &["et 2 autres :"]);
}

#[test]
fn facets_count_deals_and_not_movements() {
    let site = site();
    let deals = text(&site.file("public/deals/index.html"));
    says(&deals, &["10 deals", "2026 9", "2025 1"]);
    says(&text(&site.file("public/2025/index.html")), &["1 deal"]);
}

#[test]
fn tables_and_pages_count_a_group_alike() {
    let site = site();
    let csv = site.file("public/data/companies.csv");
    let hub = csv.lines().find(|line| line.starts_with("hub,")).expect("a row");
    assert!(hub.contains(",10,"), "{hub}");
    says(&text(&site.file("public/deals/hope/index.html")), &["Reported, not confirmed."]);
}

/// The output of a deal with `n` topics, in bytes.
fn size_with_topics(n: usize) -> usize {
    let names: Vec<String> = (0..n).map(|topic| format!("topic-{topic:03}")).collect();
    let settings: String = names.iter().map(|name| format!("{name} = \"The {name}\"\n")).collect();
    let project = Project::new(
        &BASE.replace("//- content/companies/hub.toml", &format!("[topics]\n{settings}//- content/companies/hub.toml")),
    );
    let sheet = project.file("content/deals/purchase.toml");
    project.write("content/deals/purchase.toml", format!("topics = {names:?}\n{sheet}"));
    project.build().succeeds();
    let last = project.file(&format!("public/topics/{}/index.html", names[n - 1]));
    let is_here = format!("aria-current=\"page\">The {}</a>", names[n - 1]);
    assert!(last.contains(&is_here), "the topic that is shown is among those that are listed");
    assert!(last.contains("topics/index.html\">All topics</a>"), "there is a way to the others");
    let index = project.file("public/topics/index.html");
    assert!(names.iter().all(|name| index.contains(&format!("The {name}</a>"))), "all are on the page of topics");
    project.tree("public").iter().map(|(_, bytes)| bytes.len()).sum()
}

/// A list of all topics on the page of each would make four times as much of twice as many.
#[test]
fn twice_the_topics_make_no_more_than_twice_the_output() {
    let (few, many) = (size_with_topics(200), size_with_topics(400));
    assert!(many <= 2 * few, "{few} bytes with 200 topics, {many} with 400");
}
