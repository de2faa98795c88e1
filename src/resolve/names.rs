//! Who is called what: written ids → `u32` ids, and the suggestions for wrong ones.
//!
//! Ids are unique within a kind: a company, a deal and a page may share one. Numbers follow the order of the written
//! ids.

use std::collections::HashSet;
use std::sync::Arc;

use ahash::AHashMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, closest, codes, listed};
use crate::model::{CompanyId, DealId, Entity, LinkKind, LinkRef, PageId, SourceId, TopicId};
use crate::parse::{Collection, Document, Parsed};
use crate::span::{FileId, Span, Spanned};

/// The names of a run, borrowed from the parsed documents.
#[derive(Default)]
pub(super) struct Names<'a> {
    /// Deals, companies, pages.
    entities: AHashMap<(LinkKind, &'a str), Entity>,
    /// Sources.
    pub(super) sources: AHashMap<&'a str, SourceId>,
    /// Topics of the site.
    pub(super) topics: AHashMap<&'a str, TopicId>,
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
    let mut owner: AHashMap<(LinkKind, &'a str), Span> = AHashMap::new();
    let mut claim = |id: &'a str, sheet: Span, kind: LinkKind| match owner.get(&(kind, id)) {
        None => {
            owner.insert((kind, id), sheet);
            true
        }
        Some(first) => {
            diagnostics.push(duplicate(id, sheet, kind, *first));
            false
        }
    };
    sheets.companies.retain(|c| claim(&c.id, c.sheet, LinkKind::Company));
    sheets.deals.retain(|(file, d)| claim(&d.id, Span::all_of(*file), LinkKind::Deal));
    let pages = sheets.pages().into_iter();
    let pages: Vec<&'a str> = pages
        .filter_map(|(id, files)| claim(id, Span::all_of(files.first()?.0), LinkKind::Page).then_some(id))
        .collect();
    sheets.prose.retain(|(c, id), _| *c != Collection::Pages || pages.contains(id));

    sheets.sources.retain(|s| claim(&s.id, s.sheet, LinkKind::Source));
    for (i, c) in sheets.companies.iter().enumerate() {
        names.entities.insert((LinkKind::Company, c.id.as_str()), Entity::Company(CompanyId::at(i)));
        names.aliases.extend(c.names().map(|n| (n.value.as_str(), c.id.as_str())));
    }
    for (i, (_, d)) in sheets.deals.iter().enumerate() {
        names.entities.insert((LinkKind::Deal, d.id.as_str()), Entity::Deal(DealId::at(i)));
    }
    for (i, id) in pages.iter().enumerate() {
        names.entities.insert((LinkKind::Page, *id), Entity::Page(PageId::at(i)));
    }
    for (i, s) in sheets.sources.iter().enumerate() {
        names.sources.insert(&s.id, SourceId::at(i));
    }
    names
}

fn duplicate(id: &str, sheet: Span, kind: LinkKind, first: Span) -> Diagnostic {
    let what = kind.name();
    Diagnostic::new(codes::DUPLICATE_ID, sheet.head(), format!("the id `{id}` of this {what} is taken"))
        .context(first.head(), format!("by this {what}"))
        .help(format!("rename one of them: an id is that of one {what}"))
}

impl Names<'_> {
    /// Whether the id belongs to something that is not published.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        self.hidden.iter().any(|h| h == id)
    }

    /// What of a kind has this id.
    pub(super) fn find(&self, kind: LinkKind, id: &str) -> Option<Entity> {
        self.entities.get(&(kind, id)).copied()
    }

    /// The company of this id, or a diagnostic.
    pub(super) fn company(&self, id: &Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<CompanyId> {
        match self.find(LinkKind::Company, &id.value) {
            Some(Entity::Company(c)) => Some(c),
            _ => {
                let nowhere = nowhere("companies", &id.value, self.in_one_file.0);
                let label = self.wrong_kind(&id.value).unwrap_or(nowhere);
                let title = format!("unknown company `{}`", id.value);
                let problem = Diagnostic::new(codes::UNKNOWN_COMPANY, id.span, title).label(label);
                out.push(self.suggest(problem, id, &[LinkKind::Company]));
                None
            }
        }
    }

    /// The deal of this id, or a diagnostic. A hidden deal is `None` without one.
    pub(super) fn deal(&self, id: &Spanned<String>, out: &mut Vec<Diagnostic>) -> Option<DealId> {
        match self.find(LinkKind::Deal, &id.value) {
            Some(Entity::Deal(d)) => Some(d),
            _ if self.is_hidden(&id.value) => None,
            _ => {
                let label = self.wrong_kind(&id.value).unwrap_or(nowhere("deals", &id.value, false));
                let title = format!("unknown deal `{}`", id.value);
                let problem = Diagnostic::new(codes::UNKNOWN_DEAL, id.span, title).label(label);
                out.push(self.suggest(problem, id, &[LinkKind::Deal]));
                None
            }
        }
    }

    /// `[[id]]` of nothing.
    pub(super) fn broken_link(&self, link: &LinkRef) -> Diagnostic {
        let written = &link.target;
        let problem = Diagnostic::new(codes::BROKEN_LINK, link.span, format!("`[[{written}]]` leads nowhere"));
        let of: Vec<(LinkKind, &str)> =
            LinkKind::ALL.into_iter().filter_map(|kind| Some((kind, kind.id(written)?))).collect();
        let kinds: Vec<LinkKind> = of.iter().map(|(kind, _)| *kind).collect();
        let id = of.first().map_or(written.as_str(), |(_, id)| *id);
        let problem = problem.label(match &kinds[..] {
            [kind] => format!("no {} has this id", kind.name()),
            _ => "no deal, company or page has this id".to_owned(),
        });
        if kinds.len() > 1 && self.sources.contains_key(id) {
            return problem.help(format!("a source is cited, `[^{id}]`; a link to its page is `[[source:{id}]]`"));
        }
        let start = written.len() - id.len();
        self.suggest(problem, &Spanned::new(id.to_owned(), link.span.part(start..written.len())), &kinds)
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

    fn wrong_kind(&self, id: &str) -> Option<String> {
        if self.is_hidden(id) {
            return Some(format!("`{id}` is a draft or under embargo"));
        }
        let found = LinkKind::ALL.into_iter().find(|kind| self.find(*kind, id).is_some())?;
        Some(format!("`{id}` is a {}", found.name()))
    }

    fn suggest(&self, problem: Diagnostic, typed: &Spanned<String>, kinds: &[LinkKind]) -> Diagnostic {
        let mut ids: Vec<&str> =
            self.entities.keys().filter(|(kind, _)| kinds.contains(kind)).map(|(_, id)| *id).collect();
        if kinds.contains(&LinkKind::Source) {
            ids.extend(self.sources.keys());
        }
        ids.sort_unstable();
        if let Some(near) = closest(&typed.value, ids.iter().copied()) {
            return problem.suggest("a similar id exists", typed.span, near);
        }
        let by_name = closest(&typed.value, self.aliases.iter().map(|(name, _)| *name))
            .and_then(|near| self.aliases.iter().find(|(name, _)| *name == near))
            .filter(|_| kinds.contains(&LinkKind::Company));
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
    let list = listed(known.clone().take(30));
    match closest(&typed.value, known) {
        Some(near) => problem.suggest(format!("a {what} with a similar name exists"), typed.span, near),
        None if list.is_empty() => problem,
        None => problem.help(format!("one of {list}")),
    }
}
