//! One run of the compiler, as `build` and `check` share it: read, compile, report.

use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::progress::Progress;
use super::{Exit, Failure, project, say};
use crate::cli::Run;
use crate::diagnostics::{Diagnostic, Diagnostics, Format, Outcome, Severity, brief, github_summary, render, summary};
use crate::disk::{self, Input};
use crate::pipeline::{self, Compiled};
use crate::theme::Folders;

/// What the user asked for, and how far it is.
pub(crate) struct Job<'a> {
    pub(crate) options: &'a Run,
    pub(crate) root: PathBuf,
    pub(crate) out: PathBuf,
    pub(crate) progress: Progress,
    pub(crate) started: Instant,
    pub(crate) phases: Vec<(&'static str, Duration)>,
    /// Files whose problems come first, sorted.
    pub(crate) changed: Vec<String>,
}

/// A project that was read.
pub(crate) struct Reading<'a> {
    pub(crate) job: Job<'a>,
    pub(crate) input: Input,
    pub(crate) themes: Folders,
    pub(crate) locales: Vec<(String, String)>,
    pub(crate) options: pipeline::Options,
}

/// A compiled project.
pub(crate) struct Session<'a> {
    pub(crate) job: Job<'a>,
    pub(crate) compiled: Compiled,
}

impl Job<'_> {
    /// Remembers how long a phase took that ends now.
    pub(crate) fn lap(&mut self, phase: &'static str, begin: Instant) {
        self.phases.push((phase, begin.elapsed()));
    }

    /// Says once, and only to people, of how many sources the quotes were not checked for want of a clipping, and how
    /// they would be.
    pub(crate) fn say_unchecked(&self, unchecked: Option<&(usize, String)>) -> Result<(), Failure> {
        let (Some((count, first)), Format::Human) = (unchecked, self.options.format) else { return Ok(()) };
        let folder = self.options.clippings.as_deref().unwrap_or("clippings".as_ref()).display();
        say::result(&match count {
            1 => format!("note: quotes of `{first}` were not checked: put its text into `{folder}/{first}.txt`\n"),
            n => format!("note: quotes of {n} sources were not checked: put the text of each into `{folder}/ID.txt`\n"),
        })
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

impl<'a> Reading<'a> {
    /// Reads the project.
    pub(crate) fn open(options: &'a Run) -> Result<Reading<'a>, Failure> {
        let root = project::root(options.root.as_deref())?;
        let out = options.out.clone().unwrap_or_else(|| root.join("public"));
        let today = project::today(options.today)?;
        let progress = Progress::start(options.format == Format::Human);
        let started = Instant::now();
        progress.phase("reading");
        let input = disk::read_with(&root, options.clippings.as_deref()).map_err(Failure::of)?;
        let (themes, locales) = (project::themes(&root)?, project::locales(&root)?);
        let changed = changed(options)?;
        let job = Job { options, root, out, progress, started, phases: vec![("read", started.elapsed())], changed };
        Ok(Reading { job, input, themes, locales, options: pipeline::Options { today, drafts: options.drafts } })
    }

    /// Compiles it; `check` runs the rules, and may return what it learned.
    pub(crate) fn compile<T>(self, check: impl FnOnce(&mut Compiled) -> T) -> (Session<'a>, T) {
        let Reading { mut job, input, themes, locales, options } = self;
        job.progress.phase("compiling");
        let mut compiled = pipeline::compile_unchecked(input, &themes, &locales, &options);
        let learned = check(&mut compiled);
        job.phases.extend(compiled.timings.iter().copied());
        (Session { job, compiled }, learned)
    }
}

impl<'a> Session<'a> {
    /// Reads and compiles the project.
    pub(crate) fn open(options: &'a Run) -> Result<Session<'a>, Failure> {
        Ok(Reading::open(options)?.compile(Compiled::check).0)
    }

    /// Whether the problems found so far forbid to write.
    pub(crate) fn refused(&self) -> bool {
        refused(self.job.options, &self.compiled.diagnostics.0)
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
        let format = self.job.options.format;
        let human = format == Format::Human;
        let (files, changed) = (&self.compiled.files, self.job.changed.as_slice());
        let mut text = match human && !self.job.options.verbose {
            true => brief::render(diagnostics, files, say::colour()),
            false => render(format, diagnostics, files, human && say::colour(), changed),
        };
        if format == Format::Github {
            step_summary(&github_summary(diagnostics, files, changed))?;
        }
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
        Ok(if refused(self.job.options, diagnostics) { Exit::Problems } else { Exit::Clean })
    }

    /// Ends the run without freeing what it holds: the process is about to exit, and handing back a site of
    /// ten thousand deals piece by piece takes a sixth of the time that building it took.
    pub(crate) fn leave(self) {
        std::mem::forget(self);
    }
}

/// The paths of `--changed`, sorted.
fn changed(options: &Run) -> Result<Vec<String>, Failure> {
    let Some(path) = &options.changed else { return Ok(Vec::new()) };
    let text = fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    let mut paths: Vec<String> =
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    paths.sort_unstable();
    Ok(paths)
}

/// Adds a table to the page of a workflow's run, if this is one.
fn step_summary(table: &str) -> Result<(), Failure> {
    let Some(path) = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from) else {
        return Ok(());
    };
    let file = File::options().append(true).create(true).open(&path);
    file.and_then(|mut file| file.write_all(table.as_bytes())).map_err(|error| Failure::io("write", &path, &error))
}

fn refused(options: &Run, diagnostics: &[Diagnostic]) -> bool {
    options.deny_warnings && !diagnostics.is_empty() || diagnostics.iter().any(|d| d.severity == Severity::Error)
}
