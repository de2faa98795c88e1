//! The table of a company's deals: a year each, a row per leg; and the page of one year.

use std::sync::Arc;

use super::Builder;
use super::words::per_year;
use crate::ledger::is_in;
use crate::model::{BuiltinField, CompanyId, DealId, Fact, Leg, Party, Rank};
use crate::plan::{TABLE_ROWS, Target, page_count, page_rows};
use crate::render::parts::Print;
use crate::render::view::{CompanyRef, DealRow, DealYear, FeedView, Link};

/// Rows of a company's table of deals while it has too many for one page: the newest.
const NEWEST: usize = 30;

/// The table of deals, a year each; beyond a page's rows only the newest, and years lead to the rest.
pub(super) fn deal_years(b: &Builder<'_>, id: CompanyId, deals: &[DealId]) -> Vec<DealYear> {
    if let Some(years) = b.plan.company_years.get(&id) {
        let mut left = NEWEST;
        return years
            .iter()
            .map(|(year, deals)| {
                let shown = deals.len().min(left);
                left -= shown;
                let rest = (shown < deals.len()).then(|| Link {
                    label: b.count("rest-deals", deals.len() - shown),
                    url: b.path(Target::CompanyYear(id, *year, 1)),
                });
                deal_year(b, id, *year, deals, shown, rest)
            })
            .collect();
    }
    let mut years: Vec<(i16, Vec<DealId>)> = Vec::new();
    for deal in deals {
        let year = b.briefing.deal(*deal).last_day().map_or(0, |d| d.year());
        match years.last_mut().filter(|(y, _)| *y == year) {
            Some((_, list)) => list.push(*deal),
            None => years.push((year, vec![*deal])),
        }
    }
    years.iter().map(|(year, deals)| deal_year(b, id, *year, deals, deals.len(), None)).collect()
}

fn deal_year(
    b: &Builder<'_>,
    id: CompanyId,
    year: i16,
    deals: &[DealId],
    shown: usize,
    rest: Option<Link>,
) -> DealYear {
    DealYear {
        id: year.to_string(),
        label: if year == 0 { b.t("undated") } else { year.to_string() },
        count: b.count("deals-count", deals.len()),
        rows: deals.iter().take(shown).flat_map(|d| rows(b, id, *d)).collect(),
        rest,
    }
}

/// The legs of a deal that the company has a part in.
fn rows<'r>(b: &'r Builder<'_>, id: CompanyId, deal: DealId) -> impl Iterator<Item = DealRow> + 'r {
    let legs = b.briefing.deal(deal).legs.iter();
    legs.filter_map(move |leg| row(b, id, deal, leg))
}

/// The fact that says what a leg is about.
pub(crate) fn what_fact(leg: &Leg) -> Option<&Fact> {
    leg.builtin(BuiltinField::Hardware).or_else(|| leg.measure())
}

fn row(b: &Builder<'_>, id: CompanyId, deal_id: DealId, leg: &Leg) -> Option<DealRow> {
    let role = super::company::own_roles(b, leg, id).next()?;
    let deal = b.briefing.deal(deal_id);
    let (counterparties, together) = beside(b, id, leg);
    let amount = |field: BuiltinField| leg.builtin(field).and_then(Fact::amount);
    let cited: Vec<_> = leg
        .facts
        .iter()
        .chain(std::iter::once(&deal.status))
        .flat_map(|f| &f.claims)
        .filter(|c| c.rank != Rank::Deprecated)
        .flat_map(|c| c.sources.iter().copied())
        .collect();
    let summary = b.deal_summary(deal_id);
    Some(DealRow {
        counterparties,
        together,
        role: b.role(role, b.briefing.company(id).gender),
        what: what_fact(leg)
            .and_then(Fact::best)
            .map(|c| b.value(c))
            .unwrap_or_else(|| b.defined(&leg.kind.label, false))
            .markup(),
        value: amount(BuiltinField::Value).map(|a| super::company::short(b, a).markup()).unwrap_or_default(),
        per_year: per_year(leg).map(|f| b.short_figure(&f).markup()).unwrap_or_default(),
        term: amount(BuiltinField::Term).map(|a| b.amount(a).markup()).unwrap_or_default(),
        mark: summary.mark.markup(),
        as_of: summary.date.markup(),
        title: summary.title.markup(),
        url: summary.url.clone(),
        sources: b.briefing.origins.voices(&cited),
    })
}

/// Who acts in a leg beside a company: whom it is with, and in words those who are on its own side.
fn beside(b: &Builder<'_>, id: CompanyId, leg: &Leg) -> (Vec<Arc<CompanyRef>>, Option<String>) {
    let inside = |party: &Party<'_>| matches!(party, Party::Company(c) if is_in(b.briefing, *c, id));
    let (givers, takers): (Vec<Party<'_>>, Vec<Party<'_>>) = (leg.givers().collect(), leg.takers().collect());
    let partners = takers.is_empty();
    let (own, others) =
        if takers.iter().any(inside) && !givers.iter().any(inside) { (takers, givers) } else { (givers, takers) };
    let name = |party: Party<'_>| super::summary::party(b, party);
    let outside = |all: Vec<Party<'_>>| -> Vec<Arc<CompanyRef>> {
        let mut others: Vec<_> = all.into_iter().filter(|party| !inside(party)).map(name).collect();
        others.dedup();
        others
    };
    // Of partners nobody is on another side; who has a role beside the parties deals with all of them.
    if partners || !own.iter().any(inside) {
        return (outside(own.into_iter().chain(others).collect()), None);
    }
    let mates: Vec<String> = outside(own).iter().map(|mate| mate.short.clone()).collect();
    let together = (!mates.is_empty()).then(|| b.say("together-with", &[("list", &b.locale.list(&mates))]));
    (outside(others), together)
}

/// A year of a company with many deals.
pub(crate) fn year(b: &Builder<'_>, id: CompanyId, year: i16, page: u32, root: &str) -> FeedView {
    let deals: &[DealId] = b
        .plan
        .company_years
        .get(&id)
        .and_then(|years| years.iter().find(|(y, _)| *y == year))
        .map_or(&[], |(_, d)| d.as_slice());
    let title = b.say("company-year", &[("company", &b.company_ref(id).name), ("year", &year.to_string())]);
    let mut view =
        super::lists::list(b, title, page_rows(deals, page, TABLE_ROWS), 1, Target::Company(id), root, |n| {
            Target::CompanyYear(id, year, n)
        });
    view.intro = b.count("deals-count", deals.len());
    view.filters.clear();
    view.pagination = b.pagination(page, page_count(deals.len(), TABLE_ROWS), |n| Target::CompanyYear(id, year, n));
    view
}
