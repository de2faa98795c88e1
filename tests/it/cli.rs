//! The program as its users meet it: exit status, streams, what is written and what is left alone.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::support::{Project, Run, TODAY, tearsheet};

/// A page that cites the source of the base, which would be unused otherwise.
const CITED: &str = "//- content/pages/cited.md\n+++\ntitle = \"Cited\"\n+++\n\nA text.[^wire]\n";

/// A project whose one mistake is a sheet that is not TOML.
fn broken() -> Project {
    Project::with_base("//- content/deals/x.toml\ntitle = \"X\n")
}

/// A project whose one mistake is a warning.
fn warned() -> Project {
    Project::with_base("//- content/pages/x.md\n+++\ntitle = \"X\"\n+++\n\nA line<wbr>and another.\n")
}

#[test]
fn a_new_site_builds_without_a_word_of_complaint() {
    let project = Project::new("");
    project.run(["init", "site"]).succeeds().says("tearsheet build");
    let run = Run::of(tearsheet(&project.root().join("site")).args(["build", "--deny-warnings"])).succeeds();
    assert_eq!(run.stderr, "");
    assert!(run.stdout.starts_with("built ") && run.stdout.contains("→ public ("), "{}", run.stdout);
    assert!(project.has("site/public/index.html"));
    let again = Run::of(tearsheet(&project.root().join("site")).args(["build", "--timings"])).succeeds();
    assert!(again.stdout.contains("nothing was rewritten"), "{}", again.stdout);
}

/// Whatever language and theme it begins with: nothing is missing in it, and it speaks one language.
#[test]
fn a_new_site_in_french_and_in_each_theme() {
    for theme in tearsheet::theme::BUILT_IN {
        let project = Project::new("");
        project.run(["init", "site", "--lang", "fr", "--theme", theme]).succeeds();
        let run = Run::of(tearsheet(&project.root().join("site")).args(["build", "--deny-warnings"])).succeeds();
        assert_eq!(run.stderr, "");
        let page = project.file("site/public/index.html");
        assert!(page.contains("<html lang=\"fr\"") && page.contains("Carnet d’accords"), "{page}");
        assert_eq!(page.contains("assets/wire."), theme == "wire");
        let english = [" the ", " you ", " your ", " is a ", " are "];
        for (path, bytes) in project.tree("site") {
            let text = String::from_utf8_lossy(&bytes);
            let is_ours = !path.contains("public") && !path.contains(".tearsheet") && !path.contains(".git");
            let found = english.iter().find(|words| is_ours && text.contains(**words));
            assert!(found.is_none(), "{path} has {found:?}");
        }
    }
    Project::new("").run(["init", "site", "--lang", "de"]).exits(2).says("possible values: en, fr");
    Project::new("").run(["init", "site", "--theme", "wyre"]).exits(2).says("wire");
}

#[test]
fn init_refuses_a_directory_with_something_in_it() {
    let project = Project::new("//- site/notes.txt\nmine\n");
    project.run(["init", "site"]).exits(2).says("is not empty: it holds `notes.txt`");
    assert_eq!(project.tree("site").len(), 1);
}

#[test]
fn init_takes_a_fresh_git_repository() {
    let project = Project::new("//- .git/HEAD\nref: refs/heads/main\n");
    let run = project.run(["init", "."]).succeeds();
    assert!(!run.stdout.contains("cd "), "{}", run.stdout);
    project.run(["check"]).succeeds().says("no problems in 11 files");
    project.run(["init", "."]).exits(2).says("it holds `.gitignore`");
}

#[test]
fn an_error_writes_nothing_and_exits_with_1() {
    let project = broken();
    let run = project.build().exits(1);
    assert!(run.stderr.contains("error[toml]") && run.stderr.ends_with("; nothing was written\n"), "{}", run.stderr);
    assert_eq!(run.stdout, "");
    assert!(!project.has("public"));
}

#[test]
fn a_warning_is_told_and_stops_the_build_only_if_asked() {
    let project = warned();
    let denied = project.run(["build", "--deny-warnings"]).exits(1);
    assert!(denied.stderr.ends_with("1 warning in 1 file; nothing was written\n"), "{}", denied.stderr);
    assert!(!project.has("public"));
    let allowed = project.build().succeeds();
    assert!(allowed.stderr.ends_with("1 warning in 1 file; the site was written\n"), "{}", allowed.stderr);
    assert!(project.has("public/index.html"));
    let again = project.build().succeeds();
    assert!(again.stderr.ends_with("1 warning in 1 file; the site is as it was\n"), "{}", again.stderr);
}

#[test]
fn check_writes_nothing() {
    let project = Project::with_base("");
    let before = project.tree(".");
    project.check().succeeds().says("no problems in");
    project.run(["check", "--explain", "--today", TODAY]).succeeds().says(" new, 0 changed");
    assert_eq!(project.tree("."), before);
}

