//! `[units.KEY]`: what a unit measures, and its words.

use rust_decimal::Decimal;

use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::vocabulary::{Entry, Written, by_language, entries, plain, words};
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::{Currency, Dimension, is_taken};
use crate::span::Spanned;
use crate::vocabulary::{self, UnitEntry};

/// `[units.KEY]`
#[derive(Default)]
pub(super) struct KindOfUnit {
    dimension: Option<Spanned<String>>,
    factor: Option<Spanned<Decimal>>,
    words: Written,
    worded: Written,
    short: Option<String>,
    code: Option<String>,
    among: Option<String>,
    article: Vec<String>,
    digits: Vec<String>,
}

/// Its keys.
pub(super) static UNIT: Schema<KindOfUnit> = Schema::closed(
    "a unit",
    &[
        Key::optional("dimension", Takes::String, "what it measures; without it, it counts things", |r, v, u| {
            u.dimension = r.string(v);
        }),
        Key::optional("factor", Takes::Number, "to the base unit of its dimension, exactly", |r, v, u| {
            u.factor = r.decimal(v);
        }),
        Key::optional("words", Takes::Words, "for one, for several; further ones are only read", |r, v, u| {
            u.words = words(r, v);
        }),
        Key::optional("worded", Takes::Words, "the plural after words, where it is another one", |r, v, u| {
            u.worded = words(r, v);
        }),
        Key::optional("short", Takes::String, "what tables print instead of the key", |r, v, u| {
            u.short = r.string(v).map(|s| s.value);
        }),
        Key::optional("code", Takes::String, "its code in UN/CEFACT Recommendation 20", |r, v, u| {
            u.code = r.string(v).map(|s| s.value);
        }),
        Key::optional("among", Takes::String, "the unit whose things these are too", |r, v, u| {
            u.among = r.string(v).map(|s| s.value);
        }),
        Key::optional(
            "article",
            Takes::List(&Takes::String),
            "languages in which one after an article is a figure",
            |r, v, u| {
                u.article = plain(r, v);
            },
        ),
        Key::optional("digits", Takes::List(&Takes::String), "words that are read only after digits", |r, v, u| {
            u.digits = plain(r, v);
        }),
    ],
);

/// `[units]`
pub(super) fn units<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<KindOfUnit>> {
    let is_word =
        |key: &str| key == "%" || !key.is_empty() && key.chars().all(|c| c.is_alphabetic() || matches!(c, '²' | '³'));
    let mut all = entries(reader, item, &UNIT);
    all.retain(|(key, _)| {
        let title = match () {
            () if !is_word(&key.value) => format!("expected a unit of letters, found `{}`", excerpt(&key.value)),
            () if Currency::of_code(&key.value).is_some() => format!("`{}` is a currency already", key.value),
            () if is_taken(&key.value) => format!("`{}` means something else in an amount", key.value),
            () => return true,
        };
        reader.report(Diagnostic::new(codes::CONFIG, key.span, title));
        false
    });
    all
}

/// Units laid over those that are known. What a known one measures cannot be changed.
pub(super) fn onto(
    entries: Vec<Entry<KindOfUnit>>,
    known: &[UnitEntry],
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) -> Vec<UnitEntry> {
    let mut units = known.to_vec();
    for (key, entry) in entries {
        let words = by_language(entry.words, languages, reader);
        let worded = by_language(entry.worded, languages, reader);
        let dimension = entry.dimension.as_ref().map(|d| Dimension::named(&d.value));
        if let Some(unit) = units.iter_mut().find(|unit| unit.key == key.value) {
            let other = dimension.is_some_and(|d| d != unit.dimension);
            let place = entry.dimension.as_ref().map(|d| d.span).filter(|_| other);
            let factor = entry.factor.filter(|f| f.value != unit.factor).map(|f| f.span);
            if let Some(span) = place.or(factor) {
                let title = format!("`{}` is built in: what it measures cannot be changed", key.value);
                reader.report(Diagnostic::new(codes::CONFIG, span, title).help("give the unit another name"));
            }
            unit.words = words.or(&unit.words);
            unit.worded = worded.or(&unit.worded);
            unit.short = entry.short.or(unit.short.take());
            unit.article.extend(entry.article);
            unit.digits.extend(entry.digits);
            continue;
        }
        if let Some(written) = entry.dimension.as_ref().filter(|_| dimension == Some(Dimension::MONEY)) {
            let title = "money is measured in currencies";
            reader.report(Diagnostic::new(codes::CONFIG, written.span, title).help("list its code in `currencies`"));
            continue;
        }
        if let Some(known) = units.iter().find(|unit| vocabulary::is_spelt_like(&unit.key, &key.value)) {
            let title = format!("`{}` is spelt like `{}`, and nobody could tell them apart", key.value, known.key);
            reader.report(Diagnostic::new(codes::CONFIG, key.span, title).help("give the unit another name"));
            continue;
        }
        let factor = entry.factor.as_ref().map_or(Decimal::ONE, |f| f.value);
        if factor <= Decimal::ZERO {
            let span = entry.factor.map_or(key.span, |f| f.span);
            reader.report(Diagnostic::new(codes::CONFIG, span, "expected a factor above 0"));
            continue;
        }
        units.push(UnitEntry {
            dimension: dimension.unwrap_or_else(|| Dimension::named(&key.value)),
            key: key.value,
            factor,
            words,
            worded,
            short: entry.short,
            code: entry.code,
            among: entry.among,
            article: entry.article,
            digits: entry.digits,
            measure: None,
        });
    }
    for unit in &mut units {
        unit.measure = None;
    }
    vocabulary::ladders(&mut units);
    units
}
