//! Documents → [`Briefing`]: names become ids, claims become facts, texts find their entities.
//!
//! Never fails: every problem is a diagnostic, and what it concerns is left out. Drafts and embargoed
//! deals are resolved (so that their mistakes are seen), then everything is resolved once more without
//! them: what a [`Briefing`] holds may be published, and nothing else is in it.

mod best;
mod company;
mod deal;
mod facts;
mod index;
mod names;
mod prose;
mod sheet;
mod site;
mod source;

use std::collections::HashSet;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::model::{Briefing, Company, CompanyId, Deal, DealId, Entity, LangId, Page, PageId, Site, Source, Text};
use crate::parse::{Collection, Document, Parsed};
use crate::span::{Span, Spanned};

pub(crate) use best::best as best_claim;
pub use facts::{FactError, FactRef, find as find_fact};
use names::{Names, Sheets};

/// What the content is resolved for.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The build date: embargoes end and statuses hold on this day.
    pub today: Date,
    /// Publish drafts and embargoed deals too.
    pub drafts: bool,
}

/// Resolves all documents of a run, given in the order of paths.
pub fn resolve(files: &Files, parsed: &[Parsed], options: Options) -> (Briefing, Diagnostics) {
    let (briefing, mut diagnostics) = published(files, parsed, options);
    let echoes = site::echoes(parsed);
    diagnostics.0.retain(|d| !echoes.contains(&d.code));
    (briefing, diagnostics)
}

/// What may be published, and the problems of everything.
fn published(files: &Files, parsed: &[Parsed], options: Options) -> (Briefing, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let site = site::resolve(parsed, &mut diagnostics);
    let nothing = HashSet::new();
    let all = Pass { files, parsed, site: &site, options, skip: &nothing, unseen: &[], hidden: &[] };
    let briefing = all.run(&mut diagnostics);
    if options.drafts {
        return (briefing, diagnostics);
    }
    let skip = hidden(parsed, options.today);
    if skip.is_empty() {
        return (briefing, diagnostics);
    }
    let mut hidden: Vec<String> = skip.iter().map(|(_, id)| (*id).to_owned()).collect();
    hidden.sort_unstable();
    let unseen = unseen_sources(&briefing, &skip);
    let mut again = Diagnostics::default();
    let published = Pass { files, parsed, site: &site, options, skip: &skip, unseen: &unseen, hidden: &hidden };
    let briefing = published.run(&mut again);
    // What only the second pass says is about a published sheet that needs a hidden one.
    let new = again.0.into_iter().filter(|d| !diagnostics.0.contains(d)).collect::<Vec<_>>();
    diagnostics.extend(new);
    (briefing, diagnostics)
}

/// Documents that are not to be published on `today`.
fn hidden(parsed: &[Parsed], today: Date) -> HashSet<(Collection, &str)> {
    let mut hidden = HashSet::new();
    for document in parsed.iter().filter_map(|p| p.document.as_ref()) {
        match document {
            Document::Deal(d) if d.draft || d.publish_on.is_some_and(|day| day.value > today) => {
                hidden.insert((Collection::Deals, d.id.as_str()));
            }
            Document::Company(c) if c.draft => {
                hidden.insert((Collection::Companies, c.id.as_str()));
            }
            // A draft text in the default language hides its page; a draft translation only itself.
            Document::Prose(p) if p.draft && p.lang.is_none() => {
                hidden.insert((p.collection, p.id.as_str()));
            }
            _ => {}
        }
    }
    hidden
}

