//! Entries of a vocabulary: the tables of `vocabulary/base.toml`, and the same in a site's `tearsheet.toml`.
//!
//! A table is read into an [`Entries`]; [`Entries::onto`] then lays it over the vocabulary that is there. A key that is
//! known gets words from the new entry and keeps the rest.

use std::cell::OnceCell;
use std::sync::{Arc, LazyLock};

use toml::de::DeValue;

use super::instruments::{self, KindOfInstrument};
use super::kinds::{self, FreeRole, KindOfLeg};
use super::owners;
use super::path::{is_key, nearest_key};
use super::reader::{Item, Reader, Scope, excerpt};
use super::schema::{Key, Schema, Takes};
use super::units::{self, KindOfUnit};
use super::values::is_language_tag;
use crate::diagnostics::{Diagnostic, closest, codes, listed};
use crate::files::File;
use crate::quantity::Currency;
use crate::span::{FileId, Span, Spanned};
use crate::vocabulary::{self, ByLanguage, CompanyKind, CompanyKindDef, MoneyEntry, Shared, Vocabulary, Words};

/// The built-in vocabulary.
pub fn base() -> &'static Arc<Vocabulary> {
    static BASE: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(read_base().0));
    &BASE
}

/// Reads `base.toml`; there are no problems, which a test shows.
fn read_base() -> (Vocabulary, Vec<Diagnostic>) {
    let file = File::new(FileId(0), "base.toml", vocabulary::BASE);
    let empty = Vocabulary::default();
    let (text, mended) = (&*file.text, OnceCell::new());
    let (tree, mut reader) = Reader::open(Scope::sheet(file.id), text, 0..text.len(), Vec::new(), &empty, &mended);
    let mut entries = Entries::default();
    reader.closed(&tree, Span::start_of(file.id), &BASE, &mut entries);
    let vocabulary = entries.onto(&empty, &[], &mut reader);
    (vocabulary, reader.finish())
}

/// The tables of a vocabulary.
static BASE: Schema<Entries> = Schema::closed(
    "a vocabulary",
    &[
        Key::optional("kinds", Takes::Map(&Takes::Table(&kinds::KIND)), "kinds of leg", |r, v, e| {
            e.kinds = kinds::kinds(r, v)
        }),
        Key::optional("roles", Takes::Map(&Takes::Table(&kinds::ROLE)), "roles of any leg", |r, v, e| {
            e.roles = kinds::free_roles(r, v)
        }),
        Key::optional("instruments", Takes::Map(&Takes::Table(&instruments::INSTRUMENT)), "instruments", |r, v, e| {
            e.instruments = instruments::instruments(r, v)
        }),
        Key::optional("company_kinds", Takes::Map(&Takes::Table(&COMPANY_KIND)), "kinds of company", |r, v, e| {
            e.company_kinds = company_kinds(r, v)
        }),
        Key::optional("units", Takes::Map(&Takes::Table(&units::UNIT)), "units of amounts", |r, v, e| {
            e.units = units::units(r, v)
        }),
        Key::optional("money", Takes::Keyed(CODES, &Takes::Table(&MONEY)), "how texts write money", |r, v, e| {
            e.money = money(r, v)
        }),
    ],
);

/// Reads one table of a vocabulary among the settings.
pub(super) fn company_kinds<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<KindOfCompany>> {
    let entries = entries(reader, item, &COMPANY_KIND);
    keyed(reader, entries, COMPANY_KIND.what)
}

/// `[money]`
pub(super) fn money<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Entry<MoneyKeys>> {
    entries(reader, item, &MONEY)
}

/// The keys of the built-in kinds of company.
pub(super) fn company_kind_names() -> Vec<&'static str> {
    base().company_kinds.iter().map(|kind| kind.name()).collect()
}

/// Something as written: per tag, or without one in the default language.
pub(super) type Written<T = Vec<Spanned<String>>> = Vec<(Option<Spanned<String>>, T)>;

/// A key and what stands in its table.
pub(super) type Entry<T> = (Spanned<String>, T);

/// Tables of a vocabulary, read and not yet put together.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) kinds: Vec<Entry<KindOfLeg>>,
    pub(super) roles: Vec<Entry<FreeRole>>,
    pub(super) instruments: Vec<Entry<KindOfInstrument>>,
    pub(super) company_kinds: Vec<Entry<KindOfCompany>>,
    pub(super) units: Vec<Entry<KindOfUnit>>,
    pub(super) money: Vec<Entry<MoneyKeys>>,
}

/// `[company_kinds.KEY]`
#[derive(Default)]
pub(super) struct KindOfCompany {
    label: Written,
    schema: Option<String>,
    aliases: Vec<String>,
}

