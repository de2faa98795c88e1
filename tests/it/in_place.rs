//! Outputs that are written in place: what is written, left alone, put right, finished. In work trees of git, which
//! anybody can make; `mounts` is about the others.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tearsheet::disk::{Before, InPlace, MANIFEST, OutputError, Stage, Surroundings};

use crate::edits::{Dice, Site as Edited};
use crate::rebuild::made;
use crate::rebuild_anything::{damage, save};
use crate::support::{Project, Run, TODAY};
use crate::trees::{Scratch, Site, Tree, build, build_with, clean_build, nowhere, open, project, site, traces, tree};

/// A work tree as `git worktree add` leaves it, in its `.git`, with what people keep there.
fn work_tree(scratch: &Scratch) -> (std::path::PathBuf, std::path::PathBuf) {
    scratch.write("public/.git", "gitdir: ../.git/worktrees/public");
    scratch.write("public/CNAME", "example.org");
    (scratch.at("public"), project(scratch))
}

/// The site in an output, without what is not of it. The mode of the output itself is not ours.
fn of_site(root: &Path) -> Tree {
    let mut tree = tree(root);
    tree.retain(|path, _| {
        let first = path.iter().next().unwrap_or_default();
        ![".git", ".gitkeep", ".nojekyll", "CNAME"].iter().any(|name| first == *name)
    });
    tree.remove(Path::new(""));
    tree
}

fn clean(site: &Site) -> Tree {
    let mut tree = clean_build(site);
    tree.remove(Path::new(""));
    tree
}

fn first() -> Site {
    site(&[("index.html", "front"), ("deals/a/index.html", "a"), ("deals/b/index.html", "b"), ("gone/x", "gone")])
}

fn second() -> Site {
    site(&[("index.html", "front"), ("deals/a/index.html", "a!"), ("deals/b/index.html", "b"), ("new/x", "new")])
}

#[test]
fn a_work_tree_stays_the_folder_that_it_is() {
    let scratch = Scratch::new();
    let (target, project) = work_tree(&scratch);
    let inode = |path: &str| scratch.at(path).metadata().unwrap().ino();
    let (own, link) = (inode("public"), inode("public/.git"));
    let written = build(&target, &project, &first());
    assert_eq!(written.in_place, Some(InPlace::WorkTree));
    assert_eq!((written.files, written.written, written.removed, written.swapped), (4, 4, 0, true));
    assert_eq!(of_site(&target), clean(&first()));

    let before = traces(&target);
    assert!(!build(&target, &project, &first()).swapped);
    assert_eq!(traces(&target), before, "a build of the same site touches nothing");

    let same = inode("public/deals/b/index.html");
    let written = build(&target, &project, &second());
    assert_eq!((written.written, written.linked, written.removed, written.bytes_written), (2, 2, 1, 5));
    assert_eq!(of_site(&target), clean(&second()));
    assert_eq!(inode("public/deals/b/index.html"), same, "what does not differ is left alone");
    assert_eq!((inode("public"), inode("public/.git")), (own, link));
    assert_eq!(scratch.names("public"), [".git", MANIFEST, "CNAME", "deals", "index.html", "new"]);
    assert_eq!(scratch.names(""), ["project", "public"]);
}

