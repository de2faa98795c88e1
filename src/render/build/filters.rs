//! Rows of links that narrow a list of deals down: by status, kind, company, year.
//!
//! Where there are lists of two facets, a link keeps the facet of another row, and its number is that of the deals that have
//! both; what would be empty is no link. Where there are none, a link leads to the list of its own facet.

use super::Builder;
use crate::chars::uncapitalised;
use crate::model::DealId;
use crate::plan::{Facet, Target};
use crate::render::view::{FilterItem, FilterRow, Link, Words};

/// The heads of the rows, in the order of [`crate::plan::Facets::offered`].
const ROWS: [&str; 4] = ["status", "filter-kind", "filter-group", "filter-year"];

/// The rows over a list that is narrowed down by these facets; by two, those of the two, since there are no lists of three.
pub(super) fn rows(b: &Builder<'_>, here: &[Facet]) -> Vec<FilterRow> {
    let offered = b.plan.facets.offered();
    // What all deals have is nothing that a link could keep.
    let here: Vec<Facet> = here.iter().copied().filter(|facet| offered.iter().any(|row| row.contains(facet))).collect();
    let rows = ROWS.into_iter().zip(offered).filter(|(_, values)| !values.is_empty());
    let rows = rows.filter(|(_, values)| here.len() < 2 || here.iter().any(|facet| values.contains(facet)));
    rows.map(|(head, values)| row(b, head, &values, &here)).collect()
}

fn row(b: &Builder<'_>, head: &str, values: &[Facet], here: &[Facet]) -> FilterRow {
    let current = here.iter().copied().find(|facet| values.contains(facet));
    let other = here.iter().copied().find(|facet| Some(*facet) != current);
    let combine = b.plan.facets.combine();
    let kept = other.filter(|_| combine || current.is_some());
    let all = FilterItem {
        label: b.plain(b.t("filter-all")),
        url: b.path(kept.map_or(Target::Deals(1), Target::of_facet)),
        count: kept.map_or(b.briefing.chronology.len(), |facet| deals(b, facet).len()),
        current: current.is_none(),
        ..FilterItem::default()
    };
    let item = |facet: &Facet| {
        let (target, count) = match kept {
            None => (Target::of_facet(*facet), deals(b, *facet).len()),
            Some(other) => (Target::of_both(*facet, other), b.plan.facets.of_both(*facet, other).len()),
        };
        FilterItem {
            name: facet.name(b.briefing),
            label: label(b, *facet),
            url: if count > 0 { b.path(target) } else { String::new() },
            count,
            current: current == Some(*facet),
        }
    };
    let companies = matches!(values.first(), Some(Facet::Company(_)));
    FilterRow {
        label: b.t(head),
        items: std::iter::once(all).chain(values.iter().map(item)).collect(),
        more: companies.then(|| Link { label: b.t("all-companies"), url: b.path(Target::Companies(1)) }),
    }
}

fn deals<'p>(b: &'p Builder<'_>, facet: Facet) -> &'p [DealId] {
    b.plan.facets.of(facet)
}

/// What a facet is called.
fn label(b: &Builder<'_>, facet: Facet) -> Words {
    match facet {
        Facet::Status(status) => b.plain(b.t(&format!("status-{}", status.name()))),
        Facet::Kind(kind) => b.defined(&kind.label, true),
        Facet::Company(id) => b.plain(b.briefing.company(id).short_in(b.lang)),
        Facet::Year(year) => b.plain(year.to_string()),
    }
}

/// The title of the list of deals that have these facets: "Signed deals, purchases".
pub(crate) fn title(b: &Builder<'_>, facets: &[Facet]) -> String {
    let one = |facet: &Facet| match facet {
        Facet::Status(status) => b.say("status-title", &[("status", status.name())]),
        Facet::Year(year) if facets.len() == 1 => b.say("archive-year-title", &[("year", &year.to_string())]),
        Facet::Kind(_) | Facet::Company(_) | Facet::Year(_) => label(b, *facet).text,
    };
    let mut parts = facets.iter().map(one);
    let first = parts.next().unwrap_or_default();
    parts.zip(&facets[1..]).fold(first, |title, (part, facet)| {
        let part = if facet.kind().is_some() { uncapitalised(&part) } else { part };
        title + &b.t("list-comma") + &part
    })
}
