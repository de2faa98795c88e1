//! The guard: every folder that must not become the output is refused, and nothing is touched.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use tearsheet::disk::{Before, MANIFEST, OutputError, Stage, Surroundings};

use crate::trees::{PATIENCE, Scratch, build, has_manifest, open, site, traces, tree};

/// A home with a project, a repository, foreign folders and an output; the working folder is `home/work/deep`.
fn world() -> Scratch {
    let scratch = Scratch::new();
    let files = [
        "home/project/tearsheet.toml",
        "home/project/content/deals/a.toml",
        "home/project/themes/t/theme.toml",
        "home/project/static/x.css",
        "home/project/src/main.rs",
        "home/project/.git/HEAD",
        "home/work/deep/notes.txt",
        "home/repository/.git/HEAD",
        "home/worktree/.git",
        "home/sources/.git/HEAD",
        "home/sources/CNAME",
        "home/sources/main.c",
        "home/photos/1.jpg",
        "home/photos/2/a.jpg",
        "home/hidden/.config",
        "home/file.txt",
    ];
    for path in files {
        scratch.write(path, path);
    }
    symlink("project", scratch.at("home/link-to-project")).unwrap();
    symlink("photos", scratch.at("home/link-to-photos")).unwrap();
    symlink("file.txt", scratch.at("home/link-to-file")).unwrap();
    symlink("nothing", scratch.at("home/link-to-nothing")).unwrap();
    symlink("link-to-itself", scratch.at("home/link-to-itself")).unwrap();
    symlink("content/deals", scratch.at("home/project/link-to-input")).unwrap();
    symlink("..", scratch.at("home/work/up")).unwrap();

    let project = scratch.at("home/project");
    let page = site(&[("index.html", "x"), ("deals/a/index.html", "y")]);
    for output in ["mixed", "mixed-deep", "mixed-folder", "tampered", "escaping", "committed", "checked-out"] {
        build(&scratch.at("home").join(output), &project, &page);
    }
    scratch.write("home/mixed/CNAME", "example.org");
    scratch.write("home/mixed-deep/deals/a/photo.jpg", "");
    scratch.folder("home/mixed-folder/drafts");
    scratch.write("home/committed/.git/HEAD", "");
    scratch.write("home/checked-out/.git", "gitdir: elsewhere");
    scratch.write("home/checked-out/CNAME", "example.org");
    scratch.write("home/checked-out/notes.txt", "");
    fs::write(scratch.at("home/tampered").join(MANIFEST), "tearsheet manifest 1\n<<<<<<< HEAD\n").unwrap();
    let escape = format!("tearsheet manifest 1\n{} 0 ../file.txt\n", "0".repeat(64));
    fs::write(scratch.at("home/escaping").join(MANIFEST), escape).unwrap();
    scratch
}

fn variant(error: &OutputError) -> String {
    let debug = format!("{error:?}");
    debug.split([' ', '(']).next().unwrap_or_default().to_owned()
}

fn judge(scratch: &Scratch, target: &Path) -> Result<Stage, OutputError> {
    let around = Surroundings {
        home: Some(scratch.at("home")),
        working: scratch.at("home/work/deep"),
        patience: PATIENCE,
        steps: None,
    };
    Stage::open_in(target, &scratch.at("home/project"), around, Before::Unknown)
}