#[test]
fn programs_read_problems_from_standard_output() {
    let project = broken();
    for format in ["json", "short", "github"] {
        let run = project.run(["check", "--format", format]).exits(1);
        assert_eq!(run.stderr, "", "{format}");
        assert!(run.stdout.contains("content/deals/x.toml"), "{format}: {}", run.stdout);
    }
    let json = project.run(["check", "--format", "json"]).stdout;
    for line in json.lines() {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).expect("an object");
        let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
        keys.sort_unstable();
        let mut expected =
            "code severity message file line column end_line end_column help suggestion".split(' ').collect::<Vec<_>>();
        expected.sort_unstable();
        assert_eq!(keys, expected);
    }
    let clean = Project::with_base("").run(["check", "--format", "json", "--timings"]).succeeds();
    assert_eq!(clean.stdout, "", "what is no problem stays out of the stream of objects");
}

#[test]
fn the_project_is_found_from_below_and_by_name() {
    let project = Project::with_base("//- content/deals/sub/.keep\n");
    let below = project.root().join("content/deals/sub");
    Run::of(tearsheet(&below).args(["build", "--today", TODAY])).succeeds();
    assert!(project.has("public/index.html"));
    let elsewhere = Project::new("");
    let root = project.root().to_str().expect("a path");
    elsewhere.run(["build", "--root", root, "--out", "site", "--today", TODAY]).succeeds();
    assert_eq!(elsewhere.tree("site"), project.tree("public"));
    elsewhere.run(["check"]).exits(2).says("no `tearsheet.toml`").says("--root");
    elsewhere.run(["check", "--root", "."]).exits(2).says("no `tearsheet.toml`");
}

#[test]
fn misuse_exits_with_2() {
    let project = Project::with_base("");
    for args in [
        &["bild"][..],
        &[],
        &["check", "--today", "2026-13-01"],
        &["check", "--today", "20260101"],
        &["check", "--format", "xml"],
        &["check", "--threads", "0"],
        &["new", "thing", "x"],
        &["explain", "unknown-compny"],
        &["theme", "vars", "deel"],
        &["theme", "eject", "../tearsheet.toml"],
    ] {
        let run = project.run(args).exits(2);
        assert_eq!(run.stdout, "", "{args:?}");
        assert_ne!(run.stderr, "", "{args:?}");
    }
}

#[test]
fn the_date_comes_from_the_option_then_the_environment() {
    let project = Project::with_base("");
    let with = |epoch: &str, args: &[&str]| {
        Run::of(tearsheet(project.root()).env("SOURCE_DATE_EPOCH", epoch).arg("check").args(args))
    };
    with("1700000000", &[]).succeeds();
    with("yesterday", &[]).exits(2).says("SOURCE_DATE_EPOCH");
    with("99999999999999", &[]).exits(2).says("SOURCE_DATE_EPOCH");
    with("yesterday", &["--today", TODAY]).succeeds();
}

#[test]
fn new_sheets_are_whole_or_say_what_to_fill_in_and_are_never_written_over() {
    let project = Project::with_base(CITED);
    let source = ["--title", "Acme \"signs\"", "--publisher", "Wire", "--published", "2026-05?", "--url"];
    let source = [&source[..], &["https://wire.example/a", "--kind", "wire", "--lang", "en"]].concat();
    for (kind, id, options, path, empty) in [
        ("deal", "acme-globex", &["--title", "Acme buys"][..], "content/deals/acme-globex.toml", 0),
        ("company", "initech", &["--name", "Initech", "--kind", "cloud"], "content/companies/initech.toml", 0),
        ("source", "wire-acme", &source, "content/sources/wire-acme.toml", 0),
        ("page", "method", &["--title", "Our method"], "content/pages/method.md", 0),
        ("deal", "acme-initech", &[], "content/deals/acme-initech.toml", 0),
        ("page", "about", &[], "content/pages/about.md", 0),
        ("company", "initrode", &[], "content/companies/initrode.toml", 1),
        ("source", "daily", &[], "content/sources/daily.toml", 4),
    ] {
        let args: Vec<&str> = ["new", kind, id].iter().chain(options).copied().collect();
        project.run(&args).succeeds().says(path).says(if empty > 0 { "fill in what is empty" } else { "" });
        let text = project.file(path);
        assert!(!text.contains('@'), "a placeholder is left in {path}:\n{text}");
        for value in options.iter().skip(1).step_by(2) {
            assert!(text.contains(&format!("{value:?}")), "no {value} in {path}:\n{text}");
        }
        let run = project.run(["check", "--drafts", "--deny-warnings"]);
        assert_eq!(run.stderr.matches("` is empty\n").count(), empty, "{}", run.stderr);
        assert_eq!(run.stderr.matches("error[").count() + run.stderr.matches("warning[").count(), empty);
        let prose = path.replace(".toml", ".md");
        assert!(
            !project.has(&prose) || project.file(&prose).trim_end().ends_with("+++"),
            "{prose} has text to publish"
        );
        project.write(path, "mine");
        project.run(&args).exits(1).says("nothing was written");
        assert_eq!(project.file(path), "mine");
        project.write(path, text);
        if empty > 0 {
            project.remove(path);
        }
    }
}

