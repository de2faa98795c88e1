//! The page of a company.

use super::evidence::{FACT, distinct, fragment};
use std::cmp::Reverse;

use jiff::civil::Date;

use super::scene::root_of;
use super::{Builder, Scene};
use crate::ledger::{Direction, Scope, fact_on, group_deals, is_in};
use crate::model::{
    Amount, BuiltinField, Citation, Claim, Company, CompanyId, DealId, Entity, Event, Fact, Hedge, Leg, SourceId, Value,
};
use crate::plan::{Extra, TABLE_ROWS, extra_path};
use crate::render::parts::Print;
use crate::render::view::{
    CompanyEvent, CompanyRef, CompanyView, Download, FactRow, Figure, Identifier, Link, Series, SeriesStep, SourceUse,
    UnknownGroup, Valuation,
};
use crate::vocabulary::Role;

/// Sources and unknowns listed.
const LISTED: usize = 20;

/// The view of a company.
pub(crate) fn view(b: &Builder<'_>, id: CompanyId, path: &str) -> CompanyView {
    let root = root_of(path);
    let scene = Scene::new(b, &root);
    let company = b.briefing.company(id);
    let deals = group_deals(b.briefing, id);
    let scope = Scope::Company(id);
    let statement = b.books.ledger.statement(scope);
    let (buckets, also) = super::totals::of_company(b, &statement);
    CompanyView {
        id: company.id.clone(),
        name: company.name_in(b.lang).to_owned(),
        legal_name: company.legal_name.clone().filter(|n| n != company.name_in(b.lang)),
        kind: b.company_kind(company.kind),
        parent: company.part_of.map(|(p, _)| b.company(p)),
        subsidiaries: b.briefing.subsidiaries[id.index()].iter().map(|c| b.company(*c)).collect(),
        roles: roles(b, id, &deals),
        facts: facts(&scene, id, company),
        ids: identifiers(company),
        buckets,
        also,
        pays: super::chart::bars(b, Direction::Pays, &statement),
        receives: super::chart::bars(b, Direction::Receives, &statement),
        body: b.own_body(Entity::Company(id), path),
        deals: super::company_table::deal_years(b, id, &deals),
        deals_caption: b.t("deals-caption"),
        csv: Some(Download {
            label: "CSV".to_owned(),
            url: extra_path(b.briefing, Extra::CompanyCsv(id)),
            description: b.t("company-csv"),
        }),
        loops: super::loops::of_company(b, id),
        left_out: super::left_out::list(b, &statement),
        plans: super::share::of_company(b, id),
        yearly: super::yearly::of_company(b, &statement),
        capacity: super::capacity::of_company(b, &b.books.ledger.capacity(scope)),
        quantities: super::capacity::of_company(b, &b.books.ledger.quantities(scope)),
        equity: super::equity::table(b, &b.books.ledger.equity(scope)),
        valuations: company.valuations().into_iter().map(|(claim, deal)| valuation(&scene, claim, deal)).collect(),
        series: series(&scene, company),
        events: events(&scene, company),
        unknowns: unknowns(b, &deals),
        sources: sources(b, &deals),
    }
}

/// What happened to it outside of its deals.
fn events(b: &Scene<'_>, company: &Company) -> Vec<CompanyEvent> {
    let happened = |event: &&Event| event.on.sort_day().is_none_or(|day| day <= b.briefing.day);
    let mut events: Vec<&Event> = company.events.iter().filter(happened).collect();
    events.sort_by_key(|event| Reverse(event.on.sort_day()));
    let view = |event: &Event| {
        let what = b.words(&event.what);
        let quote = event.quote.as_ref().map(|(quote, _)| quote.as_str());
        let evidence = b.evidence_of(&what.text, &event.sources, quote);
        CompanyEvent { date: b.date(&event.on), what, evidence }
    };
    events.into_iter().take(LISTED).map(view).collect()
}

