//! Claims: what a sheet says about one field, and on whose word.
//!
//! A claim is written as a bare value, as a table with `is` and its evidence, or as a list of these. What
//! `is` holds depends on the field ([`Holds`]); a field that is not built in stays raw until the site's
//! settings are known, and [`typed`] then reads it with the same rules.

use toml::de::{DeTable, DeValue};

use super::amount::amount;
use super::date::date;
use super::document::{Claim, ClaimValue, Fact, FieldKey, LocalText};
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Names, Row, Schema, Table, Takes};
use super::values::is_language_tag;
use super::words::names;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Amount, BuiltinField, CapacityOf, FieldType, Hedge, Measured, Rank, Status, Unit};
use crate::quantity::Dimension;
use crate::span::{Span, Spanned};
use crate::vocabulary::Vocabulary;

/// What the claims of a key say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A status.
    Status,
    /// What a built-in field holds.
    Builtin(BuiltinField),
    /// Whatever the site declares.
    Raw,
    /// The id of a company, or `none`.
    Owner,
}

impl Holds {
    /// What the claims of a built-in field say.
    pub(super) fn of(field: BuiltinField) -> Holds {
        if field == BuiltinField::Status { Holds::Status } else { Holds::Builtin(field) }
    }

    /// What the field holds, if it is known without the settings of the site.
    fn field_type(self) -> Option<FieldType> {
        match self {
            Holds::Builtin(field) => Some(field.field_type()),
            Holds::Status | Holds::Raw | Holds::Owner => None,
        }
    }

    /// What `is`, or a claim of nothing but a value, takes.
    pub fn takes(self) -> Takes {
        match (self, self.field_type()) {
            (Holds::Builtin(BuiltinField::Instrument), _) => Takes::Word(super::instruments::names),
            (Holds::Status, _) => Takes::Word(names::<Status>),
            (_, Some(FieldType::Date)) => Takes::Date,
            (_, Some(FieldType::Amount(dimension))) => Takes::Amount(dimension),
            (_, Some(FieldType::Text)) => Takes::Text,
            (Holds::Owner, _) => Takes::Id(Names::Company),
            (Holds::Builtin(_) | Holds::Raw, None) => Takes::Value,
        }
    }
}

impl Table for Holds {
    fn what(&self) -> &'static str {
        CLAIM.what
    }

    fn rows(&self) -> Vec<Row> {
        let is = |row: Row| if row.name == "is" { Row { takes: self.takes(), ..row } } else { row };
        CLAIM.rows().into_iter().map(is).collect()
    }

    fn others(&self) -> Option<Takes> {
        None
    }
}

/// A claim while its table is read: `is` may still be missing.
pub(super) struct Draft {
    holds: Holds,
    value: Option<(ClaimValue, Span)>,
    rest: Claim,
}

impl Draft {
    fn new(holds: Holds, span: Span) -> Draft {
        Draft { holds, value: None, rest: bare(ClaimValue::Unread, span) }
    }

    /// The claim, even if its value could not be read: its sources are still looked up.
    fn finish(self) -> Claim {
        match self.value {
            Some((value, span)) => Claim { value, span, ..self.rest },
            None => self.rest,
        }
    }
}

/// A claim of nothing but a value.
pub(super) fn bare(value: ClaimValue, span: Span) -> Claim {
    Claim {
        value,
        span,
        sources: Vec::new(),
        quote: None,
        as_of: None,
        on: None,
        rank: None,
        because: None,
        hedge: None,
        via: Vec::new(),
        by: None,
        of: None,
        note: None,
        condition: None,
    }
}

const fn is(takes: Takes) -> Key<Draft> {
    Key::required("is", takes, "what the source says", |r, v, d| d.value = value(r, v, d.holds))
}

const KEYS: [Key<Draft>; 12] = [
    is(Takes::Value),
    Key::optional("source", Takes::Sources, "who says it: an id or alias, with the line", |r, v, d| {
        d.rest.sources = r.sources(v)
    }),
    Key::optional("quote", Takes::String, "a few exact words, as evidence", |r, v, d| d.rest.quote = r.string(v)),
    Key::optional("as_of", Takes::Date, "when it was known; default: when the source was published", |r, v, d| {
        d.rest.as_of = r.date(v);
    }),
    Key::optional("on", Takes::Date, "when it became true", |r, v, d| d.rest.on = r.date(v)),
    Key::optional("rank", Takes::Word(names::<Rank>), "preferred, normal or deprecated", |r, v, d| {
        d.rest.rank = r.word(v)
    }),
    Key::optional("because", Takes::Text, "why it is deprecated", |r, v, d| d.rest.because = r.text(v)),
    Key::optional("hedge", Takes::Word(names::<Hedge>), "how firmly the source speaks", |r, v, d| {
        d.rest.hedge = r.word(v)
    }),
    Key::optional("via", Takes::List(&Takes::Id(Names::Outlet)), "whom the source itself relies on", |r, v, d| {
        d.rest.via = r.strings(v)
    }),
    Key::optional("by", Takes::String, "who said it", |r, v, d| d.rest.by = r.string(v)),
    Key::optional(
        "of",
        Takes::Word(names::<CapacityOf>),
        "what a capacity measures: chips, site or power",
        |r, v, d| d.rest.of = r.word(v),
    ),
    Key::optional("note", Takes::Text, "a note for readers", |r, v, d| d.rest.note = r.text(v)),
];

