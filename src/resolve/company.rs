//! Companies: their parent, their people, what they are said to be worth.

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::{Diagnostic, codes};
use crate::model::{
    BuiltinField, Claim, Company, CompanyId, DealId, Event, Fact, FieldScope, Gender, LangId, LinkKind, Person, Site,
    Source, Value,
};
use crate::parse;
use crate::span::Spanned;

use super::best;
use super::deal::{places, waivers};
use super::names::Names;
use super::sheet::Sheet;

/// One company, and its problems. Prose is joined later.
pub(super) fn resolve(
    raw: &parse::Company,
    site: &Site,
    names: &Names<'_>,
    sources: &[Source],
    day: Date,
) -> (Company, Vec<Diagnostic>) {
    let claims = raw.facts.iter().flat_map(|f| &f.claims).chain(&raw.valuations).chain(&raw.part_of);
    let facts = claims.flat_map(|c| &c.sources);
    let cited =
        facts.chain(raw.people.iter().flat_map(|p| &p.sources)).chain(raw.events.iter().flat_map(|e| &e.sources));
    let mut sheet = Sheet::new(site, names, &raw.source_aliases, cited);
    let mut facts: Vec<_> = raw.facts.iter().filter_map(|f| sheet.fact(f, FieldScope::Company)).collect();
    for fact in &mut facts {
        best::choose(fact, sources, day);
    }
    let (valuation, valued_if) = valuations(raw, &mut sheet, sources, day);
    let owners = owners(raw, &mut sheet, sources);
    let owned = |s: &Option<Spanned<String>>| s.as_ref().map(|s| s.value.clone());
    let mut company = Company {
        id: raw.id.clone(),
        sheet: raw.sheet,
        name: sheet.name(&raw.name),
        short: raw.short.as_ref().map(|short| sheet.name(short)).unwrap_or_default(),
        plural: raw.plural.iter().flat_map(|lang| sheet.languages(lang.as_ref())).collect(),
        gender: raw.gender.map_or(Gender::default(), |g| g.value),
        article: sheet.text_or_empty(raw.article.as_ref()),
        legal_name: owned(&raw.legal_name),
        kind: raw.kind.map(|k| k.value).or(site.vocabulary.any_company()),
        part_of: None,
        owners,
        aliases: raw.aliases.clone(),
        ticker: owned(&raw.ticker),
        ids: raw.ids.iter().map(|(k, v)| (k.value.clone(), v.value.clone())).collect(),
        people: people(raw, &mut sheet),
        facts,
        valuation,
        valued_if,
        events: events(raw, &mut sheet),
        remarks: places(raw.events.iter().flat_map(|event| event.what.iter().chain(&event.note)), site),
        was: raw.was.clone(),
        bodies: Vec::new(),
        waivers: waivers(&raw.waivers),
        draft: raw.draft,
    };
    company.part_of = company.owner_on(day);
    (company, sheet.out)
}

fn people(raw: &parse::Company, sheet: &mut Sheet<'_>) -> Vec<Person> {
    let one = |p: &parse::Person| Person {
        name: p.name.value.clone(),
        role: sheet.text_or_empty(p.role.as_ref()),
        sources: sheet.citations(&p.sources),
    };
    raw.people.iter().map(one).collect()
}

/// What it is said to be worth: at all, and with a deal.
fn valuations(
    raw: &parse::Company,
    sheet: &mut Sheet<'_>,
    sources: &[Source],
    day: Date,
) -> (Option<Fact>, Vec<(Claim, Option<DealId>)>) {
    let (mut claims, mut valued_if) = (Vec::new(), Vec::new());
    for valuation in &raw.valuations {
        let deal = valuation.condition.as_ref().map(|deal| sheet.names.deal(deal, &mut sheet.out));
        match (sheet.claim(valuation, None), deal) {
            (Some(claim), None) => claims.push(claim),
            (Some(mut claim), Some(deal)) => {
                best::date(&mut claim, sources);
                valued_if.push((claim, deal));
            }
            (None, _) => {}
        }
    }
    let fact = claims.first().map(|first| first.span).map(|span| {
        let mut fact = Fact { field: BuiltinField::Valuation.id(), span, claims, best: None };
        best::choose(&mut fact, sources, day);
        fact
    });
    (fact, valued_if)
}

/// Whose it is; `none` is nobody's, unless a company is called so.
fn owners(raw: &parse::Company, sheet: &mut Sheet<'_>, sources: &[Source]) -> Vec<(Claim, Option<CompanyId>)> {
    let mut owners = Vec::new();
    for written in &raw.part_of {
        let Some(mut claim) = sheet.claim(written, None) else { continue };
        let Value::Text(id) = &claim.value else { continue };
        let id = Spanned::new(id.get(LangId::DEFAULT).0.to_owned(), written.span);
        let owner = match id.value == "none" && sheet.names.find(LinkKind::Company, "none").is_none() {
            true => None,
            false => match sheet.names.company(&id, &mut sheet.out) {
                Some(owner) => Some(owner),
                None => continue,
            },
        };
        if written.sources.is_empty() {
            claim.sources.clear();
        }
        best::date(&mut claim, sources);
        owners.push((claim, owner));
    }
    owners
}

fn events(raw: &parse::Company, sheet: &mut Sheet<'_>) -> Vec<Event> {
    let one = |e: &parse::Event| {
        Some(Event {
            on: e.on?.value,
            what: sheet.text_or_empty(e.what.as_ref()),
            sources: sheet.citations(&e.sources),
            quote: e.quote.as_ref().map(|q| (q.value.clone(), q.span)),
            note: e.note.as_ref().map(|n| sheet.text(n)),
            span: e.span,
        })
    };
    raw.events.iter().filter_map(one).collect()
}

/// Breaks cycles of `part_of` (reported once each) and returns every company's group.
pub(super) fn groups(companies: &mut [Arc<Company>], out: &mut Vec<Diagnostic>) -> Vec<CompanyId> {
    for start in 0..companies.len() {
        let mut seen = vec![start];
        let mut at = start;
        while let Some((parent, span)) = companies[at].part_of {
            if seen.contains(&parent.index()) {
                let title = format!("`{}` is part of itself", companies[at].id);
                let chain = seen.iter().map(|&i| companies[i].id.as_str()).collect::<Vec<_>>().join(" → ");
                out.push(Diagnostic::new(codes::UMBRELLA, span, title).note(format!("the chain is {chain}")));
                Arc::make_mut(&mut companies[at]).part_of = None;
                break;
            }
            seen.push(parent.index());
            at = parent.index();
        }
    }
    (0..companies.len())
        .map(|i| {
            let mut at = i;
            while let Some((parent, _)) = companies[at].part_of {
                at = parent.index();
            }
            CompanyId::at(at)
        })
        .collect()
}
