//! Which sources are quoted and have no clipping, so that it can be said once that their quotes went unchecked.

use std::collections::HashSet;

use crate::files::Files;
use crate::model::{Briefing, Citation, Claim, SourceId};

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
    for deal in &briefing.deals {
        deal.facts().flat_map(|(_, f)| &f.claims).chain(&deal.status.claims).for_each(&mut claim);
    }
    for company in &briefing.companies {
        company
            .facts
            .iter()
            .flat_map(|f| &f.claims)
            .chain(company.valuations.iter().map(|(c, _)| c))
            .for_each(&mut claim);
    }
    for deal in &briefing.deals {
        deal.quotes.iter().for_each(|q| see(&q.sources));
        deal.reactions.iter().filter(|r| r.quote.is_some()).for_each(|r| see(&r.sources));
    }
    briefing.companies.iter().flat_map(|c| &c.events).filter(|e| e.quote.is_some()).for_each(|e| see(&e.sources));
    let id = |index: usize| briefing.source(SourceId(index as u32)).id.as_str();
    (0..quoted.len()).filter(|&i| quoted[i]).map(id).filter(|id| !at_hand.contains(id)).collect()
}
