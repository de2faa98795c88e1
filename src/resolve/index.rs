//! The indexes of a [`Briefing`]: who takes part where, what is part of what, what rests on which source.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{
    Backing, Briefing, Citation, Company, CompanyId, Currency, Deal, DealId, Entity, Fact, Origins, Page, Site, Source,
    SourceId,
};
use crate::vocabulary::Role;

/// What a briefing is made of.
pub(super) struct Parts {
    pub(super) site: Site,
    pub(super) day: Date,
    pub(super) today: Date,
    pub(super) deals: Vec<Arc<Deal>>,
    pub(super) companies: Vec<Arc<Company>>,
    pub(super) sources: Arc<Vec<Source>>,
    pub(super) pages: Vec<Page>,
    pub(super) group: Vec<CompanyId>,
    pub(super) hidden: Vec<String>,
    pub(super) unseen: Vec<String>,
    pub(super) withheld: Vec<String>,
}

/// Puts a briefing together with its indexes, all but the backlinks of prose. Indexes of the `last` briefing, which
/// has the same settings, sources and sheets of companies, are taken over if its deals differ in nothing that is indexed.
pub(super) fn assemble(parts: Parts, last: Option<&Briefing>) -> Briefing {
    let same = |last: &&Briefing| {
        last.day == parts.day
            && last.deals.len() == parts.deals.len()
            && parts.deals.iter().zip(&last.deals).all(|(new, old)| is_indexed_like(&parts, new, old))
    };
    let last = last.filter(same);
    let Parts { site, day, today, deals, companies, sources, pages, group, hidden, unseen, withheld } = parts;
    let mut briefing = Briefing {
        subsidiaries: Arc::new(subsidiaries(&companies)),
        chronology: Arc::default(),
        rank: Arc::default(),
        company_deals: Arc::default(),
        parts: Arc::default(),
        topic_deals: Arc::default(),
        backings: Arc::default(),
        related: Arc::default(),
        deal_backlinks: Arc::default(),
        company_backlinks: Arc::default(),
        origins: Arc::default(),
        named_codes: companies.iter().flat_map(|company| company.names()).filter_map(Currency::of_code).collect(),
        group: Arc::new(group),
        site,
        day,
        today,
        deals,
        companies,
        sources,
        pages,
        hidden,
        unseen,
        withheld,
    };
    match last {
        Some(last) => take_over(&mut briefing, last),
        None => index(&mut briefing),
    }
    briefing
}

fn take_over(briefing: &mut Briefing, last: &Briefing) {
    briefing.chronology = Arc::clone(&last.chronology);
    briefing.rank = Arc::clone(&last.rank);
    briefing.company_deals = Arc::clone(&last.company_deals);
    briefing.parts = Arc::clone(&last.parts);
    briefing.topic_deals = Arc::clone(&last.topic_deals);
    briefing.backings = Arc::clone(&last.backings);
    briefing.related = Arc::clone(&last.related);
    briefing.origins = Arc::clone(&last.origins);
}

fn index(briefing: &mut Briefing) {
    let deals = &briefing.deals;
    let mut chronology: Vec<DealId> = briefing.deals().map(|(id, _)| id).collect();
    chronology.sort_by_cached_key(|id| (Reverse(deals[id.index()].last_day(briefing.day)), *id));
    let mut rank = vec![0; deals.len()];
    for (place, id) in chronology.iter().enumerate() {
        rank[id.index()] = place as u32;
    }
    (briefing.chronology, briefing.rank) = (Arc::new(chronology), Arc::new(rank));
    index_deals(briefing);
    briefing.backings = Arc::new(backings(briefing));
    briefing.origins = Arc::new(Origins::of(briefing));
}

pub(super) fn subsidiaries(companies: &[Arc<Company>]) -> Vec<Vec<CompanyId>> {
    let mut subsidiaries = vec![Vec::new(); companies.len()];
    for (i, company) in companies.iter().enumerate() {
        if let Some((parent, _)) = company.part_of {
            subsidiaries[parent.index()].push(CompanyId::at(i));
        }
    }
    subsidiaries
}

fn index_deals(briefing: &mut Briefing) {
    let mut company_deals = vec![Vec::new(); briefing.companies.len()];
    let mut parts = vec![Vec::new(); briefing.deals.len()];
    let mut topic_deals = vec![Vec::new(); briefing.site.topics.len()];
    let mut related = vec![Vec::new(); briefing.deals.len()];
    for &id in briefing.chronology.iter() {
        let deal = &briefing.deals[id.index()];
        let mut involved: Vec<CompanyId> = deal.legs.iter().flat_map(|l| l.roles.iter().map(|&(_, c)| c)).collect();
        involved.sort_unstable();
        involved.dedup();
        for company in involved {
            company_deals[company.index()].push(id);
        }
        if let Some(umbrella) = deal.part_of {
            parts[umbrella.deal.index()].push(id);
        }
        for topic in &deal.topics {
            topic_deals[topic.index()].push(id);
        }
        for other in deal.relations().filter(|other| *other != id) {
            related[other.index()].push(id);
        }
    }
    briefing.company_deals = Arc::new(company_deals);
    briefing.parts = Arc::new(parts);
    briefing.topic_deals = Arc::new(topic_deals);
    briefing.related = Arc::new(related);
}

