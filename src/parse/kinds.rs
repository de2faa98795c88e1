//! `[kinds.KEY]` and `[roles.KEY]`: kinds of leg and their roles.

use super::document::LocalText;
use super::leg;
use super::reader::{Item, Reader, excerpt, list};
use super::schema::{Key, Schema, Takes};
use super::vocabulary::{Entry, Written, by_language, entries, lay, words};
use crate::diagnostics::{Diagnostic, codes};
use crate::span::Spanned;
use crate::vocabulary::{BadSentence, ByLanguage, KindDef, Role, RoleDef, Sentence, Vocabulary, Words};

/// `[roles.KEY]`
#[derive(Default)]
pub(super) struct FreeRole {
    label: Written,
    makes: Option<bool>,
}

/// `[kinds.KEY]`
#[derive(Default)]
pub(super) struct KindOfLeg {
    payers: Vec<Spanned<String>>,
    payees: Vec<Spanned<String>>,
    parties: Option<Spanned<String>>,
    others: Vec<Spanned<String>>,
    holds: Vec<Spanned<String>>,
    sum: Option<bool>,
    spread: Option<bool>,
    unstated: Option<bool>,
    frame: Option<bool>,
    option: Option<bool>,
    label: Written,
    paid: Written,
    received: Written,
    meaning: Written,
    done: Option<LocalText>,
    planned: Option<LocalText>,
    talks: Option<LocalText>,
    off: Option<LocalText>,
    roles: Vec<(Spanned<String>, Written)>,
}

static ROLE: Schema<FreeRole> = Schema {
    what: "a role",
    keys: &[
        Key::optional("label", Takes::Words, "what it is called, for one and for several", |r, v, e| {
            e.label = words(r, v)
        }),
        Key::optional("makes", Takes::Flag, "whether it made what is delivered", |r, v, e| e.makes = Some(r.flag(v))),
    ],
};

static KIND: Schema<KindOfLeg> = Schema {
    what: "a kind of leg",
    keys: &[
        Key::optional("payer", Takes::Strings, "the role that gives the value", |r, v, k| k.payers = r.strings(v)),
        Key::optional("payee", Takes::Strings, "the role that gets it", |r, v, k| k.payees = r.strings(v)),
        Key::optional("parties", Takes::String, "the role of all parties, where none pays another", |r, v, k| {
            k.parties = r.string(v)
        }),
        Key::optional("unstated", Takes::Flag, "whether no source says which of the parties pays", |r, v, k| {
            k.unstated = Some(r.flag(v))
        }),
        Key::optional("others", Takes::Strings, "unpaid roles of this kind alone", |r, v, k| k.others = r.strings(v)),
        Key::optional("sum", Takes::Flag, "whether its value may enter a total", |r, v, k| k.sum = Some(r.flag(v))),
        Key::optional("spread", Takes::Flag, "whether its value is paid evenly over its term", |r, v, k| {
            k.spread = Some(r.flag(v))
        }),
        Key::optional("frame", Takes::Flag, "whether it contains other deals", |r, v, k| k.frame = Some(r.flag(v))),
        Key::optional("holds", Takes::Strings, "who then holds shares, and whose they are", |r, v, k| {
            k.holds = r.strings(v)
        }),
        Key::optional("option", Takes::Flag, "whether it gives a right", |r, v, k| k.option = Some(r.flag(v))),
        Key::optional("label", Takes::Words, "of one leg, over several", |r, v, k| k.label = words(r, v)),
        Key::optional("paid", Takes::Words, "over what a company pays in all", |r, v, k| k.paid = words(r, v)),
        Key::optional("received", Takes::Words, "over what it gets", |r, v, k| k.received = words(r, v)),
        Key::optional("meaning", Takes::Words, "who does what, in a sentence", |r, v, k| k.meaning = words(r, v)),
        Key::optional("done", Takes::Text, "the sentence of a leg that is binding", |r, v, k| k.done = r.text(v)),
        Key::optional("planned", Takes::Text, "of one that was made public", |r, v, k| k.planned = r.text(v)),
        Key::optional("talks", Takes::Text, "of one that is being negotiated", |r, v, k| k.talks = r.text(v)),
        Key::optional("off", Takes::Text, "of one that came to nothing", |r, v, k| k.off = r.text(v)),
        Key::optional("roles", Takes::Table, "what its roles are called", |r, v, k| k.roles = role_words(r, v)),
    ],
};

