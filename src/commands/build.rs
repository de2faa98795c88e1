//! `tearsheet build`: the site, all of it or nothing.
//!
//! Pages go into a staged tree as they are rendered, on several threads; only when the last one is there
//! does the tree take the place of the old one. An error before that leaves the output as it was.

use std::io;
use std::time::Instant;

use super::changes::Changes;
use super::session::Session;
use super::{Exit, Failure, project, say, timings};
use crate::cli::Run;
use crate::diagnostics::{Diagnostics, Outcome, counted};
use crate::disk::{Stage, Written};
use crate::pipeline::{self, RenderError, Rendered};

/// Builds the project.
pub(crate) fn run(options: &Run) -> Result<Exit, Failure> {
    let mut session = Session::open(options)?;
    if session.refused() {
        session.progress.stop();
        return session.report(Diagnostics::default(), Outcome::NothingWritten);
    }
    let changes = options.explain.then(|| Changes::against(&session.out));
    let stage = Stage::open(&session.out, &session.root).map_err(Failure::of)?;
    let rendered = match render(&mut session, &stage, changes.as_ref()) {
        Ok(rendered) => rendered,
        Err(RenderError::Diagnostics(found)) => {
            session.progress.stop();
            return session.report(found, Outcome::NothingWritten);
        }
        Err(RenderError::Io(path, error)) => return Err(Failure::io("write", &session.out.join(path), &error)),
    };
    if let Some(changes) = &changes {
        changes.find_removed().map_err(|error| Failure::io("list", &session.out, &error))?;
    }
    let begin = Instant::now();
    let written = stage.commit().map_err(Failure::of)?;
    session.phases.push(("write", begin.elapsed()));
    session.progress.stop();
    let outcome = if written.swapped { Outcome::Written } else { Outcome::Unchanged };
    let exit = session.report(Diagnostics::default(), outcome)?;
    conclude(&session, &rendered, &written, changes.as_ref())?;
    session.say_unchecked()?;
    session.leave();
    Ok(exit)
}

fn render(session: &mut Session<'_>, stage: &Stage, changes: Option<&Changes>) -> Result<Rendered, RenderError> {
    let begin = Instant::now();
    session.progress.phase("rendering");
    let progress = &session.progress;
    let sink = |path: &str, bytes: &[u8]| -> io::Result<()> {
        if let Some(changes) = changes {
            changes.see(path, bytes);
        }
        progress.page();
        stage.put(path, bytes)
    };
    let rendered = pipeline::render(&session.compiled, &sink);
    session.phases.push(("render", begin.elapsed()));
    rendered
}

/// What was done, in one line, and what was asked to be told besides.
fn conclude(
    session: &Session<'_>,
    rendered: &Rendered,
    written: &Written,
    changes: Option<&Changes>,
) -> Result<(), Failure> {
    let total = session.started.elapsed();
    let (pages, seconds) = (counted(rendered.pages, "page"), total.as_secs_f64());
    let (out, changed) = (project::shown(&session.out), changed(written));
    session.say(&format!("built {pages} in {seconds:.2} s → {out} ({changed})\n"))?;
    for folder in &written.kept {
        let folder = project::shown(folder);
        say::remark(&format!("`{folder}` now holds files that appeared in the output while it was being replaced\n"));
    }
    if let Some(folder) = &written.leftover {
        let folder = project::shown(folder);
        say::remark(&format!("the old site could not be removed and is in `{folder}`; the next build tries again\n"));
    }
    if let Some(changes) = changes {
        session.say(&changes.report())?;
    }
    if session.options.timings {
        session.say(&timings::table(&session.phases, total))?;
        session.say(&timings::counts(&[
            ("files", written.files),
            ("written", written.written),
            ("unchanged", written.linked),
            ("removed", written.removed),
        ]))?;
        if !written.swapped {
            session.say("nothing was rewritten\n")?;
        }
    }
    Ok(())
}

fn changed(written: &Written) -> String {
    match (written.swapped, written.removed) {
        (false, _) => "nothing changed".to_owned(),
        (true, 0) => format!("{} written", written.written),
        (true, removed) => format!("{} written, {removed} removed", written.written),
    }
}