/// Sources that hidden documents cite and published ones do not: their titles would tell what is coming.
fn unseen_sources(briefing: &Briefing, skip: &HashSet<(Collection, &str)>) -> Vec<String> {
    let is_hidden = |entity: &Entity| match entity {
        Entity::Deal(id) => skip.contains(&(Collection::Deals, briefing.deal(*id).id.as_str())),
        Entity::Company(id) => skip.contains(&(Collection::Companies, briefing.company(*id).id.as_str())),
        Entity::Page(id) => skip.contains(&(Collection::Pages, briefing.page(*id).id.as_str())),
    };
    let mut seen: HashSet<&str> = HashSet::new();
    let mut cited: HashSet<&str> = HashSet::new();
    for (source, backings) in briefing.sources.iter().zip(&briefing.backings) {
        for backing in backings {
            if is_hidden(&backing.entity) { &mut cited } else { &mut seen }.insert(&source.id);
        }
    }
    let deals = briefing.deals.iter().enumerate().map(|(i, d)| (Entity::Deal(DealId(i as u32)), &d.bodies));
    let companies =
        briefing.companies.iter().enumerate().map(|(i, c)| (Entity::Company(CompanyId(i as u32)), &c.bodies));
    let pages = briefing.pages.iter().enumerate().map(|(i, p)| (Entity::Page(PageId(i as u32)), &p.bodies));
    for (entity, bodies) in deals.chain(companies).chain(pages) {
        for citation in bodies.iter().flat_map(|b| &b.citations) {
            if is_hidden(&entity) { &mut cited } else { &mut seen }.insert(&citation.source);
        }
    }
    // What a published source relays is shown on its page.
    for source in briefing.sources.iter().filter(|s| seen.contains(s.id.as_str())).collect::<Vec<_>>() {
        seen.extend(source.relays.iter().map(|r| briefing.source(*r).id.as_str()));
    }
    let mut unseen: Vec<String> = cited.difference(&seen).map(|id| (*id).to_owned()).collect();
    unseen.sort_unstable();
    unseen
}

struct Pass<'a> {
    files: &'a Files,
    parsed: &'a [Parsed],
    site: &'a Site,
    options: Options,
    skip: &'a HashSet<(Collection, &'a str)>,
    /// Sources that only hidden documents cite.
    unseen: &'a [String],
    hidden: &'a [String],
}

