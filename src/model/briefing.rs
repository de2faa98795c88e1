//! Everything, resolved: what pages, feeds and exports are made from.

use std::sync::Arc;

use jiff::civil::Date;

use super::reads::Reads;
use super::{
    Company, CompanyId, Currency, Deal, DealId, Edtf, LangId, LinkKind, Origins, PageDays, PageId, Prose, Site, Source,
    SourceId, Text, TopicId,
};
use crate::span::{FileId, Spanned};
use crate::vocabulary::Terms;

/// A content page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file's stem, and the address.
    pub id: String,
    /// The file of its default language.
    pub file: FileId,
    /// Title per language.
    pub title: Text,
    /// Texts per language.
    pub bodies: Vec<Prose>,
    /// Former ids.
    pub was: Vec<Spanned<String>>,
    /// Not published.
    pub draft: bool,
}

/// Anything that a text can belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entity {
    /// A deal.
    Deal(DealId),
    /// A company.
    Company(CompanyId),
    /// A content page.
    Page(PageId),
}

/// What a link of a text leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linked {
    /// A deal, company or page.
    Entity(Entity),
    /// A source.
    Source(SourceId),
}

/// A place where a source backs something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backing {
    /// The deal or company whose sheet cites it.
    pub entity: Entity,
    /// Key of the field: `status`, `value`….
    pub key: String,
    /// Leg, milestone or reaction id; empty for the sheet's own keys.
    pub part: String,
    /// Cited line.
    pub line: Option<u32>,
}

/// The whole content of a site, resolved, with its indexes.
///
/// Arrays are in the order of ids. Lists of deals are newest first. What an edit leaves as it was is shared with the
/// briefing of before.
#[derive(Clone, Debug)]
pub struct Briefing {
    /// Settings.
    pub site: Site,
    /// The state's day, the earlier of the build date and `kept_to`: all that readers see holds on it.
    pub day: Date,
    /// The build date. Nobody can tell of what is after it.
    pub today: Date,
    /// Deals by id.
    pub deals: Vec<Arc<Deal>>,
    /// Companies by id.
    pub companies: Vec<Arc<Company>>,
    /// Sources by id.
    pub sources: Arc<Vec<Source>>,
    /// Content pages by id.
    pub pages: Vec<Page>,
    /// All deals, newest first (by last status day, then id).
    pub chronology: Arc<Vec<DealId>>,
    /// Per deal: its place in `chronology`.
    pub rank: Arc<Vec<u32>>,
    /// Per company: the deals it has a role in, newest first.
    pub company_deals: Arc<Vec<Vec<DealId>>>,
    /// Per company: the companies that are `part_of` it.
    pub subsidiaries: Arc<Vec<Vec<CompanyId>>>,
    /// Per company: the root of its `part_of` chain (itself without a parent).
    pub group: Arc<Vec<CompanyId>>,
    /// Per deal: the deals that are `part_of` it, newest first.
    pub parts: Arc<Vec<Vec<DealId>>>,
    /// Per topic: its deals, newest first.
    pub topic_deals: Arc<Vec<Vec<DealId>>>,
    /// Per source: what it backs, in the order of entities and sheets.
    pub backings: Arc<Vec<Vec<Backing>>>,
    /// Codes of currencies that are names of companies here: in a text `AMD` is then no Armenian dram.
    pub named_codes: Vec<Currency>,
    /// Which sources repeat the same origin.
    pub origins: Arc<Origins>,
    /// Per deal: the deals that relate to it.
    pub related: Arc<Vec<Vec<DealId>>>,
    /// Per deal: who refers to it from prose or by a relation.
    pub deal_backlinks: Arc<Vec<Vec<Entity>>>,
    /// Per company: who refers to it from prose.
    pub company_backlinks: Arc<Vec<Vec<Entity>>>,
    /// Ids that exist but are not published (drafts, embargoes): a link to one becomes plain text.
    pub hidden: Vec<String>,
    /// Ids of sources that only what is not published cites.
    pub unseen: Vec<String>,
    /// Files of published entries that only texts name which are drafts, by their paths below the output.
    pub withheld: Vec<String>,
}

