//! The figures of all deals of a company, sorted, to look one up among thousands.

use rust_decimal::Decimal;

use super::candidate::{self, Candidate, Standing};
use crate::ledger;
use crate::model::{Briefing, CompanyId};
use crate::quantity::{Unit, Verdict, Written, comparable, judge};

/// How many figures near a number are looked at: among more, some agree by chance.
const NEAR_AT_MOST: usize = 64;

/// Best claims by unit and number.
#[derive(Debug)]
pub(super) struct Book<'a>(Vec<Candidate<'a>>);

impl<'a> Book<'a> {
    /// Of a company and all that is part of it.
    pub(super) fn of(briefing: &'a Briefing, company: CompanyId) -> Book<'a> {
        let deals = ledger::group_deals(briefing, company);
        let mut all: Vec<Candidate<'a>> = deals
            .into_iter()
            .flat_map(|deal| candidate::of_deal(briefing, deal))
            .filter(|c| c.standing == Standing::Contender)
            .collect();
        all.sort_by_key(key);
        Book(all)
    }

    /// The claim whose number is that of the figure and whose bound fits best.
    pub(super) fn find(&self, prose: &Written) -> Option<(Verdict, Candidate<'a>)> {
        let Written { quantity, digit } = prose;
        let fits = |c: &&Candidate<'a>| comparable(quantity.unit, c.quantity.unit).is_some();
        let group = match quantity.unit {
            // Money, of a currency that depends on what there is.
            Unit::Unsaid => candidate::group(self.0.iter().find(fits)?.quantity.unit),
            unit => candidate::group(unit),
        };
        let number = quantity.number();
        let room = digit.saturating_mul(quantity.unit.factor()).max(number.saturating_mul(Decimal::new(2, 1)));
        let from = (group, number.saturating_sub(room));
        let start = self.0.partition_point(|c| key(c) < from);
        let near = self.0[start..].iter().take(NEAR_AT_MOST);
        let near = near.take_while(|c| key(c) <= (group, number.saturating_add(room)));
        near.filter(fits)
            .map(|c| (judge(prose, &c.quantity), *c))
            .filter(|(verdict, _)| verdict.is_about_it() && *verdict != Verdict::Vaguer)
            .min_by_key(|(verdict, _)| *verdict)
    }
}

/// By what is compared, then by the number.
fn key(candidate: &Candidate<'_>) -> ((u8, [u8; 3], &'static str), Decimal) {
    (candidate::group(candidate.quantity.unit), candidate.quantity.number())
}
