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
    let hub = text(&site.file("public/companies/hub/index.html"));
    says(&hub, &["Fund 8 $8bn, Fund 7 $7bn, Fund 6 $6bn, Fund 5 $5bn, Fund 4 $4bn, Fund 3 $3bn, and 2 more: $3bn"]);
    says(&text(&site.file("public/fr/companies/hub/index.html")), &["et 2 autres :"]);
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
    let is_here = format!("aria-current=\"true\">The {} <span>", names[n - 1]);
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

const PARTS: &str = r#"
//- content/deals/round.toml
title    = "A round in parts"
short    = { en = "The round" }
status   = { is = "signed", on = "2025-12-01", source = "wire" }
headline = "whole.value"
[[leg]]
id       = "anchor"
what     = "Anchor"
investor = "branch"
investee = "shop"
of_which = "whole"
value    = { is = "3 billion USD", source = "wire" }
[[leg]]
id       = "whole"
investor = ["branch", "hub"]
investee = "shop"
value    = { is = "4 billion USD", source = "wire" }
[[leg]]
customer = "hub"
supplier = "shop"
value    = { is = "undisclosed", source = "wire" }
"#;

fn in_parts() -> Project {
    let project = Project::new(&format!("{BASE}{PARTS}"));
    project.build().succeeds();
    project
}

#[test]
fn a_part_of_a_leg_stands_under_it_and_is_counted_once() {
    let page = in_parts().file("public/deals/index.html");
    let rows = text(&page);
    let (round, anchor, purchase) =
        (rows.find("The round Branch, Hub"), rows.find("of which Anchor"), rows.find("Purchase Hub"));
    assert!(round.is_some() && round < anchor && anchor < purchase, "{rows}");
    says(&rows, &["$4bn", "$3bn", "3 deals, 5 parts, newest first."]);
    // What is in talks and what is signed are apart, the part is in the round, and what has no amount is told.
    says(
        &rows,
        &[
            "Purchases Committed $1bn plus 1 deal, amount undisclosed",
            "Equity investments Committed $4bn",
            "Loans In talks",
        ],
    );
    assert!(!rows.contains("$7bn") && !rows.contains("$8bn"), "{rows}");
    assert_eq!(page.matches("<tbody").count(), 3, "a body a deal");
}

#[test]
fn lists_are_sorted_and_narrowed_down_by_links() {
    let site = in_parts();
    let order_of = |path: &str, round: &'static str| {
        let page = text(site.file(path).split("<table").nth(1).unwrap_or_default());
        let mut places = ["A hope", "A purchase", round].map(|title| (page.find(title), title));
        places.sort_unstable();
        places.map(|(_, title)| title)
    };
    let order = |path: &str| order_of(path, "The round");
    assert_eq!(order("public/deals/index.html"), ["A purchase", "The round", "A hope"]);
    assert_eq!(order("public/deals/by-amount/index.html"), ["The round", "A hope", "A purchase"]);
    assert_eq!(order("public/deals/by-name/index.html"), ["A hope", "A purchase", "The round"]);
    // It is short in English only.
    let french = order_of("public/fr/deals/by-name/index.html", "A round in parts");
    assert_eq!(french, ["A hope", "A purchase", "A round in parts"]);

    // Of a kind there are the legs of that kind alone; a number is that of the deals that have both.
    let both = site.file("public/status/signed/kinds/purchase/index.html");
    let rows = text(&both);
    says(&rows, &["Signed deals, purchases 2 deals, newest first."]);
    says(
        &rows,
        &[
            "All 2",
            "Signed 2",
            "Purchases 2",
            "Equity investments 1",
            "Loans 0",
            "Purchases Committed $1bn plus 1 deal",
        ],
    );
    assert!(!rows.contains("Anchor") && !rows.contains("$4bn"), "{rows}");
    assert!(both.contains("<span class=\"empty\">Loans <span>0</span></span>"), "what would be empty is no link");
    assert!(site.tree("public").iter().all(|(path, _)| !path.contains("status/signed/kinds/loan")), "nor a page");
    // A company that all deals have narrows nothing down: all are of Hub's group and of Shop.
    assert!(!text(&site.file("public/deals/index.html")).contains("Group All"), "{rows}");
}

#[test]
fn a_large_site_has_lists_of_one_thing_each() {
    let mut files = BASE.to_owned();
    for n in 0..200 {
        let _ = writeln!(
            files,
            "//- content/deals/d{n}.toml\ntitle = \"Deal {n:03}\"\nstatus = {{ is = \"signed\", on = \"2025-12-01\", source = \"wire\" }}\n\
             [[leg]]\ncustomer = \"hub\"\nsupplier = \"shop\"\nvalue = {{ is = \"{} million USD\", source = \"wire\" }}",
            n + 1
        );
    }
    let site = Project::new(&files);
    site.build().succeeds();
    assert!(site.tree("public").iter().all(|(path, _)| !path.contains("status/signed/kinds")), "no lists of two");
    let first = site.file("public/deals/index.html");
    assert_eq!(first.matches("<tbody").count(), 100);
    assert!(first.contains("deals/page/3/index.html") && !first.contains("data-whole"), "the rest is on other pages");
    let page = text(&site.file("public/status/signed/index.html"));
    says(&page, &["201 deals, newest first.", "Purchases 201", "Loans 1", "Purchases Committed $21.1bn"]);
    let last = text(&site.file("public/deals/by-amount/page/3/index.html"));
    says(&last, &["Deal 001", "Deal 000"]);
    assert!(!last.contains("Committed $"), "sums stand on the first page");
}

