//! Themes: templates, assets and messages, from bytes.
//!
//! [`Theme::load`] takes the folders that were read (no I/O here), lays them over each other
//! ([`folder`]), reads the settings ([`manifest`]), the messages ([`messages`]) and the assets ([`assets`]),
//! compiles the templates ([`engine`]) and checks, before a page is made, that every message and asset that
//! a template names is there in every language ([`scan`], [`required`]). All problems are diagnostics at
//! their place; templates and messages become files of the run, so that a place can be shown.
//!
//! [`Theme::render`] prints one page. What pages hold is the business of [`crate::render::view`].

mod assets;
mod contrast;
mod engine;
mod filters;
mod folder;
mod ids;
mod manifest;
mod messages;
mod minify;
mod options;
mod required;
mod scan;
mod stack;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::diagnostics::{Diagnostic, Diagnostics, Severity, closest, codes};
use crate::files::Files;
use crate::model::{LangId, Setting};
use crate::plan::Plan;
use crate::render::view::{OptionValue, PageView, SiteView};
use crate::span::{Span, Spanned};

pub use assets::{Assets, ThemeAsset};
pub use folder::{BUILT_IN, DEFAULT, Folder, Folders, NO_THEME, SITE_SHEET, embedded, shown};
pub use messages::{MessageValue, Messages};
pub use required::{listed_messages, required_messages};

use engine::{Template, Templates};
use folder::{Layer, overlay};
use ids::Ids;
use scan::Ask;
use stack::Stack;

/// Room for a page, before it is known how long it gets.
const PAGE_BYTES: usize = 48 * 1024;

/// What a site asks of its theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice<'a> {
    /// The theme's name.
    pub name: &'a Spanned<String>,
    /// Options that the site sets.
    pub options: &'a [(Spanned<String>, Spanned<Setting>)],
    /// BCP 47 tags of the site's languages.
    pub languages: &'a [String],
    /// Whether it has a page to search on.
    pub search: bool,
}

/// What is to be said of an option of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionDoc {
    /// Its name.
    pub name: String,
    /// What it takes, in words.
    pub takes: &'static str,
    /// What it is if nothing is set, in TOML.
    pub default: String,
    /// A line on it; may be empty.
    pub about: String,
}

/// The options of the theme of this name, in the order of their names; none if there is no such theme.
pub fn option_docs(name: &str, folders: &Folders) -> Vec<OptionDoc> {
    let mut files = Files::default();
    let name = Spanned::new(name.to_owned(), Span::start_of(files.add("", "")));
    let stack = stack::stack(&name, folders, &mut files, &mut Diagnostics::default());
    stack.map(|stack| options::describe(&stack)).unwrap_or_default()
}

/// A theme, ready to print pages. A copy shares what is large, and costs a fraction of loading it.
#[derive(Clone)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// One line on it.
    pub description: String,
    /// Its options: the defaults with what the site sets.
    pub options: BTreeMap<String, OptionValue>,
    /// Its assets, by the names that templates use. See [`Theme::sent`].
    pub assets: Assets,
    /// Its words.
    pub messages: Messages,
    /// Files of `static/` that options name.
    named: Vec<Spanned<String>>,
    /// Whether it writes evidence itself, in a template that is not the built-in one.
    own_evidence: bool,
    templates: Templates,
    ids: Ids,
    engines: Vec<Tera>,
}

impl Theme {
    /// Loads a theme. `None` if pages cannot be made with it; the reasons are among the diagnostics.
    pub fn load(choice: Choice<'_>, folders: &Folders, files: &mut Files) -> (Option<Theme>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let theme = load(choice, folders, files, &mut diagnostics);
        (theme.filter(|_| diagnostics.errors() == 0), diagnostics)
    }

    /// The assets that go into the output: all, but for those of a page that the site does not have.
    pub fn sent(&self) -> impl Iterator<Item = &ThemeAsset> + Clone {
        self.assets.values().filter(|asset| asset.is_sent)
    }

