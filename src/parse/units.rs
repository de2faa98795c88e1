//! `[units.KEY]`: what a unit measures, and its words.

use rust_decimal::Decimal;

use super::owners::{self, Owned};
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::vocabulary::{Entry, Written, check_tag, entries, said, words};
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::quantity::{Currency, Dimension, is_taken};
use crate::span::{Span, Spanned};
use crate::vocabulary::{self, UnitEntry, is_unit_word};

/// `[units.KEY]`
#[derive(Default)]
pub(super) struct KindOfUnit {
    dimension: Option<Spanned<String>>,
    factor: Option<Spanned<Decimal>>,
    words: Written,
    worded: Written,
    short: Option<Spanned<String>>,
    code: Option<Spanned<String>>,
    among: Option<Spanned<String>>,
    article: Vec<Spanned<String>>,
    digits: Vec<Spanned<String>>,
}

/// Its keys.
pub(super) static UNIT: Schema<KindOfUnit> = Schema::closed(
    "a unit",
    &[
        Key::optional(
            "dimension",
            Takes::Form(&["energy", "power"]),
            "what it measures; without it, it counts things",
            |r, v, u| {
                u.dimension = r.string(v);
            },
        ),
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
            u.short = r.string(v);
        }),
        Key::optional("code", Takes::String, "its code in UN/CEFACT Recommendation 20", |r, v, u| {
            u.code = r.string(v);
        }),
        Key::optional("among", Takes::String, "the unit whose things these are too", |r, v, u| {
            u.among = r.string(v);
        }),
        Key::optional(
            "article",
            Takes::List(&Takes::String),
            "languages in which one after an article is a figure",
            |r, v, u| {
                u.article = r.strings(v);
            },
        ),
        Key::optional("digits", Takes::List(&Takes::String), "words that are read only after digits", |r, v, u| {
            u.digits = r.strings(v);
        }),
    ],
);

fn config(span: Span, title: impl Into<String>) -> Diagnostic {
    Diagnostic::new(codes::CONFIG, span, title)
}

