//! `companies.csv`: a row per company, by id.

use super::cell::{list, maybe, show, words};
use super::{Field, address, field};
use crate::ledger;
use crate::model::{Briefing, Company, CompanyId};
use crate::plan::{Plan, Target};
use crate::vocabulary::CompanyKind;

/// A company.
pub(super) struct Row<'a> {
    briefing: &'a Briefing,
    id: CompanyId,
    company: &'a Company,
    url: String,
}

impl<'a> Row<'a> {
    /// All names but the two that have a column.
    fn others(&self) -> impl Iterator<Item = &'a str> {
        let told = [words(&self.company.name), words(&self.company.short)];
        self.company.names().filter(move |name| !told.contains(name))
    }

    fn identifier(&self, scheme: &str) -> Option<&'a str> {
        self.company.ids.iter().find(|(name, _)| name == scheme).map(|(_, id)| id.as_str())
    }
}

/// All companies.
pub(super) fn rows<'a>(briefing: &'a Briefing, plan: &'a Plan) -> impl Iterator<Item = Row<'a>> {
    let row = move |(id, company)| Row { briefing, id, company, url: address(briefing, plan, Target::Company(id)) };
    briefing.companies().map(row)
}

/// The columns.
pub(super) fn columns<'a>() -> [Field<Row<'a>>; 13] {
    let field = field::<Row<'a>>;
    [
        field("company", |r, c| c.push_str(&r.company.id)),
        field("name", |r, c| c.push_str(words(&r.company.name))),
        field("short", |r, c| c.push_str(words(&r.company.short))),
        field("legal_name", |r, c| maybe(c, r.company.legal_name.as_deref())),
        field("aliases", |r, c| list(c, r.others())),
        field("kind", |r, c| c.push_str(r.company.kind.map_or("", CompanyKind::name))),
        field("part_of", |r, c| {
            maybe(c, r.company.part_of.map(|(id, _)| r.briefing.company(id).id.as_str()));
        }),
        field("group", |r, c| {
            c.push_str(&r.briefing.company(r.briefing.group[r.id.index()]).id);
        }),
        field("ticker", |r, c| maybe(c, r.company.ticker.as_deref())),
        field("wikidata", |r, c| maybe(c, r.identifier("wikidata"))),
        field("lei", |r, c| {
            maybe(c, r.identifier("lei"));
        }),
        field("deals", |r, c| {
            show(c, ledger::group_deals(r.briefing, r.id).len());
        })
        .integer(),
        field("url", |r, c| c.push_str(&r.url)),
    ]
}
