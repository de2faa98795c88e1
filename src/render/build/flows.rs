//! Who pays whom: a payer × payee table, and a drawing where the companies are few enough to draw.
//!
//! Flows are rolled up into groups first, so that AWS and Amazon are one; flows inside a group are
//! dropped. The drawing itself is in `drawing`.

mod drawing;

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Builder;
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, Currency, DealId, Fact, Kind, Leg, Role, Unit};
use crate::render::view::{CompanyRef, Figure, FlowCell, FlowEntry, FlowRow, FlowTable, Flows, Mark, UndirectedFlow};
use crate::resolve::ledger;

/// Companies on either side of the table.
const TABLE: usize = 10;

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
    /// The figure, while there is but one: it keeps its own words ("tens of billions").
    only: Option<crate::model::Figure>,
    deals: Vec<DealId>,
    directed: bool,
}

impl Flow {
    /// Whether it is between these two, whichever way.
    fn joins(&self, one: CompanyId, other: CompanyId) -> bool {
        (self.from, self.to) == (one, other) || (self.from, self.to) == (other, one)
    }
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
    Some(Flows { drawing: drawing::make(b, &flows, hub, &ranked), table: table(b, &flows, &keep) })
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
            only: None,
            deals: Vec::new(),
            directed,
        });
        flows.len() - 1
    });
    let flow = &mut flows[index];
    flow.deals.push(id);
    if let (Some(figure), Some(currency)) = (figure, currency) {
        let interval = figure.interval();
        let first = flow.high == Some(Decimal::ZERO) && flow.low == Decimal::ZERO && flow.only.is_none();
        flow.currency = Some(currency);
        flow.low = flow.low.saturating_add(interval.low);
        flow.high = flow.high.zip(interval.high).map(|(a, z)| a.saturating_add(z));
        flow.high_excluded |= interval.high_excluded;
        flow.about |= figure.bound == crate::model::Bound::About;
        flow.only = if first { Some(figure.clone()) } else { None };
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
    if let Some(only) = &flow.only {
        return b.short_figure(only);
    }
    match flow.currency {
        None => super::company::short(b, &Amount::Undisclosed),
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
