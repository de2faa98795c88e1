//! A workspace that was edited holds what a clean compile of the same files makes, byte for byte: pages, downloads,
//! problems. Scripts of random edits to a small site; the seed of a script that fails is in the message.
//!
//! `TEARSHEET_SCRIPTS=500` runs more of them than a test run has time for.

use std::collections::BTreeMap;
use std::sync::Mutex;

use tearsheet::diagnostics::{Format, Outcome, render, summary};
use tearsheet::pipeline::{self, Compiled, Options, Workspace};

use crate::edits::{Dice, Site};

/// Scripts per run of the tests.
const SCRIPTS: u64 = 60;
/// Edits per script.
const EDITS: usize = 6;

pub(crate) fn options() -> Options {
    Options { today: "2026-05-01".parse().expect("a date"), drafts: false }
}

/// Problems as an editor reads them, and, if none is an error, all outputs.
pub(crate) fn results(compiled: &Compiled) -> (String, BTreeMap<String, Vec<u8>>) {
    let found = &compiled.diagnostics.0;
    let problems = render(Format::Short, found, &compiled.files, false, &[])
        + &summary(found, Outcome::NothingWritten).unwrap_or_default();
    let outputs = Mutex::new(BTreeMap::new());
    if compiled.diagnostics.errors() == 0 {
        let sink = |path: &str, bytes: &[u8]| {
            outputs.lock().expect("no panic").insert(path.to_owned(), bytes.to_vec());
            Ok(())
        };
        drop(pipeline::render(compiled, &sink));
    }
    (problems, outputs.into_inner().expect("no panic"))
}

#[test]
fn any_edits_come_to_what_a_clean_compile_makes() {
    let scripts = std::env::var("TEARSHEET_SCRIPTS").ok().and_then(|n| n.parse().ok()).unwrap_or(SCRIPTS);
    let mut rendered = 0;
    for seed in 0..scripts {
        let mut dice = Dice(seed);
        let (mut site, mut workspace, mut done) = (Site::new(), Workspace::new(), Vec::new());
        for _ in 0..EDITS {
            let mut edited = workspace.compile(site.input(), &site.themes(), &[], &options());
            edited.check();
            let clean = pipeline::compile(site.input(), &site.themes(), &[], &options());
            let ((problems, outputs), (expected, pages)) = (results(&edited), results(&clean));
            assert_eq!(problems, expected, "problems, seed {seed}, after {done:?}");
            rendered += usize::from(!pages.is_empty());
            assert!(outputs.keys().eq(pages.keys()), "other outputs, seed {seed}, after {done:?}");
            let differs = pages.iter().find(|(path, bytes)| outputs.get(*path) != Some(bytes));
            assert_eq!(differs.map(|(path, _)| path), None, "seed {seed}, after {done:?}");
            done.push(site.edit(&mut dice));
        }
    }
    assert!(rendered as u64 > scripts, "too few scripts reached a site without errors: {rendered}");
}
