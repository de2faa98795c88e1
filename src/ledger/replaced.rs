//! What has taken the place of what: `supersedes`, of deals, legs and tranches.
//!
//! What is newer takes the older one's place from the day on which it is at least as firm: a contract is not undone by
//! talks about the next one, and no bucket counts both. If the newer one ends, the older one counts again.

use std::hash::{Hash, Hasher};

use ahash::AHashMap;
use jiff::civil::Date;

use super::entry::At;
use super::links;
use crate::model::{Briefing, Bucket, Deal, DealId, Entity, Expansion, Place};

/// How one deal took another's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// It supersedes it.
    Superseded,
    /// It is the new total of which the old one is a part.
    Enlarged,
}

/// What has taken a deal's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Replacement {
    /// The newer deal.
    pub by: DealId,
    /// How.
    pub how: How,
}

/// What has been replaced by a day.
#[derive(Clone, Debug, Default)]
pub(super) struct Replaced {
    /// Per deal.
    pub(super) deals: Vec<Option<Replacement>>,
    /// Legs, and tranches by their place in the leg.
    parts: AHashMap<(At, Option<usize>), DealId>,
}

impl Hash for Replaced {
    fn hash<H: Hasher>(&self, into: &mut H) {
        let mut parts: Vec<_> = self.parts.iter().collect();
        parts.sort_unstable();
        (&self.deals, parts).hash(into);
    }
}

impl Replaced {
    /// Nothing is replaced.
    pub(super) fn nothing(briefing: &Briefing) -> Replaced {
        Replaced { deals: vec![None; briefing.deals.len()], parts: AHashMap::new() }
    }

    /// All of a day. Each relation is looked at once.
    pub(super) fn new(briefing: &Briefing, day: Date) -> Replaced {
        let mut replaced = Replaced::nothing(briefing);
        for (by, deal) in briefing.deals() {
            for old in deal.supersedes.iter().map(|relation| relation.deal).filter(|old| *old != by) {
                if takes_over(deal.bucket_on(day), briefing.deal(old).bucket_on(day)) {
                    replaced.deals[old.index()].get_or_insert(Replacement { by, how: How::Superseded });
                }
            }
            replaced.enter(briefing, by, &deal.replaces, deal.bucket_on(day), day);
            for leg in deal.legs.iter().filter(|leg| !leg.supersedes.is_empty()) {
                let bucket = deal.leg_on(leg, day).map_or(Bucket::Off, |state| state.bucket());
                replaced.enter(briefing, by, &leg.supersedes, bucket, day);
            }
        }
        replaced
    }

    fn enter(&mut self, briefing: &Briefing, by: DealId, places: &[Place], new: Bucket, day: Date) {
        for place in places {
            let old = briefing.deal(place.deal);
            let Some(id) = &place.leg else {
                if takes_over(new, old.bucket_on(day)) && place.deal != by {
                    self.deals[place.deal.index()].get_or_insert(Replacement { by, how: How::Superseded });
                }
                continue;
            };
            let Some(at) = links::named(briefing, place.deal, id) else { continue };
            let leg = &old.legs[at.1];
            let tranche = place.tranche.as_ref().map(|id| leg.tranches.iter().position(|tranche| tranche.id == *id));
            let (state, key) = match tranche {
                Some(None) => continue,
                Some(Some(index)) => (old.tranche_on(leg, &leg.tranches[index], day), Some(index)),
                None => (old.leg_on(leg, day), None),
            };
            if takes_over(new, state.map_or(Bucket::Off, |state| state.bucket())) {
                self.parts.entry((at, key)).or_insert(by);
            }
        }
    }

    /// The deal that has taken the place of a leg, alone or with all of its deal.
    pub(super) fn leg(&self, at: At) -> Option<Replacement> {
        let alone = self.parts.get(&(at, None)).map(|by| Replacement { by: *by, how: How::Superseded });
        self.deals[at.0.index()].or(alone)
    }

    /// The deal that has taken the place of a tranche alone.
    pub(super) fn tranche(&self, at: At, tranche: usize) -> Option<Replacement> {
        self.parts.get(&(at, Some(tranche))).map(|by| Replacement { by: *by, how: How::Superseded })
    }
}

/// Whether a later deal has taken this one's place by `day`.
pub fn is_replaced(briefing: &Briefing, id: DealId, day: Date) -> bool {
    let old = briefing.deal(id);
    briefing.deal_backlinks[id.index()].iter().any(|from| match from {
        Entity::Deal(by) if *by != id => {
            let new = briefing.deal(*by);
            predecessors(new).any(|(deal, _)| deal == id) && takes_over(new.bucket_on(day), old.bucket_on(day))
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

/// Buckets are ordered from the firmest.
fn takes_over(new: Bucket, old: Bucket) -> bool {
    new != Bucket::Off && new <= old
}
