//! What two quantities have to do with each other.
//!
//! There is one table, [`judge`], for a figure in prose against a claim, one meaning of "the same number",
//! [`same_number`], for a quote against a claim, and one of what may be true together, [`Quantity::extent`]. Whoever
//! needs room takes it from the tolerances here.

use rust_decimal::Decimal;

use super::{Bound, Dimension, Extent, Quantity, Unit};

/// What "about" allows either way, as a part of the number.
const ABOUT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Days of a month where it is said in months and meant in days: 30.4375 on the average, 28 to 31 in a calendar.
const MONTH: (Decimal, Decimal, Decimal) = (
    Decimal::from_parts(304_375, 0, 0, false, 4),
    Decimal::from_parts(28, 0, 0, false, 0),
    Decimal::from_parts(31, 0, 0, false, 0),
);

/// How far two units can be held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparable {
    /// One dimension.
    Fully,
    /// They may agree and cannot contradict: chips and GPUs, money and a number without a unit.
    Loosely,
}

/// Whether quantities of these units can be held against each other. Money of two currencies cannot.
pub fn comparable(one: Unit, other: Unit) -> Option<Comparable> {
    match (one, other) {
        (Unit::Measure(a), Unit::Measure(b)) => {
            let among = |a: super::Measure, b: super::Measure| a.among.as_deref() == Some(b.key.as_str());
            match () {
                () if a.dimension == b.dimension => Some(Comparable::Fully),
                () if among(a, b) || among(b, a) => Some(Comparable::Loosely),
                () => None,
            }
        }
        (Unit::Unsaid, Unit::Money(_)) | (Unit::Money(_), Unit::Unsaid) => Some(Comparable::Loosely),
        (Unit::Rate(a), Unit::Rate(b)) => {
            let alike = a.per.dimension == b.per.dimension;
            comparable(a.of.unit(), b.of.unit()).filter(|same| alike && *same == Comparable::Fully)
        }
        (Unit::Money(_) | Unit::Rate(_) | Unit::Unsaid, _) => (one == other).then_some(Comparable::Fully),
        (Unit::Measure(_), Unit::Money(_) | Unit::Rate(_) | Unit::Unsaid) => None,
    }
}

impl Quantity {
    /// In the base unit of its dimension: days for lengths of time.
    #[must_use]
    pub fn based(&self) -> Quantity {
        let factor = self.unit.factor();
        match factor == Decimal::ONE {
            true => *self,
            false => self.map(|n| Some(n.saturating_mul(factor))).unwrap_or(*self),
        }
    }

    /// Whether it is a length of time that is said in parts of a month: those have no exact number of months.
    fn is_in_days(&self) -> bool {
        self.unit.is(Dimension::TIME) && self.unit.factor() < MONTH.1
    }

    /// Everything that it may mean, in the base unit of its dimension. "About" allows a tenth either way.
    pub fn extent(&self) -> Extent<Decimal> {
        let based = self.based();
        let (mut low, mut high) = (based.low, based.high);
        if self.about {
            low = low.saturating_sub(low.saturating_mul(ABOUT));
            high = high.map(|h| h.saturating_add(h.saturating_mul(ABOUT)));
        }
        Extent { low: Some(low), high, high_excluded: self.high_open && !self.about }
    }

    /// [`Quantity::extent`], to be held against that of `other`: days get the room of a calendar beside months and years.
    fn extent_beside(&self, other: &Quantity) -> Extent<Decimal> {
        if other.is_in_days() { self.extent() } else { self.calendar_extent() }
    }

    /// [`Quantity::extent`], with the room of a calendar for days, of which a month has 28 to 31.
    pub fn calendar_extent(&self) -> Extent<Decimal> {
        let extent = self.extent();
        if !self.is_in_days() {
            return extent;
        }
        let scaled = |n: Decimal, days: Decimal| n.saturating_mul(MONTH.0).checked_div(days).unwrap_or(n);
        Extent { low: extent.low.map(|n| scaled(n, MONTH.2)), high: extent.high.map(|n| scaled(n, MONTH.1)), ..extent }
    }
}

/// Whether two quantities of one dimension have the same number or the same ends as they are written, whatever their
/// bounds; else the first divided by the second, where that makes sense.
///
/// # Errors
/// That quotient.
pub fn same_number(one: &Quantity, other: &Quantity) -> Result<(), Option<Decimal>> {
    let (a, b) = (one.based().stated(), other.based().stated());
    let close = |x: Decimal, y: Decimal| {
        let days = |days: Decimal| x.saturating_mul(MONTH.0).checked_div(days).unwrap_or(x);
        days(MONTH.2) <= y && y <= days(MONTH.1)
    };
    let same = match (one.is_in_days(), other.is_in_days()) {
        (true, false) => close(a.0, b.0) && close(a.1, b.1),
        (false, true) => close(b.0, a.0) && close(b.1, a.1),
        (true, true) | (false, false) => a == b,
    };
    match same {
        true => Ok(()),
        false => Err(a.0.checked_div(b.0).filter(|_| !b.0.is_zero())),
    }
}

/// On which side a bound leaves room. At least and more than are one, as are up to and less than: sources do not tell
/// them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// None is said.
    Neither,
    /// There may be more.
    Above,
    /// There may be less.
    Below,
    /// Either way.
    Around,
}

