//! What can be downloaded: the data package with tables of the whole site, totals and sources; a table per company, each
//! deal as data, and how the site is cited.

use super::{Extra, File};
use crate::model::{Briefing, CompanyId, DealId};
use crate::plan::{Plan, Table};
use crate::render::build::Builder;
use crate::render::{csv, export, package};
use crate::span::Span;

const DOWNLOAD: &str = "a download";

/// What the data package holds beside its descriptor: all of it is made with it, which has the hash of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Data {
    /// A table of the whole site.
    Table(Table),
    /// The totals.
    Totals,
    /// All sources, as CSL-JSON.
    Csl,
    /// All sources, as BibTeX.
    BibTex,
}

impl Data {
    /// All of them.
    pub(crate) fn all() -> impl Iterator<Item = Data> {
        Table::ALL.into_iter().map(Data::Table).chain([Data::Totals, Data::Csl, Data::BibTex])
    }

    /// Its name below `data/`.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Data::Table(table) => table.file_name(),
            Data::Totals => "totals.json",
            Data::Csl => "sources.csl.json",
            Data::BibTex => "sources.bib",
        }
    }

    /// The message that says what it is.
    pub(crate) fn about(self) -> &'static str {
        match self {
            Data::Table(table) => match table {
                Table::Deals => "table-deals",
                Table::Claims => "table-claims",
                Table::Companies => "table-companies",
                Table::Sources => "table-sources",
                Table::Legs => "table-legs",
                Table::Tranches => "table-tranches",
                Table::Changes => "table-changes",
                Table::Ids => "table-ids",
            },
            Data::Totals => "table-totals",
            Data::Csl => "sources-csl",
            Data::BibTex => "sources-bibtex",
        }
    }

    /// Its media type, without parameters.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Data::Table(_) => "text/csv",
            Data::Totals => "application/json",
            Data::Csl => "application/vnd.citationstyles.csl+json",
            Data::BibTex => "application/x-bibtex",
        }
    }

    fn bytes(self, b: &Builder<'_>) -> Vec<u8> {
        match self {
            Data::Table(table) => csv::table(&b.books.ledger, b.plan, table),
            Data::Totals => export::totals_json(&b.books.ledger, &b.books.loops),
            Data::Csl => package::csl_json(b.briefing),
            Data::BibTex => package::bibtex(b.briefing),
        }
    }
}

/// `/data/datapackage.json`, which describes all that lies beside it.
pub(crate) struct DataPackage;

impl DataPackage {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.push(Extra::DataPackage);
    }
}

impl File for DataPackage {
    fn path(&self, _: &Briefing) -> String {
        "data/datapackage.json".to_owned()
    }

    fn name(&self) -> &'static str {
        DOWNLOAD
    }

    fn paths(&self, briefing: &Briefing) -> Vec<String> {
        let beside = Data::all().map(|data| OfSite { data }.path(briefing));
        std::iter::once(self.path(briefing)).chain(beside).collect()
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        let b = &builders[0];
        let made: Vec<(Data, Vec<u8>)> = Data::all().map(|data| (data, data.bytes(b))).collect();
        let contents: Vec<package::Content<'_>> = made.iter().map(|(data, bytes)| content(*data, bytes)).collect();
        let descriptor = package::descriptor(b, &contents);
        std::iter::once(descriptor).chain(made.into_iter().map(|(_, bytes)| bytes)).collect()
    }
}

fn content(data: Data, bytes: &[u8]) -> package::Content<'_> {
    let table = match data {
        Data::Table(table) => Some(table),
        Data::Totals | Data::Csl | Data::BibTex => None,
    };
    package::Content { file: data.file_name(), about: data.about(), table, media_type: data.media_type(), bytes }
}

/// A file of the data package.
pub(crate) struct OfSite {
    pub(crate) data: Data,
}

impl OfSite {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.extend(Data::all().map(Extra::Data));
    }
}

impl File for OfSite {
    fn path(&self, _: &Briefing) -> String {
        format!("data/{}", self.data.file_name())
    }

    fn name(&self) -> &'static str {
        DOWNLOAD
    }

    fn leader(&self) -> Option<Extra> {
        Some(Extra::DataPackage)
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![self.data.bytes(&builders[0])]
    }
}

/// `/CITATION.cff`
pub(crate) struct Citation;

impl Citation {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.push(Extra::Citation);
    }
}

impl File for Citation {
    fn path(&self, _: &Briefing) -> String {
        "CITATION.cff".to_owned()
    }

    fn name(&self) -> &'static str {
        DOWNLOAD
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![package::citation(&builders[0])]
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