/// "customer in 7 deals", in the order of frequency.
fn roles(b: &Builder<'_>, id: CompanyId, deals: &[DealId]) -> Vec<String> {
    let mut counts: Vec<(Role, usize)> = Vec::new();
    for deal in deals {
        let mut roles: Vec<Role> = b.briefing.deal(*deal).legs.iter().flat_map(|l| own_roles(b, l, id)).collect();
        roles.sort_unstable();
        roles.dedup();
        for role in roles {
            match counts.iter_mut().find(|(r, _)| *r == role) {
                Some((_, n)) => *n += 1,
                None => counts.push((role, 1)),
            }
        }
    }
    counts.sort_by_key(|(role, n)| (Reverse(*n), *role));
    counts
        .into_iter()
        .map(|(role, n)| {
            let args = [("role", b.role(role, b.briefing.company(id).gender).text.into()), ("n", n.into())];
            b.messages.format(b.lang, "role-in-deals", &args)
        })
        .collect()
}

pub(super) fn own_roles<'l>(b: &'l Builder<'_>, leg: &'l Leg, id: CompanyId) -> impl Iterator<Item = Role> + 'l {
    leg.roles.iter().filter(move |(_, c)| is_in(b.briefing, *c, id)).map(|(r, _)| *r)
}

fn facts(b: &Scene<'_>, id: CompanyId, company: &Company) -> Vec<FactRow> {
    let CompanyRef { name, url, .. } = &**b.company_ref(id);
    let mut rows = Vec::new();
    let plain = |id: &str, text: String| FactRow {
        id: format!("{FACT}{id}"),
        label: b.t(&format!("fact-{id}")),
        value: b.plain(text).markup(),
        ..FactRow::default()
    };
    rows.extend(company.ticker.as_ref().map(|t| plain("ticker", t.replace(':', ": "))));
    for fact in &company.facts {
        let row = b.row(format!("{FACT}{}", b.briefing.site.fields.key(fact.field)), fact);
        rows.push(FactRow { paste: b.paste((name, url), &row.id, &row.label, fact), ..row });
    }
    for (index, person) in company.people.iter().enumerate() {
        let role = b.words(&person.role);
        rows.push(FactRow {
            id: format!("person-{}", index + 1),
            label: if role.text.is_empty() { b.t("fact-people") } else { crate::chars::capitalised(&role.text) },
            value: b.plain(person.name.clone()).markup(),
            evidence: b.evidence_of(&person.name, &person.sources, None),
            ..FactRow::default()
        });
    }
    rows
}

/// The values over time of fields that are series, the newest first; of one value the row says all.
fn series(b: &Scene<'_>, company: &Company) -> Vec<Series> {
    let is_series = |fact: &&Fact| b.briefing.site.fields.declaration(fact.field).is_some_and(|field| field.series);
    let table = |fact: &Fact| {
        let mut days: Vec<Option<Date>> = fact.live().map(Claim::state_from).collect();
        days.retain(|day| day.is_none_or(|day| day <= b.briefing.day));
        days.sort_unstable_by_key(|day| Reverse(*day));
        days.dedup();
        let step = |day: Option<Date>| {
            let claim = fact_on(b.briefing, fact, day.unwrap_or(Date::MIN))?;
            Some(SeriesStep {
                on: claim.effective().map(|date| b.date(date)),
                value: b.value(claim),
                evidence: b.evidence_of_claim(claim),
            })
        };
        let steps: Vec<SeriesStep> = days.into_iter().filter_map(step).collect();
        let id = b.briefing.site.fields.key(fact.field).to_owned();
        let label = b.field_label(fact.field);
        (steps.len() > 1).then(|| Series { id, chart: super::history::of_series(b, fact, &label), label, steps })
    };
    company.facts.iter().filter(is_series).filter_map(table).collect()
}

fn identifiers(company: &Company) -> Vec<Identifier> {
    let one = |(register, value): &(String, String)| Identifier {
        label: match register.as_str() {
            "wikidata" => "Wikidata".to_owned(),
            other => other.to_uppercase(),
        },
        value: value.clone(),
        href: (register == "wikidata").then(|| format!("https://www.wikidata.org/wiki/{value}")),
    };
    company.ids.iter().map(one).collect()
}

/// An amount in a column that is headed as one of amounts.
pub(super) fn short(b: &Builder<'_>, amount: &Amount) -> Figure {
    match amount {
        Amount::Figure(figure) => b.short_figure(figure),
        Amount::Undisclosed => Figure { text: b.t("undisclosed-short"), ..b.amount(amount) },
        Amount::None => b.amount(amount),
    }
}

