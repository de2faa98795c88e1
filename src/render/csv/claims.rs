//! `claims.csv`: a row per claim, the material of every figure on the site.
//!
//! Deals come first, newest first, each in the order of its sheet; then companies.

use std::collections::HashMap;

use super::cell::{citations, currency, date, flag, high, list, low, maybe, show, unit, value, words};
use super::{Field, field};
use crate::model::{Briefing, CapacityOf, Claim, Company, Deal, Fact, Rank, notation};

/// A claim.
pub(super) struct Row<'a> {
    briefing: &'a Briefing,
    entity: &'static str,
    id: &'a str,
    part: &'a str,
    field: &'a str,
    claim: &'a Claim,
    best: bool,
    /// Which it is, from 1, of those of its fact.
    nth: u32,
}

/// All claims.
pub(super) fn rows(briefing: &Briefing) -> impl Iterator<Item = Row<'_>> {
    let deals = briefing.chronology.iter().flat_map(|&id| of_deal(briefing, briefing.deal(id)));
    let all = deals.chain(briefing.companies.iter().flat_map(|company| of_company(briefing, company)));
    let mut before: HashMap<[&str; 4], u32> = HashMap::new();
    all.map(move |row| {
        let nth = before.entry([row.entity, row.id, row.part, row.field]).or_default();
        *nth += 1;
        Row { nth: *nth, ..row }
    })
}

fn of_deal<'a>(briefing: &'a Briefing, deal: &'a Deal) -> impl Iterator<Item = Row<'a>> {
    let current = deal.status_on(briefing.day).and_then(|claim| deal.status.index_of(claim));
    deal.all_facts().flat_map(move |(part, fact)| {
        of_fact(briefing, ("deal", &deal.id), part, fact, if fact.is_status() { current } else { fact.best })
    })
}

fn of_company<'a>(briefing: &'a Briefing, company: &'a Company) -> impl Iterator<Item = Row<'a>> {
    let facts = company.facts.iter().flat_map(|fact| of_fact(briefing, ("company", &company.id), "", fact, fact.best));
    // Each of these stands for itself: they depend on different events or days, so none is better than another.
    let valuations = company.valuations().into_iter().map(|(claim, _)| ("valuation", claim));
    let owners = company.owners.iter().map(|(claim, _)| ("part_of", claim));
    let rest = valuations.chain(owners.filter(|(_, claim)| claim.on.is_some() || !claim.sources.is_empty()));
    let rest = rest.map(|(field, claim)| Row {
        briefing,
        entity: "company",
        id: &company.id,
        part: "",
        field,
        claim,
        best: claim.rank != Rank::Deprecated,
        nth: 0,
    });
    facts.chain(rest)
}

fn of_fact<'a>(
    briefing: &'a Briefing,
    (entity, id): (&'static str, &'a str),
    part: &'a str,
    fact: &'a Fact,
    best: Option<usize>,
) -> impl Iterator<Item = Row<'a>> {
    let field = briefing.site.fields.key(fact.field);
    let row = move |(index, claim)| Row { briefing, entity, id, part, field, claim, best: best == Some(index), nth: 0 };
    fact.claims.iter().enumerate().map(row)
}

/// The columns.
pub(super) fn columns<'a>() -> Vec<Field<Row<'a>>> {
    let mut all = Vec::from(subject());
    all.extend(content());
    all.extend(evidence());
    all
}

fn subject<'a>() -> [Field<Row<'a>>; 4] {
    let field = field::<Row<'a>>;
    [
        field("entity", |r, c| {
            c.push_str(r.entity);
        }),
        field("id", |r, c| c.push_str(r.id)),
        field("part", |r, c| c.push_str(r.part)),
        field("field", |r, c| c.push_str(r.field)),
    ]
}

fn content<'a>() -> [Field<Row<'a>>; 6] {
    let field = field::<Row<'a>>;
    [
        field("is", |r, c| {
            value(c, Some(r.claim));
        }),
        field("min", |r, c| {
            low(c, Some(r.claim));
        })
        .number(),
        field("max", |r, c| {
            high(c, Some(r.claim));
        })
        .number(),
        field("currency", |r, c| currency(c, Some(r.claim))),
        field("unit", |r, c| unit(c, Some(r.claim))),
        field("of", |r, c| {
            maybe(c, r.claim.of.map(CapacityOf::name));
        }),
    ]
}

fn evidence<'a>() -> [Field<Row<'a>>; 12] {
    let field = field::<Row<'a>>;
    [
        field("best", |r, c| flag(c, r.best)).boolean(),
        field("rank", |r, c| {
            c.push_str(notation::rank(r.claim.rank));
        }),
        field("because", |r, c| {
            maybe(c, r.claim.because.as_ref().map(words));
        }),
        field("hedge", |r, c| c.push_str(notation::hedge(r.claim.hedge))),
        field("on", |r, c| date(c, r.claim.on.as_ref())),
        field("as_of", |r, c| date(c, r.claim.as_of.as_ref())),
        field("sources", |r, c| {
            citations(c, r.briefing, &r.claim.sources);
        }),
        field("quote", |r, c| {
            maybe(c, r.claim.quote.as_ref().map(|(quote, _)| quote.as_str()));
        }),
        field("by", |r, c| maybe(c, r.claim.by.as_deref())),
        field("via", |r, c| list(c, &r.claim.via)),
        field("note", |r, c| maybe(c, r.claim.note.as_ref().map(words))),
        field("claim", |r, c| {
            let part = if r.part.is_empty() { String::new() } else { format!("{}.", r.part) };
            show(c, format_args!("{}:{}.{part}{}:{}", r.entity, r.id, r.field, r.nth));
        }),
    ]
}
