//! `[[leg]]`: roles, facts, and what a site may have declared.

use toml::de::{DeTable, DeValue};

use super::claim::{self, Holds};
use super::document::{Leg, Tranche};
use super::party;
use super::reader::{Item, Reader};
use super::schema::{Key, Names, Row, Schema, Takes};
use super::vocabulary::base;
use super::words::names;
use crate::diagnostics::{Diagnostic, closest, codes, listed};
use crate::model::{BuiltinField, Expansion};
use crate::span::{Span, Spanned};
use crate::vocabulary::{Role, Vocabulary};

/// A leg, and whether a role could not be read: its pair cannot be judged then.
pub(super) struct Draft {
    /// The leg.
    pub(super) leg: Leg,
    /// A role's value was reported already.
    pub(super) unread_role: bool,
    expands: Option<Spanned<String>>,
    adds: Option<Spanned<Expansion>>,
}

/// Its keys: its own, the roles, the built-in fields.
pub(super) static LEG: Schema<Draft> = Schema::open(
    "a leg",
    &[
        Key::optional("id", Takes::String, "its name in fact paths; default: its kind", |r, v, d| {
            d.leg.id = r.string(v)
        }),
        Key::optional("what", Takes::Text, "what readers call it; default: its name", |r, v, d| d.leg.what = r.text(v)),
        Key::optional("umbrella", Takes::Flag, "whether this is a frame that other legs itemise", |r, v, d| {
            d.leg.umbrella = r.flag(v)
        }),
        Key::optional("part_of", Takes::Id(Names::Leg), "the frame that this leg is an item of", |r, v, d| {
            d.leg.part_of = r.string(v)
        }),
        Key::optional("of_which", Takes::Id(Names::Leg), "the leg that this is a part of", |r, v, d| {
            d.leg.of_which = r.string(v)
        }),
        Key::optional("expands", Takes::Id(Names::Leg), "the leg that this one enlarges; needs `adds`", |r, v, d| {
            d.expands = r.string(v)
        }),
        Key::optional("adds", Takes::Word(names::<Expansion>), "of `expands`: increment, or total", |r, v, d| {
            d.adds = r.word(v)
        }),
        Key::optional(
            "supersedes",
            Takes::List(&Takes::Id(Names::Leg)),
            "legs and tranches that this one replaces",
            |r, v, d| d.leg.supersedes = r.strings(v),
        ),
        Key::optional("tranche", Takes::Tables(&TRANCHE), "a part of the leg, with a state of its own", |r, v, d| {
            r.each_table(v, |r, table, span| d.leg.tranches.push(tranche(r, table, span)));
        }),
        Key::optional("funds", Takes::Id(Names::Deal), "a deal that this leg pays for", |r, v, d| {
            d.leg.funds = r.string(v)
        }),
    ],
    roles_and_fields,
    Takes::Claims(Holds::Raw),
);

/// The keys of a part of a leg: its own and the built-in fields.
pub(super) static TRANCHE: Schema<Tranche> = Schema::open(
    "a tranche",
    &[
        Key::optional("id", Takes::String, "its name in fact paths", |r, v, t| t.id = r.string(v)),
        Key::optional("what", Takes::Text, "what it is", |r, v, t| t.what = r.text(v)),
    ],
    fields,
    Takes::Claims(Holds::Raw),
);

/// What a role takes.
const PARTIES: Takes = Takes::List(&Takes::Party(&party::PARTY));

fn roles_and_fields() -> Vec<Row> {
    let row =
        |role: Role| Row { name: role.name(), takes: PARTIES, required: false, doc: "the companies in this role" };
    base().roles.iter().copied().map(row).chain(fields()).collect()
}

fn fields() -> Vec<Row> {
    let row = |field| Row {
        name: BuiltinField::key(field),
        takes: Takes::Claims(Holds::of(field)),
        required: false,
        doc: "what sources say of this field",
    };
    BuiltinField::ALL.into_iter().filter(|field| field.on_leg()).map(row).collect()
}

/// What editors write for what the roles of a leg say.
pub(super) const KIND: &str = "kind";

fn given_by_roles(vocabulary: &Vocabulary, item: Item<'_>) -> Diagnostic {
    let written = if let DeValue::String(text) = item.value { text.as_ref() } else { "" };
    let near = closest(written, vocabulary.kinds.iter().map(|kind| kind.name()));
    let title = "a leg has no key `kind`: its roles give it";
    let problem = Diagnostic::new(codes::UNKNOWN_KEY, item.key_span, title);
    match vocabulary.kinds.iter().find(|kind| Some(kind.name()) == near) {
        Some(kind) => {
            problem.help(format!("leave it out; the roles of `{}` are {}", kind.name(), listed(kind.roles())))
        }
        None => problem.help("leave it out"),
    }
}

