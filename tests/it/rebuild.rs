//! What a build after an edit makes and writes: what differs, and nothing else; also where the output was changed by
//! hand. Random edits are in `rebuild_anything`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::support::{BRIEFING_DAY, Project, Run, TODAY, tearsheet};
use crate::trees::tree;

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

/// How many outputs were made and how many there are, by `--timings`.
pub(crate) fn made(run: &Run) -> (usize, usize) {
    let all = format!("{}{}", run.stdout, run.stderr);
    let count = |name: &str| {
        let line = all.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("no `{name}` in {all}"));
        line.rsplit(' ').next().and_then(|n| n.parse().ok()).expect("a number")
    };
    (count("rendered"), count("files"))
}

#[test]
fn only_what_prints_edited_words_is_made() {
    let project = Project::briefing();
    let (first, files) = made(&build(&project));
    assert_eq!(first, files, "a first build makes everything");
    assert_eq!(made(&build(&project)), (0, files));

    let text = project.file("content/deals/openai-aws.md");
    project.write("content/deals/openai-aws.md", text.clone() + "\nUne phrase que personne d’autre ne montre.\n");
    let run = project.run(["build", "--timings", "--explain", "--today", BRIEFING_DAY]).succeeds();
    let because = "(content/deals/openai-aws.md)";
    let told: BTreeSet<&str> =
        run.stdout.lines().filter_map(|line| line.strip_suffix(because)).map(str::trim_end).collect();
    assert!(told.contains("changed  deals/openai-aws/index.html"), "{told:?}");
    // The words are in the index of the search, too.
    let outside = told.iter().filter(|line| !line.contains("search/")).count();
    assert!(told.contains("changed  feed.xml") && outside == 4, "{told:?}");
    assert_eq!(made(&run), (told.len(), files), "what is made is told");

    // A text and its translation, each for the page in its language.
    let english = project.file("content/deals/openai-aws.en.md");
    project.write("content/deals/openai-aws.en.md", english + "\nA sentence that nobody else shows.\n");
    project.write("content/deals/openai-aws.md", text.clone());
    let run = project.run(["build", "--explain", "--today", BRIEFING_DAY]).succeeds();
    let run = run.says("changed  deals/openai-aws/index.html  (content/deals/openai-aws.md)");
    run.says("changed  en/deals/openai-aws/index.html  (content/deals/openai-aws.en.md)");

    // What others show of a text is more than words.
    project.write("content/deals/openai-aws.md", text.replacen("[[", "[[microsoft]] [[", 1));
    let run = project.run(["build", "--timings", "--explain", "--today", BRIEFING_DAY]).succeeds();
    run.says("every page was made: `content/deals/openai-aws.md` changed in what other pages show of it");
    // A later day changes nothing in a briefing that is kept to a day before it; an earlier one does. So does a build
    // that is told to forget.
    let run = project.run(["build", "--explain", "--timings", "--today", "2026-11-23"]).succeeds();
    run.says("nothing changed");
    let kept = project.file("tearsheet.toml");
    let kept = kept.lines().find(|line| line.starts_with("kept_to")).expect("a day").replace(' ', "");
    assert!(kept < format!("kept_to={BRIEFING_DAY}"), "{kept}");
    let run = project.run(["build", "--timings", "--full", "--explain", "--today", "2026-11-23"]).succeeds();
    assert_eq!(made(&run), (files, files));
    run.says("every page was made: `--full` was given");
}

#[test]
fn what_was_changed_by_hand_is_made_again_and_nothing_else() {
    let project = Project::briefing();
    let (_, files) = made(&build(&project));
    let clean = tree(&project.root().join("public"));
    let page = project.root().join("public/index.html");
    let written = fs::metadata(&page).and_then(|m| m.modified()).expect("a time");
    let text = fs::read_to_string(&page).expect("a page");
    // As long as before, and as old as before.
    fs::write(&page, text.replacen("OpenAI", "OpenIA", 1)).expect("a page");
    fs::File::options().append(true).open(&page).and_then(|file| file.set_modified(written)).expect("a time");
    assert_eq!(made(&build(&project)), (1, files));
    assert!(tree(&project.root().join("public")) == clean);

    fs::remove_file(&page).expect("a page");
    fs::set_permissions(project.root().join("public/feed.xml"), Permissions::from_mode(0o600)).expect("a mode");
    fs::set_permissions(project.root().join("public/deals"), Permissions::from_mode(0o700)).expect("a mode");
    assert_eq!(made(&build(&project)), (2, files));
    assert!(tree(&project.root().join("public")) == clean);

    // Modes of what is no page.
    for (path, expected) in [("public/.tearsheet-manifest", files), ("public/companies", 0), ("public", 0)] {
        fs::set_permissions(project.root().join(path), Permissions::from_mode(0o700)).expect("a mode");
        assert_eq!(made(&build(&project).says("permissions restored")), (expected, files), "{path}");
        assert!(tree(&project.root().join("public")) == clean, "{path}");
    }

    // Touched, but the same: it is read, and found right.
    fs::write(&page, text).expect("a page");
    assert_eq!(made(&build(&project)), (0, files));
}