impl Pass<'_> {
    fn run(&self, diagnostics: &mut Diagnostics) -> Briefing {
        let mut sheets = Sheets::collect(self.parsed, self.skip);
        sheets.sources.retain(|(_, s)| !self.unseen.contains(&s.id));
        if !self.options.drafts && !self.hidden.is_empty() {
            for texts in sheets.prose.values_mut() {
                texts.retain(|(_, p)| !p.draft);
            }
        }
        let names = names::number(&mut sheets, self.hidden, diagnostics);
        prose::orphans(&sheets, &names, diagnostics);
        let sources: Vec<Source> = sheets.sources.iter().map(|(file, s)| source::resolve(*file, s, &names)).collect();
        let mut companies = self.companies(&sheets, &names, &sources, diagnostics);
        let deals = self.deals(&sheets, &names, &sources, diagnostics);
        let pages = self.pages(&sheets, diagnostics);
        let mut out = Vec::new();
        let group = company::groups(&mut companies, &mut out);
        diagnostics.extend(out);
        let mut briefing =
            index::assemble(self.site.clone(), self.options.today, deals, companies, sources, pages, group);
        briefing.hidden = self.hidden.to_vec();
        check_prose(&mut briefing, &sheets, &names, diagnostics);
        self.check_nav(&briefing, diagnostics);
        briefing
    }

    fn companies(
        &self,
        sheets: &Sheets<'_>,
        names: &Names<'_>,
        sources: &[Source],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Company> {
        let one = |(file, raw): &(_, &crate::parse::Company)| {
            let (mut company, mut out) = company::resolve(*file, raw, self.site, names, sources);
            if let Some(texts) = sheets.prose.get(&(Collection::Companies, raw.id.as_str())) {
                let joined = prose::join(self.files, texts, &self.site.languages, &mut out);
                company.bodies = joined.into_iter().map(|j| j.prose).collect();
            }
            (company, out)
        };
        gather(sheets.companies.par_iter().map(one).collect(), diagnostics)
    }

    fn deals(
        &self,
        sheets: &Sheets<'_>,
        names: &Names<'_>,
        sources: &[Source],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Deal> {
        let one = |(file, raw): &(_, &crate::parse::Deal)| {
            let (mut deal, mut out) = deal::resolve(*file, raw, self.site, names, sources);
            if let Some(texts) = sheets.prose.get(&(Collection::Deals, raw.id.as_str())) {
                let joined = prose::join(self.files, texts, &self.site.languages, &mut out);
                prose::overlay(&mut deal.title, joined.iter().map(|j| (j.prose.lang, j.title.as_ref())));
                prose::overlay(&mut deal.dek, joined.iter().map(|j| (j.prose.lang, j.dek.as_ref())));
                for text in &joined {
                    deal.headlines.extend(text.headlines.iter().map(|span| Spanned::new(text.prose.lang, *span)));
                }
                deal.author = joined.iter().find_map(|j| j.author.clone());
                deal.bodies = joined.into_iter().map(|j| j.prose).collect();
            }
            (deal, out)
        };
        gather(sheets.deals.par_iter().map(one).collect(), diagnostics)
    }

    fn pages(&self, sheets: &Sheets<'_>, diagnostics: &mut Diagnostics) -> Vec<Page> {
        let mut pages = Vec::new();
        let mut out = Vec::new();
        for (id, texts) in sheets.pages() {
            let joined = prose::join(self.files, texts, &self.site.languages, &mut out);
            let mut title = Text::default();
            prose::overlay(&mut title, joined.iter().map(|j| (j.prose.lang, j.title.as_ref())));
            if let (true, Some(first)) = (title.is_empty(), joined.first()) {
                if !texts.iter().any(|(_, p)| p.broken) {
                    let missing = Diagnostic::new(codes::MISSING_KEY, Span::start_of(first.prose.file), "no `title`");
                    out.push(missing.help("begin the file with `+++`, `title = \"…\"`, `+++`"));
                }
                title = Text::new(LangId::DEFAULT, id);
            }
            pages.push(Page {
                id: id.to_owned(),
                file: joined.first().map_or(self.site.file, |j| j.prose.file),
                title,
                was: texts.iter().flat_map(|(_, p)| p.was.iter().cloned()).collect(),
                draft: texts.iter().any(|(_, p)| p.draft && p.lang.is_none()),
                bodies: joined.into_iter().map(|j| j.prose).collect(),
            });
        }
        diagnostics.extend(out);
        pages
    }

    fn check_nav(&self, briefing: &Briefing, diagnostics: &mut Diagnostics) {
        for page in &self.site.nav_pages {
            if briefing.find_page(&page.value).is_none() && !self.hidden.contains(&page.value) {
                let known = briefing.pages.iter().map(|p| p.id.as_str());
                diagnostics.push(names::unknown(codes::BROKEN_LINK, "page", page, known));
            }
        }
    }
}

fn gather<T>(all: Vec<(T, Vec<Diagnostic>)>, diagnostics: &mut Diagnostics) -> Vec<T> {
    let mut items = Vec::with_capacity(all.len());
    for (item, out) in all {
        items.push(item);
        diagnostics.extend(out);
    }
    items
}

/// Checks the references of every text and records who refers to whom.
fn check_prose(briefing: &mut Briefing, sheets: &Sheets<'_>, names: &Names<'_>, diagnostics: &mut Diagnostics) {
    let entities: Vec<Entity> = (0..briefing.deals.len())
        .map(|i| Entity::Deal(DealId(i as u32)))
        .chain((0..briefing.companies.len()).map(|i| Entity::Company(CompanyId(i as u32))))
        .chain((0..briefing.pages.len()).map(|i| Entity::Page(PageId(i as u32))))
        .collect();
    let shared: &Briefing = briefing;
    let results: Vec<(Entity, Vec<Entity>, Vec<Diagnostic>)> = entities
        .into_par_iter()
        .map(|entity| {
            let (bodies, own) = match entity {
                Entity::Deal(id) => (&shared.deal(id).bodies, Some(id)),
                Entity::Company(id) => (&shared.company(id).bodies, None),
                Entity::Page(id) => (&shared.page(id).bodies, None),
            };
            let aliases = sheets.aliases(entity);
            let mut out = Vec::new();
            let mut linked = Vec::new();
            for prose in bodies {
                linked.extend(prose::check(shared, names, prose, own, aliases, &mut out));
            }
            linked.sort_unstable();
            linked.dedup();
            (entity, linked, out)
        })
        .collect();
    for (from, linked, out) in results {
        diagnostics.extend(out);
        for to in linked.into_iter().filter(|to| *to != from) {
            match to {
                Entity::Deal(id) => briefing.deal_backlinks[id.index()].push(from),
                Entity::Company(id) => briefing.company_backlinks[id.index()].push(from),
                Entity::Page(_) => {}
            }
        }
    }
    for links in briefing.deal_backlinks.iter_mut().chain(&mut briefing.company_backlinks) {
        links.sort_unstable();
        links.dedup();
    }
}
