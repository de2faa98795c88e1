//! Outputs at which a file system is mounted, and such with one in them. It takes a namespace in which we may mount.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::process::Command;

use crate::in_place::DEAL;
use crate::support::{Project, Run, TODAY};

/// Runs a script in namespaces of its own, where it is root and may mount; `None`, with a word, where nobody may.
fn mounting(project: &Project, script: &str) -> Option<Run> {
    let unshared = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--user", "--map-root-user", "sh", "-ec", script]).current_dir(project.root());
        command
    };
    let allowed = unshared("mount -t tmpfs none /mnt").output().is_ok_and(|output| output.status.success());
    if !allowed {
        eprintln!("skipped: this system lets nobody make a namespace and mount in it");
        return None;
    }
    Some(Run::of(&mut unshared(script)))
}

#[test]
fn where_a_file_system_is_mounted_is_written_in_place() {
    let program = env!("CARGO_BIN_EXE_tearsheet");
    let build = format!("{program} build --today {TODAY}");
    // A part of the same file system, and one of its own.
    for mount in ["mount --bind volume public", "mount -t tmpfs -o mode=1777 none public"] {
        let project = Project::with_base(DEAL);
        fs::create_dir(project.root().join("volume")).unwrap();
        fs::create_dir(project.root().join("public")).unwrap();
        let script = format!(
            "{mount}; exec 9<public; mode=$(stat -c %a public)
             {build}; {build} | grep 'nothing changed'
             echo More. > content/deals/acme-globex.md; {build}
             test $(stat -c %a public) = $mode
             test \"$(ls -A /proc/self/fd/9/)\" = \"$(ls -A public)\"; grep -q More. /proc/self/fd/9/deals/*/index.html
             {program} build --today {TODAY} --out clean >/dev/null; diff -r clean public; rm -r clean"
        );
        let Some(run) = mounting(&project, &script) else { return };
        let run = run.succeeds();
        let told = run.stdout.matches("written in place: a file system is mounted at `public`\n").count();
        assert_eq!(told, 2, "{}", run.stdout);
    }
}

#[test]
fn a_file_system_that_is_mounted_within_an_output_is_refused() {
    let program = env!("CARGO_BIN_EXE_tearsheet");
    let build = format!("{program} build --today {TODAY}");
    for work_tree in [false, true] {
        let project = Project::with_base(DEAL);
        if work_tree {
            project.write("public/.git", "gitdir: elsewhere");
        }
        let script = format!(
            "{build}; cp -R public/deals other; mount --bind other public/deals
             echo More. > content/deals/acme-globex.md
             if {build}; then exit 9; fi
             diff -r other public/deals; umount public/deals; {build}"
        );
        let Some(run) = mounting(&project, &script) else { return };
        run.succeeds().says("a file system is mounted in it, at `deals`; unmount it, or name another folder");
    }
}
