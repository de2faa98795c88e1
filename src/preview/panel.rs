//! What an editor wants to know of a page: what it is made from, and what it still lacks.
//!
//! What lacks comes from two places: the diagnostics of the page's own files, and the model, which knows more than
//! is worth a warning (a figure that one source alone has, an amount that nobody discloses, a text that is not
//! translated). Lists of deals are made from all of them, and have a template only.

mod json;
mod missing;
mod origins;

use crate::model::{Entity, LangId, SourceId};
use crate::pipeline::Compiled;
use crate::plan::{PageSpec, Target};
use crate::span::Span;

use super::bulletin::Place;

pub(super) use json::json;
pub use missing::Kind;

/// What is known of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// Its template, as a path of the project: a file of the project, or of the theme that is compiled in.
    pub template: String,
    /// Whether the template is a file of the project.
    pub own_template: bool,
    /// Its own files, sheet and texts: where they begin.
    pub files: Vec<Place>,
    /// Sheets of companies and sources that it shows.
    pub shows: Vec<Place>,
    /// What lacks.
    pub missing: Vec<Missing>,
    /// Those of its files of which the last valid text is shown.
    pub held: Vec<String>,
}

/// Something that lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What kind of lack it is.
    pub kind: Kind,
    /// A few words: the fact, or the diagnostic's title.
    pub what: String,
    /// Where it would be mended.
    pub place: Option<Place>,
}

/// What a page is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Entity(Entity),
    Source(SourceId),
}

impl Subject {
    fn of(target: Target) -> Option<Subject> {
        target.with(|page| page.source().map(Subject::Source).or(page.entity().map(Subject::Entity)))
    }
}

/// What is known of a page; `held` are the files that are held back.
pub(super) fn of(compiled: &Compiled, spec: &PageSpec, held: &[String]) -> Option<Panel> {
    let mut panel = Panel::default();
    let template = spec.target.with(|page| page.template());
    (panel.template, panel.own_template) = origins::template_file(compiled, template);
    if let Some(subject) = Subject::of(spec.target) {
        let own = origins::own(compiled, subject);
        let places = |spans: &[Span]| spans.iter().map(|span| Place::of(&compiled.files, *span)).collect();
        panel.files = places(&own);
        panel.shows = places(&origins::shown(compiled, subject));
        panel.missing = missing::of(compiled, subject, spec.lang, &own);
    }
    // A theme or the settings go into every page.
    let is_general = |path: &String| path.starts_with("themes/") || path == "tearsheet.toml";
    let is_part =
        |path: &&String| is_general(path) || panel.files.iter().chain(&panel.shows).any(|place| place.file == **path);
    panel.held = held.iter().filter(is_part).cloned().collect();
    Some(panel)
}

/// The path of the page that a file of the project is for: `en/deals/x/index.html` for `content/deals/x.en.md`.
pub(super) fn landing(compiled: &Compiled, file: &str) -> Option<String> {
    let (folder, rest) = file.strip_prefix("content/")?.split_once('/')?;
    let name = rest.split('/').next()?;
    let mut parts = name.split('.');
    let id = parts.next()?;
    let briefing = &compiled.briefing;
    let target = match folder {
        "deals" => Target::Deal(briefing.find_deal(id)?),
        "companies" => Target::Company(briefing.find_company(id)?),
        "sources" => Target::Source(briefing.find_source(id)?, 1),
        "pages" => Target::Page(briefing.find_page(id)?),
        _ => return None,
    };
    let lang = parts.next().and_then(|tag| briefing.site.lang(tag)).unwrap_or(LangId::DEFAULT);
    Some(compiled.plan.path(briefing, target, lang))
}
