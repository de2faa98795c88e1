//! Builds from outside, as processes: into nothing, again with nothing changed, and after one edit of each kind.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::edit::{Kind, Save, Subject};
use crate::limit::Limit;
use crate::site::{Site, Tool};
use crate::{audit, copy, run, stats};

/// Each round builds everything once, then after each change; a tool that always builds everything does only that.
pub(crate) fn measure(site: &Site, rounds: usize, scratch: &Path, limit: Limit) -> io::Result<Value> {
    let out = scratch.join("out");
    let mut subjects = Vec::new();
    let mut taken = Vec::new();
    for kind in [Kind::Fact, Kind::Prose, Kind::Title, Kind::Template] {
        subjects.push((site.prepare(kind, rounds, &mut taken)?, Vec::new()));
    }
    let (mut full, mut unchanged) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        limit.check("for builds")?;
        clear(site, &out)?;
        full.push(timed_build(site, &out)?);
        if site.tool != Tool::Tearsheet {
            continue;
        }
        unchanged.push(timed_build(site, &out)?);
        for (of_kind, times) in &mut subjects {
            let subject = &of_kind[round % of_kind.len()];
            subject.save(round + 1, if round.is_multiple_of(2) { Save::Rename } else { Save::InPlace })?;
            times.push(timed_build(site, &out)?);
        }
    }
    let mut edited = Map::new();
    for (of_kind, times) in &subjects {
        edited.insert(kind_of(of_kind).to_owned(), stats::of(times));
    }
    let audit = if site.tool == Tool::Tearsheet { against_clean(site, &out, scratch)? } else { Value::Null };
    Ok(json!({ "full": stats::of(&full), "unchanged": stats::of(&unchanged), "edited": edited, "audit": audit }))
}

fn kind_of(subjects: &[Subject]) -> &'static str {
    subjects.first().map_or("", |subject| subject.kind.name())
}

/// No output, and nothing that the tool keeps from an earlier build.
fn clear(site: &Site, out: &Path) -> io::Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    site.forget()
}

/// From before the start of the process to after its end.
fn timed_build(site: &Site, out: &Path) -> io::Result<Duration> {
    let mut command = site.build(&site.root, out);
    let started = Instant::now();
    run(&mut command)?;
    Ok(started.elapsed())
}

/// Whether the edited output is what a build from nothing makes of the same texts.
fn against_clean(site: &Site, out: &Path, scratch: &Path) -> io::Result<Value> {
    let (project, clean) = (scratch.join("project"), scratch.join("clean"));
    copy::tree(&site.root, &project)?;
    run(&mut site.build(&project, &clean))?;
    Ok(audit::outputs_equal(out, &clean)?.report())
}
