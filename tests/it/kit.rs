//! What `init`, `new` and `theme` hand out works as it is, and themes can be changed file by file.

use std::path::Path;

use crate::support::{BRIEFING_DAY, Project};

#[test]
fn an_ejected_theme_changes_nothing() {
    let project = Project::briefing();
    let build = || project.run(["build", "--today", BRIEFING_DAY]).succeeds();
    build();
    let before = project.tree("public");
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/ledger");
    let mut ejected = 0;
    for entry in walkdir::WalkDir::new(&theme).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let path = entry.path().strip_prefix(&theme).expect("below").to_str().expect("a path");
        project.run(["theme", "eject", path]).succeeds();
        ejected += 1;
    }
    assert!(ejected > 10);
    let run = project.run(["build", "--today", BRIEFING_DAY, "--timings"]).succeeds();
    assert!(run.stdout.contains("nothing was rewritten"), "{}", run.stdout);
    assert!(project.tree("public") == before, "the ejected theme builds another site");
}

#[test]
fn one_template_is_overridden_by_a_theme_of_ones_own() {
    let project = Project::with_base(
        "//- themes/mine/theme.toml\nextends = \"ledger\"\n//- themes/mine/templates/not_found.html\n{% extends \"base.html\" %}\n{% block content %}<p>Mine.</p>{% endblock content %}\n",
    );
    let settings = project.file("tearsheet.toml");
    project.write("tearsheet.toml", settings.replace("[topics]", "theme = \"mine\"\n[topics]"));
    project.build().succeeds();
    assert!(project.file("public/404.html").contains("<p>Mine.</p>"));
    let plain = Project::with_base("");
    plain.build().succeeds();
    for (path, bytes) in plain.tree("public") {
        let differs = path.ends_with("404.html") || path.starts_with(".tearsheet");
        let same = std::fs::read(project.root().join("public").join(&path)).is_ok_and(|mine| mine == bytes);
        assert!(same || differs, "{path} differs, though only one template does");
    }
}

/// It is small because it extends, and it is whole.
#[test]
fn the_second_theme_is_a_few_hundred_lines() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/wire");
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file());
    let lines: usize = files.map(|e| std::fs::read_to_string(e.path()).expect("a text").lines().count()).sum();
    assert!((1..400).contains(&lines), "{lines} lines");

    let project = Project::briefing();
    let settings = project.file("tearsheet.toml");
    project.write("tearsheet.toml", settings.replace("theme = \"ledger\"", "theme = \"wire\""));
    project.run(["build", "--today", BRIEFING_DAY, "--deny-warnings"]).succeeds();
    let mut pages = 0;
    for (path, bytes) in project.tree("public").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(&bytes);
        if page.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let at = |sheet: &str| page.find(sheet).unwrap_or_else(|| panic!("no {sheet} in {path}"));
        assert!(at("assets/ledger.") < at("assets/wire."), "{path}");
        pages += 1;
    }
    assert!(pages > 50);
}

#[test]
fn a_whole_first_day() {
    let project = Project::new("");
    project.run(["init", "."]).succeeds();
    let today = jiff::Zoned::now().date().to_string();
    let source =
        ["source", "wire", "--title", "Acme buys", "--publisher", "Wire", "--published", &today, "--kind", "wire"];
    let all: [&[&str]; 4] =
        [&["company", "acme=Acme", "globex=Globex"], &source, &["deal", "acme-globex"], &["page", "faq"]];
    for new in all {
        project.run([&["new"], new].concat()).succeeds();
        project.run(["check", "--deny-warnings"]).succeeds();
        project.run(["check", "--deny-warnings", "--drafts"]).succeeds();
    }
    // The comments of the sheet are the instructions: following them gives a deal.
    let sheet = project.file("content/deals/acme-globex.toml");
    let filled = sheet
        .replace("draft  = true", "# draft  = true")
        .replace("# [[leg]]", "[[leg]]")
        .replace("# customer = \"a-company\"", "customer = \"acme\"")
        .replace("# supplier = \"another-company\"", "supplier = \"globex\"")
        .replace("# value ", "value ")
        .replace("# capacity", "capacity")
        .replace("a-source", "wire");
    project.write("content/deals/acme-globex.toml", filled);
    project.run(["build", "--deny-warnings"]).succeeds();
    assert!(project.file("public/deals/acme-globex/index.html").contains("10\u{a0}billion"));
}
