//! The words for readings in JSON and tables; programs rely on them.

use rust_decimal::Decimal;

use super::{Bound, Counted, Measure, Note, Reading};
use crate::model::notation;

impl Measure {
    /// `money`, `power`, `share`, `count`, `duration`, `date` or `bare`.
    pub fn kind(&self) -> &'static str {
        match self {
            Measure::Money(_) => "money",
            Measure::Power => "power",
            Measure::Share => "share",
            Measure::Count(_) => "count",
            Measure::Duration => "duration",
            Measure::Date(_) => "date",
            Measure::Bare => "bare",
        }
    }

    /// The base unit: an ISO 4217 code, `W`, `%`, `months`, or what is counted; `None` for dates and bare numbers.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Measure::Money(currency) => Some(currency.code()),
            Measure::Power => Some("W"),
            Measure::Share => Some("%"),
            Measure::Count(counted) => Some(counted.name()),
            Measure::Duration => Some("months"),
            Measure::Date(_) | Measure::Bare => None,
        }
    }
}

impl Counted {
    /// `GPU`, `chip`, `CPU`, `home` or `share`.
    pub fn name(self) -> &'static str {
        match self {
            Counted::Gpu => "GPU",
            Counted::Chip => "chip",
            Counted::Cpu => "CPU",
            Counted::Home => "home",
            Counted::Share => "share",
        }
    }
}

impl Bound {
    /// `exact`, `at_least`, `more_than`, `up_to`, `less_than`, `about`, `range` or `magnitude`.
    pub fn name(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::AtLeast => "at_least",
            Bound::MoreThan => "more_than",
            Bound::UpTo => "up_to",
            Bound::LessThan => "less_than",
            Bound::About => "about",
            Bound::Range => "range",
            Bound::Magnitude => "magnitude",
        }
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
    /// What it says, from and to: decimal numbers in base units, `None` where it is open; a date is one EDTF string.
    pub fn ends(&self) -> (Option<String>, Option<String>) {
        if let Measure::Date(date) = &self.measure {
            return (Some(notation::edtf(date)), None);
        }
        let written = |n: Option<Decimal>| n.map(|n| notation::NumberText(n).to_string());
        match self.bound {
            Bound::AtLeast | Bound::MoreThan => (written(self.min), None),
            Bound::UpTo | Bound::LessThan => (None, written(self.max)),
            Bound::Exact | Bound::About | Bound::Range | Bound::Magnitude => (written(self.min), written(self.max)),
        }
    }
}
