//! Deals beside a deal: in a stated relation to it, or of the same companies.

use super::Scene;
use crate::model::{Briefing, Deal, DealId, Entity};
use crate::render::view::Relation;

/// Deals listed in one relation; a plan may have thousands of parts.
const RELATION_LIMIT: usize = 30;

/// Related deals at the foot of a page.
const RELATED_LIMIT: usize = 5;

/// How many deals of a company are looked at for related ones.
const RELATED_SCAN: usize = 40;

pub(super) fn relations(b: &Scene<'_>, id: DealId) -> Vec<Relation> {
    let deal = b.briefing.deal(id);
    let mut all = Vec::new();
    let mut add = |label: &str, deals: Vec<DealId>| {
        if !deals.is_empty() {
            let deals = deals.into_iter().take(RELATION_LIMIT).map(|d| b.deal_entry(d, b.root)).collect();
            all.push(Relation { label: b.t(label), deals });
        }
    };
    let backlinks = || {
        b.briefing.deal_backlinks[id.index()].iter().filter_map(|e| match e {
            Entity::Deal(other) => Some((*other, b.briefing.deal(*other))),
            Entity::Company(_) | Entity::Page(_) => None,
        })
    };
    let from =
        |wanted: &dyn Fn(&Deal) -> bool| backlinks().filter(|(_, d)| wanted(d)).map(|(other, _)| other).collect();
    add("relation-contains", b.briefing.parts[id.index()].clone());
    add("relation-follows", deal.follows.iter().map(|r| r.deal).collect());
    add("relation-followed-by", from(&|d| d.follows.iter().any(|r| r.deal == id)));
    add("relation-supersedes", deal.supersedes.iter().map(|r| r.deal).collect());
    add("relation-superseded-by", from(&|d| d.supersedes.iter().any(|r| r.deal == id)));
    add("relation-expands", deal.expands.iter().map(|(r, _)| r.deal).collect());
    add("relation-expanded-by", from(&|d| d.expands.as_ref().is_some_and(|(r, _)| r.deal == id)));
    let mut alternatives: Vec<DealId> = deal.alternative_to.iter().map(|r| r.deal).collect();
    alternatives.extend(backlinks().filter(|(_, d)| d.alternative_to.iter().any(|r| r.deal == id)).map(|(o, _)| o));
    alternatives.sort_unstable();
    alternatives.dedup();
    add("relation-alternative-to", alternatives);
    all
}

/// Deals that share companies and topics with this one and are not in a stated relation to it.
pub(crate) fn related(briefing: &Briefing, id: DealId) -> Vec<DealId> {
    let deal = briefing.deal(id);
    let mut stated: Vec<DealId> = deal.relations().filter(|other| *other != id).collect();
    stated.push(id);
    let mut companies: Vec<_> = deal.legs.iter().flat_map(|l| l.roles.iter().map(|&(_, c)| c)).collect();
    companies.sort_unstable();
    companies.dedup();
    let mut scores: Vec<(usize, DealId)> = Vec::new();
    for company in companies {
        for &other in briefing.company_deals[company.index()].iter().take(RELATED_SCAN) {
            match scores.iter_mut().find(|(_, d)| *d == other) {
                Some((score, _)) => *score += 2,
                None if stated.contains(&other) => {}
                None => {
                    let shared = briefing.deal(other).topics.iter().filter(|t| deal.topics.contains(t)).count();
                    scores.push((2 + shared, other));
                }
            }
        }
    }
    scores.sort_by_key(|(score, d)| (std::cmp::Reverse(*score), briefing.rank[d.index()]));
    scores.into_iter().take(RELATED_LIMIT).map(|(_, d)| d).collect()
}
