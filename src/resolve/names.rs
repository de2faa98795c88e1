//! Who is called what: written ids → `u32` ids, and the suggestions for wrong ones.
//!
//! Ids are unique across deals, companies and pages, so that `[[amd]]` is never ambiguous; sources have
//! a space of their own. Numbers follow the order of the written ids.

use std::collections::HashSet;
use std::sync::Arc;

use ahash::AHashMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest, codes};
use crate::model::{CompanyId, DealId, Entity, PageId, SourceId};
use crate::parse::{Collection, Document, Parsed};
use crate::span::{FileId, Span, Spanned};

/// The names of a run, borrowed from the parsed documents.
#[derive(Default)]
pub(super) struct Names<'a> {
    /// Deals, companies, pages.
    pub(super) entities: AHashMap<&'a str, Entity>,
    /// Sources.
    pub(super) sources: AHashMap<&'a str, SourceId>,
    /// Names and aliases of companies → id, for suggestions.
    pub(super) aliases: Vec<(&'a str, &'a str)>,
    /// Ids of documents that exist but are not published.
    pub(super) hidden: &'a [String],
    /// Whether there are companies in one file, and sources.
    in_one_file: (bool, bool),
}

/// The sheets of each kind in the order of their ids, the first of each id only.
#[derive(Default)]
pub(super) struct Sheets<'a> {
    pub(super) deals: Vec<(FileId, &'a crate::parse::Deal)>,
    pub(super) companies: Vec<&'a crate::parse::Company>,
    pub(super) sources: Vec<&'a crate::parse::Source>,
    /// Prose by what it belongs to.
    pub(super) prose: AHashMap<(Collection, &'a str), Vec<(FileId, &'a crate::parse::Prose)>>,
}

impl<'a> Sheets<'a> {
    /// Sorts the documents by kind and id.
    pub(super) fn collect(parsed: &'a [Arc<Parsed>], skip: &HashSet<(Collection, &str)>) -> Sheets<'a> {
        let mut sheets = Sheets::default();
        for (file, document) in parsed.iter().flat_map(|p| p.documents.iter().map(|document| (p.file, document))) {
            match document {
                Document::Deal(d) if !skip.contains(&(Collection::Deals, d.id.as_str())) => {
                    sheets.deals.push((file, d));
                }
                Document::Company(c) if !skip.contains(&(Collection::Companies, c.id.as_str())) => {
                    sheets.companies.push(c);
                }
                Document::Source(s) => sheets.sources.push(s),
                Document::Prose(p) if !skip.contains(&(p.collection, p.id.as_str())) => {
                    sheets.prose.entry((p.collection, p.id.as_str())).or_default().push((file, p));
                }
                Document::Site(_) | Document::Deal(_) | Document::Company(_) | Document::Prose(_) => {}
            }
        }
        sheets.deals.sort_by(|a, b| (&a.1.id, a.0).cmp(&(&b.1.id, b.0)));
        sheets.companies.sort_by(|a, b| (&a.id, a.sheet).cmp(&(&b.id, b.sheet)));
        sheets.sources.sort_by(|a, b| (&a.id, a.sheet).cmp(&(&b.id, b.sheet)));
        sheets
    }

    /// The aliases of the sheet that is behind `entity`; a page has none.
    pub(super) fn aliases(&self, entity: Entity) -> &'a [(Spanned<String>, Spanned<String>)] {
        let aliases = match entity {
            Entity::Deal(id) => self.deals.get(id.index()).map(|(_, deal)| &deal.aliases),
            Entity::Company(id) => self.companies.get(id.index()).map(|company| &company.source_aliases),
            Entity::Page(_) => None,
        };
        aliases.map_or(&[], Vec::as_slice)
    }

    /// Content pages, those that have prose in `content/pages`, in the order of their ids.
    pub(super) fn pages(&self) -> Vec<(&'a str, &[(FileId, &'a crate::parse::Prose)])> {
        let pages = self.prose.iter().filter(|((collection, _), _)| *collection == Collection::Pages);
        let mut pages: Vec<_> = pages.map(|((_, id), texts)| (*id, texts.as_slice())).collect();
        pages.sort_unstable_by_key(|(id, _)| *id);
        pages
    }
}

