//! The phases, one after the other: what a run knows, and how it becomes a site.
//!
//! [`compile`] reads nothing and writes nothing: it gets files and gives back a [`Compiled`] site with all
//! its problems. [`render()`] hands every output, in any order and from several threads, to a sink. A preview keeps a
//! [`Workspace`], which compiles the project again after every edit for what the edit costs, and a [`Renderer`], which
//! makes the outputs that are asked for.

mod render;
mod workspace;

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::check;
use crate::diagnostics::Diagnostics;
use crate::files::{Files, Input};
use crate::locale::Locale;
use crate::model::Briefing;
use crate::plan::Plan;
use crate::prose::Mentions;
use crate::theme::{Folders, Theme};

pub use render::{RenderError, Rendered, Renderer, Sink, render};
pub use workspace::Workspace;

/// What a run depends on besides its files.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The build date.
    pub today: jiff::civil::Date,
    /// Publish drafts and embargoed deals too.
    pub drafts: bool,
}

/// A compiled site: all that rendering needs, and every problem found on the way.
pub struct Compiled {
    /// The input, and the theme's templates and messages.
    pub files: Files,
    /// How many texts the input had, before the theme added its own.
    pub read: usize,
    /// Problems, in the order of places.
    pub diagnostics: Diagnostics,
    /// How long each phase took.
    pub timings: Vec<(&'static str, Duration)>,
    /// The content.
    pub briefing: Briefing,
    /// All outputs.
    pub plan: Arc<Plan>,
    /// `None` if it could not be loaded; the reasons are among the problems.
    theme: Option<Arc<Theme>>,
    locales: Arc<Vec<Locale>>,
    /// The names of companies, to be found in texts.
    mentions: Mentions,
}

impl Compiled {
    /// Runs the rules, as of the build date, and takes out what is waived.
    pub fn check(&mut self) {
        let begin = Instant::now();
        let today = self.briefing.today;
        self.diagnostics.extend(check::check(&self.briefing, &self.mentions, &self.files, today));
        check::waive(&self.briefing, &mut self.diagnostics, today);
        self.diagnostics = std::mem::take(&mut self.diagnostics).finish();
        self.timings.push(("check", begin.elapsed()));
    }
}

/// Compiles a project and checks it. Never fails: see [`Compiled::diagnostics`].
pub fn compile(input: Input, themes: &Folders, locales: &[(String, String)], options: &Options) -> Compiled {
    let mut compiled = Workspace::for_one_run().compile(input, themes, locales, options);
    compiled.check();
    compiled
}
