//! What can be downloaded: tables of the whole site, totals, a table per company, and each deal as data.

use super::{Extra, File};
use crate::model::{Briefing, CompanyId, DealId};
use crate::plan::{Plan, Table};
use crate::render::build::Builder;
use crate::render::{csv, export};
use crate::span::Span;

const DOWNLOAD: &str = "a download";

/// `/data/totals.json`
pub(crate) struct Totals;

impl Totals {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.push(Extra::Totals);
    }
}

impl File for Totals {
    fn path(&self, _: &Briefing) -> String {
        "data/totals.json".to_owned()
    }

    fn name(&self) -> &'static str {
        DOWNLOAD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![export::totals_json(&builders[0].books.ledger, &builders[0].books.loops)]
    }
}

/// A table of the whole site.
pub(crate) struct OfSite {
    pub(crate) table: Table,
}

impl OfSite {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(Table::ALL.map(Extra::Table));
    }
}

impl File for OfSite {
    fn path(&self, _: &Briefing) -> String {
        format!("data/{}", self.table.file_name())
    }

    fn name(&self) -> &'static str {
        DOWNLOAD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![csv::table(builders[0].briefing, builders[0].plan, self.table)]
    }
}

/// The deals of a company.
pub(crate) struct OfCompany {
    pub(crate) id: CompanyId,
}

impl OfCompany {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(briefing.companies().map(|(id, _)| Extra::CompanyCsv(id)));
    }
}

impl File for OfCompany {
    fn path(&self, briefing: &Briefing) -> String {
        format!("companies/{}/deals.csv", briefing.company(self.id).id)
    }

    fn origin(&self, briefing: &Briefing) -> Span {
        briefing.company(self.id).sheet.head()
    }

    fn name(&self) -> &'static str {
        DOWNLOAD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![csv::company(builders[0].briefing, builders[0].plan, self.id)]
    }
}

/// A deal as JSON.
pub(crate) struct Json {
    pub(crate) id: DealId,
}

impl Json {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(briefing.deals().map(|(id, _)| Extra::DealJson(id)));
    }
}

impl File for Json {
    fn path(&self, briefing: &Briefing) -> String {
        format!("deals/{}/deal.json", briefing.deal(self.id).id)
    }

    fn origin(&self, briefing: &Briefing) -> Span {
        Span::start_of(briefing.deal(self.id).file)
    }

    fn name(&self) -> &'static str {
        DOWNLOAD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![export::deal_json(builders[0].briefing, builders[0].plan, self.id)]
    }
}