/// Numbers everything; reports ids that are used twice, and drops the later one.
pub(super) fn number<'a>(sheets: &mut Sheets<'a>, hidden: &'a [String], diagnostics: &mut Diagnostics) -> Names<'a> {
    let is_entry = |sheet: Span| sheet.start > 0;
    let in_one_file =
        (sheets.companies.iter().any(|c| is_entry(c.sheet)), sheets.sources.iter().any(|s| is_entry(s.sheet)));
    let mut names = Names { hidden, in_one_file, ..Names::default() };
    let mut owner: AHashMap<&'a str, (Span, &'static str)> = AHashMap::new();
    let mut claim = |id: &'a str, sheet: Span, what: &'static str| -> bool {
        match owner.get(id) {
            None => {
                owner.insert(id, (sheet, what));
                true
            }
            Some(&(first, first_what)) => {
                diagnostics.push(duplicate(id, sheet, what, first, first_what));
                false
            }
        }
    };
    sheets.companies.retain(|c| claim(&c.id, c.sheet, "company"));
    sheets.deals.retain(|(file, d)| claim(&d.id, Span::all_of(*file), "deal"));
    let pages = sheets.pages().into_iter();
    let pages: Vec<&'a str> =
        pages.filter_map(|(id, files)| claim(id, Span::all_of(files.first()?.0), "page").then_some(id)).collect();
    sheets.prose.retain(|(c, id), _| *c != Collection::Pages || pages.contains(id));

    let mut seen: AHashMap<&'a str, Span> = AHashMap::new();
    sheets.sources.retain(|s| match seen.insert(s.id.as_str(), s.sheet) {
        None => true,
        Some(first) => {
            seen.insert(s.id.as_str(), first);
            diagnostics.push(duplicate(&s.id, s.sheet, "source", first, "source"));
            false
        }
    });
    for (i, c) in sheets.companies.iter().enumerate() {
        names.entities.insert(&c.id, Entity::Company(CompanyId::at(i)));
        let all = std::iter::once(&c.name).chain(c.short.as_ref()).chain(&c.aliases);
        names.aliases.extend(all.map(|n| (n.value.as_str(), c.id.as_str())));
    }
    for (i, (_, d)) in sheets.deals.iter().enumerate() {
        names.entities.insert(&d.id, Entity::Deal(DealId::at(i)));
    }
    for (i, id) in pages.iter().enumerate() {
        names.entities.insert(id, Entity::Page(PageId::at(i)));
    }
    for (i, s) in sheets.sources.iter().enumerate() {
        names.sources.insert(&s.id, SourceId::at(i));
    }
    names
}

fn duplicate(id: &str, sheet: Span, what: &str, first: Span, first_what: &str) -> Diagnostic {
    Diagnostic::new(codes::DUPLICATE_ID, sheet.head(), format!("the id `{id}` of this {what} is taken"))
        .context(first.head(), format!("by this {first_what}"))
        .help("rename one of them: ids are unique across deals, companies and pages")
}

