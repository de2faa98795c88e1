//! What happened, in order: the items of the feed, the archive and the change log.
//!
//! An item is a change of a deal's status on a day, its first one included, one of a leg or a tranche that has a status of
//! its own, a condition or a milestone met, what became of a value of a deal or a company ([`super::revisions`]), or an
//! event of a company. Several claims of one day are one item: the status that holds at
//! the end of it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::revisions::{FactAt, revisions};
use crate::model::{Briefing, BuiltinField, Claim, CompanyId, DealId, Edtf, Entity, Fact, Status, Step};

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The deal became known, at this status. Index of the claim in the deal's status fact.
    New(Status, usize),
    /// From one status to another. Index of the claim.
    Step(Status, Status, usize),
    /// A leg or a tranche went from one status to another, apart from its deal. Its fact, and the index of the claim.
    Part(FactAt, Status, Status, usize),
    /// What a leg, a tranche or a milestone waited for had come: its fact, and the index of the claim.
    Met(FactAt, usize),
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
    /// Which it is, from 1, of those with the same [`Item::name`].
    pub nth: u32,
}

impl Item {
    /// By what it is known, which is the same wherever its claim stands in the sheet: the fact, a word, and the day where
    /// these do not tell it from others. The status of a deal has no fact here.
    pub fn name(&self) -> (Option<FactAt>, &'static str, Option<Date>) {
        match self.change {
            Change::New(status, _) | Change::Step(_, status, _) => (None, status.name(), None),
            Change::Part(at, _, status, _) => (Some(at), status.name(), None),
            Change::Met(at, _) | Change::Revised(at, ..) => (Some(at), "", self.day),
            Change::Corrected(at, ..) => (Some(at), "corrected", self.day),
            Change::Rejected(at, _) => (Some(at), "rejected", self.day),
            Change::Event(_) => (None, "event", self.day),
        }
    }

    /// What tells it from others of its name and day.
    fn says(&self, briefing: &Briefing) -> String {
        match (self.change, self.subject) {
            (Change::Event(n), Subject::Company(id)) => {
                briefing.company(id).events.get(n).map_or_else(String::new, |event| format!("{:?}", event.what))
            }
            (Change::Corrected(..) | Change::Rejected(..), _) => {
                self.claim(briefing).map_or_else(String::new, |claim| format!("{:?}", claim.value))
            }
            (
                Change::New(..)
                | Change::Step(..)
                | Change::Part(..)
                | Change::Met(..)
                | Change::Revised(..)
                | Change::Event(_),
                _,
            ) => String::new(),
        }
    }

    /// The part (empty for the status and for a company) and the fact that it is about; `None` for an event.
    pub fn fact<'b>(&self, briefing: &'b Briefing) -> Option<(&'b str, &'b Fact)> {
        match self.change {
            Change::New(..) | Change::Step(..) => FactAt::STATUS.of(briefing, self.subject),
            Change::Part(at, ..)
            | Change::Met(at, _)
            | Change::Revised(at, ..)
            | Change::Corrected(at, ..)
            | Change::Rejected(at, _) => at.of(briefing, self.subject),
            Change::Event(_) => None,
        }
    }

    /// The claim that it tells of: the newer one, of a value that was wrong that one.
    pub fn claim<'b>(&self, briefing: &'b Briefing) -> Option<&'b Claim> {
        let index = match self.change {
            Change::New(_, n) | Change::Step(_, _, n) | Change::Part(.., n) | Change::Met(_, n) => n,
            Change::Revised(_, _, n) | Change::Corrected(_, n, _) | Change::Rejected(_, n) => n,
            Change::Event(_) => return None,
        };
        self.fact(briefing)?.1.claims.get(index)
    }

    /// Its date as readers see it: when it was so, of a value that was wrong when it was said.
    pub fn date<'b>(&self, briefing: &'b Briefing) -> Option<&'b Edtf> {
        match (self.change, self.subject) {
            (Change::New(..) | Change::Step(..) | Change::Part(..) | Change::Revised(..), _) => {
                self.claim(briefing)?.effective()
            }
            (Change::Met(..), _) => self.claim(briefing)?.date(),
            (Change::Corrected(..) | Change::Rejected(..), _) => self.claim(briefing)?.known(),
            (Change::Event(n), Subject::Company(id)) => Some(&briefing.company(id).events.get(n)?.on),
            (Change::Event(_), Subject::Deal(_)) => None,
        }
    }
}

