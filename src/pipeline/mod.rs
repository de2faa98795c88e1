//! The phases, one after the other: what a run knows, and how it becomes a site.
//!
//! [`compile`] reads nothing and writes nothing: it gets files and gives back a [`Compiled`] site with all
//! its problems. [`render()`] hands every output, in any order and from several threads, to a sink. A preview keeps a
//! [`Workspace`], which compiles the project again after every edit for what the edit costs, and a [`Renderer`], which
//! makes the outputs that are asked for. A build compares its [`Record`] with that of the last one, and renders what the
//! difference can have changed.

mod edited;
mod fragments;
mod inputs;
mod record;
mod render;
mod workspace;

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use crate::check;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, codes};
use crate::evidence;
use crate::files::{File, Files, Input};
use crate::headers::{Serving, hosts};
use crate::locale::Locale;
use crate::model::{Briefing, Entity, Site};
use crate::parse;
use crate::plan::Plan;
use crate::prose::Mentions;
use crate::resolve;
use crate::span::{FileId, Span};
use crate::theme::{Folders, Theme};

pub use edited::{Changed, Edited, outputs};
pub use inputs::Inputs;
pub use record::{Difference, Record};
pub use render::{RenderError, Rendered, Renderer, Sink, Wanted, render, render_where};
pub use workspace::Workspace;

/// What a run depends on besides its files.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The build date.
    pub today: jiff::civil::Date,
    /// Publish drafts and embargoed deals too.
    pub drafts: bool,
}

