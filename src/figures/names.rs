//! The words for readings in JSON and tables; programs rely on them.

use super::{Figure, Note, Reading};
use crate::model::notation;
use crate::quantity::{Base, Bound, Dimension, NumberText, Unit, UnitText};

/// `money`, `count`, `bare`, or the dimension: `power`, `share`, `duration`.
fn kind(unit: Unit) -> &'static str {
    match unit {
        Unit::Money(_) => "money",
        Unit::Measure(measure) if measure.is_count() => "count",
        Unit::Measure(measure) if measure.dimension == Dimension::TIME => "duration",
        Unit::Measure(measure) => measure.dimension.name(),
        Unit::Rate(rate) => match rate.of {
            Base::Money(_) => "price",
            Base::Measure(_) => "rate",
        },
        Unit::Unsaid => "bare",
    }
}

impl Note {
    /// `fr-billion-1e12`, `fr-trillion-1e18`, `mixed-locale` or `no-unit`.
    pub fn name(self) -> &'static str {
        match self {
            Note::FrenchBillion => "fr-billion-1e12",
            Note::FrenchTrillion => "fr-trillion-1e18",
            Note::MixedLocale => "mixed-locale",
            Note::NoUnit => "no-unit",
        }
    }
}

impl Reading {
    /// What it measures: [`kind`] of its unit, or `date`.
    pub fn kind(&self) -> &'static str {
        match &self.figure {
            Figure::Amount(written) => kind(written.quantity.unit),
            Figure::Date(_) => "date",
        }
    }

    /// The unit of its numbers, as sheets have it: `USD`, `W`, `years`; `None` for dates and bare numbers.
    pub fn unit(&self) -> Option<String> {
        let unit = self.measured_in()?;
        (unit != Unit::Unsaid).then(|| UnitText(unit, 0).to_string())
    }

    /// How it is limited: the word of [`Bound::name`].
    pub fn bound(&self) -> &'static str {
        self.amount().map_or(Bound::Exact, |written| written.quantity.bound()).name()
    }

    /// What it says, from and to: decimal numbers in its unit, `None` where it is open; a date is one EDTF string.
    pub fn ends(&self) -> (Option<String>, Option<String>) {
        let quantity = match &self.figure {
            Figure::Amount(written) => written.quantity,
            Figure::Date(date) => return (Some(notation::edtf(date)), None),
        };
        let written = |n| Some(NumberText(n).to_string());
        let (low, high) = quantity.stated();
        match quantity.bound() {
            Bound::AtLeast | Bound::MoreThan => (written(low), None),
            Bound::UpTo | Bound::LessThan => (None, written(high)),
            Bound::Exact | Bound::About | Bound::Range | Bound::Magnitude => (written(low), written(high)),
        }
    }
}