/// Everything up to the state's day, newest first; ties by id, as in the list of deals ([`Deal::last_day`]).
///
/// [`Deal::last_day`]: crate::model::Deal::last_day
pub fn chronicle(briefing: &Briefing) -> Vec<Item> {
    let mut items = Vec::with_capacity(briefing.deals.len() * 2);
    briefing.deals().for_each(|(id, _)| deal_items(briefing, id, &mut items));
    briefing.companies().for_each(|(id, _)| company_items(briefing, id, &mut items));
    items.sort_by_key(|i| (Reverse(i.day), i.subject));
    items
}

/// The events of one company, and what became of its values.
pub fn company_items(briefing: &Briefing, id: CompanyId, items: &mut Vec<Item>) {
    let from = items.len();
    let events = briefing.company(id).events.iter().enumerate().map(|(n, event)| (event.on.sort_day(), n));
    for (day, n) in events.filter(|(day, _)| day.is_none_or(|day| day <= briefing.day)) {
        items.push(Item { day, subject: Subject::Company(id), change: Change::Event(n), nth: 1 });
    }
    revisions(briefing, Subject::Company(id), items);
    number(briefing, &mut items[from..]);
}

/// Counts those of one name: by day, and on one day by what they say, not by their place in the sheet.
fn number(briefing: &Briefing, items: &mut [Item]) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_cached_key(|&index| (items[index].day, items[index].says(briefing)));
    let mut seen: HashMap<_, u32> = HashMap::new();
    for index in order {
        let times = seen.entry(items[index].name()).or_default();
        *times += 1;
        items[index].nth = *times;
    }
}

/// The items of one deal, oldest first.
pub fn deal_items(briefing: &Briefing, id: DealId, items: &mut Vec<Item>) {
    let (deal, from) = (briefing.deal(id), items.len());
    let mut before: Option<Status> = None;
    for Step { day, status, claim } in deal.steps(briefing.day) {
        let index = deal.status.index_of(claim).unwrap_or(0);
        let change = match before {
            None => Change::New(status, index),
            Some(old) => Change::Step(old, status, index),
        };
        before = Some(status);
        items.push(Item { day, subject: Subject::Deal(id), change, nth: 1 });
    }
    part_items(briefing, id, items);
    revisions(briefing, Subject::Deal(id), items);
    items[from..].sort_by_key(|i| i.day);
    number(briefing, &mut items[from..]);
}

/// What happened to legs, tranches and milestones that the status of their deal does not tell.
fn part_items(briefing: &Briefing, id: DealId, items: &mut Vec<Item>) {
    let deal = briefing.deal(id);
    for (at, part, fact) in FactAt::all(deal) {
        let mut add = |day: Date, change: Change| {
            if day <= briefing.day {
                items.push(Item { day: Some(day), subject: Subject::Deal(id), change, nth: 1 });
            }
        };
        if fact.field == BuiltinField::Met.id() {
            let first = fact.live().filter_map(|claim| Some((claim.effective_day()?, fact.index_of(claim)?))).min();
            first.into_iter().for_each(|(day, index)| add(day, Change::Met(at, index)));
        }
        if at == FactAt::STATUS || !fact.is_status() {
            continue;
        }
        let days: BTreeSet<Date> = fact.live().filter_map(Claim::effective_day).collect();
        for day in days {
            let state = |day| Some(deal.part_on(part, day)?.status);
            let (Some(old), Some(new)) = (day.yesterday().ok().and_then(state), state(day)) else { continue };
            let told = deal.state_on(day).is_some_and(|whole| whole.status == new && deal.has_step(day));
            let index = fact.status_on(day).and_then(|claim| fact.index_of(claim));
            if let Some(index) = index.filter(|_| old != new && !told) {
                add(day, Change::Part(at, old, new, index));
            }
        }
    }
}
