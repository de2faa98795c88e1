//! A project in memory, compiled again after every change.
//!
//! Two caches, map and reduce. A file is parsed again if its text changed. What is made from all files is made again
//! each time, but from parts that are taken over where nothing that went into them changed: resolved deals and indexes
//! ([`resolve::Memo`]), the plan, the theme, the locales. A part is taken over whole or not at all, and the result is
//! that of a first run, to the byte; a first run is the same code with nothing to take over.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use tera::Value;

use super::{Compiled, Options};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::{Asset, File, Files, Input};
use crate::locale::{self, Locale};
use crate::model::{Briefing, Site};
use crate::parse::{self, Parsed};
use crate::plan::{self, Plan};
use crate::prose::Mentions;
use crate::render::{Books, Builder};
use crate::resolve;
use crate::span::Span;
use crate::theme::{Choice, Folders, Theme};
use crate::vocabulary::Vocabulary;

/// What the runs over a project leave to the next one.
#[derive(Default)]
pub struct Workspace {
    /// Whether there will be a next one.
    keeps: bool,
    /// Files and what they say, by their ids.
    parsed: Vec<(Arc<File>, Arc<Parsed>)>,
    /// With which they were read, and the settings that give it.
    vocabulary: Option<(Option<Arc<File>>, Arc<Vocabulary>)>,
    memo: resolve::Memo,
    theme: Option<ThemeOf>,
    last: Option<Last>,
}

/// The result of the last run.
struct Last {
    briefing: Briefing,
    mentions: Mentions,
    locales: Locales,
    assets: Vec<Asset>,
    theme_assets: Vec<String>,
    /// If it had no problems.
    plan: Option<Arc<Plan>>,
}

/// A locale per language, and the project's own data files.
#[derive(Clone)]
struct Locales {
    own: Vec<(String, String)>,
    made: Arc<Vec<Locale>>,
    problems: Diagnostics,
}

/// A theme as it was loaded.
#[derive(Clone)]
struct ThemeOf {
    /// That asks for it.
    site: Site,
    folders: Folders,
    /// How many texts there were before its own.
    base: usize,
    /// Its templates and messages.
    files: Vec<Arc<File>>,
    /// `site` per language.
    sites: Vec<Value>,
    theme: Option<Arc<Theme>>,
    problems: Diagnostics,
}

impl Workspace {
    /// For a project that will be compiled many times.
    pub fn new() -> Workspace {
        Workspace { keeps: true, ..Workspace::default() }
    }

    /// For one run, which leaves nothing.
    pub(super) fn for_one_run() -> Workspace {
        Workspace::default()
    }

    /// Compiles the project as it is now, without the rules: those are [`Compiled::check`]. Never fails. Files whose
    /// [`File`] is the one of the last run are known to be unchanged.
    pub fn compile(
        &mut self,
        input: Input,
        themes: &Folders,
        locales: &[(String, String)],
        options: &Options,
    ) -> Compiled {
        let Input { mut files, diagnostics, unread } = input;
        let mut clock = Clock { timings: Vec::new(), last: Instant::now() };
        let mut diagnostics = Diagnostics(diagnostics);
        let read = files.texts.len();
        let last = self.last.take();

        let parsed = self.parse(&files, &unread);
        diagnostics.extend(parsed.iter().flat_map(|p| p.diagnostics.iter().cloned()));
        clock.lap("parse");

        let resolving = resolve::Options { today: options.today, drafts: options.drafts };
        let (briefing, problems) = resolve::resolve(&files, &parsed, resolving, &mut self.memo);
        diagnostics.extend(problems.0);
        self.forget(parsed);
        // What every deal looks at is as it was if the sources are the very same.
        let last = last.filter(|last| Arc::ptr_eq(&last.briefing.sources, &briefing.sources));
        let last = last.as_ref();
        let mentions = match last {
            Some(last) => last.mentions.clone(),
            None => Mentions::of(&briefing.companies),
        };
        clock.lap("resolve");

        let locales = match last
            .filter(|last| last.locales.own == locales && last.briefing.site.vocabulary == briefing.site.vocabulary)
        {
            Some(last) => last.locales.clone(),
            None => languages(&briefing.site, locales),
        };
        diagnostics.extend(locales.problems.0.iter().cloned());
        let mut theme = load_theme(&briefing.site, themes, &mut files, self.theme.take());
        diagnostics.extend(theme.problems.0.iter().cloned());
        clock.lap("theme");

        let theme_assets: Vec<String> = theme.theme.iter().flat_map(|t| t.sent().map(|a| a.path.clone())).collect();
        let same = |last: &&Last| {
            last.theme_assets == theme_assets
                && same_assets(&last.assets, &files.assets)
                && plan::is_same(&last.briefing, &briefing)
        };
        let (plan, is_sound) = match last.filter(same).and_then(|last| last.plan.clone()) {
            Some(plan) => (plan, true),
            None => {
                let (plan, problems) = plan::plan(&briefing, &mut files, &theme_assets);
                let is_sound = problems.0.is_empty();
                diagnostics.extend(problems.0);
                (Arc::new(plan), is_sound)
            }
        };
        diagnostics.extend(plan::missing(&briefing, &plan));
        diagnostics.extend(theme.theme.iter().flat_map(|theme| theme.missing_files(&plan)));
        set_site(&mut theme, &briefing, &plan, &locales.made);
        clock.lap("plan");

        let compiled = Compiled {
            read,
            diagnostics,
            timings: clock.timings,
            briefing: briefing.clone(),
            plan: Arc::clone(&plan),
            theme: theme.theme.clone(),
            locales: Arc::clone(&locales.made),
            mentions: mentions.clone(),
            files,
        };
        if self.keeps {
            let assets = compiled.files.assets.clone();
            let plan = is_sound.then_some(plan);
            self.theme = Some(theme);
            self.last = Some(Last { briefing, mentions, locales, assets, theme_assets, plan });
        }
        compiled
    }

