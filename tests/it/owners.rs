//! Outputs that another user has left, as root does who builds in a container: what we can replace is replaced, the rest
//! refused before anything changes.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;

use tearsheet::disk::MANIFEST;

use crate::in_place::DEAL;
use crate::support::{Project, Run, TODAY, tearsheet};
use crate::trees::traces;

/// Whoever has nothing.
const NOBODY: u32 = 65_534;

/// Whether we can become that user; says so if not.
fn can_be_two() -> bool {
    let is_root = rustix::process::geteuid().is_root();
    if !is_root {
        eprintln!("skipped: only root can be two users");
    }
    is_root
}

/// The program as that user.
fn as_nobody(project: &Project) -> Run {
    let mut command = tearsheet(project.root());
    command.args(["build", "--today", TODAY]).uid(NOBODY).gid(NOBODY);
    Run::of(&mut command)
}

/// Gives the project to that user, but `not` and what is below it.
fn give_away(project: &Project, not: &str) {
    let entries = walkdir::WalkDir::new(project.root()).into_iter().map(|entry| entry.unwrap().into_path());
    for path in entries.filter(|path| not.is_empty() || !path.starts_with(project.root().join(not))) {
        std::os::unix::fs::lchown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
}

#[test]
fn an_output_that_root_has_left_is_refused_before_anything_changes() {
    if !can_be_two() {
        return;
    }
    for work_tree in [false, true] {
        let project = Project::with_base(DEAL);
        if work_tree {
            project.write("public/.git", "gitdir: elsewhere");
        }
        // As root, where we are: in a container, say.
        project.build().succeeds();
        let closed = if work_tree { "public/deals" } else { "public" };
        give_away(&project, closed);
        let before = traces(&project.root().join("public"));
        let run = as_nobody(&project);
        run.succeeds().says("nothing changed");
        for _ in 0..2 {
            project.write("content/deals/acme-globex.md", "The very end.\n");
            let run = as_nobody(&project).exits(1);
            let root = project.root().display();
            let remedy = format!("remove it with `sudo rm -r {root}/{closed}`");
            let line = format!("cannot replace `{root}/{closed}");
            assert!(run.stderr.contains(&line) && run.stderr.contains(&remedy), "{}", run.stderr);
            let told = run.stderr.lines().filter(|line| line.contains("cannot")).count();
            assert_eq!((told, run.stderr.lines().count()), (1, 1), "{}", run.stderr);
            assert_eq!(traces(&project.root().join("public")), before);
            assert!(!project.has(".public.tearsheet-new"));
        }
        fs::remove_dir_all(project.root().join(closed)).unwrap();
        as_nobody(&project).succeeds();
        as_nobody(&project).succeeds().says("nothing changed");
    }
}

#[test]
fn files_of_root_in_a_folder_of_everybody_are_ours_to_replace_unless_it_is_sticky() {
    if !can_be_two() {
        return;
    }
    for (mode, refused) in [(0o1777, true), (0o777, false)] {
        let project = Project::with_base(DEAL);
        project.write("public/.git", "gitdir: elsewhere");
        project.build().succeeds();
        give_away(&project, "");
        for path in ["public", "public/index.html"] {
            chown(project.root().join(path), Some(0), Some(0)).unwrap();
        }
        fs::set_permissions(project.root().join("public"), fs::Permissions::from_mode(mode)).unwrap();
        project.write("content/deals/acme-globex.md", "The very end.\n");
        let run = as_nobody(&project);
        if refused {
            let root = project.root().display();
            run.exits(1).says(&format!("make it yours with `sudo chown -R {NOBODY}:{NOBODY} {root}/public`"));
        } else {
            run.succeeds().says("written in place");
        }
    }
}

#[test]
fn what_a_build_of_root_has_left_is_named() {
    if !can_be_two() {
        return;
    }
    for (work_tree, leftover) in [(false, ".public.tearsheet-new"), (true, "public/.tearsheet-new")] {
        let project = Project::with_base(DEAL);
        if work_tree {
            project.write("public/.git", "gitdir: elsewhere");
        }
        project.write(&format!("{leftover}/deals/x"), "");
        give_away(&project, leftover);
        let run = as_nobody(&project);
        run.exits(1).says(&format!("; remove it with `sudo rm -r {}/{leftover}`", project.root().display()));
        fs::remove_dir_all(project.root().join(leftover)).unwrap();
        as_nobody(&project).succeeds();
    }
}

#[test]
fn what_root_has_begun_in_place_is_finished_or_named() {
    if !can_be_two() {
        return;
    }
    let project = Project::with_base(DEAL);
    project.write("public/.git", "gitdir: elsewhere");
    project.build().succeeds();
    let text = project.file(&format!("public/{MANIFEST}"));
    let hash = blake3::hash(text.as_bytes()).to_hex();
    project.write("public/.tearsheet-journal", format!("tearsheet journal 1 {hash}\n{text}"));
    project.write("public/.tearsheet-new/index.html", project.file("public/index.html"));
    for (closed, remedy) in [
        ("public/.tearsheet-new", "remove it with `sudo rm -r "),
        ("public/deals", "make it yours with `sudo chown -R 65534:65534 "),
    ] {
        give_away(&project, "");
        for entry in walkdir::WalkDir::new(project.root().join(closed)) {
            chown(entry.unwrap().path(), Some(0), Some(0)).unwrap();
        }
        let before = traces(&project.root().join("public"));
        as_nobody(&project).exits(1).says(&format!("/{closed}`: it belongs to another user; {remedy}"));
        assert_eq!(traces(&project.root().join("public")), before);
    }
    give_away(&project, "");
    as_nobody(&project).succeeds();
    assert!(!project.has("public/.tearsheet-new") && !project.has("public/.tearsheet-journal"));
}

#[test]
fn a_folder_of_our_own_that_we_may_not_change_is_told() {
    if !can_be_two() {
        return;
    }
    let project = Project::with_base(DEAL);
    project.build().succeeds();
    give_away(&project, "");
    fs::set_permissions(project.root().join("public/deals"), fs::Permissions::from_mode(0o555)).unwrap();
    project.write("content/deals/acme-globex.md", "The very end.\n");
    let run = as_nobody(&project);
    run.exits(1).says(&format!("its mode forbids it; `chmod -R u+rwX {}/public`", project.root().display()));
    // In place, folders stay, and their modes are put right.
    project.write("public/.git", "gitdir: elsewhere");
    chown(project.root().join("public/.git"), Some(NOBODY), Some(NOBODY)).unwrap();
    as_nobody(&project).succeeds().says("written in place");
}
