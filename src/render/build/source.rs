//! The page of a source, and the index of sources.

use super::Builder;
use super::evidence::fragment;
use super::summary::{strength, translated};
use crate::chars::capitalised;
use crate::model::{
    Backing as Backed, BuiltinField, Citation, Claim, Deal, DealId, Entity, Fact, Rank, Source, SourceId, SourceKind,
};
use crate::plan::{TABLE_ROWS, page_rows};
use crate::render::parts::Print;
use crate::render::view::{
    BackedFact, Backing, Markup, SourceGroup, SourceRow, SourceUse, SourceView, SourcesView, Words,
};

/// A source as a deal or company lists it: `facts` rest on it there.
pub(super) fn used(b: &Builder<'_>, id: SourceId, facts: usize) -> SourceUse {
    let source = b.briefing.source(id);
    SourceUse {
        source: b.source(id),
        title: match source.publisher {
            // Then its title is its name.
            None => Markup::default(),
            Some(_) => b.quoted(&source.title, &source.lang).markup(),
        },
        remarks: remarks(b, source),
        backs: b.count("facts-count", facts),
    }
}

/// What to know about a source, beyond its translation, which `SourceRef` tells.
fn remarks(b: &Builder<'_>, source: &Source) -> Vec<String> {
    let mut all = Vec::new();
    let mut relays: Vec<String> =
        source.relays.iter().map(|r| b.briefing.source(*r).display_name().to_owned()).collect();
    relays.extend(source.relays_outlets.iter().cloned());
    if !relays.is_empty() {
        all.push(b.say("relays", &[("outlets", &b.locale.list(&relays))]));
    }
    all.extend(cautions(b, source));
    all
}

/// What its own page does not show in a row.
fn cautions(b: &Builder<'_>, source: &Source) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(line) = source.comments_from {
        all.push(b.say("comments-from", &[("n", &line.to_string())]));
    }
    if source.paywall {
        all.push(b.t("paywall"));
    }
    all
}

/// A page of what rests on a source.
pub(crate) fn view(b: &Builder<'_>, id: SourceId, page: u32) -> SourceView {
    let source = b.briefing.source(id);
    let backings = &b.briefing.backings[id.index()];
    let relayed_by = b.briefing.sources().filter(|(_, s)| s.relays.contains(&id));
    SourceView {
        id: source.id.clone(),
        title: b.quoted(&source.title, &source.lang),
        publisher: source.publisher.clone(),
        author: source.author.clone(),
        kind: b.t(&format!("source-kind-{}", source.kind.name())),
        strength: strength(source.kind),
        strength_text: b.t(&format!("source-strength-{}", source.kind.name())),
        language: b.locale.language_name(&source.lang).to_owned(),
        translated: translated(b, source),
        published: source.published.as_ref().map(|d| b.long_date(d)),
        read_on: source.read_on.map(|d| b.day_in(d, crate::locale::Style::Long)),
        href: source.url.clone(),
        archive_href: source.archive_url.clone(),
        original: original(b, source),
        relays: source.relays.iter().map(|r| b.source(*r)).collect(),
        relays_outlets: source.relays_outlets.clone(),
        relayed_by: relayed_by.map(|(id, _)| b.source(id)).collect(),
        remarks: cautions(b, source),
        count: counted(b, backings),
        backs: group(b, id, page_rows(backings, page, TABLE_ROWS)),
    }
}

/// The title of its page, as a citation: what a source is called says little without who published it, and when.
pub(crate) fn page_title(view: &SourceView) -> String {
    let published = view.published.as_ref().map(|when| when.text.clone());
    let by: Vec<String> = view.publisher.clone().into_iter().chain(published).collect();
    match by.is_empty() {
        true => view.title.text.clone(),
        false => format!("{} ({})", view.title.text, by.join(", ")),
    }
}

fn original(b: &Builder<'_>, source: &Source) -> Option<Words> {
    let original = source.original.as_ref()?;
    let text = match (&original.publisher, &original.title) {
        (Some(publisher), Some(title)) => b.say("source-original", &[("publisher", publisher), ("title", title)]),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => return None,
    };
    Some(b.plain(text))
}

