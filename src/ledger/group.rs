//! Groups: a company together with everything that is `part_of` it; and what it has of a leg that several act in.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Ledger;
use super::entry::At;
use crate::model::{Briefing, Company, CompanyId, DealId, Leg};
use crate::quantity::Quantity;
use crate::vocabulary::is_in as is_in_role;

/// Who belongs to whom on a day.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    parents: Vec<Option<CompanyId>>,
    roots: Arc<Vec<CompanyId>>,
    /// Whether they are those of the state's day.
    current: bool,
}

impl Groups {
    /// Those of a day.
    pub(super) fn on(briefing: &Briefing, day: Date) -> Groups {
        let current = day == briefing.day
            || !briefing.companies.iter().flat_map(|company| &company.owners).any(|(claim, _)| claim.on.is_some());
        let parent = |company: &Company| match current {
            true => company.part_of,
            false => company.owner_on(day),
        };
        let parents = briefing.companies.iter().map(|company| parent(company).map(|(owner, _)| owner)).collect();
        let mut groups = Groups { parents, roots: Arc::clone(&briefing.group), current };
        if !current {
            let root = |(id, _)| groups.line(id).last().unwrap_or(id);
            groups.roots = Arc::new(briefing.companies().map(root).collect());
        }
        groups
    }

    /// A company, its owner, the owner of that. Ends where owners of a day own each other.
    fn line(&self, company: CompanyId) -> impl Iterator<Item = CompanyId> {
        let parent = |company: &CompanyId| self.parents[company.index()];
        std::iter::successors(Some(company), parent).take(self.parents.len())
    }
}

/// The deals of a company and of everything that is part of it, newest first.
pub fn group_deals(briefing: &Briefing, company: CompanyId) -> Vec<DealId> {
    let mut members = vec![company];
    let mut next = 0;
    while let Some(&member) = members.get(next) {
        members.extend(briefing.subsidiaries[member.index()].iter().copied());
        next += 1;
    }
    deals_of(briefing, &members)
}

fn deals_of(briefing: &Briefing, members: &[CompanyId]) -> Vec<DealId> {
    let mut deals: Vec<DealId> =
        members.iter().flat_map(|m| briefing.company_deals[m.index()].iter().copied()).collect();
    deals.sort_unstable_by_key(|id| briefing.rank[id.index()]);
    deals.dedup();
    deals
}

/// Whether a company is `group` or part of it on the state's day.
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

/// Between which parts of a leg's amounts somebody's lies; of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Portion {
    low: Decimal,
    high: Decimal,
}

impl Portion {
    /// All of it.
    pub(super) const ALL: Portion = Portion { low: Decimal::ONE, high: Decimal::ONE };

    pub(super) fn is_all(self) -> bool {
        self == Portion::ALL
    }

    /// Whether others have a part in it, and nobody says how much.
    pub(super) fn is_joint(self) -> bool {
        self.low != self.high
    }

    /// So many per cent.
    pub(super) fn percent(share: &Quantity) -> Portion {
        let part = |n: Decimal| n / Decimal::ONE_HUNDRED;
        Portion { low: part(share.low), high: share.high.map_or(Decimal::ONE, part) }
    }

    /// What a part leaves.
    pub(super) fn without(self, part: Portion) -> Portion {
        let left = |of: Decimal, part: Decimal| (of - part).max(Decimal::ZERO);
        Portion { low: left(self.low, part.high), high: left(self.high, part.low) }
    }

    /// With another part.
    fn with(self, part: Portion) -> Portion {
        Portion { low: self.low + part.low, high: self.high + part.high }
    }

    /// None of it, or all, or anything between.
    pub(super) fn at_most(self) -> Portion {
        Portion { low: Decimal::ZERO, ..self }
    }

    /// This part of an amount.
    pub(super) fn of(self, amount: Quantity) -> Quantity {
        if self.is_all() {
            return amount;
        }
        let scaled = |n: Decimal, by: Decimal| n.saturating_mul(by).normalize();
        let low = scaled(amount.low, self.low);
        Quantity { low, high: amount.high.map(|high| scaled(high, self.high)), low_open: false, ..amount }
    }
}

impl Ledger<'_> {
    /// The company at the top of a company's group on the ledger's day.
    pub fn root(&self, company: CompanyId) -> CompanyId {
        self.groups.roots[company.index()]
    }

    /// Whether a company is `group` or part of it on the ledger's day.
    pub fn is_in(&self, company: CompanyId, group: CompanyId) -> bool {
        self.groups.line(company).any(|owner| owner == group)
    }

    /// The deals of a company and of everything that is part of it on the ledger's day, newest first.
    pub(super) fn group_deals(&self, group: CompanyId) -> Vec<DealId> {
        if self.groups.current {
            return group_deals(self.briefing, group);
        }
        let companies = self.briefing.companies().map(|(id, _)| id);
        deals_of(self.briefing, &companies.filter(|company| self.is_in(*company, group)).collect::<Vec<_>>())
    }

    /// Where the value of a leg runs, after the roll-up.
    pub(super) fn span(&self, leg: &Leg) -> Span {
        let mut pairs =
            leg.payers().flat_map(|payer| leg.payees().map(move |payee| self.root(payer) == self.root(payee)));
        let Some(first) = pairs.next() else { return Span::Across };
        match (first, pairs.all(|inside| inside == first)) {
            (true, true) => Span::Inside,
            (false, true) => Span::Across,
            (_, false) => Span::Partly,
        }
    }

    /// What those inside have of a leg's amounts, on the side of its payees or of its payers: their stated shares, and
    /// what these leave if all others who act in it are inside too. Who has a part in a leg of its own has no more of the
    /// rest. `None` if that leaves nobody.
    pub(super) fn portion(
        &self,
        at: At,
        leg: &Leg,
        receives: bool,
        inside: impl Fn(CompanyId) -> bool,
    ) -> Option<Portion> {
        let kind = leg.kind.get();
        let keys = if receives { &kind.payees } else { &kind.payers };
        let side = |leg: &Leg| if receives { leg.payees().collect::<Vec<_>>() } else { leg.payers().collect() };
        let members: Vec<CompanyId> = side(leg);
        if members.len() <= 1 && !leg.unnamed.iter().any(|(role, _)| is_in_role(*role, keys)) {
            return Some(Portion::ALL);
        }
        let parts = self.links.parts.get(&at).into_iter().flatten();
        let apart: Vec<CompanyId> =
            parts.flat_map(|(deal, index)| side(&self.briefing.deal(*deal).legs[*index])).collect();
        let none = Portion { low: Decimal::ZERO, high: Decimal::ZERO };
        let (mut rest, mut shared, mut some, mut within, mut others) = (Portion::ALL, none, false, 0, 0);
        for company in members.iter().filter(|company| !apart.contains(company)) {
            let portion = leg.portions.iter().find(|(party, _)| party == company);
            match portion.and_then(|(_, fact)| self.figure(Some(fact))) {
                Some((_, share)) => {
                    let portion = Portion::percent(share);
                    rest = rest.without(portion);
                    if inside(*company) {
                        (shared, some) = (shared.with(portion), true);
                    }
                }
                None if inside(*company) => within += 1,
                None => others += 1,
            }
        }
        others += leg.unnamed.iter().filter(|(role, _)| is_in_role(*role, keys)).count();
        match (within, others) {
            (0, _) => some.then_some(shared),
            (_, 0) => Some(shared.with(rest)),
            (_, _) => Some(shared.with(rest.at_most())),
        }
    }
}