fn valuation(b: &Scene<'_>, claim: &Claim, deal: Option<DealId>) -> Valuation {
    let figure = match &claim.value {
        Value::Amount(amount) => b.amount(amount),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => Figure::default(),
    };
    Valuation {
        figure,
        condition: deal.map(|d| super::deal::deal_link(b, d)),
        as_of: claim.on.as_ref().or(claim.as_of.as_ref()).map(|d| b.date(d)),
        evidence: b.evidence_of_claim(claim),
    }
}

/// What is not known: amounts not disclosed, directions not stated, facts with a single source.
fn unknowns(b: &Builder<'_>, deals: &[DealId]) -> Vec<UnknownGroup> {
    let mut undisclosed = Vec::new();
    let mut undirected = Vec::new();
    let mut single = Vec::new();
    let mut inferred = Vec::new();
    for id in deals.iter().take(TABLE_ROWS) {
        let deal = b.briefing.deal(*id);
        let link = |label: String, fragment: &str| Link { label, url: format!("{}{fragment}", b.summary(*id).url) };
        let title = b.summary(*id).short.text.clone();
        for leg in &deal.legs {
            let parties = super::summary::leg_parties(b, deal, leg).text.text;
            if leg.builtin(BuiltinField::Value).and_then(Fact::amount) == Some(&Amount::Undisclosed) {
                undisclosed.push(link(parties.clone(), &format!("#leg-{}", leg.id)));
            }
            if leg.kind.unstated {
                undirected.push(link(parties.clone(), &format!("#leg-{}", leg.id)));
            }
            for fact in &leg.facts {
                let fragment = format!("#{}", fragment(b.briefing, deal, &leg.id, fact));
                let label = b.say("fact-of-deal", &[("fact", &b.field_label(fact.field)), ("deal", &title)]);
                if rests_on_one(fact) {
                    single.push(link(label.clone(), &fragment));
                }
                if fact.date().is_some_and(crate::model::Edtf::inferred) {
                    inferred.push(link(label, &fragment));
                }
            }
        }
    }
    let groups = [
        ("unknown-undisclosed", undisclosed),
        ("unknown-direction", undirected),
        ("unknown-single-source", single),
        ("unknown-inferred", inferred),
    ];
    let group = |(label, mut items): (&str, Vec<Link>)| {
        items.truncate(LISTED);
        UnknownGroup { label: b.t(label), items }
    };
    groups.into_iter().filter(|(_, items)| !items.is_empty()).map(group).collect()
}

/// Whether a figure has one source alone; of anything else, whether the sheet says so.
fn rests_on_one(fact: &Fact) -> bool {
    let is_figure = fact.amount().is_some_and(|amount| amount.figure().is_some());
    let cited: Vec<Citation> = fact.rivals().flat_map(|claim| claim.sources.iter().copied()).collect();
    (is_figure && distinct(&cited) == 1) || fact.best().is_some_and(|claim| claim.hedge == Hedge::SingleSource)
}

fn sources(b: &Builder<'_>, deals: &[DealId]) -> Vec<SourceUse> {
    let mut counts: Vec<(SourceId, usize)> = Vec::new();
    for id in deals.iter().take(TABLE_ROWS) {
        let deal = b.briefing.deal(*id);
        for citation in deal.claims().flat_map(|c| &c.sources) {
            match counts.iter_mut().find(|(s, _)| *s == citation.source) {
                Some((_, n)) => *n += 1,
                None => counts.push((citation.source, 1)),
            }
        }
    }
    counts.sort_by_key(|(s, n)| (b.briefing.source(*s).kind, Reverse(*n), *s));
    counts.into_iter().take(LISTED).map(|(s, n)| super::source::used(b, s, n)).collect()
}

/// The words of a text, for a description.
pub(crate) fn description(b: &Builder<'_>, id: CompanyId) -> String {
    let roles = roles(b, id, &group_deals(b.briefing, id));
    let kind = b.company_kind(b.briefing.company(id).kind).text;
    let parts: Vec<String> =
        std::iter::once(kind).filter(|kind| !kind.is_empty()).chain(roles.into_iter().take(3)).collect();
    format!("{}{}{}.", b.company_ref(id).name, b.t("colon"), parts.join(", "))
}