#[test]
fn wrong_folders_are_refused_and_nothing_is_touched() {
    let refused = [
        (".", "WorkingDirectory"),
        ("", "WorkingDirectory"),
        ("..", "WorkingDirectory"),
        ("../deep", "WorkingDirectory"),
        ("../up/work/deep", "WorkingDirectory"),
        ("../..", "Project"),
        ("../../../home", "Project"),
        ("/", "Root"),
        ("/..", "Root"),
        ("../../project", "Project"),
        ("../../project/.", "Project"),
        ("../../project/content/..", "Project"),
        ("../../link-to-project", "Project"),
        ("../../link-to-project/content", "Input"),
        ("../../project/content", "Input"),
        ("../../project/content/deals/public", "Input"),
        ("../../project/link-to-input/public", "Input"),
        ("../../project/themes/t", "Input"),
        ("../../project/static/public", "Input"),
        ("../../project/locales", "Input"),
        ("../../project/src/public", "Input"),
        ("../../project/.tearsheet/public", "Input"),
        ("../../project/.git/public", "Repository"),
        ("../../repository/.git", "Repository"),
        ("../../sources", "Foreign"),
        ("../../checked-out", "Strangers"),
        ("../../photos", "Foreign"),
        ("../../photos/2", "Foreign"),
        ("../../link-to-photos", "Foreign"),
        ("../../hidden", "Foreign"),
        ("../../mixed", "Strangers"),
        ("../../mixed-deep", "Strangers"),
        ("../../mixed-folder", "Strangers"),
        ("../../tampered", "BadManifest"),
        ("../../escaping", "BadManifest"),
        ("../../file.txt", "NotADirectory"),
        ("../../file.txt/public", "NotADirectory"),
        ("../../link-to-file", "NotADirectory"),
        ("../../project/tearsheet.toml", "NotADirectory"),
        ("../../link-to-nothing", "DanglingLink"),
        ("../../link-to-nothing/public", "DanglingLink"),
        ("../../link-to-itself", "DanglingLink"),
        ("../../missing/../photos", "Io"),
    ];
    let scratch = world();
    let before = traces(&scratch.at(""));
    for (target, expected) in refused {
        let error = judge(&scratch, Path::new(target)).err().map(|error| variant(&error));
        assert_eq!(error.as_deref(), Some(expected), "{target}");
        assert_eq!(traces(&scratch.at("")), before, "{target}");
    }
}

#[test]
fn a_home_elsewhere_is_refused_by_itself() {
    let scratch = world();
    let project = scratch.folder("project");
    for target in ["home", "."] {
        let around = Surroundings {
            home: Some(scratch.at("home")),
            working: PathBuf::from("/proc"),
            patience: PATIENCE,
            steps: None,
        };
        let error = Stage::open_in(&scratch.at(target), &project, around, Before::Unknown).err();
        let expected = if target == "home" { "Home" } else { "Project" };
        assert_eq!(error.map(|error| variant(&error)).as_deref(), Some(expected));
    }
}

#[test]
fn messages_say_where_and_why() {
    let scratch = world();
    let message = |target: &str| judge(&scratch, Path::new(target)).err().unwrap().to_string();
    let at = |path: &str| scratch.at(path).display().to_string();
    assert_eq!(
        message("../../photos"),
        format!(
            "the output cannot go to `{}`: it is not empty and Tearsheet did not write it: it holds `1.jpg`, `2`; \
             name a new or an empty folder",
            at("home/photos")
        )
    );
    assert_eq!(
        message("../../mixed-deep"),
        format!(
            "the output cannot go to `{}`: Tearsheet did not write `deals/a/photo.jpg`; files that belong to the site \
             go to `static/`, others elsewhere",
            at("home/mixed-deep")
        )
    );
    assert_eq!(
        message("../../project/content/x"),
        format!(
            "the output cannot go to `{}`: it lies in `content/`, which the build reads",
            at("home/project/content/x")
        )
    );
    assert_eq!(
        message("../../checked-out"),
        format!(
            "the output cannot go to `{}`: Tearsheet did not write `notes.txt`; files that belong to the site go to \
             `static/`, others elsewhere",
            at("home/checked-out")
        )
    );
    for number in 0..20 {
        scratch.write(&format!("home/photos/many-{number:02}"), "");
    }
    assert!(message("../../photos").contains("`1.jpg`, `2`, `many-00`, `many-01`, `many-02` and 17 more"));
}

#[test]
fn new_empty_and_own_folders_are_accepted() {
    let scratch = world();
    scratch.folder("home/empty");
    scratch.write("home/looked-at/.DS_Store", "");
    symlink("empty", scratch.at("home/link-to-empty")).unwrap();
    let project = scratch.at("home/project");
    let accepted = [
        "home/project/public",
        "home/new/deep/public",
        "home/empty",
        "home/link-to-empty",
        "home/looked-at",
        "home/repository/public",
        "home/contents",
        "home/worktree",
        "home/committed",
    ];
    for target in accepted {
        for text in ["one", "two", "two"] {
            let mut stage = judge(&scratch, &scratch.at(target)).unwrap();
            stage.put("index.html", text.as_bytes()).unwrap();
            stage.commit().unwrap();
            let written = tree(&scratch.at(target).canonicalize().unwrap());
            assert!(has_manifest(&written), "{target}");
            assert_eq!(written[Path::new("index.html")].1.as_deref(), Some(text.as_bytes()), "{target}");
        }
    }
    drop(open(&scratch.at("home/project/public"), &project).unwrap());
}
