//! What was known on a day.
//!
//! A date that is vague counts from the last day that it may mean: a deal "by November" (`../2025-11`) is in the books
//! from the 30th. Before that it may or may not have been signed, and a total must not have what may not be.

use jiff::civil::Date;

use crate::model::{Amount, Briefing, Claim, Fact, Rank, Value};
use crate::resolve::best_claim;

/// The claim that was the best one on `day`: among those that were made by then, as on the day of the build.
/// If all are younger, the oldest of them stand for what was not written down earlier.
pub fn fact_on<'f>(briefing: &Briefing, fact: &'f Fact, day: Date) -> Option<&'f Claim> {
    let known = |c: &&Claim| c.effective_day().is_none_or(|d| d <= day);
    if fact.claims.iter().all(|c| known(&c)) {
        return fact.best();
    }
    let live = || fact.claims.iter().filter(|c| c.rank != Rank::Deprecated);
    if live().any(|c| known(&c)) {
        return best_claim(live().filter(known), &briefing.sources);
    }
    let first = live().filter_map(Claim::effective_day).min();
    best_claim(live().filter(|c| c.effective_day() == first), &briefing.sources)
}

/// The amount that was the best one on `day`.
pub(super) fn amount_on<'f>(briefing: &Briefing, fact: &'f Fact, day: Date) -> Option<(&'f Claim, &'f Amount)> {
    let claim = fact_on(briefing, fact, day)?;
    match &claim.value {
        Value::Amount(amount) => Some((claim, amount)),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}