impl Bound {
    /// On which side it leaves room.
    pub fn side(self) -> Side {
        match self {
            Bound::Exact | Bound::Range | Bound::Magnitude => Side::Neither,
            Bound::AtLeast | Bound::MoreThan => Side::Above,
            Bound::UpTo | Bound::LessThan => Side::Below,
            Bound::About => Side::Around,
        }
    }
}

/// What a figure in prose is to a claim, from the best to the worst.
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

/// A quantity as a text writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it says.
    pub quantity: Quantity,
    /// What the last digit written is worth in its unit: 100 million for `1,4 milliard`; 0 for words of magnitude.
    pub digit: Decimal,
}

/// What `prose` is to `claim`: numbers first, then bounds, then what both may mean. Both must be [`comparable`].
pub fn judge(prose: &Written, claim: &Quantity) -> Verdict {
    let Written { quantity, digit } = prose;
    let digits = (digit.saturating_mul(quantity.unit.factor()), claim.digit().saturating_mul(claim.unit.factor()));
    match numbers(&quantity.based(), &claim.based(), digits) {
        // What days have a calendar's room for is the same number here too.
        None | Some(Verdict::OverPrecise) if same_number(quantity, claim).is_ok() => bounds(quantity, claim, false),
        None => meanings(quantity, claim),
        Some(verdict) => verdict,
    }
}

/// The verdict, if both have the same numbers; their meanings decide if not.
fn numbers(prose: &Quantity, claim: &Quantity, (prose_digit, claim_digit): (Decimal, Decimal)) -> Option<Verdict> {
    if prose.is_number() != claim.is_number() {
        return None;
    }
    let ((low, high), (claim_low, claim_high)) = (prose.stated(), claim.stated());
    let gap = gap(low, claim_low).max(gap(high, claim_high));
    let within = |digit: Decimal| gap.saturating_mul(Decimal::TWO) <= digit;
    if !prose.is_number() {
        return match gap.is_zero() {
            true => Some(Verdict::Same),
            false => within(prose_digit).then_some(Verdict::Rounded),
        };
    }
    let near = prose.bound() == Bound::About && gap <= claim_low.saturating_mul(ABOUT);
    if gap.is_zero() || within(prose_digit) || near {
        return Some(bounds(prose, claim, gap.is_zero()));
    }
    (within(claim_digit) && prose_digit < claim_digit).then_some(Verdict::OverPrecise)
}

/// The verdict on two quantities whose numbers agree.
fn bounds(prose: &Quantity, claim: &Quantity, equal: bool) -> Verdict {
    let fits = if equal { Verdict::Same } else { Verdict::Rounded };
    match (prose.bound(), claim.bound()) {
        (Bound::AtLeast | Bound::MoreThan, Bound::AtLeast | Bound::MoreThan) => fits,
        (one, other) if one == other => fits,
        (Bound::Exact, _) => Verdict::HedgeDropped,
        (Bound::About, Bound::Exact) if equal => Verdict::Vaguer,
        (Bound::About, Bound::Exact) => fits,
        (
            Bound::AtLeast
            | Bound::MoreThan
            | Bound::UpTo
            | Bound::LessThan
            | Bound::About
            | Bound::Range
            | Bound::Magnitude,
            _,
        ) => match !equal && prose.extent().contains(&claim.extent()) {
            true => Verdict::Vaguer,
            false => Verdict::HedgeChanged,
        },
    }
}

fn meanings(prose: &Quantity, claim: &Quantity) -> Verdict {
    let (said, known) = (prose.extent_beside(claim), claim.extent_beside(prose));
    let one = prose.bound().side();
    match said.overlaps(&known) {
        false => Verdict::Contradicts,
        // A limit is a number that somebody stated: another one is wrong, unless it is said roughly.
        true if matches!(one, Side::Above | Side::Below) && !is_near(prose, claim) => Verdict::Contradicts,
        true if said.contains(&known) => Verdict::Vaguer,
        true => Verdict::OverPrecise,
    }
}

/// Whether a limit is one that somebody could give for a number: "more than 30" for 38, and not for 300.
fn is_near(prose: &Quantity, claim: &Quantity) -> bool {
    let ((said, _), (low, high)) = (prose.based().stated(), claim.based().stated());
    let room = Decimal::new(15, 1);
    let near = |number: Decimal| {
        let (small, large) = if said < number { (said, number) } else { (number, said) };
        large <= small.saturating_mul(room)
    };
    near(low) || near(high)
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
        let ((low, high), (known_low, known_high)) = (prose.based().stated(), claim.based().stated());
        let agree = |small: Decimal, large: Decimal, factor: Decimal| small.saturating_mul(factor) == large;
        for zeros in [1, 2, 3, 6] {
            let factor = Decimal::from(10_i64.pow(zeros));
            if agree(known_low, low, factor) && agree(known_high, high, factor) {
                return Some(Slip::Larger(zeros));
            }
            if agree(low, known_low, factor) && agree(high, known_high, factor) {
                return Some(Slip::Smaller(zeros));
            }
        }
        let (mut said, mut known) = (digits(low), digits(known_low));
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
