//! What legs say of one another: parts of a whole (`of_which`), items of a frame (`part_of`), steps of a chain
//! (`expands`), and what has been replaced (`supersedes`).
//!
//! Names are looked up once per ledger. One that leads nowhere links nothing here; [`crate::check`] reports it.

use std::cmp::Reverse;
use std::hash::{Hash, Hasher};

use ahash::AHashMap;

use super::Ledger;
use super::chain::Step;
use super::entry::At;
use crate::model::{Briefing, BuiltinField, CompanyId, DealId, Expansion, Leg, Place};
use crate::quantity::Quantity;

/// Who is linked to whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// Per whole: its parts.
    pub(super) parts: AHashMap<At, Vec<At>>,
    /// Per part: its whole.
    pub(super) whole: AHashMap<At, At>,
    /// Per frame: its items.
    pub(super) items: AHashMap<At, Vec<At>>,
    /// Per step: what it enlarges, and how.
    pub(super) enlarged: AHashMap<At, (At, Expansion)>,
    /// Per step: the first of its chain.
    roots: AHashMap<At, (At, usize)>,
}

impl Hash for Links {
    fn hash<H: Hasher>(&self, into: &mut H) {
        let Links { parts, whole, items, enlarged, roots: _ } = self;
        let mut all: Vec<(At, u8, Vec<At>)> = parts.iter().map(|(at, parts)| (*at, 0, parts.clone())).collect();
        all.extend(whole.iter().map(|(at, whole)| (*at, 1, vec![*whole])));
        all.extend(items.iter().map(|(at, items)| (*at, 2, items.clone())));
        all.extend(enlarged.iter().map(|(at, (step, how))| (*at, 3 + *how as u8, vec![*step])));
        all.sort_unstable();
        all.hash(into);
    }
}

impl Links {
    /// All links of a briefing.
    pub(super) fn new(briefing: &Briefing) -> Links {
        let mut links = Links::default();
        for (id, deal) in briefing.deals() {
            for (index, leg) in deal.legs.iter().enumerate() {
                let at = (id, index);
                if let Some(whole) = leg.of_which.as_ref().and_then(|place| whole(briefing, at, leg, place)) {
                    links.parts.entry(whole).or_default().push(at);
                    links.whole.insert(at, whole);
                }
                if let Some(frame) = leg.part_of.as_ref().and_then(|place| frame(briefing, place)) {
                    links.items.entry(frame).or_default().push(at);
                }
                if let Some(Ok(step)) = enlarged(briefing, id, leg) {
                    links.enlarged.insert(at, step);
                }
            }
        }
        links.roots = links.chains();
        links
    }

    /// The first step of the chain that a step belongs to; of steps that enlarge one another in a circle, one of them.
    pub(super) fn root(&self, at: At) -> At {
        self.roots.get(&at).map_or(at, |(root, _)| *root)
    }

    /// How many steps of its chain lie before a step.
    pub(super) fn before(&self, at: At) -> usize {
        self.roots.get(&at).map_or(0, |(_, before)| *before)
    }

    /// The roots of all steps: each is passed once.
    fn chains(&self) -> AHashMap<At, (At, usize)> {
        let mut roots: AHashMap<At, (At, usize)> = AHashMap::new();
        for start in self.enlarged.keys() {
            let (mut way, mut at) = (Vec::new(), *start);
            let (root, before) = loop {
                match (roots.get(&at), self.enlarged.get(&at)) {
                    (Some(root), _) => break *root,
                    (None, None) => break (at, 0),
                    (None, Some((before, _))) => {
                        roots.insert(at, (*start, 0));
                        way.push(at);
                        at = *before;
                    }
                }
            };
            let way = way.into_iter().rev().enumerate();
            roots.extend(way.map(|(index, step)| (step, (root, before + index + 1))));
        }
        roots
    }
}

/// The legs that a leg is linked to.
#[derive(Clone, Debug, Default)]
pub struct Near {
    /// The frame that it is an item of.
    pub frame: Option<At>,
    /// The items of the frame that it is.
    pub items: Vec<At>,
    /// The leg that it is a part of.
    pub whole: Option<At>,
    /// Its parts.
    pub parts: Vec<At>,
    /// The other steps of its chain, in the order of their deals.
    pub chain: Vec<At>,
    /// What the chain comes to in money, steps of every firmness together.
    pub chain_total: Option<Quantity>,
}