#[test]
fn what_was_changed_by_hand_is_put_right_in_place() {
    let scratch = Scratch::new();
    let (target, project) = work_tree(&scratch);
    let page = scratch.at("public/deals/a/index.html");
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let changes: [(&str, &dyn Fn()); 9] = [
        ("other bytes", &|| fs::write(&page, "A").unwrap()),
        ("removed", &|| fs::remove_file(&page).unwrap()),
        ("folder removed", &|| fs::remove_dir_all(scratch.at("public/deals")).unwrap()),
        ("a link", &|| {
            fs::remove_file(&page).unwrap();
            symlink("../b/index.html", &page).unwrap();
        }),
        ("mode of a file", &|| mode(&page, 0o600)),
        ("mode of a folder", &|| mode(&scratch.at("public/deals"), 0o500)),
        ("mode of a folder that goes", &|| mode(&scratch.at("public/gone"), 0o500)),
        ("mode of the manifest", &|| mode(&target.join(MANIFEST), 0o600)),
        ("litter in a folder that goes", &|| scratch.write("public/gone/.DS_Store", "")),
    ];
    for (what, change) in changes {
        for next in [first(), second()] {
            build(&target, &project, &first());
            change();
            build(&target, &project, &next);
            let found = of_site(&target);
            let expected = clean(&next);
            assert!(
                found == expected || (what.starts_with("litter") && next == first()),
                "{what}: {found:?} {expected:?}"
            );
            let _ = fs::remove_file(scratch.at("public/gone/.DS_Store"));
        }
    }
    // The folder itself is whoever's it is.
    mode(&target, 0o755);
    mode(&target, 0o700);
    assert!(!build(&target, &project, &second()).swapped);
    assert_eq!(target.metadata().unwrap().mode() & 0o777, 0o700);
}

#[test]
fn a_file_of_somebody_else_is_not_written_over() {
    let scratch = Scratch::new();
    let (target, project) = work_tree(&scratch);
    build(&target, &project, &first());
    let with = |text: &str| [first(), site(&[("CNAME", text)])].concat();
    let before = traces(&target);
    let error = build_with(&target, &project, &with("another.example"), None).unwrap_err();
    assert!(error.contains("Tearsheet did not write `CNAME`"), "{error}");
    assert_eq!(scratch.names("public"), [".git", MANIFEST, "CNAME", "deals", "gone", "index.html"]);
    let unlike_root = |mut traces: std::collections::BTreeMap<_, _>| {
        traces.remove(&target);
        traces
    };
    assert_eq!(unlike_root(traces(&target)), unlike_root(before));
    // The same bytes are as good as ours, and ours from then on.
    build(&target, &project, &with("example.org"));
    build(&target, &project, &with("another.example"));
    assert_eq!(fs::read_to_string(target.join("CNAME")).unwrap(), "another.example");
    build(&target, &project, &first());
    assert!(!target.join("CNAME").exists());

    // Files that come while the site is being built: where a page goes, and where none does.
    for (path, is_refused) in [("new/x", true), ("new", true), ("deals/mine.txt", false)] {
        let mut stage = open(&target, &project).unwrap();
        stage.put("new/x", b"new").unwrap();
        scratch.write(&format!("public/{path}"), "precious");
        assert_eq!(stage.commit().is_err(), is_refused, "{path}");
        drop(stage);
        assert_eq!(fs::read_to_string(target.join(path)).unwrap(), "precious", "{path}");
        assert!(!target.join(".tearsheet-new").exists() && !target.join(".tearsheet-journal").exists(), "{path}");
        assert!(matches!(open(&target, &project), Err(OutputError::Strangers { .. })), "{path}");
        fs::remove_file(target.join(path)).unwrap();
        for folder in ["new", "deals"] {
            let _ = fs::remove_dir(target.join(folder));
        }
        build(&target, &project, &first());
    }
}

#[test]
fn two_builds_in_place_wait_for_each_other() {
    let scratch = Scratch::new();
    let (target, project) = work_tree(&scratch);
    let mut one = open(&target, &project).unwrap();
    one.put("index.html", b"one").unwrap();
    let hasty = Surroundings { patience: Duration::from_millis(50), ..nowhere(None) };
    assert!(matches!(Stage::open_in(&target, &project, hasty, Before::Unknown), Err(OutputError::Busy { .. })));
    std::thread::scope(|scope| {
        let two = scope.spawn(|| {
            let mut stage = open(&target, &project).unwrap();
            stage.put("index.html", b"two").unwrap();
            stage.commit().unwrap().written
        });
        assert!(one.commit().unwrap().written.swapped);
        drop(one);
        assert!(two.join().unwrap().swapped);
    });
    assert_eq!(fs::read(target.join("index.html")).unwrap(), b"two");
    assert_eq!(scratch.names("public"), [".git", MANIFEST, "CNAME", "index.html"]);
}

