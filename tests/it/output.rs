//! Writing an output: what is written, linked, left alone, removed, put right.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::time::Duration;

use tearsheet::disk::{
    Before, Fingerprint, MANIFEST, Manifest, Operation, OutputError, Stage, Steps, Surroundings, Written,
};

use crate::trees::{Scratch, Site, build, build_with, child, clean_build, nowhere, open, project, site, traces, tree};

fn first() -> Site {
    site(&[
        ("index.html", "front"),
        ("deals/a/index.html", "deal a"),
        ("deals/b/index.html", "deal b"),
        ("gone/deep/er/index.html", "gone"),
        ("empty.txt", ""),
    ])
}

/// `deals/b` changes, `gone` goes, `new` comes, the rest stays.
fn second() -> Site {
    site(&[
        ("index.html", "front"),
        ("deals/a/index.html", "deal a"),
        ("deals/b/index.html", "deal b!"),
        ("new/index.html", "new"),
        ("empty.txt", ""),
    ])
}

#[test]
fn a_first_build_writes_the_files_and_their_manifest() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let written = build(&scratch.at("a/b/public"), &project, &first());
    assert_eq!(written, Written { files: 5, written: 5, bytes_written: 21, swapped: true, ..Written::default() });
    let found = tree(&scratch.at("a/b/public"));
    for (path, text) in first() {
        assert_eq!(found[Path::new(&path)], (0o644, Some(text.into_bytes())), "{path}");
    }
    let folders = ["", "deals", "deals/a", "deals/b", "gone", "gone/deep", "gone/deep/er"];
    assert!(folders.iter().all(|folder| found[Path::new(folder)] == (0o755, None)));
    assert_eq!(found.len(), 5 + folders.len() + 1, "nothing but the files, their folders and the manifest");

    let text = fs::read_to_string(scratch.at("a/b/public").join(MANIFEST)).unwrap();
    let files = first().into_iter().map(|(path, text)| (path, Fingerprint::of(text.as_bytes())));
    assert_eq!(Manifest::parse(&text), Ok(files.collect()));
    assert_eq!(scratch.names("a/b"), ["public"], "no litter");
}

#[test]
fn a_second_build_of_the_same_site_touches_nothing() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    build(&scratch.at("out/public"), &project, &first());
    let before = traces(&scratch.at("out"));
    let mut reversed = first();
    reversed.reverse();
    let written = build(&scratch.at("out/public"), &project, &reversed);
    assert_eq!(written, Written { files: 5, linked: 5, ..Written::default() });
    assert_eq!(traces(&scratch.at("out")), before);
}

#[test]
fn a_build_after_an_edit_writes_what_differs_and_links_the_rest() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let inode = |path: &str| scratch.at(path).metadata().unwrap().ino();
    build(&scratch.at("public"), &project, &first());
    let (same, changed) = (inode("public/deals/a/index.html"), inode("public/deals/b/index.html"));
    let written = build(&scratch.at("public"), &project, &second());
    let expected = Written { files: 5, written: 2, linked: 3, removed: 1, bytes_written: 10, ..Written::default() };
    assert_eq!(written, Written { swapped: true, ..expected });
    assert_eq!(tree(&scratch.at("public")), clean_build(&second()), "no stale page, no empty folder");
    assert_eq!(inode("public/deals/a/index.html"), same);
    assert_ne!(inode("public/deals/b/index.html"), changed);
    assert_eq!(scratch.at("public/deals/a/index.html").metadata().unwrap().nlink(), 1, "the old tree is gone");
    assert_eq!(scratch.names(""), ["project", "public"]);
}

