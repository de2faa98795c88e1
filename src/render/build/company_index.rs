//! The index of companies, by kind, a page at a time.

use super::Builder;
use crate::ledger::{Direction, Scope, group_deals};
use crate::locale::Style;
use crate::model::{Bucket, CompanyId};
use crate::plan::{TABLE_ROWS, page_rows};
use crate::render::view::{CompaniesView, CompanyGroup, CompanyRow};
use crate::vocabulary::CompanyKind;

/// A page of the index, by kind.
pub(crate) fn index(b: &Builder<'_>, page: u32) -> CompaniesView {
    let mut all: Vec<CompanyId> = b.briefing.companies().map(|(id, _)| id).collect();
    all.sort_by(|x, y| {
        let (cx, cy) = (b.briefing.company(*x), b.briefing.company(*y));
        cx.kind.cmp(&cy.kind).then_with(|| b.locale.compare(&cx.name, &cy.name)).then(x.cmp(y))
    });
    let rows = page_rows(&all, page, TABLE_ROWS);
    let group = |kind: &CompanyKind| {
        let rows: Vec<CompanyRow> =
            rows.iter().filter(|c| b.briefing.company(**c).kind == Some(*kind)).map(|c| index_row(b, *c)).collect();
        (!rows.is_empty()).then(|| CompanyGroup {
            id: kind.name().to_owned(),
            label: b.defined(&kind.label, true),
            rows,
        })
    };
    CompaniesView {
        title: b.t("companies-title"),
        intro: b.t("companies-intro"),
        groups: b.briefing.site.vocabulary.company_kinds.iter().filter_map(group).collect(),
    }
}

fn index_row(b: &Builder<'_>, id: CompanyId) -> CompanyRow {
    let statement = b.books.ledger.statement(Scope::Company(id));
    let committed = |direction: Direction| {
        let total = statement.leading(direction, Bucket::Committed)?;
        Some(super::totals::figure(b, total, Style::Short))
    };
    let deals = group_deals(b.briefing, id);
    CompanyRow {
        company: b.company(id),
        parent: b.briefing.company(id).part_of.map(|(p, _)| b.company(p)),
        deals: deals.len(),
        pays: committed(Direction::Pays),
        receives: committed(Direction::Receives),
        last: deals.first().map(|d| b.summary(*d).date.clone()),
    }
}
