//! The phases, one after the other: what a run knows, and how it becomes a site.
//!
//! [`compile`] reads nothing and writes nothing: it gets files and gives back a [`Compiled`] site with all
//! its problems. [`render()`] hands every output, in any order and from several threads, to a sink.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::check;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::{File, Files, Input};
use crate::locale::{self, Locale};
use crate::model::{Briefing, LangId, Site};
use crate::parse;
use crate::plan::{self, Plan};
use crate::render::{self, Builder};
use crate::resolve;
use crate::span::Span;
use crate::theme::{Choice, Folders, Messages, Theme};

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
    pub plan: Plan,
    /// `None` if it could not be loaded; the reasons are among the problems.
    theme: Option<Theme>,
    messages: Option<Messages>,
    locales: Vec<Locale>,
}

impl Compiled {
    /// The theme, if it could be loaded.
    pub fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()
    }

    /// A builder per language, in their order; none without a theme.
    pub fn builders(&self) -> Vec<Builder<'_>> {
        let (Some(theme), Some(messages)) = (&self.theme, &self.messages) else { return Vec::new() };
        let builder = |lang| Builder::new(&self.briefing, &self.plan, theme, messages, &self.locales, lang);
        self.briefing.site.lang_ids().map(builder).collect()
    }
}

/// What rendering came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Pages, redirects and other files.
    pub pages: usize,
    /// Their size.
    pub bytes: u64,
}

/// Why rendering stopped.
#[derive(Debug)]
pub enum RenderError {
    /// Templates failed.
    Diagnostics(Diagnostics),
    /// The sink refused this output.
    Io(String, io::Error),
}

/// Takes every output: its path below the output directory, and its bytes.
pub type Sink<'a> = dyn Fn(&str, &[u8]) -> io::Result<()> + Sync + 'a;

/// Compiles a project. Never fails: see [`Compiled::diagnostics`].
pub fn compile(input: Input, themes: &Folders, locales: &[(String, String)], options: &Options) -> Compiled {
    let Input { mut files, diagnostics, unread } = input;
    let mut clock = Clock { timings: Vec::new(), last: Instant::now() };
    let mut diagnostics = Diagnostics(diagnostics);
    let read = files.texts.len();

    let readable: Vec<&File> = files.sheets().filter(|f| !unread.contains(&f.id)).collect();
    let parsed: Vec<parse::Parsed> = readable.into_par_iter().map(parse::parse).collect();
    diagnostics.extend(parsed.iter().flat_map(|p| p.diagnostics.iter().cloned()));
    clock.lap("parse");

    let resolving = resolve::Options { today: options.today, drafts: options.drafts };
    let (briefing, problems) = resolve::resolve(&files, &parsed, resolving);
    diagnostics.extend(problems.0);
    // Freeing ten thousand documents takes as long as parsing some of them.
    parsed.into_par_iter().for_each(drop);
    clock.lap("resolve");

    diagnostics.extend(check::check(&briefing, &files, options.today));
    clock.lap("check");

    let locales = languages(&briefing.site, locales, &mut diagnostics);
    let choice = Choice {
        name: &briefing.site.theme,
        options: &briefing.site.theme_options,
        languages: &briefing.site.languages,
    };
    let (mut theme, problems) = Theme::load(choice, themes, &mut files);
    diagnostics.extend(problems.0);
    clock.lap("theme");

    let assets: Vec<String> = theme.iter().flat_map(|t| t.assets.values().map(|a| a.path.clone())).collect();
    let (plan, problems) = plan::plan(&briefing, &files, &assets);
    diagnostics.extend(problems.0);
    let messages = theme.as_ref().map(|t| t.messages.clone());
    if let (Some(theme), Some(messages)) = (&mut theme, &messages) {
        for lang in briefing.site.lang_ids() {
            let site = Builder::bare(&briefing, &plan, messages, &locales, lang).site_view(&theme.options);
            theme.set_site(lang, &site);
        }
    }
    clock.lap("plan");

    check::waive(&briefing, &mut diagnostics, options.today);
    let diagnostics = diagnostics.finish();
    Compiled { files, read, diagnostics, timings: clock.timings, briefing, plan, theme, messages, locales }
}