    /// Gives the templates of one language their `site`.
    pub fn set_site(&mut self, lang: LangId, site: &SiteView) {
        self.set_site_value(lang, Value::from_serializable(site));
    }

    /// The same for a site that is a value already.
    pub fn set_site_value(&mut self, lang: LangId, site: Value) {
        if let Some(engine) = self.engines.get_mut(lang.index()) {
            engine.global_context().insert_value("site", site);
        }
    }

    /// Prints a page, in UTF-8: `kind` names the template and the view in it.
    ///
    /// # Errors
    /// What the template does wrong, at its place.
    pub fn render<V: Serialize>(
        &self,
        lang: LangId,
        kind: &'static str,
        page: &PageView,
        view: &V,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let value = |error: tera::Error| self.failure(kind, &error);
        let page = Value::try_from_serializable(page).map_err(value)?;
        let view = Value::try_from_serializable(view).map_err(value)?;
        self.render_values(lang, kind, page, view)
    }

    /// The same for a page and a view that are values already.
    ///
    /// # Errors
    /// What the template does wrong, at its place.
    pub fn render_values(
        &self,
        lang: LangId,
        kind: &'static str,
        page: Value,
        view: Value,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Some(engine) = self.engines.get(lang.index()) else {
            return Err(self.failure(kind, &tera::Error::message("the theme was loaded without this language")));
        };
        let mut context = Context::new();
        context.insert_value("page", page);
        context.insert_value(kind, view);
        let mut html = Vec::with_capacity(PAGE_BYTES);
        engine.render_to(&template_name(kind), &context, &mut html).map_err(|e| self.failure(kind, &e))?;
        Ok(html)
    }

    /// Prints one component by itself: `argument` is the name of its view in it, `root` is the way from its
    /// page to the site's root.
    ///
    /// # Errors
    /// What the component does wrong, at its place.
    pub fn component<V: Serialize>(
        &self,
        lang: LangId,
        component: &str,
        argument: &'static str,
        view: &V,
        root: &str,
    ) -> Result<String, Box<Diagnostic>> {
        let failure = |error: tera::Error| self.failure("components", &error);
        let Some(engine) = self.engines.get(lang.index()) else {
            return Err(failure(tera::Error::message("the theme was loaded without this language")));
        };
        let mut arguments = Context::new();
        arguments.insert_value(argument, Value::try_from_serializable(view).map_err(failure)?);
        let mut page = Context::new();
        page.insert("page", &BTreeMap::from([("root", root)]));
        let html = engine.render_component_with_implicits(component, &arguments, &page, None, true);
        html.map_err(failure)
    }

    /// Files that options name and that the site does not have.
    pub(crate) fn missing_files(&self, plan: &Plan) -> Vec<Diagnostic> {
        options::missing_files(&self.named, plan)
    }

    /// How wide pictures of texts are shown.
    pub(crate) fn picture_sizes(&self) -> String {
        match self.options.get("picture_sizes") {
            Some(OptionValue::Text(sizes)) if !sizes.is_empty() => sizes.clone(),
            _ => "100vw".to_owned(),
        }
    }

    /// Whether its component `claims` writes evidence. The built-in one writes what the program does, which takes a fraction
    /// of the time.
    pub(crate) fn writes_evidence(&self) -> bool {
        self.own_evidence
    }

    /// Whether the template of a kind of page gives this id to a part of it.
    pub(crate) fn has_id(&self, kind: &str, id: &str) -> bool {
        self.ids.has(kind, id)
    }

    fn failure(&self, kind: &str, error: &tera::Error) -> Box<Diagnostic> {
        Box::new(engine::diagnostic(error, &template_name(kind), &self.templates))
    }
}

/// The template of a kind of page: `deal.html`.
fn template_name(kind: &str) -> String {
    format!("{kind}.html")
}

