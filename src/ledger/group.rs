//! Groups: a company together with everything that is `part_of` it.

use crate::model::{Briefing, CompanyId, DealId, Leg};

/// The deals of a company and of everything that is part of it, newest first.
pub fn group_deals(briefing: &Briefing, company: CompanyId) -> Vec<DealId> {
    let mut members = vec![company];
    let mut next = 0;
    while let Some(&member) = members.get(next) {
        members.extend(briefing.subsidiaries[member.index()].iter().copied());
        next += 1;
    }
    let mut deals: Vec<DealId> =
        members.iter().flat_map(|m| briefing.company_deals[m.index()].iter().copied()).collect();
    deals.sort_unstable_by_key(|id| briefing.rank[id.index()]);
    deals.dedup();
    deals
}

/// Whether a company is `group` or part of it.
pub fn is_in(briefing: &Briefing, company: CompanyId, group: CompanyId) -> bool {
    let mut at = company;
    loop {
        if at == group {
            return true;
        }
        match briefing.company(at).part_of {
            Some((parent, _)) => at = parent,
            None => return false,
        }
    }
}

/// How the two sides of a leg lie to each other once they are rolled up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// From one group to others.
    Across,
    /// Several companies act together, some on both sides: a part may stay inside a group.
    Partly,
    /// Between companies of one group.
    Inside,
}

/// Where the value of a leg runs, after the roll-up.
pub(super) fn span(briefing: &Briefing, leg: &Leg) -> Span {
    let root = |company: CompanyId| briefing.group[company.index()];
    let mut pairs = leg.payers().flat_map(|payer| leg.payees().map(move |payee| root(payer) == root(payee)));
    let Some(first) = pairs.next() else { return Span::Across };
    match (first, pairs.all(|inside| inside == first)) {
        (true, true) => Span::Inside,
        (false, true) => Span::Across,
        (_, false) => Span::Partly,
    }
}
