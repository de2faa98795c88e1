//! Amounts in words: a value in its scale and unit, and the bound around it.
//!
//! A [`Dress`] is what a value is going to wear: its scale, the pattern, the names that fill it. It is chosen
//! before anything is written, because a range has to know whether both ends wear the same.

use icu_plurals::PluralCategory;
use rust_decimal::Decimal;

use super::data::{Noun, Scale};
use super::number::{Scaled, magnitude};
use super::phrase::{Gap, Phrase};
use super::range::Hedge;
use super::template::{AmountPattern, Part, Word};
use super::{Locale, Style};
use crate::quantity::{Amount, Bound, Currency, Dimension, Measure, Multiple, Quantity, Rate, Unit};

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
    pub fn figure(&self, figure: &Quantity, style: Style) -> Phrase {
        let unit = figure.unit;
        if let Unit::Rate(rate) = unit {
            let of = Quantity { unit: rate.of.unit(), ..*figure };
            return self.per(rate, self.figure(&of, style), style);
        }
        if let Some((order, one)) = figure.order() {
            let order = self.order(order, one, unit, style);
            return if figure.about { self.bounded(Bound::About, order) } else { order };
        }
        let (low, high) = figure.stated();
        match figure.bound() {
            Bound::Range if figure.about => self.range(low, high, Hedge::About, unit, style),
            Bound::Range => self.range(low, high, Hedge::None, unit, style),
            Bound::Magnitude => self.range(low, high, Hedge::Excluded, unit, style),
            bound => self.bounded(bound, self.value(low, unit, style)),
        }
    }

    pub(super) fn bounded(&self, bound: Bound, phrase: Phrase) -> Phrase {
        let bounds = &self.data.bounds;
        let around = match bound {
            Bound::Exact | Bound::Range | Bound::Magnitude => return phrase,
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

    /// With what it is per, in words where the figure is in words: "50 euros par mégawattheure", "50 € par MWh".
    fn per(&self, rate: Rate, mut phrase: Phrase, style: Style) -> Phrase {
        let per = match self.name(rate.per, rate.per.get().at(rate.exponent), style) {
            Name::Noun(noun) => noun.form(PluralCategory::One),
            Name::Symbol(symbol) => symbol,
            Name::None => "",
        };
        let words = self.data.units.per.join(&phrase.unit, per);
        if phrase.unit.is_empty() {
            phrase.gaps[1] = Gap::NoBreak;
        }
        phrase.unit = words.trim().to_owned();
        phrase
    }

    /// "10 %", exact: 10 is ten per cent.
    pub fn percent(&self, value: Decimal) -> String {
        self.fill(&self.plain(&self.data.number.percent, value, Name::None)).text()
    }

    fn plain<'l>(&self, pattern: &'l AmountPattern, value: Decimal, name: Name<'l>) -> Dress<'l> {
        Dress { pattern, number: Scaled::new(value, 0), exponent: 0, scale: None, name, symbol: None, currency: None }
    }

    /// What a value wears.
    pub(super) fn dress(&self, value: Decimal, unit: Unit, style: Style) -> Dress<'_> {
        match unit {
            Unit::Money(currency) => self.dress_money(value, currency, style),
            Unit::Measure(measure) => self.dress_measure(value, measure, style),
            Unit::Rate(rate) => self.dress(value, rate.of.unit(), style),
            Unit::Unsaid => self.plain(&self.data.units.plain, value, Name::None),
        }
    }

    /// What a multiple of a measure is called.
    fn name<'l>(&'l self, measure: Measure, multiple: &'l Multiple, style: Style) -> Name<'l> {
        let index = usize::from(multiple.index);
        match (style, &self.short[index]) {
            (Style::Short, Some(short)) => Name::Symbol(short),
            (Style::Short, None) if measure.multiples.len() > 1 => Name::Symbol(&multiple.key),
            (Style::Short, None) | (Style::Long, _) => Name::Noun(&self.nouns[index]),
        }
    }

    fn dress_measure(&self, value: Decimal, measure: Measure, style: Style) -> Dress<'_> {
        let units = &self.data.units;
        let multiple = measure.get().multiple(value);
        let name = self.name(measure, multiple, style);
        if measure.multiples.len() > 1 {
            let number = Scaled::new(value, multiple.exponent);
            return Dress { number, exponent: multiple.exponent, ..self.plain(&units.plain, value, name) };
        }
        match measure.dimension {
            Dimension::SHARE if measure.factor == Decimal::ONE => {
                self.plain(&self.data.number.percent, value, Name::None)
            }
            Dimension::SHARE | Dimension::TIME => self.plain(&units.plain, value, name),
            _ => {
                let scale = self.scale(value);
                let pattern = match (scale, style) {
                    (None, _) => &units.plain,
                    (Some(_), Style::Long) => &units.scaled,
                    (Some(_), Style::Short) => &units.scaled_short,
                };
                scaled(self.plain(pattern, value, name), value, scale)
            }
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