impl Briefing {
    /// What its texts speak of.
    pub fn terms(&self) -> Terms<'_> {
        Terms { vocabulary: &self.site.vocabulary, names: &self.named_codes }
    }

    /// Every deal, with its id.
    pub fn deals(&self) -> impl Iterator<Item = (DealId, &Deal)> {
        Reads::note_all();
        self.deals.iter().enumerate().map(|(i, deal)| (DealId::at(i), &**deal))
    }

    /// Every company, with its id.
    pub fn companies(&self) -> impl Iterator<Item = (CompanyId, &Company)> {
        self.companies.iter().enumerate().map(|(i, company)| (CompanyId::at(i), &**company))
    }

    /// Every source, with its id.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.sources.iter().enumerate().map(|(i, source)| (SourceId::at(i), source))
    }

    /// Every content page, with its id.
    pub fn pages(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().map(|(i, page)| (PageId::at(i), page))
    }

    /// Every deal, company and content page.
    pub fn entities(&self) -> impl Iterator<Item = Entity> {
        let deals = self.deals().map(|(id, _)| Entity::Deal(id));
        let companies = self.companies().map(|(id, _)| Entity::Company(id));
        deals.chain(companies).chain(self.pages().map(|(id, _)| Entity::Page(id)))
    }

    /// Every text, with what it belongs to.
    pub fn bodies(&self) -> impl Iterator<Item = (Entity, &Prose)> {
        let of = |entity| self.bodies_of(entity).iter().map(move |body| (entity, body));
        self.entities().flat_map(of)
    }

    /// The texts of something.
    pub fn bodies_of(&self, entity: Entity) -> &[Prose] {
        match entity {
            Entity::Deal(id) => &self.deal(id).bodies,
            Entity::Company(id) => &self.company(id).bodies,
            Entity::Page(id) => &self.page(id).bodies,
        }
    }

    /// A deal.
    pub fn deal(&self, id: DealId) -> &Deal {
        Reads::note(id);
        &self.deals[id.index()]
    }

    /// A company.
    pub fn company(&self, id: CompanyId) -> &Company {
        &self.companies[id.index()]
    }

    /// A source.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// A content page.
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.index()]
    }

    /// The deal of this written id.
    pub fn find_deal(&self, id: &str) -> Option<DealId> {
        self.deals.binary_search_by(|d| d.id.as_str().cmp(id)).ok().map(DealId::at)
    }

    /// The company of this written id.
    pub fn find_company(&self, id: &str) -> Option<CompanyId> {
        self.companies.binary_search_by(|c| c.id.as_str().cmp(id)).ok().map(CompanyId::at)
    }

    /// The source of this written id.
    pub fn find_source(&self, id: &str) -> Option<SourceId> {
        self.sources.binary_search_by(|s| s.id.as_str().cmp(id)).ok().map(SourceId::at)
    }

    /// The page of this written id.
    pub fn find_page(&self, id: &str) -> Option<PageId> {
        self.pages.binary_search_by(|p| p.id.as_str().cmp(id)).ok().map(PageId::at)
    }

    /// All that `[[…]]` may mean: several things, if they have one id and the kind is not written.
    pub fn linked(&self, written: &str) -> impl Iterator<Item = (LinkKind, Linked)> {
        LinkKind::ALL.into_iter().filter_map(move |kind| {
            let id = kind.id(written)?;
            let found = match kind {
                LinkKind::Deal => Linked::Entity(Entity::Deal(self.find_deal(id)?)),
                LinkKind::Company => Linked::Entity(Entity::Company(self.find_company(id)?)),
                LinkKind::Page => Linked::Entity(Entity::Page(self.find_page(id)?)),
                LinkKind::Source => Linked::Source(self.find_source(id)?),
            };
            Some((kind, found))
        })
    }

    /// Whether what is written in `[[…]]` is the id of something that is not published.
    pub fn is_hidden(&self, written: &str) -> bool {
        let id = written.rsplit(':').next().unwrap_or(written);
        self.hidden.iter().any(|hidden| hidden == id)
    }

    /// The topic of this written id.
    pub fn find_topic(&self, id: &str) -> Option<TopicId> {
        self.site.topics.iter().position(|t| t.id == id).map(TopicId::at)
    }

    /// The text of something in `lang`, else in the default language.
    pub fn body(&self, entity: Entity, lang: LangId) -> Option<&Prose> {
        let bodies = self.bodies_of(entity);
        bodies.iter().find(|b| b.lang == lang).or_else(|| bodies.first())
    }

    /// Whether something is not to be published yet: a draft, or under embargo. Only a site that is built with its drafts
    /// has any.
    pub fn is_unpublished(&self, entity: Entity) -> bool {
        match entity {
            Entity::Deal(id) => self.deal(id).draft,
            Entity::Company(id) => self.company(id).draft,
            Entity::Page(id) => self.page(id).draft,
        }
    }

    /// When the page about something was published in a language, and when it last changed, as sheet and text say; a
    /// correction is a change of its day. What is not recorded is not known.
    pub fn page_days(&self, entity: Entity, lang: LangId) -> (Option<Date>, Option<Date>) {
        let text = self.body(entity, lang).map(|text| &text.days);
        let (sheet, corrected) = match entity {
            Entity::Deal(id) => {
                let deal = self.deal(id);
                (Some(&deal.days), deal.corrections.iter().map(|one| one.on.value).max())
            }
            Entity::Company(_) | Entity::Page(_) => (None, None),
        };
        let said = |of: fn(&PageDays) -> &Option<Spanned<Date>>| {
            [text, sheet].into_iter().flatten().filter_map(move |days| of(days).as_ref().map(|day| day.value))
        };
        // A translation comes later than the page.
        let published = said(|days| &days.published).next();
        let updated = said(|days| &days.updated).chain(corrected).max();
        (published, updated.filter(|day| Some(*day) >= published))
    }

    /// Whether a page about something shows in this language what is not to be published yet: the thing itself, or the
    /// text that stands there.
    pub fn shows_draft(&self, entity: Entity, lang: LangId) -> bool {
        let text = self.body(entity, lang);
        self.is_unpublished(entity) || text.is_some_and(|text| text.draft) || self.heads_draft(entity, lang)
    }

    /// Whether the title, dek or short title that a deal has in this language is that of a draft text, perhaps in another one.
    fn heads_draft(&self, entity: Entity, lang: LangId) -> bool {
        let Entity::Deal(id) = entity else { return false };
        let deal = self.deal(id);
        let is_draft = |of: LangId| {
            deal.headlines.iter().any(|head| head.value == of)
                && deal.bodies.iter().any(|body| body.draft && body.lang == of)
        };
        [&deal.title, &deal.dek, deal.short_title(lang)]
            .into_iter()
            .any(|text| !text.is_empty() && is_draft(text.get(lang).1))
    }

    /// When a source was published, for ordering.
    pub fn published(&self, id: SourceId) -> Option<Date> {
        self.source(id).published.as_ref().and_then(Edtf::sort_day)
    }
}
