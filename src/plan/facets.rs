//! By what lists of deals are narrowed down: status, kind, company, year; and by two of them at once while a site is small.
//!
//! A company stands for its whole group. A year has the deals to which something happened in it. What every deal has narrows
//! nothing down: a company or a year of that sort is no facet.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Plan, Subject};
use crate::model::{Briefing, CompanyId, DealId, Status};
use crate::vocabulary::Kind;

/// Deals up to which there are lists of two facets. Their number grows faster than that of deals.
const SMALL: usize = 200;
/// Companies that lists are narrowed down by: those with the most deals.
const COMPANIES: usize = 12;

/// Something that deals have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// How far they have come.
    Status(Status),
    /// A leg of this kind.
    Kind(Kind),
    /// A company of this group.
    Company(CompanyId),
    /// Something happened to them in this year.
    Year(i16),
}

impl Facet {
    /// `status-signed`: as programs of a page know it.
    pub fn name(self, briefing: &Briefing) -> String {
        match self {
            Facet::Status(status) => format!("status-{}", status.name()),
            Facet::Kind(kind) => format!("kind-{}", kind.name()),
            Facet::Company(id) => format!("company-{}", briefing.company(id).id),
            Facet::Year(year) => format!("year-{year}"),
        }
    }

    /// Whether the other one is of the same sort, so that a deal list has one of them at most.
    pub fn is_like(self, other: Facet) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// The kind of leg that a list is about; it has no others then.
    pub fn kind(self) -> Option<Kind> {
        if let Facet::Kind(kind) = self { Some(kind) } else { None }
    }
}

/// The deals of each facet, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    one: BTreeMap<Facet, Vec<DealId>>,
    both: BTreeMap<(Facet, Facet), Vec<DealId>>,
    /// Those that are facets, the one with the most deals first.
    companies: Vec<CompanyId>,
    /// Per deal: the facets that lists offer.
    of_deals: Vec<Vec<Facet>>,
}

impl Facets {
    /// Those of a site whose movements are known.
    pub(super) fn new(briefing: &Briefing, plan: &Plan) -> Facets {
        let years = years(plan);
        let mut facets = Facets { of_deals: vec![Vec::new(); briefing.deals.len()], ..Facets::default() };
        for &id in briefing.chronology.iter() {
            let own = of_deal(briefing, id, years.get(&id));
            own.iter().for_each(|facet| facets.one.entry(*facet).or_default().push(id));
            facets.of_deals[id.index()] = own;
        }
        facets.choose_companies(briefing.deals.len());
        let mut of_deals = std::mem::take(&mut facets.of_deals);
        of_deals.iter_mut().for_each(|own| own.retain(|facet| facets.is_offered(*facet)));
        if briefing.deals.len() <= SMALL {
            for id in briefing.chronology.iter() {
                let own = &of_deals[id.index()];
                let pairs = own.iter().flat_map(|one| own.iter().map(move |other| (*one, *other)));
                for pair in pairs.filter(|(one, other)| one < other && !one.is_like(*other)) {
                    facets.both.entry(pair).or_default().push(*id);
                }
            }
        }
        facets.of_deals = of_deals;
        facets
    }

    /// Keeps the companies with the most deals; not one that all deals have.
    fn choose_companies(&mut self, all: usize) {
        let company = |facet: &Facet| if let Facet::Company(id) = facet { Some(*id) } else { None };
        let counted = self.one.iter().filter(|(_, deals)| deals.len() < all);
        let mut companies: Vec<(usize, CompanyId)> =
            counted.filter_map(|(facet, deals)| Some((deals.len(), company(facet)?))).collect();
        companies.sort_by_key(|(deals, id)| (Reverse(*deals), *id));
        companies.truncate(COMPANIES);
        self.companies = companies.into_iter().map(|(_, id)| id).collect();
        self.one.retain(|facet, _| company(facet).is_none_or(|id| self.companies.contains(&id)));
    }

    /// Whether lists are narrowed down by it; of years, if there are several.
    fn is_offered(&self, facet: Facet) -> bool {
        match facet {
            Facet::Status(_) | Facet::Kind(_) => true,
            Facet::Company(id) => self.companies.contains(&id),
            Facet::Year(_) => self.years().nth(1).is_some(),
        }
    }

    /// All facets of a sort in the order of lists: statuses and kinds in their own, companies with the most deals and the
    /// newest years first.
    pub fn offered(&self) -> [Vec<Facet>; 4] {
        let of = |is: fn(&Facet) -> bool| self.one.keys().copied().filter(is).collect::<Vec<_>>();
        let companies = self.companies.iter().map(|id| Facet::Company(*id)).collect();
        let years = self.years().map(Facet::Year).filter(|year| self.is_offered(*year)).collect();
        [of(|f| matches!(f, Facet::Status(_))), of(|f| matches!(f, Facet::Kind(_))), companies, years]
    }

    /// The years in which something happened, newest first.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.one.keys().rev().filter_map(|facet| if let Facet::Year(year) = facet { Some(*year) } else { None })
    }

    /// All facets.
    pub fn all(&self) -> impl Iterator<Item = (Facet, &[DealId])> {
        self.one.iter().map(|(facet, deals)| (*facet, deals.as_slice()))
    }

    /// All pairs that some deal has.
    pub fn pairs(&self) -> impl Iterator<Item = ((Facet, Facet), &[DealId])> {
        self.both.iter().map(|(pair, deals)| (*pair, deals.as_slice()))
    }

    /// Whether there are lists of two facets.
    pub fn combine(&self) -> bool {
        !self.both.is_empty()
    }

    /// The deals that have a facet.
    pub fn of(&self, facet: Facet) -> &[DealId] {
        self.one.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// The deals that have both, in either order.
    pub fn of_both(&self, one: Facet, other: Facet) -> &[DealId] {
        self.both.get(&(one.min(other), one.max(other))).map_or(&[], Vec::as_slice)
    }

    /// The facets of a deal, as far as lists offer them.
    pub fn of_deal(&self, id: DealId) -> &[Facet] {
        self.of_deals.get(id.index()).map_or(&[], Vec::as_slice)
    }
}

/// What a deal has, without repetitions, in the order of facets.
fn of_deal(briefing: &Briefing, id: DealId, years: Option<&BTreeSet<i16>>) -> Vec<Facet> {
    let deal = briefing.deal(id);
    let mut own: Vec<Facet> = deal.legs.iter().map(|leg| Facet::Kind(leg.kind)).collect();
    own.extend(deal.companies().into_iter().map(|company| Facet::Company(briefing.group[company.index()])));
    own.extend(deal.status_on(briefing.day).and_then(|claim| claim.status()).map(Facet::Status));
    own.extend(years.into_iter().flatten().map(|year| Facet::Year(*year)));
    own.sort_unstable();
    own.dedup();
    own
}

/// In which years something happened to each deal.
fn years(plan: &Plan) -> BTreeMap<DealId, BTreeSet<i16>> {
    let mut years: BTreeMap<DealId, BTreeSet<i16>> = BTreeMap::new();
    for item in &plan.items {
        if let (Subject::Deal(id), Some(day)) = (item.subject, item.day) {
            years.entry(id).or_default().insert(day.year());
        }
    }
    years
}
