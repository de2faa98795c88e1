//! Lists of deals: all, in any order, and those that have something in common; the index of topics.

use super::Builder;
use super::filters;
use crate::model::{DealId, TopicId};
use crate::plan::{Data, Extra, Facet, Order, TABLE_ROWS, Table, Target, extra_path, page_count, page_rows};
use crate::render::view::{
    CountLink, DealTable, DealsView, FilterItem, FilterRow, Link, Markup, SumCell, SumRow, TableHead, TopicsView,
};
use crate::vocabulary::Kind;

/// What a list of deals is, beside its deals.
pub(crate) struct List<'l> {
    /// Heading.
    pub(crate) title: String,
    /// All its deals, in its order.
    pub(crate) deals: &'l [DealId],
    /// Which page of it.
    pub(crate) page: u32,
    /// Of which.
    pub(crate) of: Of<'l>,
}

/// What the deals of a list are.
#[derive(Clone, Copy)]
pub(crate) enum Of<'l> {
    /// All, in this order if not the newest first.
    All(Option<Order>),
    /// Those that have this in common.
    Facets(&'l [Facet]),
    /// Others.
    Others,
}

impl Of<'_> {
    fn facets(&self) -> &[Facet] {
        if let Of::Facets(facets) = self { facets } else { &[] }
    }

    fn order(self) -> Option<Order> {
        if let Of::All(order) = self { order } else { None }
    }
}

/// A page of a list of deals; `at` is the page of a number.
pub(crate) fn list(b: &Builder<'_>, list: &List<'_>, root: &str, at: impl Fn(u32) -> Target) -> DealsView {
    let kind = list.of.facets().iter().find_map(|facet| facet.kind());
    let pages = page_count(list.deals.len(), TABLE_ROWS);
    let (all, first) = (matches!(list.of, Of::All(_)), list.page == 1);
    let mut table = DealTable {
        caption: b.t("table-of-deals"),
        files: if all { files(b) } else { Vec::new() },
        heads: heads(b, list.of),
        deals: rows(b, page_rows(list.deals, list.page, TABLE_ROWS), kind, root),
        whole: pages == 1,
        complete: all && pages == 1,
        ..DealTable::default()
    };
    // A single deal says itself what it comes to.
    if first && list.deals.len() > 1 {
        let statement = b.books.ledger.statement_of_deals(list.deals, kind);
        table.sums = super::table::sums(b, statement.totals.iter());
        table.left_out = super::left_out::list(b, &statement);
    }
    DealsView {
        title: list.title.clone(),
        intro: intro(b, list, kind),
        filters: if first && !matches!(list.of, Of::Others) { filters::rows(b, list.of.facets()) } else { Vec::new() },
        table,
        pagination: b.pagination(list.page, pages, at),
        months: Vec::new(),
    }
}

/// A list in a sentence or two: how many deals, and what they come to by kind and bucket.
pub(crate) fn description(b: &Builder<'_>, view: &DealsView) -> String {
    let cell = |cell: &SumCell| Some(format!("{}{}{}", cell.mark.label, b.t("colon"), cell.figure.as_ref()?.text));
    let row = |row: &SumRow| {
        let cells: Vec<String> = row.cells.iter().filter_map(cell).collect();
        (!cells.is_empty()).then(|| format!("{} ({}).", row.label.text, cells.join(&b.t("clauses"))))
    };
    let sums = view.table.sums.iter().filter_map(row);
    let title = std::iter::once(format!("{}{}{}", view.title, b.t("colon"), view.intro));
    title.chain(sums).collect::<Vec<_>>().join(" ")
}

/// "10 deals, 13 legs, the newest first."
fn intro(b: &Builder<'_>, list: &List<'_>, kind: Option<Kind>) -> String {
    let legs = |id: &DealId| {
        let legs = b.briefing.deal(*id).legs.iter();
        legs.filter(|leg| kind.is_none_or(|kind| kind == leg.kind)).count()
    };
    let count = b.count("deals-count", list.deals.len());
    let order = list.of.order().map_or("newest", Order::name);
    // Counting the legs of a long list on each of its pages would take longer than all else there.
    let legs = if list.deals.len() <= TABLE_ROWS { list.deals.iter().map(legs).sum() } else { 0 };
    let several = if legs > list.deals.len() { b.count("legs-count", legs) } else { "none".to_owned() };
    b.say("list-intro", &[("deals", &count), ("legs", &several), ("order", order)])
}