/// Leaves what a build has that was killed right after its journal appeared: the second site, staged.
fn leave_journal(scratch: &Scratch) {
    let (target, project) = (scratch.at("public"), scratch.at("project"));
    let other = Scratch::new();
    build(&target, &project, &first());
    let copy = other.at("public");
    fs::create_dir(&copy).unwrap();
    build(&copy, &self::project(&other), &second());
    let text = fs::read_to_string(copy.join(MANIFEST)).unwrap();
    fs::rename(&copy, target.join(".tearsheet-new")).unwrap();
    let hash = blake3::hash(text.as_bytes()).to_hex();
    fs::write(target.join(".tearsheet-journal"), format!("tearsheet journal 1 {hash}\n{text}")).unwrap();
}

#[test]
fn a_journal_is_finished_in_whatever_way_the_next_build_writes() {
    for still_a_work_tree in [true, false] {
        let scratch = Scratch::new();
        let (target, project) = work_tree(&scratch);
        leave_journal(&scratch);
        if !still_a_work_tree {
            fs::remove_file(target.join(".git")).unwrap();
            fs::remove_file(target.join("CNAME")).unwrap();
        }
        drop(open(&target, &project).unwrap());
        assert_eq!(of_site(&target), clean(&second()), "{still_a_work_tree}");
        assert!(!build(&target, &project, &second()).swapped);
    }
}

#[test]
fn nothing_is_written_or_removed_through_a_link_on_the_word_of_a_journal() {
    let scratch = Scratch::new();
    let (target, project) = work_tree(&scratch);
    leave_journal(&scratch);
    scratch.write("elsewhere/a/index.html", "mine");
    scratch.write("elsewhere/x", "mine");
    for folder in ["deals", "gone", "new"] {
        let _ = fs::remove_dir_all(target.join(folder));
        symlink("../elsewhere", target.join(folder)).unwrap();
        assert!(matches!(open(&target, &project), Err(OutputError::Strangers { .. })), "{folder}");
        assert_eq!(tree(&scratch.at("elsewhere")).values().filter(|file| file.1.is_some()).count(), 2);
        assert_eq!(fs::read(scratch.at("elsewhere/x")).unwrap(), b"mine");
        fs::remove_file(target.join(folder)).unwrap();
    }
    build(&target, &project, &second());
    assert_eq!(of_site(&target), clean(&second()));
    // A link that comes while the site is being built.
    let mut stage = open(&target, &project).unwrap();
    stage.put("deals/a/index.html", b"new").unwrap();
    fs::rename(target.join("deals"), scratch.at("deals")).unwrap();
    symlink("../elsewhere", target.join("deals")).unwrap();
    assert!(matches!(stage.commit(), Err(OutputError::Strangers { .. })));
    assert_eq!(fs::read(scratch.at("elsewhere/a/index.html")).unwrap(), b"mine");
}

/// The program, with the day of the tests.
fn run(project: &Project, more: &[&str]) -> Run {
    project.run([&["build", "--timings", "--today", TODAY], more].concat())
}

