//! The index of companies, a page at a time: a group stands once, its parts are indented under it and counted in it.

use std::cmp::Reverse;

use super::Builder;
use crate::ledger::{Direction, Scope, Statement, Total, group_deals};
use crate::locale::Style;
use crate::model::{Amount, CompanyId};
use crate::plan::{TABLE_ROWS, Target, page_count, page_rows};
use crate::render::view::{CompaniesView, CompanyRow, CompanySum, Words};

/// A page of the index: groups and companies by themselves with the most deals first.
pub(crate) fn index(b: &Builder<'_>, page: u32) -> CompaniesView {
    let briefing = b.briefing;
    let roots = briefing.companies().map(|(id, _)| id).filter(|id| briefing.group[id.index()] == *id);
    let mut roots: Vec<(usize, CompanyId)> = roots.map(|id| (group_deals(briefing, id).len(), id)).collect();
    roots.sort_by(|(n, x), (m, y)| Reverse(n).cmp(&Reverse(m)).then_with(|| by_name(b, *x, *y)));
    let mut rows = Vec::new();
    for (_, root) in page_rows(&roots, page, TABLE_ROWS) {
        add(b, *root, &mut rows);
    }
    CompaniesView {
        title: b.t("companies-title"),
        intro: b.t("companies-intro"),
        rows,
        pagination: b.pagination(page, page_count(roots.len(), TABLE_ROWS), Target::Companies),
    }
}

fn by_name(b: &Builder<'_>, x: CompanyId, y: CompanyId) -> std::cmp::Ordering {
    let name = |id: CompanyId| b.briefing.company(id).name_in(b.lang);
    b.locale.compare(name(x), name(y)).then(x.cmp(&y))
}

/// A company and what is part of it, and of that.
fn add(b: &Builder<'_>, root: CompanyId, rows: &mut Vec<CompanyRow>) {
    let mut left = vec![(root, 0)];
    while let Some((id, depth)) = left.pop() {
        rows.push(row(b, id, depth));
        let mut parts = b.briefing.subsidiaries[id.index()].clone();
        parts.sort_by(|x, y| by_name(b, *y, *x));
        left.extend(parts.into_iter().map(|part| (part, depth + 1)));
    }
}

fn row(b: &Builder<'_>, id: CompanyId, depth: usize) -> CompanyRow {
    let statement = b.books.ledger.statement(Scope::Company(id));
    let deals = group_deals(b.briefing, id);
    CompanyRow {
        company: b.company(id),
        depth: depth.min(2),
        kind: b.company_kind(b.briefing.company(id).kind),
        deals: deals.len(),
        pays: sums(b, &statement, Direction::Pays),
        receives: sums(b, &statement, Direction::Receives),
        last: deals.first().map(|d| b.summary(*d).date.clone()),
    }
}

/// What goes one way, the firmest first, the kind that stands for a company before others.
fn sums(b: &Builder<'_>, statement: &Statement<'_>, direction: Direction) -> Vec<CompanySum> {
    let mut totals: Vec<&Total<'_>> = statement.totals.iter().filter(|total| total.direction == direction).collect();
    totals.sort_by_key(|total| (total.bucket, !total.kind.leads));
    let sum = |total: &&Total<'_>| CompanySum {
        mark: super::totals::mark(b, total.bucket),
        figure: match total.added() {
            Some(_) => super::totals::figure(b, total, Style::Short),
            None => super::company::short(b, &Amount::Undisclosed),
        },
        kind: if total.kind.leads { Words::default() } else { b.defined(&total.kind.label, true) },
    };
    totals.iter().map(sum).collect()
}
