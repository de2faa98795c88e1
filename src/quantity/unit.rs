//! What is measured.
//!
//! A [`Measure`] is a unit with its multiples: the watt, in which numbers are kept, and the kilowatt to the terawatt,
//! in which they are written. Units of one dimension are comparable by their factors; a year is 365.25 days and twelve
//! months, here and for everybody.

use std::sync::{Mutex, PoisonError};

use rust_decimal::Decimal;

use crate::vocabulary::{Definition, Shared};

/// An ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// The currency of a code in capitals; `None` for what is no code of money.
    pub fn of_code(code: &str) -> Option<Currency> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let named = bytes.iter().all(u8::is_ascii_uppercase) && !matches!(code, "XXX" | "XTS");
        (named && iso_currency::Currency::from_code(code).is_some()).then_some(Currency(bytes))
    }

    /// `USD`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// What two amounts must share to be compared: `power`, `energy`, `doses`. The vocabulary names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dimension(&'static str);

impl Dimension {
    /// Any currency.
    pub const MONEY: Dimension = Dimension("money");
    /// Watts.
    pub const POWER: Dimension = Dimension("power");
    /// Parts of a whole, in per cent.
    pub const SHARE: Dimension = Dimension("share");
    /// Lengths of time, in days.
    pub const TIME: Dimension = Dimension("time");

    /// The dimension of this name.
    pub fn named(name: &str) -> Dimension {
        static NAMES: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.iter().find(|known| **known == name) {
            return Dimension(known);
        }
        let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
        names.push(kept);
        Dimension(kept)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// For a message, after "expected": `a length of time`.
    pub fn describe(self) -> &'static str {
        match self {
            Dimension::SHARE => "a share in per cent",
            Dimension::TIME => "a length of time",
            Dimension(name) => name,
        }
    }
}

/// A unit with its multiples.
pub type Measure = Shared<MeasureDef>;

/// What a vocabulary says of a unit and its multiples.
#[derive(Debug, PartialEq, Eq)]
pub struct MeasureDef {
    /// Of the unit in which numbers are kept: `W`, `years`.
    pub key: String,
    /// Its place in the vocabulary.
    pub position: u16,
    /// What it measures.
    pub dimension: Dimension,
    /// One of it in the base unit of its dimension: 365.25 for years, in days.
    pub factor: Decimal,
    /// By ascending powers of ten; the first is the unit itself, with 0.
    pub multiples: Vec<Multiple>,
    /// The unit whose things these are too: GPUs are chips.
    pub among: Option<String>,
}

/// A multiple of a unit, by a power of ten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiple {
    /// The power of ten.
    pub exponent: u32,
    /// As sheets have it: `GW`.
    pub key: String,
    /// Its place among the units of the vocabulary.
    pub index: u16,
    /// Its code in UN/CEFACT Recommendation 20.
    pub code: Option<String>,
}

impl MeasureDef {
    /// The largest multiple that leaves a digit before the point of `n`; the unit itself for numbers below one.
    pub fn multiple(&self, n: Decimal) -> &Multiple {
        let whole = n.trunc().mantissa().unsigned_abs();
        let fits = |m: &&Multiple| 10_u128.checked_pow(m.exponent).is_some_and(|one| whole >= one);
        self.multiples.iter().rev().find(fits).unwrap_or(&self.multiples[0])
    }

    /// The multiple of this power of ten, else the unit itself.
    pub fn at(&self, exponent: u32) -> &Multiple {
        self.multiples.iter().find(|m| m.exponent == exponent).unwrap_or(&self.multiples[0])
    }

    /// Whether it counts things: a dimension of its own.
    pub fn is_count(&self) -> bool {
        self.dimension.name() == self.key
    }
}

impl Definition for MeasureDef {
    fn key(&self) -> &str {
        &self.key
    }

    fn position(&self) -> u16 {
        self.position
    }

