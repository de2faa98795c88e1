//! `[[leg]]`: roles, facts, and what a site may have declared.

use toml::de::{DeTable, DeValue};

use super::claim::{self, Holds};
use super::document::Leg;
use super::reader::{Item, Reader, list};
use super::schema::{Key, Names, Row, Schema, Takes};
use super::vocabulary::base;
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::BuiltinField;
use crate::span::{Span, Spanned};
use crate::vocabulary::{Role, Vocabulary};

/// A leg, and whether a role could not be read: its pair cannot be judged then.
pub(super) struct Draft {
    /// The leg.
    pub(super) leg: Leg,
    /// A role's value was reported already.
    pub(super) unread_role: bool,
}

/// Its keys: its own, the roles, the built-in fields.
pub(super) static LEG: Schema<Draft> = Schema::open(
    "a leg",
    &[
        Key::optional("id", Takes::String, "its name in fact paths; default: its kind", |r, v, d| {
            d.leg.id = r.string(v)
        }),
        Key::optional("funds", Takes::Id(Names::Deal), "a deal that this leg pays for", |r, v, d| {
            d.leg.funds = r.string(v)
        }),
    ],
    roles_and_fields,
    Takes::Claims(Holds::Raw),
);

/// What a role takes.
const COMPANIES: Takes = Takes::List(&Takes::Id(Names::Company));

fn roles_and_fields() -> Vec<Row> {
    let row = |name, takes, doc| Row { name, takes, required: false, doc };
    let roles = base().roles.iter().map(|role| row(role.name(), COMPANIES, "the companies in this role"));
    let fields = BuiltinField::ALL.into_iter().filter(|field| field.on_leg());
    let fields =
        fields.map(|field| row(field.key(), Takes::Claims(Holds::Builtin(field)), "what sources say of this field"));
    roles.chain(fields).collect()
}

/// What editors write for what the roles of a leg say.
pub(super) const KIND: &str = "kind";

fn given_by_roles(vocabulary: &Vocabulary, item: Item<'_>) -> Diagnostic {
    let written = if let DeValue::String(text) = item.value { text.as_ref() } else { "" };
    let near = closest(written, vocabulary.kinds.iter().map(|kind| kind.name()));
    let title = "a leg has no key `kind`: its roles give it";
    let problem = Diagnostic::new(codes::UNKNOWN_KEY, item.key_span, title);
    match vocabulary.kinds.iter().find(|kind| Some(kind.name()) == near) {
        Some(kind) => problem.help(format!("leave it out; the roles of `{}` are {}", kind.name(), list(kind.roles()))),
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
    BuiltinField::ALL.into_iter().filter(|f| f.on_leg()).map(BuiltinField::key).chain(LEG.names())
}

/// Reads one leg. `sheet` are the keys of the sheet's top, which editors put below a leg by mistake.
pub(super) fn leg<'a>(
    reader: &mut Reader<'a>,
    table: &'a DeTable<'a>,
    span: Span,
    sheet: impl Fn(&str) -> bool,
) -> Draft {
    let leg = Leg { span, id: None, kind: None, judged: false, roles: Vec::new(), facts: Vec::new(), funds: None };
    let mut draft = Draft { leg, unread_role: false };
    reader.fields(table, span, &LEG, &mut draft, |reader, item, draft| {
        if let Some(role) = reader.vocabulary().role(item.key) {
            let companies = reader.strings(item.taking(COMPANIES));
            draft.unread_role |= companies.is_empty();
            let key = Spanned::new(role, item.key_span);
            draft.leg.roles.extend(companies.into_iter().map(|company| (key, company)));
        } else if let Some(field) = BuiltinField::ALL.into_iter().find(|f| f.on_leg() && f.key() == item.key) {
            draft.leg.facts.extend(claim::builtin(reader, item, field));
        } else if item.key == KIND {
            reader.report(given_by_roles(reader.vocabulary(), item));
        } else if sheet(item.key) {
            reader.misplaced(item, LEG.what);
        } else {
            draft.leg.facts.extend(claim::declared(reader, item, LEG.what, known_keys(reader.vocabulary())));
        }
    });
    draft
}
