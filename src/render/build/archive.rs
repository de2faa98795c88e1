//! The archive: a year with its months.

use std::collections::HashSet;
use std::ops::Range;

use super::Builder;
use crate::model::DealId;
use crate::plan::{Item, Subject, Target};
use crate::render::view::{ArchiveView, ArchiveYear, CountLink, DealGroup, Link};

/// Deals shown per month on a year's page; the month's own page has all.
const PER_MONTH: usize = 12;

/// Years that have movements, newest first, with in how many deals.
pub(super) fn years(b: &Builder<'_>) -> Vec<(i16, usize)> {
    let years = b.plan.months.chunk_by(|((a, _), _), ((z, _), _)| a == z);
    let year = |months: &[((i16, u8), Range<usize>)]| {
        let ((year, _), first) = months.first()?;
        let last = months.last().map_or(first.end, |(_, range)| range.end);
        Some((*year, deals(b, first.start..last).len()))
    };
    years.filter_map(year).collect()
}

/// The deals that moved, each once, the newest movement first.
fn deals(b: &Builder<'_>, movements: Range<usize>) -> Vec<DealId> {
    let mut seen = HashSet::new();
    let deal = |item: &Item| match item.subject {
        Subject::Deal(id) => seen.insert(id).then_some(id),
        Subject::Company(_) => None,
    };
    b.plan.items[movements].iter().filter_map(deal).collect()
}

/// A year.
pub(crate) fn year(b: &Builder<'_>, year: i16) -> ArchiveView {
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
        count: deals(b, range.clone()).len(),
        current: false,
    });
    let years = all.iter().map(|(y, n)| ArchiveYear {
        year: CountLink { label: y.to_string(), url: b.path(Target::Year(*y)), count: *n, current: *y == year },
        months: if *y == year { links.clone().collect() } else { Vec::new() },
    });
    ArchiveView {
        title: b.say("archive-year-title", &[("year", &year.to_string())]),
        count: b.count("deals-count", count),
        years: years.collect(),
        groups: months.map(|((y, m), range)| group(b, *y, *m, range.clone())).collect(),
        prev: beside(at.map(|i| i + 1)),
        next: beside(at.and_then(|i| i.checked_sub(1))),
    }
}

fn group(b: &Builder<'_>, year: i16, month: u8, range: Range<usize>) -> DealGroup {
    let mut deals = deals(b, range);
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
