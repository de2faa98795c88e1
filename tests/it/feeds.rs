//! Feeds from outside: where what is printed in them leads, and what entries are known by. All names are invented.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::Project;

const TEXT: &str = "\n## Own heading\n\nAcme pays {{ value }}.[^wire] See [above](#own-heading) and [[acme]].[^wire][^1]\n\n\
                    ![Site](site.png) [Plan](site.png#page=2)\n\n[^1]: A note of its own.\n";

fn site(value: &str, events: &str) -> Project {
    let sheet = format!(
        "title = \"Acme buys power\"\ntopics = [\"power\"]\n\
         status = {{ is = \"signed\", on = \"2026-04-20\", source = \"wire\" }}\n\
         [[leg]]\ncustomer = \"acme\"\nsupplier = \"globex\"\nvalue = {value}\n"
    );
    let mut files = String::new();
    for id in ["one", "two"] {
        files += &format!(
            "//- content/deals/{id}.toml\n{sheet}//- content/deals/{id}/site.png\npng\n//- content/deals/{id}.md\n{TEXT}"
        );
    }
    files += &format!("//- content/deals/one.fr.md\n{TEXT}//- content/companies/acme.toml\nname = \"Acme\"\n{events}");
    let project = Project::with_base(&files);
    project.build().succeeds();
    project
}

fn items(project: &Project, path: &str) -> Vec<Value> {
    let feed: Value = serde_json::from_str(&project.file(path)).expect("an object");
    feed["items"].as_array().expect("items").clone()
}

fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let opening = format!(" {name}=\"");
    html.split(opening.as_str()).skip(1).filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn what_is_printed_in_a_feed_leads_to_its_page() {
    let project = site("{ is = \"2 billion USD\", source = \"wire\" }", "");
    let unescape = |text: String| text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    for lang in ["", "fr/"] {
        let of_json = items(&project, &format!("public/{lang}feed.json"));
        let of_json: Vec<&str> = of_json.iter().filter_map(|item| item["content_html"].as_str()).collect();
        assert_eq!(of_json.len(), 2, "both entries have their texts");
        let xml = ["feed.xml", "rss.xml"].map(|name| unescape(project.file(&format!("public/{lang}{name}"))));
        for html in xml.iter().map(String::as_str).chain(of_json) {
            assert_eq!(attributes(html, "id"), [""; 0], "ids of two entries would meet");
            assert_eq!(attributes(html, "srcset"), [""; 0]);
            let links: BTreeSet<&str> = ["href", "src"].iter().flat_map(|name| attributes(html, name)).collect();
            assert!(links.iter().any(|link| link.ends_with("/#fnref:1:2")), "{links:?}");
            for link in links {
                let path =
                    link.strip_prefix("https://example.org/").unwrap_or_else(|| panic!("{link} is not absolute"));
                let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
                let file =
                    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.into() };
                assert!(project.has(&format!("public/{file}")), "{link} leads nowhere");
                if file.ends_with(".html") && !fragment.is_empty() {
                    let page = project.file(&format!("public/{file}"));
                    assert_eq!(page.matches(&format!(" id=\"{fragment}\"")).count(), 1, "{link}");
                }
            }
        }
    }
}

const FIRST: &str = "{ is = \"1 billion USD\", source = \"wire\", on = \"2026-04-22\" },";
const LAST: &str = "{ is = \"2 billion USD\", source = \"wire\", on = \"2026-04-24\" },";
const BETWEEN: &str = "{ is = \"1.5 billion USD\", source = \"wire\", on = \"2026-04-23\" },";
const WRONG: [&str; 2] = [
    "{ is = \"8 billion USD\", source = \"wire\", as_of = \"2026-05-01\", rank = \"deprecated\", because = \"a slip\" },",
    "{ is = \"9 billion USD\", source = \"wire\", as_of = \"2026-05-01\", rank = \"deprecated\", because = \"a slip\" },",
];

/// Title or summary and fragment of each entry about the first deal, or about the company.
fn known_by(project: &Project) -> BTreeSet<(String, String)> {
    let all = ["public/feed.json", "public/fr/feed.json"].into_iter().flat_map(|path| items(project, path));
    let known = all.filter_map(|item| {
        let (page, fragment) = item["id"].as_str()?.split_once('#')?;
        (!page.contains("two")).then(|| (item["title"].as_str().unwrap_or_default().to_owned(), fragment.to_owned()))
    });
    known.collect()
}

#[test]
fn an_entry_is_known_by_the_field_and_the_day_wherever_its_line_stands() {
    let event =
        |what: &str, day: &str| format!("[[event]]\non = \"2026-04-{day}\"\nwhat = \"{what}\"\nsource = \"wire\"\n");
    let (a, b, other) = (event("It opened", "21"), event("It moved", "21"), event("It grew", "19"));
    let written = [FIRST, LAST, WRONG[0], WRONG[1]].concat();
    let before = site(&format!("[{written}]"), &(a.clone() + &b));
    let known = known_by(&before);
    let fragments: BTreeSet<&str> = known.iter().map(|(_, fragment)| fragment.as_str()).collect();
    let expected = [
        "event:2026-04-21",
        "event:2026-04-21-2",
        "purchase-value:2026-04-24",
        "purchase-value:rejected:2026-05-01",
        "purchase-value:rejected:2026-05-01-2",
        "signed",
    ];
    assert_eq!(fragments, BTreeSet::from(expected));

    let swapped = [WRONG[1], LAST, FIRST, WRONG[0]].concat();
    assert_eq!(known_by(&site(&format!("[{swapped}]"), &(b.clone() + &a))), known, "lines were swapped");

    let more = [FIRST, BETWEEN, LAST, WRONG[0], WRONG[1]].concat();
    let after = known_by(&site(&format!("[{more}]"), &[other, a, b].concat()));
    let of = |known: &BTreeSet<(String, String)>| -> BTreeSet<String> {
        known.iter().map(|(_, fragment)| fragment.clone()).collect()
    };
    let new: BTreeSet<String> = of(&after).difference(&of(&known)).cloned().collect();
    assert_eq!(new, BTreeSet::from(["event:2026-04-19".to_owned(), "purchase-value:2026-04-23".to_owned()]));
    assert!(of(&known).is_subset(&of(&after)), "{known:?}, {after:?}");

    // And the page has the place.
    for page in ["public/deals/one/index.html", "public/fr/deals/one/index.html"] {
        let page = before.file(page);
        for fragment in expected.iter().filter(|fragment| fragment.starts_with("purchase")) {
            assert_eq!(page.matches(&format!(" id=\"{fragment}\"")).count(), 1, "{fragment}");
        }
    }
}
