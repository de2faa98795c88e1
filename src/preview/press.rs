//! One edition of the site in memory: every output by its path, printed when it is asked for.
//!
//! A [`Press`] borrows the compiled site, and is thrown away with it when a newer edition is there. What was
//! printed is kept for a while: an open page is compared with its new text first, and asked for right after.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::Diagnostic;
use crate::pipeline::{Compiled, Renderer};
use crate::plan::{PageSpec, Planned};

/// How many printed outputs are kept.
const KEPT: usize = 64;
/// The longest output that is kept, in bytes.
const LONGEST_KEPT: usize = 1 << 20;

/// Prints the outputs of one edition.
pub(super) struct Press<'a> {
    pub(super) compiled: &'a Compiled,
    /// `None` if there is no theme to print with.
    renderer: Option<Renderer<'a>>,
    printed: HashMap<String, Arc<[u8]>>,
}

/// What came of printing: nothing at that path, or bytes, or what is wrong with the template.
pub(super) type Printed = Option<Result<Arc<[u8]>, Vec<Diagnostic>>>;

impl<'a> Press<'a> {
    pub(super) fn new(compiled: &'a Compiled) -> Press<'a> {
        Press { compiled, renderer: Renderer::new(compiled), printed: HashMap::new() }
    }

    /// To try templates only.
    pub(super) fn of_trial(compiled: &'a Compiled) -> Press<'a> {
        Press { compiled, renderer: Renderer::of_trial(compiled), printed: HashMap::new() }
    }

    /// The page at a path.
    pub(super) fn spec(&self, path: &str) -> Option<&'a PageSpec> {
        match self.compiled.plan.find(path) {
            Some(Planned::Page(index)) => Some(&self.compiled.plan.pages[index]),
            _ => None,
        }
    }

    /// The output at a path.
    pub(super) fn print(&mut self, path: &str) -> Printed {
        if let Some(bytes) = self.printed.get(path) {
            return Some(Ok(Arc::clone(bytes)));
        }
        let printed = self.renderer.as_ref()?.output(path)?;
        if let Ok(bytes) = &printed
            && bytes.len() <= LONGEST_KEPT
        {
            if self.printed.len() >= KEPT {
                self.printed.clear();
            }
            self.printed.insert(path.to_owned(), Arc::clone(bytes));
        }
        Some(printed)
    }

    /// Prints these pages, one of a template, and says what is wrong with them: a template is found out before readers
    /// meet it.
    pub(super) fn prove(&self, paths: &[String]) -> Vec<Diagnostic> {
        let mut seen: Vec<&str> = Vec::new();
        let mut problems = Vec::new();
        for spec in paths.iter().filter_map(|path| self.spec(path)) {
            let kind = spec.target.with(|page| page.template());
            if !seen.contains(&kind) {
                seen.push(kind);
                let printed = self.renderer.as_ref().and_then(|renderer| renderer.output(&spec.path));
                problems.extend(printed.and_then(Result::err).into_iter().flatten());
            }
        }
        problems
    }
}
