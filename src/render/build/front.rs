//! The front page.

use super::Builder;
use super::commitments::{self, Drawn, Finding};
use crate::ledger::group_deals;
use crate::model::CompanyId;
use crate::plan::{Change, Item, Target};
use crate::render::parts::Print;
use crate::render::view::{CompanyCount, FrontView, Link};
use crate::vocabulary::CompanyKind;

/// Companies listed on the front page.
const COMPANIES: usize = 10;
/// Movements on the front page; the feed has the others.
pub(crate) const FRONT_MOVEMENTS: usize = 8;

/// The view of the front page, and the finding without markup.
pub(crate) fn view(b: &Builder<'_>, root: &str) -> (FrontView, String) {
    let size = b.briefing.site.page_size;
    let latest = FRONT_MOVEMENTS.min(size);
    let books = commitments::of_site(b);
    let found = match &books {
        Some(books) => commitments::finding(b, books, root),
        None => Finding { head: b.plain(b.t("state-heading-site")).markup(), ..Finding::default() },
    };
    let view = FrontView {
        finding: found.head,
        dek: found.dek,
        ladder: books.and_then(|books| commitments::ladder(b, &books, Drawn { root, id: "ladder", each: false })),
        clash: super::clash::view(b),
        due: super::schedule::next(b),
        latest: moved(&b.plan.items).take(latest).map(|i| super::feed::change(b, i)).collect(),
        feed: (moved(&b.plan.items).nth(latest).is_some()).then(|| link(b, "feed-title", Target::Changes(1))),
        older: (b.plan.items.len() > size).then(|| link(b, "feed-older", Target::Feed(2))),
        companies: companies(b),
        all_companies: Some(link(b, "all-companies", Target::Companies(1))),
    };
    (view, found.text)
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
