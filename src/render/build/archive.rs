//! The archive: a year with its months.

use super::Builder;
use crate::model::DealId;
use crate::plan::{Subject, Target};
use crate::render::view::{ArchiveView, ArchiveYear, CountLink, DealGroup, Link};

/// Deals shown per month on a year's page; the month's own page has all.
const PER_MONTH: usize = 12;

/// Years that have movements, newest first, with how many.
pub(super) fn years(b: &Builder<'_>) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, usize)> = Vec::new();
    for ((year, _), range) in &b.plan.months {
        match years.last_mut().filter(|(y, _)| y == year) {
            Some((_, count)) => *count += range.len(),
            None => years.push((*year, range.len())),
        }
    }
    years
}

/// A year.
pub(in crate::render) fn year(b: &Builder<'_>, year: i16) -> ArchiveView {
    let all = years(b);
    let at = all.iter().position(|(y, _)| *y == year);
    let beside = |index: Option<usize>| {
        let (y, _) = all.get(index?)?;
        Some(Link { label: y.to_string(), url: b.path(Target::Year(*y)) })
    };
    let count = at.map_or(0, |i| all[i].1);
    let months = b.plan.months.iter().filter(|((y, _), _)| *y == year);
    let links = months.clone().map(|((y, m), range)| CountLink {
        label: b.locale.month_name(*m).to_owned(),
        url: b.path(Target::Month(*y, *m, 1)),
        count: range.len(),
        current: false,
    });
    let years = all.iter().map(|(y, n)| ArchiveYear {
        year: CountLink { label: y.to_string(), url: b.path(Target::Year(*y)), count: *n, current: *y == year },
        months: if *y == year { links.clone().collect() } else { Vec::new() },
    });
    ArchiveView {
        title: b.say("archive-year-title", &[("year", &year.to_string())]),
        count: b.count("movements-count", count),
        years: years.collect(),
        groups: months.map(|((y, m), range)| group(b, *y, *m, range.clone())).collect(),
        prev: beside(at.map(|i| i + 1)),
        next: beside(at.and_then(|i| i.checked_sub(1))),
    }
}

fn group(b: &Builder<'_>, year: i16, month: u8, range: std::ops::Range<usize>) -> DealGroup {
    let mut deals: Vec<DealId> = Vec::new();
    for item in &b.plan.items[range] {
        if let Subject::Deal(id) = item.subject
            && !deals.contains(&id)
        {
            deals.push(id);
        }
    }
    let url = b.path(Target::Month(year, month, 1));
    let more = deals.len().saturating_sub(PER_MONTH);
    let count = b.count("deals-count", deals.len());
    deals.truncate(PER_MONTH);
    DealGroup {
        id: format!("{year}-{month:02}"),
        label: b.locale.month(year, month),
        count,
        deals: deals.into_iter().map(|d| b.deal_summary(d)).collect(),
        rest: (more > 0).then(|| Link { label: b.count("rest-deals", more), url }),
    }
}
