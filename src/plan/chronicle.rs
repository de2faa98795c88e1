//! What happened, in order: the items of the feed, the archive and the change log.
//!
//! An item is a change of a deal's status on a day, its first one included, what became of one of its values
//! ([`super::revisions`]), or an event of a company. Several claims of one day are one item: the status that holds at
//! the end of it.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::revisions::{FactAt, deal_revisions};
use crate::model::{Briefing, CompanyId, DealId, Entity, Rank, Status};

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The deal became known, at this status. Index of the claim in the deal's status fact.
    New(Status, usize),
    /// From one status to another. Index of the claim.
    Step(Status, Status, usize),
    /// A value took the place of another: indexes of the older and the newer claim.
    Revised(FactAt, usize, usize),
    /// A value was wrong: indexes of the deprecated claim and of the first good one.
    Corrected(FactAt, usize, usize),
    /// A claim was not kept: its index.
    Rejected(FactAt, usize),
    /// Index of the company's event.
    Event(usize),
}

/// To whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A deal.
    Deal(DealId),
    /// A company.
    Company(CompanyId),
}

impl Subject {
    /// As what `[[id]]` can name.
    pub fn entity(self) -> Entity {
        match self {
            Subject::Deal(id) => Entity::Deal(id),
            Subject::Company(id) => Entity::Company(id),
        }
    }
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// On which day, as far as it is known; `None` sorts last.
    pub day: Option<Date>,
    /// To whom.
    pub subject: Subject,
    /// What.
    pub change: Change,
}

/// Everything up to the build date, newest first; ties by id.
pub fn chronicle(briefing: &Briefing) -> Vec<Item> {
    let mut items = Vec::with_capacity(briefing.deals.len() * 2);
    briefing.deals().for_each(|(id, _)| deal_items(briefing, id, &mut items));
    briefing.companies().for_each(|(id, _)| company_items(briefing, id, &mut items));
    items.sort_by_key(|i| (Reverse(i.day), i.subject));
    items
}

/// The events of one company.
pub fn company_items(briefing: &Briefing, id: CompanyId, items: &mut Vec<Item>) {
    for (n, event) in briefing.company(id).events.iter().enumerate() {
        items.push(Item { day: event.on.sort_day(), subject: Subject::Company(id), change: Change::Event(n) });
    }
}

/// The items of one deal, oldest first.
pub fn deal_items(briefing: &Briefing, id: DealId, items: &mut Vec<Item>) {
    let (deal, from) = (briefing.deal(id), items.len());
    let live = deal.status.claims.iter().filter(|c| c.rank != Rank::Deprecated);
    let mut days: Vec<Option<Date>> = live.map(crate::model::Claim::effective_day).collect();
    days.sort_unstable();
    days.dedup();
    let mut before: Option<Status> = None;
    for day in days.into_iter().filter(|d| d.is_none_or(|d| d <= briefing.day)) {
        let Some(claim) = deal.status_on(day.unwrap_or(Date::MIN)) else { continue };
        let Some(status) = claim.status() else { continue };
        let index = deal.status.index_of(claim).unwrap_or(0);
        let change = match before {
            None => Change::New(status, index),
            Some(old) if old == status => continue,
            Some(old) => Change::Step(old, status, index),
        };
        before = Some(status);
        items.push(Item { day, subject: Subject::Deal(id), change });
    }
    deal_revisions(briefing, id, items);
    items[from..].sort_by_key(|i| i.day);
}
