//! Which deals have taken the place of others: `supersedes`, and `expands` with `adds = "total"`.
//!
//! A newer deal takes the older one's place from the day on which it is at least as firm: a contract is not
//! undone by talks about the next one, and no bucket counts both. A deal that was binding once has replaced
//! its predecessor for good, also if it is cancelled later.

use jiff::civil::Date;

use crate::model::{Briefing, Bucket, Deal, DealId, Entity, Expansion, Rank};

/// How one deal took another's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// It supersedes it.
    Superseded,
    /// It is the new total of which the old one is a part.
    Enlarged,
}

/// What has taken a deal's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The newer deal.
    pub by: DealId,
    /// How.
    pub how: How,
}

/// Per deal: what has taken its place by `day`. Each relation is looked at once.
pub(super) fn all(briefing: &Briefing, day: Date) -> Vec<Option<Replacement>> {
    let mut replaced = vec![None; briefing.deals.len()];
    for (by, deal) in briefing.deals() {
        for (old, how) in predecessors(deal) {
            if old != by && takes_over(deal, briefing.deal(old), day) {
                replaced[old.index()].get_or_insert(Replacement { by, how });
            }
        }
    }
    replaced
}

/// Whether a later deal has taken this one's place by `day`.
pub fn is_replaced(briefing: &Briefing, id: DealId, day: Date) -> bool {
    let old = briefing.deal(id);
    briefing.deal_backlinks[id.index()].iter().any(|from| match from {
        Entity::Deal(by) if *by != id => {
            let new = briefing.deal(*by);
            predecessors(new).any(|(deal, _)| deal == id) && takes_over(new, old, day)
        }
        Entity::Deal(_) | Entity::Company(_) | Entity::Page(_) => false,
    })
}

/// The deals whose place a deal takes once it is firm enough.
pub(super) fn predecessors(deal: &Deal) -> impl Iterator<Item = (DealId, How)> {
    let superseded = deal.supersedes.iter().map(|r| (r.deal, How::Superseded));
    let enlarged = deal.expands.iter().filter(|(_, adds)| *adds == Expansion::Total);
    superseded.chain(enlarged.map(|(r, _)| (r.deal, How::Enlarged)))
}

fn takes_over(new: &Deal, old: &Deal, day: Date) -> bool {
    let bucket = new.bucket_on(day);
    // Buckets are ordered from the firmest.
    (bucket != Bucket::Off && bucket <= old.bucket_on(day)) || was_binding(new, day)
}

fn was_binding(deal: &Deal, day: Date) -> bool {
    deal.status
        .claims
        .iter()
        .filter(|c| c.rank != Rank::Deprecated && c.effective_day().is_none_or(|d| d <= day))
        .any(|c| c.status().is_some_and(|s| s.bucket(c.hedge) == Bucket::Committed))
}
