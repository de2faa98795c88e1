//! A small site and its whole output, byte by byte: `tests/golden/site` and `tests/golden/out`.
//!
//! `GOLDEN=overwrite cargo test golden` writes what is built now; the difference is then read in review. The theme's
//! own files (fonts, style sheet) are compared by name, and the hashes in their names left out, so that a change of
//! colour touches nothing here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Project, TODAY};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// The file of names of the theme's own files.
const ASSETS: &str = "assets.txt";

/// What the site builds to: path and bytes.
fn built() -> BTreeMap<String, Vec<u8>> {
    let project = Project::of(Vec::new());
    project.copy(&folder("site"), "");
    let run = project.run(["build", "--today", TODAY, "--deny-warnings"]).succeeds();
    assert_eq!(run.stderr, "");
    let mut assets = Vec::new();
    let mut files = BTreeMap::new();
    for (path, bytes) in project.tree("public") {
        if path.starts_with("assets/") {
            assets.push(without_hashes(&path));
        } else if !path.starts_with(".tearsheet") {
            let text = String::from_utf8(bytes).map(|text| without_hashes(&text).into_bytes());
            files.insert(path, text.unwrap_or_else(|error| error.into_bytes()));
        }
    }
    files.insert(ASSETS.to_owned(), (assets.join("\n") + "\n").into_bytes());
    files
}

/// `ledger.e1ddd5ed.css` as `ledger.css`.
fn without_hashes(text: &str) -> String {
    let is_hash =
        |part: &str| part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
    let kinds = ["css", "woff2", "svg", "js", "png"];
    let parts: Vec<&str> = text.split('.').collect();
    let before_kind = |i: usize| parts.get(i + 1).is_some_and(|next| kinds.iter().any(|kind| next.starts_with(kind)));
    let kept = parts.iter().enumerate().filter(|(i, part)| !(is_hash(part) && before_kind(*i)));
    kept.map(|(_, part)| *part).collect::<Vec<_>>().join(".")
}

#[test]
fn the_output_is_what_it_was() {
    let out = folder("out");
    let found = built();
    if std::env::var_os("GOLDEN").is_some_and(|value| value == "overwrite") {
        let _ = fs::remove_dir_all(&out);
        for (path, bytes) in &found {
            let path = out.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, bytes).expect("a file");
        }
        return;
    }
    let expected = Project::of(Vec::new());
    expected.copy(&out, "");
    let expected: BTreeMap<String, Vec<u8>> = expected.tree("").into_iter().collect();
    let names = |tree: &BTreeMap<String, Vec<u8>>| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&expected), "GOLDEN=overwrite accepts other files");
    for (path, bytes) in &found {
        let (now, before) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&expected[path]));
        if let Some((line, (now, before))) = now.lines().zip(before.lines()).enumerate().find(|(_, (a, b))| a != b) {
            panic!("{path}:{}\n  was: {before}\n  now: {now}\nGOLDEN=overwrite accepts it", line + 1);
        }
        assert_eq!(now.len(), before.len(), "{path} is longer or shorter");
    }
}

#[test]
fn hashes_are_left_out() {
    assert_eq!(
        without_hashes("a/ledger.e1ddd5ed.css\" b.0123abcd.woff2 c.html 1.12345678.9"),
        "a/ledger.css\" b.woff2 c.html 1.12345678.9"
    );
}