#[test]
fn new_companies_and_sources_go_where_the_others_are() {
    let project = Project::with_base(CITED);
    let companies = ["new", "company", "initech=Initech", "aws=Amazon \"Web\" Services", "amd"];
    project.run(companies).succeeds().says("content/companies/initech.toml\ncontent/companies/aws.toml\n");
    for id in ["initech", "aws", "amd"] {
        project.remove(&format!("content/companies/{id}.toml"));
    }
    for (stands, gap) in [("", ""), ("# ours", "\n\n"), ("[hooli]\r\nname = \"Hooli\"\r\n", "\n"), ("\n\n", "\n")] {
        project.write("content/companies.toml", stands);
        let line = stands.matches('\n').count() + gap.len() + 1;
        project.run(companies).succeeds().says(&format!("content/companies.toml:{line}\n")).says("fill in");
        let entries = "[initech]\nname      = \"Initech\"\n\n[aws]\nname      = \"Amazon \\\"Web\\\" Services\"\n\n[amd]\nname      = \"\"\n";
        assert_eq!(project.file("content/companies.toml"), format!("{stands}{gap}{entries}"));
        assert!(!project.has("content/companies/aws.toml"));
        project.check().exits(1).says(&format!("content/companies.toml:{}:", line + 7)).says("1 error");
    }
    project.run(["new", "deal", "aws"]).exits(1).says("content/companies.toml:7");
    project.run(["new", "company", "hooli", "aws"]).exits(1).says("nothing was written");
    project.run(["new", "company", "--own-file", "hooli=Hooli"]).succeeds().says("content/companies/hooli.toml");
    project.write("content/companies.toml", "[aws]\nname = \"AWS\"\n");
    project.write("content/sources.toml", "");
    let source = ["new", "source", "daily", "--title", "T", "--publisher", "P", "--kind", "press", "--lang", "fr"];
    project.run(source.iter().chain(&["--published", "2026-05-02"])).succeeds().says("content/sources.toml:1\n");
    project.check().exits(0);
    assert!(project.file("content/sources.toml").starts_with("[daily]\ntitle     = \"T\"\n"));
    project.write("content/sources.toml", "[daily]\ntitle = \"\"\"T\n");
    project.run(["new", "source", "other"]).exits(1).says("has a mistake in its TOML").says("nothing was written");
}

#[test]
fn a_deal_without_text_is_published_without_a_place_for_it() {
    let project = Project::with_base(CITED);
    project.run(["new", "deal", "acme-globex", "--title", "Acme and Globex"]).succeeds();
    let sheet = project.file("content/deals/acme-globex.toml").replace("draft ", "umbrella ");
    let leg = "[[leg]]\ncustomer = \"acme\"\n";
    project.write("content/deals/acme-globex.toml", sheet + leg);
    project.run(["build", "--deny-warnings"]).succeeds();
    let page = project.file("public/deals/acme-globex/index.html");
    assert!(page.contains("<h1>Acme and Globex</h1>") && !page.contains("id=\"summary\""), "{page}");
}

#[test]
fn new_refuses_ids_that_are_wrong_or_taken() {
    let project = Project::with_base("//- content/companies/2025/initrode.toml\nname = \"Initrode\"\n");
    let before = project.tree(".");
    for id in ["", "A", "a_b", "a--b", "-a", "a-", "a.b", "../x", "a/b", "é", &"a".repeat(81)] {
        project.run(["new", "page", "--", id]).exits(2).says("an id is");
    }
    project.run(["new", "company", "Déjà Vu & Co"]).exits(2).says("`deja-vu-co` would do");
    project.run(["new", "page", "acme"]).exits(1).says("content/companies/acme.toml");
    project.run(["new", "deal", "initrode"]).exits(1).says("content/companies/2025/initrode.toml");
    for (args, why) in [
        (&["source", "x", "--kind", "wires"][..], "found `wires`; `wire`?"),
        (&["source", "x", "--published", "3/11/2025"], "2025"),
        (&["source", "x", "--url", "wire.example/a"], "`https://wire.example/a`?"),
        (&["source", "x", "--lang", "english"], "expected a language tag"),
        (&["source", "x", "--name", "X"], "--name"),
        (&["company", "x", "y", "--name", "X"], "`ID=NAME`"),
        (&["company", "x", "x"], "stands twice"),
        (&["company", "x="], "`name` is empty"),
        (&["company"], "ID[=NAME]"),
    ] {
        project.run(["new"].iter().chain(args)).exits(2).says(why);
    }
    assert_eq!(project.tree("."), before);
    project.run(["new", "source", "acme"]).succeeds();
}