/// Its keys.
pub(super) static COMPANY_KIND: Schema<KindOfCompany> = Schema::closed(
    "a kind of company",
    &[
        Key::required("label", Takes::Words, "over one company, over a list of several", |r, v, k| {
            k.label = words(r, v)
        }),
        Key::optional("schema", Takes::String, "its type on schema.org, if it is no corporation", |r, v, k| {
            k.schema = r.string(v).map(|s| s.value);
        }),
        Key::optional("aliases", Takes::List(&Takes::String), "words that are put right to the key", |r, v, k| {
            k.aliases = plain(r, v);
        }),
    ],
);

/// Codes of currencies, as examples.
pub(super) const CODES: &[&str] = &["CHF", "KRW", "NOK"];

/// `[money.CODE]`
#[derive(Default)]
pub(super) struct MoneyKeys {
    signs: Vec<Spanned<String>>,
    words: Written,
}

/// Its keys.
pub(super) static MONEY: Schema<MoneyKeys> = Schema::closed(
    "money of a currency",
    &[
        Key::optional("signs", Takes::List(&Takes::String), "signs before or after a number", |r, v, m| {
            m.signs = r.strings(v)
        }),
        Key::optional("words", Takes::Words, "its names in texts", |r, v, m| m.words = words(r, v)),
    ],
);

/// Strings, without their places.
pub(super) fn plain<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<String> {
    reader.strings(item).into_iter().map(|s| s.value).collect()
}

impl Entries {
    /// Laid over `known`. Words without a tag are in the first of `languages`; a tag that is not among them is reported,
    /// unless there are none.
    pub(super) fn onto(self, known: &Vocabulary, languages: &[Spanned<String>], reader: &mut Reader<'_>) -> Vocabulary {
        let mut all = known.clone();
        let mut owned = Vec::new();
        kinds::onto((self.kinds, self.roles), &mut all, languages, reader);
        instruments::onto(self.instruments, &mut all.instruments, languages, reader);
        for (key, entry) in self.company_kinds {
            let label = said(entry.label, languages, reader);
            lay(&mut all.company_kinds, &key.value, |old: Option<CompanyKind>, position| CompanyKindDef {
                key: key.value.clone(),
                position,
                label: label.or(&old.map(|old| old.label.clone()).unwrap_or_default()),
                schema: entry.schema.or(old.and_then(|old| old.schema.clone())),
                aliases: entry.aliases.into_iter().chain(old.iter().flat_map(|old| old.aliases.clone())).collect(),
            });
        }
        all.units = units::onto(self.units, &known.units, &mut owned, languages, reader);
        for (key, entry) in self.money {
            let Some(currency) = Currency::of_code(&key.value) else {
                let title = format!("expected an ISO 4217 code such as `USD`, found `{}`", excerpt(&key.value));
                reader.report(Diagnostic::new(codes::CONFIG, key.span, title));
                continue;
            };
            owners::signs(&mut owned, currency.code(), &entry.signs);
            owners::words(&mut owned, currency.code(), &entry.words, languages);
            let words = said(entry.words, languages, reader);
            let signs = entry.signs.into_iter().map(|sign| sign.value);
            match all.money.iter_mut().find(|known| known.currency == currency) {
                Some(known) => {
                    known.signs.extend(signs);
                    known.words = words.or(&known.words);
                }
                None => all.money.push(MoneyEntry { currency, signs: signs.collect(), words }),
            }
        }
        owners::check(&owned, known, reader);
        all
    }
}

/// Puts a definition where that of its key is, or at the end.
pub(super) fn lay<D: vocabulary::Definition>(
    all: &mut Vec<Shared<D>>,
    key: &str,
    make: impl FnOnce(Option<Shared<D>>, u16) -> D,
) {
    let index = all.iter().position(|known| known.name() == key);
    let position = index.unwrap_or(all.len()) as u16;
    let made = Shared::new(make(index.map(|index| all[index]), position));
    match index {
        Some(index) => all[index] = made,
        None => all.push(made),
    }
}

/// Those whose key may be one; the others are reported.
pub(super) fn keyed<T>(reader: &mut Reader<'_>, mut entries: Vec<Entry<T>>, what: &str) -> Vec<Entry<T>> {
    entries.retain(|(key, _)| has_key(reader, key, what));
    entries
}

/// Whether this may be the key of `what`, which has an article; reports why not.
pub(super) fn has_key(reader: &mut Reader<'_>, key: &Spanned<String>, what: &str) -> bool {
    let possible = is_key(&key.value);
    if !possible {
        let title = format!("`{}` cannot be the key of {what}", excerpt(&key.value));
        let problem = Diagnostic::new(codes::CONFIG, key.span, title);
        let help = "keys are lower-case ASCII letters, digits, `_` and `-`, at most 80 bytes; labels say the rest";
        reader.report(match nearest_key(&key.value) {
            Some(near) => problem.suggest(help, key.span, near),
            None => problem.help(help),
        });
    }
    possible
}