fn load(choice: Choice<'_>, folders: &Folders, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<Theme> {
    let stack = stack::stack(choice.name, folders, files, diagnostics)?;
    let options = options::set(&stack, choice, diagnostics);
    let templates = templates(&stack.layers, files);
    unused(&stack.layers, &templates, files, diagnostics);
    let messages = messages::load(&stack.layers, choice.languages, choice.name.span, files, diagnostics);
    let mut assets = assets::collect(&stack.layers, &options.values, added(&stack, &options, diagnostics));
    if !choice.search {
        assets::without_search(&mut assets);
    }
    missing_templates(&templates, choice.name, diagnostics);
    for template in templates.values() {
        missing_names(template, &messages, &assets, diagnostics);
    }
    missing_required(&messages, diagnostics);
    let engines = engine::build(&templates, &messages, &assets, diagnostics)?;
    let name = choice.name.value.clone();
    let ids = Ids::of(&templates);
    let own_evidence = templates.get("evidence.html").is_some_and(|own| *own.text != *EVIDENCE);
    let options::Options { values: options, files: named, .. } = options;
    Some(Theme {
        name,
        description: stack.description,
        options,
        assets,
        messages,
        named,
        own_evidence,
        templates,
        ids,
        engines,
    })
}

/// The template of evidence of the default theme.
const EVIDENCE: &str = include_str!("../../themes/ledger/templates/evidence.html");

/// The sheet to which colours are added, and these.
fn added<'a>(
    stack: &'a Stack,
    options: &'a options::Options,
    diagnostics: &mut Diagnostics,
) -> Option<(&'a str, &'a str)> {
    let sheet = stack.colours_in.as_ref()?;
    let path = format!("assets/{}", sheet.value);
    if !stack.layers.iter().any(|layer| layer.files.contains_key(&path)) {
        let title = format!("there is no asset `{}`", sheet.value);
        diagnostics.push(Diagnostic::new(codes::THEME, sheet.span, title));
    }
    (!options.colours.is_empty()).then_some((&sheet.value, &options.colours))
}

/// Templates become files of the run, in the order of their names. Where one extends or includes another of the same
/// name in a theme underneath, as `ledger/base.html`, that one is there too.
fn templates(layers: &[Layer], files: &mut Files) -> Templates {
    let mut add = |(path, (layer, bytes)): (&str, (&Layer, &Arc<[u8]>))| {
        let name = path.strip_prefix("templates/").unwrap_or(path).to_owned();
        let file = files.add(layer.path(path), String::from_utf8_lossy(bytes).as_ref());
        (name, Template { file, text: Arc::clone(&files.get(file).text) })
    };
    let upper = overlay(layers, "templates/").into_iter().filter(|(path, _)| path.ends_with(".html"));
    let mut templates: Templates = upper.map(&mut add).collect();
    loop {
        let named = templates.values().flat_map(|t| scan::uses(&t.text)).filter(|u| u.ask == Ask::Template);
        let beneath = named.map(|u| u.name).filter(|name| !templates.contains_key(*name));
        let Some((name, found)) =
            beneath.filter_map(|name| Some((name.to_owned(), folder::beneath(layers, name)?))).next()
        else {
            return templates;
        };
        let (_, template) = add(found);
        templates.insert(name, template);
    }
}

fn missing_templates(templates: &Templates, theme: &Spanned<String>, diagnostics: &mut Diagnostics) {
    for kind in crate::render::view::KINDS {
        let name = template_name(kind.name);
        if !templates.contains_key(&name) {
            let title = format!("theme `{}` has no template `{name}`", theme.value);
            diagnostics.push(
                Diagnostic::new(codes::TEMPLATE, theme.span, title).help(format!(
                    "add `extends = \"{DEFAULT}\"` to its `theme.toml` to take what it lacks from there"
                )),
            );
        }
    }
}

