//! One run of the compiler, as `build` and `check` share it: read, compile, report.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::progress::Progress;
use super::{Exit, Failure, project, say};
use crate::cli::Run;
use crate::diagnostics::{Diagnostic, Diagnostics, Format, Outcome, Severity, render, summary};
use crate::disk;
use crate::evidence;
use crate::pipeline::{self, Compiled};

/// A compiled project and what the user asked for.
pub(crate) struct Session<'a> {
    pub(crate) options: &'a Run,
    pub(crate) root: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) compiled: Compiled,
    pub(crate) progress: Progress,
    pub(crate) started: Instant,
    /// What the commands do themselves, around the phases that the pipeline times.
    pub(crate) phases: Vec<(&'static str, Duration)>,
}

impl<'a> Session<'a> {
    /// Reads and compiles the project.
    pub(crate) fn open(options: &'a Run) -> Result<Session<'a>, Failure> {
        let root = project::root(options.root.as_deref())?;
        let out = options.out.clone().unwrap_or_else(|| root.join("public"));
        let today = project::today(options.today)?;
        let progress = Progress::start(options.format == Format::Human);
        let started = Instant::now();
        progress.phase("reading");
        let input = disk::read_with(&root, options.clippings.as_deref()).map_err(Failure::of)?;
        let mut phases = vec![("read", started.elapsed())];
        progress.phase("compiling");
        let pipeline_options = pipeline::Options { today, drafts: options.drafts };
        let themes = project::themes(&root)?;
        let locales = project::locales(&root)?;
        let compiled = pipeline::compile(input, &themes, &locales, &pipeline_options);
        phases.extend(compiled.timings.iter().copied());
        Ok(Session { options, root, out, compiled, progress, started, phases })
    }

    /// Whether the problems found so far forbid to write.
    pub(crate) fn refused(&self) -> bool {
        refused(self.options, &self.compiled.diagnostics.0)
    }

    /// Tells the problems, those of rendering among them, and how the program exits for them.
    pub(crate) fn report(&self, rendering: Diagnostics, outcome: Outcome) -> Result<Exit, Failure> {
        let all: Vec<Diagnostic>;
        let diagnostics = if rendering.0.is_empty() {
            &self.compiled.diagnostics.0
        } else {
            let mut joined = self.compiled.diagnostics.clone();
            joined.extend(rendering.0);
            all = joined.finish().0;
            &all
        };
        let format = self.options.format;
        let human = format == Format::Human;
        let mut text = render(format, diagnostics, &self.compiled.files, human && say::colour());
        if matches!(format, Format::Human | Format::Short)
            && let Some(summary) = summary(diagnostics, outcome)
        {
            text.push_str(&summary);
            text.push('\n');
        }
        if human {
            say::remark(&text);
        } else {
            say::result(&text)?;
        }
        Ok(if refused(self.options, diagnostics) { Exit::Problems } else { Exit::Clean })
    }

    /// Says once, and only to people, which quotes were not checked for want of a clipping.
    pub(crate) fn say_unchecked(&self) -> Result<(), Failure> {
        let missing = evidence::unchecked(&self.compiled.briefing, &self.compiled.files);
        let (Some(first), Format::Human) = (missing.first(), self.options.format) else { return Ok(()) };
        let sources = match missing.len() {
            1 => format!("`{first}`"),
            n => format!("{n} sources"),
        };
        say::result(&format!("note: quotes of {sources} were not checked: no text in `clippings/{first}.txt`\n"))
    }

    /// Ends the run without freeing what it holds: the process is about to exit, and handing back a site of
    /// ten thousand deals piece by piece takes a sixth of the time that building it took.
    pub(crate) fn leave(self) {
        std::mem::forget(self);
    }

    /// Says something that is no problem: a result, unless standard output is for a program.
    pub(crate) fn say(&self, text: &str) -> Result<(), Failure> {
        if self.options.format == Format::Human {
            say::result(text)
        } else {
            say::remark(text);
            Ok(())
        }
    }
}

fn refused(options: &Run, diagnostics: &[Diagnostic]) -> bool {
    options.deny_warnings && !diagnostics.is_empty() || diagnostics.iter().any(|d| d.severity == Severity::Error)
}
