//! What a figure may be of that is no fact of its deal: the deals mentioned around it, their sum, what a company of the
//! sentence has in other deals.

use super::Linter;
use super::book::Book;
use super::candidate;
use super::circle::Circle;
use super::judge::{CLAIMS_AT_MOST, Outcome};
use super::passage::Passage;
use crate::model::{Briefing, CompanyId, DealId, Entity};
use crate::quantity::{Comparable, Written, comparable, judge as compare};

/// The deals that the paragraph links, and those related to the own deal.
pub(super) fn deals(briefing: &Briefing, passage: &Passage<'_>, beside: &[DealId]) -> Vec<DealId> {
    let mut deals = passage.all_linked_deals(briefing).to_vec();
    if let Some(id) = passage.own() {
        let deal = briefing.deal(id);
        let relations = deal.part_of.iter().chain(&deal.follows).chain(&deal.supersedes).chain(&deal.alternative_to);
        deals.extend(relations.chain(deal.expands.iter().map(|(r, _)| r)).map(|r| r.deal));
        // An umbrella shows its parts.
        deals.extend(briefing.parts[id.index()].iter().take(CLAIMS_AT_MOST));
    }
    deals.sort_unstable();
    deals.dedup();
    deals.retain(|d| Some(*d) != passage.own() && !beside.contains(d));
    deals
}

/// Whether the figure is the sum of the deals mentioned here, with or without the own one.
pub(super) fn is_sum(
    briefing: &Briefing,
    passage: &Passage<'_>,
    mentioned: &[DealId],
    prose: &Written,
    first: &Circle<'_>,
    second: &Circle<'_>,
) -> bool {
    let Some((_, near)) = first.best.as_ref().or(second.best.as_ref()) else { return false };
    let linked = passage.all_linked_deals(briefing);
    let with_own: Vec<DealId> = passage.own().into_iter().chain(linked.iter().copied()).collect();
    let agrees = |deals: &[DealId]| {
        let sum = candidate::sum(briefing, deals, near.quantity.unit);
        sum.is_some_and(|sum| compare(prose, &sum).is_fine())
    };
    !mentioned.is_empty()
        && comparable(prose.quantity.unit, near.quantity.unit) == Some(Comparable::Fully)
        && (agrees(linked) || agrees(&with_own))
}

/// A claim of a company that the sentence names, or that the text is about.
pub(super) fn in_books<'a>(
    linter: &Linter<'a>,
    passage: &Passage<'_>,
    named: &[CompanyId],
    prose: &Written,
) -> Option<Outcome<'a>> {
    let own = match passage.entity {
        Entity::Company(id) => Some(id),
        Entity::Deal(_) | Entity::Page(_) => None,
    };
    let books = own.iter().chain(named).map(|company| linter.book(*company));
    let (verdict, claim) = books.filter_map(|book: &Book<'a>| book.find(prose)).min_by_key(|(v, _)| *v)?;
    Some(if verdict.is_fine() { Outcome::Fine } else { Outcome::Differs(verdict, claim) })
}
