//! Days of movements and of the newest statement about a deal, for feeds; days of pages, for sitemaps.
//!
//! Those of movements follow from the claims. The day of the build is never one of them, so that a build of the same
//! facts on another day says the same. A day that no source states is not made up: "by November 2025"
//! orders a deal among others, but is not printed as a day. When a page was published and changed is recorded by its
//! editors ([`Briefing::page_days`]), and never made from what it is about.

use jiff::civil::Date;

use crate::model::{Briefing, Claim, Deal, Edtf, Entity, LangId, Precision};
use crate::plan::{Change, Item, Subject, Target};

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

/// A date that is a day, about which nobody says "about".
fn exact(date: &Edtf) -> Option<Date> {
    let Edtf::Point(point) = date else { return None };
    if matches!(point.precision, Precision::Day(..)) && !point.about { point.latest() } else { None }
}

/// The day on which a page last changed, or was published; `None` where nobody recorded it. A page that shows everything
/// changed with the last of all, if the days of all are known.
pub fn page(briefing: &Briefing, target: Target, lang: LangId) -> Option<Date> {
    let of = |entity: Entity| {
        let (published, updated) = briefing.page_days(entity, lang);
        updated.or(published)
    };
    match (target.entity(), target) {
        (Some(entity), _) => of(entity),
        (None, Target::Feed(1) | Target::Deals(1) | Target::Data) => {
            let mut all = briefing.deals().map(|(id, _)| of(Entity::Deal(id)));
            all.try_fold(None, |last, day| Some(last.max(Some(day?)))).flatten()
        }
        (None, _) => None,
    }
}
