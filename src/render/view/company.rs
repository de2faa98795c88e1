//! The page of a company (the tear sheet), and the index of companies.

use std::sync::Arc;

use super::chart::{BarChart, ShareBar};
use super::commitments::ChartView;
use super::describe::view;
use super::evidence::{Evidence, FactRow, SourceUse};
use super::summary::CompanyRef;
use super::table::{LegRow, SumRow, TableHead};
use super::text::{Body, DateText, Download, Figure, Link, Mark, Markup, Pagination, Words};
use super::totals::{BucketTotal, CapacityView, LeftOutView, LoopView, YearlyView};

view! {
    /// `company`: what a company pays, receives, owns, and what is not known.
    pub struct CompanyView {
        /// Its id.
        pub id: String,
        /// What readers call it.
        pub name: String,
        /// As registered; absent if it is the same.
        pub legal_name: Option<String>,
        /// `Laboratoire`.
        pub kind: Words,
        /// The company that it is rolled up into.
        pub parent: Option<Arc<CompanyRef>>,
        /// The companies that are rolled up into it.
        pub subsidiaries: Vec<Arc<CompanyRef>>,
        /// What it does in how many deals: "cliente dans 7 accords".
        pub roles: Vec<String>,
        /// Ticker, seat, people, identifiers and declared fields.
        pub facts: Vec<FactRow>,
        /// Identifiers elsewhere.
        pub ids: Vec<Identifier>,
        /// What it pays, or receives if it pays nothing: by bucket, of one kind and direction.
        pub buckets: Vec<BucketTotal>,
        /// What else it pays and receives: a row a kind and direction, never added to another.
        pub also: Vec<SumRow>,
        /// To whom money goes.
        pub pays: Option<BarChart>,
        /// From whom money comes.
        pub receives: Option<BarChart>,
        /// The plans that it would pay for, and how much of each is itemised.
        pub plans: Vec<ShareBar>,
        /// Its text.
        pub body: Option<Body>,
        /// Its deals, a year each.
        pub deals: Vec<DealYear>,
        /// Unit and reservations of the table of deals.
        pub deals_caption: String,
        /// All its deals as CSV.
        pub csv: Option<Download>,
        /// Loops through it.
        pub loops: Vec<LoopView>,
        /// What was added to no total, and why.
        pub left_out: Vec<LeftOutView>,
        /// What it pays per year, if the spending is even.
        pub yearly: Option<YearlyView>,
        /// Capacity of chips, of sites, of power: never added to each other.
        pub capacity: Option<CapacityView>,
        /// What is delivered in units of its own, a row each.
        pub quantities: Option<CapacityView>,
        /// Stakes and options: owned, optioned, in talks.
        pub equity: Option<EquityTable>,
        /// What it is said to be worth.
        pub valuations: Vec<Valuation>,
        /// Declared fields that are series, each with its values over time.
        pub series: Vec<Series>,
        /// What happened to it outside of its deals, the newest first.
        pub events: Vec<CompanyEvent>,
        /// What is not known.
        pub unknowns: Vec<UnknownGroup>,
        /// What the page rests on.
        pub sources: Vec<SourceUse>,
    }

    /// A company's name in a register.
    pub struct Identifier {
        /// `Wikidata`, `LEI`.
        pub label: String,
        /// `Q21708200`.
        pub value: String,
        /// Address outside of the site.
        pub href: Option<String>,
    }

    /// The deals of a company in a year.
    pub struct DealYear {
        /// `2025`: a fragment id with `deals-` before it.
        pub id: String,
        /// `2025`.
        pub label: String,
        /// `12 accords`.
        pub count: String,
        /// The first of them.
        pub rows: Vec<DealRow>,
        /// The page that lists all, if some were left out.
        pub rest: Option<Link>,
    }

    /// A leg of a company's deal.
    pub struct DealRow {
        /// Whom it is with.
        pub counterparties: Vec<Arc<CompanyRef>>,
        /// The company's role: `cliente`.
        pub role: Words,
        /// "together with B and C": who is on its own side; absent if nobody is.
        pub together: Option<String>,
        /// Path of the deal's page from the site's root.
        pub url: String,
        /// The day of its newest status; empty in the rows of further legs.
        pub date: Markup,
        /// The leg, as in other tables.
        pub leg: LegRow,
    }

    /// What happened to a company outside of its deals.
    pub struct CompanyEvent {
        /// When.
        pub date: DateText,
        /// What.
        pub what: Words,
        /// What it rests on.
        pub evidence: Evidence,
    }

    /// Who holds what.
    pub struct EquityTable {
        /// Heads of the columns that are not empty: owned, agreed, optioned, in talks, sold.
        pub columns: Vec<String>,
        /// A row per holder and issuer.
        pub rows: Vec<EquityRow>,
    }

    /// Stakes of one holder in one issuer, or the shares of all holders.
    pub struct EquityRow {
        /// Who holds, or would hold, them, together; none in the row of all.
        pub holders: Vec<Arc<CompanyRef>>,
        /// Whose they are.
        pub issuer: Arc<CompanyRef>,
        /// Per column of the table, what stands there.
        pub cells: Vec<Vec<EquityCell>>,
    }

    /// A stake or an option.
    pub struct EquityCell {
        /// Share or money.
        pub figure: Figure,
        /// Path of the deal from the site's root; absent in a sum.
        pub url: Option<String>,
        /// How firm; absent in a sum.
        pub mark: Option<Mark>,
    }

    /// What a company is said to be worth.
    pub struct Valuation {
        /// How much.
        pub figure: Figure,
        /// The deal that it depends on.
        pub condition: Option<Link>,
        /// Since when it is so, or when it was known.
        pub as_of: Option<DateText>,
        /// What it rests on.
        pub evidence: Evidence,
    }

    /// A field that changes over time.
    pub struct Series {
        /// Its key.
        pub id: String,
        /// `Chiffre d’affaires`.
        pub label: String,
        /// The same as a chart; absent of words, and of figures of several units.
        pub chart: Option<ChartView>,
        /// Its values, the newest first.
        pub steps: Vec<SeriesStep>,
    }

    /// What held from a day on.
    pub struct SeriesStep {
        /// Since when.
        pub on: Option<DateText>,
        /// What.
        pub value: Words,
        /// What it rests on.
        pub evidence: Evidence,
    }

    /// Things that are not known, of one kind.
    pub struct UnknownGroup {
        /// `Montants non communiqués`, `Source unique`.
        pub label: String,
        /// What, each with the place that says so.
        pub items: Vec<Link>,
    }

    /// `companies`: the index. A group stands once, its parts under it.
    pub struct CompaniesView {
        /// Heading.
        pub title: String,
        /// A line under it; may be empty.
        pub intro: String,
        /// The heads of its columns: `company`, `count`, `pays`, `receives`, `date`.
        pub heads: Vec<TableHead>,
        /// Groups and companies by themselves, each with its parts under it.
        pub rows: Vec<CompanyRow>,
        /// Whether all are on this page, so that a program may sort them where they are.
        pub whole: bool,
        /// Which page this is.
        pub pagination: Pagination,
    }

    /// A company in the index.
    pub struct CompanyRow {
        /// The company.
        pub company: Arc<CompanyRef>,
        /// 0 for a group or a company by itself, 1 for a part, 2 for a part of a part: their deals and amounts are in those above.
        pub depth: usize,
        /// `3 0 1 4 2`: its place in the order of each column, for programs; of a part, and where not all are on the page, empty.
        pub places: String,
        /// `Cloud`; the text may be empty.
        pub kind: Words,
        /// How many deals.
        pub deals: usize,
        /// What it pays, the firmest first.
        pub pays: Vec<CompanySum>,
        /// What it receives.
        pub receives: Vec<CompanySum>,
        /// When something last happened.
        pub last: Option<DateText>,
    }

    /// What a company pays or receives of one kind, in one bucket.
    pub struct CompanySum {
        /// How firm.
        pub mark: Mark,
        /// How much; the words say if nobody does.
        pub figure: Figure,
        /// `Prises de participation`; the text is empty for the kind that stands for a company.
        pub kind: Words,
    }
}
