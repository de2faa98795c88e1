//! Where sources differ: whether they contradict each other, say more or less of the same, or are one source that is
//! not consistent. Readers are told which, and shown every claim.

use super::Builder;
use super::evidence::fragment;
use crate::check::contradict;
use crate::model::{Citation, Claim, Deal, Fact, Rank, Value};
use crate::render::view::Disagreement;

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
    // Words cannot be held against each other; that one of them was set aside says enough.
    let measured = |c: &Claim| matches!(c.value, Value::Amount(_) | Value::Date(_));
    let rejected = claims.iter().any(|c| c.rank == Rank::Deprecated && !measured(c));
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

/// What sources say of the facts of a deal, where they do not all say the same.
pub(super) fn disagreements(b: &Builder<'_>, deal: &Deal) -> Vec<Disagreement> {
    let mut all = Vec::new();
    if deal.status.claims.iter().any(|c| c.rank == Rank::Deprecated) {
        let claims = b.claims(&deal.status);
        all.push(Disagreement { label: b.field_label(deal.status.field), id: "status".to_owned(), claims });
    }
    for (part, fact) in deal.facts() {
        all.extend(variance(b, fact).map(|_| Disagreement {
            label: b.field_label(fact.field),
            id: fragment(b.briefing, deal, part, fact),
            claims: b.claims_of(fact, contested(fact)),
        }));
    }
    all
}

/// What the section says at its head: the plainest of the differences in it.
pub(super) fn disagreements_title(b: &Builder<'_>, deal: &Deal) -> String {
    let rejected = deal.status.claims.iter().any(|c| c.rank == Rank::Deprecated);
    let of_status = rejected.then(|| variance(b, &deal.status)).flatten();
    let all = deal.facts().filter_map(|(_, fact)| variance(b, fact)).chain(of_status);
    let plainest = all.min().unwrap_or(Variance::OneSource);
    b.t(&format!("{}-title", plainest.message()))
}
