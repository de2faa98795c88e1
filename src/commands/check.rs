//! `tearsheet check`: every problem of the project, and nothing written.
//!
//! With `--explain` the pages are rendered as well and compared with the output that is there, which says
//! what a build would change.

use super::changes::Changes;
use super::session::Session;
use super::{Exit, Failure, timings};
use crate::cli::Run;
use crate::diagnostics::{Diagnostics, Outcome, counted};
use crate::pipeline::{self, RenderError};

/// Checks the project.
pub(crate) fn run(options: &Run) -> Result<Exit, Failure> {
    let mut session = Session::open(options)?;
    let mut rendering = Diagnostics::default();
    let mut explanation = String::new();
    if options.explain && !session.refused() {
        let changes = Changes::against(&session.job.out);
        match pipeline::render(&session.compiled, &|path, bytes| {
            changes.see(path, bytes, None);
            Ok(())
        }) {
            Ok(_) => {
                changes.find_removed().map_err(|error| Failure::io("list", &session.job.out, &error))?;
                explanation = changes.report();
            }
            Err(RenderError::Diagnostics(found)) => rendering = found,
            Err(RenderError::Io(path, error)) => return Err(Failure::io("render", path.as_ref(), &error)),
        }
    }
    let total = session.job.started.elapsed();
    session.job.progress.stop();
    let exit = session.report(rendering, Outcome::NothingWritten)?;
    if session.compiled.diagnostics.0.is_empty() && exit == Exit::Clean {
        session.job.say(&format!("no problems in {}\n", counted(session.compiled.read, "file")))?;
    }
    session.job.say_unchecked(session.compiled.unchecked().as_ref())?;
    session.job.say(&explanation)?;
    if options.timings {
        session.job.say(&timings::table(&session.job.phases, total))?;
    }
    session.leave();
    Ok(exit)
}
