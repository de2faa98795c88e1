//! The page to search on.

use super::Builder;
use crate::model::{CompanyId, Entity};
use crate::plan::Target;
use crate::render::view::{CountLink, Link, SearchView};

/// Companies that are listed; sites with more have an index of them in pages.
const COMPANIES: usize = 300;
/// Months that are listed one by one. Before these it is years.
const MONTHS: usize = 24;
/// Numbers whose forms are given: in every language one of them is written like any higher one.
const FORMS: usize = 12;

/// The page.
pub(crate) fn view(b: &Builder<'_>) -> SearchView {
    SearchView {
        title: b.t("search-title"),
        url: b.path(Target::Search),
        company_counts: forms(b, "search-companies"),
        deal_counts: forms(b, "deals-count"),
        companies: companies(b),
        topics: super::lists::topics(b).topics.into_iter().filter(|topic: &CountLink| topic.count > 0).collect(),
        months: months(b),
    }
}

fn forms(b: &Builder<'_>, id: &'static str) -> String {
    (0..FORMS).map(|n| b.count(id, n)).collect::<Vec<_>>().join("|")
}

fn companies(b: &Builder<'_>) -> Vec<Link> {
    let mut all: Vec<CompanyId> = b.briefing.companies().map(|(id, _)| id).collect();
    all.retain(|id| !b.briefing.shows_draft(Entity::Company(*id), b.lang));
    all.sort_by(|x, y| b.locale.compare(&b.company_ref(*x).name, &b.company_ref(*y).name).then(x.cmp(y)));
    let rest = all.len() > COMPANIES;
    all.truncate(COMPANIES);
    let link = |id: &CompanyId| Link { label: b.company_ref(*id).name.clone(), url: b.company_ref(*id).url.clone() };
    let more = rest.then(|| Link { label: b.t("all-companies"), url: b.path(Target::Companies(1)) });
    all.iter().map(link).chain(more).collect()
}

fn months(b: &Builder<'_>) -> Vec<Link> {
    let month = |(year, month): (i16, u8)| Link {
        label: b.locale.month(year, month),
        url: b.path(Target::Month(year, month, 1)),
    };
    let all = b.plan.months.iter().map(|(month, _)| *month);
    let mut years: Vec<i16> = all.clone().skip(MONTHS).map(|(year, _)| year).collect();
    years.dedup();
    let year = |year: i16| Link { label: year.to_string(), url: b.path(Target::Year(year, 1)) };
    all.take(MONTHS).map(month).chain(years.into_iter().map(year)).collect()
}
