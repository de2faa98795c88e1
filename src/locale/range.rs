//! Ranges and totals: "entre 308 et 388 milliards de dollars", "au moins 10 milliards", "308–388 Md$".

use rust_decimal::Decimal;
use serde::Deserialize;

use super::phrase::{Gap, Phrase};
use super::template::Between;
use super::{Locale, Style};
use crate::model::{Bound, Dimension, Unit};

/// `[range]` of the language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RangeWords {
    pub(super) between: Between,
    pub(super) between_about: Between,
    pub(super) between_excluded: Between,
    pub(super) short: Between,
    pub(super) short_about: Between,
    pub(super) short_excluded: Between,
    pub(super) short_mixed: Between,
    pub(super) short_mixed_about: Between,
    repeat_unit: Vec<Repeat>,
}

/// The dimensions, as the file names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Repeat {
    Money,
    Power,
    Percent,
    Time,
    Count,
}

impl RangeWords {
    /// Whether both ends of a range carry scale and unit.
    pub(super) fn repeats(&self, dimension: Dimension) -> bool {
        self.repeat_unit.contains(&match dimension {
            Dimension::Money => Repeat::Money,
            Dimension::Power => Repeat::Power,
            Dimension::Share => Repeat::Percent,
            Dimension::Duration => Repeat::Time,
            Dimension::Count => Repeat::Count,
        })
    }
}

/// What is to be said of a range besides its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hedge {
    None,
    /// Both ends are rough.
    About,
    /// The upper end itself is out.
    Excluded,
}

impl RangeWords {
    /// The words around two ends; `mixed` if they differ in scale.
    fn words(&self, style: Style, mixed: bool, hedge: Hedge) -> &Between {
        match (style, mixed, hedge) {
            (Style::Long, _, Hedge::None) => &self.between,
            (Style::Long, _, Hedge::About) => &self.between_about,
            (Style::Long, _, Hedge::Excluded) => &self.between_excluded,
            (Style::Short, false, Hedge::About) => &self.short_about,
            (Style::Short, _, Hedge::Excluded) => &self.short_excluded,
            (Style::Short, false, Hedge::None) => &self.short,
            (Style::Short, true, Hedge::About) => &self.short_mixed_about,
            (Style::Short, true, Hedge::None) => &self.short_mixed,
        }
    }
}

impl Locale {
    /// What a sum allows, as the ledger found it: from `low` to `high`, in base units, open above if `high` is
    /// `None`. "au moins" if open, "jusqu’à" from zero, "entre" otherwise, a plain number if both are equal;
    /// "environ" if `about`. With `high_excluded`, and not `about`: "de 308 à moins de 388 milliards".
    pub fn total(
        &self,
        low: Decimal,
        high: Option<Decimal>,
        high_excluded: bool,
        about: bool,
        unit: Unit,
        style: Style,
    ) -> Phrase {
        let hedged = |value| {
            let phrase = self.value(value, unit, style);
            if about { self.bounded(Bound::About, phrase) } else { phrase }
        };
        match high {
            None => self.bounded(Bound::AtLeast, hedged(low)),
            Some(high) if high <= low => hedged(low),
            // "Less than about" says no more than "up to about", and does not elide.
            Some(high) if low.is_zero() && high_excluded && !about => self.bounded(Bound::LessThan, hedged(high)),
            Some(high) if low.is_zero() => self.bounded(Bound::UpTo, hedged(high)),
            Some(high) => {
                let hedge = match (about, high_excluded) {
                    (true, _) => Hedge::About,
                    (false, true) => Hedge::Excluded,
                    (false, false) => Hedge::None,
                };
                self.range(low, high, hedge, unit, style)
            }
        }
    }

    pub(super) fn range(&self, low: Decimal, high: Decimal, hedge: Hedge, unit: Unit, style: Style) -> Phrase {
        let words = &self.data.range;
        let (low, high) = (self.dress(low, unit, style), self.dress(high, unit, style));
        let mixed = low.exponent != high.exponent;
        let whole = match style {
            Style::Long => words.repeats(unit.dimension()) || (mixed && unit == Unit::Watt),
            Style::Short => mixed || (hedge == Hedge::Excluded && words.repeats(unit.dimension())),
        };
        let first = self.fill(&low);
        let mut phrase = self.fill(&high);
        let mut number = String::with_capacity(32);
        if whole {
            first.append_core(&mut number);
        } else {
            number.push_str(&first.number);
            if mixed && let Some(scale) = self.scale_word(&low) {
                number.push_str(Gap::NoBreak.as_str());
                number.push_str(scale);
            }
        }
        let between = words.words(style, mixed, hedge);
        let low_end = number.len();
        number.push_str(&between.middle);
        phrase.between = low_end..number.len();
        if style == Style::Short && !mixed && hedge != Hedge::Excluded {
            // "$308–388bn": the sign stands once, but "$308bn to less than $388bn".
            high.number.append_to(&mut number, &self.data.number);
        } else {
            number.push_str(&phrase.number);
        }
        phrase.number = number;
        phrase.wrapped(&between.before, &between.after)
    }
}
