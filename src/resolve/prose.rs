//! Joins texts with what they belong to, and checks the references that they make.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity, codes, listed};
use crate::files::Files;
use crate::model::{Briefing, Entity, FactPath, LangId, LinkKind, LinkRef, Linked, Prose, Text};
use crate::parse::{self, Collection};
use crate::span::{FileId, Span, Spanned};

use super::chart;
use super::deal::waivers;
use super::facts::{self, FactError};
use super::names::{Names, Sheets};
use super::site;

/// A text and the parts of its front matter that belong to the entity, not to the text.
pub(super) struct Joined {
    pub(super) prose: Prose,
    pub(super) title: Option<String>,
    pub(super) dek: Option<String>,
    pub(super) short: Option<String>,
    pub(super) author: Option<String>,
    /// Where title, dek and short title stand.
    pub(super) headlines: Vec<Span>,
}

/// The texts of one entity, in the order of languages; languages that the site lacks and second texts
/// in one language are reported.
pub(super) fn join(
    files: &Files,
    raw: &[(FileId, &parse::Prose)],
    languages: &[String],
    out: &mut Vec<Diagnostic>,
) -> Vec<Joined> {
    let mut joined: Vec<Joined> = Vec::with_capacity(raw.len());
    let mut owner: HashMap<LangId, FileId> = HashMap::new();
    for (file, prose) in raw {
        let lang = match &prose.lang {
            None => Some(LangId::DEFAULT),
            Some(tag) => site::language(tag, languages, out),
        };
        let Some(lang) = lang else { continue };
        if let Some(first) = owner.insert(lang, *file) {
            let title = "a second text in one language".to_owned();
            let tag = languages.get(lang.index()).map_or("", String::as_str);
            out.push(
                Diagnostic::new(codes::DUPLICATE_ID, Span::start_of(*file), title)
                    .context(Span::start_of(first), format!("the first text in `{tag}`"))
                    .help("the file without a language in its name is the one in the default language"),
            );
            owner.insert(lang, first);
            continue;
        }
        joined.push(one(files, *file, prose, lang));
    }
    joined.sort_by_key(|j| j.prose.lang);
    joined
}

/// Whether a draft among these texts hides what they belong to: the one in the default language does, a translation only
/// itself.
pub(super) fn hides(texts: &[Joined]) -> bool {
    texts.iter().any(|text| text.prose.draft && text.prose.lang == LangId::DEFAULT)
}

fn one(files: &Files, file: FileId, raw: &parse::Prose, lang: LangId) -> Joined {
    let owned = |s: &Option<Spanned<String>>| s.as_ref().map(|s| s.value.clone());
    Joined {
        prose: Prose {
            file,
            lang,
            text: Arc::clone(&files.get(file).text),
            start: raw.start,
            days: raw.days.clone(),
            draft: raw.draft,
            mentions: raw.mentions,
            links: raw.links.clone(),
            facts: raw.facts.clone(),
            citations: raw.citations.clone(),
            addresses: raw.addresses.clone(),
            charts: raw.charts.clone(),
            waivers: waivers(&raw.waivers),
        },
        title: owned(&raw.title),
        dek: owned(&raw.dek),
        short: owned(&raw.short),
        author: owned(&raw.author),
        headlines: raw.title.iter().chain(&raw.dek).chain(&raw.short).map(|text| text.span).collect(),
    }
}

/// Puts titles or deks of front matters into a text.
pub(super) fn overlay<'j>(text: &mut Text, values: impl Iterator<Item = (LangId, Option<&'j String>)>) {
    for (lang, value) in values {
        if let Some(value) = value {
            text.set(lang, value.clone());
        }
    }
}

/// Reports texts whose deal or company does not exist.
pub(super) fn orphans(sheets: &Sheets<'_>, names: &Names<'_>, diagnostics: &mut Diagnostics) {
    for ((collection, id), files) in &sheets.prose {
        let (code, kind, folder) = match collection {
            Collection::Deals => (codes::UNKNOWN_DEAL, LinkKind::Deal, "deals"),
            Collection::Companies => (codes::UNKNOWN_COMPANY, LinkKind::Company, "companies"),
            Collection::Pages => continue,
        };
        let there = names.find(kind, id).is_some();
        for (file, _) in files.iter().filter(|_| !there) {
            let title = format!("a text for the unknown {} `{id}`", kind.name());
            diagnostics.push(
                Diagnostic::new(code, Span::start_of(*file), title)
                    .label(format!("no file `content/{folder}/{id}.toml`"))
                    .help("rename the text like its sheet, or write the sheet"),
            );
        }
    }
}

/// `[[id]]` of several things.
fn ambiguous(link: &LinkRef, several: &[(LinkKind, Linked)]) -> Diagnostic {
    let kinds = || several.iter().map(|(kind, _)| kind.name());
    let title =
        format!("`[[{}]]` may be {}", link.target, kinds().map(|k| format!("a {k}")).collect::<Vec<_>>().join(" or "));
    let problem = Diagnostic::new(codes::BROKEN_LINK, link.span, title).label("several things have this id");
    // A program may make the one change that is suggested; here an editor decides.
    kinds().fold(problem, |problem, kind| problem.help(format!("for the {kind}, write `[[{kind}:{}]]`", link.target)))
}

