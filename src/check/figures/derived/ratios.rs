//! What facts are of one another: averages, shares, by how many per cent one has grown.

use rust_decimal::Decimal;

use super::super::arithmetic::Arithmetic;
use super::super::candidate::Candidate;
use super::{DAYS_OF_A_YEAR, Sheet, gap, number};
use crate::quantity::{Dimension, Unit, comparable};

impl Sheet<'_, '_> {
    /// A value of a leg by another of it: a year of its term, a megawatt of its capacity; or a twelfth of what is paid
    /// a year.
    pub(super) fn is_an_average(&self, yearly: bool) -> bool {
        let known = self.all.iter().filter(|c| self.is_in_its_unit(c));
        known.into_iter().any(|c| {
            let value = number(c);
            let others = self.all.iter().filter(|other| {
                other.leg == c.leg
                    && other.quantity.unit != c.quantity.unit
                    && matches!(other.quantity.unit, Unit::Measure(_))
            });
            let by = others.flat_map(|other| match other.quantity.unit {
                unit if unit.is(Dimension::TIME) => vec![number(other).checked_div(DAYS_OF_A_YEAR).unwrap_or_default()],
                // What one piece costs is not what is paid a year.
                unit if unit.is_count() => {
                    if yearly {
                        Vec::new()
                    } else {
                        vec![number(other)]
                    }
                }
                // Per watt, kilowatt, megawatt, gigawatt.
                _ => [0, 3, 6, 9].map(|zeros| number(other).saturating_mul(Decimal::new(1, zeros))).to_vec(),
            });
            let years: Vec<Decimal> = by.collect();
            let months = Decimal::from(12);
            let once = years.iter().filter_map(|by| value.checked_div(*by)).chain(value.checked_div(months));
            let mut once: Vec<Decimal> = once.collect();
            // Among so many results a single digit is hit by chance.
            if self.target.is_vague() {
                once = value.checked_div(months).into_iter().collect();
            }
            let twice = once
                .iter()
                .filter(|_| !self.target.is_vague())
                .flat_map(|one| years.iter().chain([&months]).filter_map(|by| one.checked_div(*by)));
            once.iter().copied().chain(twice).any(|result| self.target.is_average(result))
        })
    }

    /// Whether what a figure counts is what a claim counts, whatever it is per.
    pub(super) fn is_in_its_unit(&self, claim: &Candidate<'_>) -> bool {
        let of = |unit: Unit| match unit {
            Unit::Rate(rate) => rate.of.unit(),
            Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => unit,
        };
        comparable(of(claim.quantity.unit), of(self.target.unit)).is_some()
    }

    /// What one sum or quantity of the sheet is of another in per cent.
    pub(super) fn is_a_ratio_of_facts(&self) -> bool {
        let is_sum = |c: &&&Candidate<'_>| match c.quantity.unit {
            Unit::Money(_) => true,
            unit @ Unit::Measure(_) => !unit.is(Dimension::SHARE) && !unit.is(Dimension::TIME),
            Unit::Rate(_) | Unit::Unsaid => false,
        };
        let sums: Vec<_> = self.all.iter().filter(is_sum).collect();
        let share = |a: Decimal, b: Decimal| a.saturating_mul(Decimal::ONE_HUNDRED).checked_div(b);
        // "Not quite 30 per cent" are 28.6.
        let is_it = |part: Decimal| self.target.is(part) || self.target.is_about(part);
        let of = |a: &Candidate<'_>, b: &Candidate<'_>| {
            a.quantity.unit == b.quantity.unit && share(number(a), number(b)).is_some_and(is_it)
        };
        sums.iter().any(|a| sums.iter().any(|b| of(a, b)))
    }

    /// What one value is of another in per cent, or has grown by.
    pub(super) fn is_a_ratio(&self, arithmetic: &Arithmetic) -> bool {
        let of_sheet = self.all.iter().map(|c| (c.quantity.unit, number(c)));
        let of_sentence = arithmetic.others.iter().map(|other| (other.unit, other.based().stated().1));
        let all: Vec<(Unit, Decimal)> = of_sheet.chain(of_sentence).collect();
        let share = |a: Decimal, b: Decimal| a.saturating_mul(Decimal::ONE_HUNDRED).checked_div(b);
        // One of both is told with it.
        arithmetic.others.iter().map(|other| (other.unit, other.based().stated().1)).any(|(unit, a)| {
            let others = all.iter().filter(|(other, b)| comparable(unit, *other).is_some() && a != *b);
            others.into_iter().any(|(_, b)| {
                let of = [share(a, *b), share(*b, a), share(gap(a, *b), *b), share(gap(a, *b), a)];
                of.into_iter().flatten().any(|result| self.target.is(result))
            })
        })
    }
}
