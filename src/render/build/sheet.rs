//! The fact sheet of a deal: its legs, each with its tranches, and what legs say of one another.

use super::evidence::{fragment, leg_fragment};
use super::words::per_year;
use super::{Builder, Scene, summary};
use crate::ledger::At;
use crate::markup::Html;
use crate::model::{Bucket, BuiltinField, Deal, DealId, Fact, Gender, Leg, State, Status, Text, Tranche};
use crate::render::parts::Print;
use crate::render::view::{FactRow, LegView, Mark, Markup, TrancheView, Words};
use crate::vocabulary::Role;

/// The legs of a deal, in the order of its sheet.
pub(super) fn legs(b: &Scene<'_>, id: DealId) -> Vec<LegView> {
    let deal = b.briefing.deal(id);
    deal.legs.iter().enumerate().map(|(index, leg)| view(b, (id, index), deal, leg)).collect()
}

fn view(b: &Scene<'_>, at: At, deal: &Deal, leg: &Leg) -> LegView {
    let state = deal.leg_on(leg, b.briefing.day);
    let mut rows = rows(b, deal, &leg.id, &leg.facts);
    if let Some(yearly) = per_year(leg) {
        let place = leg.facts.iter().position(|fact| fact.field == BuiltinField::Value.id()).map_or(0, |at| at + 1);
        let row = FactRow { remark: Some(b.t("illustration")), ..row("per-year", leg, b.t("per-year")) };
        rows.insert(place, FactRow { value: b.figure(&yearly).markup(), ..row });
    }
    rows.extend(leg.portions.iter().map(|(company, fact)| FactRow {
        label: b.say("share-of", &[("company", &b.company_ref(*company).short)]),
        ..b.row(fragment(b.briefing, deal, &leg.id, fact), fact)
    }));
    rows.extend(others(b, leg));
    rows.extend(relations(b, at, leg));
    LegView {
        id: leg_fragment(leg),
        label: b.defined(&leg.kind.label, false),
        name: name(b, leg),
        mark: state
            .filter(|own| Some(own.bucket()) != deal.state_on(b.briefing.day).map(State::bucket))
            .map_or_else(Markup::default, |state| mark(b, Some(state)).markup()),
        parties: summary::leg_parties(b, deal, leg),
        rows,
        tranches: leg.tranches.iter().map(|one| tranche(b, deal, leg, one)).collect(),
    }
}

fn tranche(b: &Scene<'_>, deal: &Deal, leg: &Leg, tranche: &Tranche) -> TrancheView {
    TrancheView {
        id: format!("tranche-{}", tranche.path.replace('.', "-")),
        name: tranche_name(b, tranche),
        mark: mark(b, deal.tranche_on(leg, tranche, b.briefing.day)).markup(),
        rows: rows(b, deal, &tranche.path, &tranche.facts),
    }
}

/// Facts in the order of the sheet; beside a condition, whether it is still open.
fn rows(b: &Scene<'_>, deal: &Deal, part: &str, facts: &[Fact]) -> Vec<FactRow> {
    let met = facts.iter().any(|fact| fact.field == BuiltinField::Met.id() && fact.live().next().is_some());
    let one = |fact: &Fact| {
        let mut row = b.row(fragment(b.briefing, deal, part, fact), fact);
        if fact.field == BuiltinField::Condition.id() && !met {
            row.remark = Some(b.t("condition-open"));
        }
        row
    };
    facts.iter().map(one).collect()
}

/// Companies that act in the leg without paying or being paid.
fn others(b: &Scene<'_>, leg: &Leg) -> Vec<FactRow> {
    let mut roles: Vec<Role> = leg.roles.iter().map(|(role, _)| *role).filter(|r| !leg.kind.is_party(*r)).collect();
    roles.dedup();
    let masculine = |role| leg.in_role(role).map(|c| b.briefing.company(c).gender).find(|g| *g == Gender::Masculine);
    let one = |role: Role| FactRow {
        id: format!("role-{}-{}", leg.id, role.name()),
        label: crate::chars::capitalised(&b.role(role, masculine(role).unwrap_or_default()).text),
        companies: leg.in_role(role).map(|c| b.company(c)).collect(),
        remark: role.makes.then(|| b.t("not-paid-here")),
        ..FactRow::default()
    };
    roles.into_iter().map(one).collect()
}

