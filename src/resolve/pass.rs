//! One pass over the documents: all of them, or those that may be published.
//!
//! 1. Every document gets its number; texts find what they belong to.
//! 2. Deals, companies and pages are resolved, each by itself and in parallel.
//! 3. The indexes are made, and the references of texts are checked against all of it.
//!
//! Each step takes over from the last run what must come out the same ([`super::memo`]).

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::index::{self, Parts};
use super::memo::{Changed, Last, References, Resolved};
use super::names::{self, Names, Sheets};
use super::{Options, company, deal, prose, source};
use crate::diagnostics::{Diagnostic, Diagnostics, codes};
use crate::files::Files;
use crate::model::{Briefing, Company, Deal, Entity, LangId, Page, Site, Source, Text, TopicId, places};
use crate::parse::{self, Collection, Parsed};
use crate::span::{FileId, Span, Spanned};

pub(super) struct Pass<'a> {
    pub(super) files: &'a Files,
    pub(super) parsed: &'a [Arc<Parsed>],
    pub(super) site: &'a Site,
    pub(super) options: Options,
    /// What changed since the last run; `None` if it may be everything.
    pub(super) changed: Option<&'a Changed>,
    pub(super) skip: &'a HashSet<(Collection, &'a str)>,
    /// Whether draft texts are left out.
    pub(super) withhold: bool,
    /// Sources that only hidden documents cite.
    pub(super) unseen: &'a [String],
    pub(super) hidden: &'a [String],
}

/// What everything is resolved against.
struct Frame<'f> {
    sheets: Sheets<'f>,
    names: Names<'f>,
    sources: Arc<Vec<Source>>,
    /// Files that only draft texts name.
    withheld: Vec<String>,
}

impl<'a> Pass<'a> {
    /// Resolves everything; leaves in `memo` what the next run may take over.
    pub(super) fn run(&self, memo: &mut Option<Last>, diagnostics: &mut Diagnostics) -> Briefing {
        let last = memo.take().filter(|last| self.is_like(last));
        let last = last.as_ref();
        let mut sheets = Sheets::collect(self.parsed, self.skip);
        sheets.sources.retain(|s| !self.unseen.contains(&s.id));
        let withheld = if self.withhold { withhold(&mut sheets) } else { Vec::new() };
        let mut names = names::number(&mut sheets, self.hidden, diagnostics);
        names.topics = self.site.topics.iter().enumerate().map(|(i, t)| (t.id.as_str(), TopicId::at(i))).collect();
        prose::orphans(&sheets, &names, diagnostics);
        let sources = match last {
            Some(last) => Arc::clone(&last.briefing.sources),
            None => Arc::new(sheets.sources.iter().map(|s| source::resolve(s, &names)).collect()),
        };
        let frame = Frame { sheets, names, sources, withheld };
        let companies = self.companies(&frame, last);
        let deals = self.deals(&frame, last);
        let pages = self.pages(&frame.sheets, diagnostics);
        diagnostics.extend(companies.iter().flat_map(|c| c.problems.iter().cloned()));
        diagnostics.extend(deals.iter().flat_map(|d| d.problems.iter().cloned()));
        let mut briefing = self.assemble(&frame, &companies, &deals, pages, last, diagnostics);
        let references = self.references(&briefing, &frame, last);
        diagnostics.extend(references.iter().flat_map(|r| r.problems.iter().cloned()));
        let lead = |(new, old): (&Arc<References>, &Arc<References>)| Arc::ptr_eq(new, old) || new.linked == old.linked;
        let known = last.filter(|last| references.iter().zip(&last.references).all(lead));
        let linked = references.iter().map(|r| r.linked.as_slice());
        index::backlinks(&mut briefing, linked, known.map(|last| &last.briefing));
        self.check_settings(&briefing, diagnostics);
        *memo = Some(Last {
            skip: self.skip.iter().map(|(collection, id)| (*collection, (*id).to_owned())).collect(),
            unseen: self.unseen.to_vec(),
            deals,
            companies,
            references,
            briefing: briefing.clone(),
        });
        briefing
    }

