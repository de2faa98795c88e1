//! `[kinds.KEY]` and `[roles.KEY]`: kinds of leg and their roles.

use super::document::LocalText;
use super::leg;
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::vocabulary::{Entry, Written, by_language, entries, entries_onto, has_key, keyed, lay, said, words};
use crate::diagnostics::{Diagnostic, codes, listed};
use crate::span::{Span, Spanned};
use crate::vocabulary::{BadSentence, ByLanguage, Kind, KindDef, Role, RoleDef, Sentence, Vocabulary, Words};

/// `[roles.KEY]`
#[derive(Default)]
pub(super) struct FreeRole {
    label: Written,
    makes: Option<bool>,
}

/// `[kinds.KEY]`: the definition as far as it goes without the languages of the site, and what waits for them.
pub(super) struct KindOfLeg {
    def: KindDef,
    /// It has its roles already: they are what the kind is.
    built_in: bool,
    /// The roles that are named.
    keys: Vec<Spanned<String>>,
    /// Where it says that it leads.
    leads: Option<Span>,
    words: Vec<(Place<Words>, Written)>,
    sentences: Vec<(Place<ByLanguage<Sentence>>, LocalText)>,
    /// What its roles are called, and roles that must be among its own.
    roles: Vec<(Spanned<String>, Written)>,
}

/// Where something belongs in a definition.
type Place<T> = fn(&mut KindDef) -> &mut T;

/// Its keys.
pub(super) static ROLE: Schema<FreeRole> = Schema::closed(
    "a role",
    &[
        Key::optional("label", Takes::Words, "what it is called, for one and for several", |r, v, e| {
            e.label = words(r, v)
        }),
        Key::optional("makes", Takes::Flag, "whether it made what is delivered", |r, v, e| e.makes = Some(r.flag(v))),
    ],
);

/// Its keys.
pub(super) static KIND: Schema<KindOfLeg> = Schema::closed(
    "a kind of leg",
    &[
        Key::optional(
            "payer",
            Takes::List(&Takes::Form(&["backer", "patron"])),
            "the role that gives the value",
            |r, v, k| keys(r, v, k, |d| &mut d.payers),
        ),
        Key::optional(
            "payee",
            Takes::List(&Takes::Form(&["backed", "protege"])),
            "the role that gets it",
            |r, v, k| keys(r, v, k, |d| &mut d.payees),
        ),
        Key::optional(
            "parties",
            Takes::List(&Takes::Form(&["allies", "friends"])),
            "the role of all parties, where none pays another",
            |r, v, k| keys(r, v, k, |d| &mut d.parties),
        ),
        Key::optional(
            "others",
            Takes::List(&Takes::Form(&["witness", "notary"])),
            "unpaid roles of this kind alone",
            |r, v, k| keys(r, v, k, |d| &mut d.others),
        ),
        Key::optional("leads", Takes::Flag, "whether charts and heads of pages show this kind", |r, v, k| {
            k.def.leads = r.flag(v);
            k.leads = k.def.leads.then_some(v.span);
        }),
        Key::optional("unstated", Takes::Flag, "whether no source says which of the parties pays", |r, v, k| {
            k.def.unstated = r.flag(v)
        }),
        Key::optional("sum", Takes::Flag, "whether its value may enter a total", |r, v, k| k.def.sum = r.flag(v)),
        Key::optional("spread", Takes::Flag, "whether its value is paid evenly over its term", |r, v, k| {
            k.def.spread = r.flag(v)
        }),
        Key::optional("frame", Takes::Flag, "whether it contains other deals", |r, v, k| k.def.frame = r.flag(v)),
        Key::optional("holds", Takes::List(&Takes::String), "who then holds shares, and whose they are", holds),
        Key::optional("option", Takes::Flag, "whether it gives a right", |r, v, k| k.def.option = r.flag(v)),
        Key::optional("label", Takes::Words, "of one leg, over several", |r, v, k| {
            k.word(words(r, v), |d| &mut d.label)
        }),
        Key::optional("paid", Takes::Words, "over what a company pays in all", |r, v, k| {
            k.word(words(r, v), |d| &mut d.paid)
        }),
        Key::optional("received", Takes::Words, "over what it gets", |r, v, k| {
            k.word(words(r, v), |d| &mut d.received)
        }),
        Key::optional("read", Takes::Words, "verbs by which texts tell what those do who pay", |r, v, k| {
            k.word(words(r, v), |d| &mut d.read)
        }),
        Key::optional("named", Takes::Words, "words by which texts name it", |r, v, k| {
            k.word(words(r, v), |d| &mut d.named)
        }),
        Key::optional("gets", Takes::Words, "verbs by which texts tell what those do who are paid", |r, v, k| {
            k.word(words(r, v), |d| &mut d.gets)
        }),
        Key::optional("meaning", Takes::Words, "who does what, in a sentence", |r, v, k| {
            k.word(words(r, v), |d| &mut d.meaning)
        }),
        Key::optional("done", Takes::Text, "the sentence of a leg that is binding", |r, v, k| {
            k.sentence(r.text(v), |d| &mut d.done)
        }),
        Key::optional("unpriced", Takes::Text, "of one that is binding, and has no value", |r, v, k| {
            k.sentence(r.text(v), |d| &mut d.unpriced)
        }),
        Key::optional("planned", Takes::Text, "of one that was made public", |r, v, k| {
            k.sentence(r.text(v), |d| &mut d.planned)
        }),
        Key::optional("further", Takes::Text, "of one that pays more, on a condition", |r, v, k| {
            k.sentence(r.text(v), |d| &mut d.further)
        }),
        Key::optional("talks", Takes::Text, "of one that is being negotiated", |r, v, k| {
            k.sentence(r.text(v), |d| &mut d.talks)
        }),
        Key::optional("off", Takes::Text, "of one that came to nothing", |r, v, k| {
            k.sentence(r.text(v), |d| &mut d.off)
        }),
        Key::optional("roles", Takes::Map(&Takes::Words), "what its roles are called", role_words),
    ],
);