#[test]
fn a_state_is_believed_only_of_its_own_output() {
    let project = Project::with_base("");
    let args = ["build", "--timings", "--today", TODAY];
    let (_, files) = made(&project.run(args).succeeds());
    let clean = project.tree("public");
    let state = project.tree(".tearsheet").into_iter().find(|(path, _)| path.ends_with(".state")).expect("a state");
    let path = format!(".tearsheet/{}", state.0);

    // Copied with its output, as in a repository that has both, with a page that nobody built.
    let copied = Project::with_base("");
    for (path, bytes) in &clean {
        copied.write(&format!("public/{path}"), bytes);
    }
    copied.write("public/index.html", "not ours");
    copied.run(args).succeeds();
    let own = copied.tree(".tearsheet").into_iter().find(|(path, _)| path.ends_with(".state")).expect("a state");
    copied.write("public/index.html", "not ours");
    copied.write(&format!(".tearsheet/{}", own.0), &state.1);
    assert_eq!(made(&copied.run(args).succeeds()), (files, files));
    assert!(copied.tree("public") == clean);

    // Cut, changed, empty, and a folder that cannot be written to.
    let half = state.1.len() / 2;
    let mut other = state.1.clone();
    other[half] ^= 1;
    for damaged in [&state.1[..half], &other, b"", b"\n", b"tearsheet record 1\n"] {
        project.write(&path, damaged);
        assert_eq!(made(&project.run(args).succeeds()), (files, files), "{}", String::from_utf8_lossy(damaged));
    }
    fs::remove_dir_all(project.root().join(".tearsheet")).expect("a folder");
    project.write(".tearsheet", "a file in its place");
    for _ in 0..2 {
        assert_eq!(made(&project.run(args).succeeds()), (files, files));
    }
    assert!(project.tree("public") == clean);
}

#[test]
fn what_cannot_be_read_is_told_however_often_it_is_built() {
    let project = Project::with_base(
        "//- static/empty.txt\n//- content/pages/about.md\n+++\ntitle = \"About\"\n+++\nA caf\u{fffd}.\n",
    );
    let args = ["build", "--today", TODAY];
    project.run(args).succeeds();
    project.run(args).succeeds();
    let text = fs::read(project.root().join("content/pages/about.md")).expect("a text");
    let at = text.windows(3).position(|bytes| bytes == "\u{fffd}".as_bytes()).expect("the character");
    project.write("content/pages/about.md", [&text[..at], b"\xe9", &text[at + 3..]].concat());
    for _ in 0..2 {
        project.run(args).exits(1).says("0xE9");
    }
    project.write("content/pages/about.md", &text);
    project.run(args).succeeds();
    fs::remove_file(project.root().join("static/empty.txt")).expect("a file");
    project.link("static/empty.txt", "/etc/hostname");
    for _ in 0..2 {
        project.run(args).exits(1).says("static/empty.txt");
    }
}

#[test]
fn a_file_that_is_changed_during_a_build_is_not_taken_for_ours() {
    let project = Project::briefing();
    build(&project);
    let clean = tree(&project.root().join("public"));
    let text = project.file("content/deals/openai-aws.md");
    for (round, pause) in [0, 20, 40, 80, 120, 160, 240].into_iter().enumerate() {
        project.write("content/deals/openai-aws.md", format!("{text}\nRound {round}.\n"));
        let mut building = tearsheet(project.root())
            .args(["build", "--today", BRIEFING_DAY])
            .stdout(Stdio::null())
            .spawn()
            .expect("a build");
        // Whatever the build is doing by then: no instant may go wrong, so that none has to be met.
        thread::sleep(Duration::from_millis(pause));
        // In place, and as long as before.
        let page = fs::File::options().write(true).open(project.root().join("public/companies/nvidia/index.html"));
        if let Ok(mut page) = page {
            page.write_all(b"FOREIGN BYTES").expect("a page");
        }
        building.wait().expect("an end");
        build(&project);
    }
    project.write("content/deals/openai-aws.md", text);
    build(&project);
    assert!(tree(&project.root().join("public")) == clean);
}

