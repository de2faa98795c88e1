//! The index of companies, a page at a time: a group stands once, its parts are indented under it and counted in it.

use std::collections::HashMap;

use super::Builder;
use crate::ledger::{Direction, Scope, Statement, Total, group_deals};
use crate::locale::Style;
use crate::model::{Amount, CompanyId};
use crate::plan::{CompanyOrder, TABLE_ROWS, Target, page_count, page_rows};
use crate::render::view::{CompaniesView, CompanyRow, CompanySum, TableHead, Words};

/// The columns of the index, each with the order that it stands for; that of deals is the usual one.
const COLUMNS: [(&str, &str, Option<CompanyOrder>); 5] = [
    ("company", "company", Some(CompanyOrder::Name)),
    ("count", "deals", None),
    ("pays", "pays-head", Some(CompanyOrder::Pays)),
    ("receives", "receives-head", Some(CompanyOrder::Receives)),
    ("date", "last-movement", Some(CompanyOrder::Date)),
];

/// A page of the index: groups and companies by themselves, those with the most deals first or in another order.
pub(crate) fn index(b: &Builder<'_>, order: Option<CompanyOrder>, page: u32) -> CompaniesView {
    let roots = b.companies_in_order(order);
    let pages = page_count(roots.len(), TABLE_ROWS);
    let places = if pages == 1 { places(b, roots.len()) } else { HashMap::new() };
    let mut rows = Vec::new();
    for root in page_rows(roots, page, TABLE_ROWS) {
        let first = rows.len();
        add(b, *root, &mut rows);
        if let Some(row) = rows.get_mut(first) {
            row.places = places.get(root).cloned().unwrap_or_default();
        }
    }
    let title = order.map_or_else(|| b.t("companies-title"), |order| b.t(&format!("companies-by-{}", order.name())));
    let sorted = b.say("companies-order", &[("order", order.map_or("deals", CompanyOrder::name))]);
    CompaniesView {
        title,
        intro: format!("{} {sorted}", b.t("companies-intro")),
        heads: COLUMNS.map(|column| head(b, column, order, pages == 1)).into(),
        rows,
        whole: pages == 1,
        pagination: b.pagination(page, pages, Target::Companies),
    }
}

/// The head of a column, which leads to the page in its order if there is one.
fn head(
    b: &Builder<'_>,
    (id, label, of): (&'static str, &str, Option<CompanyOrder>),
    order: Option<CompanyOrder>,
    small: bool,
) -> TableHead {
    let here = of == order;
    let leads = small && !here;
    TableHead {
        id,
        label: b.t(label),
        url: if leads { b.path(of.map_or(Target::Companies(1), Target::CompaniesBy)) } else { String::new() },
        sorted: match (here, of) {
            (false, _) => "",
            (true, Some(CompanyOrder::Name)) => "ascending",
            (true, None | Some(CompanyOrder::Pays | CompanyOrder::Receives | CompanyOrder::Date)) => "descending",
        },
    }
}

/// The place of each company in the order of each column: `3 0 1 4 2`.
fn places(b: &Builder<'_>, companies: usize) -> HashMap<CompanyId, String> {
    let mut all: HashMap<CompanyId, Vec<String>> = HashMap::with_capacity(companies);
    for (_, _, order) in COLUMNS {
        for (place, id) in b.companies_in_order(order).iter().enumerate() {
            all.entry(*id).or_default().push(place.to_string());
        }
    }
    all.into_iter().map(|(id, places)| (id, places.join(" "))).collect()
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
        places: String::new(),
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