/// Frames, parts of a whole, steps of a chain: each in words, with links to the other legs.
fn relations(b: &Scene<'_>, at: At, leg: &Leg) -> Vec<FactRow> {
    let near = b.books.ledger.near(at);
    let mut rows = Vec::new();
    let mut add = |key: &str, legs: &[At], remark: Option<String>| {
        if !legs.is_empty() {
            rows.push(FactRow { value: links(b, at.0, legs), remark, ..row(key, leg, b.t(&format!("leg-{key}"))) });
        }
    };
    add("part-of", near.frame.as_slice(), None);
    add("of-which", near.whole.as_slice(), Some(b.t("leg-of-which-note")));
    add("parts", &near.parts, Some(b.t("leg-parts-note")));
    add("items", &near.items, Some(b.t("leg-items-note")));
    let total = near.chain_total.map(|total| {
        let total = super::totals::sum(b, &total, crate::locale::Style::Long).text;
        b.say("leg-chain-total", &[("figure", &total)])
    });
    add("chain", &near.chain, total);
    if leg.frame && near.items.is_empty() && !b.briefing.deal(at.0).umbrella {
        let value = b.plain(b.t("leg-items-note")).markup();
        rows.push(FactRow { value, ..row("items", leg, b.t("leg-frame")) });
    }
    rows
}

fn row(key: &str, leg: &Leg, label: String) -> FactRow {
    FactRow { id: format!("fact-{}-{key}", leg.id), label, ..FactRow::default() }
}

/// Legs by their names: those of other deals by the deal's headline.
fn links(b: &Scene<'_>, here: DealId, legs: &[At]) -> Markup {
    let mut html = Html::with_capacity(legs.len() * 80);
    for (index, (id, leg)) in legs.iter().enumerate() {
        let leg = &b.briefing.deal(*id).legs[*leg];
        html.raw(if index > 0 { ", " } else { "" }).raw("<a href=\"");
        if *id != here {
            html.text(b.root).text(&b.summary(*id).url);
        }
        html.raw("#").text(&leg_fragment(leg)).raw("\">");
        match (*id == here, name(b, leg)) {
            (false, _) => b.summary(*id).title.print(&mut html),
            (true, name) if name.text.is_empty() => b.defined(&leg.kind.label, false).print(&mut html),
            (true, name) => name.print(&mut html),
        }
        html.raw("</a>");
    }
    Markup(html.finish())
}

/// What an editor calls a leg; a number, where it is one of several of its kind; empty if its kind says enough.
pub(super) fn name(b: &Builder<'_>, leg: &Leg) -> Words {
    let own = leg.id.strip_prefix(leg.kind.name()).and_then(|rest| rest.strip_prefix('-'));
    match own {
        _ if !leg.what.is_empty() => b.words(&leg.what),
        _ if leg.id == leg.kind.name() => Words::default(),
        Some(number) if !leg.named => b.plain(number),
        _ => called(b, &leg.what, &leg.id),
    }
}

/// What an editor calls a tranche.
pub(super) fn tranche_name(b: &Builder<'_>, tranche: &Tranche) -> Words {
    match tranche.id.strip_prefix("tranche-") {
        Some(number) if tranche.what.is_empty() => b.plain(b.say("tranche-number", &[("n", number)])),
        _ => called(b, &tranche.what, &tranche.id),
    }
}

/// The words, else the id as words.
fn called(b: &Builder<'_>, what: &Text, id: &str) -> Words {
    if what.is_empty() { b.plain(id.replace(['-', '_'], " ")) } else { b.words(what) }
}

/// How far a leg or a tranche has come, and whether a condition is open.
fn mark(b: &Builder<'_>, state: Option<State>) -> Mark {
    let Some(state) = state else { return Mark { bucket: Bucket::Off.name(), label: b.t("status-unknown") } };
    let Mark { label, .. } = b.status_mark(state.status, state.hedge);
    let waits = |label: &str| b.say("status-waits", &[("status", label)]);
    let label = match state.status {
        _ if !state.waits => label,
        // What has happened to the whole has not happened to what waits.
        Status::Active | Status::Completed => b.t("status-waits-alone"),
        Status::Rumoured | Status::InTalks | Status::Announced | Status::Letter | Status::Signed => waits(&label),
        Status::Stalled | Status::Cancelled => label,
    };
    Mark { bucket: state.bucket().name(), label }
}
