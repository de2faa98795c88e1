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
        let changes = Changes::against(&session.out);
        match pipeline::render(&session.compiled, &|path, bytes| {
            changes.see(path, bytes);
            Ok(())
        }) {
            Ok(_) => {
                changes.find_removed().map_err(|error| Failure::io("list", &session.out, &error))?;
                explanation = changes.report();
            }
            Err(RenderError::Diagnostics(found)) => rendering = found,
            Err(RenderError::Io(path, error)) => return Err(Failure::io("render", path.as_ref(), &error)),
        }
    }
    let total = session.started.elapsed();
    session.progress.stop();
    let exit = session.report(rendering, Outcome::NothingWritten)?;
    if session.compiled.diagnostics.0.is_empty() && exit == Exit::Clean {
        session.say(&format!("no problems in {}\n", counted(session.compiled.read, "file")))?;
    }
    session.say_unchecked()?;
    session.say(&explanation)?;
    if options.timings {
        session.say(&timings::table(&session.phases, total))?;
    }
    session.leave();
    Ok(exit)
}