impl Ledger<'_> {
    /// What a leg is linked to.
    pub fn near(&self, at: At) -> Near {
        let links = &self.links;
        let of = |map: &AHashMap<At, Vec<At>>| map.get(&at).cloned().unwrap_or_default();
        let frame = self.briefing.deal(at.0).legs[at.1].part_of.as_ref().and_then(|place| frame(self.briefing, place));
        let mut near = Near { frame, whole: links.whole.get(&at).copied(), ..Near::default() };
        (near.items, near.parts) = (of(&links.items), of(&links.parts));
        let root = links.root(at);
        let mut chain: Vec<At> = links.enlarged.keys().copied().filter(|step| links.root(*step) == root).collect();
        if !chain.is_empty() {
            chain.push(root);
            chain.sort_by_key(|step| (Reverse(self.briefing.rank[step.0.index()]), *step));
            near.chain_total = self.chain_total(&chain);
            near.chain = chain.into_iter().filter(|step| *step != at).collect();
        }
        near
    }

    fn chain_total(&self, chain: &[At]) -> Option<Quantity> {
        let adds = |at: &At| match self.chains.get(&(*at, BuiltinField::Value))? {
            Step::Adds(own) => Some(*own),
            Step::In(_) => None,
        };
        Quantity::sum(chain.iter().filter_map(adds))
    }
}

/// The leg that a name says; `None` if there is none, or several.
pub fn named(briefing: &Briefing, deal: DealId, id: &str) -> Option<At> {
    only(alike(briefing, deal, |leg| leg.is_called(id)))
}

/// The whole that a leg is a part of: a leg of its kind.
pub fn whole(briefing: &Briefing, part: At, leg: &Leg, place: &Place) -> Option<At> {
    let found = match &place.leg {
        Some(id) => named(briefing, place.deal, id)?,
        None => only(alike(briefing, place.deal, |other| other.kind == leg.kind && !other.frame))?,
    };
    let kind = briefing.deal(found.0).legs[found.1].kind;
    (found != part && kind == leg.kind).then_some(found)
}

/// The frame that a place names: a leg, or that of a deal.
pub fn frame(briefing: &Briefing, place: &Place) -> Option<At> {
    let found = match &place.leg {
        Some(id) => named(briefing, place.deal, id)?,
        None => alike(briefing, place.deal, |leg| leg.frame).next()?,
    };
    briefing.deal(found.0).legs[found.1].frame.then_some(found)
}

/// What a leg enlarges, and how: what it names itself, else the leg of the deal that its own deal enlarges which has
/// the same kind, payers and payees. `None` if it enlarges nothing.
///
/// # Errors
/// The deal in which there is no such leg, or several.
pub fn enlarged(briefing: &Briefing, id: DealId, leg: &Leg) -> Option<Result<(At, Expansion), DealId>> {
    let deal = briefing.deal(id);
    let (root, name, adds) = match (&leg.expands, &deal.expands) {
        (Some((place, adds)), _) => (place.deal, place.leg.as_deref(), *adds),
        (None, Some((relation, adds))) if leg.kind.sum && !leg.frame => (relation.deal, None, *adds),
        (None, _) => return None,
    };
    let mut sides: [Vec<CompanyId>; 2] = [leg.payers().collect(), leg.payees().collect()];
    sides.iter_mut().for_each(|side| side.sort_unstable());
    let [payers, payees] = sides;
    let same =
        |other: &Leg| other.kind == leg.kind && are_all(other.payers(), &payers) && are_all(other.payees(), &payees);
    let found = match name {
        Some(name) => named(briefing, root, name),
        None => only(alike(briefing, root, same)),
    };
    Some(found.filter(|at| at.0 != id || name.is_some()).map(|at| (at, adds)).ok_or(root))
}

/// Whether these companies are those of a sorted list, in whichever order.
fn are_all(mut companies: impl Iterator<Item = CompanyId>, sorted: &[CompanyId]) -> bool {
    let mut count = 0;
    let known = companies.by_ref().inspect(|_| count += 1).all(|company| sorted.binary_search(&company).is_ok());
    known && count == sorted.len()
}

fn alike<'b>(briefing: &'b Briefing, deal: DealId, is: impl Fn(&Leg) -> bool + 'b) -> impl Iterator<Item = At> + 'b {
    briefing.deal(deal).legs.iter().enumerate().filter(move |(_, leg)| is(leg)).map(move |(index, _)| (deal, index))
}

fn only(mut all: impl Iterator<Item = At>) -> Option<At> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
