//! When a deal became known, and when it last changed: for feeds, sitemaps and metadata.
//!
//! Both follow from the claims. The day of the build is never one of them, so that a build of the same
//! facts on another day says the same.

use jiff::civil::Date;

use crate::model::{Briefing, Claim, Deal, Edtf};

/// The day on which a deal became known, if that is not after the day of the build.
pub fn published(briefing: &Briefing, deal: &Deal) -> Option<Date> {
    deal.first_day().filter(|day| *day <= briefing.today)
}

/// The newest day, up to that of the build, on which something about a deal was stated or came true.
pub fn modified(briefing: &Briefing, deal: &Deal) -> Option<Date> {
    let facts = std::iter::once(&deal.status).chain(deal.facts().map(|(_, fact)| fact));
    let days = facts.flat_map(|fact| &fact.claims).flat_map(days);
    days.filter(|day| *day <= briefing.today).max()
}

fn days(claim: &Claim) -> impl Iterator<Item = Date> {
    claim.on.iter().chain(&claim.as_of).filter_map(Edtf::sort_day)
}
