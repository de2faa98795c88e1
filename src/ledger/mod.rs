//! The ledger: totals that do not lie, of one group of companies or of the whole site, on any day.
//!
//! ```text
//! day      what was known on a day            statement  entries → totals, and what was left out and why
//! group    a company and its parts            capacity   the same for gigawatts: of chips, of sites, of power
//! replaced superseded and enlarged deals      equity     owned, optioned, sought; per issuer
//! choice   alternatives: one will happen      coverage   how much of a plan is itemised
//! rates    money in the site's currency       years      straight lines over stated terms
//! tranche  the firm part of "up to"           loops      money that goes out and may come back
//! text     sums in the notation of sheets
//! ```
//!
//! A leg becomes an [`Entry`] in exactly one bucket (two, if a part of it is firm), or a [`LeftOut`] with its
//! [`Reason`]. Only entries of one direction, kind, bucket and unit are added; lows and highs are added apart.
//! Everything is exact: no float, no rounding but for shares of a plan, illustrations per year and money converted
//! from another currency, which says "about".
//!
//! Everything here is a pure function of a [`Briefing`] and a day. A [`Ledger`] holds what all statements of
//! a day share; a company's statement looks at that company's deals only, so that the cost of a site is
//! linear in its legs. How totals are worded is [`crate::render`]'s business.

mod capacity;
mod choice;
mod coverage;
mod day;
mod entry;
mod equity;
mod group;
mod loops;
mod rates;
mod replaced;
mod statement;
mod text;
mod tranche;
mod years;

use jiff::civil::Date;

use crate::model::{Briefing, Bucket, DealId};

pub use coverage::{Coverage, Part as CoveragePart, Share};
pub use day::fact_on;
pub use entry::{Account, Direction, Entry, LeftOut, Part, Reason};
pub use equity::{Column, Equity, Stake};
pub use group::{group_deals, is_in};
pub use loops::{Flow, Loop, Loops, Onward, Step, Undirected};
pub use replaced::{How, Replacement, is_replaced};
pub use statement::{Scope, Statement, Total};
pub use text::SumText;
pub use years::{NotSpread, Yearly, per_year};

/// The books of a site on one day.
#[derive(Clone, Debug)]
pub struct Ledger<'a> {
    briefing: &'a Briefing,
    day: Date,
    /// Per deal: what has taken its place.
    replaced: Vec<Option<Replacement>>,
    /// Per deal: the first of the deals of which only one will happen.
    choice: Vec<Option<DealId>>,
}

impl<'a> Ledger<'a> {
    /// Opens the books of a day.
    pub fn new(briefing: &'a Briefing, day: Date) -> Ledger<'a> {
        Ledger { briefing, day, replaced: replaced::all(briefing, day), choice: choice::all(briefing) }
    }

    /// Books that nobody has looked into: nothing is replaced in them. Enough where no total is asked for.
    pub(crate) fn closed(briefing: &'a Briefing, day: Date) -> Ledger<'a> {
        let deals = briefing.deals.len();
        Ledger { briefing, day, replaced: vec![None; deals], choice: vec![None; deals] }
    }

    /// The content.
    pub fn briefing(&self) -> &'a Briefing {
        self.briefing
    }

    /// The day.
    pub fn day(&self) -> Date {
        self.day
    }

    /// What has taken a deal's place by this day.
    pub fn replacement(&self, deal: DealId) -> Option<Replacement> {
        self.replaced[deal.index()]
    }

    /// The bucket of a deal; `None` while nothing was known of it.
    pub fn bucket(&self, deal: DealId) -> Option<Bucket> {
        let deal = self.briefing.deal(deal);
        deal.status_on(self.day).map(|_| deal.bucket_on(self.day))
    }

    /// The bucket of a deal whose legs count: known, not off, not replaced, no umbrella.
    fn live(&self, deal: DealId) -> Option<Bucket> {
        let live = !self.briefing.deal(deal).umbrella && self.replacement(deal).is_none();
        self.bucket(deal).filter(|bucket| live && *bucket != Bucket::Off)
    }
}