    /// Whether the last run was over the same documents.
    fn is_like(&self, last: &Last) -> bool {
        let skips = |(collection, id): &(Collection, &'a str)| last.skip.contains(&(*collection, (*id).to_owned()));
        self.changed.is_some()
            && last.unseen == self.unseen
            && last.skip.len() == self.skip.len()
            && self.skip.iter().all(skips)
    }

    /// The state's day.
    fn day(&self) -> Date {
        self.site.day(self.options.today)
    }

    /// Whether an entity must be resolved again, if others need not.
    fn touches(&self, collection: Collection, id: &str) -> bool {
        self.changed.is_none_or(|changed| changed.touches(collection, id))
    }

    fn companies(&self, frame: &Frame<'_>, last: Option<&Last>) -> Vec<Resolved<Company>> {
        let one = |(index, raw): (usize, &&parse::Company)| {
            if let Some(last) = last.filter(|_| !self.touches(Collection::Companies, &raw.id)) {
                return last.companies[index].clone();
            }
            let (mut company, mut problems) =
                company::resolve(raw, self.site, &frame.names, &frame.sources, self.day());
            if let Some(texts) = frame.sheets.prose.get(&(Collection::Companies, raw.id.as_str())) {
                let joined = prose::join(self.files, texts, &self.site.languages, &mut problems);
                company.draft |= prose::hides(&joined);
                company.bodies = joined.into_iter().map(|j| j.prose).collect();
            }
            Resolved { entity: Arc::new(company), problems }
        };
        frame.sheets.companies.par_iter().enumerate().map(one).collect()
    }

    fn deals(&self, frame: &Frame<'_>, last: Option<&Last>) -> Vec<Resolved<Deal>> {
        let one = |(index, (file, raw)): (usize, &(FileId, &parse::Deal))| match last {
            Some(last) if !self.touches(Collection::Deals, &raw.id) => last.deals[index].clone(),
            _ => self.deal(frame, *file, raw),
        };
        frame.sheets.deals.par_iter().enumerate().map(one).collect()
    }

    fn deal(&self, frame: &Frame<'_>, file: FileId, raw: &parse::Deal) -> Resolved<Deal> {
        let (mut deal, mut problems) = deal::resolve(file, raw, self.site, &frame.names, &frame.sources, self.day());
        deal.draft |= deal.publish_on.is_some_and(|day| day > self.options.today);
        if let Some(texts) = frame.sheets.prose.get(&(Collection::Deals, raw.id.as_str())) {
            let joined = prose::join(self.files, texts, &self.site.languages, &mut problems);
            prose::overlay(&mut deal.title, joined.iter().map(|j| (j.prose.lang, j.title.as_ref())));
            prose::overlay(&mut deal.dek, joined.iter().map(|j| (j.prose.lang, j.dek.as_ref())));
            prose::overlay(&mut deal.short, joined.iter().map(|j| (j.prose.lang, j.short.as_ref())));
            for text in &joined {
                deal.headlines.extend(text.headlines.iter().map(|span| Spanned::new(text.prose.lang, *span)));
            }
            deal.draft |= prose::hides(&joined);
            deal.author = joined.iter().find_map(|j| j.author.clone());
            deal.bodies = joined.into_iter().map(|j| j.prose).collect();
        }
        Resolved { entity: Arc::new(deal), problems }
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
                draft: prose::hides(&joined),
                bodies: joined.into_iter().map(|j| j.prose).collect(),
            });
        }
        diagnostics.extend(out);
        pages
    }

    fn assemble(
        &self,
        frame: &Frame<'_>,
        companies: &[Resolved<Company>],
        deals: &[Resolved<Deal>],
        pages: Vec<Page>,
        last: Option<&Last>,
        diagnostics: &mut Diagnostics,
    ) -> Briefing {
        let mut companies: Vec<Arc<Company>> = companies.iter().map(|c| Arc::clone(&c.entity)).collect();
        let mut out = Vec::new();
        let group = company::groups(&mut companies, &mut out);
        diagnostics.extend(out);
        let parts = Parts {
            site: self.site.clone(),
            day: self.day(),
            today: self.options.today,
            deals: deals.iter().map(|d| Arc::clone(&d.entity)).collect(),
            companies,
            sources: Arc::clone(&frame.sources),
            pages,
            group,
            hidden: self.hidden.to_vec(),
            unseen: self.unseen.to_vec(),
            withheld: frame.withheld.clone(),
        };
        index::assemble(parts, last.map(|last| &last.briefing))
    }

    /// Checks the references of every text.
    fn references(&self, briefing: &Briefing, frame: &Frame<'_>, last: Option<&Last>) -> Vec<Arc<References>> {
        // A text of another deal may show any fact of one whose sheet changed.
        let same = |last: &&Last| {
            let pairs = || briefing.deals.iter().zip(&last.briefing.deals);
            !self.changed.is_some_and(|changed| changed.sheets)
                || pairs().all(|(new, old)| Arc::ptr_eq(new, old) || same_paths(new, old))
        };
        let last = last.filter(same);
        let entities: Vec<Entity> = briefing.entities().collect();
        let one = |(index, entity): (usize, Entity)| {
            let (collection, id) = match entity {
                Entity::Deal(id) => (Collection::Deals, &briefing.deal(id).id),
                Entity::Company(id) => (Collection::Companies, &briefing.company(id).id),
                Entity::Page(id) => (Collection::Pages, &briefing.page(id).id),
            };
            match last.filter(|_| !self.touches(collection, id)).and_then(|last| last.references.get(index)) {
                Some(references) => Arc::clone(references),
                None => Arc::new(references(briefing, frame, entity)),
            }
        };
        entities.into_par_iter().enumerate().map(one).collect()
    }

    fn check_settings(&self, briefing: &Briefing, diagnostics: &mut Diagnostics) {
        if let Some(subject) = self.site.subject.as_ref().filter(|id| briefing.find_company(&id.value).is_none()) {
            let known = briefing.companies.iter().map(|company| company.id.as_str());
            diagnostics.push(names::unknown(codes::UNKNOWN_COMPANY, "company", subject, known));
        }
        diagnostics.extend(self.site.disagreement.iter().filter_map(|path| prose::unknown_fact(briefing, path)));
        for page in &self.site.nav_pages {
            if briefing.find_page(&page.value).is_none() && !self.hidden.contains(&page.value) {
                let known = briefing.pages.iter().map(|p| p.id.as_str());
                diagnostics.push(names::unknown(codes::BROKEN_LINK, "page", page, known));
            }
        }
    }
}

