//! `[instruments.KEY]`, and the `instrument` of a leg.

use super::document::{ClaimValue, FieldKey, Leg};
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::vocabulary::{Entry, Written, base, entries, keyed, lay, said, words};
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::BuiltinField;
use crate::span::Spanned;
use crate::vocabulary::{Instrument, InstrumentDef};

/// `[instruments.KEY]`
#[derive(Default)]
pub(super) struct KindOfInstrument {
    label: Written,
    option: Option<bool>,
}

/// Its keys.
pub(super) static INSTRUMENT: Schema<KindOfInstrument> = Schema::closed(
    "an instrument",
    &[
        Key::required("label", Takes::Words, "what it is called, for one and for several", |r, v, i| {
            i.label = words(r, v)
        }),
        Key::optional("option", Takes::Flag, "whether it is a right to have shares later", |r, v, i| {
            i.option = Some(r.flag(v))
        }),
    ],
);

/// The keys of the built-in instruments.
pub(super) fn names() -> Vec<&'static str> {
    base().instruments.iter().map(|instrument| instrument.name()).collect()
}

/// Reads the table of instruments.
pub(super) fn instruments<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<KindOfInstrument>> {
    let entries = entries(reader, item, &INSTRUMENT);
    keyed(reader, entries, INSTRUMENT.what)
}

/// Lays instruments over those that are known.
pub(super) fn onto(
    entries: Vec<Entry<KindOfInstrument>>,
    known: &mut Vec<Instrument>,
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) {
    for (key, entry) in entries {
        let label = said(entry.label, languages, reader);
        lay(known, &key.value, |old: Option<Instrument>, position| InstrumentDef {
            key: key.value.clone(),
            position,
            label: label.or(&old.map(|old| old.label.clone()).unwrap_or_default()),
            option: entry.option.unwrap_or(old.is_some_and(|old| old.option)),
        });
    }
}

/// Reports an instrument that nobody defined, and shares that change hands in a leg that gives a right.
pub(super) fn check(reader: &mut Reader<'_>, leg: &Leg) {
    let vocabulary = reader.vocabulary();
    let own = |fact: &&super::Fact| fact.field == FieldKey::Builtin(BuiltinField::Instrument);
    for claim in leg.facts.iter().filter(own).flat_map(|fact| &fact.claims) {
        let ClaimValue::Text(text) = &claim.value else { continue };
        let names = || vocabulary.instruments.iter().map(|known| known.name());
        let Some((_, written)) = text.values.first() else { continue };
        match vocabulary.instrument(&written.value) {
            None => {
                let title = format!("expected an instrument, found `{}`", excerpt(&written.value));
                let problem = Diagnostic::new(codes::VALUE, written.span, title);
                reader.report(match closest(&written.value, names()) {
                    Some(name) => problem.suggest("the closest in spelling", written.span, name),
                    None => problem.help(
                        "declare it in `tearsheet.toml`, `[instruments.KEY]` with a `label`; \
                         `tearsheet explain instruments` lists all that there are",
                    ),
                });
            }
            Some(instrument) => {
                let right = leg.kind.filter(|kind| kind.option && !instrument.option);
                let Some((holder, issuer)) = right.and_then(|kind| kind.get().holds.as_ref()) else { continue };
                let title = format!("`{}` that change hands are no option", instrument.name());
                let help = format!(
                    "`{}` and `{}` are of a right to have shares later; write who invests, `investor`, and in whom, \
                     `investee`",
                    issuer, holder
                );
                reader.report(Diagnostic::new(codes::ROLE, written.span, title).help(help));
            }
        }
    }
}
