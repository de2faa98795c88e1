//! Entries: what a leg adds to which total; and legs that add nothing, with the reason.

use super::How;
use crate::model::{Bucket, CapacityOf, Currency, DealId, Rate};
use crate::quantity::{Measure, Quantity};
use crate::vocabulary::Kind;

/// Whose money, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Out of the group.
    Pays,
    /// Into the group.
    Receives,
    /// Between groups: seen from nobody.
    All,
}

impl Direction {
    /// `pays`, `receives`, `all`: the word in exports.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Pays => "pays",
            Direction::Receives => "receives",
            Direction::All => "all",
        }
    }
}

/// What is added: never with anything of another measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Money of one currency.
    Money(Currency),
    /// Power.
    Capacity(CapacityOf),
    /// Things of one unit and its multiples, that have no account of their own: energy, doses, tonnes.
    Of(Measure),
}

impl Account {
    /// `USD`, `chips`, `site`, `power`, `Wh`.
    pub fn name(&self) -> &str {
        match self {
            Account::Money(currency) => currency.code(),
            Account::Capacity(of) => of.name(),
            Account::Of(measure) => &measure.key,
        }
    }
}

/// How much of a leg an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// The firm tranche of a ceiling.
    Firm,
    /// What is left of the ceiling.
    Rest,
}

impl Part {
    /// `whole`, `firm`, `rest`: the word in exports.
    pub fn name(self) -> &'static str {
        match self {
            Part::Whole => "whole",
            Part::Firm => "firm",
            Part::Rest => "rest",
        }
    }
}

/// A leg, or a part of it, in a total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// Its deal.
    pub deal: DealId,
    /// Index of the leg in its deal.
    pub leg: usize,
    /// How much of the leg.
    pub part: Part,
    /// What it adds; `None` if the leg has no figure.
    pub sum: Option<Quantity>,
    /// The figure in its source's own terms, if the entry is all of it.
    pub figure: Option<&'a Quantity>,
    /// The rate at which it was converted.
    pub rate: Option<Rate>,
    /// Whether others have a part in it, and nobody says how much.
    pub joint: bool,
}

/// Why a leg adds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It is a plan that contains other deals.
    Umbrella,
    /// Another deal took its place.
    Replaced(DealId, How),
    /// It was cancelled, or stalled.
    Off,
    /// Its direction is not stated.
    NoDirection,
    /// Its kind is never summed: an option, a guarantee.
    NotSummed,
    /// It stays inside the group.
    InsideGroup,
    /// Nothing is paid.
    NothingPaid,
    /// It does not say what it measures: chips, sites or power.
    NoMeasure,
    /// It is no amount of anything, but a rate, a part or a length of time.
    NoAmount,
    /// It is not settled enough to be a part of a plan.
    NotFirm,
    /// It is in another currency, and there is no rate.
    OtherCurrency,
    /// It has no figure.
    NoFigure,
}

impl Reason {
    /// The word in exports and messages.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Umbrella => "umbrella",
            Reason::Replaced(_, How::Superseded) => "superseded",
            Reason::Replaced(_, How::Enlarged) => "enlarged",
            Reason::Off => "off",
            Reason::NoDirection => "no-direction",
            Reason::NotSummed => "not-summed",
            Reason::InsideGroup => "inside-group",
            Reason::NothingPaid => "nothing-paid",
            Reason::NoMeasure => "no-measure",
            Reason::NoAmount => "no-amount",
            Reason::NotFirm => "not-firm",
            Reason::OtherCurrency => "other-currency",
            Reason::NoFigure => "no-figure",
        }
    }

    /// The deal that is the reason.
    pub fn by(self) -> Option<DealId> {
        if let Reason::Replaced(by, _) = self { Some(by) } else { None }
    }
}

/// A leg that concerns the group and adds nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeftOut<'a> {
    /// Its deal.
    pub deal: DealId,
    /// Index of the leg in its deal.
    pub leg: usize,
    /// Its kind.
    pub kind: Kind,
    /// How firm its deal is.
    pub bucket: Bucket,
    /// Its figure.
    pub figure: Option<&'a Quantity>,
    /// Why.
    pub reason: Reason,
}
