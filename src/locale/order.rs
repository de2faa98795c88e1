//! Orders of magnitude: "des dizaines de milliards de dollars", "several years".
//!
//! Not every language forms them by rule (German has "Hunderttausende"), so the file lists them: each order
//! with each scale. What follows them is a form of the unit's name.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Dress, Name};
use super::data::Noun;
use super::number::{Scaled, power_of_ten};
use super::phrase::{Gap, Phrase};
use super::template::AmountPattern;
use super::{Locale, Style};
use crate::quantity::{Bound, Currency, Measure, Order, Quantity, Unit};

/// A number that takes the form which "several" takes, in languages that have more than one plural.
const SEVERAL: u64 = 5;

/// `[orders]` of the language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Orders {
    several: OrderWords,
    tens: OrderWords,
    hundreds: OrderWords,
    thousands: OrderWords,
    #[serde(default)]
    pub(super) short: OrdersShort,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrdersShort {
    pub(super) money: Option<AmountPattern>,
}

impl Orders {
    pub(super) fn words(&self, order: Order) -> &OrderWords {
        match order {
            Order::Several => &self.several,
            Order::Tens => &self.tens,
            Order::Hundreds => &self.hundreds,
            Order::Thousands => &self.thousands,
        }
    }
}

/// An order and what it multiplies: the number-like word, and the scale after it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderWords {
    pub(super) before: String,
    units: [String; 2],
    thousand: [String; 2],
    million: [String; 2],
    billion: [String; 2],
    trillion: [String; 2],
}

impl OrderWords {
    /// The words for a scale of 10^exponent, where there are any.
    pub(super) fn at(&self, exponent: u32) -> Option<&[String; 2]> {
        match exponent {
            0 => Some(&self.units),
            3 => Some(&self.thousand),
            6 => Some(&self.million),
            9 => Some(&self.billion),
            12 => Some(&self.trillion),
            _ => None,
        }
    }

    /// "des" + the phrase.
    fn around(&self, phrase: Phrase) -> Phrase {
        if self.before.is_empty() { phrase } else { phrase.wrapped(&[&self.before, " "].concat(), "") }
    }
}

impl Locale {
    /// "des dizaines de milliards": an order of magnitude of money beside another amount of the same currency,
    /// which need not be named again. `None` for other figures, and where the language has no words for it.
    pub fn order_without_currency(&self, figure: &Quantity) -> Option<String> {
        figure.unit.currency()?;
        let (order, scale) = figure.order()?;
        let words = self.data.orders.words(order);
        let [number, rest] = words.at(power_of_ten(scale)?)?;
        let (number, unit, gaps) = (number.clone(), rest.clone(), [Gap::None, Gap::NoBreak, Gap::None]);
        let phrase = words.around(Phrase { number, unit, gaps, ..Phrase::default() });
        let bound = if figure.about { Bound::About } else { Bound::Exact };
        (!rest.is_empty()).then(|| self.bounded(bound, phrase).text())
    }

    /// `order` × `scale` in words; as a range where the language has no words for the scale.
    pub(super) fn order(&self, order: Order, scale: Decimal, unit: Unit, style: Style) -> Phrase {
        let short = match (style, unit) {
            (Style::Short, Unit::Money(currency)) => self.short_order(order, scale, currency),
            _ => None,
        };
        short.or_else(|| self.order_in_words(order, scale, unit)).unwrap_or_else(|| {
            self.total(&Quantity::tens_of(Bound::Magnitude, order.factor().saturating_mul(scale), unit), style)
        })
    }

    fn order_in_words(&self, order: Order, scale: Decimal, unit: Unit) -> Option<Phrase> {
        let mut exponent = power_of_ten(scale)?;
        if let Unit::Measure(measure) = unit {
            exponent = exponent.checked_sub(measure.multiple(scale).exponent)?;
        }
        let words = self.data.orders.words(order);
        let [number, rest] = words.at(exponent)?;
        let name = self.name_after_order(order, exponent, scale, unit)?;
        let phrase = Phrase {
            number: number.clone(),
            unit: if rest.is_empty() { name.into_owned() } else { [rest, " ", &name].concat() },
            gaps: [Gap::None, Gap::NoBreak, Gap::None],
            ..Phrase::default()
        };
        Some(words.around(phrase))
    }

    fn name_after_order(&self, order: Order, exponent: u32, scale: Decimal, unit: Unit) -> Option<Cow<'_, str>> {
        let noun = match unit {
            Unit::Money(currency) => match self.data.currencies.get(currency.code()).and_then(|c| c.name.as_ref()) {
                Some(name) => name,
                None if order == Order::Several => return Some(Cow::Owned(currency.code().to_owned())),
                None => return Some(Cow::Owned(self.data.money.ordered_code.wrap(currency.code()))),
            },
            Unit::Measure(measure) => &self.nouns[usize::from(measure.multiple(scale).index)],
            Unit::Rate(_) | Unit::Unsaid => return None,
        };
        Some(Cow::Borrowed(match (order, exponent) {
            (Order::Several, 0) => self.several(noun),
            (Order::Several, _) => &noun.scaled,
            (Order::Tens | Order::Hundreds | Order::Thousands, _) => &noun.ordered,
        }))
    }

    /// "années": what a unit is called where there are several of it.
    pub fn name_of_several(&self, measure: Measure) -> &str {
        self.several(&self.nouns[usize::from(measure.multiples[0].index)])
    }

    /// "années", after "plusieurs".
    fn several<'l>(&self, noun: &'l Noun) -> &'l str {
        noun.several.as_deref().unwrap_or_else(|| noun.form(self.plurals.category_for(SEVERAL)))
    }

    /// "des dizaines de Md$", where the language has a pattern for it, the currency a symbol, the scale a word.
    fn short_order(&self, order: Order, scale: Decimal, currency: Currency) -> Option<Phrase> {
        if order == Order::Several {
            return None;
        }
        let pattern = self.data.orders.short.money.as_ref()?;
        let exponent = power_of_ten(scale)?;
        let dress = Dress {
            pattern,
            number: Scaled::new(scale, exponent),
            exponent,
            scale: Some(self.data.scales.exact(exponent)?),
            name: Name::None,
            symbol: Some(self.data.currencies.get(currency.code())?.symbol.as_deref()?),
            currency: Some(currency),
        };
        let words = self.data.orders.words(order);
        let [number, _] = words.at(0)?;
        Some(words.around(self.fill_with(&dress, |out| out.push_str(number))))
    }
}
