//! The claims that a figure is held against at once: which of them it agrees with, or comes nearest to.

use rust_decimal::Decimal;

use super::candidate::{Candidate, Standing};
use super::judge::{CLAIMS_AT_MOST, Outcome, is_alike};
use super::scene::Rate;
use crate::quantity::{
    Bound, Comparable, Dimension, Quantity, Side, Slip, Unit, Verdict, Written, comparable, judge as compare,
};

/// Whether a figure and a claim that stands limit the same thing from the same side.
pub(super) fn is_limit_of(quantity: &Quantity, candidate: &Candidate<'_>) -> bool {
    let side = quantity.bound().side();
    matches!(side, Side::Above | Side::Below)
        && candidate.standing == Standing::Contender
        && side == candidate.quantity.bound().side()
        && comparable(quantity.unit, candidate.quantity.unit).is_some()
}

/// Whether the number of one is one of the other's, or between them, give or take a share of it.
pub(super) fn is_close(quantity: &Quantity, other: &Quantity, share: Decimal) -> bool {
    let ((low, high), (known_low, known_high)) = (quantity.based().stated(), other.based().stated());
    let room = known_high.saturating_mul(share).abs();
    known_low.saturating_sub(room) <= low && high <= known_high.saturating_add(room)
}

/// Whether a figure is the number of a claim, whose unit or "per" it leaves out.
fn counts_what_is_said(prose: &Written, candidate: &Candidate<'_>) -> bool {
    let left_out = match (prose.quantity.unit, candidate.quantity.unit) {
        (Unit::Unsaid, Unit::Measure(_) | Unit::Rate(_)) => true,
        (Unit::Money(_), Unit::Rate(rate)) => rate.of.unit() == prose.quantity.unit,
        (Unit::Unsaid | Unit::Money(_) | Unit::Measure(_) | Unit::Rate(_), _) => false,
    };
    let (number, known) = (prose.quantity.stated(), candidate.quantity.stated());
    left_out && (number.0 == known.0 || number.1 == known.1)
}

/// Whether both limit the same thing from the same side, or from both.
pub(super) fn is_alike_limit(quantity: &Quantity, candidate: &Candidate<'_>) -> bool {
    let is_unit = || comparable(quantity.unit, candidate.quantity.unit).is_some();
    let both = is_range(quantity) && is_range(&candidate.quantity) && is_unit();
    is_limit_of(quantity, candidate) || both && candidate.standing == Standing::Contender
}

/// Whether it is from one number to another.
pub(super) fn is_range(quantity: &Quantity) -> bool {
    quantity.bound() == Bound::Range
}

/// Whether a number is more than a hundred times another one, or less than a hundredth, and no slip of its zeros.
fn is_far(quantity: &Quantity, other: &Quantity) -> bool {
    let ((low, high), (known_low, known_high)) = (quantity.based().stated(), other.based().stated());
    let counts = quantity.unit.currency().is_some() || quantity.unit.is_count();
    let above = low > known_high.saturating_mul(Decimal::ONE_HUNDRED);
    let below = high.saturating_mul(Decimal::ONE_HUNDRED) < known_low.max(known_high);
    (above || below) && Slip::between(quantity, other).is_none() && counts
}

/// Whether a claim has the number of a figure in the money of another country: 24 dollars for 24 euros.
pub(super) fn is_in_other_money(quantity: &Quantity, candidate: &Candidate<'_>) -> bool {
    let money = |unit: Unit| match unit {
        Unit::Money(currency) => Some((currency, None)),
        Unit::Rate(rate) => Some((rate.of.unit().currency()?, Some(rate.per))),
        Unit::Measure(_) | Unit::Unsaid => None,
    };
    let alike = money(quantity.unit).zip(money(candidate.quantity.unit));
    let (number, known) = (quantity.stated(), candidate.quantity.stated());
    candidate.standing == Standing::Contender
        && alike.is_some_and(|((own, per), (other, of))| own != other && per == of)
        && number == known
        && number.1.normalize().mantissa().abs() > 9
}

/// Whether a claim has the number of a figure in another unit of its kind: 30 months for 30 years.
pub(super) fn is_in_other_unit(quantity: &Quantity, candidate: &Candidate<'_>) -> bool {
    candidate.standing == Standing::Contender
        && quantity.unit != candidate.quantity.unit
        && quantity.unit.factor() != candidate.quantity.unit.factor()
        && comparable(quantity.unit, candidate.quantity.unit) == Some(Comparable::Fully)
        && quantity.stated() == candidate.quantity.stated()
        && quantity.stated().1 > Decimal::TEN
}

