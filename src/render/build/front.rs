//! The front page.

use super::Builder;
use crate::ledger::{Scope, group_deals};
use crate::locale::Style;
use crate::model::CompanyId;
use crate::plan::{Change, Item, Target};
use crate::render::view::{CompanyCount, FrontView, Link};
use crate::vocabulary::CompanyKind;

/// Companies listed on the front page.
const COMPANIES: usize = 10;
/// Movements on the front page; the feed has the others.
pub(crate) const FRONT_MOVEMENTS: usize = 8;

/// The view of the front page.
pub(crate) fn view(b: &Builder<'_>) -> FrontView {
    let size = b.briefing.site.page_size;
    let (topics, all_topics) = super::lists::main_topics(b, None);
    let latest = FRONT_MOVEMENTS.min(size);
    let statement = b.books.ledger.statement(Scope::Site);
    let notice = super::totals::plan_notice(b);
    FrontView {
        heading: b.t("state-heading-site"),
        as_of: b.day_in(b.briefing.day, Style::Long),
        buckets: super::totals::buckets(b, &statement),
        left_out: super::left_out::list(b, &statement),
        loops: super::loops::of_site(b),
        share: notice.as_ref().and_then(|(plan, _)| super::share::bar(b, *plan, None)),
        plan: notice.map(|(_, n)| n),
        latest: moved(&b.plan.items).take(latest).map(|i| super::feed::change(b, i)).collect(),
        feed: (moved(&b.plan.items).nth(latest).is_some()).then(|| link(b, "feed-title", Target::Changes(1))),
        older: (b.plan.items.len() > size).then(|| link(b, "feed-older", Target::Feed(2))),
        timeline: super::timeline::of_site(b),
        flows: super::flows::of_site(b),
        companies: companies(b),
        all_companies: Some(link(b, "all-companies", Target::Companies(1))),
        topics,
        all_topics,
    }
}

/// What happened to deals and companies. That a claim was not kept is for the change log: nothing happened.
fn moved(items: &[Item]) -> impl Iterator<Item = &Item> {
    items.iter().filter(|item| !matches!(item.change, Change::Rejected(..)))
}

fn link(b: &Builder<'_>, label: &str, target: Target) -> Link {
    Link { label: b.t(label), url: b.path(target) }
}

/// The companies that are in most deals.
fn companies(b: &Builder<'_>) -> Vec<CompanyCount> {
    // With those of its parts, as the company's own page lists them.
    let counted = b.briefing.companies().map(|(id, company)| (group_deals(b.briefing, id).len(), id, company.kind));
    let mut all: Vec<_> = counted.filter(|(deals, ..)| *deals > 0).collect();
    all.sort_by_key(|(deals, id, _)| (std::cmp::Reverse(*deals), *id));
    let count = |(deals, id, kind): (usize, CompanyId, Option<CompanyKind>)| CompanyCount {
        company: b.company(id),
        kind: b.company_kind(kind),
        count: b.count("deals-count", deals),
    };
    all.into_iter().take(COMPANIES).map(count).collect()
}
