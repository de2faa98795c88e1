//! From what is on disk to an edition: what is new, what is wrong with it, and what to show then.
//!
//! Files with errors are held back: their last good text takes their place, and the project is compiled again. If
//! that is clean it is shown, else the last edition stays as a whole. A changed theme is proved by printing the
//! page that is looked at, because most mistakes in a template show only then.
//!
//! Nobody waits for the rules: those that look at what was edited run before it is shown, all of them a moment after
//! ([`super::checking`]). What those find is told, and nothing is held back for it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use jiff::civil::Date;

use super::super::bulletin::{Bulletin, Problem, Shown};
use super::super::press::Press;
use super::super::project::Project;
use super::{EngineOptions, guarded};
use crate::diagnostics::{Diagnostic, Severity};
use crate::files::{File, Files};
use crate::pipeline::{self, Compiled, Workspace};
use crate::span::FileId;

/// How often files are held back before the last edition stays: a sheet that is held back may uncover a mistake in
/// what refers to it.
const ROUNDS: usize = 4;

/// How long a program may take between emptying a file and writing it.
const SAVING: Duration = Duration::from_millis(20);

/// What there is to tell.
pub(super) struct Change {
    pub(super) bulletin: Arc<Bulletin>,
    pub(super) changed: Vec<String>,
}

/// What a look at the disk came to.
pub(super) enum Look {
    /// Nothing is new.
    Same,
    /// The edition stays, but there is something to tell.
    Stays(Change),
    /// A new edition.
    New(Arc<Compiled>, Change),
}

/// What has been read, and what is shown of it.
pub(super) struct Desk {
    root: PathBuf,
    options: EngineOptions,
    /// As it was on disk at the last look.
    last: Option<Project>,
    /// The day of that look.
    day: Option<Date>,
    /// What is shown: without errors.
    good: Option<Project>,
    /// The day that it is shown of.
    good_day: Option<Date>,
    workspace: Workspace,
    /// What all rules found last.
    ruled: Vec<Problem>,
    bulletin: Arc<Bulletin>,
}

/// A project, compiled and proved.
struct Attempt {
    compiled: Arc<Compiled>,
    errors: Vec<Diagnostic>,
}

impl Desk {
    pub(super) fn new(root: PathBuf, options: EngineOptions) -> Desk {
        Desk {
            root,
            options,
            last: None,
            day: None,
            good: None,
            good_day: None,
            workspace: Workspace::new(),
            ruled: Vec::new(),
            bulletin: Arc::default(),
        }
    }

    pub(super) fn bulletin(&self) -> &Arc<Bulletin> {
        &self.bulletin
    }

    /// Whether there is a file on disk.
    pub(super) fn has(&self, path: &str) -> bool {
        self.last.as_ref().is_some_and(|project| project.has(path))
    }

    /// Whether the last look was on another day.
    pub(super) fn is_new_day(&self) -> bool {
        self.day.is_some_and(|day| day != self.options.today.date())
    }

    /// Reads what of the project may have changed, all of it if nothing is `touched`, and compiles it if it has.
    /// `asked` is the page that is looked at, if there is one.
    pub(super) fn look(&mut self, touched: &[PathBuf], asked: &[String]) -> Look {
        let today = self.options.today.date();
        let is_new_day = self.day.replace(today).is_some_and(|day| day != today);
        let project = match self.read(touched) {
            Ok(project) => project,
            Err(why) => {
                let problem = Problem::bare("read", why);
                if self.bulletin.problems.contains(&problem) {
                    return Look::Same;
                }
                // When it can be read again, it is compiled again.
                self.last = None;
                return Look::Stays(self.alone(problem));
            }
        };
        if self.last.as_ref().is_some_and(|last| project.is_same(last)) && !is_new_day {
            return Look::Same;
        }
        let changed = match (&self.last, &self.good) {
            (Some(before), _) | (None, Some(before)) => project.changes(before),
            (None, None) => Vec::new(),
        };
        self.last = Some(project.clone());
        match guarded(|| self.compile(project, &changed, asked)) {
            Ok(look) => look.with(changed),
            Err(defect) => {
                // Nobody knows what it left there.
                self.workspace = Workspace::new();
                Look::Stays(self.alone(defect)).with(changed)
            }
        }
    }

    fn read(&self, touched: &[PathBuf]) -> Result<Project, String> {
        let read = || {
            let known = self.last.as_ref().filter(|_| !touched.is_empty());
            match known.and_then(|last| last.read_again(&self.root, touched)) {
                Some(project) => Ok(project),
                None => Project::read(&self.root, self.options.clippings.as_deref()),
            }
        };
        let project = read()?;
        if self.last.as_ref().is_some_and(|last| project.has_emptied(last)) {
            // Seen between two steps of saving it would be a version like any other, and blank.
            thread::sleep(SAVING);
            return read();
        }
        Ok(project)
    }

    /// Compiles, and compiles again without what has errors.
    fn compile(&mut self, project: Project, changed: &[String], asked: &[String]) -> Look {
        let first = self.attempt(&project, changed, asked);
        let mut bulletin = Bulletin::of(&told(&first), &first.compiled.files, self.options.colour);
        // Until the rules have run again.
        let is_same = |problem: &&Problem| problem.place.as_ref().is_some_and(|at| !changed.contains(&at.file));
        self.ruled.iter().filter(is_same).for_each(|problem| bulletin.keep(problem));
        if first.errors.is_empty() {
            return self.show(first.compiled, project, bulletin, Vec::new());
        }
        let Some(good) = self.good.clone() else {
            return Look::Stays(self.post(Bulletin { shown: Shown::Nothing, ..bulletin }));
        };
        let mut held = BTreeSet::new();
        let mut failed = first;
        for _ in 0..ROUNDS {
            held.extend(culprits(&failed));
            let Some((mended, files)) = project.holding_back(&good, &held) else { break };
            let next = self.attempt(&mended, changed, asked);
            if next.errors.is_empty() {
                let bulletin = Bulletin { shown: Shown::Mended, ..bulletin };
                return self.show(next.compiled, mended, bulletin, files);
            }
            failed = next;
        }
        Look::Stays(self.post(Bulletin { shown: Shown::Last, ..bulletin }))
    }