const CONDITION: Key<Draft> =
    Key::optional("if", Takes::Id(Names::Deal), "the deal that a valuation depends on", |r, v, d| {
        d.rest.condition = r.string(v)
    });

const VALUATION_KEYS: [Key<Draft>; 13] = {
    let [_, b, c, d, e, f, g, h, i, j, k, l] = KEYS;
    [is(Takes::Amount(Measured::In(Dimension::MONEY))), b, c, d, e, f, g, h, i, j, k, l, CONDITION]
};

static CLAIM: Schema<Draft> = Schema::closed("a claim", &KEYS);
/// The keys of `[[valuation]]`.
pub(super) static VALUATION: Schema<Draft> = Schema::closed("a valuation", &VALUATION_KEYS);

/// Reads all claims of a key.
pub(super) fn claims<'a>(reader: &mut Reader<'a>, item: Item<'a>, holds: Holds) -> Vec<Claim> {
    let item = item.taking(Takes::Claims(holds));
    // Nearly all facts have one claim; growing from nothing would keep room for four.
    let mut claims = Vec::with_capacity(1);
    if matches!(item.value, DeValue::Array(list) if list.is_empty()) {
        let title = format!("`{}` needs a claim, found an empty list", excerpt(item.key));
        reader.report(Diagnostic::new(codes::TYPE, item.span, title));
    }
    reader.each(item, |reader, element| claims.extend(claim(reader, element, holds)));
    claims.shrink_to_fit();
    claims
}

/// Reads the claims of a built-in field.
pub(super) fn builtin<'a>(reader: &mut Reader<'a>, item: Item<'a>, field: BuiltinField) -> Option<Fact> {
    let claims = claims(reader, item, Holds::of(field));
    let key = Spanned::new(item.key.to_owned(), item.key_span);
    (!claims.is_empty()).then_some(Fact { key, field: FieldKey::Builtin(field), claims })
}

/// Reads a key that only the site's settings may know. What cannot be a fact at all is an unknown key.
pub(super) fn declared<'a>(
    reader: &mut Reader<'a>,
    item: Item<'a>,
    what: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Option<Fact> {
    if !could_be_fact(item.value) {
        let scalar = !matches!(item.value, DeValue::Table(_) | DeValue::Array(_));
        if scalar && reader.similar(item.key, known.clone()).is_none() {
            let note =
                format!("`{}` is no built-in key of {what}: it can only be a field that the site declares", item.key);
            let diagnostic = reader.type_error(item.taking(Takes::Claims(Holds::Raw))).note(note);
            reader.report(diagnostic);
        } else {
            reader.unknown(item, what, known);
        }
        return None;
    }
    let claims = claims(reader, item, Holds::Raw);
    let key = Spanned::new(item.key.to_owned(), item.key_span);
    (!claims.is_empty()).then_some(Fact { key, field: FieldKey::Declared, claims })
}

fn could_be_fact(value: &DeValue<'_>) -> bool {
    let one = |value: &DeValue<'_>| match value {
        DeValue::String(_) | DeValue::Datetime(_) => true,
        DeValue::Table(table) => table.contains_key("is") || is_by_language(table),
        _ => false,
    };
    match value {
        DeValue::Array(list) => list.iter().all(|element| one(element.get_ref())),
        value => one(value),
    }
}

/// Whether a table is text by language and not a claim. Icelandic (`is`) needs the long form.
fn is_by_language(table: &DeTable<'_>) -> bool {
    !table.is_empty()
        && table.keys().all(|key| {
            let key = key.get_ref().as_ref();
            is_language_tag(key) && VALUATION.names().all(|name| name != key)
        })
}

/// Reads the claims of `[[valuation]]`.
pub(super) fn valuations<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Claim> {
    let holds = Holds::Builtin(BuiltinField::Valuation);
    let mut claims = Vec::new();
    reader.each_table(item, |reader, table, span| {
        let mut draft = Draft::new(holds, span);
        reader.closed(table, span, &VALUATION, &mut draft);
        claims.push(draft.finish());
    });
    claims
}

