//! The front page.

use super::Builder;
use crate::locale::Style;
use crate::plan::{Target, page_rows};
use crate::render::view::{CompanyCount, FrontView, Link};
use crate::resolve::ledger::Side;

/// Companies listed on the front page.
const COMPANIES: usize = 10;

/// The view of the front page.
pub(in crate::render) fn view(b: &Builder<'_>) -> FrontView {
    let size = b.briefing.site.page_size;
    let notice = super::totals::plan_notice(b);
    FrontView {
        heading: b.t("state-heading-site"),
        as_of: b.day_in(b.briefing.today, Style::Long),
        buckets: super::totals::buckets(b, &[Side::All]),
        share: notice.as_ref().and_then(|(plan, _)| super::share::bar(b, *plan, None)),
        plan: notice.map(|(_, n)| n),
        latest: page_rows(&b.plan.items, 1, size).iter().map(|i| super::feed::change(b, i)).collect(),
        feed: (b.plan.items.len() > size).then(|| Link { label: b.t("feed-older"), url: b.path(Target::Feed(2)) }),
        timeline: super::timeline::of_site(b),
        flows: super::flows::of_site(b),
        companies: companies(b),
        all_companies: Some(Link { label: b.t("all-companies"), url: b.path(Target::Companies(1)) }),
        topics: super::lists::topic_links(b),
    }
}

/// The companies that are in most deals.
fn companies(b: &Builder<'_>) -> Vec<CompanyCount> {
    let mut all: Vec<usize> = (0..b.briefing.companies.len()).collect();
    all.sort_by_key(|i| (std::cmp::Reverse(b.briefing.company_deals[*i].len()), *i));
    let count = |i: usize| CompanyCount {
        company: std::sync::Arc::clone(&b.companies[i]),
        kind: b.t(&format!("company-kind-{}", b.briefing.companies[i].kind.name())),
        count: b.count("deals-count", b.briefing.company_deals[i].len()),
    };
    let known = all.into_iter().filter(|i| !b.briefing.company_deals[*i].is_empty());
    known.take(COMPANIES).map(count).collect()
}
