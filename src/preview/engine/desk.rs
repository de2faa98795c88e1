//! From what is on disk to an edition: what is new, what is wrong with it, and what to show then.
//!
//! Files with errors are held back: their last good text takes their place, and the project is compiled again. If
//! that is clean it is shown, else the last edition stays as a whole. A changed theme is proved by printing a page
//! of each kind, because most mistakes in a template show only then.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::bulletin::{Bulletin, Problem, Shown};
use super::super::press::Press;
use super::super::project::Project;
use super::{EngineOptions, guarded};
use crate::diagnostics::{Diagnostic, Severity};
use crate::files::Files;
use crate::pipeline::{self, Compiled};

/// How often files are held back before the last edition stays: a sheet that is held back may uncover a mistake in
/// what refers to it.
const ROUNDS: usize = 4;

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
    New(Box<Compiled>, Change),
}

/// What has been read, and what is shown of it.
pub(super) struct Desk {
    root: PathBuf,
    options: EngineOptions,
    /// As it was on disk at the last look.
    last: Option<Project>,
    /// What is shown: without errors.
    good: Option<Project>,
    bulletin: Arc<Bulletin>,
}

/// A project, compiled and proved.
struct Attempt {
    compiled: Box<Compiled>,
    errors: Vec<Diagnostic>,
}

impl Desk {
    pub(super) fn new(root: PathBuf, options: EngineOptions) -> Desk {
        Desk { root, options, last: None, good: None, bulletin: Arc::default() }
    }

    pub(super) fn bulletin(&self) -> &Arc<Bulletin> {
        &self.bulletin
    }

    /// Whether there is a file on disk.
    pub(super) fn has(&self, path: &str) -> bool {
        self.last.as_ref().is_some_and(|project| project.has(path))
    }

    /// Reads the project and compiles it if it has changed. Which paths may have changed is not made use of: all is
    /// read, and compared.
    pub(super) fn look(&mut self, _touched: &[PathBuf]) -> Look {
        let project = match Project::read(&self.root, self.options.clippings.as_deref()) {
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
        if self.last.as_ref().is_some_and(|last| project.is_same(last)) {
            return Look::Same;
        }
        let changed = match (&self.last, &self.good) {
            (Some(before), _) | (None, Some(before)) => project.changes(before),
            (None, None) => Vec::new(),
        };
        self.last = Some(project.clone());
        match guarded(|| self.compile(project)) {
            Ok(look) => look.with(changed),
            Err(defect) => Look::Stays(self.alone(defect)).with(changed),
        }
    }

    /// Compiles, and compiles again without what has errors.
    fn compile(&mut self, project: Project) -> Look {
        let first = self.attempt(&project);
        let bulletin = Bulletin::of(&told(&first), &first.compiled.files, self.options.colour);
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
            let next = self.attempt(&mended);
            if next.errors.is_empty() {
                let bulletin = Bulletin { shown: Shown::Mended, ..bulletin };
                return self.show(next.compiled, mended, bulletin, files);
            }
            failed = next;
        }
        Look::Stays(self.post(Bulletin { shown: Shown::Last, ..bulletin }))
    }

    fn show(&mut self, compiled: Box<Compiled>, project: Project, bulletin: Bulletin, held: Vec<String>) -> Look {
        // Only what is on disk was changed, and what is shown for it is the same.
        if self.good.as_ref().is_some_and(|good| project.is_same(good)) {
            let edition = self.bulletin.edition;
            return Look::Stays(self.post(Bulletin { held, edition, ..bulletin }));
        }
        self.good = Some(project);
        let edition = self.bulletin.edition + 1;
        let change = self.post_edition(Bulletin { held, ..bulletin }, edition);
        Look::New(compiled, change)
    }

    fn attempt(&self, project: &Project) -> Attempt {
        let options = pipeline::Options { today: self.options.today, drafts: self.options.drafts };
        let compiled = pipeline::compile(project.input(), &project.themes, &project.locales, &options);
        let is_error = |d: &&Diagnostic| d.severity == Severity::Error;
        let mut errors: Vec<Diagnostic> = compiled.diagnostics.0.iter().filter(is_error).cloned().collect();
        let is_new_theme = self.good.as_ref().is_some_and(|good| !project.has_theme_of(good));
        if errors.is_empty() && is_new_theme {
            errors = Press::new(&compiled).prove();
            errors.dedup();
        }
        Attempt { compiled: Box::new(compiled), errors }
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
