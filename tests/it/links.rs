//! Where links lead: addresses in texts, and how all links of a site are written.

use std::path::Path;

use crate::html;
use crate::support::{Project, Run, TODAY, says};

const SITE: &str = r#"
//- content/deals/acme-globex.toml
title  = { en = "Acme buys from Globex", fr = "Acme achète à Globex" }
topics = ["power"]
was    = ["former"]
status = { is = "signed", on = "2026-05-01", source = "wire" }
[[leg]]
id       = "purchase"
customer = "acme"
supplier = "globex"
value    = { is = "10 billion USD", source = "wire" }
//- content/pages/about.md
+++
title = "About"
+++
## Who we are
Us.
//- static/files/a.pdf
x
"#;

/// The site with this text of its deal, and a French one.
fn with_texts(english: &str, french: &str) -> Project {
    let texts = format!("//- content/deals/acme-globex.md\n{english}\n//- content/deals/acme-globex.fr.md\n{french}\n");
    Project::with_base(&format!("{SITE}{texts}"))
}

fn check(text: &str) -> Run {
    with_texts(text, "Rien.").run(["check", "--today", TODAY, "--deny-warnings"])
}

/// What the links of a page lead to, in the order of its text, those of the theme left out.
fn hrefs(project: &Project, page: &str) -> Vec<String> {
    let html = project.file(&format!("public/{page}"));
    let text = html.split("class=\"prose\"").nth(1).unwrap_or(&html);
    let all = html::tags(text);
    let own = all.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.get("href"));
    own.take_while(|href| *href != "?end").map(str::to_owned).collect()
}

#[test]
fn a_text_links_to_all_that_the_site_has() {
    let text = "[a](/feed.xml) [b](/deals/) [c](/deals) [d](/topics/power/) [e](/data/deals.csv#row=2) \
                [f](/files/a.pdf?x=1#page=2) [g](deal.json) [h](/) [i](/fr/deals/) [j](/about/#who-we-are) \
                [k](/deals/former/) [z](?end)";
    let project = with_texts(text, text);
    project.run(["build", "--today", TODAY, "--deny-warnings"]).succeeds();
    let up = "../../";
    let same = ["data/deals.csv#row=2", "files/a.pdf?x=1#page=2", "deals/acme-globex/deal.json"];
    let english = [
        "feed.xml",
        "deals/index.html",
        "deals/index.html",
        "topics/power/index.html",
        same[0],
        same[1],
        same[2],
        "index.html",
        "fr/deals/index.html",
        "about/index.html#who-we-are",
        "deals/former/index.html",
    ];
    let expected: Vec<String> = english.iter().map(|path| format!("{up}{path}")).collect();
    let found = hrefs(&project, "deals/acme-globex/index.html");
    assert!(found.windows(expected.len()).any(|part| part == expected), "{expected:?} is not in {found:?}");
    // The page of a French text is the French one, where there is one; a page without a French text is there, too.
    let french = english.map(|path| match path {
        path if same.contains(&path) || path.starts_with("fr/") => format!("../{up}{path}"),
        path => format!("../{up}fr/{path}"),
    });
    let found = hrefs(&project, "fr/deals/acme-globex/index.html");
    assert!(found.windows(french.len()).any(|part| part == french), "{french:?} is not in {found:?}");
    let files: Vec<(String, String)> = tree(&project);
    let broken: Vec<String> = html::links(&files).iter().filter(|link| !link.leads).map(ToString::to_string).collect();
    assert!(broken.iter().all(|link| link.contains("#row=2") || link.contains("#page=2")), "{broken:?}");
}

fn tree(project: &Project) -> Vec<(String, String)> {
    let files = project.tree("public").into_iter().filter(|(path, _)| !path.starts_with(".tearsheet"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap_or_default())).collect()
}