/// Reads the table of kinds.
pub(super) fn kinds<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<KindOfLeg>> {
    entries(reader, item, &KIND)
}

/// Reads the table of roles that a leg of any kind may have.
pub(super) fn free_roles<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<FreeRole>> {
    entries(reader, item, &ROLE)
}

fn role_words<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<(Spanned<String>, Written)> {
    let Some(table) = reader.table(item) else { return Vec::new() };
    let entry = |role: Item<'a>, reader: &mut Reader<'a>| {
        (Spanned::new(role.key.to_owned(), role.key_span), words(reader, role.taking(Takes::Words)))
    };
    reader.items(table).into_iter().map(|role| entry(role, reader)).collect()
}

impl KindOfLeg {
    fn keys(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.payers.iter().chain(&self.payees).chain(&self.parties).chain(&self.others)
    }
}

/// Lays kinds and roles over those of `known`.
pub(super) fn onto(
    (kinds, free): (Vec<Entry<KindOfLeg>>, Vec<Entry<FreeRole>>),
    known: &mut Vocabulary,
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) {
    let mut kinds = kinds;
    let mut called: Vec<(Spanned<String>, bool, FreeRole)> = Vec::new();
    for (_, kind) in &mut kinds {
        called.extend(kind.keys().map(|key| (key.clone(), false, FreeRole::default())));
        let words = std::mem::take(&mut kind.roles).into_iter();
        called.extend(words.map(|(key, label)| (key, false, FreeRole { label, makes: None })));
    }
    called.extend(free.into_iter().map(|(key, role)| (key, true, role)));
    for (key, free, role) in called {
        if known.role(&key.value).is_none() && !usable(&key, reader) {
            continue;
        }
        let label = by_language(role.label, languages, reader);
        lay(&mut known.roles, &key.value, |old: Option<Role>, position| RoleDef {
            key: key.value.clone(),
            position,
            free: old.map_or(free, |old| old.free),
            makes: role.makes.unwrap_or(old.is_some_and(|old| old.makes)),
            label: label.or(&old.map(|old| old.label.clone()).unwrap_or_default()),
        });
    }
    refresh(known);
    for (key, kind) in kinds {
        lay_kind(known, &key, kind, languages, reader);
    }
}

/// Whether a leg can have a role of this key.
fn usable(key: &Spanned<String>, reader: &mut Reader<'_>) -> bool {
    let shown = excerpt(&key.value);
    let plain = !key.value.is_empty() && key.value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let title = match (plain, leg::own_keys().any(|own| own == key.value)) {
        (false, _) => format!("expected a role of ASCII letters, digits and `_`, found `{shown}`"),
        (true, true) => format!("`{shown}` is a key of every leg and cannot be a role"),
        (true, false) => return true,
    };
    reader.report(Diagnostic::new(codes::CONFIG, key.span, title));
    false
}

/// Lets every kind refer to the roles as they are now.
fn refresh(known: &mut Vocabulary) {
    let roles = std::mem::take(&mut known.roles);
    let now = |role: Role| roles.iter().find(|now| now.name() == role.name()).copied().unwrap_or(role);
    let all = |side: &[Role]| side.iter().map(|role| now(*role)).collect();
    for kind in &mut known.kinds {
        let old = kind.get();
        *kind = crate::vocabulary::Kind::new(KindDef {
            payers: all(&old.payers),
            payees: all(&old.payees),
            parties: old.parties.map(now),
            others: all(&old.others),
            holds: old.holds.map(|(holder, issuer)| (now(holder), now(issuer))),
            ..old.clone()
        });
    }
    known.roles = roles;
}

