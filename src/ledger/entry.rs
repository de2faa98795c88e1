//! Entries: what a leg adds to which total; and legs that add nothing, with the reason.

use rust_decimal::Decimal;

use crate::model::{Bucket, CapacityOf, Currency, DealId, Rate};
use crate::quantity::{Measure, Quantity};
use crate::vocabulary::Kind;

use super::How;

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

/// A leg: its deal, and its place there.
pub type At = (DealId, usize);

/// How much of a leg an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// The tranche of this place.
    Tranche(usize),
    /// What its tranches and parts leave.
    Rest,
}

impl Part {
    /// `whole`, `tranche`, `rest`: the word in exports.
    pub fn name(self) -> &'static str {
        match self {
            Part::Whole => "whole",
            Part::Tranche(_) => "tranche",
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
    /// The leg that it is a part of, if it is one that others are parts of too.
    pub(super) whole: Option<At>,
    /// Of a rest: what it is the rest of.
    pub(super) rest: Option<Rest>,
}

/// A whole, and all that is known of its parts together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rest {
    /// The whole.
    pub(super) whole: Quantity,
    /// All its parts.
    pub(super) parts: Parts,
}

/// Parts of a whole, added end by end: what some of them come to can be taken away again.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Parts {
    low: Decimal,
    /// Of those that have one.
    high: Decimal,
    /// How many have no high end.
    open: usize,
    about: bool,
}

impl Parts {
    /// These parts, which are in one unit.
    pub(super) fn of(parts: impl Iterator<Item = Quantity>) -> Parts {
        parts.fold(Parts::default(), |sum, part| Parts {
            low: sum.low.saturating_add(part.low),
            high: sum.high.saturating_add(part.high.unwrap_or_default()),
            open: sum.open + usize::from(part.high.is_none()),
            about: sum.about || part.about,
        })
    }

    /// Without some of them.
    fn without(self, some: Parts) -> Parts {
        Parts {
            low: self.low.saturating_sub(some.low),
            high: self.high.saturating_sub(some.high),
            open: self.open.saturating_sub(some.open),
            about: self.about,
        }
    }

    /// Both ends by a growing function.
    pub(super) fn map(self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Parts> {
        Some(Parts { low: f(self.low)?, high: f(self.high)?, ..self })
    }
}

impl Rest {
    /// What is left when nobody looks at the parts: `None` if nothing is.
    pub(super) fn left(self) -> Option<Quantity> {
        let left = self.with(Parts::default());
        left.high.is_none_or(|high| high > Decimal::ZERO).then_some(left)
    }

    /// What it comes to in a total that has these of the parts too: nothing gets larger or vaguer by being split.
    pub(super) fn with(self, here: Parts) -> Quantity {
        let Rest { whole, parts } = self;
        let others = parts.without(here);
        let left = if others.open > 0 { Decimal::ZERO } else { whole.low.saturating_sub(others.high) };
        let low = left.max(here.low);
        let high = whole.high.map(|high| high.saturating_sub(others.low).max(low));
        let high_open = whole.high_open && high.is_some_and(|high| high > low);
        // What is elsewhere makes it vague; what is here is counted.
        let about = whole.about || (others.about && (others.open > 0 || others.high > Decimal::ZERO));
        Quantity { low, high, about, low_open: false, high_open, ..whole }
    }
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
    /// It may be bought, and nobody has.
    Optional,
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
            Reason::Optional => "optional",
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
    /// Which tranche of it, if it is not all.
    pub tranche: Option<usize>,
    /// Its kind.
    pub kind: Kind,
    /// How firm it is.
    pub bucket: Bucket,
    /// Its figure.
    pub figure: Option<&'a Quantity>,
    /// Why.
    pub reason: Reason,
}
