//! Alternatives: deals of which only one will happen (`alternative_to`).
//!
//! Deals that are linked so, directly or over others, are one choice. A total counts a choice once: at least
//! the lowest of its deals, at most the highest.

use crate::model::{Briefing, DealId};

/// Per deal: the first deal of its choice; `None` if it has no alternatives.
pub(super) fn all(briefing: &Briefing) -> Vec<Option<DealId>> {
    let mut parent: Vec<u32> = (0..briefing.deals.len() as u32).collect();
    let mut linked = vec![false; briefing.deals.len()];
    for (index, deal) in briefing.deals.iter().enumerate() {
        for other in &deal.alternative_to {
            let (a, b) = (root(&mut parent, index as u32), root(&mut parent, other.deal.0));
            parent[a.max(b) as usize] = a.min(b);
            linked[index] = true;
            linked[other.deal.index()] = true;
        }
    }
    (0..briefing.deals.len()).map(|i| linked[i].then(|| DealId(root(&mut parent, i as u32)))).collect()
}

/// The root of a tree; halves the way there, so that long chains stay cheap.
fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        parent[at as usize] = parent[parent[at as usize] as usize];
        at = parent[at as usize];
    }
    at
}