#[test]
fn a_build_that_only_removes_pages_removes_them() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    build(&scratch.at("public"), &project, &first());
    let fewer: Site = first().into_iter().filter(|(path, _)| !path.starts_with("gone")).collect();
    let written = build(&scratch.at("public"), &project, &fewer);
    assert_eq!(written, Written { files: 4, linked: 4, removed: 1, swapped: true, ..Written::default() });
    assert_eq!(tree(&scratch.at("public")), clean_build(&fewer));
    build(&scratch.at("public"), &project, &Vec::new());
    assert_eq!(tree(&scratch.at("public")), clean_build(&Vec::new()), "an empty site is a site");
}

#[test]
fn a_file_becomes_a_folder_and_back() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let sites = [site(&[("about", "file")]), site(&[("about/index.html", "folder")]), site(&[("about", "again")])];
    for site in sites {
        build(&scratch.at("public"), &project, &site);
        assert_eq!(tree(&scratch.at("public")), clean_build(&site));
    }
}

#[test]
fn what_was_changed_by_hand_is_put_right() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let page = scratch.at("public/deals/a/index.html");
    type Change<'a> = (&'a str, usize, &'a dyn Fn());
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let changes: [Change<'_>; 7] = [
        ("other bytes, same length", 1, &|| fs::write(&page, "DEAL A").unwrap()),
        ("other length", 1, &|| fs::write(&page, "deal").unwrap()),
        ("removed", 1, &|| fs::remove_file(&page).unwrap()),
        ("folder removed", 1, &|| fs::remove_dir_all(scratch.at("public/deals/a")).unwrap()),
        ("a link", 1, &|| {
            fs::remove_file(&page).unwrap();
            symlink("../b/index.html", &page).unwrap();
        }),
        ("mode of a file", 1, &|| mode(&page, 0o600)),
        ("mode of a folder", 0, &|| mode(&scratch.at("public/deals"), 0o700)),
    ];
    for (what, restored, change) in changes {
        build(&scratch.at("public"), &project, &first());
        change();
        let written = build(&scratch.at("public"), &project, &first());
        assert_eq!((written.restored, written.swapped), (restored, true), "{what}");
        assert_eq!(tree(&scratch.at("public")), clean_build(&first()), "{what}");
    }
}

#[test]
fn times_do_not_matter() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    build(&scratch.at("public"), &project, &first());
    let page = fs::File::options().write(true).open(scratch.at("public/index.html")).unwrap();
    page.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(1)).unwrap();
    assert!(!build(&scratch.at("public"), &project, &first()).swapped);
}

#[test]
fn a_path_is_put_once_and_stays_below_the_output() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    build(&scratch.at("public"), &project, &first());
    let before = traces(&scratch.at("public"));
    let outside = ["../x", "/x", "a/../../x", "", "a//b", "./a", "a\nb", MANIFEST];
    for wrong in outside.into_iter().chain(["index.html"]) {
        let mut stage = open(&scratch.at("public"), &project).unwrap();
        stage.put("index.html", b"new front").unwrap();
        let error = stage.put(wrong, b"").unwrap_err();
        assert!(matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::AlreadyExists), "{wrong}: {error}");
        assert!(matches!(stage.commit(), Err(OutputError::Incomplete)), "{wrong}");
    }
    assert_eq!(traces(&scratch.at("public")), before);
    assert_eq!(scratch.names(""), ["project", "public"]);
}

#[test]
fn a_file_below_a_file_is_an_error() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    for paths in [["a", "a/b"], ["a/b", "a"]] {
        let both: Site = paths.iter().map(|path| ((*path).to_owned(), "x".to_owned())).collect();
        assert!(build_with(&scratch.at("public"), &project, &both, None).is_err());
        assert_eq!(scratch.names(""), ["project"]);
    }
}

#[test]
fn a_stage_that_is_dropped_leaves_no_trace() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let stage = open(&scratch.at("a/b/public"), &project).unwrap();
    stage.put("deals/a/index.html", b"x").unwrap();
    assert_eq!(scratch.names("a/b"), [".public.tearsheet-new"]);
    drop(stage);
    assert_eq!(scratch.names(""), ["project"], "not even the folders above");
}

