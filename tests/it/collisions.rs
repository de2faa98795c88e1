//! Two things at one address: both files are named, and nothing is written.

use std::collections::BTreeMap;

use crate::html::tags;
use crate::support::{Project, says};

const DEAL: &str = "title = \"Acme buys from Globex\"
status = { is = \"signed\", on = \"2026-04-01\", source = \"wire\" }
[[leg]]
customer = \"acme\"
supplier = \"globex\"
";

/// Builds a project with one deal `x` and these files, and expects one diagnostic that names all of `names`.
#[track_caller]
fn collide(files: &[(&str, &str)], names: &[&str]) {
    let project = Project::with_base(&format!("//- content/deals/x.toml\n{DEAL}"));
    for (path, text) in files {
        project.write(path, text);
    }
    project.write("public/kept", "");
    std::fs::remove_dir_all(project.root().join("public")).expect("no output yet");
    let run = project.build().exits(1);
    let first = format!("{}\n", run.stderr.split("\n\n").next().unwrap_or_default());
    assert!(first.contains("error[url-collision]"), "{}", run.stderr);
    for name in names {
        assert!(first.contains(name), "{name} is not named in\n{}", run.stderr);
    }
    assert!(run.stderr.ends_with("1 error in 1 file; nothing was written\n"), "{}", run.stderr);
    assert!(!project.has("public"), "something was written");
}

#[test]
fn a_page_against_a_redirect() {
    let other = format!("was = [\"x\"]\n{DEAL}");
    collide(&[("content/deals/y.toml", &other)], &["content/deals/x.toml", "content/deals/y.toml"]);
}

#[test]
fn two_redirects_from_one_address() {
    let [one, other] = [(); 2].map(|()| format!("was = [\"old\"]\n{DEAL}"));
    collide(
        &[("content/deals/y.toml", &one), ("content/deals/z.toml", &other)],
        &["content/deals/y.toml", "content/deals/z.toml"],
    );
}

#[test]
fn a_file_against_a_page() {
    collide(&[("static/deals/x/index.html", "mine")], &["content/deals/x.toml", "--> static/deals/x/index.html:1:1"]);
}

#[test]
fn a_file_against_a_page_but_for_the_case() {
    collide(&[("static/Deals/X/Index.HTML", "mine")], &["content/deals/x.toml", "static/Deals/X/Index.HTML"]);
}

#[test]
fn a_file_of_a_deal_against_its_page_and_its_downloads() {
    for name in ["index.html", "DEAL.json"] {
        let path = format!("content/deals/x/{name}");
        collide(&[(&path, "mine")], &["content/deals/x.toml", &path]);
    }
}

#[test]
fn a_file_of_a_deal_against_one_of_static() {
    collide(
        &[("content/deals/x/terms.csv", "a"), ("static/deals/x/terms.csv", "b")],
        &["content/deals/x/terms.csv", "static/deals/x/terms.csv"],
    );
}

#[test]
fn one_name_in_two_unicode_forms() {
    collide(
        &[("static/caf\u{e9}.txt", "a"), ("static/cafe\u{301}.txt", "b")],
        &["static/caf\u{e9}.txt", "static/cafe\u{301}.txt"],
    );
    collide(
        &[("static/CAF\u{c9}.txt", "a"), ("static/cafe\u{301}.txt", "b")],
        &["static/CAF\u{c9}.txt", "static/cafe\u{301}.txt"],
    );
}

#[test]
fn a_file_where_the_folder_of_pages_must_be() {
    collide(&[("static/deals", "mine")], &["--> static/deals:1:1"]);
    collide(&[("static/deals/X", "mine")], &["--> static/deals/X:1:1", "content/deals/x.toml"]);
}

#[test]
fn a_file_against_one_that_every_site_has() {
    for (path, help) in [
        ("index.html", "rename the file, or move it"),
        ("data/deals.csv", "rename the file, or move it"),
        ("fr/index.html", "rename the file, or move it"),
        ("feed.xml", "such as `static/feeds/own.xml`"),
        ("fr/rss.xml", "such as `static/feeds/own.xml`"),
        ("sitemap.xml", "a line `Sitemap:` in `static/robots.txt`"),
        ("Robots.txt", "rename the file, or move it"),
    ] {
        collide(&[(&format!("static/{path}"), "mine")], &[&format!("--> static/{path}:1:1"), help]);
    }
}

#[test]
fn the_rules_for_robots_and_the_pages_of_what_is_not_there_may_be_ones_own() {
    let project = Project::with_base("//- static/robots.txt\nmine\n//- static/404.html\nmine\n");
    project.build().succeeds();
    assert_eq!(project.file("public/robots.txt"), "mine\n");
    assert_eq!(project.file("public/404.html"), "mine\n");
    assert!(project.file("public/fr/404.html").contains("<html lang=\"fr\""));
    project.remove("static/robots.txt");
    project.write("static/fr/404.html", "la mienne");
    project.build().succeeds();
    assert!(project.file("public/robots.txt").contains("Sitemap: https://example.org/sitemap.xml"));
    assert_eq!(project.file("public/fr/404.html"), "la mienne");
}

#[test]
fn what_belongs_to_nothing_is_shown_where_it_is() {
    for (path, help) in [
        ("content/deals/x.yaml", "a sheet is TOML"),
        ("content/deals/nope/a.png", "put it into a folder named like the sheet it belongs to, or into `static/`"),
        ("content/pages/a.html", "or into `static/`"),
    ] {
        let run = Project::with_base(&format!("//- {path}\nmine\n")).build().exits(1);
        says(&run.stderr, &[&format!("`{path}` belongs to no deal, company or page\n --> {path}:1:1"), help]);
        assert!(run.stderr.ends_with("1 error in 1 file; nothing was written\n"), "{}", run.stderr);
    }
}

#[test]
fn a_file_against_one_of_the_theme() {
    collide(
        &[("static/assets/fonts/inter-OFL.txt", "mine")],
        &["--> static/assets/fonts/inter-OFL.txt:1:1", "the theme's file"],
    );
}

#[test]
fn the_file_of_our_own_records_is_ours() {
    let project = Project::with_base("//- static/.tearsheet-manifest\nmine\n");
    project.build().succeeds();
    assert!(!project.file("public/.tearsheet-manifest").contains("mine"));
}

/// The ids of a page, each with how often it stands there.
fn ids(page: &str) -> BTreeMap<String, usize> {
    let mut ids = BTreeMap::new();
    tags(page).iter().filter_map(|tag| tag.get("id")).for_each(|id| *ids.entry(id.to_owned()).or_insert(0) += 1);
    ids
}

/// A text whose headings have all ids that its page has without it: each id stands once, and links to the headings
/// lead there.
#[test]
fn headings_have_no_id_of_the_page() {
    let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/site");
    let project = Project::of(Vec::new());
    project.copy(&golden, "");
    let texts = [
        ("deals/2026/northlight-power", "public/deals/northlight-power/index.html"),
        ("companies/northlight-cloud", "public/companies/northlight-cloud/index.html"),
        ("pages/about", "public/about/index.html"),
    ];
    let write = |text: &str, body: &str| {
        let front = if text.starts_with("pages") { "+++\ntitle = \"About\"\n+++\n" } else { "" };
        project.write(&format!("content/{text}.md"), format!("{front}{body}"));
    };
    texts.iter().for_each(|(text, _)| write(text, "Text.\n"));
    project.build().succeeds();
    let mut known = Vec::new();
    for (text, page) in texts {
        let own: Vec<String> = ids(&project.file(page)).into_keys().filter(|id| !id.contains(':')).collect();
        assert!(own.iter().any(|id| id == "main"), "{own:?}");
        let body: String = own.iter().map(|id| format!("[to](#{id})\n\n## To {{#{id}}}\n\n")).collect();
        write(text, &body);
        known.push((page, own));
    }
    project.build().succeeds();
    for (page, own) in known {
        let html = project.file(page);
        let twice: Vec<String> = ids(&html).into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id).collect();
        assert_eq!(twice, Vec::<String>::new(), "{page}");
        for id in own {
            let link = format!("<a href=\"#text:{id}\">to</a>");
            assert!(html.contains(&link) && html.contains(&format!("id=\"text:{id}\"")), "{page} {id}");
        }
    }
}
