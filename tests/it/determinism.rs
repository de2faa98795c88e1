//! The same files give the same bytes, whatever the machine.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::support::{BRIEFING_DAY, Project, Run};

/// Path, mode and bytes of every file and folder of the output.
fn tree(project: &Project) -> Vec<(String, u32, Vec<u8>)> {
    let root = project.root().join("public");
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).expect("below").to_string_lossy().into_owned();
            let mode = entry.metadata().expect("metadata").permissions().mode();
            let bytes = if entry.file_type().is_file() { std::fs::read(entry.path()).expect("a file") } else { vec![] };
            (path, mode, bytes)
        })
        .collect()
}

/// Builds under a time zone, a locale, a umask and with a number of threads.
fn build(project: &Project, zone: &str, lang: &str, umask: &str, threads: &str) {
    let mut command = Command::new("sh");
    command.current_dir(project.root()).args(["-c", &format!("umask {umask} && exec \"$0\" \"$@\"")]);
    command.arg(env!("CARGO_BIN_EXE_tearsheet")).args(["build", "--today", BRIEFING_DAY, "--threads", threads]);
    command.env_remove("SOURCE_DATE_EPOCH").env("TZ", zone).env("LANG", lang).env("LC_ALL", lang);
    Run::of(&mut command).succeeds();
}

#[test]
fn directory_zone_locale_umask_and_threads_do_not_matter() {
    let (here, elsewhere) = (Project::briefing(), Project::briefing());
    build(&here, "UTC", "C", "022", "1");
    build(&elsewhere, "Pacific/Kiritimati", "tr_TR.UTF-8", "077", "4");
    let (one, other) = (tree(&here), tree(&elsewhere));
    let names =
        |tree: &[(String, u32, Vec<u8>)]| tree.iter().map(|(p, mode, _)| (p.clone(), *mode)).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for ((path, _, bytes), (_, _, others)) in one.iter().zip(&other) {
        assert!(bytes == others, "{path} differs");
    }
    assert!(one.len() > 100);
    let machine = [here.root().to_str().expect("a path"), env!("CARGO_MANIFEST_DIR"), "/home/", "/tmp/"];
    for (path, _, bytes) in &one {
        for name in machine {
            assert!(!bytes.windows(name.len()).any(|w| w == name.as_bytes()), "{path} holds the path {name}");
        }
    }
}