#[test]
fn parts_that_a_page_has_are_no_mistake() {
    let parts =
        ["#fact-purchase-value", "#leg-purchase", "#sources", "#sheet", "#main", "#status", "#fn:1", "#", "#top"];
    let links: String = parts.iter().map(|part| format!("[x]({part}) ")).collect();
    let text = format!("{links} [x](/companies/acme/#deals) [x](/#latest) [x](/about/#who-we-are) A note.[^wire]");
    with_texts(&text, "Une note.[^wire]").run(["check", "--today", TODAY, "--deny-warnings"]).succeeds();
    for (address, near) in [("#sourcs", "#sources"), ("/about/#who-we-ar", "/about/#who-we-are")] {
        let run = check(&format!("[x]({address})")).exits(1);
        says(&run.stderr, &["warning[broken-link]: expected a part of ", &format!("[x]({near})")]);
    }
    says(&check("[x](#nope)").exits(1).stderr, &["expected a part of this page, found `#nope`"]);
    says(&check("[x](/deals/#nope)").exits(1).stderr, &["expected a part of `/deals/`, found `#nope`"]);
}

/// What is written, and the fix.
const FIXES: [(&str, &str); 9] = [
    ("[x](../../feed.xml)", "[x](/feed.xml)"),
    ("[x](feed.xml)", "[x](/feed.xml)"),
    ("[x](files/a.pdf#page=2)", "[x](/files/a.pdf#page=2)"),
    ("[x](about.md)", "[x](/about/)"),
    ("[x](acme)", "[x](/companies/acme/)"),
    ("![x](content/deals/acme-globex/a.png)", "![x](a.png)"),
    ("![x](A.PNG)", "![x](a.png)"),
    ("![x](a-b.png)", "![x](a%20b.png)"),
    ("![x](<ab .png>)", "![x](<a%20b.png>)"),
];

#[test]
fn a_fix_leads_somewhere() {
    for (written, fixed) in FIXES {
        for (text, succeeds) in [(written, false), (fixed, true)] {
            let project = with_texts(text, "Rien.");
            for name in ["a.png", "a b.png"] {
                project.write(&format!("content/deals/acme-globex/{name}"), "x");
            }
            let run = project.check();
            match succeeds {
                true => assert_eq!(run.succeeds().stderr, "", "{fixed}"),
                false => says(&run.exits(1).stderr, &["error[broken-link]", fixed]),
            }
        }
    }
    let run = check("[x](/nope/)").exits(1);
    says(&run.stderr, &["expected an address of this site, found `/nope/`", "named from its root: `/deals/`"]);
    let run = check("![x](/deals/)").exits(1);
    says(&run.stderr, &["expected a picture among the files of the entry, found `/deals/`"]);
}

#[test]
fn a_picture_may_be_named_as_it_lies_and_in_either_unicode_form() {
    let names = ["site.png", "caf\u{e9}.png", "cafe\u{301}s.png", "a:b.png"];
    let addresses = [
        "site.png",
        "./site.png",
        "acme-globex/site.png",
        "./acme-globex/site.png",
        "/deals/acme-globex/site.png",
        "cafe\u{301}.png",
        "caf\u{e9}.png",
        "caf%C3%A9.png",
        "caf\u{e9}s.png",
        "a%3Ab.png",
    ];
    let text: String = addresses.iter().map(|address| format!("![x]({address})\n")).collect();
    let project = with_texts(&text, "Rien.");
    for name in names {
        project.write(&format!("content/deals/acme-globex/{name}"), "x");
    }
    project.run(["build", "--today", TODAY, "--deny-warnings"]).succeeds();
    let page = project.file("public/deals/acme-globex/index.html");
    let shown: Vec<String> =
        html::tags(&page).iter().filter(|t| t.name == "img").filter_map(|t| t.get("src").map(str::to_owned)).collect();
    let expected = [("site.png", 5), ("caf\u{e9}.png", 3), ("caf\u{e9}s.png", 1), ("a%3Ab.png", 1)];
    let expected: Vec<String> =
        expected.iter().flat_map(|(name, n)| vec![format!("../../deals/acme-globex/{name}"); *n]).collect();
    assert_eq!(shown, expected);
    for name in ["site.png", "caf\u{e9}.png", "caf\u{e9}s.png", "a:b.png"] {
        assert!(project.has(&format!("public/deals/acme-globex/{name}")), "{name}");
    }
}

