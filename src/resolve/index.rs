//! The indexes of a [`Briefing`]: who takes part where, what is part of what, what rests on which source.

use std::cmp::Reverse;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{
    Backing, Briefing, Citation, Company, CompanyId, Deal, DealId, Entity, Fact, Origins, Page, Site, Source, SourceId,
};

/// Puts a briefing together and fills its indexes (all but the backlinks of prose).
pub(super) fn assemble(
    site: Site,
    today: Date,
    deals: Vec<Deal>,
    companies: Vec<Company>,
    sources: Vec<Source>,
    pages: Vec<Page>,
    group: Vec<CompanyId>,
) -> Briefing {
    let mut chronology: Vec<DealId> = (0..deals.len()).map(|i| DealId(i as u32)).collect();
    chronology.sort_by_cached_key(|id| (Reverse(deals[id.index()].last_day()), *id));
    let mut rank = vec![0; deals.len()];
    for (place, id) in chronology.iter().enumerate() {
        rank[id.index()] = place as u32;
    }
    let mut briefing = Briefing {
        company_deals: vec![Vec::new(); companies.len()],
        subsidiaries: vec![Vec::new(); companies.len()],
        parts: vec![Vec::new(); deals.len()],
        topic_deals: vec![Vec::new(); site.topics.len()],
        backings: vec![Vec::new(); sources.len()],
        deal_backlinks: vec![Vec::new(); deals.len()],
        company_backlinks: vec![Vec::new(); companies.len()],
        hidden: Vec::new(),
        origins: Origins::default(),
        site,
        today,
        deals,
        companies,
        sources,
        pages,
        chronology,
        rank,
        group,
    };
    index_deals(&mut briefing);
    for (i, company) in briefing.companies.iter().enumerate() {
        if let Some((parent, _)) = company.part_of {
            briefing.subsidiaries[parent.index()].push(CompanyId(i as u32));
        }
    }
    briefing.backings = backings(&briefing);
    briefing.origins = Origins::of(&briefing);
    briefing
}

fn index_deals(briefing: &mut Briefing) {
    for &id in &briefing.chronology {
        let deal = &briefing.deals[id.index()];
        let mut involved: Vec<CompanyId> = deal.legs.iter().flat_map(|l| l.roles.iter().map(|&(_, c)| c)).collect();
        involved.sort_unstable();
        involved.dedup();
        for company in involved {
            briefing.company_deals[company.index()].push(id);
        }
        if let Some(umbrella) = deal.part_of {
            briefing.parts[umbrella.deal.index()].push(id);
        }
        for topic in &deal.topics {
            briefing.topic_deals[topic.index()].push(id);
        }
        let relations = deal.part_of.iter().chain(&deal.follows).chain(&deal.supersedes).chain(&deal.alternative_to);
        let relations = relations.chain(deal.expands.iter().map(|(r, _)| r));
        for relation in relations {
            briefing.deal_backlinks[relation.deal.index()].push(Entity::Deal(id));
        }
    }
}

fn backings(briefing: &Briefing) -> Vec<Vec<Backing>> {
    let of_deals = briefing.deals.par_iter().enumerate().map(|(i, deal)| {
        let mut book = Book::new(Entity::Deal(DealId(i as u32)));
        book.fact("status", "", &deal.status);
        for (part, fact) in deal.facts() {
            book.fact(briefing.site.fields.key(fact.field), part, fact);
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
    });
    let of_companies = briefing.companies.par_iter().enumerate().map(|(i, company)| {
        let mut book = Book::new(Entity::Company(CompanyId(i as u32)));
        for fact in &company.facts {
            book.fact(briefing.site.fields.key(fact.field), "", fact);
        }
        for (claim, _) in &company.valuations {
            book.cite("valuation", "", &claim.sources);
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