pub(crate) const DEAL: &str = "
//- content/deals/acme-globex.toml
title  = \"Acme buys from Globex\"
status = { is = \"signed\", on = \"2026-04-01\", source = \"wire\" }
[[leg]]
customer = \"acme\"
supplier = \"globex\"
//- content/deals/acme-globex.md
The end.
";

#[test]
fn the_command_says_that_it_writes_in_place() {
    let project = Project::with_base(DEAL);
    project.write("public/.git", "gitdir: elsewhere");
    let said = run(&project, &[]).succeeds();
    assert_eq!(said.stdout.lines().filter(|l| *l == "written in place: `public` is a git work tree").count(), 1);
    let (_, files) = made(&said);
    // Sealed by the second build at the latest, and then not even read.
    std::thread::sleep(Duration::from_millis(30));
    let again = run(&project, &[]).succeeds().says("nothing was rewritten");
    assert!(!again.stdout.contains("in place"), "{}", again.stdout);
    project.write("content/deals/acme-globex.md", "The very end.\n");
    let edited = run(&project, &["--explain"]).succeeds().says("changed  deals/acme-globex/index.html");
    let (some, _) = made(&edited);
    assert!(0 < some && some < files, "{some} of {files}");
    assert!(!edited.stdout.contains(".git"), "{}", edited.stdout);
    assert!(edited.stdout.contains(" 0 removed"), "{}", edited.stdout);
    let check = project.run(["check", "--explain", "--today", TODAY]).succeeds();
    assert!(check.stdout.contains("0 new, 0 changed, 0 removed"), "{}", check.stdout);
}

#[test]
fn a_work_tree_of_git_can_be_committed_and_set_back() {
    let project = Project::with_base(DEAL);
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(project.root()).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
        Run::of(command.args(args))
    };
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return;
    }
    git(&["init", "--quiet"]).succeeds();
    git(&["commit", "--quiet", "--allow-empty", "-m", "begin"]).succeeds();
    git(&["worktree", "add", "--quiet", "-b", "pages", "public"]).succeeds();
    run(&project, &[]).succeeds().says("written in place");
    git(&["-C", "public", "add", "--all"]).succeeds();
    git(&["-C", "public", "commit", "--quiet", "-m", "one"]).succeeds();
    let one = of_site(&project.root().join("public"));
    run(&project, &[]).succeeds().says("nothing changed");
    assert_eq!(git(&["-C", "public", "status", "--porcelain"]).succeeds().stdout, "");

    project.write("content/deals/acme-globex.md", "The very end.\n");
    run(&project, &[]).succeeds();
    let changed = git(&["-C", "public", "status", "--porcelain"]).succeeds().stdout;
    assert!(changed.contains(" M deals/acme-globex/index.html\n") && !changed.contains("??"), "{changed}");
    let two = of_site(&project.root().join("public"));
    git(&["-C", "public", "commit", "--quiet", "--all", "-m", "two"]).succeeds();
    git(&["-C", "public", "checkout", "--quiet", "HEAD~1"]).succeeds();
    run(&project, &[]).succeeds();
    assert!(of_site(&project.root().join("public")) == two);
    project.write("content/deals/acme-globex.md", "The end.\n");
    run(&project, &[]).succeeds();
    assert!(of_site(&project.root().join("public")) == one);
    git(&["-C", "public", "status", "--porcelain"]).succeeds();
}

#[test]
fn edits_and_damage_in_place_come_to_what_a_build_from_nothing_makes() {
    for seed in 0..6 {
        let mut dice = Dice(2_000_000 + seed);
        let (mut site, project) = (Edited::new(seed), Project::of(Vec::new()));
        project.write("public/.git/HEAD", "ref: refs/heads/pages");
        let mut saved = std::collections::BTreeMap::new();
        for edit in 0..8 {
            let files = site.files();
            save(&project, &saved, &files);
            saved = files;
            if dice.roll(3) == 0 {
                damage(&project, &mut dice);
            }
            fs::create_dir_all(project.root().join("public/.git")).unwrap();
            fs::write(project.root().join("public/.git/HEAD"), "ref: refs/heads/pages").unwrap();
            let run = project.run(["build", "--today", "2026-05-01", "--format", "json"]);
            let expected =
                project.run(["build", "--full", "--out", "clean", "--today", "2026-05-01", "--format", "json"]);
            assert_eq!((run.code, &run.stdout), (expected.code, &expected.stdout), "seed {seed}, edit {edit}");
            if run.code == Some(0) {
                let (now, expected) = (of_site(&project.root().join("public")), of_site(&project.root().join("clean")));
                assert!(now == expected, "seed {seed}, edit {edit}");
                fs::remove_dir_all(project.root().join("clean")).unwrap();
            }
            assert_eq!(project.file("public/.git/HEAD"), "ref: refs/heads/pages");
            site.edit(&mut dice);
        }
    }
}