    /// What every file says, in the order of paths.
    fn parse(&mut self, files: &Files, unread: &[crate::span::FileId]) -> Vec<Arc<Parsed>> {
        let readable: Vec<(usize, &Arc<File>)> =
            files.sheets().filter(|f| !unread.contains(&f.id)).enumerate().collect();
        let settings = files.texts.iter().find(|file| parse::is_settings(&file.path));
        let before = self.vocabulary.take();
        let vocabulary = match &before {
            Some((of, vocabulary)) if same_settings(of.as_ref(), settings) => Arc::clone(vocabulary),
            _ => parse::vocabulary_of(settings.map(|file| &**file)),
        };
        // What a file says depends on it: none that was read with another is still good.
        let known = match before {
            Some((_, last)) if last == vocabulary => std::mem::take(&mut self.parsed),
            _ => Vec::new(),
        };
        self.vocabulary = Some((settings.cloned(), Arc::clone(&vocabulary)));
        let one = |(index, file): (usize, &Arc<File>)| match known.get(index) {
            Some((old, parsed)) if same_file(old, file) => Arc::clone(parsed),
            _ => Arc::new(parse::parse(file, &vocabulary)),
        };
        let parsed: Vec<Arc<Parsed>> = readable.par_iter().copied().map(one).collect();
        if self.keeps {
            let pairs = readable.into_iter().zip(&parsed);
            self.parsed = pairs.map(|((_, file), parsed)| (Arc::clone(file), Arc::clone(parsed))).collect();
        }
        parsed
    }

    /// Frees documents that no run will look at again. One after the other that takes as long as parsing some of them.
    fn forget(&mut self, parsed: Vec<Arc<Parsed>>) {
        if !self.keeps {
            self.memo = resolve::Memo::default();
            parsed.into_par_iter().for_each(drop);
        }
    }
}

fn same_file(old: &Arc<File>, new: &Arc<File>) -> bool {
    Arc::ptr_eq(old, new) || old.id == new.id && old.path == new.path && old.text == new.text
}

fn same_settings(old: Option<&Arc<File>>, new: Option<&Arc<File>>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => same_file(old, new),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn same_assets(old: &[Asset], new: &[Asset]) -> bool {
    let same = |(a, b): (&Asset, &Asset)| a.path == b.path && (Arc::ptr_eq(&a.bytes, &b.bytes) || a.bytes == b.bytes);
    old.len() == new.len() && old.iter().zip(new).all(same)
}

/// The site's theme; its templates and messages join the files. What was loaded still is good where the site asks for the
/// same, whatever else it says.
fn load_theme(site: &Site, folders: &Folders, files: &mut Files, known: Option<ThemeOf>) -> ThemeOf {
    let base = files.texts.len();
    let same = |known: &ThemeOf| known.base == base && known.folders == *folders && choice(&known.site) == choice(site);
    if let Some(known) = known.filter(same) {
        files.texts.extend(known.files.iter().cloned());
        return known;
    }
    let (theme, problems) = Theme::load(choice(site), folders, files);
    let (site, folders, files) = (site.clone(), folders.clone(), files.texts[base..].to_vec());
    ThemeOf { site, folders, base, files, sites: Vec::new(), theme: theme.map(Arc::new), problems }
}

fn choice(site: &Site) -> Choice<'_> {
    Choice { name: &site.theme, options: &site.theme_options, languages: &site.languages, search: site.search }
}

/// Gives the templates their `site`. A theme that is in use elsewhere stays there as it is.
fn set_site(of: &mut ThemeOf, briefing: &Briefing, plan: &Plan, locales: &[Locale]) {
    let Some(theme) = &mut of.theme else { return };
    let books = Books::closed(briefing);
    let site = |lang| {
        let builder = Builder::bare(Arc::clone(&books), plan, &theme.messages, locales, lang);
        Value::from_serializable(&builder.site_view(theme))
    };
    let sites: Vec<Value> = briefing.site.lang_ids().map(site).collect();
    if sites == of.sites {
        return;
    }
    let theme = Arc::make_mut(theme);
    for (lang, site) in briefing.site.lang_ids().zip(&sites) {
        theme.set_site_value(lang, site.clone());
    }
    of.sites = sites;
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
fn languages(site: &Site, own: &[(String, String)]) -> Locales {
    let mut diagnostics = Diagnostics::default();
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
        Locale::from_toml(tag, data, &site.vocabulary, &site.languages)
            .map_err(|e| Box::new(Diagnostic::new(codes::CONFIG, at, format!("`locales/{tag}.toml`: {e}"))))
    };
    let mut locales = Vec::with_capacity(site.languages.len());
    for (index, tag) in site.languages.iter().enumerate() {
        match load(index, tag) {
            Ok(locale) => locales.push(locale),
            Err(problem) => {
                diagnostics.push(*problem);
                // Stands in until the end of the run, which writes nothing.
                let english = locale::embedded("en")
                    .and_then(|data| Locale::from_toml("en", data, &site.vocabulary, &site.languages).ok());
                locales.extend(english);
            }
        }
    }
    Locales { own: own.to_vec(), made: Arc::new(locales), problems: diagnostics }
}