/// `[units]`
pub(super) fn units<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<KindOfUnit>> {
    let mut all = entries(reader, item, &UNIT);
    all.retain(|(key, _)| {
        let title = match () {
            () if !is_unit_word(&key.value) => {
                format!("expected a unit of letters, and of digits after them, found `{}`", excerpt(&key.value))
            }
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
    owned: &mut Vec<Owned>,
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) -> Vec<UnitEntry> {
    let mut units = known.to_vec();
    let mut declared = Vec::new();
    for (key, mut entry) in entries {
        let index = known.iter().position(|unit| unit.key == key.value);
        let problem = match index {
            Some(index) => changed(&entry, &known[index]),
            None => refused(&key, &entry, &units),
        };
        if let Some(problem) = problem {
            reader.report(problem);
            continue;
        }
        owners::signs(owned, &key.value, index.is_none().then_some(&key).into_iter().chain(&entry.short));
        owners::words(owned, &key.value, &entry.words, languages);
        let at = index.unwrap_or(units.len());
        if index.is_none() {
            units.push(UnitEntry::new(&key.value));
        }
        spell(&mut units[at], &mut entry, languages, reader);
        declared.extend(index.is_none().then_some((at, entry)));
    }
    for (index, entry) in &declared {
        let unit = &mut units[*index];
        unit.dimension = entry.dimension.as_ref().map_or(unit.dimension, |d| Dimension::named(&d.value));
        unit.factor = entry.factor.as_ref().map_or(Decimal::ONE, |f| f.value);
        unit.code = entry.code.as_ref().map(|code| code.value.clone());
        unit.among = entry.among.as_ref().map(|among| among.value.clone());
    }
    for (index, entry) in &declared {
        measured(&units[*index], entry, &units, known).into_iter().for_each(|problem| reader.report(problem));
    }
    for unit in &mut units {
        unit.measure = None;
    }
    vocabulary::ladders(&mut units);
    units
}

/// Words of a unit, laid over those that it has.
fn spell(unit: &mut UnitEntry, entry: &mut KindOfUnit, languages: &[Spanned<String>], reader: &mut Reader<'_>) {
    unit.words = said(std::mem::take(&mut entry.words), languages, reader).or(&unit.words);
    unit.worded = said(std::mem::take(&mut entry.worded), languages, reader).or(&unit.worded);
    unit.short = entry.short.take().map(|short| short.value).or(unit.short.take());
    for tag in std::mem::take(&mut entry.article) {
        check_tag(&tag, languages, reader);
        unit.article.push(tag.value);
    }
    for word in std::mem::take(&mut entry.digits) {
        if unit.words.all().all(|known| known != word.value) {
            let title = format!("`{}` is no word of `{}`", excerpt(&word.value), unit.key);
            reader.report(config(word.span, title).help("`digits` are those of its `words` that mean much else"));
        }
        unit.digits.push(word.value);
    }
}

/// What is said of a built-in unit and is not so.
fn changed(entry: &KindOfUnit, known: &UnitEntry) -> Option<Diagnostic> {
    let other = |written: &Option<Spanned<String>>, is: Option<&str>| {
        written.as_ref().filter(|written| Some(written.value.as_str()) != is).map(|written| written.span)
    };
    let factor = entry.factor.as_ref().filter(|factor| factor.value != known.factor).map(|factor| factor.span);
    let span = other(&entry.dimension, Some(known.dimension.name()))
        .or(factor)
        .or(other(&entry.among, known.among.as_deref()))
        .or(other(&entry.code, known.code.as_deref()))?;
    let title = format!("`{}` is built in: what it measures cannot be changed", known.key);
    Some(config(span, title).help("give the unit another name"))
}

/// Why there can be no unit of this key, or none of this factor.
fn refused(key: &Spanned<String>, entry: &KindOfUnit, units: &[UnitEntry]) -> Option<Diagnostic> {
    if let Some(written) = entry.dimension.as_ref().filter(|d| d.value == Dimension::MONEY.name()) {
        return Some(config(written.span, "money is measured in currencies").help("list its code in `currencies`"));
    }
    if let Some(known) = units.iter().find(|unit| vocabulary::is_spelt_like(&unit.key, &key.value)) {
        let title = format!("`{}` is spelt like `{}`, and nobody could tell them apart", key.value, known.key);
        return Some(config(key.span, title).help("give the unit another name"));
    }
    let factor = entry.factor.as_ref().filter(|factor| factor.value <= Decimal::ZERO)?;
    Some(config(factor.span, "expected a factor above 0"))
}

/// What a declared unit is said to measure and does not: its dimension must have a base unit, and what it is among must
/// be counted.
fn measured(unit: &UnitEntry, entry: &KindOfUnit, units: &[UnitEntry], known: &[UnitEntry]) -> Option<Diagnostic> {
    let counted = |unit: &&UnitEntry| unit.dimension.name() == unit.key;
    if let Some(among) = &entry.among {
        let keys = || units.iter().filter(|other| other.key != unit.key).filter(counted).map(|unit| unit.key.as_str());
        if counted(&unit) && keys().any(|key| key == among.value) {
            return None;
        }
        let title = match counted(&unit) {
            true => format!("expected a unit that counts things, found `{}`", excerpt(&among.value)),
            false => format!("`{}` counts no things that could be among others", unit.key),
        };
        let problem = config(among.span, title);
        return Some(match closest(&among.value, keys()) {
            Some(near) => problem.suggest("the closest in spelling", among.span, near),
            None => problem,
        });
    }
    let Some(dimension) = &entry.dimension else {
        let factor = entry.factor.as_ref().filter(|factor| factor.value != Decimal::ONE)?;
        let title = format!("`{}` counts things, and has no factor", unit.key);
        return Some(config(factor.span, title).help("write the `dimension` to whose base unit this is the factor"));
    };
    let names = || known.iter().map(|unit| unit.dimension.name());
    if names().any(|name| name == dimension.value) {
        return None;
    }
    let problem = config(dimension.span, format!("unknown dimension `{}`", excerpt(&dimension.value)));
    let of_unit = known.iter().find(|unit| unit.key == dimension.value).map(|unit| unit.dimension.name());
    if let Some(near) = of_unit.or_else(|| closest(&dimension.value, names())) {
        return Some(problem.suggest("a dimension that there is", dimension.span, near));
    }
    let has_base = units.iter().any(|other| other.dimension == unit.dimension && other.factor == Decimal::ONE);
    (!has_base)
        .then(|| problem.help("declare its base unit too, with `factor = 1`, or write a dimension that there is"))
}