/// The settings alone, from the text of `tearsheet.toml`; `None` if there is a mistake in them.
pub fn settings(text: &str) -> Option<Site> {
    let file = File::new(FileId(0), "tearsheet.toml", text);
    let parsed = parse::parse(&file, parse::base_vocabulary());
    if parsed.diagnostics.iter().any(|problem| problem.severity == Severity::Error) {
        return None;
    }
    Some(resolve::settings(&[Arc::new(parsed)]))
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
        let mut found = check::check(&self.briefing, &self.mentions, &self.files);
        found.extend(fragments::check(self));
        let known = std::mem::take(&mut self.diagnostics);
        self.diagnostics = self.judged(known, found);
        self.timings.push(("check", begin.elapsed()));
    }

    /// The same, where nothing but the words of the texts of these entities changed since there were no problems.
    pub fn check_words(&mut self, edited: &[Entity]) {
        let begin = Instant::now();
        let mut found = check::check_words(edited, &self.briefing, &self.mentions, &self.files);
        found.extend(fragments::check(self));
        let mut problems = self.judged(self.diagnostics.clone(), found);
        // What other waivers are for was not looked at.
        let texts = |entity: &Entity| self.briefing.bodies_of(*entity).iter().map(|body| Span::all_of(body.file));
        let sheets = edited.iter().map(|entity| self.sheet(*entity));
        let here: Vec<Span> = sheets.chain(edited.iter().flat_map(texts)).collect();
        let is_here = |p: &Diagnostic| here.iter().any(|sheet| sheet.holds(p.primary.span));
        problems.0.retain(|p| p.code != codes::WAIVER_UNUSED || is_here(p));
        self.timings.push(("check", begin.elapsed()));
        if problems.0.is_empty() {
            self.diagnostics = problems;
        } else {
            self.check();
        }
    }

    /// How many pages the site has, those at former addresses among them.
    pub fn page_count(&self) -> usize {
        self.plan.pages.len() + self.plan.redirects.len()
    }

    /// How the site is to be served.
    pub fn serving(&self) -> Serving {
        let headers = self.briefing.site.headers.clone().unwrap_or_default();
        crate::render::serving(&self.briefing, &self.plan, self.theme.as_deref(), &headers)
    }

    /// What `_headers` and `_redirects` cannot say of the site, if it has them.
    pub fn unserved(&self) -> Option<String> {
        self.briefing.site.headers.as_ref().and_then(|_| hosts::beyond(&self.serving()))
    }

    /// How many outputs the site has.
    pub fn output_count(&self) -> usize {
        self.plan.len() + self.theme.as_ref().map_or(0, |theme| theme.sent().count())
    }

    /// How many sources are quoted and have no clipping, so that their quotes were not checked, and the first of them.
    pub fn unchecked(&self) -> Option<(usize, String)> {
        let missing = evidence::unchecked(&self.briefing, &self.files);
        missing.first().map(|first| (missing.len(), (*first).to_owned()))
    }

    /// Where the sheet of an entity stands, or the text of a page.
    pub fn sheet(&self, entity: Entity) -> Span {
        match entity {
            Entity::Deal(id) => Span::all_of(self.briefing.deal(id).file),
            Entity::Company(id) => self.briefing.company(id).sheet,
            Entity::Page(id) => Span::all_of(self.briefing.page(id).file),
        }
    }

    /// All problems, those that the rules find among them; `None` if it was told to stop before that was known.
    pub fn checked(&self, stop: &AtomicBool) -> Option<Diagnostics> {
        let mut found = check::check_unless(stop, &self.briefing, &self.mentions, &self.files);
        found.extend(if stop.load(Relaxed) { Vec::new() } else { fragments::check(self) });
        (!stop.load(Relaxed)).then(|| self.judged(self.diagnostics.clone(), found))
    }

    /// The errors that the rules find in what these files say.
    pub fn errors_in(&self, files: &[FileId]) -> Vec<Diagnostic> {
        let mut found = self.found_in(files);
        found.retain(|problem| problem.severity == Severity::Error);
        found
    }

    /// All problems of what these files say, without those that are seen only when all is looked at.
    pub fn problems_in(&self, files: &[FileId]) -> Diagnostics {
        let mut judged = self.judged(self.diagnostics.clone(), self.found_in(files));
        judged.0.retain(|problem| problem.code != codes::WAIVER_UNUSED);
        judged
    }

    fn found_in(&self, files: &[FileId]) -> Vec<Diagnostic> {
        let briefing = &self.briefing;
        let deals = briefing.deals().map(|(id, deal)| (Entity::Deal(id), deal.file));
        let companies = briefing.companies().map(|(id, company)| (Entity::Company(id), company.sheet.file));
        let bodies = briefing.bodies().map(|(entity, body)| (entity, body.file));
        let of_files = deals.chain(companies).chain(bodies).filter(|(_, file)| files.contains(file));
        let mut entities: Vec<Entity> = of_files.map(|(entity, _)| entity).collect();
        entities.sort_unstable();
        entities.dedup();
        check::check_entities(&entities, briefing, &self.mentions, &self.files)
    }

    fn judged(&self, mut known: Diagnostics, found: Vec<Diagnostic>) -> Diagnostics {
        known.extend(found);
        check::waive(&self.briefing, &mut known);
        // A warning about what could be read in part only may be about the part that could not.
        let is_syntax = |d: &&Diagnostic| d.code == codes::TOML || d.code == codes::FRONT_MATTER;
        let unread: HashSet<FileId> = known.0.iter().filter(is_syntax).map(|d| d.primary.span.file).collect();
        let echoes = |d: &Diagnostic| {
            let of_all = d.code == codes::SOURCE_UNUSED && !unread.is_empty();
            d.severity == Severity::Warning && (of_all || unread.contains(&d.primary.span.file))
        };
        known.0.retain(|d| !echoes(d));
        known.finish()
    }
}

/// Compiles a project and checks it. Never fails: see [`Compiled::diagnostics`].
pub fn compile(input: Input, themes: &Folders, locales: &[(String, String)], options: &Options) -> Compiled {
    let mut compiled = compile_unchecked(input, themes, locales, options);
    compiled.check();
    compiled
}

/// The same without the rules.
pub fn compile_unchecked(input: Input, themes: &Folders, locales: &[(String, String)], options: &Options) -> Compiled {
    Workspace::for_one_run().compile(input, themes, locales, options)
}