/// Files among the templates that have no effect: no page is made from them, and no other template takes anything from
/// them.
fn unused(layers: &[Layer], templates: &Templates, files: &mut Files, diagnostics: &mut Diagnostics) {
    let of_pages: Vec<String> = crate::render::view::KINDS.iter().map(|kind| template_name(kind.name)).collect();
    let mut named: HashSet<String> = of_pages.iter().cloned().collect();
    for template in templates.values() {
        let uses = scan::uses(&template.text).into_iter().filter(|u| u.ask == Ask::Template);
        named.extend(uses.map(|u| u.name.to_owned()));
    }
    for (path, (layer, bytes)) in overlay(layers, "templates/") {
        let name = path.strip_prefix("templates/").unwrap_or(path);
        let template = templates.get(name);
        let defines = |t: &Template| t.text.contains("{% component ") || t.text.contains("{%- component ");
        if template.is_some_and(|t| named.contains(name) || defines(t)) {
            continue;
        }
        let file =
            template.map_or_else(|| files.add(layer.path(path), String::from_utf8_lossy(bytes).as_ref()), |t| t.file);
        let title = format!("expected a template that something uses, found `{name}`");
        let mut problem = Diagnostic::new(codes::TEMPLATE, Span::start_of(file), title)
            .note("no page is made from it, and no template extends or includes it");
        problem.severity = Severity::Warning;
        diagnostics.push(match closest(name, of_pages.iter().map(String::as_str)) {
            Some(near) => problem.help(format!("a page is made from `{near}`: rename it")),
            None => problem.help("remove it, or name it where it is needed"),
        });
    }
}

/// Messages and assets that a template names and that are not there.
fn missing_names(template: &Template, messages: &Messages, assets: &Assets, diagnostics: &mut Diagnostics) {
    // A template that is not there is the engine's business.
    for found in scan::uses(&template.text).into_iter().filter(|found| found.ask != Ask::Template) {
        let span = Span::new(template.file, found.range.clone());
        if found.ask == Ask::Asset {
            if !assets.contains_key(found.name) {
                let title = format!("there is no asset `{}`", found.name);
                diagnostics.push(suggest(Diagnostic::new(codes::TEMPLATE, span, title), found.name, assets.keys()));
            }
            continue;
        }
        for catalogue in messages.catalogues().iter().filter(|c| c.file.is_some()) {
            if !catalogue.ids.contains(found.name) {
                let title = format!("there is no message `{}` in `{}`", found.name, catalogue.tag);
                let diagnostic = Diagnostic::new(codes::MESSAGE, span, title);
                diagnostics.push(suggest(diagnostic, found.name, &catalogue.ids));
            } else if found.ask == Ask::Plain && !catalogue.plain.contains_key(found.name) {
                let title = format!("message `{}` in `{}` has variables", found.name, catalogue.tag);
                let help = format!("write `t(id=\"{}\", …)` with its variables", found.name);
                diagnostics.push(Diagnostic::new(codes::MESSAGE, span, title).help(help));
            }
        }
    }
}

fn suggest<'a>(diagnostic: Diagnostic, name: &str, known: impl IntoIterator<Item = &'a String>) -> Diagnostic {
    let span = diagnostic.primary.span;
    match closest(name, known.into_iter().map(String::as_str)) {
        Some(near) => diagnostic.suggest("a similar name exists", span, near),
        None => diagnostic,
    }
}

/// Messages that Rust code asks for.
fn missing_required(messages: &Messages, diagnostics: &mut Diagnostics) {
    for catalogue in messages.catalogues() {
        let Some(file) = catalogue.file else { continue };
        for id in required::required_messages().filter(|id| !catalogue.ids.contains(id)) {
            let title = format!("message `{id}` is missing in `{}`", catalogue.tag);
            let help = "pages need it whatever the templates are: add it to this file";
            diagnostics.push(Diagnostic::new(codes::MESSAGE, Span::start_of(file), title).help(help));
        }
    }
}
