//! Which claim is shown: of those of the newest `on` up to the day the preferred one, else the normal one from the
//! strongest source, else the newest; never a deprecated one. Ties go to the order of the sheet. And from which day a
//! claim holds.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::model::{BuiltinField, Claim, Edtf, Fact, Source, SourceKind, Value};

/// Chooses the best claim of a fact on a day, and fills in from the sources what [`date`] does.
pub(super) fn choose(fact: &mut Fact, sources: &[Source], day: Date) {
    let met = fact.field == BuiltinField::Met.id();
    for claim in &mut fact.claims {
        date(claim, sources);
        // What a condition's fulfilment is about is its own day.
        if let (true, Value::Date(day)) = (met, &claim.value) {
            claim.holds_from = day.certain_from(oldest(claim, sources));
        }
    }
    let best = match fact.is_status() {
        true => best(fact.live(), sources),
        false => on_day(fact, sources, day),
    };
    fact.best = best.and_then(|best| fact.index_of(best));
}

/// The claim of a fact that holds on a day. One with `on` holds from then until a newer one does; those without are its
/// first state. If all of them are of later days, the first of those stand for what was not written down earlier.
pub(crate) fn on_day<'f>(fact: &'f Fact, sources: &[Source], day: Date) -> Option<&'f Claim> {
    if fact.claims.iter().all(|claim| claim.on.is_none()) {
        return best(fact.live(), sources);
    }
    let state = || fact.live().map(Claim::state_from);
    let holding = state().filter(|from| from.is_none_or(|from| from <= day)).max();
    let from = holding.or_else(|| state().min())?;
    best(fact.live().filter(|claim| claim.state_from() == from), sources)
}

/// Fills in when the claim was known, if it does not say, and from which day it holds.
pub(super) fn date(claim: &mut Claim, sources: &[Source]) {
    claim.as_of = claim.as_of.or_else(|| strongest(claim, sources)?.published);
    claim.holds_from = claim.effective().and_then(|day| day.certain_from(oldest(claim, sources)));
}

fn oldest(claim: &Claim, sources: &[Source]) -> Option<Date> {
    claim.sources.iter().filter_map(|c| sources[c.source.index()].day()).min()
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
