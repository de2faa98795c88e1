//! Every output path, what it shows, and which other outputs it knows of.
//!
//! Pages exist once per language (a missing translation falls back, honestly marked); feeds, downloads
//! and assets follow. Lists are cut into pages, so that no page grows without bound. Two outputs at one
//! path, equal by case or Unicode form too, are a diagnostic that names both.

mod chronicle;
mod collisions;
mod copies;
mod facets;
mod links;
pub(crate) mod picture;
mod revisions;
mod target;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use ahash::{AHashMap, AHashSet};

use crate::diagnostics::Diagnostics;
use crate::files::Files;
use crate::model::{Briefing, CompanyId, Deal, DealId, Entity, LangId};
use crate::span::Spanned;
use crate::vocabulary::Kind;

pub use crate::site::{Data, Extra, Target, extra_path, page_path};
pub use chronicle::{Change, Item, Subject, chronicle, company_items, deal_items};
pub use facets::{Facet, Facets};
pub use links::missing;
pub use revisions::FactAt;
pub use target::{CompanyOrder, FeedFormat, Order, Table, pretty, root_prefix};

/// Rows of a compact table on one page; feeds use the site's `page_size`.
pub const TABLE_ROWS: usize = 100;
/// Addresses in one sitemap, as the protocol limits it.
pub const SITEMAP_ADDRESSES: usize = 50_000;

/// One page of the site.
#[derive(Clone, Debug)]
pub struct PageSpec {
    /// File below the output directory.
    pub path: String,
    /// In which language.
    pub lang: LangId,
    /// What it shows.
    pub target: Target,
}

/// A file that leads to another page.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// File below the output directory.
    pub path: String,
    /// In which language.
    pub lang: LangId,
    /// Where it leads.
    pub to: Target,
}

/// A file that is copied.
#[derive(Clone, Debug)]
pub struct Copy {
    /// File below the output directory.
    pub path: String,
    /// Index into [`Files::assets`].
    pub asset: usize,
    /// Width and height, if it is a picture.
    pub size: Option<(u32, u32)>,
    /// Whether it is a picture made smaller. It stands behind the one that it is made from.
    pub reduced: bool,
}

/// Items of a month, as a range of [`Plan::items`].
pub type Range = std::ops::Range<usize>;

/// All outputs of a site.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Pages, in the order of targets and languages.
    pub pages: Vec<PageSpec>,
    /// Feeds, downloads, sitemaps.
    pub extras: Vec<(String, Extra)>,
    /// Redirects.
    pub redirects: Vec<Redirect>,
    /// Pass-through files.
    pub copies: Vec<Copy>,
    /// What happened, newest first.
    pub items: Vec<Item>,
    /// Months that have items, newest first, as ranges of `items`.
    pub months: Vec<((i16, u8), Range)>,
    /// Deals by what they have in common.
    pub facets: Facets,
    /// Per company with more deals than a page shows: its years, newest first.
    pub company_years: BTreeMap<CompanyId, Vec<(i16, Vec<DealId>)>>,
    /// Paths of deals per language: `[lang][deal]`.
    deal_paths: Vec<Vec<String>>,
    /// Paths of companies per language.
    company_paths: Vec<Vec<String>>,
    /// Paths of sources per language.
    source_paths: Vec<Vec<String>>,
    /// What is where; made when it is first asked for.
    places: OnceLock<AHashMap<Box<str>, Planned>>,
}

/// What is planned at a path.
#[derive(Clone, Copy, Debug)]
pub enum Planned {
    /// An index into the plan's pages.
    Page(usize),
    /// An index into its redirects.
    Redirect(usize),
    /// A file that is no page.
    Extra(Extra),
    /// An index into its copies.
    Copy(usize),
}

impl Plan {
    /// The path of a page, from the tables where there are any.
    pub fn path(&self, briefing: &Briefing, target: Target, lang: LangId) -> String {
        match target {
            Target::Deal(id) => self.deal_paths[lang.index()][id.index()].clone(),
            Target::Company(id) => self.company_paths[lang.index()][id.index()].clone(),
            Target::Source(id, 1) => self.source_paths[lang.index()][id.index()].clone(),
            _ => page_path(briefing, target, lang),
        }
    }