#[test]
fn many_threads_make_the_tree_that_one_makes() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let many: Site = (0..400).map(|i| (format!("{}/{}/{i}.html", i % 3, i % 7), format!("page {i}"))).collect();
    let build_threaded = |text: &str| {
        let mut stage = open(&scratch.at("public"), &project).unwrap();
        std::thread::scope(|scope| {
            for part in many.chunks(50) {
                let stage = &stage;
                scope.spawn(move || {
                    for (path, page) in part {
                        stage.put(path, format!("{page}{text}").as_bytes()).unwrap();
                    }
                });
            }
        });
        stage.commit().unwrap().written
    };
    assert_eq!(build_threaded("").written, 400);
    assert_eq!(tree(&scratch.at("public")), clean_build(&many));
    assert!(!build_threaded("").swapped);
    assert_eq!(build_threaded("!").written, 400);
}

/// Fails one kind of operation with one error.
struct Failing(Operation, i32);

impl Steps for Failing {
    fn before(&self, operation: Operation, _: &Path) -> io::Result<()> {
        if operation == self.0 { Err(io::Error::from_raw_os_error(self.1)) } else { Ok(()) }
    }

    fn after(&self, _: Operation, _: &Path) {}
}

#[test]
fn where_links_are_refused_unchanged_files_are_copied() {
    for errno in [rustix::io::Errno::XDEV, rustix::io::Errno::MLINK, rustix::io::Errno::PERM] {
        let scratch = Scratch::new();
        let project = project(&scratch);
        build(&scratch.at("public"), &project, &first());
        let before = scratch.at("public/index.html").metadata().unwrap().ino();
        let failing = Failing(Operation::Link, errno.raw_os_error());
        let written = build_with(&scratch.at("public"), &project, &second(), Some(Box::new(failing))).unwrap();
        assert_eq!((written.written, written.linked), (2, 3));
        assert_eq!(tree(&scratch.at("public")), clean_build(&second()));
        assert_ne!(scratch.at("public/index.html").metadata().unwrap().ino(), before);
    }
}

#[test]
fn an_old_tree_that_cannot_be_removed_is_named_and_removed_next_time() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    build(&scratch.at("public"), &project, &first());
    let failing = Failing(Operation::RemoveFile, rustix::io::Errno::IO.raw_os_error());
    let written = build_with(&scratch.at("public"), &project, &second(), Some(Box::new(failing))).unwrap();
    assert_eq!(written.leftover, Some(scratch.at(".public.tearsheet-new")));
    assert_eq!(tree(&scratch.at("public")), clean_build(&second()), "the new tree is there all the same");
    build(&scratch.at("public"), &project, &second());
    assert_eq!(scratch.names(""), ["project", "public"]);
}

#[test]
fn errors_name_the_operation_and_the_path() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let full = rustix::io::Errno::NOSPC.raw_os_error();
    let cases = [
        (Operation::Write, "write", "public/index.html"),
        (Operation::Create, "create", "public/index.html"),
        (Operation::MakeDirectory, "create the folder", ".public.tearsheet-new"),
        (Operation::Sync, "flush to disk", ".public.tearsheet-new"),
        (Operation::Rename, "rename", "public"),
    ];
    for (operation, verb, path) in cases {
        let failing = Failing(operation, full);
        let error = build_with(&scratch.at("public"), &project, &first(), Some(Box::new(failing))).unwrap_err();
        let expected = format!("cannot {verb} `{}`: No space left on device (os error 28)", scratch.at(path).display());
        assert_eq!(error, expected);
    }
}

