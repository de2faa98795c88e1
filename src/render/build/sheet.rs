//! The fact sheet of a deal: its legs, each with its tranches, and what legs say of one another.

use super::evidence::{FACT, fragment, leg_fragment, tranche_fragment};
use super::words::per_year;
use super::{Builder, Scene, summary};
use crate::ledger::At;
use crate::markup::Html;
use crate::model::{Bucket, BuiltinField, Claim, Deal, DealId, Fact, Gender, Leg, Rank, State, Status, Tranche};
use crate::render::parts::Print;
use crate::render::view::{FactRow, LegView, Mark, Markup, TrancheView, Words};
use crate::vocabulary::Role;

/// The legs of a deal, in the order of its sheet.
pub(super) fn legs(b: &Scene<'_>, id: DealId) -> Vec<LegView> {
    let deal = b.briefing.deal(id);
    deal.legs.iter().enumerate().map(|(index, leg)| view(b, (id, index), deal, leg)).collect()
}

/// The status of a deal, as a line of its sheet.
pub(super) fn status(b: &Scene<'_>, id: DealId) -> FactRow {
    let fact = &b.briefing.deal(id).status;
    let row = row_of(b, id, "", super::evidence::STATUS.to_owned(), fact);
    // Steps that follow one another are no disagreement.
    let rejected = fact.claims.iter().any(|claim| claim.rank == Rank::Deprecated);
    FactRow { disputed: row.disputed.filter(|_| rejected), ..row }
}

fn view(b: &Scene<'_>, at: At, deal: &Deal, leg: &Leg) -> LegView {
    let state = deal.leg_on(leg, b.briefing.day);
    let mut rows = rows(b, at.0, &leg.id, &leg.facts);
    if let Some(yearly) = per_year(leg) {
        let place = leg.facts.iter().position(|fact| fact.field == BuiltinField::Value.id()).map_or(0, |at| at + 1);
        let row = FactRow { remark: Some(b.t("illustration")), ..row("per-year", leg, b.t("per-year")) };
        rows.insert(place, FactRow { value: b.short_figure(&yearly).markup(), ..row });
    }
    rows.extend(leg.portions.iter().map(|(company, fact)| FactRow {
        label: b.say("share-of", &[("company", &b.company_ref(*company).short)]),
        ..row_of(b, at.0, &leg.id, fragment(b.briefing, deal, &leg.id, fact), fact)
    }));
    rows.extend(others(b, leg));
    rows.extend(relations(b, at, leg));
    LegView {
        id: leg_fragment(leg),
        label: b.defined(&leg.kind.label, false),
        name: name(b, deal, leg),
        mark: state
            .filter(|own| Some(own.bucket()) != deal.state_on(b.briefing.day).map(State::bucket))
            .map_or_else(Markup::default, |state| mark(b, Some(state)).markup()),
        parties: summary::leg_parties(b, deal, leg),
        rows,
        tranches: leg.tranches.iter().map(|one| tranche(b, at.0, leg, one)).collect(),
        bar: super::tranches::bar(b, deal, leg),
    }
}

fn tranche(b: &Scene<'_>, id: DealId, leg: &Leg, tranche: &Tranche) -> TrancheView {
    let deal = b.briefing.deal(id);
    TrancheView {
        id: tranche_fragment(&tranche.path),
        name: tranche_name(b, leg, tranche),
        mark: mark(b, deal.tranche_on(leg, tranche, b.briefing.day)).markup(),
        rows: rows(b, id, &tranche.path, &tranche.facts),
    }
}

/// Facts in the order of the sheet; beside a condition, whether it is still open.
fn rows(b: &Scene<'_>, id: DealId, part: &str, facts: &[Fact]) -> Vec<FactRow> {
    let deal = b.briefing.deal(id);
    let came = |claim: &Claim| claim.effective_day().is_some_and(|day| day <= b.briefing.day);
    let met = facts.iter().any(|fact| fact.field == BuiltinField::Met.id() && fact.live().any(came));
    let one = |fact: &Fact| {
        let mut row = row_of(b, id, part, fragment(b.briefing, deal, part, fact), fact);
        if fact.field == BuiltinField::Condition.id() && !met {
            row.remark = Some(b.t("condition-open"));
        }
        row
    };
    facts.iter().map(one).collect()
}