/// `[[id]]` of something that is not published: its name would give it away.
fn hidden_link(link: &LinkRef) -> Diagnostic {
    let title = format!("`[[{}]]` is a draft or under embargo and has no text of its own", link.target);
    let mut problem = Diagnostic::new(codes::BROKEN_LINK, link.span, title).label("readers see `…`").help(format!(
        "write `[[{}|words]]`: the words are shown, and become a link with its publication",
        link.target
    ));
    problem.severity = Severity::Warning;
    problem
}

/// Checks links, facts, citations and charts of one text of `entity`. A text sees no
/// `aliases`; those of its sheet are given so that their use can be explained.
pub(super) fn check(
    briefing: &Briefing,
    names: &Names<'_>,
    prose: &Prose,
    entity: Entity,
    aliases: &[(Spanned<String>, Spanned<String>)],
    out: &mut Vec<Diagnostic>,
) -> Vec<Entity> {
    let own = if let Entity::Deal(id) = entity { Some(id) } else { None };
    let mut linked = Vec::new();
    prose.charts.iter().for_each(|chart| chart::check(briefing, names, entity, chart, out));
    for link in &prose.links {
        let found: Vec<(LinkKind, Linked)> = briefing.linked(&link.target).collect();
        let is_bare = prose.text.get(link.span.range().end..).is_some_and(|rest| !rest.trim_start().starts_with('|'));
        match &found[..] {
            [] if briefing.is_hidden(&link.target) => out.extend(is_bare.then(|| hidden_link(link))),
            [] => out.push(names.broken_link(link)),
            [(_, found)] => linked.extend(match found {
                Linked::Entity(entity) => Some(*entity),
                Linked::Source(_) => None,
            }),
            several => out.push(ambiguous(link, several)),
        }
    }
    for path in &prose.facts {
        let segments: Vec<&str> = path.segments.iter().map(|s| s.value.as_str()).collect();
        match facts::find(briefing, own, &segments) {
            Ok(found) if Some(found.deal) != own => linked.push(Entity::Deal(found.deal)),
            Ok(_) => {}
            Err(FactError::Hidden) if segments.first().is_some_and(|id| briefing.is_hidden(id)) => {
                out.push(hidden_fact(path, &segments.join(".")));
            }
            Err(problem) => out.extend(fact_problem(path, &problem)),
        }
    }
    for citation in &prose.citations {
        if !names.sources.contains_key(citation.source.as_str()) {
            // The span holds id and line; only the id is wrong.
            let id_span = citation.span.part(0..citation.source.len());
            out.push(names.unknown_source_id(&Spanned::new(citation.source.clone(), id_span), aliases));
        }
    }
    linked
}

/// What is wrong with the path of a fact in the settings.
pub(super) fn unknown_fact(briefing: &Briefing, path: &Spanned<String>) -> Option<Diagnostic> {
    let names: Vec<&str> = path.value.split('.').collect();
    let problem = facts::find(briefing, None, &names).err()?;
    fact_problem(&chart::path(path), &problem)
}

/// `{{ id.field }}` of something that is not published.
fn hidden_fact(path: &FactPath, written: &str) -> Diagnostic {
    let title = format!("`{{{{ {written} }}}}` is of a draft, or of a deal under embargo");
    let mut problem = Diagnostic::new(codes::UNKNOWN_FACT, path.span, title)
        .label("readers see `…`")
        .help("leave the sentence out until the deal is published");
    problem.severity = Severity::Warning;
    problem
}

pub(super) fn fact_problem(path: &FactPath, problem: &FactError) -> Option<Diagnostic> {
    let written = path.segments.iter().map(|s| s.value.as_str()).collect::<Vec<_>>().join(".");
    let at = |index: usize| path.segments.get(index).map_or(path.span, |s| s.span);
    let new = |span, title: String| Diagnostic::new(codes::UNKNOWN_FACT, span, title);
    Some(match problem {
        FactError::Hidden => return None,
        FactError::NoDeal => new(path.span, format!("`{{{{ {written} }}}}` does not say of which deal"))
            .help("outside of a deal's own text a path begins with the deal: `{{ openai-aws.value }}`"),
        FactError::UnknownDeal(index, near) => {
            let title = format!("`{written}`: no deal, and no part of this one, is called that");
            let found = Diagnostic::new(codes::UNKNOWN_DEAL, at(*index), title);
            match near {
                Some(near) => found.suggest("a deal with a similar id exists", at(*index), near.clone()),
                None => found,
            }
        }
        FactError::Unknown(index, there) => {
            let last = path.segments.last().map_or(path.span, |s| s.span);
            let found = new(at(*index).to(last), format!("the deal has no fact `{written}`"));
            let fields: Vec<&str> = there.iter().filter_map(|p| p.rsplit('.').next()).collect();
            let typed = path.segments.last().map_or("", |s| s.value.as_str());
            match crate::diagnostics::closest(typed, fields) {
                Some(near) if near != typed => found.suggest("a fact with a similar name exists", last, near),
                _ if there.is_empty() => found,
                _ => found.help(format!("it has {}", listed(there))),
            }
        }
        FactError::Ambiguous(paths) => new(path.span, format!("`{written}` could be any of {} facts", paths.len()))
            .help(format!("say which: {}", listed(paths))),
    })
}
