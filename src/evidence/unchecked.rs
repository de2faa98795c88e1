//! Which sources are quoted and have no clipping, so that it can be said once that their quotes went unchecked.

use std::collections::HashSet;

use crate::files::Files;
use crate::model::{Briefing, Citation, Claim};

/// The ids of sources that some quote is from and whose clipping is not there, in their order.
pub fn unchecked<'b>(briefing: &'b Briefing, files: &Files) -> Vec<&'b str> {
    let at_hand: HashSet<&str> = files.clippings().filter_map(super::clipping::id).collect();
    let mut quoted = vec![false; briefing.sources.len()];
    let mut see = |sources: &[Citation]| sources.iter().for_each(|c| quoted[c.source.index()] = true);
    let mut claim = |c: &Claim| {
        if c.quote.is_some() {
            see(&c.sources);
        }
    };
    briefing.deals.iter().flat_map(|d| d.claims()).for_each(&mut claim);
    briefing.companies.iter().flat_map(|c| c.claims()).for_each(&mut claim);
    for deal in &briefing.deals {
        deal.quotes.iter().for_each(|q| see(&q.sources));
        deal.reactions.iter().filter(|r| r.quote.is_some()).for_each(|r| see(&r.sources));
    }
    briefing.companies.iter().flat_map(|c| &c.events).filter(|e| e.quote.is_some()).for_each(|e| see(&e.sources));
    let ids = briefing.sources().filter(|(id, _)| quoted[id.index()]).map(|(_, source)| source.id.as_str());
    ids.filter(|id| !at_hand.contains(id)).collect()
}
