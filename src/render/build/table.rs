//! Deals in a table: the rows of each, and what a list comes to.
//!
//! The row of a deal shows the leg that stands for it; further legs follow, and under each the parts that are counted in
//! it. What is in no sum is named with its reason.

use std::collections::BTreeMap;

use super::evidence::leg_fragment;
use super::summary::leg_parties;
use super::totals::{converted, figure, mark};
use super::{Builder, sheet};
use crate::ledger::{Account, At, Direction, Total};
use crate::locale::Style;
use crate::markup::Html;
use crate::model::{BuiltinField, Deal, DealId, Fact, Leg, Rank};
use crate::render::parts::Print;
use crate::render::view::{DealRows, LegRow, Markup, SumCell, SumRow, Words};
use crate::vocabulary::Kind;

/// The rows of a deal; of one kind, if there is one.
pub(super) fn rows(b: &Builder<'_>, id: DealId, kind: Option<Kind>) -> DealRows {
    let deal = b.briefing.deal(id);
    let summary = b.summary(id);
    let facets = b.plan.facets.of_deal(id).iter().map(|facet| facet.name(b.briefing));
    let size = super::order::size(b, deal);
    DealRows {
        facets: facets.collect::<Vec<_>>().join(" "),
        day: deal.last_day(b.briefing.day).map(|day| day.to_string()).unwrap_or_default(),
        size: size.map(|(currency, size)| format!("{currency}:{}", size.0.0.normalize())).unwrap_or_default(),
        url: summary.url.clone(),
        draft: summary.draft,
        date: summary.date.markup(),
        legs: legs(b, id, Named::Kind, |leg| kind.is_none_or(|kind| leg.kind == kind)),
    }
}

/// What stands in the row of a deal for what is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// The kind of the leg, and what it is about.
    Kind,
    /// What it is about alone: a role says the rest.
    Not,
}

/// The rows of some legs of a deal.
pub(super) fn legs(b: &Builder<'_>, id: DealId, named: Named, keep: impl Fn(&Leg) -> bool) -> Vec<LegRow> {
    let rows = in_order(b, id, keep).into_iter().enumerate();
    rows.map(|(place, (leg, depth))| row(b, (id, leg), place, depth, named)).collect()
}

/// The legs of a deal as rows: the one that stands for it first, under each its parts.
pub(super) fn in_order(b: &Builder<'_>, id: DealId, keep: impl Fn(&Leg) -> bool) -> Vec<(usize, usize)> {
    let deal = b.briefing.deal(id);
    let whole = |index: usize| b.books.ledger.whole_of((id, index)).filter(|whole| whole.0 == id).map(|whole| whole.1);
    let leads = deal.headline_figure().map(|(leg, _)| leg).or_else(|| deal.leading_leg()).map(|leg| leg.id.as_str());
    let roots: Vec<Option<usize>> = (0..deal.legs.len()).map(|index| root(whole, index)).collect();
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (part, root) in roots.iter().enumerate() {
        root.iter().for_each(|root| parts.entry(*root).or_default().push(part));
    }
    // Parts in a circle have no whole: nothing is left out of a table for it.
    let mut tops: Vec<usize> = (0..deal.legs.len()).filter(|index| roots[*index].is_none()).collect();
    tops.sort_by_key(|index| leads != Some(deal.legs[*index].id.as_str()));
    let mut rows: Vec<(usize, usize)> = Vec::with_capacity(deal.legs.len());
    for top in tops {
        rows.push((top, usize::from(!rows.is_empty())));
        rows.extend(parts.get(&top).into_iter().flatten().map(|part| (*part, 2)));
    }
    rows.retain(|(index, _)| keep(&deal.legs[*index]));
    rows
}

/// The leg of a deal that a leg is a part of, or a part of a part of; `None` of one that is none.
fn root(whole: impl Fn(usize) -> Option<usize>, part: usize) -> Option<usize> {
    let mut at = whole(part)?;
    let mut steps = 0;
    while let Some(next) = whole(at) {
        steps += 1;
        if steps > DEEP {
            return None;
        }
        at = next;
    }
    Some(at)
}

/// How deep parts of parts are followed.
const DEEP: usize = 16;

fn row(b: &Builder<'_>, at: At, place: usize, depth: usize, named: Named) -> LegRow {
    let deal = b.briefing.deal(at.0);
    let leg = &deal.legs[at.1];
    let own = || if leg.what.is_empty() { b.defined(&leg.kind.label, false) } else { b.words(&leg.what) };
    let first = place == 0;
    LegRow {
        depth: if first { 0 } else { depth },
        fragment: if first { String::new() } else { format!("#{}", leg_fragment(leg)) },
        title: if first { b.summary(at.0).short.clone() } else { own() },
        parties: leg_parties(b, deal, leg),
        what: what(b, at, first, named),
        amount: amount(b, leg),
        term: leg.builtin(BuiltinField::Term).and_then(Fact::amount).map(|a| b.amount(a).markup()).unwrap_or_default(),
        mark: sheet::mark(b, deal.leg_on(leg, b.briefing.day)).markup(),
        sources: sources(b, deal, leg),
    }
}