/// Times phases one after the other.
struct Clock {
    timings: Vec<(&'static str, Duration)>,
    last: Instant,
}

impl Clock {
    fn lap(&mut self, phase: &'static str) {
        let now = Instant::now();
        self.timings.push((phase, now - self.last));
        self.last = now;
    }
}

/// A locale per language of the site: the project's own data file, else the built-in one.
fn languages(site: &Site, own: &[(String, String)], diagnostics: &mut Diagnostics) -> Vec<Locale> {
    let load = |index: usize, tag: &String| -> Result<Locale, Box<Diagnostic>> {
        let at = site.language_spans.get(index).copied().unwrap_or(Span::start_of(site.file));
        let primary = tag.split('-').next().unwrap_or(tag);
        let data = own.iter().find(|(t, _)| t == tag).map(|(_, data)| data.as_str());
        let data = data.or_else(|| locale::embedded(tag)).or_else(|| locale::embedded(primary));
        let Some(data) = data else {
            let title = format!("no words for numbers and dates in `{tag}`");
            let advice = format!("write `locales/{tag}.toml`, after the model of a built-in one");
            return Err(Box::new(Diagnostic::new(codes::CONFIG, at, title).help(advice)));
        };
        Locale::from_toml(tag, data)
            .map_err(|e| Box::new(Diagnostic::new(codes::CONFIG, at, format!("`locales/{tag}.toml`: {e}"))))
    };
    let mut locales = Vec::with_capacity(site.languages.len());
    for (index, tag) in site.languages.iter().enumerate() {
        match load(index, tag) {
            Ok(locale) => locales.push(locale),
            Err(problem) => {
                diagnostics.push(*problem);
                // Stands in until the end of the run, which writes nothing.
                let english = locale::embedded("en").and_then(|data| Locale::from_toml("en", data).ok());
                locales.extend(english);
            }
        }
    }
    locales
}

/// Renders every output of a site without errors.
///
/// # Errors
/// All template errors of the run, or the first output that the sink refused.
pub fn render(compiled: &Compiled, sink: &Sink<'_>) -> Result<Rendered, RenderError> {
    let Some(theme) = &compiled.theme else {
        return Err(RenderError::Diagnostics(Diagnostics::default()));
    };
    let builders = compiled.builders();
    let desk = Desk::new(sink);
    let builder = |lang: LangId| &builders[lang.index()];
    let plan = &compiled.plan;

    // Some extras are large (a table of all claims): they begin first, beside the pages.
    rayon::join(
        || plan.extras.par_iter().for_each(|(_, extra)| desk.files(|| render::extra(&builders, *extra))),
        || plan.pages.par_iter().for_each(|s| desk.page(&s.path, || render::page(builder(s.lang), theme, s))),
    );
    plan.redirects.par_iter().for_each(|r| desk.page(&r.path, || render::redirect(builder(r.lang), theme, r)));
    for builder in &builders {
        lock(&desk.problems).extend(builder.take_problems());
    }
    for copy in &plan.copies {
        desk.bytes(&copy.path, &compiled.files.assets[copy.asset].bytes);
    }
    for asset in theme.assets.values() {
        desk.bytes(&asset.path, &asset.bytes);
    }
    desk.close()
}

/// Where outputs are handed over, and what went wrong there.
struct Desk<'s> {
    sink: &'s Sink<'s>,
    pages: AtomicUsize,
    bytes: AtomicU64,
    problems: Mutex<Vec<Diagnostic>>,
    refused: Mutex<Option<(String, io::Error)>>,
}

impl<'s> Desk<'s> {
    fn new(sink: &'s Sink<'s>) -> Desk<'s> {
        Desk {
            sink,
            pages: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            problems: Mutex::default(),
            refused: Mutex::default(),
        }
    }

    /// Renders and hands over a page; a template's problem is kept, and the other pages go on.
    fn page(&self, path: &str, render: impl FnOnce() -> Result<Vec<u8>, Box<Diagnostic>>) {
        if self.is_refused() {
            return;
        }
        match render() {
            Ok(html) => {
                self.pages.fetch_add(1, Ordering::Relaxed);
                self.bytes(path, &html);
            }
            Err(problem) => lock(&self.problems).push(*problem),
        }
    }

    /// Makes and hands over files that are not pages.
    fn files(&self, make: impl FnOnce() -> Vec<(String, Vec<u8>)>) {
        if self.is_refused() {
            return;
        }
        for (path, bytes) in make() {
            self.bytes(&path, &bytes);
        }
    }

    fn bytes(&self, path: &str, bytes: &[u8]) {
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        if let Err(error) = (self.sink)(path, bytes) {
            lock(&self.refused).get_or_insert((path.to_owned(), error));
        }
    }

    fn is_refused(&self) -> bool {
        lock(&self.refused).is_some()
    }

    fn close(self) -> Result<Rendered, RenderError> {
        if let Some((path, error)) = lock(&self.refused).take() {
            return Err(RenderError::Io(path, error));
        }
        let problems = std::mem::take(&mut *lock(&self.problems));
        match problems.is_empty() {
            true => Ok(Rendered { pages: self.pages.into_inner(), bytes: self.bytes.into_inner() }),
            false => Err(RenderError::Diagnostics(Diagnostics(problems).finish())),
        }
    }
}

/// A lock whose holder never panics while it holds it; should it, what it held is still whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