    /// The path of what an id names.
    pub fn entity_path(&self, briefing: &Briefing, entity: Entity, lang: LangId) -> String {
        let target = match entity {
            Entity::Deal(id) => Target::Deal(id),
            Entity::Company(id) => Target::Company(id),
            Entity::Page(id) => Target::Page(id),
        };
        self.path(briefing, target, lang)
    }

    /// What is planned at a path. In a plan without collisions there is one thing.
    pub fn find(&self, path: &str) -> Option<Planned> {
        self.places.get_or_init(|| self.index()).get(path).copied()
    }

    fn index(&self) -> AHashMap<Box<str>, Planned> {
        let pages = self.pages.iter().enumerate().map(|(i, page)| (page.path.as_str(), Planned::Page(i)));
        let redirects = self.redirects.iter().enumerate().map(|(i, r)| (r.path.as_str(), Planned::Redirect(i)));
        let extras = self.extras.iter().map(|(path, extra)| (path.as_str(), Planned::Extra(*extra)));
        let copies = self.copies.iter().enumerate().map(|(i, copy)| (copy.path.as_str(), Planned::Copy(i)));
        redirects.chain(extras).chain(copies).chain(pages).map(|(path, planned)| (path.into(), planned)).collect()
    }

    /// Leaves out what a site may write itself: the rules for robots and the 404 pages.
    fn give_way(&mut self) {
        let own: AHashSet<&str> = self.copies.iter().map(|copy| copy.path.as_str()).collect();
        self.pages.retain(|page| page.target != Target::NotFound || !own.contains(page.path.as_str()));
        self.extras.retain(|(path, extra)| {
            !matches!(extra, Extra::Robots | Extra::Icon | Extra::Manifest) || !own.contains(path.as_str())
        });
    }