/// "35 facts, in 6 deals and on 2 companies": of what pages there are.
fn counted(b: &Builder<'_>, backings: &[Backed]) -> String {
    let mut pages: Vec<Entity> = backings.iter().map(|backed| backed.entity).collect();
    pages.dedup();
    let of = |is: fn(&Entity) -> bool| pages.iter().filter(|page| is(page)).count();
    let deals = of(|page| matches!(page, Entity::Deal(_)));
    let companies = of(|page| matches!(page, Entity::Company(_)));
    let facts = b.count("facts-count", backings.len());
    let where_to = [("in-deals", deals), ("on-companies", companies)].into_iter().filter(|(_, n)| *n > 0);
    let list: Vec<String> = where_to.map(|(id, n)| b.count(id, n)).collect();
    if list.is_empty() { facts } else { b.say("facts-in", &[("facts", &facts), ("where", &b.locale.list(&list))]) }
}

fn group(b: &Builder<'_>, id: SourceId, rows: &[Backed]) -> Vec<Backing> {
    let mut groups: Vec<(Entity, Backing)> = Vec::new();
    for row in rows {
        let fact = backed(b, id, row);
        match groups.last_mut().filter(|(e, _)| *e == row.entity) {
            Some((_, group)) => group.facts.push(fact),
            None => groups.push((row.entity, heading(b, row.entity, fact))),
        }
    }
    for (_, group) in &mut groups {
        group.facts.sort_by_key(|fact| fact.rank);
    }
    groups.into_iter().map(|(_, g)| g).collect()
}

/// What readers ask for first: how far the deal has come, how much, for how long; then the fields in their order, and last
/// what is told beside the deal.
fn rank(deal: Option<&Deal>, row: &Backed, fact: Option<&Fact>) -> usize {
    const FIRST: [BuiltinField; 3] = [BuiltinField::Status, BuiltinField::Value, BuiltinField::Term];
    let is_own = row.part.is_empty() || deal.is_some_and(|deal| deal.leg_of(&row.part).is_some());
    let Some(fact) = fact.filter(|_| is_own) else { return usize::MAX };
    let first = FIRST.iter().position(|first| first.id() == fact.field);
    first.unwrap_or(FIRST.len() + usize::from(fact.field.0))
}

fn heading(b: &Builder<'_>, entity: Entity, first: BackedFact) -> Backing {
    let (title, mark) = match entity {
        Entity::Deal(id) => (b.summary(id).title.clone(), Some(b.summary(id).mark.clone())),
        Entity::Company(id) => (b.named(&b.briefing.company(id).name), None),
        Entity::Page(id) => (b.words(&b.briefing.page(id).title), None),
    };
    Backing { title, url: b.entity_path(entity), mark, facts: vec![first], rest: None }
}

fn backed(b: &Builder<'_>, id: SourceId, row: &Backed) -> BackedFact {
    let page = b.entity_path(row.entity);
    let line = row.line.map(|n| b.cited_line(id, n));
    let found = match row.entity {
        Entity::Deal(deal) => find(b, deal, row),
        Entity::Company(company) => {
            b.briefing.company(company).facts.iter().find(|f| b.briefing.site.fields.key(f.field) == row.key)
        }
        Entity::Page(_) => None,
    };
    let cites = |claim: &&Claim| claim.sources.iter().any(|s| s.source == id && s.line == row.line);
    let claim = match row.entity {
        Entity::Company(company) if row.key == "valuation" => {
            b.briefing.company(company).valuations().into_iter().map(|(claim, _)| claim).find(cites)
        }
        Entity::Deal(_) | Entity::Company(_) | Entity::Page(_) => found.and_then(|fact| fact.claims.iter().find(cites)),
    };
    let label = match found {
        Some(fact) => b.field_label(fact.field),
        None => b.t(&format!("backed-{}", row.key)),
    };
    let deal = match row.entity {
        Entity::Deal(deal) => Some(b.briefing.deal(deal)),
        Entity::Company(_) | Entity::Page(_) => None,
    };
    let fragment = match (deal, found) {
        (Some(_), Some(fact)) if fact.is_status() && row.part.is_empty() => "#status".to_owned(),
        (Some(deal), Some(fact)) if deal.leg_of(&row.part).is_some() => {
            format!("#{}", fragment(b.briefing, deal, &row.part, fact))
        }
        (_, _) => String::new(),
    };
    // An amount of a reaction is no amount of the deal.
    let reaction = deal.and_then(|deal| deal.reactions.iter().find(|reaction| reaction.id == row.part));
    let label = match reaction.filter(|_| found.is_some()) {
        Some(reaction) => capitalised(&b.words(&reaction.what).text),
        None => label,
    };
    BackedFact {
        rank: rank(deal, row, found),
        label,
        value: claim.map(|c| b.value(c)).or_else(|| told(b, id, row)).unwrap_or_default(),
        url: format!("{page}{fragment}"),
        line,
        deprecated: claim.is_some_and(|c| c.rank == Rank::Deprecated),
        quote: claim
            .filter(|c| c.sources.iter().find(|cited| cited.source == id).is_some_and(|first| first.line == row.line))
            .and_then(|c: &Claim| c.quote.as_ref())
            .map(|(q, _)| b.quoted(q, &b.briefing.source(id).lang)),
    }
}

