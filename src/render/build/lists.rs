//! Lists of deals: all, by topic, by status, by kind; the index of topics.

use super::Builder;
use super::feed::filters;
use crate::model::{DealId, TopicId};
use crate::plan::{TABLE_ROWS, Target, page_count, page_rows};
use crate::render::view::{ChangeView, CountLink, FeedView, Link, MonthGroup, TopicsView};

/// A page of a list of deals, newest first, by month.
pub(crate) fn list(
    b: &Builder<'_>,
    title: String,
    deals: &[DealId],
    page: u32,
    here: Target,
    root: &str,
    target: impl Fn(u32) -> Target,
) -> FeedView {
    let size = b.briefing.site.page_size;
    FeedView {
        title,
        intro: b.count("deals-count", deals.len()),
        filters: if page == 1 { filters(b, Some(here)) } else { Vec::new() },
        months: by_month(b, page_rows(deals, page, size), root, here),
        pagination: b.pagination(page, page_count(deals.len(), size), target),
    }
}

/// `/deals/`: all of them while they fit a page, else the newest, and the filters lead to the rest.
pub(crate) fn all(b: &Builder<'_>, root: &str) -> FeedView {
    let deals = page_rows(&b.briefing.chronology, 1, TABLE_ROWS);
    FeedView {
        title: b.t("the-deals"),
        intro: b.count("deals-count", b.briefing.deals.len()),
        filters: filters(b, Some(Target::Deals)),
        months: by_month(b, deals, root, Target::Deals),
        pagination: b.pagination(1, 1, |_| Target::Deals),
    }
}

/// Deals as entries of a list, grouped by the month of their newest status. In a list of one kind a deal of several
/// shows the figures of that kind.
fn by_month(b: &Builder<'_>, deals: &[DealId], root: &str, here: Target) -> Vec<MonthGroup> {
    let mut groups: Vec<MonthGroup> = Vec::new();
    for &id in deals {
        let (month, label, url) = match b.briefing.deal(id).last_day() {
            None => ("undated".to_owned(), b.t("undated"), None),
            Some(day) => {
                let (year, month) = (day.year(), day.month() as u8);
                let has_page = b.plan.months.iter().any(|(m, _)| *m == (year, month));
                let url = has_page.then(|| b.path(Target::Month(year, month, 1)));
                (format!("{year}-{month:02}"), b.locale.month(year, month), url)
            }
        };
        let kind = if let Target::Kind(kind, _) = here { Some(kind) } else { None };
        let entry = match kind.and_then(|kind| super::summary::of_kind(b, b.briefing.deal(id), kind)) {
            Some([figure, second]) => b.own_entry(&ChangeView { figure, second, ..view(b, id) }, root),
            None => b.entry(id, root, || view(b, id)),
        };
        match groups.last_mut().filter(|g| g.id == month) {
            Some(group) => group.items.push(entry),
            None => groups.push(MonthGroup { id: month, label, url, items: vec![entry] }),
        }
    }
    groups
}

fn view(b: &Builder<'_>, id: DealId) -> ChangeView {
    let summary = b.deal_summary(id);
    ChangeView {
        id: format!("deal-{}", summary.id),
        date: summary.date.clone(),
        kind: "deal",
        mark: Some(summary.mark.clone()),
        label: String::new(),
        title: summary.title.clone(),
        dek: summary.dek.clone(),
        url: summary.url.clone(),
        figure: summary.figure.clone(),
        second: summary.second.clone(),
        draft: summary.draft,
    }
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

/// The index of topics.
pub(crate) fn topics(b: &Builder<'_>) -> TopicsView {
    let all = (0..b.briefing.site.topics.len()).map(|index| topic_link(b, TopicId::at(index), None));
    TopicsView { title: b.t("topics-title"), intro: b.t("topics-intro"), topics: all.collect() }
}
