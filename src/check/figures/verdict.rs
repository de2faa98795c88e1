//! The matching table: what a figure in prose is to a figure in a claim.
//!
//! Numbers are compared first, then bounds, then what both may mean. `≥` and `>` are one bound. To accuse a text of a
//! contradiction room is given: "about" allows a tenth either way, in prose and in the claim.

use rust_decimal::Decimal;

use super::super::extent::Extent;
use super::quantity::Quantity;
use crate::figures::Bound;

/// From the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Same number, same bound.
    Same,
    /// The claim's number with fewer digits, or "about" near it.
    Rounded,
    /// The claim lies inside what prose says.
    Vaguer,
    /// The claim has a bound, prose has none.
    HedgeDropped,
    /// Two bounds that are not one.
    HedgeChanged,
    /// Prose says more than the claim: inside its interval, or with more digits.
    OverPrecise,
    /// Nothing is in both.
    Contradicts,
}

impl Verdict {
    /// Whether the number is the claim's, whatever the bounds: prose speaks of this claim.
    pub fn is_about_it(self) -> bool {
        self <= Verdict::HedgeChanged
    }

    /// Whether there is nothing to say.
    pub fn is_fine(self) -> bool {
        self <= Verdict::Vaguer
    }
}

/// What `prose` is to `claim`; both must be of one dimension and currency.
pub(super) fn compare(prose: &Quantity, claim: &Quantity) -> Verdict {
    numbers(prose, claim).unwrap_or_else(|| meanings(prose, claim))
}

/// The verdict, if both have the same numbers; the interval decides if not.
fn numbers(prose: &Quantity, claim: &Quantity) -> Option<Verdict> {
    if prose.is_number() != claim.is_number() {
        return None;
    }
    let gap = gap(prose.min, claim.min).max(gap(prose.max, claim.max));
    let within = |digit: Decimal| gap.saturating_mul(Decimal::TWO) <= digit;
    if !prose.is_number() {
        return match gap.is_zero() {
            true => Some(Verdict::Same),
            false => within(prose.digit).then_some(Verdict::Rounded),
        };
    }
    let near = prose.bound == Bound::About && gap.saturating_mul(Decimal::TEN) <= claim.min;
    if gap.is_zero() || within(prose.digit) || near {
        return Some(bounds(prose, claim, gap.is_zero()));
    }
    (within(claim.digit) && prose.digit < claim.digit).then_some(Verdict::OverPrecise)
}

/// The verdict on two figures whose numbers agree.
fn bounds(prose: &Quantity, claim: &Quantity, equal: bool) -> Verdict {
    let fits = if equal { Verdict::Same } else { Verdict::Rounded };
    match (prose.bound, claim.bound) {
        (Bound::AtLeast | Bound::MoreThan, Bound::AtLeast | Bound::MoreThan) => fits,
        (one, other) if one == other => fits,
        (Bound::Exact, _) => Verdict::HedgeDropped,
        (Bound::About, Bound::Exact) if equal => Verdict::Vaguer,
        (Bound::About, Bound::Exact) => fits,
        _ if !equal && contains(&prose.extent(), &claim.extent()) => Verdict::Vaguer,
        _ => Verdict::HedgeChanged,
    }
}

fn meanings(prose: &Quantity, claim: &Quantity) -> Verdict {
    let (said, known) = (prose.extent(), claim.extent());
    match said.overlaps(&known) {
        false => Verdict::Contradicts,
        true if contains(&said, &known) => Verdict::Vaguer,
        true => Verdict::OverPrecise,
    }
}

fn contains(outer: &Extent<Decimal>, inner: &Extent<Decimal>) -> bool {
    !outer.starts_above(inner) && !outer.stops_below(inner)
}

fn gap(a: Decimal, b: Decimal) -> Decimal {
    a.saturating_sub(b).abs()
}

/// How a wrong number may have come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// So many zeros too many.
    Larger(u32),
    /// So many zeros too few.
    Smaller(u32),
    /// The same digits in another order.
    Digits,
}

impl Slip {
    /// The slip that leads from `claim` to `prose`, if one does.
    pub fn between(prose: &Quantity, claim: &Quantity) -> Option<Slip> {
        if prose.is_number() != claim.is_number() {
            return None;
        }
        let agree = |small: Decimal, large: Decimal, factor: Decimal| small.saturating_mul(factor) == large;
        for zeros in [1, 2, 3, 6] {
            let factor = Decimal::from(10_i64.pow(zeros));
            if agree(claim.min, prose.min, factor) && agree(claim.max, prose.max, factor) {
                return Some(Slip::Larger(zeros));
            }
            if agree(prose.min, claim.min, factor) && agree(prose.max, claim.max, factor) {
                return Some(Slip::Smaller(zeros));
            }
        }
        let (mut said, mut known) = (digits(prose.min), digits(claim.min));
        if said.len() < 2 || said == known {
            return None;
        }
        said.sort_unstable();
        known.sort_unstable();
        (said == known).then_some(Slip::Digits)
    }

    /// "ten times as much", "a thousandth".
    pub fn words(self) -> &'static str {
        match self {
            Slip::Larger(1) => "ten times as much",
            Slip::Larger(2) => "a hundred times as much",
            Slip::Larger(3) => "a thousand times as much",
            Slip::Larger(_) => "a million times as much",
            Slip::Smaller(1) => "a tenth of it",
            Slip::Smaller(2) => "a hundredth of it",
            Slip::Smaller(3) => "a thousandth of it",
            Slip::Smaller(_) => "a millionth of it",
            Slip::Digits => "the same digits in another order",
        }
    }
}

/// The digits of a number without the zeros at its end.
fn digits(number: Decimal) -> Vec<u8> {
    let mut mantissa = number.mantissa().unsigned_abs();
    while mantissa != 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    mantissa.to_string().into_bytes()
}

/// A bound, in words for a diagnostic.
pub fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "the number itself",
        Bound::AtLeast => "\"at least\"",
        Bound::MoreThan => "\"more than\"",
        Bound::UpTo => "\"up to\"",
        Bound::LessThan => "\"less than\"",
        Bound::About => "\"about\"",
        Bound::Range => "a range",
        Bound::Magnitude => "an order of magnitude",
    }
}
