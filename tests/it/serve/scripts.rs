//! Random edits on the disk, seen through the watcher: what is served comes to what a clean compile makes.
//!
//! `TEARSHEET_SCRIPTS=50` runs more of them than a test run has time for.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use tearsheet::pipeline::{self, Options};

use super::{LIMIT, Served, without_script};
use crate::edits::{Dice, Site};
use crate::support::{Project, TODAY};

/// Scripts per run of the tests.
const SCRIPTS: u64 = 5;
/// Edits per script.
const EDITS: usize = 6;

/// How many errors the site has, and, if it has none, all its outputs.
fn clean(site: &Site) -> (usize, BTreeMap<String, Vec<u8>>) {
    let options = Options { today: TODAY.parse().expect("a day"), drafts: false };
    let compiled = pipeline::compile(site.input(), &site.themes(), &[], &options);
    let outputs = Mutex::new(BTreeMap::new());
    let sink = |path: &str, bytes: &[u8]| {
        outputs.lock().expect("no panic").insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    match compiled.diagnostics.errors() {
        // A template may fail only when it is printed.
        0 => match pipeline::render(&compiled, &sink) {
            Ok(_) => (0, outputs.into_inner().expect("no panic")),
            Err(_) => (1, BTreeMap::new()),
        },
        errors => (errors, BTreeMap::new()),
    }
}

/// The first output that is not served as it should be.
fn wrong(served: &Served, outputs: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let is_served = |(path, bytes): &(&String, &Vec<u8>)| {
        let answer = served.get(&format!("/{path}"));
        answer.status == 200
            && match path.ends_with(".html") {
                true => without_script(&answer) == **bytes,
                false => answer.body == **bytes,
            }
    };
    outputs.iter().find(|output| !is_served(output)).map(|(path, _)| path.clone())
}

#[test]
fn any_edits_on_the_disk_come_to_what_a_clean_compile_makes() {
    let scripts = std::env::var("TEARSHEET_SCRIPTS").ok().and_then(|n| n.parse().ok()).unwrap_or(SCRIPTS);
    let mut compared = 0;
    for seed in 0..scripts {
        let mut dice = Dice(2_000_000 + seed);
        let (mut site, mut done) = (Site::new(), Vec::new());
        let mut saved = site.files();
        let texts = saved.iter().map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned()));
        let served = Served::of(Project::of(texts.collect()), |_| {});
        for _ in 0..EDITS {
            let (errors, outputs) = clean(&site);
            let begun = Instant::now();
            loop {
                let found = served.preview.engine().bulletin().errors;
                let is_right = if errors == 0 { found == 0 && wrong(&served, &outputs).is_none() } else { found > 0 };
                if is_right {
                    break;
                }
                let wrong = wrong(&served, &outputs);
                let text = served.preview.engine().bulletin().text(true);
                assert!(begun.elapsed() < LIMIT, "{wrong:?}, {errors} errors, seed {seed}, after {done:?}\n{text}");
                thread::sleep(Duration::from_millis(10));
            }
            compared += usize::from(errors == 0);
            done.push(site.edit(&mut dice));
            let files = site.files();
            for (path, bytes) in files.iter().filter(|(path, bytes)| saved.get(*path) != Some(bytes)) {
                served.project.write(path, bytes);
            }
            for path in saved.keys().filter(|path| !files.contains_key(*path)) {
                fs::remove_file(served.project.root().join(path)).expect("a file to remove");
            }
            saved = files;
        }
    }
    assert!(compared as u64 > scripts, "too few scripts came to a site without errors: {compared}");
}