/// Gives a build the time to look at its output and to wait for its turn: then its first thread sleeps, and only then.
/// Where the kernel does not tell, or a machine is slower than this is patient, the build sees at once what is changed
/// next, which proves less and fails nothing.
fn await_its_waiting(building: &Child) {
    let wait = format!("/proc/{}/wchan", building.id());
    for _ in 0..300 {
        if fs::read_to_string(&wait).is_ok_and(|place| place.contains("nanosleep")) {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Changes files of the output while a build waits for its turn. Whether that came: a build gives up after a while, and
/// we may have been stopped for longer.
fn changes_while_a_build_waits(project: &Project) -> bool {
    let page = project.root().join("public/companies/nvidia/index.html");
    let lock = fs::File::open(project.root()).expect("the folder");
    rustix::fs::flock(&lock, rustix::fs::FlockOperation::LockExclusive).expect("the lock");
    let building = tearsheet(project.root())
        .args(["build", "--today", BRIEFING_DAY])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a build");
    await_its_waiting(&building);
    let before = fs::metadata(&page).and_then(|m| m.modified()).expect("a time");
    let mut file = fs::File::options().write(true).open(&page).expect("a page");
    file.write_all(b"FOREIGN BYTES").and_then(|()| file.set_modified(before)).expect("a page");
    fs::remove_file(project.root().join("public/companies/amd/index.html")).expect("a page");
    drop(lock);
    let ended = building.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success() || said.contains("another build is writing"), "{said}");
    ended.status.success()
}

/// What a build looked at before it had to wait for another one is not what is there when its turn comes.
#[test]
fn a_file_that_is_changed_while_a_build_waits_is_made_again() {
    let project = Project::briefing();
    build(&project);
    let clean = tree(&project.root().join("public"));
    let text = project.file("content/deals/openai-aws.md");
    for edited in [true, false] {
        loop {
            project.write("content/deals/openai-aws.md", &text);
            build(&project);
            // Settled, so that nothing has to be read. Later is as good.
            thread::sleep(Duration::from_millis(30));
            build(&project);
            if edited {
                project.write("content/deals/openai-aws.md", format!("{text}\nMore words.\n"));
            }
            if changes_while_a_build_waits(&project) {
                break;
            }
        }
        if edited {
            project.write("content/deals/openai-aws.md", &text);
            build(&project);
        }
        assert!(tree(&project.root().join("public")) == clean, "edited: {edited}");
    }
}

#[test]
fn nothing_is_written_or_read_through_a_link_in_the_folder_of_states() {
    let project = Project::with_base("//- victim.txt\nmine\n");
    let args = ["build", "--timings", "--today", TODAY];
    let (_, files) = made(&project.run(args).succeeds());
    let names: Vec<String> = project.tree(".tearsheet").into_iter().map(|(path, _)| path).collect();
    let state = names.iter().find(|path| path.ends_with(".state")).expect("a state").clone();
    assert_eq!(names.len(), 2, "{names:?}");
    // A link in the place of the new state, and of the state.
    project.link(&format!(".tearsheet/{}", state.replace(".state", ".new")), "../victim.txt");
    fs::remove_file(project.root().join(".tearsheet").join(&state)).expect("a state");
    project.link(&format!(".tearsheet/{state}"), "/dev/zero");
    assert_eq!(made(&project.run(args).succeeds()), (files, files));
    assert_eq!(project.file("victim.txt"), "mine\n");
    assert_eq!(made(&project.run(args).succeeds()), (0, files));
    // A build that was killed has left a list of what to ignore with nothing in it.
    project.write(".tearsheet/.gitignore", "");
    project.write("static/new.txt", "new");
    project.run(args).succeeds();
    assert!(project.file(".tearsheet/.gitignore").contains('*'));
    // The folder itself is a link.
    fs::remove_dir_all(project.root().join(".tearsheet")).expect("a folder");
    fs::create_dir(project.root().join("elsewhere")).expect("a folder");
    project.link(".tearsheet", "elsewhere");
    project.run(args).succeeds();
    assert!(project.tree("elsewhere").is_empty());
    // States of outputs that are gone go too.
    fs::remove_file(project.root().join(".tearsheet")).expect("a link");
    project.run(["build", "--out", "other", "--today", TODAY]).succeeds();
    project.run(args).succeeds();
    assert_eq!(project.tree(".tearsheet").len(), 3);
    fs::remove_dir_all(project.root().join("other")).expect("a folder");
    project.run(["build", "--full", "--today", TODAY]).succeeds();
    assert_eq!(project.tree(".tearsheet").len(), 2);
}