/// Whether a claim has as a whole what a figure has a year: 12 TWh a year, of 12 TWh in all.
pub(super) fn is_a_whole_told_yearly(quantity: &Quantity, candidate: &Candidate<'_>) -> bool {
    let of = match quantity.unit {
        Unit::Rate(rate) if rate.per.dimension == Dimension::TIME => rate.of.unit(),
        Unit::Rate(_) | Unit::Money(_) | Unit::Measure(_) | Unit::Unsaid => return false,
    };
    candidate.standing == Standing::Contender
        && candidate.quantity.unit == of
        && candidate.quantity.stated() == quantity.stated()
        && quantity.stated().1 > Decimal::TEN
}

/// What a circle of candidates says of a figure.
#[derive(Default)]
pub(super) struct Circle<'a> {
    /// What the figure is per.
    rate: Option<Rate>,
    /// The best verdict of a contender, and whose; of contradictions the nearest.
    pub(super) best: Option<(Verdict, Candidate<'a>)>,
    /// Whether units allow a contradiction at all.
    pub(super) strict: bool,
    /// A claim with the same bound and a zero more or less: `up to 60` is true of `up to 6`, and still a slip.
    pub(super) slipped: Option<Candidate<'a>>,
    /// A claim that a slip leads to, be the number within the limits of another one or not.
    pub(super) misspelt: Option<Candidate<'a>>,
    /// A claim that is shown beside the best one has the number.
    passed_over: bool,
    deprecated: Option<Candidate<'a>>,
    /// What the value comes to in a year.
    pub(super) yearly: Option<(Verdict, Candidate<'a>)>,
}

impl<'a> Circle<'a> {
    /// Of nothing yet, for a figure that is per this.
    pub(super) fn of(rate: Option<Rate>) -> Circle<'a> {
        Circle { rate, ..Circle::default() }
    }

    pub(super) fn weigh(&mut self, prose: &Written, candidates: &[Candidate<'a>]) {
        let rate = self.rate;
        // A number with another bound is meant before one that is merely allowed.
        let same_number = |c: &Candidate<'_>| {
            comparable(prose.quantity.unit, c.quantity.unit).is_some()
                && compare(prose, &c.quantity) == Verdict::HedgeChanged
        };
        let limited = candidates
            .iter()
            .filter(|c| c.standing == Standing::Contender && is_alike(rate, c))
            .any(|c| is_limit_of(&prose.quantity, c) || same_number(c));
        for candidate in candidates.iter().take(CLAIMS_AT_MOST).filter(|c| is_alike(rate, c)) {
            // What is so much a year is read as so much.
            let rated = |unit| match (rate, unit) {
                (Some(rate), Unit::Rate(of)) => {
                    let yearly = of.per.dimension == Dimension::TIME;
                    of.of.unit() == prose.quantity.unit && yearly == (rate == Rate::Yearly)
                }
                (_, _) => false,
            };
            let strict = comparable(prose.quantity.unit, candidate.quantity.unit)
                .or_else(|| rated(candidate.quantity.unit).then_some(Comparable::Fully));
            let Some(strict) = strict else {
                // "At $42" of what costs $42 per share; "rather than 60 million", of doses. A price is not what is paid a year.
                self.passed_over |= rate != Some(Rate::Yearly) && counts_what_is_said(prose, candidate);
                continue;
            };
            // A number of another order that no slip leads to is of something else.
            if is_far(&prose.quantity, &candidate.quantity) {
                self.passed_over |= rate != Some(Rate::Yearly) && counts_what_is_said(prose, candidate);
                continue;
            }
            // What is 5 million per tonne is read as 5 million.
            let read_as = Quantity { unit: prose.quantity.unit, ..candidate.quantity };
            let plain = Candidate { quantity: read_as, ..*candidate };
            let candidate = if rated(candidate.quantity.unit) { &plain } else { candidate };
            let verdict = compare(prose, &candidate.quantity);
            // "Up to 230" is true of 200, and no limit of it where the sheet has another limit.
            let is_roughly = || is_close(&prose.quantity, &candidate.quantity, Decimal::new(1, 1));
            if limited && verdict == Verdict::Vaguer && !is_limit_of(&prose.quantity, candidate) && !is_roughly() {
                continue;
            }
            match candidate.standing {
                Standing::Contender => {
                    self.strict |= strict == Comparable::Fully;
                    self.contend(verdict, candidate, &prose.quantity);
                }
                Standing::PassedOver => self.passed_over |= verdict.is_fine(),
                Standing::Computed(_) => self.passed_over |= verdict <= Verdict::HedgeDropped,
                Standing::Yearly => {
                    let close = is_close(&prose.quantity, &candidate.quantity, Decimal::new(5, 2));
                    let verdict = if close { verdict.min(Verdict::HedgeDropped) } else { Verdict::Contradicts };
                    self.passed_over |= verdict <= Verdict::HedgeDropped;
                    self.yearly.get_or_insert((verdict, *candidate));
                }
                Standing::Past if verdict.is_about_it() && verdict != Verdict::Vaguer => {
                    self.deprecated.get_or_insert(*candidate);
                }
                Standing::Past => {}
                Standing::Deprecated if verdict.is_about_it() && verdict != Verdict::Vaguer => {
                    self.deprecated.get_or_insert(*candidate);
                }
                Standing::Deprecated => {}
            }
        }
        self.strict &= candidates.len() <= CLAIMS_AT_MOST;
    }

    /// A claim joins those that may be meant.
    fn contend(&mut self, verdict: Verdict, candidate: &Candidate<'a>, quantity: &Quantity) {
        // Two ceilings are two numbers, however near, and so is a floor above another.
        let limit = is_limit_of(quantity, candidate).then(|| quantity.bound().side());
        let verdict = match (limit, verdict) {
            (Some(Side::Below), Verdict::Vaguer | Verdict::OverPrecise) => Verdict::Contradicts,
            (Some(Side::Above), Verdict::OverPrecise) => Verdict::Contradicts,
            // A wider range is another one.
            (None, Verdict::Vaguer | Verdict::OverPrecise) if is_range(quantity) && is_range(&candidate.quantity) => {
                Verdict::Contradicts
            }
            _ => verdict,
        };
        if verdict == Verdict::Vaguer
            && quantity.bound() == candidate.quantity.bound()
            && matches!(Slip::between(quantity, &candidate.quantity), Some(Slip::Larger(_) | Slip::Smaller(_)))
        {
            self.slipped.get_or_insert(*candidate);
            return;
        }
        if verdict == Verdict::Contradicts && Slip::between(quantity, &candidate.quantity).is_some() {
            self.misspelt.get_or_insert(*candidate);
        }
        let key = |verdict: Verdict, c: &Candidate<'a>| {
            (verdict, Slip::between(quantity, &c.quantity).is_none(), (quantity.number() - c.quantity.number()).abs())
        };
        let better = match &self.best {
            None => true,
            Some((known, _)) if *known != verdict => verdict < *known,
            Some((known, best)) => key(verdict, candidate) < key(*known, best),
        };
        if better {
            self.best = Some((verdict, *candidate));
        }
    }

    /// Whether units and rates allow a contradiction.
    pub(super) fn may_contradict(&self) -> bool {
        self.strict || self.yearly.is_some()
    }

    /// That no claim here agrees; `None` without one that could.
    pub(super) fn contradiction(&self) -> Option<Outcome<'a>> {
        if self.rate.is_some() && self.best.is_none_or(|(_, c)| c.quantity.unit.currency().is_some()) {
            let (_, claim) = self.yearly.filter(|(verdict, _)| *verdict == Verdict::Contradicts)?;
            return Some(Outcome::Differs(Verdict::Contradicts, claim));
        }
        if let Some(slipped) = self.slipped {
            return Some(Outcome::Differs(Verdict::Contradicts, slipped));
        }
        let (verdict, claim) = self.best?;
        // Within the limits of one fact by chance, and another one's with too few zeros.
        if let (Verdict::OverPrecise, Some(misspelt)) = (verdict, self.misspelt) {
            return Some(Outcome::Differs(Verdict::Contradicts, misspelt));
        }
        Some(Outcome::Differs(verdict, claim))
    }

    /// The outcome, if the figure's number is in this circle.
    pub(super) fn agreement(&self) -> Option<Outcome<'a>> {
        match self.best {
            Some((verdict, _)) if verdict.is_fine() => Some(Outcome::Fine),
            Some((verdict, claim)) if verdict.is_about_it() => Some(Outcome::Differs(verdict, claim)),
            _ if self.passed_over => Some(Outcome::Fine),
            _ => self.deprecated.map(Outcome::Deprecated),
        }
    }
}