impl Names<'_> {
    /// Whether the id belongs to something that is not published.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.hidden.iter().any(|h| h == id)
    }

    /// The company of this id, or a diagnostic.
    pub(super) fn company(&self, id: &Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<CompanyId> {
        match self.entities.get(id.value.as_str()) {
            Some(Entity::Company(c)) => Some(*c),
            other => {
                let nowhere = nowhere("companies", &id.value, self.in_one_file.0);
                let label = self.wrong_kind(&id.value, other).unwrap_or(nowhere);
                let title = format!("unknown company `{}`", id.value);
                let problem = Diagnostic::new(codes::UNKNOWN_COMPANY, id.span, title).label(label);
                out.push(self.suggest(problem, id, |e| matches!(e, Entity::Company(_))));
                None
            }
        }
    }

    /// The deal of this id, or a diagnostic. A hidden deal is `None` without one.
    pub(super) fn deal(&self, id: &Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<DealId> {
        match self.entities.get(id.value.as_str()) {
            Some(Entity::Deal(d)) => Some(*d),
            _ if self.is_hidden(&id.value) => None,
            other => {
                let label = self.wrong_kind(&id.value, other).unwrap_or(nowhere("deals", &id.value, false));
                let title = format!("unknown deal `{}`", id.value);
                let problem = Diagnostic::new(codes::UNKNOWN_DEAL, id.span, title).label(label);
                out.push(self.suggest(problem, id, |e| matches!(e, Entity::Deal(_))));
                None
            }
        }
    }

    /// What `[[id]]` names, or a diagnostic. A hidden one is `None` without one.
    pub(super) fn entity(&self, id: &Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<Entity> {
        let found = self.entities.get(id.value.as_str()).copied();
        if found.is_none() && !self.is_hidden(&id.value) {
            let title = format!("`[[{}]]` leads nowhere", id.value);
            let problem =
                Diagnostic::new(codes::BROKEN_LINK, id.span, title).label("no deal, company or page has this id");
            out.push(match self.sources.contains_key(id.value.as_str()) {
                true => problem.help(format!("a source is cited: `[^{}]`", id.value)),
                false => self.suggest(problem, id, |_| true),
            });
        }
        found
    }

    /// The source of this id or alias, or a diagnostic.
    pub(super) fn source(
        &self,
        name: &Spanned<String>,
        aliases: &[(Spanned<String>, Spanned<String>)],
        out: &mut Vec<Diagnostic>,
    ) -> Option<SourceId> {
        let id = aliases.iter().find(|(alias, _)| alias.value == name.value).map_or(name, |(_, id)| id);
        if let Some(&source) = self.sources.get(id.value.as_str()) {
            return Some(source);
        }
        if id.span != name.span {
            return None; // The alias itself is reported once, where it is defined.
        }
        out.push(self.unknown_source(name, aliases));
        None
    }

    /// "unknown source" in a claim, with the closest id or alias.
    pub(super) fn unknown_source(
        &self,
        name: &Spanned<String>,
        aliases: &[(Spanned<String>, Spanned<String>)],
    ) -> Diagnostic {
        let label = nowhere("sources", &name.value, self.in_one_file.1) + ", and no alias in `[sources]`";
        self.closest_source(no_such_source(name, label), name, aliases)
    }

    /// "unknown source" where only ids count: in `[sources]` itself, and in prose. `aliases` are those of
    /// the sheet that a text belongs to; one of them is told that prose cannot see it.
    pub(super) fn unknown_source_id(
        &self,
        name: &Spanned<String>,
        aliases: &[(Spanned<String>, Spanned<String>)],
    ) -> Diagnostic {
        let problem = no_such_source(name, nowhere("sources", &name.value, self.in_one_file.1));
        let alias = aliases.iter().find(|(alias, _)| alias.value == name.value);
        match alias.filter(|(_, id)| self.sources.contains_key(id.value.as_str())) {
            Some((alias, id)) => problem
                .context(alias.span, format!("`{}` is short for `{}` in this sheet only", alias.value, id.value))
                .help("a text cites the ids of sources; the aliases of `[sources]` hold in the sheet alone")
                .suggest("cite the source by its id", name.span, id.value.as_str()),
            None => self.closest_source(problem, name, &[]),
        }
    }

    fn closest_source(
        &self,
        problem: Diagnostic,
        name: &Spanned<String>,
        aliases: &[(Spanned<String>, Spanned<String>)],
    ) -> Diagnostic {
        let mut known: Vec<&str> = self.sources.keys().copied().collect();
        known.sort_unstable();
        let all = aliases.iter().map(|(alias, _)| alias.value.as_str()).chain(known);
        match closest(&name.value, all) {
            Some(near) => problem.suggest("a source with a similar name exists", name.span, near),
            None => problem.help("every source has a sheet; `tearsheet new source ID` writes one"),
        }
    }

    fn wrong_kind(&self, id: &str, found: Option<&Entity>) -> Option<String> {
        if self.is_hidden(id) {
            return Some(format!("`{id}` is a draft or under embargo"));
        }
        found.map(|e| match e {
            Entity::Deal(_) => format!("`{id}` is a deal"),
            Entity::Company(_) => format!("`{id}` is a company"),
            Entity::Page(_) => format!("`{id}` is a page"),
        })
    }

    fn suggest(&self, problem: Diagnostic, typed: &Spanned<String>, wanted: impl Fn(&Entity) -> bool) -> Diagnostic {
        let mut ids: Vec<&str> = self.entities.iter().filter(|(_, e)| wanted(e)).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        if let Some(near) = closest(&typed.value, ids.iter().copied()) {
            return problem.suggest("a similar id exists", typed.span, near);
        }
        let by_name = closest(&typed.value, self.aliases.iter().map(|(name, _)| *name))
            .and_then(|near| self.aliases.iter().find(|(name, _)| *name == near))
            .filter(|(_, id)| self.entities.get(id).is_some_and(&wanted));
        match by_name {
            Some((name, id)) => problem.suggest(format!("`{name}` has the id `{id}`"), typed.span, *id),
            None => problem,
        }
    }
}

/// Where a sheet of this id was looked for.
fn nowhere(folder: &str, id: &str, in_one_file: bool) -> String {
    let entry = if in_one_file { format!(", no `[{id}]` in `content/{folder}.toml`") } else { String::new() };
    format!("no file `content/{folder}/{id}.toml`{entry}")
}

fn no_such_source(name: &Spanned<String>, label: String) -> Diagnostic {
    Diagnostic::new(codes::UNKNOWN_SOURCE, name.span, format!("unknown source `{}`", name.value)).label(label)
}

/// A diagnostic of `code` on a name that is not in a short list, with the closest one.
pub(super) fn unknown<'n>(
    code: Code,
    what: &str,
    typed: &Spanned<String>,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let problem = Diagnostic::new(code, typed.span, format!("unknown {what} `{}`", typed.value));
    let list: Vec<String> = known.clone().take(30).map(|k| format!("`{k}`")).collect();
    match closest(&typed.value, known) {
        Some(near) => problem.suggest(format!("a {what} with a similar name exists"), typed.span, near),
        None if list.is_empty() => problem,
        None => problem.help(format!("one of {}", list.join(", "))),
    }
}
