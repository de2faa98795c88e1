//! Deals beside a deal: in a stated relation to it, or of the same companies.

use super::{Builder, Scene};
use crate::model::{Amount, Briefing, BuiltinField, Deal, DealId, Entity, Fact, Leg};
use crate::render::parts::Print;
use crate::render::view::{DealLine, RelatedDeal};

/// Deals listed in one relation; a plan may have thousands of parts.
const RELATION_LIMIT: usize = 30;

/// Related deals at the foot of a page.
const RELATED_LIMIT: usize = 5;

/// How many deals of a company are looked at for related ones.
const RELATED_SCAN: usize = 40;

/// Every deal beside this one, once: in a stated relation first, then those that share companies and topics.
pub(super) fn all(b: &Scene<'_>, id: DealId) -> Vec<RelatedDeal> {
    let mut stated = stated(b.briefing, id);
    let mut seen = vec![id];
    stated.retain(|(_, deal)| {
        !seen.contains(deal) && {
            seen.push(*deal);
            true
        }
    });
    let line = |label: String, deal: DealId| RelatedDeal { label, line: b.deal_line(deal, b.root) };
    let others = related(b.briefing, id).into_iter().filter(|deal| !seen.contains(deal));
    let stated = stated.iter().map(|(label, deal)| line(b.t(label), *deal));
    stated.chain(others.map(|deal| line(String::new(), deal))).collect()
}

/// A deal in one line.
pub(super) fn line(b: &Builder<'_>, id: DealId) -> DealLine {
    let (deal, summary) = (b.briefing.deal(id), b.summary(id));
    let short = |amount: &Amount| super::company::short(b, amount).markup();
    let undisclosed = |l: &&Leg| l.builtin(BuiltinField::Value).and_then(Fact::amount) == Some(&Amount::Undisclosed);
    let figure = match deal.headline_figure() {
        Some((_, fact)) => fact.amount().map(short),
        None => deal.legs.iter().find(undisclosed).map(|_| short(&Amount::Undisclosed)),
    };
    DealLine {
        title: summary.title.clone(),
        url: summary.url.clone(),
        figure: figure.unwrap_or_default(),
        mark: summary.mark.clone(),
        draft: summary.draft,
    }
}

/// Deals in a stated relation to this one, each with the message that says which.
fn stated(briefing: &Briefing, id: DealId) -> Vec<(&'static str, DealId)> {
    let deal = briefing.deal(id);
    let mut all = Vec::new();
    let mut add = |label: &'static str, deals: Vec<DealId>| {
        all.extend(deals.into_iter().take(RELATION_LIMIT).map(|deal| (label, deal)));
    };
    let backlinks = || {
        briefing.deal_backlinks[id.index()].iter().filter_map(|e| match e {
            Entity::Deal(other) => Some((*other, briefing.deal(*other))),
            Entity::Company(_) | Entity::Page(_) => None,
        })
    };
    let from =
        |wanted: &dyn Fn(&Deal) -> bool| backlinks().filter(|(_, d)| wanted(d)).map(|(other, _)| other).collect();
    add("relation-contains", briefing.parts[id.index()].clone());
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
                    let shared =
                        briefing.deal(other).topics.iter().filter(|t| deal.topics.binary_search(t).is_ok()).count();
                    scores.push((2 + shared, other));
                }
            }
        }
    }
    scores.sort_by_key(|(score, d)| (std::cmp::Reverse(*score), briefing.rank[d.index()]));
    scores.into_iter().take(RELATED_LIMIT).map(|(_, d)| d).collect()
}
