//! Further payments: of several legs by which the same buyers get shares of the same company from their owners, one is the
//! purchase, and those beside it that say nothing of shares are money: an earn-out, a contingent value right.

use std::collections::BTreeMap;

use crate::model::{BuiltinField, Leg};

/// Marks the legs of a deal that pay more for what another of its legs buys.
pub(super) fn mark(legs: &mut [Leg]) {
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, leg) in legs.iter().enumerate().filter(|(_, leg)| !leg.frame && leg.of_which.is_none()) {
        if let Some(bought) = leg.bought() {
            alike.entry(bought).or_default().push(index);
        }
    }
    for group in alike.into_values().filter(|group| group.len() > 1) {
        let find = |is: fn(&Leg) -> bool| group.iter().copied().find(|index| is(&legs[*index]));
        let purchase = find(says_shares).or_else(|| find(is_free)).unwrap_or(group[0]);
        for index in group {
            legs[index].further = index != purchase && !says_shares(&legs[index]);
        }
    }
}

/// Whether a leg, or a tranche of it, says how much of the company it is about.
fn says_shares(leg: &Leg) -> bool {
    let fields = [BuiltinField::Stake, BuiltinField::Shares];
    let of_tranche = |field| leg.tranches.iter().any(|tranche| tranche.builtin(field).is_some());
    fields.into_iter().any(|field| leg.builtin(field).is_some() || of_tranche(field))
}

/// Whether it waits for nothing.
fn is_free(leg: &Leg) -> bool {
    leg.builtin(BuiltinField::Condition).is_none()
}
