//! A build after any edits, in the project or by hand in its output, comes to what a build from nothing makes.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use crate::edits::{Dice, Site, run, scripts};
use crate::rebuild::made;
use crate::support::Project;
use crate::trees::tree;

/// Scripts of random edits per run of the tests; `TEARSHEET_SCRIPTS=500` runs more.
const SCRIPTS: u64 = 16;
/// Edits per script.
const EDITS: usize = 8;

/// Makes the files on the disk those of the site.
pub(crate) fn save(project: &Project, before: &BTreeMap<String, Vec<u8>>, now: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in now.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)) {
        project.write(path, bytes);
    }
    for path in before.keys().filter(|path| !now.contains_key(*path)) {
        fs::remove_file(project.root().join(path)).expect("a file to remove");
    }
}

/// Does something to a file of the output, or to its folder.
pub(crate) fn damage(project: &Project, dice: &mut Dice) {
    let mut files = project.tree("public");
    // What is not of the site is not ours to put right.
    files.retain(|(path, _)| !path.starts_with(".git/"));
    if files.is_empty() {
        return;
    }
    let (path, bytes) = &files[dice.roll(files.len())];
    let path = project.root().join("public").join(path);
    let folder = path.parent().expect("a folder");
    let done = match dice.roll(7) {
        // The manifest is what tells that the folder is ours.
        _ if path.ends_with(".tearsheet-manifest") => fs::set_permissions(&path, Permissions::from_mode(0o600)),
        5 => fs::set_permissions(folder, Permissions::from_mode(0o700)),
        6 => fs::remove_dir_all(folder).and_then(|()| fs::create_dir_all(folder)),
        0 => fs::write(&path, [bytes.as_slice(), b"x"].concat()),
        1 => fs::write(&path, b""),
        2 => fs::remove_file(&path),
        3 => fs::set_permissions(&path, Permissions::from_mode(0o600)),
        _ => fs::remove_file(&path).and_then(|()| fs::write(&path, bytes)),
    };
    done.expect("a file to damage");
}

#[test]
fn any_edits_come_to_what_a_build_from_nothing_makes() {
    let scripts = scripts(SCRIPTS);
    let counts = run(scripts, script);
    let some: u64 = counts.iter().map(|(some, _)| some).sum();
    let all: u64 = counts.iter().map(|(_, all)| all).sum();
    assert!(all > scripts && some > scripts / 2, "too few builds had little to do: {some} of {all}");
}

/// How many of its builds made less than everything, and how many had no errors.
fn script(seed: u64) -> (u64, u64) {
    let mut dice = Dice(1_000_000 + seed);
    let mut site = if seed.is_multiple_of(4) { Site::large(seed) } else { Site::new(seed) };
    let (mut done, project) = (Vec::new(), Project::of(Vec::new()));
    let (mut some, mut all) = (0, 0);
    let mut saved = BTreeMap::new();
    for _ in 0..EDITS {
        let files = site.files();
        save(&project, &saved, &files);
        saved = files;
        if dice.roll(4) == 0 {
            damage(&project, &mut dice);
            done.push("damage".to_owned());
        }
        let before = tree(&project.root().join("public"));
        let run = project.run(["build", "--today", "2026-05-01", "--format", "json", "--timings"]);
        let clean = ["build", "--full", "--out", "clean", "--today", "2026-05-01", "--format", "json"];
        let expected = project.run(clean);
        assert_eq!((run.code, &run.stdout), (expected.code, &expected.stdout), "seed {seed}, after {done:?}");
        let now = tree(&project.root().join("public"));
        if run.code == Some(0) {
            let expected = tree(&project.root().join("clean"));
            let differ = expected.iter().find(|(path, file)| now.get(*path) != Some(file)).map(|(path, _)| path);
            assert!(now == expected, "{differ:?} differs, seed {seed}, after {done:?}");
            let (made, files) = made(&run);
            some += u64::from(made < files);
            all += 1;
            fs::remove_dir_all(project.root().join("clean")).expect("a folder to remove");
        } else {
            assert!(now == before, "a build with errors changed the output, seed {seed}, after {done:?}");
        }
        // What a sheet says is shown in many places; most of what a build spares, it spares after edits of words.
        done.push(if dice.hits(3) { site.edit_words(&mut dice) } else { site.edit(&mut dice) });
    }
    (some, all)
}