/// A file that only a draft names is not published, however it is named there.
#[test]
fn files_of_drafts_stay_back() {
    for address in ["a.png", "./a.png", "acme-globex/a.png", "/deals/acme-globex/a.png"] {
        let project = with_texts("Text.", &format!("+++\ndraft = true\n+++\n![x]({address}) [f](/files/a.pdf)"));
        project.write("content/deals/acme-globex/a.png", "x");
        project.build().succeeds();
        assert!(!project.has("public/deals/acme-globex/a.png"), "{address}");
        assert!(project.has("public/files/a.pdf"), "{address}");
    }
}

#[test]
fn links_are_written_as_the_site_says_and_lead_somewhere() {
    for style in ["file", "directory"] {
        let project = with_texts("[[acme]] {{ value }} [t](/topics/power/) [d](/deals)", "[[acme]] {{ value }} [t](/)");
        let settings = project.file("tearsheet.toml");
        let root = format!("links = \"{style}\"\nnav_pages = [\"about\"]\n{settings}");
        project.write("tearsheet.toml", root);
        project.copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site/content"), "content");
        project.run(["build", "--today", TODAY]).succeeds();
        let links = html::links(&tree(&project));
        let broken: Vec<String> = links.iter().filter(|link| !link.leads).map(ToString::to_string).collect();
        assert_eq!(broken, [""; 0], "{style}");
        let path = |link: &html::Link| link.address.split('#').next().unwrap_or_default().to_owned();
        let pages = links.iter().filter(|link| path(link).ends_with("index.html")).count();
        let folders = links.iter().filter(|link| path(link).ends_with('/')).count();
        let (written, other) = if style == "file" { (pages, folders) } else { (folders, pages) };
        assert!(written > 500 && other == 0, "{style}: {written} and {other}");
        for page in ["404.html", "deals/former/index.html", "deals/acme-globex/index.html"] {
            assert!(links.iter().any(|link| link.to_string().starts_with(page)), "{page} has no link");
        }
        let refresh = format!("url=../../deals/acme-globex/{}\"", if style == "file" { "index.html" } else { "" });
        says(&project.file("public/deals/former/index.html"), &[&refresh]);
    }
}

/// A page without a text of its own in a language is not a second page of the one that has it.
#[test]
fn a_page_that_is_not_translated_is_that_of_its_text() {
    let project = Project::with_base(&format!("{SITE}//- content/deals/acme-globex.md\nEnglish only.\n"));
    project.build().succeeds();
    let canonical = |page: &str| {
        let html = project.file(&format!("public/{page}/index.html"));
        let all = html::tags(&html);
        let link = all.iter().find(|tag| tag.get("rel") == Some("canonical"));
        link.and_then(|tag| tag.get("href")).unwrap_or_default().to_owned()
    };
    let address = |path: &str| format!("https://example.org/{path}/");
    let sitemap = project.file("public/sitemap.xml");
    for (page, of) in [
        ("fr/deals/acme-globex", "deals/acme-globex"),
        ("deals/acme-globex", "deals/acme-globex"),
        ("fr/about", "about"),
        ("fr/companies/acme", "fr/companies/acme"),
        ("fr/deals", "fr/deals"),
    ] {
        assert_eq!(canonical(page), address(of));
        assert_eq!(sitemap.contains(&format!("<loc>{}</loc>", address(page))), page == of, "{page}");
    }
    let translated = with_texts("English.", "Français.");
    translated.build().succeeds();
    says(&translated.file("public/sitemap.xml"), &["<loc>https://example.org/fr/deals/acme-globex/</loc>"]);
}