impl KindOfLeg {
    fn word(&mut self, words: Written, place: Place<Words>) {
        self.words.push((place, words));
    }

    fn sentence(&mut self, text: Option<LocalText>, place: Place<ByLanguage<Sentence>>) {
        self.sentences.extend(text.map(|text| (place, text)));
    }
}

fn keys<'a>(reader: &mut Reader<'a>, item: Item<'a>, kind: &mut KindOfLeg, side: Place<Vec<String>>) {
    let keys = reader.strings(item);
    let named = keys.iter().map(|key| key.value.clone()).collect();
    let changes = *side(&mut kind.def) != named;
    if is_fixed(reader, item, kind, changes) {
        return;
    }
    for key in keys {
        if let Some(first) = kind.keys.iter().find(|known| known.value == key.value) {
            let title = format!("`{}` stands twice among the roles of a kind", excerpt(&key.value));
            reader.report(Diagnostic::new(codes::CONFIG, key.span, title).context(first.span, "first here"));
        }
        kind.keys.push(key);
    }
    *side(&mut kind.def) = named;
}

/// Whether this would give a built-in kind other roles, which is reported: sheets and pages rely on them.
fn is_fixed(reader: &mut Reader<'_>, item: Item<'_>, kind: &KindOfLeg, changes: bool) -> bool {
    let is_fixed = kind.built_in && changes;
    if is_fixed {
        let title = format!("`{}` is built in: its roles cannot be changed", kind.def.key);
        let help = "declare a kind of your own; words, sentences and flags of this one may be others";
        reader.report(Diagnostic::new(codes::CONFIG, item.key_span, title).help(help));
    }
    is_fixed
}

fn holds<'a>(reader: &mut Reader<'a>, item: Item<'a>, kind: &mut KindOfLeg) {
    let keys = reader.strings(item);
    match &keys[..] {
        [holder, issuer] => {
            let holds = Some((holder.value.clone(), issuer.value.clone()));
            if is_fixed(reader, item, kind, kind.def.holds != holds) {
                return;
            }
            kind.def.holds = holds;
        }
        other => {
            let title = format!("`holds` takes two roles, who holds and whose shares, found {}", other.len());
            reader.report(Diagnostic::new(codes::CONFIG, item.span, title));
        }
    }
    kind.roles.extend(keys.into_iter().map(|key| (key, Vec::new())));
}

fn role_words<'a>(reader: &mut Reader<'a>, item: Item<'a>, kind: &mut KindOfLeg) {
    let Some(table) = reader.table(item) else { return };
    for role in reader.items(table) {
        let words = words(reader, role.taking(Takes::Words));
        kind.roles.push((Spanned::new(role.key.to_owned(), role.key_span), words));
    }
}

/// Reads the table of kinds.
pub(super) fn kinds<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<KindOfLeg>> {
    let known = reader.vocabulary();
    let entries = entries_onto(reader, item, &KIND, |key| {
        let old = known.kinds.iter().find(|kind| kind.name() == key);
        let blank = || KindDef { key: key.to_owned(), sum: true, ..KindDef::default() };
        KindOfLeg {
            def: old.map_or_else(blank, |kind| kind.get().clone()),
            built_in: old.is_some(),
            keys: Vec::new(),
            leads: None,
            words: Vec::new(),
            sentences: Vec::new(),
            roles: Vec::new(),
        }
    });
    keyed(reader, entries, KIND.what)
}

/// Reads the table of roles that a leg of any kind may have.
pub(super) fn free_roles<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<FreeRole>> {
    let entries = entries(reader, item, &ROLE);
    keyed(reader, entries, ROLE.what)
}