    fn show(&mut self, compiled: Arc<Compiled>, project: Project, bulletin: Bulletin, held: Vec<String>) -> Look {
        // Only what is on disk was changed, and what is shown for it is the same.
        if self.good.as_ref().is_some_and(|good| project.is_same(good)) && self.good_day == self.day {
            let edition = self.bulletin.edition;
            return Look::Stays(self.post(Bulletin { held, edition, ..bulletin }));
        }
        (self.good, self.good_day) = (Some(project), self.day);
        let edition = self.bulletin.edition + 1;
        let change = self.post_edition(Bulletin { held, ..bulletin }, edition);
        Look::New(compiled, change)
    }

    fn attempt(&mut self, project: &Project, changed: &[String], asked: &[String]) -> Attempt {
        let today = self.day.unwrap_or_else(|| self.options.today.date());
        let options = pipeline::Options { today, drafts: self.options.drafts };
        let compiled = self.workspace.compile(project.input.clone(), &project.themes, &project.locales, &options);
        let is_error = |d: &&Diagnostic| d.severity == Severity::Error;
        let mut errors: Vec<Diagnostic> = compiled.diagnostics.0.iter().filter(is_error).cloned().collect();
        let is_new_theme = self.good.as_ref().is_some_and(|good| !project.has_theme_of(good));
        if errors.is_empty() {
            let of_edit = |file: &&Arc<File>| changed.binary_search(&file.path).is_ok();
            let edited: Vec<FileId> = compiled.files.texts.iter().filter(of_edit).map(|file| file.id).collect();
            errors = compiled.errors_in(&edited);
        }
        if errors.is_empty() && is_new_theme {
            errors = Press::of_trial(&compiled).prove(asked);
            errors.dedup();
        }
        Attempt { compiled: Arc::new(compiled), errors }
    }

    /// What all rules say of the edition that is shown. `None` if that is known.
    pub(super) fn ruled(&mut self, found: &[Diagnostic], files: &Files) -> Option<Change> {
        let bulletin = Bulletin::of(found, files, self.options.colour);
        self.ruled.clone_from(&bulletin.problems);
        let Bulletin { shown, held, .. } = (*self.bulletin).clone();
        let bulletin = Bulletin { shown, held, ..bulletin };
        (!bulletin.says(&self.bulletin)).then(|| self.post(bulletin))
    }

    /// Pages that could not be printed. `None` if that has been told.
    pub(super) fn failed(&mut self, diagnostics: &[Diagnostic], files: &Files) -> Option<Change> {
        let mut bulletin = (*self.bulletin).clone();
        let before = bulletin.problems.clone();
        let found = Bulletin::of(diagnostics, files, self.options.colour);
        if found.problems.iter().all(|problem| before.contains(problem)) {
            return None;
        }
        bulletin.add(diagnostics, files, self.options.colour);
        Some(self.post(bulletin))
    }

    /// A problem besides those that are known.
    pub(super) fn trouble(&mut self, problem: Problem, shown: Shown) -> Change {
        let mut bulletin = Bulletin { shown, ..(*self.bulletin).clone() };
        if !bulletin.problems.contains(&problem) {
            bulletin.push(problem);
        }
        self.post(bulletin)
    }

    /// A problem that stands in the way of all others.
    fn alone(&mut self, problem: Problem) -> Change {
        let shown = if self.good.is_some() { Shown::Last } else { Shown::Nothing };
        let mut bulletin = Bulletin { shown, ..Bulletin::default() };
        bulletin.push(problem);
        self.post(bulletin)
    }

    fn post(&mut self, bulletin: Bulletin) -> Change {
        let edition = self.bulletin.edition;
        self.post_edition(bulletin, edition)
    }

    fn post_edition(&mut self, bulletin: Bulletin, edition: u64) -> Change {
        let says_the_same = bulletin.says(&self.bulletin);
        let number = self.bulletin.number + u64::from(!says_the_same);
        self.bulletin = Arc::new(Bulletin { number, edition, ..bulletin });
        Change { bulletin: Arc::clone(&self.bulletin), changed: Vec::new() }
    }
}

impl Look {
    fn with(self, changed: Vec<String>) -> Look {
        match self {
            Look::Same => Look::Same,
            Look::Stays(change) => Look::Stays(Change { changed, ..change }),
            Look::New(compiled, change) => Look::New(compiled, Change { changed, ..change }),
        }
    }
}

/// All problems of an attempt: those of its compilation, and of its proof.
fn told(attempt: &Attempt) -> Vec<Diagnostic> {
    let mut all = attempt.compiled.diagnostics.clone();
    let proof = attempt.errors.iter().filter(|d| !attempt.compiled.diagnostics.0.contains(d));
    all.extend(proof.cloned().collect::<Vec<_>>());
    all.finish().0
}

/// The files that errors are in.
fn culprits(attempt: &Attempt) -> impl Iterator<Item = String> {
    let path = |d: &Diagnostic| attempt.compiled.files.get(d.primary.span.file).path.clone();
    attempt.errors.iter().map(path).collect::<Vec<_>>().into_iter()
}
