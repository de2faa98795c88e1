//! The table of a company's deals: a year each, a row per leg.

use std::sync::Arc;

use super::Builder;
use super::table::Named;
use crate::ledger::is_in;
use crate::model::{BuiltinField, CompanyId, DealId, Fact, Leg, Party};
use crate::plan::Target;
use crate::render::parts::Print;
use crate::render::view::{CompanyRef, DealRow, DealYear, LegRow, Link, Markup};

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
        let year = b.briefing.deal(*deal).last_day(b.briefing.day).map_or(0, |d| d.year());
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
fn rows(b: &Builder<'_>, id: CompanyId, deal_id: DealId) -> Vec<DealRow> {
    let is_own = |leg: &Leg| super::company::own_roles(b, leg, id).next().is_some();
    let places = super::table::in_order(b, deal_id, is_own);
    let legs = super::table::legs(b, deal_id, Named::Not, is_own);
    let summary = b.summary(deal_id);
    let row = |((place, _), row): ((usize, usize), LegRow)| {
        let leg = &b.briefing.deal(deal_id).legs[place];
        let role = super::company::own_roles(b, leg, id).next()?;
        let (counterparties, together) = beside(b, id, leg);
        Some(DealRow {
            counterparties,
            together,
            role: b.role(role, b.briefing.company(id).gender),
            url: summary.url.clone(),
            date: if row.depth == 0 { summary.date.markup() } else { Markup::default() },
            leg: row,
        })
    };
    places.into_iter().zip(legs).filter_map(row).collect()
}

/// The fact that says what a leg is about.
pub(crate) fn what_fact(leg: &Leg) -> Option<&Fact> {
    leg.builtin(BuiltinField::Hardware).or_else(|| leg.measure())
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