/// All keys that a leg has without a site's own fields.
pub(super) fn known_keys(vocabulary: &Vocabulary) -> impl Iterator<Item = &'static str> + Clone {
    vocabulary.roles.iter().copied().map(Role::name).chain(own_keys())
}

/// Those that are no roles of a pair: a fix never changes who pays whom.
pub(super) fn fact_keys(vocabulary: &Vocabulary) -> impl Iterator<Item = &'static str> + Clone {
    vocabulary.roles.iter().copied().filter(|role| role.free).map(Role::name).chain(own_keys())
}

/// Those that are no roles.
pub(super) fn own_keys() -> impl Iterator<Item = &'static str> + Clone {
    field_keys().chain(LEG.names())
}

fn field_keys() -> impl Iterator<Item = &'static str> + Clone {
    BuiltinField::ALL.into_iter().filter(|f| f.on_leg()).map(BuiltinField::key)
}

/// The built-in field that a leg or a tranche may have under this key.
fn builtin(key: &str) -> Option<BuiltinField> {
    BuiltinField::ALL.into_iter().find(|field| field.on_leg() && field.key() == key)
}

/// Reads one leg. `sheet` are the keys of the sheet's top, which editors put below a leg by mistake.
pub(super) fn leg<'a>(
    reader: &mut Reader<'a>,
    table: &'a DeTable<'a>,
    span: Span,
    sheet: impl Fn(&str) -> bool,
) -> Draft {
    let mut draft = Draft { leg: Leg::at(span), unread_role: false, expands: None, adds: None };
    reader.fields(table, span, &LEG, &mut draft, |reader, item, draft| {
        if let Some(role) = reader.vocabulary().role(item.key) {
            let key = Spanned::new(role, item.key_span);
            draft.unread_role |= !party::parties(reader, item.taking(PARTIES), key, &mut draft.leg);
        } else if let Some(field) = builtin(item.key) {
            draft.leg.facts.extend(claim::builtin(reader, item, field));
        } else if item.key == KIND {
            reader.report(given_by_roles(reader.vocabulary(), item));
        } else if sheet(item.key) {
            reader.misplaced(item, LEG.what);
        } else {
            draft.leg.facts.extend(claim::declared(reader, item, LEG.what, known_keys(reader.vocabulary())));
        }
    });
    draft.leg.expands = expansion(reader, table, draft.expands.take(), draft.adds.take());
    draft
}

fn tranche<'a>(reader: &mut Reader<'a>, table: &'a DeTable<'a>, span: Span) -> Tranche {
    let mut tranche = Tranche { span, id: None, what: None, facts: Vec::new() };
    reader.fields(table, span, &TRANCHE, &mut tranche, |reader, item, tranche| {
        let fact = match builtin(item.key) {
            Some(field) => claim::builtin(reader, item, field),
            None => claim::declared(reader, item, TRANCHE.what, TRANCHE.names().chain(field_keys())),
        };
        tranche.facts.extend(fact);
    });
    tranche
}

/// `expands` and `adds` make sense together only.
pub(super) fn expansion(
    reader: &mut Reader<'_>,
    table: &DeTable<'_>,
    expands: Option<Spanned<String>>,
    adds: Option<Spanned<Expansion>>,
) -> Option<(Spanned<String>, Expansion)> {
    match (&expands, &adds) {
        (Some(expands), None) if !table.contains_key("adds") => {
            // A step that says what the whole comes to with it says that its value is the increment.
            if has_total(table) {
                return Some((expands.clone(), Expansion::Increment));
            }
            reader.missing(expands.span, "adds", "what `expands` another", "`\"increment\"` or `\"total\"`");
        }
        (None, Some(adds)) if !table.contains_key("expands") => {
            reader.missing(adds.span, "expands", "what has `adds`", "what this one enlarges");
        }
        _ => {}
    }
    Some((expands?, adds?.value))
}

/// Whether it, or a leg of it, says what the whole comes to.
fn has_total(table: &DeTable<'_>) -> bool {
    let legs = table.get("leg").and_then(|legs| legs.get_ref().as_array());
    let of_leg = |leg: &DeTable<'_>| leg.contains_key(BuiltinField::Total.key());
    of_leg(table) || legs.into_iter().flatten().any(|leg| leg.get_ref().as_table().is_some_and(of_leg))
}
