//! `changes.csv`: a row per change in what is known of deals and companies, and per correction of what was published.
//!
//! Changes come first, the newest first, each with the day on which it was so; corrections follow, with the day of the
//! edit. The first are of the world, the second of this site: `change` tells them apart.

use std::collections::HashMap;

use super::cell::{citations, date, maybe, show, value, words};
use super::{Field, address, field};
use crate::model::notation::DayText;
use crate::model::{Briefing, Citation, Correction, Deal, Edtf, Fact, Text, Value};
use crate::plan::{Change, Item, Plan, Subject, Target};
use crate::render::build::identity;

const TYPES: [&str; 9] = ["new", "status", "part", "met", "revised", "corrected", "rejected", "event", "correction"];

/// What changed.
pub(super) struct Row<'a> {
    briefing: &'a Briefing,
    key: String,
    change: &'static str,
    entity: &'static str,
    id: &'a str,
    date: When<'a>,
    part: &'a str,
    field: &'a str,
    from: String,
    to: String,
    why: Option<&'a Text>,
    sources: &'a [Citation],
    url: String,
}

enum When<'a> {
    Said(Option<&'a Edtf>),
    Day(jiff::civil::Date),
}

/// All changes, then all corrections.
pub(super) fn rows<'a>(briefing: &'a Briefing, plan: &'a Plan) -> Vec<Row<'a>> {
    let mut all: Vec<Row<'a>> = plan.items.iter().map(|item| change(briefing, plan, item)).collect();
    let mut corrections: Vec<Row<'a>> = Vec::new();
    let mut seen: HashMap<String, u32> = HashMap::new();
    for (id, deal) in briefing.deals() {
        let url = address(briefing, plan, Target::Deal(id));
        let first = deal.was.first().map_or(&deal.id, |was| &was.value);
        for one in &deal.corrections {
            let key = format!("deals/{first}/#correction:{}", DayText(one.on.value));
            let times = seen.entry(key.clone()).or_default();
            *times += 1;
            let key = if *times > 1 { format!("{key}-{times}") } else { key };
            corrections.push(correction(briefing, deal, one, (key, url.clone())));
        }
    }
    corrections.sort_by_key(|row| match row.date {
        When::Day(day) => std::cmp::Reverse(Some(day)),
        When::Said(_) => std::cmp::Reverse(None),
    });
    all.extend(corrections);
    all
}

fn change<'a>(briefing: &'a Briefing, plan: &Plan, item: &Item) -> Row<'a> {
    let (entity, id, target): (_, &'a str, _) = match item.subject {
        Subject::Deal(id) => ("deal", &briefing.deal(id).id, Target::Deal(id)),
        Subject::Company(id) => ("company", &briefing.company(id).id, Target::Company(id)),
    };
    let fact = item.fact(briefing);
    let said = |index: usize| fact.and_then(|(_, fact)| fact.claims.get(index)).map_or_else(String::new, text);
    let event = match (item.change, item.subject) {
        (Change::Event(n), Subject::Company(id)) => briefing.company(id).events.get(n),
        _ => None,
    };
    let name = |status: crate::model::Status| status.name().to_owned();
    let (change, from, to) = match item.change {
        Change::New(status, _) => ("new", String::new(), name(status)),
        Change::Step(old, new, _) => ("status", name(old), name(new)),
        Change::Part(_, old, new, _) => ("part", name(old), name(new)),
        Change::Met(_, index) => ("met", String::new(), said(index)),
        Change::Revised(_, old, new) => ("revised", said(old), said(new)),
        Change::Corrected(_, old, new) => ("corrected", said(old), said(new)),
        Change::Rejected(_, old) => ("rejected", said(old), String::new()),
        Change::Event(_) => ("event", String::new(), event.map_or("", |event| words(&event.what)).to_owned()),
    };
    let claim = item.claim(briefing);
    Row {
        briefing,
        key: identity(briefing, item),
        change,
        entity,
        id,
        date: When::Said(item.date(briefing)),
        part: fact.map_or("", |(part, _)| part),
        field: fact.map_or("", |(_, fact)| briefing.site.fields.key(fact.field)),
        from,
        to,
        why: claim.and_then(|claim| claim.because.as_ref()),
        sources: claim.map_or_else(|| event.map_or(&[][..], |event| &event.sources), |claim| &claim.sources),
        url: address(briefing, plan, target),
    }
}

fn correction<'a>(
    briefing: &'a Briefing,
    deal: &'a Deal,
    one: &'a Correction,
    (key, url): (String, String),
) -> Row<'a> {
    let of = |(part, field): &(String, crate::model::FieldId)| {
        deal.all_facts().find(|(name, fact)| name == part && fact.field == *field)
    };
    let fact: Option<(&str, &Fact)> = one.fact.as_ref().and_then(of);
    Row {
        briefing,
        key,
        change: "correction",
        entity: "deal",
        id: &deal.id,
        date: When::Day(one.on.value),
        part: fact.map_or("", |(part, _)| part),
        field: fact.map_or("", |(_, fact)| briefing.site.fields.key(fact.field)),
        from: one.old.as_ref().map_or_else(String::new, written),
        to: one.new.as_ref().map_or_else(String::new, written),
        why: Some(&one.why),
        sources: &[],
        url,
    }
}

fn text(claim: &crate::model::Claim) -> String {
    let mut text = String::new();
    value(&mut text, Some(claim));
    text
}

fn written(said: &Value) -> String {
    let mut text = String::new();
    super::cell::said(&mut text, said);
    text
}

/// The columns.
pub(super) fn columns<'a>() -> [Field<Row<'a>>; 12] {
    let field = field::<Row<'a>>;
    [
        field("change", |r, c| c.push_str(&r.key)),
        field("type", |r, c| c.push_str(r.change)).one_of(&TYPES),
        field("entity", |r, c| c.push_str(r.entity)),
        field("id", |r, c| c.push_str(r.id)),
        field("date", |r, c| match r.date {
            When::Said(said) => date(c, said),
            When::Day(day) => show(c, DayText(day)),
        }),
        field("part", |r, c| c.push_str(r.part)),
        field("field", |r, c| c.push_str(r.field)),
        field("from", |r, c| c.push_str(&r.from)),
        field("to", |r, c| c.push_str(&r.to)),
        field("why", |r, c| maybe(c, r.why.map(words))),
        field("sources", |r, c| citations(c, r.briefing, r.sources)),
        field("url", |r, c| c.push_str(&r.url)),
    ]
}
