//! A briefing as it was known on an earlier day: without what only later sources say.

use std::sync::Arc;

use jiff::civil::Date;

use super::{best, company, index};
use crate::model::{Briefing, Claim, Fact};

/// What was known on one day of what held on another. Claims all of whose sources are of later days are gone, and with
/// them facts that nobody had stated; what held is chosen again among those that are left.
pub fn as_known(briefing: &Briefing, known: Date, day: Date) -> Briefing {
    let mut past = Briefing { day, ..briefing.clone() };
    let sources = Arc::clone(&briefing.sources);
    let is_later = |claim: &Claim| {
        let of = |c: &crate::model::Citation| sources[c.source.index()].day().is_some_and(|of| of > known);
        !claim.sources.is_empty() && claim.sources.iter().all(of)
    };
    let keep = |fact: &mut Fact| {
        fact.claims.retain(|claim| !is_later(claim));
        best::choose(fact, &sources, day);
        !fact.claims.is_empty()
    };
    for deal in &mut past.deals {
        let deal = Arc::make_mut(deal);
        keep(&mut deal.status);
        for leg in &mut deal.legs {
            leg.facts.retain_mut(keep);
            leg.portions.retain_mut(|(_, share)| keep(share));
            leg.tranches.iter_mut().for_each(|tranche| tranche.facts.retain_mut(keep));
        }
        deal.milestones.iter_mut().for_each(|milestone| milestone.facts.retain_mut(keep));
        deal.reactions.iter_mut().for_each(|reaction| reaction.facts.retain_mut(keep));
    }
    for company in &mut past.companies {
        let company = Arc::make_mut(company);
        company.facts.retain_mut(keep);
        company.valuation.take_if(|fact| !keep(fact));
        company.valued_if.retain(|(claim, _)| !is_later(claim));
        company.owners.retain(|(claim, _)| !is_later(claim));
        company.part_of = company.owner_on(day);
    }
    // Who belonged to itself then is no problem of the sheets.
    past.group = Arc::new(company::groups(&mut past.companies, &mut Vec::new()));
    past.subsidiaries = Arc::new(index::subsidiaries(&past.companies));
    past
}
