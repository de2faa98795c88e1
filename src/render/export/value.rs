//! Values of the model as exports write them, made while they are written: none has a string of its own.

use std::borrow::Cow;
use std::fmt::{Display, Formatter};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::model::notation::{self, AmountText, DayText, EdtfText, NumberText, UnitText};
use crate::model::{self, Edtf, LangId, Site, Text, Value};

/// A text per language, by BCP 47 tag.
pub(super) struct Texts<'a>(pub(super) Vec<(&'a str, Cow<'a, str>)>);

impl<'a> Texts<'a> {
    pub(super) fn new(site: &'a Site, text: &'a Text) -> Texts<'a> {
        Texts(text.iter().filter(|(_, t)| !t.is_empty()).map(|(lang, t)| (site.tag(lang), t.into())).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(lang, text)| (lang, text)))
    }
}

/// A claim's value in the notation of fact sheets; words in the default language.
#[derive(Clone, Copy)]
pub(super) struct Is<'a>(pub(super) &'a Value);

impl Display for Is<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Value::Amount(amount) => AmountText(amount).fmt(f),
            Value::Date(date) => EdtfText(date).fmt(f),
            Value::Status(status) => f.write_str(status.name()),
            Value::Text(text) => f.write_str(text.get(LangId::DEFAULT).0),
        }
    }
}

impl Serialize for Is<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A date: what is written, and the first and last day that it may mean (`null` where it is open).
#[derive(Clone, Copy)]
pub(super) struct Date<'a>(pub(super) &'a Edtf);

impl Serialize for Date<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("edtf", &Shown(EdtfText(self.0)))?;
        map.serialize_entry("earliest", &self.0.earliest().map(DayText).map(Shown))?;
        map.serialize_entry("latest", &self.0.latest().map(DayText).map(Shown))?;
        map.end()
    }
}

/// An amount: its limit, the numbers that it allows in base units (dollars, watts), and what is written.
#[derive(Clone, Copy)]
pub(super) struct Amount<'a>(pub(super) &'a model::Amount);

/// The parts of an amount, in the order of their keys.
pub(super) struct Parts<'a> {
    pub(super) bound: &'static str,
    pub(super) min: Option<NumberText>,
    pub(super) max: Option<NumberText>,
    /// Whether `max` itself is out.
    pub(super) max_excluded: bool,
    pub(super) currency: Option<model::Currency>,
    pub(super) unit: Option<UnitText>,
    pub(super) text: AmountText<'a>,
}

impl<'a> Amount<'a> {
    pub(super) fn parts(self) -> Parts<'a> {
        let figure = self.0.figure();
        Parts {
            bound: notation::bound(self.0),
            min: figure.map(|f| NumberText(f.low)),
            max: figure.and_then(|f| f.high).map(NumberText),
            max_excluded: figure.is_some_and(|f| f.high_open),
            currency: figure.and_then(|f| f.unit.currency()),
            unit: figure.map(|f| UnitText(f.unit, 0)),
            text: AmountText(self.0),
        }
    }
}

impl Serialize for Amount<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.parts();
        let mut map = serializer.serialize_map(Some(7))?;
        map.serialize_entry("bound", parts.bound)?;
        map.serialize_entry("min", &parts.min.map(Shown))?;
        map.serialize_entry("max", &parts.max.map(Shown))?;
        map.serialize_entry("max_excluded", &parts.max_excluded)?;
        map.serialize_entry("currency", &parts.currency.as_ref().map(model::Currency::code))?;
        map.serialize_entry("unit", &parts.unit.map(Shown))?;
        map.serialize_entry("text", &Shown(parts.text))?;
        map.end()
    }
}

/// Written as the string that it is shown as.
pub(super) struct Shown<T>(pub(super) T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
