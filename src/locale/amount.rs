//! Amounts in words: a value in its scale and unit, and the bound around it.
//!
//! A [`Dress`] is what a value is going to wear: its scale, the pattern, the names that fill it. It is chosen
//! before anything is written, because a range has to know whether both ends wear the same.

use rust_decimal::Decimal;

use super::data::{Noun, Scale};
use super::number::{Scaled, magnitude};
use super::phrase::{Gap, Phrase};
use super::range::Hedge;
use super::template::{AmountPattern, Part, Word};
use super::{Locale, Style};
use crate::model::{Amount, Bound, Currency, Figure, Size, Unit};

/// With more decimals than this a number goes down to a smaller scale, if that gives fewer: 1 234 567
/// dollars rather than 1,234567 million.
const READABLE_PLACES: u32 = 3;

/// A value, and all that is printed around it.
pub(super) struct Dress<'l> {
    pub(super) pattern: &'l AmountPattern,
    pub(super) number: Scaled,
    /// The power of ten that scale or unit stand for.
    pub(super) exponent: u32,
    pub(super) scale: Option<&'l Scale>,
    pub(super) name: Name<'l>,
    pub(super) symbol: Option<&'l str>,
    pub(super) currency: Option<Currency>,
}

/// What stands for the unit.
#[derive(Clone, Copy)]
pub(super) enum Name<'l> {
    None,
    Noun(&'l Noun),
    Symbol(&'l str),
}

impl Locale {
    /// "38 milliards de dollars", "jusqu’à 6 gigawatts", "montant non communiqué".
    pub fn amount(&self, amount: &Amount, style: Style) -> Phrase {
        match amount {
            Amount::Undisclosed => Phrase::words(self.data.words.undisclosed(style)),
            Amount::None => Phrase::words(&self.data.words.none),
            Amount::Figure(figure) => self.figure(figure, style),
        }
    }

    /// The same, of an amount that has a figure.
    pub fn figure(&self, figure: &Figure, style: Style) -> Phrase {
        let unit = figure.unit;
        match (&figure.size, figure.bound) {
            (Size::Number(value), bound) => self.bounded(bound, self.value(*value, unit, style)),
            (Size::Range(low, high), Bound::Exact) => self.range(*low, *high, Hedge::None, unit, style),
            (Size::Range(low, high), Bound::About) => self.range(*low, *high, Hedge::About, unit, style),
            // A bound on a range speaks of one of its ends.
            (Size::Range(low, _), bound @ (Bound::AtLeast | Bound::MoreThan)) => {
                self.bounded(bound, self.value(*low, unit, style))
            }
            (Size::Range(_, high), bound @ (Bound::UpTo | Bound::LessThan)) => {
                self.bounded(bound, self.value(*high, unit, style))
            }
            (Size::Order(order, scale), bound) => self.bounded(bound, self.order(*order, *scale, unit, style)),
        }
    }

    pub(super) fn bounded(&self, bound: Bound, phrase: Phrase) -> Phrase {
        let bounds = &self.data.bounds;
        let around = match bound {
            Bound::Exact => return phrase,
            Bound::AtLeast => &bounds.at_least,
            Bound::MoreThan => &bounds.more_than,
            Bound::UpTo => &bounds.up_to,
            Bound::LessThan => &bounds.less_than,
            Bound::About => &bounds.about,
        };
        phrase.wrapped(&around.before, &around.after)
    }

    pub(super) fn value(&self, value: Decimal, unit: Unit, style: Style) -> Phrase {
        self.fill(&self.dress(value, unit, style))
    }

    pub(super) fn percentage(&self, value: Decimal) -> Phrase {
        self.value(value, Unit::Percent, Style::Long)
    }

    /// What a value wears.
    pub(super) fn dress(&self, value: Decimal, unit: Unit, style: Style) -> Dress<'_> {
        let plain = |pattern, name| Dress {
            pattern,
            number: Scaled::new(value, 0),
            exponent: 0,
            scale: None,
            name,
            symbol: None,
            currency: None,
        };
        match unit {
            Unit::Money(currency) => self.dress_money(value, currency, style),
            Unit::Count(unit) => {
                let scale = self.scale(value);
                let pattern = match (scale, style) {
                    (None, _) => &self.data.units.plain,
                    (Some(_), Style::Long) => &self.data.units.scaled,
                    (Some(_), Style::Short) => &self.data.units.scaled_short,
                };
                scaled(plain(pattern, Name::Noun(self.data.nouns.count(unit))), value, scale)
            }
            Unit::Watt => {
                let Some(power) = self.data.power.highest(magnitude(value)) else {
                    return plain(&self.data.units.plain, Name::None);
                };
                let name = match style {
                    Style::Long => Name::Noun(&power.name),
                    Style::Short => Name::Symbol(&power.short),
                };
                let number = Scaled::new(value, power.exponent);
                Dress { number, exponent: power.exponent, ..plain(&self.data.units.plain, name) }
            }
            Unit::Percent => plain(&self.data.number.percent, Name::None),
            Unit::Time(unit) => plain(&self.data.units.plain, Name::Noun(self.data.nouns.time(unit))),
        }
    }

    fn dress_money(&self, value: Decimal, currency: Currency, style: Style) -> Dress<'_> {
        let money = &self.data.money;
        let scale = self.scale(value);
        let choices = match (scale, style) {
            (Some(_), Style::Long) => &money.scaled,
            (Some(_), Style::Short) => &money.scaled_short,
            (None, Style::Long) => &money.plain,
            (None, Style::Short) => &money.plain_short,
        };
        let words = self.data.currencies.get(currency.code());
        let symbol = words.and_then(|words| words.symbol.as_deref());
        let name = words.and_then(|words| words.name.as_ref());
        let dress = Dress {
            pattern: choices.choose(symbol.is_some(), name.is_some()),
            number: Scaled::new(value, 0),
            exponent: 0,
            scale,
            name: name.map_or(Name::None, Name::Noun),
            symbol,
            currency: Some(currency),
        };
        scaled(dress, value, scale)
    }

    /// The scale that makes the number readable: the largest that it reaches, unless a smaller one spares
    /// many decimals.
    fn scale(&self, value: Decimal) -> Option<&Scale> {
        let readable = |exponent| Scaled::new(value, exponent).places <= READABLE_PLACES;
        let mut largest = None;
        for scale in self.data.scales.reached(magnitude(value)) {
            if readable(scale.exponent) {
                return Some(scale);
            }
            largest = largest.or(Some(scale));
        }
        largest.filter(|_| !readable(0))
    }

    /// Number and unit.
    pub(super) fn fill(&self, dress: &Dress<'_>) -> Phrase {
        self.fill_with(dress, |out| dress.number.append_to(out, &self.data.number))
    }

    /// Number and unit, with the number written by `number`.
    pub(super) fn fill_with(&self, dress: &Dress<'_>, number: impl FnOnce(&mut String)) -> Phrase {
        let AmountPattern { head, gap, tail } = dress.pattern;
        let mut phrase = Phrase { gaps: [Gap::None, *gap, Gap::None], ..Phrase::default() };
        phrase.number.reserve(16);
        self.write(&mut phrase.number, head, dress);
        number(&mut phrase.number);
        if !tail.is_empty() {
            phrase.unit.reserve(32);
            self.write(&mut phrase.unit, tail, dress);
        }
        phrase
    }

    fn write(&self, out: &mut String, parts: &[Part<Word>], dress: &Dress<'_>) {
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Slot(Word::Scale) => out.push_str(self.scale_word(dress).unwrap_or_default()),
                Part::Slot(Word::ScaleShort) => out.push_str(dress.scale.map_or("", |scale| &scale.short)),
                Part::Slot(Word::Name) => out.push_str(match dress.name {
                    Name::Noun(noun) if dress.scale.is_some() => &noun.scaled,
                    Name::Noun(noun) => noun.form(self.category(dress.number)),
                    Name::Symbol(symbol) => symbol,
                    Name::None => "",
                }),
                Part::Slot(Word::Symbol) => out.push_str(dress.symbol.unwrap_or_default()),
                Part::Slot(Word::Code) => out.push_str(dress.currency.as_ref().map_or("", Currency::code)),
                // Cut out when the pattern was read.
                Part::Slot(Word::Number) => {}
            }
        }
    }

    /// "milliard" or "milliards".
    pub(super) fn scale_word<'l>(&self, dress: &Dress<'l>) -> Option<&'l str> {
        dress.scale.map(|scale| scale.form(self.category(dress.number)))
    }
}

/// The dress of a value in this scale.
fn scaled<'l>(dress: Dress<'l>, value: Decimal, scale: Option<&'l Scale>) -> Dress<'l> {
    let exponent = scale.map_or(0, |scale| scale.exponent);
    Dress { number: Scaled::new(value, exponent), exponent, scale, ..dress }
}