/// The rows of some deals; of one kind, if there is one.
fn rows(b: &Builder<'_>, deals: &[DealId], kind: Option<Kind>, root: &str) -> Vec<Markup> {
    let rows = |id: &DealId| match kind {
        Some(_) => b.own_rows(&super::table::rows(b, *id, kind), root),
        None => b.deal_rows(*id, root),
    };
    deals.iter().map(rows).collect()
}

/// The heads of the columns: of a list of all deals, those by which there is a page in their order lead there.
fn heads(b: &Builder<'_>, of: Of<'_>) -> Vec<TableHead> {
    let head = |id: &'static str| {
        let (order, target) = match id {
            "date" => (Some(None), Target::Deals(1)),
            "deal" => (Some(Some(Order::Name)), Target::DealsBy(Order::Name, 1)),
            "amount" => (Some(Some(Order::Amount)), Target::DealsBy(Order::Amount, 1)),
            _ => (None, Target::Deals(1)),
        };
        let here = order == Some(of.order());
        let leads = order.is_some() && !here && matches!(of, Of::All(_));
        TableHead {
            id,
            label: b.t(&format!("head-{id}")),
            url: if leads { b.path(target) } else { String::new() },
            sorted: match (here, id) {
                (false, _) => "",
                (true, "deal") => "ascending",
                (true, _) => "descending",
            },
        }
    };
    ["date", "deal", "who", "amount", "term", "status", "sources"].map(head).into()
}

/// The table of all deals as a file.
fn files(b: &Builder<'_>) -> Vec<Link> {
    vec![Link { label: "CSV".to_owned(), url: extra_path(b.briefing, Extra::Data(Data::Table(Table::Deals))) }]
}

/// A year: its deals, and the months in which something happened to them.
pub(crate) fn year(b: &Builder<'_>, year: i16, page: u32, root: &str) -> DealsView {
    let facet = Facet::Year(year);
    let of_year =
        List { title: filters::title(b, &[facet]), deals: b.plan.facets.of(facet), page, of: Of::Facets(&[facet]) };
    let months = b.plan.months.iter().filter(|((y, _), _)| *y == year);
    let link =
        |((y, m), _): &((i16, u8), _)| Link { label: b.locale.month(*y, *m), url: b.path(Target::Month(*y, *m, 1)) };
    let mut view = list(b, &of_year, root, |number| Target::Year(year, number));
    view.months = months.map(link).collect();
    view
}

/// The deals of a topic, under links to other topics.
pub(crate) fn topic(b: &Builder<'_>, title: String, id: TopicId, page: u32, root: &str) -> DealsView {
    let deals = &b.briefing.topic_deals[id.index()];
    let of_topic = List { title, deals, page, of: Of::Others };
    let view = list(b, &of_topic, root, |number| Target::Topic(id, number));
    let filters = if page == 1 { vec![topic_row(b, id)] } else { Vec::new() };
    DealsView { filters, ..view }
}

/// A topic with how many deals it has.
fn topic_link(b: &Builder<'_>, id: TopicId, here: Option<Target>) -> CountLink {
    let target = Target::Topic(id, 1);
    CountLink {
        label: b.briefing.site.topics[id.index()].name.get(b.lang).0.to_owned(),
        url: b.path(target),
        count: b.briefing.topic_deals[id.index()].len(),
        current: here == Some(target),
    }
}

/// The topics with the most deals and the one that is shown, and a link to all if these are not.
pub(super) fn main_topics(b: &Builder<'_>, here: Option<Target>) -> (Vec<CountLink>, Option<Link>) {
    let mut listed = b.books.topics.clone();
    if let Some(Target::Topic(id, _)) = here
        && let Err(place) = listed.binary_search(&id)
    {
        listed.insert(place, id);
    }
    let more = b.briefing.site.topics.len() > listed.len();
    let all = more.then(|| Link { label: b.t("all-topics"), url: b.path(Target::Topics) });
    (listed.into_iter().map(|id| topic_link(b, id, here)).collect(), all)
}

/// The main topics as a row over the list of one.
fn topic_row(b: &Builder<'_>, here: TopicId) -> FilterRow {
    let (topics, more) = main_topics(b, Some(Target::Topic(here, 1)));
    let item = |CountLink { label, url, count, current }| FilterItem {
        label: b.plain(label),
        url,
        count,
        current,
        ..FilterItem::default()
    };
    FilterRow { label: b.t("topic"), items: topics.into_iter().map(item).collect(), more }
}

/// The index of topics.
pub(crate) fn topics(b: &Builder<'_>) -> TopicsView {
    let all = (0..b.briefing.site.topics.len()).map(|index| topic_link(b, TopicId::at(index), None));
    TopicsView { title: b.t("topics-title"), intro: b.t("topics-intro"), topics: all.collect() }
}
