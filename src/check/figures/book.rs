//! The figures of all deals of a company, sorted, to look one up among thousands.

use rust_decimal::Decimal;

use super::candidate::{self, Candidate, Standing};
use super::quantity::Quantity;
use super::verdict::{Verdict, compare};
use crate::figures::Measure;
use crate::ledger;
use crate::model::{Briefing, CompanyId, Unit};

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
        all.sort_by_key(|c| (candidate::group(c.unit), c.quantity.min));
        Book(all)
    }

    /// The claim whose number is that of the figure and whose bound fits best.
    pub(super) fn find(&self, measure: Measure, prose: &Quantity) -> Option<(Verdict, Candidate<'a>)> {
        let group = self.0.iter().map(|c| c.unit).find(|unit| candidate::comparable(measure, *unit).is_some());
        let group = candidate::group(group_of(measure).or(group)?);
        let room = prose.digit.max(prose.min.saturating_mul(Decimal::new(2, 1)));
        let from = (group, prose.min.saturating_sub(room));
        let start = self.0.partition_point(|c| (candidate::group(c.unit), c.quantity.min) < from);
        let near = self.0[start..].iter().take(NEAR_AT_MOST);
        let near =
            near.take_while(|c| candidate::group(c.unit) == group && c.quantity.min <= prose.min.saturating_add(room));
        near.filter(|c| candidate::comparable(measure, c.unit).is_some())
            .map(|c| (compare(prose, &c.quantity), *c))
            .filter(|(verdict, _)| verdict.is_about_it() && *verdict != Verdict::Vaguer)
            .min_by_key(|(verdict, _)| *verdict)
    }
}

/// A unit of the group that a measure is compared in; `None` if that depends on what there is.
fn group_of(measure: Measure) -> Option<Unit> {
    match measure {
        Measure::Money(currency) => Some(Unit::Money(currency)),
        Measure::Power => Some(Unit::Watt),
        Measure::Share => Some(Unit::Percent),
        _ => None,
    }
}
