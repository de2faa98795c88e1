//! A party of a leg: a company's id, a table with its share, or words for somebody whom no source names.

use toml::de::DeValue;

use super::amount::amount;
use super::claim;
use super::document::{Claim, ClaimValue, Fact, FieldKey, Leg, LocalText};
use super::reader::{Item, Reader};
use super::schema::{Key, Names, Schema, Takes};
use super::words::names;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{BuiltinField, Hedge, Measured};
use crate::quantity::Dimension;
use crate::span::{Span, Spanned};
use crate::vocabulary::Role;

/// A party while its table is read.
pub(super) struct Draft {
    company: Option<Spanned<String>>,
    unnamed: Option<LocalText>,
    key: Span,
    share: Claim,
}

/// Its keys.
pub(super) static PARTY: Schema<Draft> = Schema::closed(
    "a party",
    &[
        Key::optional("is", Takes::Id(Names::Company), "the company", |r, v, d| d.company = r.string(v)),
        Key::optional("unnamed", Takes::Text, "words for somebody whom no source names", |r, v, d| {
            d.unnamed = r.text(v)
        }),
        Key::optional(
            "share",
            Takes::Amount(Measured::In(Dimension::SHARE)),
            "what it has of the leg's amounts, in per cent",
            |r, v, d| {
                let Some(text) = r.str(v) else { return };
                d.key = v.key_span;
                d.share.span = text.span;
                match amount(text.value, text.span, r.vocabulary()) {
                    Ok(amount) if amount.figure().is_none_or(|q| q.unit.is(Dimension::SHARE)) => {
                        d.share.value = ClaimValue::Amount(amount);
                    }
                    Ok(_) => {
                        let title = format!("expected a share in per cent, found `{}`", text.value);
                        r.report(Diagnostic::new(codes::AMOUNT, text.span, title));
                    }
                    Err(problem) => r.report(problem),
                }
            },
        ),
        Key::optional("source", Takes::Sources, "who says it", |r, v, d| d.share.sources = r.sources(v)),
        Key::optional("quote", Takes::String, "a few exact words, as evidence", |r, v, d| d.share.quote = r.string(v)),
        Key::optional("hedge", Takes::Word(names::<Hedge>), "how firmly the source speaks", |r, v, d| {
            d.share.hedge = r.word(v)
        }),
        Key::optional("note", Takes::Text, "a note for readers", |r, v, d| d.share.note = r.text(v)),
    ],
);

/// Reads the parties in a role into a leg. Returns whether there is one, and all could be read.
pub(super) fn parties<'a>(reader: &mut Reader<'a>, item: Item<'a>, role: Spanned<Role>, leg: &mut Leg) -> bool {
    let (mut some, mut all) = (false, true);
    reader.each(item, |reader, element| {
        some = true;
        all &= party(reader, element, role, leg).is_some();
    });
    some && all
}

fn party<'a>(reader: &mut Reader<'a>, item: Item<'a>, role: Spanned<Role>, leg: &mut Leg) -> Option<()> {
    let DeValue::Table(table) = item.value else {
        leg.roles.push((role, reader.string(item)?));
        return Some(());
    };
    let share = claim::bare(ClaimValue::Unread, item.span);
    let mut draft = Draft { company: None, unnamed: None, key: item.span, share };
    reader.closed(table, item.span, &PARTY, &mut draft);
    match (draft.company, draft.unnamed) {
        (Some(company), None) => {
            if table.contains_key("share") {
                let key = Spanned::new(BuiltinField::Share.key().to_owned(), draft.key);
                let fact = Fact { key, field: FieldKey::Builtin(BuiltinField::Share), claims: vec![draft.share] };
                leg.portions.push((company.clone(), fact));
            }
            leg.roles.push((role, company));
        }
        (None, Some(words)) => leg.unnamed.push((role, words)),
        (Some(company), Some(_)) => {
            let title = "a party that has a name and is `unnamed`";
            reader.report(Diagnostic::new(codes::ROLE, company.span, title).help("write one of the two"));
        }
        (None, None) if table.contains_key("is") || table.contains_key("unnamed") => return None,
        (None, None) => {
            let help = "write `{ is = \"company\", share = \"40 %\" }`, or `{ unnamed = \"bond investors\" }`";
            reader.report(Diagnostic::new(codes::ROLE, item.span, "a party without `is` or `unnamed`").help(help));
            return None;
        }
    }
    Some(())
}
