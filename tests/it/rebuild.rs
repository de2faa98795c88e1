//! What a build after an edit writes: what differs, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use crate::support::{BRIEFING_DAY, Project, Run};

fn build(project: &Project) -> Run {
    project.run(["build", "--timings", "--today", BRIEFING_DAY]).succeeds()
}

/// When each file of the output was written.
fn times(project: &Project) -> BTreeMap<String, SystemTime> {
    let root = project.root().join("public");
    let files = project.tree("public").into_iter();
    files
        .map(|(path, _)| (path.clone(), root.join(path).metadata().and_then(|m| m.modified()).expect("a time")))
        .collect()
}

/// The files of which `now` says something else than `before`.
fn changed(before: &BTreeMap<String, SystemTime>, now: &BTreeMap<String, SystemTime>) -> BTreeSet<String> {
    now.iter().filter(|(path, time)| before.get(*path) != Some(time)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn a_second_build_rewrites_nothing() {
    let project = Project::briefing();
    build(&project);
    let before = times(&project);
    let run = build(&project);
    assert!(run.stdout.contains("nothing was rewritten"), "{}", run.stdout);
    assert_eq!(times(&project), before);
}

#[test]
fn an_edited_text_rewrites_what_shows_it() {
    let project = Project::briefing();
    build(&project);
    let (before, times_before) = (project.tree("public"), times(&project));
    let text = project.file("content/deals/openai-aws.md");
    project.write("content/deals/openai-aws.md", text.clone() + "\nUne phrase que personne d’autre ne montre.\n");
    let run = build(&project);
    assert!(!run.stdout.contains("nothing was rewritten"), "{}", run.stdout);
    let written = changed(&times_before, &times(&project));
    let differs: BTreeSet<String> =
        project.tree("public").into_iter().filter(|file| !before.contains(file)).map(|(path, _)| path).collect();
    assert_eq!(written, differs);
    assert!(written.contains("deals/openai-aws/index.html"), "{written:?}");
    assert!(!written.contains("en/deals/openai-aws/index.html") && written.len() < 30, "{written:?}");
    // And back: the tree of a clean build.
    project.write("content/deals/openai-aws.md", text);
    build(&project);
    assert!(project.tree("public") == before, "going back does not give the same tree");
}

#[test]
fn a_deleted_deal_leaves_nothing_behind() {
    let with = "
//- content/deals/gone.toml
title  = \"Acme buys from Globex\"
was    = [\"formerly\"]
topics = \"power\"
status = { is = \"signed\", on = \"2026-04-01\", source = \"wire\" }
[[leg]]
customer = \"acme\"
supplier = \"globex\"
//- content/deals/gone.md
Gone.
//- content/deals/gone/terms.csv
a,b
";
    let project = Project::with_base(with);
    project.build().succeeds();
    for path in
        ["deals/gone/index.html", "deals/gone/terms.csv", "deals/formerly/index.html", "fr/deals/gone/index.html"]
    {
        assert!(project.has(&format!("public/{path}")), "{path}");
    }
    for path in ["content/deals/gone.toml", "content/deals/gone.md", "content/deals/gone/terms.csv"] {
        std::fs::remove_file(project.root().join(path)).expect("a file to remove");
    }
    let run = project.run(["build", "--timings", "--today", crate::support::TODAY]).succeeds();
    assert!(run.stdout.contains("removed"), "{}", run.stdout);
    let clean = Project::with_base("");
    clean.build().succeeds();
    assert!(project.tree("public") == clean.tree("public"), "the tree is not that of a clean build");
    assert!(!project.has("public/deals/gone") && !project.has("public/deals/formerly"), "an empty folder is left");
}