    /// How many outputs there are, the theme's assets not counted.
    pub fn len(&self) -> usize {
        self.pages.len() + self.extras.len() + self.redirects.len() + self.copies.len()
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How many pages a list of `rows` takes; an empty list takes one.
pub fn page_count(rows: usize, per_page: usize) -> u32 {
    u32::try_from(rows.div_ceil(per_page.max(1)).max(1)).unwrap_or(u32::MAX)
}

/// The rows of one page of a list, counted from 1.
pub fn page_rows<T>(rows: &[T], page: u32, per_page: usize) -> &[T] {
    let start = (page as usize).saturating_sub(1).saturating_mul(per_page).min(rows.len());
    let end = start.saturating_add(per_page).min(rows.len());
    &rows[start..end]
}

/// The part of `range` that one page of a list shows, counted from 1.
pub fn page_range(range: Range, page: u32, per_page: usize) -> Range {
    let start = (page as usize).saturating_sub(1).saturating_mul(per_page).saturating_add(range.start).min(range.end);
    start..start.saturating_add(per_page).min(range.end)
}

/// Plans all outputs. `theme_assets` are the paths that the theme adds. Files that are copied and have a problem join the
/// texts, to be pointed at.
pub fn plan(briefing: &Briefing, files: &mut Files, theme_assets: &[String]) -> (Plan, Diagnostics) {
    let mut plan = Plan { items: chronicle(briefing), ..Plan::default() };
    let mut diagnostics = Diagnostics::default();
    plan.months = months(&plan.items);
    index(briefing, &mut plan);
    for lang in briefing.site.lang_ids() {
        let path = |target| page_path(briefing, target, lang);
        plan.deal_paths.push(briefing.deals().map(|(id, _)| path(Target::Deal(id))).collect());
        plan.company_paths.push(briefing.companies().map(|(id, _)| path(Target::Company(id))).collect());
        plan.source_paths.push(briefing.sources().map(|(id, _)| path(Target::Source(id, 1))).collect());
    }
    for target in Target::all(briefing, &plan) {
        for lang in briefing.site.lang_ids() {
            plan.pages.push(PageSpec { path: plan.path(briefing, target, lang), lang, target });
        }
    }
    plan.extras = Extra::all(briefing, &plan).into_iter().map(|extra| (extra_path(briefing, extra), extra)).collect();
    plan.redirects = redirects(briefing);
    plan.copies = copies::copies(briefing, files, &mut diagnostics);
    plan.give_way();
    collisions::check(briefing, files, &plan, theme_assets, &mut diagnostics);
    (plan, diagnostics)
}

/// Whether two states of the same sheets and texts, with the same settings, companies and sources, have the same plan.
pub fn is_same(old: &Briefing, new: &Briefing) -> bool {
    let kinds = |deal: &Deal| -> Vec<Kind> { deal.legs.iter().map(|l| l.kind).collect() };
    let status = |briefing: &Briefing, deal: &Deal| deal.status_on(briefing.day).and_then(|c| c.status());
    let items = |briefing: &Briefing, id: DealId| {
        let mut items = Vec::new();
        deal_items(briefing, id, &mut items);
        items
    };
    let indexed = Arc::ptr_eq(&old.chronology, &new.chronology)
        && Arc::ptr_eq(&old.backings, &new.backings)
        && old.company_deals == new.company_deals
        && old.group == new.group;
    let pages = |briefing: &Briefing| -> Vec<(String, Vec<Spanned<String>>)> {
        briefing.pages.iter().map(|p| (p.id.clone(), p.was.clone())).collect()
    };
    indexed
        && old.day == new.day
        && old.hidden == new.hidden
        && old.withheld == new.withheld
        && pages(old) == pages(new)
        && old.deals.iter().zip(&new.deals).enumerate().all(|(i, (before, now))| {
            Arc::ptr_eq(before, now)
                || before.was == now.was
                    && kinds(before) == kinds(now)
                    && status(old, before) == status(new, now)
                    && items(old, DealId::at(i)) == items(new, DealId::at(i))
        })
}

fn months(items: &[Item]) -> Vec<((i16, u8), Range)> {
    let mut months: Vec<((i16, u8), Range)> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some(day) = item.day else { break };
        let month = (day.year(), day.month() as u8);
        match months.last_mut() {
            Some((last, range)) if *last == month => range.end = index + 1,
            _ => months.push((month, index..index + 1)),
        }
    }
    months
}

fn index(briefing: &Briefing, plan: &mut Plan) {
    plan.facets = Facets::new(briefing, plan);
    for (company, _) in briefing.companies() {
        let deals = crate::ledger::group_deals(briefing, company);
        if deals.len() > TABLE_ROWS {
            let mut years: Vec<(i16, Vec<DealId>)> = Vec::new();
            for id in deals {
                let year = briefing.deal(id).last_day(briefing.day).map_or(0, |d| d.year());
                match years.last_mut() {
                    Some((last, list)) if *last == year => list.push(id),
                    _ => years.push((year, vec![id])),
                }
            }
            plan.company_years.insert(company, years);
        }
    }
}

fn redirects(briefing: &Briefing) -> Vec<Redirect> {
    let mut all = Vec::new();
    let mut add = |was: &[Spanned<String>], folder: &str, to: Target| {
        for old in was {
            for lang in briefing.site.lang_ids() {
                let prefix = match lang {
                    LangId::DEFAULT => String::new(),
                    _ => format!("{}/", briefing.site.tag(lang)),
                };
                all.push(Redirect { path: format!("{prefix}{folder}{}/index.html", old.value), lang, to });
            }
        }
    };
    briefing.deals().for_each(|(id, deal)| add(&deal.was, "deals/", Target::Deal(id)));
    briefing.companies().for_each(|(id, company)| add(&company.was, "companies/", Target::Company(id)));
    briefing.pages().for_each(|(id, page)| add(&page.was, "", Target::Page(id)));
    all
}