#[test]
fn files_that_appear_during_the_build_are_kept() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    build(&scratch.at("public"), &project, &first());
    for kept in ["public.kept", "public.kept-2"] {
        let mut stage = open(&scratch.at("public"), &project).unwrap();
        stage.put("index.html", kept.as_bytes()).unwrap();
        scratch.write("public/deals/mine.txt", "precious");
        scratch.write("public/deals/.DS_Store", "");
        let written = stage.commit().unwrap().written;
        drop(stage);
        assert_eq!(written.kept, [scratch.at(kept)]);
        assert_eq!(fs::read_to_string(scratch.at(kept).join("deals/mine.txt")).unwrap(), "precious");
        assert_eq!(tree(&scratch.at("public")), clean_build(&site(&[("index.html", kept)])));
        build(&scratch.at("public"), &project, &first());
    }
    assert_eq!(scratch.names(""), ["project", "public", "public.kept", "public.kept-2"]);
}

#[test]
fn a_link_to_an_output_stays_a_link() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    scratch.folder("elsewhere/site");
    symlink("elsewhere/site", scratch.at("public")).unwrap();
    for site in [first(), second()] {
        assert!(build(&scratch.at("public"), &project, &site).swapped);
        assert_eq!(scratch.at("public").read_link().unwrap(), Path::new("elsewhere/site"));
        assert_eq!(tree(&scratch.at("elsewhere/site")), clean_build(&site));
        assert_eq!(scratch.names("elsewhere"), ["site"]);
    }
}

#[test]
fn two_builds_wait_for_each_other() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let mut one = open(&scratch.at("public"), &project).unwrap();
    one.put("index.html", b"one").unwrap();
    // The first is not done before this has ended, however long that takes.
    let hasty = Surroundings { patience: Duration::from_millis(50), ..nowhere(None) };
    let refused = Stage::open_in(&scratch.at("public"), &project, hasty, Before::Unknown);
    assert!(matches!(refused, Err(OutputError::Busy { .. })));
    assert_eq!(scratch.names(""), [".public.tearsheet-new", "project"], "the second has not touched the first's");
    std::thread::scope(|scope| {
        let two = scope.spawn(|| {
            let mut stage = open(&scratch.at("public"), &project).unwrap();
            stage.put("index.html", b"two").unwrap();
            stage.commit().unwrap().written
        });
        assert!(one.commit().unwrap().written.swapped);
        drop(one);
        assert!(two.join().unwrap().swapped);
    });
    assert_eq!(fs::read(scratch.at("public/index.html")).unwrap(), b"two");
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    for umask in ["000", "022", "027", "077", "177"] {
        let scratch = Scratch::new();
        project(&scratch);
        let output = child(
            "output::child_with_umask",
            &[("TEARSHEET_TEST_DIR", scratch.at("").to_str().unwrap()), ("TEARSHEET_TEST_UMASK", umask)],
        );
        assert!(output.status.success(), "{umask}: {}", String::from_utf8_lossy(&output.stdout));
        assert_eq!(tree(&scratch.at("public")), clean_build(&first()), "{umask}");
    }
}

#[test]
#[ignore = "started by `modes_do_not_depend_on_the_umask`"]
fn child_with_umask() {
    let Ok(directory) = std::env::var("TEARSHEET_TEST_DIR") else { return };
    let umask = u32::from_str_radix(&std::env::var("TEARSHEET_TEST_UMASK").unwrap(), 8).unwrap();
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(umask));
    let directory = Path::new(&directory);
    build(&directory.join("public"), &directory.join("project"), &first());
}

#[test]
fn long_and_unusual_names_work() {
    let scratch = Scratch::new();
    let project = project(&scratch);
    let names = ["é/è.html", "a b/c d.txt", "...", "-", "x".repeat(200).as_str(), "%2e%2e/x"].map(str::to_owned);
    let site: Site = names.iter().map(|name| (name.clone(), name.clone())).collect();
    build(&scratch.at("out put é"), &project, &site);
    assert!(!build(&scratch.at("out put é"), &project, &site).swapped);
    let distinct: BTreeSet<_> = names.iter().collect();
    assert!(distinct.iter().all(|name| scratch.at("out put é").join(name).is_file()));
}