/// Where these words stand in the table of a page, in its order.
fn in_table<'w>(site: &Project, path: &str, words: &[&'w str]) -> Vec<&'w str> {
    let html = site.file(path);
    let page = text(html.split("<tbody").skip(1).collect::<Vec<_>>().join(" <tbody").as_str());
    let mut places: Vec<_> =
        words.iter().map(|word| (page.find(word).unwrap_or_else(|| panic!("no `{word}` in {page}")), *word)).collect();
    places.sort_unstable();
    places.into_iter().map(|(_, word)| word).collect()
}

#[test]
fn companies_are_sorted_by_links_with_their_parts_under_them() {
    let site = site();
    let all = ["Hub", "Branch", "Shop", "Fund 1", "Fund 7"];
    let order = |path: &str| in_table(&site, &format!("public/companies/{path}index.html"), &all);
    assert_eq!(order(""), ["Hub", "Branch", "Shop", "Fund 1", "Fund 7"], "most deals first");
    assert_eq!(order("by-name/"), ["Fund 1", "Fund 7", "Hub", "Branch", "Shop"]);
    // Hub is its group: 1 billion for Branch's purchase, which is committed. Shop's 2 billion are talks.
    assert_eq!(order("by-pays/"), ["Fund 7", "Fund 1", "Hub", "Branch", "Shop"]);
    assert_eq!(order("by-receives/"), ["Hub", "Branch", "Shop", "Fund 1", "Fund 7"]);
    let page = site.file("public/companies/by-pays/index.html");
    assert!(page.contains("<th scope=\"col\" class=\"pays\" aria-sort=\"descending\">Pays</th>"), "{page}");
    assert!(page.contains("companies/by-receives/index.html\">Receives</a>"), "{page}");
    assert!(page.contains("Largest amounts first: what is committed, then announced, then in talks."), "{page}");
    assert_eq!(page.matches("<tbody data-p=").count(), 10, "a body a group, with its places: {page}");
    says(&text(&site.file("public/fr/companies/by-date/index.html")), &["Les sociétés par dernière actualité"]);
}

/// What is confirmed later is no news: both lists have the day on which a status was first certain.
#[test]
fn lists_and_feeds_have_one_order() {
    let early = r#"
//- content/deals/confirmed.toml
title  = "Confirmed later"
status = [
  { is = "announced", on = "2025-11-03", source = "wire" },
  { is = "announced", on = "2025-11-30", source = "wire" },
]
[[leg]]
customer = "hub"
supplier = "shop"
//- content/deals/between.toml
title  = "In between"
status = { is = "announced", on = "2025-11-10", source = "wire" }
[[leg]]
customer = "hub"
supplier = "shop"
"#;
    let site = Project::new(&format!("{BASE}{early}"));
    site.build().succeeds();
    let deals = ["A purchase", "In between", "Confirmed later", "A hope"];
    assert_eq!(in_table(&site, "public/deals/index.html", &deals), deals);
    let feed = site.file("public/feed.xml");
    let mut told = deals.map(|title| (feed.find(&format!("<title>{title} (")), title));
    told.sort_unstable();
    assert_eq!(told.map(|(_, title)| title), deals, "{feed}");
    let page = text(&site.file("public/deals/index.html"));
    assert!(page.contains("Nov. 3, 2025") || page.contains("3 Nov"), "{page}");
    assert!(!page.contains("30 Nov"), "the day that is shown is that of the order: {page}");
}

#[test]
fn a_month_is_not_its_own_heading() {
    let site = site();
    for (path, title) in [("public/2025/03/", "March 2025"), ("public/fr/2025/03/", "Mars 2025")] {
        let page = site.file(&format!("{path}index.html"));
        let main = page.split("<main").nth(1).unwrap_or_default();
        assert!(main.contains(&format!("<h1>{title}</h1>")), "{main}");
        let heading = format!(">{}<", title.to_lowercase());
        assert_eq!(main.to_lowercase().matches(&heading).count(), 1, "{main}");
        assert!(main.contains("<h2 id=\"m-2025-03\" class=\"vh\">"), "the outline has no gap: {main}");
    }
}

#[test]
fn parts_of_the_dictionary_have_heads_of_their_own() {
    let page = text(&site().file("public/data/index.html"));
    says(&page, &["Field Label Holds Meaning", "Status Label Counts as Meaning", "Type Label In totals Meaning"]);
    says(&page, &["Column Meaning", "Key Meaning", "Word Meaning"]);
}