/// Whether two states of a deal are the same in all that indexes hold of it.
fn is_indexed_like(Parts { site, day, .. }: &Parts, new: &Arc<Deal>, old: &Arc<Deal>) -> bool {
    let roles = |deal: &Deal| -> Vec<(Role, CompanyId)> { deal.legs.iter().flat_map(|l| l.roles.clone()).collect() };
    let related = |deal: &Deal| -> Vec<DealId> { deal.relations().collect() };
    let via = |deal: &Deal| -> Vec<String> { deal.claims().flat_map(|c| c.via.iter().cloned()).collect() };
    Arc::ptr_eq(new, old)
        || new.last_day(*day) == old.last_day(*day)
            && new.part_of.map(|r| r.deal) == old.part_of.map(|r| r.deal)
            && new.topics == old.topics
            && roles(new) == roles(old)
            && related(new) == related(old)
            && via(new) == via(old)
            && book(site, DealId(0), new) == book(site, DealId(0), old)
}

/// Enters who refers to whom: `linked` is, per deal, company and page, what its texts lead to. It was the same for
/// `last`.
pub(super) fn backlinks<'l>(
    briefing: &mut Briefing,
    linked: impl Iterator<Item = &'l [Entity]>,
    last: Option<&Briefing>,
) {
    if let Some(last) = last.filter(|last| Arc::ptr_eq(&last.related, &briefing.related)) {
        briefing.deal_backlinks = Arc::clone(&last.deal_backlinks);
        briefing.company_backlinks = Arc::clone(&last.company_backlinks);
        return;
    }
    let mut deals: Vec<Vec<Entity>> =
        briefing.related.iter().map(|from| from.iter().map(|id| Entity::Deal(*id)).collect()).collect();
    let mut companies = vec![Vec::new(); briefing.companies.len()];
    for (from, linked) in briefing.entities().zip(linked) {
        for to in linked {
            match to {
                Entity::Deal(id) => deals[id.index()].push(from),
                Entity::Company(id) => companies[id.index()].push(from),
                Entity::Page(_) => {}
            }
        }
    }
    for links in deals.iter_mut().chain(&mut companies) {
        links.sort_unstable();
        links.dedup();
    }
    (briefing.deal_backlinks, briefing.company_backlinks) = (Arc::new(deals), Arc::new(companies));
}

fn backings(briefing: &Briefing) -> Vec<Vec<Backing>> {
    let of_deals = briefing.deals.par_iter().enumerate();
    let of_deals = of_deals.map(|(i, deal)| book(&briefing.site, DealId::at(i), deal));
    let of_companies = briefing.companies.par_iter().enumerate().map(|(i, company)| {
        let mut book = Book::new(Entity::Company(CompanyId::at(i)));
        for fact in &company.facts {
            book.fact(briefing.site.fields.key(fact.field), "", fact);
        }
        for (claim, _) in company.valuations() {
            book.cite("valuation", "", &claim.sources);
        }
        for (claim, _) in &company.owners {
            book.cite("part_of", "", &claim.sources);
        }
        for person in &company.people {
            book.cite("people", "", &person.sources);
        }
        for event in &company.events {
            book.cite("event", "", &event.sources);
        }
        book.entries
    });
    let books: Vec<Vec<(SourceId, Backing)>> = of_deals.chain(of_companies).collect();
    let mut all: Vec<Vec<Backing>> = vec![Vec::new(); briefing.sources.len()];
    for (source, backing) in books.into_iter().flatten() {
        all[source.index()].push(backing);
    }
    all.par_iter_mut().for_each(|list| {
        list.sort_unstable();
        list.dedup();
    });
    all
}

/// What a deal's sheet cites.
fn book(site: &Site, id: DealId, deal: &Deal) -> Vec<(SourceId, Backing)> {
    let mut book = Book::new(Entity::Deal(id));
    for (part, fact) in deal.all_facts() {
        book.fact(site.fields.key(fact.field), part, fact);
    }
    for m in &deal.milestones {
        book.cite("milestone", &m.id, &m.sources);
    }
    for r in &deal.reactions {
        book.cite("reaction", &r.id, &r.sources);
    }
    for q in &deal.quotes {
        book.cite("quote", "", &q.sources);
    }
    book.entries
}

/// What one entity's sheet cites.
struct Book {
    entity: Entity,
    entries: Vec<(SourceId, Backing)>,
}

impl Book {
    fn new(entity: Entity) -> Book {
        Book { entity, entries: Vec::new() }
    }

    fn fact(&mut self, key: &str, part: &str, fact: &Fact) {
        for claim in &fact.claims {
            self.cite(key, part, &claim.sources);
        }
    }

    fn cite(&mut self, key: &str, part: &str, sources: &[Citation]) {
        for citation in sources {
            let backing =
                Backing { entity: self.entity, key: key.to_owned(), part: part.to_owned(), line: citation.line };
            self.entries.push((citation.source, backing));
        }
    }
}
