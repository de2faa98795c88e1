//! Which claim is shown: the preferred one, else the normal one from the strongest source, else the
//! newest; never a deprecated one. Ties go to the order of the sheet. And from which day a claim holds.

use std::cmp::Reverse;

use crate::model::{Claim, Edtf, Fact, Rank, Source, SourceKind};

/// Chooses the best claim of a fact, and fills in from the sources what [`date`] does.
pub(super) fn choose(fact: &mut Fact, sources: &[Source]) {
    for claim in &mut fact.claims {
        let published = strongest(claim, sources).and_then(|s| s.published);
        date(claim, published, sources);
    }
    let best = best(fact.claims.iter().filter(|c| c.rank != Rank::Deprecated), sources);
    fact.best = best.and_then(|best| fact.index_of(best));
}

/// Fills in when the claim was known, if it does not say, and from which day it holds.
pub(super) fn date(claim: &mut Claim, published: Option<Edtf>, sources: &[Source]) {
    claim.as_of = claim.as_of.or(published);
    let oldest = claim.sources.iter().filter_map(|c| sources[c.source.index()].day()).min();
    claim.holds_from = claim.effective().and_then(|day| day.certain_from(oldest));
}

/// The best of these claims, none of which is deprecated; the first of equals.
pub(crate) fn best<'c>(claims: impl Iterator<Item = &'c Claim>, sources: &[Source]) -> Option<&'c Claim> {
    claims.min_by_key(|c| (c.rank, strength(c, sources), Reverse(c.as_of.as_ref().and_then(Edtf::sort_day))))
}

/// The kind of the strongest source of a claim; one without a source is as weak as a comment.
fn strength(claim: &Claim, sources: &[Source]) -> SourceKind {
    let kinds = claim.sources.iter().map(|c| sources[c.source.index()].kind_at(c.line));
    kinds.min().unwrap_or(SourceKind::Comment)
}

fn strongest<'s>(claim: &Claim, sources: &'s [Source]) -> Option<&'s Source> {
    claim.sources.iter().min_by_key(|c| sources[c.source.index()].kind_at(c.line)).map(|c| &sources[c.source.index()])
}