/// Words, by tag.
pub(super) fn said(written: Written, languages: &[Spanned<String>], reader: &mut Reader<'_>) -> Words {
    let plain = |words: Vec<Spanned<String>>| words.into_iter().map(|word| word.value).collect();
    by_language(written.into_iter().map(|(tag, words)| (tag, plain(words))).collect(), languages, reader)
}

/// What was written, by tag.
pub(super) fn by_language<T: Clone>(
    written: Written<T>,
    languages: &[Spanned<String>],
    reader: &mut Reader<'_>,
) -> ByLanguage<T> {
    let mut all = Vec::with_capacity(written.len());
    for (tag, words) in written {
        match tag {
            None => all.extend(languages.first().map(|first| (first.value.clone(), words))),
            Some(tag) => {
                check_tag(&tag, languages, reader);
                all.push((tag.value, words));
            }
        }
    }
    ByLanguage::new(all)
}

/// Reports a tag that is not among the languages of a site.
pub(super) fn check_tag(tag: &Spanned<String>, languages: &[Spanned<String>], reader: &mut Reader<'_>) {
    if !languages.is_empty() && languages.iter().all(|known| known.value != tag.value) {
        let title = format!("the site has no language `{}`", excerpt(&tag.value));
        let known = listed(languages.iter().map(|known| known.value.as_str()));
        let problem = Diagnostic::new(codes::UNKNOWN_LANGUAGE, tag.span, title);
        reader.report(problem.help(format!("`languages` in `tearsheet.toml` lists {known}")));
    }
}

/// A table of tables, each read with `schema`.
pub(super) fn entries<'a, T: Default>(
    reader: &mut Reader<'a>,
    item: Item<'a>,
    schema: &'static Schema<T>,
) -> Vec<Entry<T>> {
    entries_onto(reader, item, schema, |_| T::default())
}

/// The same, each read into what there is of its key.
pub(super) fn entries_onto<'a, T>(
    reader: &mut Reader<'a>,
    item: Item<'a>,
    schema: &'static Schema<T>,
    known: impl Fn(&str) -> T,
) -> Vec<Entry<T>> {
    let Some(table) = reader.table(item) else { return Vec::new() };
    let mut all = Vec::with_capacity(table.len());
    for entry in reader.items(table) {
        let Some(keys) = reader.table(entry.taking(Takes::Table(schema))) else { continue };
        let mut read = known(entry.key);
        reader.closed(keys, entry.span, schema, &mut read);
        all.push((Spanned::new(entry.key.to_owned(), entry.key_span), read));
    }
    all
}

/// A word, a list of its forms, or a table of either by language.
pub(super) fn words<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Written {
    let DeValue::Table(table) = item.value else {
        let words = reader.strings(item);
        return if words.is_empty() { Vec::new() } else { vec![(None, words)] };
    };
    let mut all = Vec::with_capacity(table.len());
    for translation in reader.items(table) {
        if is_language_tag(translation.key) {
            let tag = Spanned::new(translation.key.to_owned(), translation.key_span);
            let words = reader.strings(translation.taking(Takes::List(&Takes::String)));
            all.extend((!words.is_empty()).then_some((Some(tag), words)));
        } else {
            reader.not_a_tag(translation.key, translation.key_span);
        }
    }
    all
}

impl<'a> Reader<'a> {
    /// What the vocabulary defines under a key: `what`, with its article, in the site's `table`.
    pub(super) fn defined<D: vocabulary::Definition>(
        &mut self,
        item: Item<'a>,
        all: &[Shared<D>],
        aliases: impl Fn(&D) -> &[String],
        (what, table): (&str, &str),
    ) -> Option<Spanned<Shared<D>>> {
        let written = self.str(item)?;
        if let Some(known) = all.iter().find(|known| known.name() == written.value) {
            return Some(Spanned::new(*known, written.span));
        }
        let names = || all.iter().map(|known| known.name());
        let meant = all.iter().find(|known| aliases(known).iter().any(|alias| alias == written.value));
        let title = format!("expected {what}, found `{}`", excerpt(written.value));
        let problem = Diagnostic::new(codes::VALUE, written.span, title);
        let declare = format!(
            "declare it in `tearsheet.toml`: `[{table}.{}]` with a `label`; `tearsheet explain {table}` lists all that \
             there are",
            excerpt(written.value)
        );
        self.report(match closest(written.value, names()).or(meant.map(|known| known.name())) {
            Some(name) => problem.suggest("the closest in meaning or spelling", written.span, name),
            None => problem.help(declare),
        });
        None
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_built_in_vocabulary_has_no_problems() {
        let (vocabulary, problems) = super::read_base();
        assert!(problems.is_empty(), "{problems:?}");
        assert!(vocabulary.any_company().is_some());
    }
}