/// The fact whose amount stands for a leg: its value, else the share that it is about.
fn amount_fact(leg: &Leg) -> Option<&Fact> {
    leg.builtin(BuiltinField::Value).or_else(|| leg.figure(BuiltinField::Stake))
}

/// How much, as a column of amounts has it; a share says that it is one.
fn amount(b: &Builder<'_>, leg: &Leg) -> Markup {
    let Some((fact, amount)) = amount_fact(leg).and_then(|fact| Some((fact, fact.amount()?))) else {
        return Markup::default();
    };
    match fact.field == BuiltinField::Stake.id() {
        true => super::summary::beside(b, fact, amount).markup(),
        false => super::company::short(b, amount).markup(),
    }
}

/// What is given: the kind, what it is about, and what else decides how its amount is to be read.
fn what(b: &Builder<'_>, at: At, first: bool, named: Named) -> Markup {
    let deal = b.briefing.deal(at.0);
    let leg = &deal.legs[at.1];
    // A further leg is called by its name or its kind already; of several the first has its name here.
    let mut parts: Vec<Words> = match (first, leg.what.is_empty()) {
        (false, true) => Vec::new(),
        (true, false) if deal.legs.len() > 1 => vec![b.words(&leg.what)],
        (true, _) | (false, false) if named == Named::Not => Vec::new(),
        (true, _) | (false, false) => vec![b.defined(&leg.kind.label, false)],
    };
    let about = super::company_table::what_fact(leg)
        .filter(|fact| amount_fact(leg).is_none_or(|shown| shown.span != fact.span));
    parts.extend(about.and_then(Fact::best).map(|claim| b.value(claim)));
    if leg.frame {
        parts.push(b.plain(b.t("row-frame")));
    }
    if leg.kind.unstated {
        parts.push(b.plain(b.t("row-unstated")));
    }
    if let Some(whole) = b.books.ledger.whole_of(at).filter(|whole| whole.0 != at.0) {
        parts.push(b.plain(b.say("row-of-which", &[("deal", &b.summary(whole.0).short.text)])));
    }
    let mut html = Html::with_capacity(80);
    for (index, part) in parts.iter().enumerate() {
        html.raw(if index > 0 { ", " } else { "" });
        part.print(&mut html);
    }
    Markup(html.finish())
}

/// How many say what is said of a leg.
fn sources(b: &Builder<'_>, deal: &Deal, leg: &Leg) -> usize {
    let facts = leg.facts.iter().chain(std::iter::once(&deal.status));
    let live = facts.flat_map(|fact| &fact.claims).filter(|claim| claim.rank != Rank::Deprecated);
    let cited: Vec<_> = live.flat_map(|claim| claim.sources.iter().copied()).collect();
    b.briefing.origins.voices(&cited)
}

/// What totals come to: a row a direction, kind and currency, a cell a bucket.
pub(super) fn sums<'s, 'a: 's>(b: &Builder<'_>, totals: impl Iterator<Item = &'s Total<'a>>) -> Vec<SumRow> {
    type Key = (Direction, Kind, Option<Account>);
    let is_money = |total: &&Total<'_>| total.measure.is_none_or(|measure| matches!(measure, Account::Money(_)));
    let mut totals: Vec<&Total<'_>> = totals.filter(is_money).collect();
    totals.sort_by_key(|total| (total.direction, total.kind, total.bucket, total.measure.is_none()));
    let key = |total: &Total<'_>| (total.direction, total.kind, total.measure);
    let mut keys: Vec<Key> = totals.iter().map(|total| key(total)).collect();
    keys.sort_unstable();
    keys.dedup();
    // What has no figure stands in the row of the first currency of its kind, if there is one.
    let row_of = |total: &Total<'_>| {
        let alike = |known: &&Key| (known.0, known.1) == (total.direction, total.kind) && known.2.is_some();
        let first = if total.measure.is_some() { None } else { keys.iter().find(alike).copied() };
        first.unwrap_or(key(total))
    };
    let row = |wanted: &Key| {
        let own: Vec<&&Total<'_>> = totals.iter().filter(|total| row_of(total) == *wanted).collect();
        let label = super::totals::label(b, own.first()?);
        Some(SumRow { label, cells: own.into_iter().map(|total| cell(b, total)).collect() })
    };
    keys.iter().filter_map(row).collect()
}

fn cell(b: &Builder<'_>, total: &Total<'_>) -> SumCell {
    let id = if total.counted.is_empty() { "only-without-figure" } else { "sum-without-figure" };
    let without = total.deals_without_figure();
    SumCell {
        mark: mark(b, total.bucket),
        figure: total.added().map(|_| figure(b, total, Style::Short)),
        without: if without > 0 { b.count(id, without) } else { String::new() },
        note: converted(b, total.counted.iter().filter_map(|entry| entry.rate)).join(" "),
    }
}