    fn pool() -> &'static Mutex<Vec<&'static MeasureDef>> {
        static POOL: Mutex<Vec<&'static MeasureDef>> = Mutex::new(Vec::new());
        &POOL
    }
}

/// So much per something: `USD per share`.
pub type Rate = Shared<RateDef>;

/// The two units of a rate.
#[derive(Debug, PartialEq, Eq)]
pub struct RateDef {
    /// `USD per share`.
    pub key: String,
    /// Of what.
    pub of: Base,
    /// The unit in whose measure it is per one.
    pub per: Measure,
    /// The power of ten of that unit: 6 for "per MWh".
    pub exponent: u32,
}

impl Definition for RateDef {
    fn key(&self) -> &str {
        &self.key
    }

    fn position(&self) -> u16 {
        self.per.position
    }

    fn pool() -> &'static Mutex<Vec<&'static RateDef>> {
        static POOL: Mutex<Vec<&'static RateDef>> = Mutex::new(Vec::new());
        &POOL
    }
}

/// What a rate is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// Money.
    Money(Currency),
    /// Anything else.
    Measure(Measure),
}

impl Base {
    /// The measure; `None` for money.
    pub fn measure(self) -> Option<Measure> {
        match self {
            Base::Money(_) => None,
            Base::Measure(measure) => Some(measure),
        }
    }

    /// As a unit.
    pub fn unit(self) -> Unit {
        match self {
            Base::Money(currency) => Unit::Money(currency),
            Base::Measure(measure) => Unit::Measure(measure),
        }
    }
}

/// What an amount is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Money of one currency.
    Money(Currency),
    /// A unit of the vocabulary; `6 GW` has the number 6 000 000 000.
    Measure(Measure),
    /// A rate.
    Rate(Rate),
    /// A text gives a number with a scale and does not say of what. No sheet has this.
    Unsaid,
}

impl Unit {
    /// The dimension; `None` for rates and where no unit is said.
    pub fn dimension(self) -> Option<Dimension> {
        match self {
            Unit::Money(_) => Some(Dimension::MONEY),
            Unit::Measure(measure) => Some(measure.dimension),
            Unit::Rate(_) | Unit::Unsaid => None,
        }
    }

    /// What one of it is in the base unit of its dimension; of a rate, per base unit of what it is per.
    pub fn factor(self) -> Decimal {
        match self {
            Unit::Measure(measure) => measure.factor,
            Unit::Rate(rate) => {
                let per = rate.per.factor.saturating_mul(Decimal::from(10_u64.saturating_pow(rate.exponent)));
                rate.of.unit().factor().checked_div(per).unwrap_or(Decimal::ONE)
            }
            Unit::Money(_) | Unit::Unsaid => Decimal::ONE,
        }
    }

    /// So much of it per unit of `per` with this power of ten; `None` for what is a rate already, or of nothing.
    pub fn per(self, per: Measure, exponent: u32) -> Option<Unit> {
        let (of, name) = match &self {
            Unit::Money(currency) => (Base::Money(*currency), currency.code()),
            Unit::Measure(measure) => (Base::Measure(*measure), measure.get().key.as_str()),
            Unit::Rate(_) | Unit::Unsaid => return None,
        };
        let key = format!("{name} per {}", per.at(exponent).key);
        Some(Unit::Rate(Shared::new(RateDef { key, of, per, exponent })))
    }

    /// Whether it counts things.
    pub fn is_count(self) -> bool {
        matches!(self, Unit::Measure(measure) if measure.is_count())
    }

    /// Whether it is of this dimension.
    pub fn is(self, dimension: Dimension) -> bool {
        self.dimension() == Some(dimension)
    }

    /// The currency.
    pub fn currency(self) -> Option<Currency> {
        match self {
            Unit::Money(currency) => Some(currency),
            Unit::Measure(_) | Unit::Rate(_) | Unit::Unsaid => None,
        }
    }
}