fn claim<'a>(reader: &mut Reader<'a>, item: Item<'a>, holds: Holds) -> Option<Claim> {
    let is_text = holds == Holds::Raw || holds.field_type() == Some(FieldType::Text);
    match item.value {
        DeValue::Table(table) if !(is_text && is_by_language(table)) => {
            let mut draft = Draft::new(holds, item.span);
            reader.closed(table, item.span, &CLAIM, &mut draft);
            Some(draft.finish())
        }
        _ => value(reader, item, holds).map(|(value, span)| bare(value, span)),
    }
}

/// Reads `is`, or a bare value.
fn value<'a>(reader: &mut Reader<'a>, item: Item<'a>, holds: Holds) -> Option<(ClaimValue, Span)> {
    match (holds, holds.field_type()) {
        (Holds::Status, _) => {
            let status = reader.word::<Status>(item)?;
            Some((ClaimValue::Status(status.value), status.span))
        }
        (Holds::Owner, _) => {
            let id = reader.string(item)?;
            let span = id.span;
            Some((ClaimValue::Raw(LocalText { values: vec![(None, id)], span }), span))
        }
        (_, Some(FieldType::Date)) => {
            let date = reader.date(dated(item))?;
            Some((ClaimValue::Date(date.value), date.span))
        }
        (_, Some(FieldType::Amount(measured))) => {
            let text = reader.str(item.taking(Takes::Amount(measured)))?;
            match sized(text.value, text.span, measured, reader.vocabulary()) {
                Ok(amount) => Some((ClaimValue::Amount(amount), text.span)),
                Err(diagnostic) => {
                    reader.report(diagnostic);
                    None
                }
            }
        }
        (_, Some(FieldType::Text)) => {
            reader.text(item).map(|text| (text.span, text)).map(|(s, t)| (ClaimValue::Text(t), s))
        }
        (Holds::Builtin(_) | Holds::Raw, None) => {
            let text = match item.value {
                DeValue::Datetime(_) => {
                    let literal = Spanned::new(reader.slice(item.span).to_owned(), item.span);
                    LocalText { values: vec![(None, literal)], span: item.span }
                }
                _ => reader.text(item)?,
            };
            Some((ClaimValue::Raw(text.clone()), text.span))
        }
    }
}

/// In messages about a date field, the value takes a date.
fn dated(item: Item<'_>) -> Item<'_> {
    item.taking(Takes::Date)
}

/// An amount of what its field measures.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
fn sized(text: &str, span: Span, measured: Measured, vocabulary: &Vocabulary) -> Result<Amount, Diagnostic> {
    let amount = amount(text, span, vocabulary)?;
    let Some(unit) = amount.figure().map(|figure| figure.unit) else { return Ok(amount) };
    let (fits, expected) = match measured {
        Measured::Anything => (true, ""),
        Measured::In(dimension) => (unit.is(dimension), dimension.describe()),
        Measured::Things => (unit.is_count(), "a number of things"),
        Measured::Rate => (matches!(unit, Unit::Rate(_)), "a rate such as `65.60 USD per share`"),
    };
    if fits {
        return Ok(amount);
    }
    let found = match unit.dimension() {
        _ if unit.is_count() => "a number of things",
        Some(dimension) => dimension.describe(),
        None => "a rate",
    };
    let title = format!("expected {expected}, found {found}: `{}`", excerpt(text));
    let problem = Diagnostic::new(codes::AMOUNT, span, title);
    Err(match measured {
        _ if matches!(unit, Unit::Rate(_)) => problem.help(
            "a rate is a `price` (so much for one), a `rate` (interest, in % a year), or a `quantity` (so much in a time)",
        ),
        Measured::In(Dimension::POWER) => problem.help("what is delivered in another unit is a `quantity`"),
        Measured::Anything | Measured::In(_) | Measured::Things | Measured::Rate => problem,
    })
}

/// Reads a raw value as the type that the site's settings declare for its field.
///
/// # Errors
/// What is wrong with the value, as for a built-in field of that type.
#[expect(clippy::result_large_err, reason = "an error is rare and goes straight into a list")]
pub fn typed(raw: &LocalText, field_type: FieldType, vocabulary: &Vocabulary) -> Result<ClaimValue, Diagnostic> {
    if field_type == FieldType::Text {
        return Ok(ClaimValue::Text(raw.clone()));
    }
    let [(None, text)] = &raw.values[..] else {
        let title = "expected one value, found a table with one text per language";
        return Err(Diagnostic::new(codes::TYPE, raw.span, title).help("only text is written per language"));
    };
    match field_type {
        FieldType::Amount(measured) => sized(&text.value, text.span, measured, vocabulary).map(ClaimValue::Amount),
        FieldType::Date | FieldType::Text => date(&text.value, text.span).map(ClaimValue::Date),
    }
}
