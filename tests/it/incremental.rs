//! A workspace that was edited holds what a clean compile of the same files makes, byte for byte: pages, downloads,
//! problems. Scripts of random edits to a small site; the seed of a script that fails is in the message.
//!
//! `TEARSHEET_SCRIPTS=500` runs more of them than a test run has time for.

use std::collections::BTreeMap;
use std::sync::Mutex;

use tearsheet::diagnostics::{Format, Outcome, render, summary};
use tearsheet::pipeline::{self, Compiled, Workspace};

use crate::edits::{Coverage, Dice, SCRIPTS, Site, options, run, scripts};

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
    let scripts = scripts(SCRIPTS);
    let coverage = run(scripts, script).into_iter().fold(Coverage::default(), Coverage::add);
    if scripts >= SCRIPTS {
        coverage.check();
    }
}

fn script(seed: u64) -> Coverage {
    let mut dice = Dice(seed);
    let (mut site, mut workspace, mut done) = (Site::new(seed), Workspace::new(), Vec::new());
    // Where it panics elsewhere, this is among the last that was said.
    println!("seed {seed}");
    let (mut coverage, mut last) = (Coverage::default(), None);
    while site.goes_on(done.len()) {
        let mut edited = workspace.compile(site.input(), &site.themes(), &[], &options());
        edited.check();
        let clean = pipeline::compile(site.input(), &site.themes(), &[], &options());
        let ((problems, outputs), (expected, pages)) = (results(&edited), results(&clean));
        assert_eq!(problems, expected, "problems, seed {seed}, after {done:?}");
        coverage.step(&site, &mut last);
        assert!(outputs.keys().eq(pages.keys()), "other outputs, seed {seed}, after {done:?}");
        let differs = pages.iter().find(|(path, bytes)| outputs.get(*path) != Some(bytes));
        assert_eq!(differs.map(|(path, _)| path), None, "seed {seed}, after {done:?}");
        done.push(site.edit(&mut dice));
    }
    coverage
}
