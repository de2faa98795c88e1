//! Ranges and totals: "entre 308 et 388 milliards de dollars", "au moins 10 milliards", "308–388 Md$".

use rust_decimal::Decimal;
use serde::Deserialize;

use super::phrase::{Gap, Phrase};
use super::template::Between;
use super::{Locale, Style};
use crate::quantity::{Bound, Dimension, Quantity, Unit};

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
    /// Dimensions; `count` for things.
    repeat_unit: Vec<String>,
}

impl RangeWords {
    /// Whether both ends of a range carry scale and unit.
    pub(super) fn repeats(&self, unit: Unit) -> bool {
        let name = if unit.is_count() { Some("count") } else { unit.dimension().map(Dimension::name) };
        name.is_some_and(|name| self.repeat_unit.iter().any(|known| known == name))
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
    /// What a sum allows, as the ledger found it. "au moins" if open, "jusqu’à" from zero, "entre" otherwise, a plain
    /// number if both ends are equal; "environ" if about, and "de 308 à moins de 388 milliards" if the high end is out.
    /// Unlike a figure it is never told as an order of magnitude, and rough ends are told as such.
    pub fn total(&self, sum: &Quantity, style: Style) -> Phrase {
        let unit = sum.unit;
        let hedged = |value| {
            let phrase = self.value(value, unit, style);
            if sum.about { self.bounded(Bound::About, phrase) } else { phrase }
        };
        match sum.high {
            None => self.bounded(Bound::AtLeast, hedged(sum.low)),
            Some(high) if high <= sum.low => hedged(sum.low),
            // "Less than about" says no more than "up to about", and does not elide.
            Some(high) if sum.low.is_zero() && sum.high_open && !sum.about => {
                self.bounded(Bound::LessThan, hedged(high))
            }
            Some(high) if sum.low.is_zero() => self.bounded(Bound::UpTo, hedged(high)),
            Some(high) => {
                let hedge = match (sum.about, sum.high_open) {
                    (true, _) => Hedge::About,
                    (false, true) => Hedge::Excluded,
                    (false, false) => Hedge::None,
                };
                self.range(sum.low, high, hedge, unit, style)
            }
        }
    }

    pub(super) fn range(&self, low: Decimal, high: Decimal, hedge: Hedge, unit: Unit, style: Style) -> Phrase {
        let words = &self.data.range;
        let (low, high) = (self.dress(low, unit, style), self.dress(high, unit, style));
        let mixed = low.exponent != high.exponent;
        let whole = match style {
            // Ends in two multiples: "between 500 MW and 2 GW".
            Style::Long => words.repeats(unit) || (mixed && has_multiples(unit)),
            Style::Short => mixed || (hedge == Hedge::Excluded && words.repeats(unit)),
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

fn has_multiples(unit: Unit) -> bool {
    matches!(unit, Unit::Measure(measure) if measure.multiples.len() > 1)
}