/// Takes sentences apart; one that cannot be is reported at its place and left out.
fn sentences(written: Option<LocalText>, roles: &[Role], reader: &mut Reader<'_>) -> Written<Sentence> {
    let mut all = Vec::new();
    for (tag, text) in written.into_iter().flat_map(|text| text.values) {
        match Sentence::parse(&text.value, |key| roles.iter().any(|role| role.name() == key)) {
            Ok(sentence) => all.push((tag, sentence)),
            Err(BadSentence { at, why }) => {
                // With an escape in the text, places in what it says are not places in the file.
                let inside = reader.inside(text.span);
                let span = if reader.slice(inside) == text.value { inside.part(at) } else { text.span };
                let names = list(roles.iter().map(|role| role.name()));
                let help = format!("write `{{role}}`, `{{signs|sign}}` or `{{role: signs|sign}}`; roles are {names}");
                reader.report(Diagnostic::new(codes::CONFIG, span, why).help(help));
            }
        }
    }
    all
}

fn lay_kind(
    known: &mut Vocabulary,
    key: &Spanned<String>,
    kind: KindOfLeg,
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) {
    let is_written = kind.keys().next().is_some();
    let old = known.kinds.iter().find(|old| old.name() == key.value).map(|old| old.get());
    let blank = KindDef { key: key.value.clone(), sum: true, ..KindDef::default() };
    let base = old.unwrap_or(&blank);
    let role = |key: &Spanned<String>| known.role(&key.value);
    let either = |written: &[Spanned<String>], old: &[Role]| match written {
        [] => old.to_vec(),
        written => written.iter().filter_map(role).collect(),
    };
    let holds = match &kind.holds[..] {
        [holder, issuer] => role(holder).zip(role(issuer)),
        _ => base.holds,
    };
    let (payers, payees) = (either(&kind.payers, &base.payers), either(&kind.payees, &base.payees));
    let (parties, others) = (kind.parties.as_ref().map_or(base.parties, role), either(&kind.others, &base.others));
    let roles: Vec<Role> = payers.iter().chain(&payees).chain(&parties).chain(&others).copied().collect();
    let mut sentence = |written: Option<LocalText>, old: &ByLanguage<Sentence>| {
        by_language(sentences(written, &roles, reader), languages, reader).or(old)
    };
    let (done, planned) = (sentence(kind.done, &base.done), sentence(kind.planned, &base.planned));
    let (talks, off) = (sentence(kind.talks, &base.talks), sentence(kind.off, &base.off));
    let mut say = |written: Written, old: &Words| by_language(written, languages, reader).or(old);
    let made = KindDef {
        key: key.value.clone(),
        position: 0,
        payers,
        payees,
        parties,
        others,
        done,
        planned,
        talks,
        off,
        sum: kind.sum.unwrap_or(base.sum),
        spread: kind.spread.unwrap_or(base.spread),
        unstated: kind.unstated.unwrap_or(base.unstated),
        frame: kind.frame.unwrap_or(base.frame),
        option: kind.option.unwrap_or(base.option),
        holds,
        label: say(kind.label, &base.label),
        paid: say(kind.paid, &base.paid),
        received: say(kind.received, &base.received),
        meaning: say(kind.meaning, &base.meaning),
    };
    if made.label.is_empty() {
        reader.missing(key.span, "label", KIND.what, "what it is called, for one leg and for several");
    }
    if made.parties().next().is_none() {
        if is_written {
            return; // and was reported
        }
        let doc = "the roles of its two sides, `payer` and `payee`, or one role of all `parties`";
        return reader.missing(key.span, "payer", KIND.what, doc);
    }
    let mut others = known.kinds.iter().filter(|other| other.name() != key.value);
    let same = others.find_map(|other| Some((other, made.pair_of_both(other)?)));
    if let Some((other, (from, to))) = same {
        let pair = list([Some(from), to].into_iter().flatten().map(Role::name));
        let title = format!("`{}` has the roles of `{}`: {pair}", excerpt(&key.value), other.name());
        let help = "the roles of a leg give its kind: call one of them by another name";
        reader.report(Diagnostic::new(codes::CONFIG, key.span, title).help(help));
        return;
    }
    lay(&mut known.kinds, &key.value, |_, position| KindDef { position, ..made });
}
