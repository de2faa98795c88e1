//! What happened, in order: the items of the feed, the archive and the change log.
//!
//! An item is a change of a deal's status on a day, its first one included, what became of a value of a deal or a company
//! ([`super::revisions`]), or an event of a company. Several claims of one day are one item: the status that holds at
//! the end of it.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::revisions::{FactAt, revisions};
use crate::model::{Briefing, Claim, CompanyId, DealId, Edtf, Entity, Fact, Rank, Status};

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The deal became known, at this status. Index of the claim in the deal's status fact.
    New(Status, usize),
    /// From one status to another. Index of the claim.
    Step(Status, Status, usize),
    /// A value is another from a day on: indexes of the older and the newer claim.
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

impl Item {
    /// The part (empty for the status and for a company) and the fact that it is about; `None` for an event.
    pub fn fact<'b>(&self, briefing: &'b Briefing) -> Option<(&'b str, &'b Fact)> {
        match self.change {
            Change::New(..) | Change::Step(..) => FactAt::STATUS.of(briefing, self.subject),
            Change::Revised(at, ..) | Change::Corrected(at, ..) | Change::Rejected(at, _) => {
                at.of(briefing, self.subject)
            }
            Change::Event(_) => None,
        }
    }

    /// The claim that it tells of: the newer one, of a value that was wrong that one.
    pub fn claim<'b>(&self, briefing: &'b Briefing) -> Option<&'b Claim> {
        let index = match self.change {
            Change::New(_, n) | Change::Step(_, _, n) | Change::Revised(_, _, n) => n,
            Change::Corrected(_, n, _) | Change::Rejected(_, n) => n,
            Change::Event(_) => return None,
        };
        self.fact(briefing)?.1.claims.get(index)
    }

    /// Its date as readers see it: when it was so, of a value that was wrong when it was said.
    pub fn date<'b>(&self, briefing: &'b Briefing) -> Option<&'b Edtf> {
        match (self.change, self.subject) {
            (Change::New(..) | Change::Step(..) | Change::Revised(..), _) => self.claim(briefing)?.effective(),
            (Change::Corrected(..) | Change::Rejected(..), _) => self.claim(briefing)?.known(),
            (Change::Event(n), Subject::Company(id)) => Some(&briefing.company(id).events.get(n)?.on),
            (Change::Event(_), Subject::Deal(_)) => None,
        }
    }
}

/// Everything up to the state's day, newest first; ties by id.
pub fn chronicle(briefing: &Briefing) -> Vec<Item> {
    let mut items = Vec::with_capacity(briefing.deals.len() * 2);
    briefing.deals().for_each(|(id, _)| deal_items(briefing, id, &mut items));
    briefing.companies().for_each(|(id, _)| company_items(briefing, id, &mut items));
    items.sort_by_key(|i| (Reverse(i.day), i.subject));
    items
}

/// The events of one company, and what became of its values.
pub fn company_items(briefing: &Briefing, id: CompanyId, items: &mut Vec<Item>) {
    let events = briefing.company(id).events.iter().enumerate().map(|(n, event)| (event.on.sort_day(), n));
    for (day, n) in events.filter(|(day, _)| day.is_none_or(|day| day <= briefing.day)) {
        items.push(Item { day, subject: Subject::Company(id), change: Change::Event(n) });
    }
    revisions(briefing, Subject::Company(id), items);
}

/// The items of one deal, oldest first.
pub fn deal_items(briefing: &Briefing, id: DealId, items: &mut Vec<Item>) {
    let (deal, from) = (briefing.deal(id), items.len());
    let live = deal.status.claims.iter().filter(|c| c.rank != Rank::Deprecated);
    let mut days: Vec<Option<Date>> = live.map(Claim::effective_day).collect();
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
    revisions(briefing, Subject::Deal(id), items);
    items[from..].sort_by_key(|i| i.day);
}
