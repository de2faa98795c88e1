//! What held on a day, as it is known today.

use jiff::civil::Date;

use crate::model::{Amount, Briefing, Claim, Fact, Value};
use crate::resolve::on_day;

/// The claim of a fact that held on `day`.
pub fn fact_on<'f>(briefing: &Briefing, fact: &'f Fact, day: Date) -> Option<&'f Claim> {
    if day == briefing.day { fact.best() } else { on_day(fact, &briefing.sources, day) }
}

/// The amount that held on `day`.
pub(super) fn amount_on<'f>(briefing: &Briefing, fact: &'f Fact, day: Date) -> Option<(&'f Claim, &'f Amount)> {
    let claim = fact_on(briefing, fact, day)?;
    match &claim.value {
        Value::Amount(amount) => Some((claim, amount)),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}
