//! Who pays whom: a payer × payee table, and a drawing where the companies are few enough to draw.
//!
//! Flows are rolled up into groups first, so that AWS and Amazon are one; flows inside a group are
//! dropped. The drawing itself is in `drawing`.

mod drawing;

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::Builder;
use crate::locale::Style;
use crate::model::{Amount, Bucket, CompanyId, DealId};
use crate::quantity::Quantity;
use crate::render::view::{CompanyRef, Figure, FlowCell, FlowEntry, FlowRow, FlowTable, Flows, UndirectedFlow};
use crate::vocabulary::Kind;

/// Payers, and payees, in the table.
const TABLE: usize = 10;

/// All money of one kind and one firmness from one group to another.
struct Flow {
    from: CompanyId,
    to: CompanyId,
    bucket: Bucket,
    sum: Option<Quantity>,
    /// The figure, while there is but one: it keeps its own words ("tens of billions").
    only: Option<Quantity>,
    figures: usize,
    deals: Vec<DealId>,
    directed: bool,
}

impl Flow {
    /// At least so much money.
    fn low(&self) -> Decimal {
        self.sum.map_or(Decimal::ZERO, |sum| sum.low)
    }

    /// Whether it is between these two, whichever way.
    fn joins(&self, one: CompanyId, other: CompanyId) -> bool {
        (self.from, self.to) == (one, other) || (self.from, self.to) == (other, one)
    }
}

/// Flows are kept apart by direction, firmness, kind and currency; what has no figure goes with what has.
type Key = (CompanyId, CompanyId, Bucket, Kind);

/// Flows between the groups of the whole site.
pub(super) fn of_site(b: &Builder<'_>) -> Option<Flows> {
    let deals: Vec<DealId> = b.briefing.chronology.to_vec();
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
    let all = flows.len();
    keep_largest(&mut flows);
    let hub = centre.or(ranked.first().copied())?;
    let left_out = all - flows.len();
    Some(Flows { drawing: drawing::make(b, &flows, hub, &ranked), table: table(b, &flows, &ranked, left_out) })
}

/// Those between as many companies as the table has rows and columns, the largest first.
fn keep_largest(flows: &mut Vec<Flow>) {
    let mut by_size: Vec<&Flow> = flows.iter().collect();
    by_size.sort_by_key(|flow| std::cmp::Reverse(flow.low()));
    let (mut payers, mut payees): (Vec<CompanyId>, Vec<CompanyId>) = (Vec::new(), Vec::new());
    for flow in by_size {
        let room = |side: &[CompanyId], company| side.contains(&company) || side.len() < TABLE;
        if room(&payers, flow.from) && room(&payees, flow.to) {
            payers.extend((!payers.contains(&flow.from)).then_some(flow.from));
            payees.extend((!payees.contains(&flow.to)).then_some(flow.to));
        }
    }
    flows.retain(|flow| payers.contains(&flow.from) && payees.contains(&flow.to));
}

fn collect(b: &Builder<'_>, deals: &[DealId]) -> Vec<Flow> {
    let mut flows: Vec<Flow> = Vec::new();
    let mut known: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for &id in deals {
        for (index, leg) in b.briefing.deal(id).legs.iter().enumerate().filter(|(_, l)| l.kind.sum || l.kind.unstated) {
            for ((from, to), run) in b.books.ledger.runs((id, index)) {
                let money = run.figure.filter(|f| f.unit.currency().is_some());
                let same = known.entry((from, to, run.bucket, leg.kind)).or_default();
                let fits = |i: &&usize| money.is_none_or(|f| flows[**i].sum.is_none_or(|own| own.unit == f.unit));
                let index = same.iter().find(fits).copied().unwrap_or(flows.len());
                if index == flows.len() {
                    same.push(index);
                    let (directed, bucket) = (!leg.kind.unstated, run.bucket);
                    let (sum, only, figures, deals) = (None, None, 0, Vec::new());
                    flows.push(Flow { from, to, bucket, sum, only, figures, deals, directed });
                }
                add(&mut flows[index], id, money, run.stated.copied());
            }
        }
    }
    flows
}

fn add(flow: &mut Flow, id: DealId, money: Option<Quantity>, stated: Option<Quantity>) {
    flow.deals.push(id);
    if let Some(figure) = money {
        flow.sum = Quantity::sum(flow.sum.into_iter().chain([figure]));
        flow.figures += 1;
        flow.only = stated.filter(|_| flow.figures == 1);
    }
}

/// Companies by the number of their flows, then by size, then by id.
fn rank(flows: &[Flow]) -> Vec<CompanyId> {
    let mut sizes: BTreeMap<CompanyId, (usize, Decimal)> = BTreeMap::new();
    for flow in flows {
        for company in [flow.from, flow.to] {
            let (count, size) = sizes.entry(company).or_default();
            *count += 1;
            *size = size.saturating_add(flow.low());
        }
    }
    let mut all: Vec<(CompanyId, (usize, Decimal))> = sizes.into_iter().collect();
    all.sort_by_key(|(c, size)| (std::cmp::Reverse(*size), *c));
    all.into_iter().map(|(c, _)| c).collect()
}

fn figure(b: &Builder<'_>, flow: &Flow) -> Figure {
    match (flow.only, &flow.sum) {
        (Some(only), _) => b.short_figure(&only),
        (None, None) => super::company::short(b, &Amount::Undisclosed),
        (None, Some(sum)) => super::totals::sum(b, sum, Style::Short),
    }
}

fn entry(b: &Builder<'_>, flow: &Flow) -> FlowEntry {
    let mark = super::totals::mark(b, flow.bucket);
    let url = flow.deals.first().map_or_else(String::new, |d| b.summary(*d).url.clone());
    FlowEntry { mark, figure: figure(b, flow), url }
}

fn table(b: &Builder<'_>, flows: &[Flow], order: &[CompanyId], left_out: usize) -> FlowTable {
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
        rest: (left_out > 0).then(|| b.count("flows-more", left_out)),
    }
}

/// One decimal: enough for a drawing, and the same bytes everywhere.
pub(super) fn tenths(x: f32) -> f32 {
    (x * 10.0).round() / 10.0
}
