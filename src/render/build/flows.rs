//! Who pays whom: a payer × payee table, and a drawing where the companies are few enough to draw.
//!
//! Flows are rolled up into groups first, so that AWS and Amazon are one; flows inside a group are
//! dropped. Nodes stand on an ellipse around the company with most flows, in the order of their size:
//! the same input gives the same drawing, to the byte.

use std::f32::consts::TAU;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Builder;
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, Currency, DealId, Fact, Kind, Leg, Role, Unit};
use crate::render::view::{
    CompanyRef, Figure, FlowCell, FlowDrawing, FlowEdge, FlowEntry, FlowNode, FlowRow, FlowTable, Flows, Mark,
    UndirectedFlow,
};
use crate::resolve::ledger;

/// Companies on either side of the table.
const TABLE: usize = 10;
/// Companies in the drawing.
const DRAWN: usize = 9;
const WIDTH: f32 = 560.0;
const HEIGHT: f32 = 420.0;
const HUB_RADIUS: f32 = 34.0;

/// All money of one kind of firmness from one group to another.
struct Flow {
    from: CompanyId,
    to: CompanyId,
    bucket: Bucket,
    currency: Option<Currency>,
    low: Decimal,
    high: Option<Decimal>,
    high_excluded: bool,
    about: bool,
    deals: Vec<DealId>,
    directed: bool,
}

/// Flows between the groups of the whole site.
pub(super) fn of_site(b: &Builder<'_>) -> Option<Flows> {
    let deals: Vec<DealId> = b.briefing.chronology.clone();
    make(b, &deals, None)
}

/// Flows around a company, from its deals.
pub(super) fn of_company(b: &Builder<'_>, company: CompanyId, deals: &[DealId]) -> Option<Flows> {
    make(b, deals, Some(b.briefing.group[company.index()]))
}

fn make(b: &Builder<'_>, deals: &[DealId], centre: Option<CompanyId>) -> Option<Flows> {
    let mut flows = collect(b, deals);
    if let Some(centre) = centre {
        flows.retain(|f| f.from == centre || f.to == centre);
    }
    if flows.is_empty() {
        return None;
    }
    let ranked = rank(&flows);
    let keep: Vec<CompanyId> = ranked.iter().copied().take(TABLE).collect();
    flows.retain(|f| keep.contains(&f.from) && keep.contains(&f.to));
    let hub = centre.or(ranked.first().copied())?;
    Some(Flows { drawing: drawing(b, &flows, hub, &ranked), table: table(b, &flows, &keep) })
}

fn collect(b: &Builder<'_>, deals: &[DealId]) -> Vec<Flow> {
    let today = b.briefing.today;
    let mut flows: Vec<Flow> = Vec::new();
    for &id in deals {
        let deal = b.briefing.deal(id);
        let bucket = deal.bucket_on(today);
        if deal.umbrella || bucket == Bucket::Off || ledger::is_replaced(b.briefing, id, today) {
            continue;
        }
        for leg in &deal.legs {
            if leg.kind.is_summed() || leg.kind == Kind::Partnership {
                add(b, &mut flows, id, leg, bucket);
            }
        }
    }
    flows
}

fn add(b: &Builder<'_>, flows: &mut Vec<Flow>, id: DealId, leg: &Leg, bucket: Bucket) {
    let group = |c: CompanyId| b.briefing.group[c.index()];
    let (from, to, directed) = if leg.kind == Kind::Partnership {
        let mut partners = leg.in_role(Role::Partner).map(group);
        (partners.next(), partners.next(), false)
    } else {
        (leg.payers().next().map(group), leg.payees().next().map(group), true)
    };
    let (Some(from), Some(to)) = (from, to) else { return };
    if from == to {
        return;
    }
    let figure = leg.builtin(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure);
    let currency = figure.and_then(|f| match f.unit {
        Unit::Money(c) => Some(c),
        _ => None,
    });
    let same = |f: &Flow| {
        f.from == from
            && f.to == to
            && f.bucket == bucket
            && f.directed == directed
            && (f.currency == currency || f.currency.is_none() || currency.is_none())
    };
    let index = flows.iter().position(same).unwrap_or_else(|| {
        flows.push(Flow {
            from,
            to,
            bucket,
            currency,
            low: Decimal::ZERO,
            high: Some(Decimal::ZERO),
            high_excluded: false,
            about: false,
            deals: Vec::new(),
            directed,
        });
        flows.len() - 1
    });
    let flow = &mut flows[index];
    flow.deals.push(id);
    if let (Some(figure), Some(currency)) = (figure, currency) {
        let interval = figure.interval();
        flow.currency = Some(currency);
        flow.low = flow.low.saturating_add(interval.low);
        flow.high = flow.high.zip(interval.high).map(|(a, z)| a.saturating_add(z));
        flow.high_excluded |= interval.high_excluded;
        flow.about |= figure.bound == crate::model::Bound::About;
    }
}

