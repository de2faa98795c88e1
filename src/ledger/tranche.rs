//! The firm part of an amount that is a ceiling: "1 GW firm of up to 6".
//!
//! A sheet writes a firm tranche as a milestone with a `size` in the unit of the ceiling and a `due` date.
//! Of a deal that is committed, the tranche is committed and the rest announced. A milestone does not name a
//! leg, so it speaks of a leg only where the deal has no other ceiling of that unit (and, for capacity, of
//! that measure).

use rust_decimal::Decimal;

use super::day::amount_on;
use crate::model::{Amount, Briefing, BuiltinField, Claim, Deal, Milestone};
use crate::quantity::{Bound, Quantity};
use jiff::civil::Date;

/// A ceiling in two parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tranche<'a> {
    /// What is firm.
    pub(super) firm: Quantity,
    /// The figure of the firm part, if it is one milestone.
    pub(super) figure: Option<&'a Quantity>,
    /// What is not; `None` if all is firm.
    pub(super) rest: Option<Quantity>,
}

/// The parts of a ceiling on `field`; `None` if it is no ceiling, or nothing of it is firm.
pub(super) fn split<'a>(
    briefing: &Briefing,
    deal: &'a Deal,
    field: BuiltinField,
    ceiling: (&Claim, &Quantity),
    day: Date,
) -> Option<Tranche<'a>> {
    let (claim, figure) = ceiling;
    if !is_ceiling(figure) || deal.milestones.is_empty() {
        return None;
    }
    let rivals = deal.legs.iter().filter_map(|l| amount_on(briefing, l.builtin(field)?, day));
    let alike =
        rivals.filter(|(c, a)| c.of == claim.of && a.figure().is_some_and(|f| is_ceiling(f) && f.unit == figure.unit));
    if alike.count() != 1 {
        return None;
    }
    let whole = *figure;
    let top = whole.high?;
    let sizes: Vec<&Quantity> = deal.milestones.iter().filter_map(|m| size(briefing, m, claim, figure, day)).collect();
    let added = Quantity::sum(sizes.iter().map(|size| **size))?;
    // Steps that exceed the whole together are counted from the beginning, each with those before it.
    let (firm, figure) = match sizes[..] {
        [only] => (added, Some(only)),
        _ if added.low <= top => (added, None),
        _ => {
            let largest = sizes.iter().copied().max_by_key(|f| f.low)?;
            (*largest, Some(largest))
        }
    };
    let low = firm.low.min(top);
    let firm = Quantity { low, high: Some(firm.high.map_or(top, |h| h.min(top))), ..firm };
    let rest = (low < top).then(|| Quantity { low: Decimal::ZERO, high: Some(top - low), ..whole });
    Some(Tranche { firm, figure, rest })
}

fn is_ceiling(figure: &Quantity) -> bool {
    matches!(figure.bound(), Bound::UpTo | Bound::LessThan)
}

/// The size of a step that is due, if it is a part of this ceiling.
fn size<'a>(
    briefing: &Briefing,
    milestone: &'a Milestone,
    claim: &Claim,
    ceiling: &Quantity,
    day: Date,
) -> Option<&'a Quantity> {
    let fact = |field: BuiltinField| milestone.facts.iter().find(|f| f.field == field.id());
    fact(BuiltinField::Due)?;
    let (size, amount) = amount_on(briefing, fact(BuiltinField::Size)?, day)?;
    let same = size.of.is_none() || size.of == claim.of;
    Amount::figure(amount).filter(|f| same && f.unit == ceiling.unit)
}
