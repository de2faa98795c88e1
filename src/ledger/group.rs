//! Groups: a company together with everything that is `part_of` it; and what it has of a leg that several act in.

use std::sync::Arc;

use ahash::{AHashMap, AHashSet};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Ledger;
use super::entry::At;
use super::split::Piece;
use crate::model::{Briefing, Company, CompanyId, DealId, Fact, Leg};
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
    /// Whether some of it is what the others leave.
    of_rest: bool,
    /// Whether a share that it comes from is about right, no more.
    about: bool,
}

impl Portion {
    /// All of it.
    pub(super) const ALL: Portion = Portion { low: Decimal::ONE, high: Decimal::ONE, of_rest: false, about: false };

    /// Nothing.
    pub(super) const NONE: Portion = Portion { low: Decimal::ZERO, high: Decimal::ZERO, of_rest: false, about: false };

    pub(super) fn is_all(self) -> bool {
        (self.low, self.high) == (Decimal::ONE, Decimal::ONE)
    }

    /// Whether others have a part in it, and nobody says how much.
    pub(super) fn is_joint(self) -> bool {
        self.low != self.high
    }

    /// So many per cent.
    pub(super) fn percent(share: &Quantity) -> Portion {
        let part = |n: Decimal| n / Decimal::ONE_HUNDRED;
        let high = share.high.map_or(Decimal::ONE, part);
        Portion { low: part(share.low), high, of_rest: false, about: share.about }
    }

    /// What a part leaves.
    pub(super) fn without(self, part: Portion) -> Portion {
        let left = |of: Decimal, part: Decimal| (of - part).max(Decimal::ZERO);
        let about = self.about || part.about;
        Portion { low: left(self.low, part.high), high: left(self.high, part.low), of_rest: true, about }
    }

    /// What of this part of one side certainly comes to that part of the other, and what at most does: nobody says who
    /// of several pays whom.
    pub(super) fn met_by(self, other: Portion) -> Portion {
        let least = self.low.saturating_add(other.low).saturating_sub(Decimal::ONE).max(Decimal::ZERO);
        let about = self.about || other.about;
        Portion { low: least, high: self.high.min(other.high), of_rest: self.of_rest || other.of_rest, about }
    }

    /// What of this part of one side goes to others than that part of the other side. Nothing is [`Portion::NONE`].
    pub(super) fn beyond(self, other: Portion) -> Portion {
        let left = |part: Decimal| Decimal::ONE.saturating_sub(part).max(Decimal::ZERO);
        let high = self.high.min(left(other.low));
        if high.is_zero() {
            return Portion::NONE;
        }
        let low = self.low.saturating_sub(other.high).max(Decimal::ZERO);
        Portion { low, high, of_rest: self.of_rest, about: self.about || other.about }
    }

    /// With another part.
    pub(super) fn with(self, part: Portion) -> Portion {
        Portion {
            low: self.low.saturating_add(part.low),
            high: self.high.saturating_add(part.high),
            of_rest: self.of_rest || part.of_rest,
            about: self.about || part.about,
        }
    }

    /// None of it, or all, or anything between.
    pub(super) fn at_most(self) -> Portion {
        Portion { low: Decimal::ZERO, ..self }
    }

    /// This part of a whole of which only `left` is not in legs of its own: a share is one of the whole, and who has none
    /// has of what these leave.
    fn of_left(self, whole: Quantity, left: Quantity) -> Quantity {
        let stated = self.of(whole);
        let beside = |end: Decimal, part: Decimal, whole: Decimal| {
            let others = Decimal::ONE.saturating_sub(part).saturating_mul(whole);
            end.saturating_sub(others).max(Decimal::ZERO).normalize()
        };
        if !self.of_rest {
            return stated;
        }
        let low = match whole.high {
            Some(high) if !self.low.is_zero() => beside(left.low, self.low, high).min(stated.low),
            Some(_) | None => Decimal::ZERO,
        };
        let high = left.high.map(|high| beside(high, self.high, whole.low).max(low));
        Quantity { low, high, ..stated }
    }

    /// What somebody has of this part who has that part of it.
    pub(super) fn of_part(self, part: Portion) -> Portion {
        let both = |one: Decimal, other: Decimal| one.saturating_mul(other);
        Portion {
            low: both(self.low, part.low),
            high: both(self.high, part.high),
            of_rest: self.of_rest || part.of_rest,
            about: self.about || part.about,
        }
    }