/// Companies by the number of their flows, then by size, then by id.
fn rank(flows: &[Flow]) -> Vec<CompanyId> {
    let mut all: Vec<(usize, Decimal, CompanyId)> = Vec::new();
    for flow in flows {
        for company in [flow.from, flow.to] {
            match all.iter_mut().find(|(_, _, c)| *c == company) {
                Some((count, size, _)) => {
                    *count += 1;
                    *size = size.saturating_add(flow.low);
                }
                None => all.push((1, flow.low, company)),
            }
        }
    }
    all.sort_by_key(|(count, size, c)| (std::cmp::Reverse(*count), std::cmp::Reverse(*size), *c));
    all.into_iter().map(|(_, _, c)| c).collect()
}

fn figure(b: &Builder<'_>, flow: &Flow) -> Figure {
    match flow.currency {
        None => b.amount(&Amount::Undisclosed),
        Some(currency) => {
            let unit = Unit::Money(currency);
            super::words::phrase(&b.locale.total(
                flow.low,
                flow.high,
                flow.high_excluded,
                flow.about,
                unit,
                crate::locale::Style::Short,
            ))
        }
    }
}

fn entry(b: &Builder<'_>, flow: &Flow) -> FlowEntry {
    let mark = Mark { bucket: flow.bucket.name(), label: b.t(&format!("bucket-{}", flow.bucket.name())) };
    let url = flow.deals.first().map_or_else(String::new, |d| b.deals[d.index()].url.clone());
    FlowEntry { mark, figure: figure(b, flow), url }
}

fn table(b: &Builder<'_>, flows: &[Flow], order: &[CompanyId]) -> FlowTable {
    let side = |pick: &dyn Fn(&Flow) -> CompanyId| -> Vec<CompanyId> {
        let used = |c: &&CompanyId| flows.iter().any(|f| f.directed && pick(f) == **c);
        order.iter().filter(used).copied().collect()
    };
    let payees = side(&|f| f.to);
    let refs = |ids: &[CompanyId]| -> Vec<Arc<CompanyRef>> { ids.iter().map(|c| b.company(*c)).collect() };
    let row = |payer: CompanyId| FlowRow {
        payer: b.company(payer),
        cells: payees
            .iter()
            .map(|payee| FlowCell {
                flows: flows
                    .iter()
                    .filter(|f| f.directed && f.from == payer && f.to == *payee)
                    .map(|f| entry(b, f))
                    .collect(),
            })
            .collect(),
    };
    FlowTable {
        caption: b.t("flows-caption"),
        rows: side(&|f| f.from).into_iter().map(row).collect(),
        payees: refs(&payees),
        undirected: flows
            .iter()
            .filter(|f| !f.directed)
            .map(|f| UndirectedFlow { between: refs(&[f.from, f.to]), entry: entry(b, f) })
            .collect(),
    }
}

fn drawing(b: &Builder<'_>, flows: &[Flow], hub: CompanyId, ranked: &[CompanyId]) -> Option<FlowDrawing> {
    let around: Vec<CompanyId> = ranked.iter().copied().filter(|c| *c != hub).take(DRAWN - 1).collect();
    let touches = |c: &CompanyId| flows.iter().any(|f| (f.from == hub && f.to == *c) || (f.to == hub && f.from == *c));
    let around: Vec<CompanyId> = around.into_iter().filter(touches).collect();
    if around.len() < 2 {
        return None;
    }
    let place = |c: CompanyId| -> Option<(f32, f32)> {
        if c == hub {
            return Some((WIDTH / 2.0, HEIGHT / 2.0));
        }
        let index = around.iter().position(|a| *a == c)?;
        let angle = TAU * (index as f32 / around.len() as f32) - TAU / 4.0 + 0.35;
        Some((WIDTH / 2.0 + angle.cos() * WIDTH * 0.33, HEIGHT / 2.0 + angle.sin() * HEIGHT * 0.4))
    };
    let mut seen: Vec<(CompanyId, CompanyId)> = Vec::new();
    let mut edges = Vec::new();
    for flow in flows.iter().filter(|f| f.from == hub || f.to == hub) {
        let (Some(from), Some(to)) = (place(flow.from), place(flow.to)) else { continue };
        let pair = (flow.from.min(flow.to), flow.from.max(flow.to));
        let nth = seen.iter().filter(|p| **p == pair).count();
        seen.push(pair);
        edges.push(edge(b, flow, (from, to), flow.from == hub, nth));
    }
    let nodes = std::iter::once(hub).chain(around.iter().copied());
    let nodes = nodes.filter_map(|c| place(c).map(|at| node(b, c, at, c == hub))).collect();
    let sentences: Vec<String> = flows.iter().map(|f| sentence(b, f)).collect();
    Some(FlowDrawing {
        width: WIDTH,
        height: HEIGHT,
        title: b.say("flows-title", &[("company", &b.companies[hub.index()].short)]),
        description: sentences.join(" "),
        edges,
        nodes,
    })
}

