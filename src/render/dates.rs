//! When a deal became known, and when it last changed: for feeds, sitemaps and metadata.
//!
//! Both follow from the claims. The day of the build is never one of them, so that a build of the same
//! facts on another day says the same. A day that no source states is not made up: "by November 2025"
//! orders a deal among others, but is not printed as a day.

use jiff::civil::Date;

use crate::model::{Briefing, Claim, Deal, Edtf, Precision, Rank};
use crate::plan::{Change, Item, Subject};

/// The day on which a deal became known, if its sources give it to the day; not before an embargo's end.
pub fn published(briefing: &Briefing, deal: &Deal) -> Option<Date> {
    let live = deal.status.claims.iter().filter(|c| c.rank != Rank::Deprecated);
    let first = live.min_by_key(|c| c.effective_day())?;
    let day = stated(first)?.max(deal.publish_on.unwrap_or(Date::MIN));
    (day <= briefing.day).then_some(day)
}

/// The day of a movement, if its source gives it to the day.
pub fn movement(briefing: &Briefing, item: &Item) -> Option<Date> {
    let date = match item.change {
        // What was wrong is corrected when the right value is said.
        Change::Corrected(_, _, good) => item.fact(briefing)?.1.claims.get(good)?.known(),
        Change::New(..)
        | Change::Step(..)
        | Change::Part(..)
        | Change::Met(..)
        | Change::Revised(..)
        | Change::Rejected(..)
        | Change::Event(_) => item.date(briefing),
    };
    let day = exact(date?)?;
    match item.subject {
        Subject::Deal(id) => Some(day.max(briefing.deal(id).publish_on.unwrap_or(day))),
        Subject::Company(_) => Some(day),
    }
}

/// The newest day, up to that of the build, on which something about a deal was stated or came true, or the
/// end of its embargo.
pub fn modified(briefing: &Briefing, deal: &Deal) -> Option<Date> {
    let days = deal.claims().flat_map(days).chain(deal.publish_on);
    days.filter(|day| *day <= briefing.day).max()
}

fn days(claim: &Claim) -> impl Iterator<Item = Date> {
    claim.on.iter().chain(&claim.as_of).filter_map(Edtf::sort_day)
}

fn stated(claim: &Claim) -> Option<Date> {
    exact(claim.effective()?)
}

/// A date that is a day, about which nobody says "about".
fn exact(date: &Edtf) -> Option<Date> {
    let Edtf::Point(point) = date else { return None };
    if matches!(point.precision, Precision::Day(..)) && !point.about { point.latest() } else { None }
}
