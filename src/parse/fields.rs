//! `[fields]` of the settings: what a site adds to the facts of legs and companies.

use super::document::{FieldDecl, LocalText};
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::words::names;
use super::{company, deal, leg, vocabulary};
use crate::diagnostics::{Diagnostic, closest, codes, listed};
use crate::model::{FieldScope, FieldType, Measured};
use crate::quantity::Dimension;
use crate::span::Spanned;
use crate::vocabulary::Vocabulary;

/// `[fields.NAME]` while it is read.
#[derive(Default)]
pub(super) struct Declaration {
    scope: Option<FieldScope>,
    field_type: Option<Spanned<String>>,
    label: Option<LocalText>,
    meaning: Option<LocalText>,
    series: bool,
}

pub(super) static FIELD: Schema<Declaration> = Schema::closed(
    "a field's declaration",
    &[
        Key::required("on", Takes::Word(names::<FieldScope>), "leg or company", |r, v, d| {
            d.scope = r.word(v).map(|s: Spanned<FieldScope>| s.value);
        }),
        Key::required(
            "type",
            Takes::Form(&["text", "date", "amount", "money", "power", "share", "duration", "count", "rate", "GWh"]),
            "text, date, amount, money, power, share, duration, count, rate, or a unit",
            |r, v, d| {
                d.field_type = r.string(v);
            },
        ),
        Key::optional("label", Takes::Text, "what readers see", |r, v, d| d.label = r.text(v)),
        Key::optional("meaning", Takes::Text, "what it is, in a sentence", |r, v, d| d.meaning = r.text(v)),
        Key::optional("series", Takes::Flag, "of a company: whether its values over time are shown", |r, v, d| {
            d.series = r.flag(v)
        }),
    ],
);

pub(super) fn fields<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<(Spanned<String>, Declaration)> {
    let mut fields = vocabulary::entries(reader, item, &FIELD);
    fields.retain(|(key, field): &(Spanned<String>, Declaration)| {
        let problem = field.scope.and_then(|scope| unusable(reader.vocabulary(), &key.value, scope));
        let usable = problem.is_none();
        problem.into_iter().for_each(|title| reader.report(Diagnostic::new(codes::CONFIG, key.span, title)));
        usable
    });
    fields
}

/// A field whose type is known: `None` for what was reported.
pub(super) fn declared(
    reader: &mut Reader<'_>,
    key: Spanned<String>,
    field: Declaration,
    vocabulary: &Vocabulary,
) -> Option<FieldDecl> {
    let written = field.field_type?;
    let measured = |name: &str| vocabulary.dimension(name).map(|d| FieldType::Amount(Measured::In(d)));
    let field_type = match written.value.as_str() {
        "text" => Some(FieldType::Text),
        "date" => Some(FieldType::Date),
        "amount" => Some(FieldType::Amount(Measured::Anything)),
        "money" => Some(FieldType::Amount(Measured::In(Dimension::MONEY))),
        "duration" => Some(FieldType::Amount(Measured::In(Dimension::TIME))),
        "count" => Some(FieldType::Amount(Measured::Things)),
        "rate" => Some(FieldType::Amount(Measured::Rate)),
        name => measured(name),
    };
    if field_type.is_none() {
        let title = format!("expected a type of field, found `{}`", excerpt(&written.value));
        let known = ["text", "date", "amount", "money", "power", "share", "duration", "count", "rate"];
        let problem = Diagnostic::new(codes::VALUE, written.span, title);
        reader.report(match closest(&written.value, known) {
            Some(name) => problem.suggest("the closest in meaning or spelling", written.span, name),
            None => problem.help(format!("one of {}, or a unit or a dimension of the vocabulary", listed(known))),
        });
    }
    Some(FieldDecl {
        key,
        scope: field.scope?,
        field_type: field_type?,
        label: field.label,
        meaning: field.meaning,
        series: field.series,
    })
}

/// Why a field cannot have this key.
fn unusable(vocabulary: &Vocabulary, key: &str, scope: FieldScope) -> Option<String> {
    let shown = excerpt(key);
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let taken = match scope {
        FieldScope::Leg => {
            leg::known_keys(vocabulary).chain([leg::KIND]).any(|k| k == key) || deal::known_keys().any(|k| k == key)
        }
        FieldScope::Company => company::known_keys().any(|k| k == key),
    };
    match (plain, taken) {
        (false, _) => Some(format!("expected a field of ASCII letters, digits and `_`, found `{shown}`")),
        (true, true) => Some(format!("`{shown}` is a built-in key and cannot be declared")),
        (true, false) => None,
    }
}