    /// This part of what a leg, or a piece of it, comes to.
    pub(super) fn of_piece(self, leg: &Leg, piece: &Piece<'_>) -> Option<Quantity> {
        let sum = piece.sum?;
        Some(match piece.rest {
            Some(rest) if leg.tranches.is_empty() && !self.is_all() => self.of_left(rest.whole, sum),
            Some(_) | None => self.of(sum),
        })
    }

    /// This part of an amount.
    pub(super) fn of(self, amount: Quantity) -> Quantity {
        if self.is_all() {
            return amount;
        }
        let scaled = |n: Decimal, by: Decimal| n.saturating_mul(by).normalize();
        let low = scaled(amount.low, self.low);
        let high = amount.high.map(|high| scaled(high, self.high));
        Quantity { low, high, low_open: false, about: amount.about || self.about, ..amount }
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

    /// What those inside have of a leg's amounts, on the side of its payees or of its payers. `None` if that leaves nobody.
    pub(super) fn portion(
        &self,
        at: At,
        leg: &Leg,
        receives: bool,
        inside: impl Fn(CompanyId) -> bool,
    ) -> Option<Portion> {
        let acting = self.acting(at, leg, receives);
        acting.portion(acting.members.iter().filter(|(company, _)| inside(*company)))
    }

    /// Those on one side of a leg, its payees or its payers.
    pub(super) fn acting(&self, at: At, leg: &Leg, receives: bool) -> Acting {
        let kind = leg.kind.get();
        let keys = if receives { &kind.payees } else { &kind.payers };
        let unnamed = leg.unnamed.iter().filter(|(role, _)| is_in_role(*role, keys)).count();
        let members: Vec<CompanyId> = leg.in_one_of(keys).collect();
        if members.len() <= 1 && unnamed == 0 {
            return Acting { alone: true, members: Vec::new(), silent: 0, rest: Portion::ALL };
        }
        let parts = self.links.parts.get(&at).into_iter().flatten();
        let apart: AHashSet<CompanyId> =
            parts.flat_map(|(deal, index)| self.briefing.deal(*deal).legs[*index].in_one_of(keys)).collect();
        let shares: AHashMap<CompanyId, &Fact> =
            leg.portions.iter().rev().map(|(party, fact)| (*party, fact)).collect();
        let share = |company| Some(Portion::percent(self.figure(shares.get(&company).copied())?.1));
        let members = members.into_iter().filter(|company| !apart.contains(company));
        let members: Vec<Member> = members.map(|company| (company, share(company))).collect();
        let silent = unnamed + members.iter().filter(|(_, share)| share.is_none()).count();
        let rest = members
            .iter()
            .filter_map(|(_, share)| *share)
            .fold(Portion { of_rest: true, ..Portion::ALL }, Portion::without);
        Acting { alone: false, members, silent, rest }
    }
}

/// Who acts on a side, and the share that is stated.
type Member = (CompanyId, Option<Portion>);

/// Those on one side of a leg, and what they are known to have of its amounts.
pub(super) struct Acting {
    /// Whether there is nobody else.
    alone: bool,
    /// Those with a name. Who has a part in a leg of its own has no more of the rest, and is not among them.
    members: Vec<Member>,
    /// How many have no share of their own, with a name or without.
    silent: usize,
    /// What is left for these.
    rest: Portion,
}

impl Acting {
    /// What some have: their shares, and what these leave if nobody else is without one. `None` if that leaves nobody.
    fn portion<'m>(&self, some: impl IntoIterator<Item = &'m Member>) -> Option<Portion> {
        if self.alone {
            return Some(Portion::ALL);
        }
        let (mut shared, mut stated, mut silent) = (Portion::NONE, false, 0);
        for (_, share) in some {
            match share {
                Some(portion) => (shared, stated) = (shared.with(*portion), true),
                None => silent += 1,
            }
        }
        match silent {
            0 => stated.then_some(shared),
            all if all == self.silent => Some(shared.with(self.rest)),
            _ => Some(shared.with(self.rest.at_most())),
        }
    }

    /// What each group has.
    pub(super) fn portions(&self, root: impl Fn(CompanyId) -> CompanyId) -> impl Fn(CompanyId) -> Option<Portion> {
        let mut groups: AHashMap<CompanyId, Vec<&Member>> = AHashMap::new();
        for member in &self.members {
            groups.entry(root(member.0)).or_default().push(member);
        }
        move |group| self.portion(groups.get(&group).into_iter().flatten().copied())
    }
}