fn sentence(b: &Builder<'_>, flow: &Flow) -> String {
    let name = |c: CompanyId| b.companies[c.index()].short.clone();
    let id = if flow.directed { "flow-sentence" } else { "flow-sentence-undirected" };
    let status = b.t(&format!("bucket-{}", flow.bucket.name()));
    b.say(
        id,
        &[("from", &name(flow.from)), ("to", &name(flow.to)), ("value", &figure(b, flow).text), ("status", &status)],
    )
}

/// The hub is a disc with its name in it; the others are names, set outwards from where the arrows end.
fn node(b: &Builder<'_>, company: CompanyId, (x, y): (f32, f32), hub: bool) -> FlowNode {
    let (dx, dy) = (x - WIDTH / 2.0, y - HEIGHT / 2.0);
    let beside = dx.abs() > dy.abs() * 0.6;
    let (label_x, label_y, anchor) = match (hub, beside) {
        (true, _) => (x, y + 5.0, "middle"),
        (false, true) => (x + 6.0 * dx.signum(), y + 5.0, if dx > 0.0 { "start" } else { "end" }),
        (false, false) => (x, if dy > 0.0 { y + 17.0 } else { y - 7.0 }, "middle"),
    };
    FlowNode {
        label: b.companies[company.index()].short.clone(),
        url: b.companies[company.index()].url.clone(),
        x: round(x),
        y: round(y),
        radius: if hub { HUB_RADIUS } else { 0.0 },
        label_x: round(label_x),
        label_y: round(label_y),
        anchor,
    }
}

/// How far the `nth` flow between two companies bends: to one side and the other in turn, ever further.
fn bend(nth: usize) -> f32 {
    let side = if nth.is_multiple_of(2) { 1.0 } else { -1.0 };
    side * (16.0 + 30.0 * (nth / 2) as f32)
}

/// A curve between the hub and a company. The bend is counted outwards from the hub whichever way the
/// money goes, so that flows there and back lie side by side.
fn edge(b: &Builder<'_>, flow: &Flow, (from, to): ((f32, f32), (f32, f32)), out: bool, nth: usize) -> FlowEdge {
    let (inner, outer) = if out { (from, to) } else { (to, from) };
    let (dx, dy) = (outer.0 - inner.0, outer.1 - inner.1);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let bend = bend(nth);
    // Flows leave the disc apart from each other.
    let turn = bend / 90.0;
    let (sin, cos) = turn.sin_cos();
    let (vx, vy) = (ux * cos - uy * sin, ux * sin + uy * cos);
    let start = (inner.0 + vx * (HUB_RADIUS + 4.0), inner.1 + vy * (HUB_RADIUS + 4.0));
    let end = (outer.0 - ux * 8.0, outer.1 - uy * 8.0);
    let middle = ((start.0 + end.0) / 2.0, (start.1 + end.1) / 2.0);
    let control = (middle.0 - uy * bend, middle.1 + ux * bend);
    let at = (middle.0 / 2.0 + control.0 / 2.0, middle.1 / 2.0 + control.1 / 2.0);
    let off = (-uy * bend.signum() * 9.0, ux * bend.signum() * 9.0);
    let anchor = match off.0 {
        x if x > 4.0 => "start",
        x if x < -4.0 => "end",
        _ => "middle",
    };
    let (first, last) = if out { (start, end) } else { (end, start) };
    FlowEdge {
        path: format!(
            "M{} {}Q{} {} {} {}",
            round(first.0),
            round(first.1),
            round(control.0),
            round(control.1),
            round(last.0),
            round(last.1)
        ),
        style: flow.bucket.name(),
        width: width(flow),
        directed: flow.directed,
        label: label(b, flow),
        label_x: round(at.0 + off.0),
        label_y: round(at.1 + off.1 + 4.0),
        anchor,
    }
}

fn label(b: &Builder<'_>, flow: &Flow) -> String {
    if flow.currency.is_none() { String::new() } else { figure(b, flow).text }
}

/// From 1.5 to 7, by order of magnitude: a tenfold sum is two points wider.
fn width(flow: &Flow) -> f32 {
    let digits = flow.low.trunc().to_string().len() as f32;
    if flow.currency.is_none() { 1.5 } else { round((digits - 8.0).clamp(0.0, 4.0) * 1.4 + 1.5) }
}

fn round(x: f32) -> f32 {
    (x * 10.0).round() / 10.0
}