/// Lays kinds and roles over those of `known`.
pub(super) fn onto(
    (kinds, free): (Vec<Entry<KindOfLeg>>, Vec<Entry<FreeRole>>),
    known: &mut Vocabulary,
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) {
    let leading: Vec<_> = kinds.iter().filter_map(|(key, kind)| Some((key.value.clone(), kind.leads?))).collect();
    for (key, mut kind) in kinds {
        for role in std::mem::take(&mut kind.keys) {
            if known.role(&role.value).is_some_and(|role| role.free && kind.def.is_party(role)) {
                let title = format!("`{}` is a role of any leg, which nobody pays", role.value);
                reader.report(Diagnostic::new(codes::CONFIG, role.span, title).help("call this one by another name"));
            }
            lay_role(known, &role, (false, FreeRole::default()), languages, reader);
        }
        for (role, label) in std::mem::take(&mut kind.roles) {
            if kind.def.roles().any(|own| own == role.value) {
                lay_role(known, &role, (false, FreeRole { label, makes: None }), languages, reader);
            } else {
                let title = format!("`{}` is no role of `{}`", excerpt(&role.value), excerpt(&key.value));
                reader.report(Diagnostic::new(codes::CONFIG, role.span, title));
            }
        }
        lay_kind(known, &key, kind, languages, reader);
    }
    for (key, role) in free {
        lay_role(known, &key, (true, role), languages, reader);
        let paid = known.role(&key.value).and_then(|role| known.kinds.iter().find(|kind| kind.is_party(role)));
        if let Some(kind) = paid {
            let title = format!("`{}` is a side of `{}` and cannot be a role of any leg", key.value, kind.name());
            let help = format!("other words for it stand in `[kinds.{}.roles]`", kind.name());
            reader.report(Diagnostic::new(codes::CONFIG, key.span, title).help(help));
        }
    }
    match &leading[..] {
        [] => {}
        [(key, _)] => lead(known, key),
        [(first, there), (key, span), ..] => {
            let title = format!("`{key}` leads, and so does `{first}`");
            let problem = Diagnostic::new(codes::CONFIG, *span, title).context(*there, "there");
            reader.report(problem.help("charts show one kind: leave the key out of all others"));
        }
    }
}

/// Lets this kind lead, and no other.
fn lead(known: &mut Vocabulary, key: &str) {
    let others: Vec<Kind> = known.kinds.iter().filter(|kind| kind.leads && kind.name() != key).copied().collect();
    for other in others {
        lay(&mut known.kinds, other.name(), |_, _| KindDef { leads: false, ..other.get().clone() });
    }
}

fn lay_role(
    known: &mut Vocabulary,
    key: &Spanned<String>,
    (free, role): (bool, FreeRole),
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) {
    if known.role(&key.value).is_none() && !usable(key, reader) {
        return;
    }
    let label = said(role.label, languages, reader);
    lay(&mut known.roles, &key.value, |old: Option<Role>, position| RoleDef {
        key: key.value.clone(),
        position,
        free: free || old.is_some_and(|old| old.free),
        makes: role.makes.unwrap_or(old.is_some_and(|old| old.makes)),
        label: label.or(&old.map(|old| old.label.clone()).unwrap_or_default()),
    });
}

/// Whether a leg can have a role of this key.
fn usable(key: &Spanned<String>, reader: &mut Reader<'_>) -> bool {
    if leg::own_keys().any(|own| own == key.value) {
        let title = format!("`{}` is a key of every leg and cannot be a role", key.value);
        reader.report(Diagnostic::new(codes::CONFIG, key.span, title));
        return false;
    }
    has_key(reader, key, ROLE.what)
}

/// Takes sentences apart; one that cannot be is reported at its place and left out.
fn sentences(written: LocalText, kind: &KindDef, reader: &mut Reader<'_>) -> Written<Sentence> {
    let mut all = Vec::new();
    for (tag, text) in written.values {
        match Sentence::parse(&text.value, |key| kind.roles().any(|role| role == key)) {
            Ok(sentence) => all.push((tag, sentence)),
            Err(BadSentence { at, why }) => {
                // With an escape in the text, places in what it says are not places in the file.
                let inside = reader.inside(text.span);
                let span = if reader.slice(inside) == text.value { inside.part(at) } else { text.span };
                let names = listed(kind.roles());
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
    let mut def = kind.def;
    for (place, written) in kind.words {
        let place = place(&mut def);
        *place = said(written, languages, reader).or(place);
    }
    for (place, text) in kind.sentences {
        let sentences = by_language(sentences(text, &def, reader), languages, reader);
        let place = place(&mut def);
        *place = sentences.or(place);
    }
    if def.label.is_empty() {
        reader.missing(key.span, "label", KIND.what, "what it is called, for one leg and for several");
    }
    if def.roles().next().is_none() {
        let doc = "the roles of its two sides, `payer` and `payee`, or one role of all `parties`";
        reader.missing(key.span, "payer", KIND.what, doc);
    }
    let mut others = known.kinds.iter().filter(|other| other.name() != key.value);
    match others.find_map(|other| Some((other, def.pair_of_both(other)?))) {
        Some((other, pair)) => {
            let (key, shown) = (key.span, excerpt(&key.value));
            let title = format!("`{shown}` has the roles of `{}`: {}", other.name(), listed(pair));
            let help = "the roles of a leg give its kind: call one of them by another name";
            reader.report(Diagnostic::new(codes::CONFIG, key, title).help(help));
        }
        None => lay(&mut known.kinds, &key.value, |_, position| KindDef { position, ..def }),
    }
}