fn find<'b>(b: &Builder<'b>, deal: DealId, row: &Backed) -> Option<&'b Fact> {
    let deal = b.briefing.deal(deal);
    let key = |f: &Fact| b.briefing.site.fields.key(f.field) == row.key;
    deal.all_facts().find(|(part, f)| *part == row.part && key(f)).map(|(_, f)| f)
}

/// What a milestone, a reaction or a quotation is, where it and no claim is what rests on the source; and whom or what
/// the sheet of a company tells of.
fn told(b: &Builder<'_>, id: SourceId, row: &Backed) -> Option<Words> {
    let cites = |sources: &[Citation]| sources.iter().any(|c| c.source == id && c.line == row.line);
    match row.entity {
        Entity::Deal(deal) => {
            let deal = b.briefing.deal(deal);
            let what = match row.key.as_str() {
                "milestone" => &deal.milestones.iter().find(|m| m.id == row.part)?.what,
                "reaction" => &deal.reactions.iter().find(|r| r.id == row.part)?.what,
                "quote" => &deal.quotes.iter().find(|quote| cites(&quote.sources))?.text,
                _ => return None,
            };
            Some(b.words(what))
        }
        Entity::Company(company) => {
            let company = b.briefing.company(company);
            match row.key.as_str() {
                "part_of" => {
                    let (_, owner) = company.owners.iter().find(|(claim, _)| cites(&claim.sources))?;
                    owner.map(|owner| b.named(&b.briefing.company(owner).name))
                }
                "event" => Some(b.words(&company.events.iter().find(|event| cites(&event.sources))?.what)),
                "people" => {
                    let person = company.people.iter().find(|person| cites(&person.sources))?;
                    let role = b.words(&person.role).text;
                    let text = if role.is_empty() { person.name.clone() } else { format!("{}, {role}", person.name) };
                    Some(b.plain(text))
                }
                _ => None,
            }
        }
        Entity::Page(_) => None,
    }
}

/// A page of the index, by kind, the strongest first.
pub(crate) fn index(b: &Builder<'_>, page: u32) -> SourcesView {
    let mut all: Vec<SourceId> = b.briefing.sources().map(|(id, _)| id).collect();
    all.sort_by_key(|s| (b.briefing.source(*s).kind, std::cmp::Reverse(b.briefing.published(*s)), *s));
    let rows = page_rows(&all, page, TABLE_ROWS);
    let kinds = SourceKind::ALL.into_iter();
    let group = |kind: SourceKind| {
        let rows: Vec<SourceRow> =
            rows.iter().filter(|s| b.briefing.source(**s).kind == kind).map(|s| row(b, *s)).collect();
        (!rows.is_empty()).then(|| SourceGroup {
            id: kind.name().to_owned(),
            label: b.t(&format!("source-kinds-{}", kind.name())),
            note: b.t(&format!("source-strength-{}", kind.name())),
            rows,
        })
    };
    SourcesView { title: b.t("sources-title"), intro: b.t("sources-intro"), groups: kinds.filter_map(group).collect() }
}

fn row(b: &Builder<'_>, id: SourceId) -> SourceRow {
    let source = b.briefing.source(id);
    let backings = &b.briefing.backings[id.index()];
    let mut deals: Vec<Entity> = backings.iter().map(|x| x.entity).filter(|e| matches!(e, Entity::Deal(_))).collect();
    deals.dedup();
    SourceRow {
        source: b.source(id),
        title: b.quoted(&source.title, &source.lang),
        published: source.published.as_ref().map(|d| b.date(d)),
        facts: backings.len(),
        deals: deals.len(),
        remarks: remarks(b, source),
    }
}