/// Leaves draft texts out. Returns what no other text leads to, by paths below the output.
fn withhold(sheets: &mut Sheets<'_>) -> Vec<String> {
    let (mut named, mut withheld) = (HashSet::new(), Vec::new());
    for ((collection, id), texts) in &mut sheets.prose {
        let folder = collection.folder(id);
        let all = |text: &parse::Prose| -> Vec<String> {
            text.addresses.iter().flat_map(|address| places(&folder, &address.path)).collect()
        };
        withheld.extend(texts.iter().filter(|(_, text)| text.draft).flat_map(|(_, text)| all(text)));
        texts.retain(|(_, text)| !text.draft);
        named.extend(texts.iter().flat_map(|(_, text)| all(text)));
    }
    withheld.retain(|file| !named.contains(file));
    withheld.sort_unstable();
    withheld.dedup();
    withheld
}

/// Whether the facts of a deal are called the same as before, and are as much there.
fn same_paths(new: &Deal, old: &Deal) -> bool {
    let paths = |deal: &Deal| -> Vec<(String, u16, bool)> {
        deal.facts().map(|(part, fact)| (part.to_owned(), fact.field.0, fact.best().is_some())).collect()
    };
    paths(new) == paths(old)
}

/// Checks the references of the texts of an entity.
fn references(briefing: &Briefing, frame: &Frame<'_>, entity: Entity) -> References {
    let bodies = briefing.bodies_of(entity);
    let aliases = frame.sheets.aliases(entity);
    let mut found = References::default();
    for text in bodies {
        found.linked.extend(prose::check(briefing, &frame.names, text, entity, aliases, &mut found.problems));
    }
    found.linked.sort_unstable();
    found.linked.dedup();
    found.linked.retain(|to| *to != entity);
    found
}