/// A fact of a part of a deal, with a sentence that says whose it is.
fn row_of(b: &Scene<'_>, id: DealId, part: &str, fragment: String, fact: &Fact) -> FactRow {
    let summary = b.summary(id);
    let row = b.row(fragment, fact);
    let field = field_of_part(b, b.briefing.deal(id), part, row.label.clone());
    FactRow { paste: b.paste((&summary.title.text, &summary.url), &row.id, &field, fact), ..row }
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
    FactRow { id: format!("{FACT}{}-{key}", leg.id), label, ..FactRow::default() }
}

/// Legs by their names: those of other deals by the deal's headline.
fn links(b: &Scene<'_>, here: DealId, legs: &[At]) -> Markup {
    let mut html = Html::with_capacity(legs.len() * 80);
    for (index, (id, leg)) in legs.iter().enumerate() {
        let deal = b.briefing.deal(*id);
        let leg = &deal.legs[*leg];
        html.raw(if index > 0 { ", " } else { "" }).raw("<a href=\"");
        if *id != here {
            html.text(b.root).text(&b.summary(*id).url);
        }
        html.raw("#").text(&leg_fragment(leg)).raw("\">");
        match (*id == here, name(b, deal, leg)) {
            (false, _) => b.summary(*id).title.print(&mut html),
            (true, name) if name.text.is_empty() => b.defined(&leg.kind.label, false).print(&mut html),
            (true, name) => name.print(&mut html),
        }
        html.raw("</a>");
    }
    Markup(html.finish())
}

/// What a leg is called, in words; else its number among those of its kind, where it is one of several. An id is a word of
/// the sheet, and in no language that of readers.
pub(super) fn name(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> Words {
    if !leg.what.is_empty() {
        return b.words(&leg.what);
    }
    let alike = || deal.legs.iter().filter(|other| other.kind == leg.kind);
    let number = alike().position(|other| other.id == leg.id).map_or(0, |place| place + 1);
    if alike().nth(1).is_none() { Words::default() } else { b.plain(number.to_string()) }
}

/// What a tranche is called, in words; else its number.
pub(super) fn tranche_name(b: &Builder<'_>, leg: &Leg, tranche: &Tranche) -> Words {
    if !tranche.what.is_empty() {
        return b.words(&tranche.what);
    }
    let number = leg.tranches.iter().position(|other| other.id == tranche.id).map_or(0, |place| place + 1);
    b.plain(b.say("tranche-number", &[("n", &number.to_string())]))
}

/// "Value (cloud)": a field, and whose it is.
pub(super) fn field_of_part(b: &Builder<'_>, deal: &Deal, part: &str, field: String) -> String {
    let part = part_name(b, deal, part);
    if part.is_empty() { field } else { b.say("field-of-part", &[("part", &part), ("field", &field)]) }
}

/// A part of a deal in words: a leg, a tranche of it, a milestone; empty for the only leg of a deal, which is the deal.
pub(super) fn part_name(b: &Builder<'_>, deal: &Deal, part: &str) -> String {
    let Some(leg) = deal.leg_of(part).map(|index| &deal.legs[index]) else {
        let milestone = deal.milestones.iter().find(|milestone| milestone.id == part);
        return milestone.map(|milestone| b.words(&milestone.what).text).unwrap_or_default();
    };
    let tranche =
        leg.tranches.iter().find(|tranche| tranche.path == part).map(|tranche| tranche_name(b, leg, tranche).text);
    let leg = match name(b, deal, leg).text {
        _ if deal.legs.len() == 1 => None,
        name if name.is_empty() => Some(b.defined(&leg.kind.label, false).text),
        name => Some(name),
    };
    leg.into_iter().chain(tranche).collect::<Vec<_>>().join(", ")
}

/// How far a leg or a tranche has come, and whether a condition is open.
pub(super) fn mark(b: &Builder<'_>, state: Option<State>) -> Mark {
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
