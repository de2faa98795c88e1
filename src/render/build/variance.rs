//! Where sources differ: whether they contradict each other, say more or less of the same, or are one source that is
//! not consistent. Readers are told which, and shown every claim.

use std::collections::HashMap;

use super::Builder;
use super::evidence::fragment;
use crate::check::contradict;
use crate::model::{Citation, Claim, Deal, DealId, Fact, Rank, Value};
use crate::plan::{Change, deal_items};
use crate::render::view::{Disagreement, Disputed};
use crate::span::Span;

/// How claims on one fact differ, the plainest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variance {
    /// No value lies in all of them, or one was set aside.
    Disagree,
    /// Some say more than others, and all may be true.
    Differ,
    /// All are from one source.
    OneSource,
}

impl Variance {
    /// The message that says so; with `-title`, the heading.
    pub(super) fn message(self) -> &'static str {
        match self {
            Variance::Disagree => "sources-disagree",
            Variance::Differ => "sources-differ",
            Variance::OneSource => "source-varies",
        }
    }
}

/// How the claims on a fact differ; `None` if all say what the best one says and none was rejected.
pub(super) fn variance(b: &Builder<'_>, fact: &Fact) -> Option<Variance> {
    let best = fact.best().map(|c| &c.value);
    let is_other = |c: &&Claim| Some(&c.value) != best || c.rank == Rank::Deprecated;
    let claims = contested(fact);
    if claims.len() < 2 || !claims.iter().any(is_other) {
        return None;
    }
    // A reader's comment under an article is another voice than the article.
    let voice = |c: &Citation| (c.source, b.is_comment(c.source, c.line));
    let mut voices: Vec<_> = claims.iter().flat_map(|c| &c.sources).map(voice).collect();
    voices.sort_unstable();
    voices.dedup();
    // Words, and amounts of two currencies, cannot be held against each other; that one was set aside says enough.
    let rejected = claims.iter().any(|c| c.rank == Rank::Deprecated);
    Some(match rejected || contradict(&claims) {
        _ if voices.len() < 2 => Variance::OneSource,
        true => Variance::Disagree,
        false => Variance::Differ,
    })
}

/// The claims that can disagree: of one state of the world, and those that were set aside. A value that changed is no
/// disagreement.
fn contested(fact: &Fact) -> Vec<&Claim> {
    fact.rivals().chain(fact.claims.iter().filter(|claim| claim.rank == Rank::Deprecated)).collect()
}

/// What sources say of the facts of a deal, where it cannot all be true. What differs in detail only is seen where a
/// fact opens. Rejections have the fragments that feeds know them by.
pub(super) fn disagreements(b: &Builder<'_>, id: DealId) -> Vec<Disagreement> {
    let deal = b.briefing.deal(id);
    let rejected = rejections(b, id);
    let mut all = Vec::new();
    if deal.status.claims.iter().any(|c| c.rank == Rank::Deprecated) {
        let claims = said(b, &deal.status, deal.status.claims.iter().collect(), &rejected);
        all.push(Disagreement { label: b.field_label(deal.status.field), id: "status".to_owned(), claims });
    }
    for (part, fact) in deal.facts() {
        let differ = variance(b, fact).filter(|differ| *differ != Variance::Differ);
        all.extend(differ.map(|_| Disagreement {
            label: super::sheet::field_of_part(b, deal, part, b.field_label(fact.field)),
            id: fragment(b.briefing, deal, part, fact),
            claims: said(b, fact, contested(fact), &rejected),
        }));
    }
    all
}

/// Claims on a fact, the best first; those that say the same and were judged alike are one, with all their sources.
fn said(b: &Builder<'_>, fact: &Fact, claims: Vec<&Claim>, rejected: &HashMap<Span, String>) -> Vec<Disputed> {
    let mut all: Vec<(Disputed, Vec<Citation>)> = Vec::new();
    for claim in b.by_weight(fact, claims) {
        let view = b.claim(claim, false);
        let reasons = view.because.into_iter().chain(view.note);
        let verdict = verdict(b, fact, claim);
        match all.iter_mut().find(|(known, _)| known.value == view.value && known.verdict == verdict) {
            Some((known, cited)) => {
                // Who says it without reserve says it.
                known.hedge = known.hedge.take().filter(|_| view.hedge.is_some());
                known.ids.extend(rejected.get(&claim.span).cloned());
                let new: Vec<_> = reasons.filter(|reason| !known.reasons.contains(reason)).collect();
                known.reasons.extend(new);
                cited.extend(&claim.sources);
            }
            None => {
                let one = Disputed {
                    ids: rejected.get(&claim.span).cloned().into_iter().collect(),
                    value: view.value,
                    deprecated: view.deprecated,
                    verdict,
                    hedge: view.hedge,
                    reasons: reasons.collect(),
                    ..Disputed::default()
                };
                all.push((one, claim.sources.clone()));
            }
        }
    }
    all.into_iter().map(|(one, cited)| Disputed { citations: b.citations(&cited), ..one }).collect()
}

/// What is said of one fact, each with the first claim that says it.
pub(super) fn of_fact<'f>(b: &Builder<'_>, fact: &'f Fact) -> Vec<(Disputed, &'f Claim)> {
    let all = said(b, fact, contested(fact), &HashMap::new());
    let says = |one: &Disputed| {
        let claims = b.by_weight(fact, contested(fact)).into_iter();
        claims.filter(|claim| verdict(b, fact, claim) == one.verdict).find(|claim| b.value(claim) == one.value)
    };
    all.into_iter().filter_map(|one| says(&one).map(|claim| (one, claim))).collect()
}

/// The fragments of rejected claims in feeds.
fn rejections(b: &Builder<'_>, id: DealId) -> HashMap<Span, String> {
    let mut items = Vec::new();
    deal_items(b.briefing, id, &mut items);
    let rejected = items.iter().filter(|item| matches!(item.change, Change::Rejected(..)));
    rejected.filter_map(|item| Some((item.claim(b.briefing)?.span, super::feed::fragment(b.briefing, item)))).collect()
}

/// What was decided on a claim.
fn verdict(b: &Builder<'_>, fact: &Fact, claim: &Claim) -> String {
    let measured = |claim: &Claim| matches!(claim.value, Value::Amount(_) | Value::Date(_));
    b.t(match fact.best() {
        _ if claim.rank == Rank::Deprecated => "rank-deprecated",
        Some(best) if best.value == claim.value => "rank-preferred",
        Some(best) if measured(best) && !contradict(&[best, claim]) => "verdict-compatible",
        Some(_) | None => "verdict-not-kept",
    })
}

/// What the section says at its head: the plainest of the differences in it.
pub(super) fn disagreements_title(b: &Builder<'_>, deal: &Deal) -> String {
    let rejected = deal.status.claims.iter().any(|c| c.rank == Rank::Deprecated);
    let of_status = rejected.then(|| variance(b, &deal.status)).flatten();
    let all = deal.facts().filter_map(|(_, fact)| variance(b, fact)).chain(of_status);
    let plainest = all.filter(|differ| *differ != Variance::Differ).min().unwrap_or(Variance::OneSource);
    b.t(&format!("{}-title", plainest.message()))
}
