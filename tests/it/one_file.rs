//! Companies and sources that stand in one file: the site, the panel and what is built again are those of a file each.

use std::collections::BTreeMap;
use std::path::Path;

use tearsheet::files::{Files, Input};
use tearsheet::pipeline::{self, Workspace};
use tearsheet::theme::Folders;

use crate::edits::options;
use crate::incremental::results;
use crate::support::{BRIEFING_DAY, Project, over_base, split};

/// The entry that says what a sheet of its own does: headers of tables have the id before them.
fn entry(id: &str, sheet: &str) -> String {
    let line = |line: &str| match line
        .strip_prefix("[[")
        .map(|rest| ("[[", rest))
        .or(line.strip_prefix('[').map(|rest| ("[", rest)))
    {
        Some((bracket, rest)) => format!("{bracket}{id}.{rest}\n"),
        None => format!("{line}\n"),
    };
    format!("[{id}]\n{}\n", sheet.lines().map(line).collect::<String>())
}

/// Moves all sheets of a folder into one file.
fn gather(project: &Project, folder: &str) -> usize {
    let sheets = project.tree(folder).into_iter().filter(|(path, _)| path.ends_with(".toml"));
    let sheets: Vec<(String, String)> =
        sheets.map(|(path, text)| (path, String::from_utf8(text).expect("a sheet is UTF-8"))).collect();
    let mut all = String::from("# All of them.\n\n");
    for (path, sheet) in &sheets {
        let id = Path::new(path).file_stem().and_then(|stem| stem.to_str()).expect("an id");
        all.push_str(&entry(id, sheet));
        project.remove(&format!("{folder}/{path}"));
    }
    project.write(&format!("{folder}.toml"), all);
    sheets.len()
}

#[test]
fn a_site_of_entries_is_the_site_of_files() {
    let project = Project::briefing();
    let build =
        |options: &[&str]| project.run([&["build", "--today", BRIEFING_DAY, "--timings"], options].concat()).succeeds();
    build(&[]);
    let said = project.run(["explain", "openai-aws.status"]).succeeds().stdout;
    let of_files = project.tree("public");
    assert!(gather(&project, "content/sources") > 2 && gather(&project, "content/companies") > 2);
    build(&[]).says("nothing was rewritten");
    build(&["--full"]).says("nothing was rewritten");
    assert_eq!(project.run(["explain", "openai-aws.status"]).succeeds().stdout, said);
    assert!(project.tree("public") == of_files, "another site");
}

/// A project as a compiler gets it.
fn input(files: &BTreeMap<String, String>) -> Input {
    let mut all = Files::default();
    for (path, text) in files {
        all.add(path, text.as_str());
    }
    Input { files: all, ..Input::default() }
}

const SHEETS: &str = r#"
//- content/sources.toml
[daily]
title = "D"
kind  = "press"
lang  = "en"
//- content/companies.toml
[initech]
name = "Initech"
was  = ["init"]
//- content/companies/initech.md
Initech.[^daily]
//- content/deals/x.toml
title  = "Acme buys from Initech"
status = { is = "signed", on = "2026-04-01", source = "daily" }

[[leg]]
customer = "acme"
supplier = "initech"
value    = { is = "5 billion USD", source = "wire" }
"#;

#[test]
fn edits_of_entries_come_to_what_a_clean_compile_and_a_full_build_make() {
    const DAILY: &str = "title = \"D\"\nkind  = \"press\"\nlang  = \"en\"\n";
    let two = "[initech]\nname = \"Initech\"\nwas  = [\"init\"]\n[hooli]\nname = \"Hooli\"\n";
    let edits: &[(&str, Option<&str>)] = &[
        ("content/companies.toml", Some("[initech]\nname = \"Initech Inc.\"\n")),
        ("content/companies.toml", Some("[initech]\nname = \"Initech Inc.\"\n[initech.\n")),
        ("content/companies.toml", Some(two)),
        ("content/companies/initech.md", Some("Initech, again.[^daily]\n")),
        ("content/sources/daily.toml", Some(DAILY)),
        ("content/sources.toml", None),
        ("content/companies.toml", None),
        ("content/companies.toml", Some(two)),
        ("content/sources.toml", Some("[daily]\ntitle = \"D\"\nkind  = \"blog\"\nlang  = \"en\"\n")),
        ("content/sources/daily.toml", None),
        ("content/sources.toml", Some("# empty\n")),
    ];
    let mut files: BTreeMap<String, String> = over_base(split(SHEETS)).into_iter().collect();
    let project = Project::of(files.clone().into_iter().collect());
    let (mut workspace, mut built, themes) = (Workspace::new(), 0, Folders::default());
    for (path, text) in [("tearsheet.toml", files.get("tearsheet.toml").cloned())]
        .into_iter()
        .chain(edits.iter().map(|(path, text)| (*path, text.map(str::to_owned))))
    {
        match text {
            Some(text) => {
                project.write(path, &text);
                files.insert(path.to_owned(), text);
            }
            None => {
                project.remove(path);
                files.remove(path);
            }
        }
        let mut edited = workspace.compile(input(&files), &themes, &[], &options());
        edited.check();
        let clean = pipeline::compile(input(&files), &themes, &[], &options());
        assert!(results(&edited) == results(&clean), "after {path}:\n{}\n{}", results(&edited).0, results(&clean).0);
        if project.build().code == Some(0) {
            built += 1;
            project.run(["build", "--full", "--out", "again", "--today", "2026-06-01"]).succeeds();
            assert!(project.tree("public") == project.tree("again"), "after {path}");
        }
    }
    assert!(built >= 6, "only {built} sites");
}