#[test]
fn a_theme_file_is_ejected_once() {
    let project = Project::with_base("");
    project.run(["theme", "list"]).succeeds().says("ledger");
    let run = project.run(["theme", "eject", "templates/deal.html"]).succeeds();
    let path = run.stdout.trim().to_owned();
    project.write(&path, "mine");
    project.run(["theme", "eject", "templates/deal.html"]).exits(1).says("left as it is");
    assert_eq!(project.file(&path), "mine");
    project.run(["theme", "eject", "templates/deel.html"]).exits(2).says("did you mean `templates/deal.html`?");
    project.run(["theme", "vars", "deal"]).succeeds().says("title");
    project.run(["theme", "eject"]).succeeds().says("templates/deal.html\n");
    project.run(["theme", "vars"]).succeeds().says("deal\ncompany\n").says("\noptions\n");
    project.run(["theme", "list"]).succeeds().says("wire");
}

#[test]
fn help_for_people_and_shells() {
    let project = Project::new("");
    project.run(["--version"]).succeeds().says(env!("CARGO_PKG_VERSION"));
    project.run(["build", "--help"]).succeeds().says("SOURCE_DATE_EPOCH");
    project.run(["explain", "unknown-company"]).succeeds().says("error[unknown-company]");
    project.run(["explain"]).succeeds().says("url-collision");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        project.run(["completions", shell]).succeeds().says("deny-warnings");
    }
    let page = project.run(["man"]).succeeds().says(".TH tearsheet 1").stdout;
    assert!(page.contains(".SH \"EXIT STATUS\"\n0 clean") && !page.contains(".SH EXTRA"), "{page}");
    project.run(["man", "pages"]).succeeds();
    assert_eq!(project.file("pages/tearsheet.1"), page);
    assert!(project.has("pages/tearsheet-theme-eject.1"));
}

#[test]
fn a_reader_that_goes_away_is_no_problem() {
    let project = Project::new("");
    let mut child = tearsheet(project.root())
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    assert!(child.wait().expect("an end").success());
    assert_eq!(said, "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told() {
    let project = Project::new("");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let run = Run::of(tearsheet(project.root()).arg("explain").stdout(full)).exits(1);
    assert!(run.stderr.starts_with("error: cannot write to standard output: "), "{}", run.stderr);
}

#[test]
fn problems_of_the_system_name_path_and_operation() {
    let project = Project::new("//- file\n\n");
    let run = project.run(["init", "file/site"]).exits(1);
    assert!(run.stderr.contains("cannot") && run.stderr.contains("file/site"), "{}", run.stderr);
    project.run(["man", "file"]).exits(1).says("cannot").says("`file`");
}

#[test]
fn arguments_are_shown_without_their_escapes() {
    let project = Project::with_base("");
    let run = project.run(["explain", "x\u{1b}[31m"]).exits(2);
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
}

#[test]
fn the_first_deal_of_the_readme_is_true() {
    let readme = include_str!("../../README.md");
    let fence = |info: &str| readme.split_once(&format!("```{info}\n")).and_then(|(_, rest)| rest.split_once("```"));
    let (sheet, _) = fence("toml").expect("a sheet in the README");
    let (said, _) = fence("text").expect("a diagnostic in the README");
    // 2026-01-01, 2026-11-22: whatever the day is on which somebody reads it.
    for epoch in ["1767225600", "1795305600"] {
        let project = Project::new("");
        let site = project.root().join("notes");
        let at = |args: &[&str]| Run::of(tearsheet(&site).env("SOURCE_DATE_EPOCH", epoch).args(args));
        Run::of(tearsheet(project.root()).env("SOURCE_DATE_EPOCH", epoch).args(["init", "notes"])).succeeds();
        at(&["build"]).succeeds();
        at(&["new", "deal", "quillon-hall"]).succeeds();
        project.write("notes/content/deals/quillon-hall.toml", sheet);
        assert_eq!(at(&["check"]).exits(1).stderr, said);
        project.write("notes/content/deals/quillon-hall.toml", sheet.replace("quilon", "quillon"));
        at(&["build", "--deny-warnings"]).succeeds();
        assert!(project.file("notes/public/topics/power/index.html").contains("deals/quillon-hall/"));
    }
}
