//! Two things at one address: both files are named, and nothing is written.

use crate::support::Project;

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
    collide(&[("static/deals/x/index.html", "mine")], &["content/deals/x.toml", "static/deals/x/index.html"]);
}

#[test]
fn a_file_against_a_page_but_for_the_case() {
    collide(&[("static/Deals/X/Index.HTML", "mine")], &["content/deals/x.toml", "static/Deals/X/Index.HTML"]);
}

#[test]
fn a_file_of_a_deal_against_its_page_and_its_downloads() {
    for name in ["index.html", "deal.json", "DEAL.toml"] {
        // `.toml` in `content/` is a sheet whatever the case, so that one comes from `static`.
        let path =
            if name == "DEAL.toml" { format!("static/deals/x/{name}") } else { format!("content/deals/x/{name}") };
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
    collide(&[("static/deals", "mine")], &["static/deals", "tearsheet.toml"]);
    collide(&[("static/deals/X", "mine")], &["static/deals/X", "content/deals/x.toml"]);
}

#[test]
fn a_file_against_one_that_every_site_has() {
    for path in ["index.html", "feed.xml", "robots.txt", "sitemap.xml", "404.html", "fr/index.html", "data/deals.csv"] {
        let path = format!("static/{path}");
        collide(&[(&path, "mine")], &[&path, "tearsheet.toml"]);
    }
}

#[test]
fn a_file_against_one_of_the_theme() {
    collide(
        &[("static/assets/fonts/inter-OFL.txt", "mine")],
        &["static/assets/fonts/inter-OFL.txt", "the theme's file"],
    );
}

#[test]
fn the_file_of_our_own_records_is_ours() {
    let project = Project::with_base("//- static/.tearsheet-manifest\nmine\n");
    project.build().succeeds();
    assert!(!project.file("public/.tearsheet-manifest").contains("mine"));
}
