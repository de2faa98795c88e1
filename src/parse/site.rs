//! `tearsheet.toml`: the settings of a site.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::document::{FieldDecl, LocalText, Site};
use super::path::is_id;
use super::reader::{Item, Reader, excerpt, list};
use super::schema::{Key, Names, Schema, Takes};
use super::source::host;
use super::values::{LANGUAGE, is_language_tag};
use super::vocabulary::Entries;
use super::words::names;
use super::{company, deal, headers, instruments, kinds, leg, publish, units, vocabulary};
use crate::diagnostics::{Diagnostic, closest, codes};
use crate::model::{Currency, FieldScope, FieldType, LinkStyle, Measured, Rate};
use crate::quantity::Dimension;
use crate::span::{Span, Spanned};
use crate::vocabulary::Vocabulary;

/// A currency.
const CURRENCY: Takes = Takes::Form(&["USD", "EUR", "JPY"]);

/// The settings while they are read.
pub(super) struct Draft {
    site: Site,
    /// The site's own vocabulary, whose words wait for its languages.
    entries: Entries,
    /// Its fields, whose types wait for its units.
    fields: Vec<(Spanned<String>, Declaration)>,
}

pub(super) static SITE: Schema<Draft> = Schema::closed(
    "`tearsheet.toml`",
    &[
        Key::required("title", Takes::Text, "the name of the site", |r, v, s| s.site.title = r.text(v)),
        Key::optional("description", Takes::Text, "what it is about, in a line", |r, v, s| {
            s.site.description = r.text(v)
        }),
        Key::required(
            "base_url",
            Takes::Form(&["https://example.org/", "https://example.org/briefing/"]),
            "where it is published, with http or https",
            |r, v, s| {
                s.site.base_url = base_url(r, v);
            },
        ),
        Key::required("languages", Takes::List(&LANGUAGE), "language tags; the first is the default", |r, v, s| {
            s.site.languages = languages(r, v);
        }),
        Key::optional("theme", Takes::Form(&["ledger"]), "the name of the theme", |r, v, s| s.site.theme = r.string(v)),
        Key::optional("theme_options", Takes::Map(&Takes::Value), "settings of the theme", |r, v, s| {
            s.site.theme_options = options(r, v)
        }),
        Key::optional("currencies", Takes::List(&CURRENCY), "ISO 4217 codes that amounts may use", |r, v, s| {
            s.site.currencies = currencies(r, v);
        }),
        Key::optional("rate", Takes::Tables(&RATE), "a dated rate between two currencies", |r, v, s| {
            s.site.rates = rates(r, v)
        }),
        Key::optional("totals_in", CURRENCY, "the currency of totals; others are converted", |r, v, s| {
            s.site.totals_in = one_currency(r, v);
        }),
        Key::optional("page_size", Takes::Count(5, 200), "entries per page of a list, 5 to 200", |r, v, s| {
            s.site.page_size = page_size(r, v)
        }),
        Key::optional("nav_pages", Takes::List(&Takes::Id(Names::Page)), "pages in the navigation", |r, v, s| {
            s.site.nav_pages = r.strings(v)
        }),
        Key::optional("topics", Takes::Map(&Takes::Text), "the topics that deals may name", |r, v, s| {
            s.site.topics = topics(r, v)
        }),
        Key::optional("fields", Takes::Map(&Takes::Table(&FIELD)), "further fields of sheets", |r, v, s| {
            s.fields = fields(r, v)
        }),
        Key::optional("kinds", Takes::Map(&Takes::Table(&kinds::KIND)), "further kinds of leg", |r, v, s| {
            s.entries.kinds = kinds::kinds(r, v)
        }),
        Key::optional("roles", Takes::Map(&Takes::Table(&kinds::ROLE)), "further roles of any leg", |r, v, s| {
            s.entries.roles = kinds::free_roles(r, v)
        }),
        Key::optional(
            "instruments",
            Takes::Map(&Takes::Table(&instruments::INSTRUMENT)),
            "further instruments",
            |r, v, s| s.entries.instruments = instruments::instruments(r, v),
        ),
        Key::optional(
            "company_kinds",
            Takes::Map(&Takes::Table(&vocabulary::COMPANY_KIND)),
            "further kinds of company",
            |r, v, s| {
                s.entries.company_kinds = vocabulary::company_kinds(r, v);
            },
        ),
        Key::optional("units", Takes::Map(&Takes::Table(&units::UNIT)), "further units of amounts", |r, v, s| {
            s.entries.units = units::units(r, v);
        }),
        Key::optional(
            "money",
            Takes::Keyed(vocabulary::CODES, &Takes::Table(&vocabulary::MONEY)),
            "further signs and names of currencies",
            |r, v, s| {
                s.entries.money = vocabulary::money(r, v);
            },
        ),
        Key::optional("mentions", Takes::Flag, "whether first mentions of companies become links", |r, v, s| {
            s.site.mentions = Some(r.flag(v));
        }),
        Key::optional("links", Takes::Word(names::<LinkStyle>), "file or directory", |r, v, s| {
            s.site.links = r.word(v)
        }),
        Key::optional("publish", Takes::Table(&publish::TABLE), "where the site is published", |r, v, s| {
            s.site.publish = publish::destinations(r, v);
        }),
        Key::optional("headers", Takes::Table(&headers::HEADERS), "headers that the site is served with", |r, v, s| {
            s.site.headers = headers::headers(r, v);
        }),
        Key::optional("kept_to", Takes::Day, "the last day up to which the briefing is kept", |r, v, s| {
            s.site.kept_to = r.day(v).map(|d| d.value);
        }),
    ],
);

/// Reads the settings.
pub(super) fn site<'a>(reader: &mut Reader<'a>, tree: &'a DeTable<'a>) -> Site {
    let site = Site {
        title: None,
        description: None,
        base_url: None,
        languages: Vec::new(),
        theme: None,
        theme_options: Vec::new(),
        currencies: Vec::new(),
        rates: Vec::new(),
        totals_in: None,
        page_size: None,
        nav_pages: Vec::new(),
        topics: Vec::new(),
        fields: Vec::new(),
        mentions: None,
        links: None,
        kept_to: None,
        publish: Vec::new(),
        headers: None,
        vocabulary: Arc::clone(vocabulary::base()),
    };
    let mut draft = Draft { site, entries: Entries::default(), fields: Vec::new() };
    reader.closed(tree, Span::start_of(reader.file()), &SITE, &mut draft);
    let Draft { mut site, entries, fields } = draft;
    site.vocabulary = Arc::new(entries.onto(&site.vocabulary, &site.languages, reader));
    site.fields =
        fields.into_iter().filter_map(|(key, field)| declared(reader, key, field, &site.vocabulary)).collect();
    for field in site.fields.iter().filter(|field| field.scope == FieldScope::Leg) {
        if site.vocabulary.role(&field.key.value).is_some() {
            reader.report(config(field.key.span, format!("`{}` is a role and cannot be a field", field.key.value)));
        }
    }
    site
}

fn config(span: Span, title: impl Into<String>) -> Diagnostic {
    Diagnostic::new(codes::CONFIG, span, title)
}

/// The address of the site, with a slash at its end.
fn base_url<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<String>> {
    let url = reader.string(item)?;
    // It goes into configurations of servers as it is: nothing in it may mean something there.
    let is_plain = |c: char| c.is_alphanumeric() || "-._~%/:[]".contains(c);
    // Neither is there a folder without a name, or one above.
    let folders = url.value.splitn(4, '/').nth(3).unwrap_or("").trim_end_matches('/');
    let is_odd = |folder: &str| matches!(folder, "" | "." | "..");
    let has_odd = !folders.is_empty() && folders.split('/').any(is_odd) || url.value.ends_with("//");
    if host(&url.value).is_none() || has_odd || !url.value.chars().all(is_plain) {
        let title = format!("expected an address such as `https://example.org/`, found `{}`", excerpt(&url.value));
        reader.report(config(url.span, title));
        return None;
    }
    Some(url.map(|url| if url.ends_with('/') { url } else { url + "/" }))
}

fn languages<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Spanned<String>> {
    let mut tags: Vec<Spanned<String>> = Vec::new();
    for tag in reader.strings(item) {
        if !is_language_tag(&tag.value) {
            let title = format!("expected a language tag such as `fr` or `pt-BR`, found `{}`", excerpt(&tag.value));
            reader.report(config(tag.span, title));
        } else if let Some(first) = tags.iter().find(|t| t.value.eq_ignore_ascii_case(&tag.value)) {
            let title = format!("the language `{}` stands twice", tag.value);
            reader.report(config(tag.span, title).context(first.span, "first here"));
        } else if tags.len() == 255 {
            reader.report(config(tag.span, "more than 255 languages"));
            break;
        } else {
            tags.push(tag);
        }
    }
    if matches!(item.value, DeValue::Array(list) if list.is_empty()) {
        reader.report(config(item.span, "expected one language or more, found none"));
    }
    tags
}

/// Options of a theme: strings, numbers and flags, all as strings.
fn options<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let Some(table) = reader.table(item) else { return Vec::new() };
    let mut options = Vec::with_capacity(table.len());
    for option in reader.items(table) {
        let value = match option.value {
            DeValue::String(text) => Spanned::new(text.as_ref().to_owned(), reader.inside(option.span)),
            DeValue::Array(_) | DeValue::Table(_) => {
                reader.mistyped(option.taking(Takes::String));
                continue;
            }
            _ => Spanned::new(reader.slice(option.span).to_owned(), option.span),
        };
        options.push((Spanned::new(option.key.to_owned(), option.key_span), value));
    }
    options
}

fn currencies<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Spanned<Currency>> {
    let mut all = Vec::new();
    reader.each(item, |reader, element| all.extend(one_currency(reader, element)));
    all
}

fn one_currency<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<Currency>> {
    let code = reader.str(item)?;
    if let Some(currency) = Currency::of_code(code.value) {
        return Some(Spanned::new(currency, code.span));
    }
    let title = format!("expected an ISO 4217 code such as `USD`, found `{}`", excerpt(code.value));
    let diagnostic = config(code.span, title);
    let capitals = code.value.to_uppercase();
    reader.report(match Currency::of_code(&capitals) {
        Some(_) => diagnostic.suggest("codes are written in capitals", code.span, capitals),
        None => diagnostic,
    });
    None
}

fn page_size<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<usize> {
    let size = reader.count(item)?;
    if !item.takes.admits(size.value) {
        reader.report(config(size.span, format!("expected a page size from 5 to 200, found `{}`", size.value)));
        return None;
    }
    usize::try_from(size.value).ok()
}

fn topics<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<(Spanned<String>, LocalText)> {
    let Some(table) = reader.table(item) else { return Vec::new() };
    let mut topics = Vec::with_capacity(table.len());
    for topic in reader.items(table) {
        if !is_id(topic.key) {
            let title =
                format!("expected a topic of lower-case letters, digits and `-`, found `{}`", excerpt(topic.key));
            reader.report(config(topic.key_span, title).help("the topic is part of its page's address"));
        } else if let Some(name) = reader.text(topic.taking(Takes::Text)) {
            topics.push((Spanned::new(topic.key.to_owned(), topic.key_span), name));
        }
    }
    topics
}

/// `[[rate]]` while it is read.
#[derive(Default)]
struct Exchange {
    from: Option<Currency>,
    to: Option<Currency>,
    factor: Option<Decimal>,
    on: Option<Date>,
}

static RATE: Schema<Exchange> = Schema::closed(
    "a rate",
    &[
        Key::required("from", CURRENCY, "the currency that is converted", |r, v, x| {
            x.from = one_currency(r, v).map(|c| c.value);
        }),
        Key::required("to", CURRENCY, "the currency of the total", |r, v, x| {
            x.to = one_currency(r, v).map(|c| c.value)
        }),
        Key::required("rate", Takes::Number, "the price of one `from` in `to`", |r, v, x| x.factor = price(r, v)),
        Key::required("on", Takes::Day, "the day of the rate", |r, v, x| x.on = r.day(v).map(|d| d.value)),
    ],
);

fn rates<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Rate> {
    let complete = |x: Exchange| Some(Rate { from: x.from?, to: x.to?, factor: x.factor?, on: x.on? });
    reader.tables(item, &RATE, |_| Exchange::default()).into_iter().filter_map(complete).collect()
}

/// A positive number.
fn price<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Decimal> {
    let price = reader.decimal(item)?;
    if price.value > Decimal::ZERO {
        return Some(price.value);
    }
    let title = format!("expected a positive number such as `1.08`, found `{}`", excerpt(reader.slice(price.span)));
    reader.report(config(price.span, title));
    None
}

/// `[fields.NAME]` while it is read.
#[derive(Default)]
struct Declaration {
    scope: Option<FieldScope>,
    field_type: Option<Spanned<String>>,
    label: Option<LocalText>,
    series: bool,
}

static FIELD: Schema<Declaration> = Schema::closed(
    "a field's declaration",
    &[
        Key::required("on", Takes::Word(names::<FieldScope>), "leg or company", |r, v, d| {
            d.scope = r.word(v).map(|s: Spanned<FieldScope>| s.value);
        }),
        Key::required(
            "type",
            Takes::Form(&["text", "date", "amount", "money", "power", "share", "duration", "count", "rate", "GWh"]),
            "text, date, amount, money, power, share, duration, count, rate, or a unit",
            |r, v, d| {
                d.field_type = r.string(v);
            },
        ),
        Key::optional("label", Takes::Text, "what readers see", |r, v, d| d.label = r.text(v)),
        Key::optional("series", Takes::Flag, "of a company: whether its values over time are shown", |r, v, d| {
            d.series = r.flag(v)
        }),
    ],
);

fn fields<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<(Spanned<String>, Declaration)> {
    let mut fields = vocabulary::entries(reader, item, &FIELD);
    fields.retain(|(key, field): &(Spanned<String>, Declaration)| {
        let problem = field.scope.and_then(|scope| unusable(reader.vocabulary(), &key.value, scope));
        let usable = problem.is_none();
        problem.into_iter().for_each(|title| reader.report(config(key.span, title)));
        usable
    });
    fields
}

/// A field whose type is known: `None` for what was reported.
fn declared(
    reader: &mut Reader<'_>,
    key: Spanned<String>,
    field: Declaration,
    vocabulary: &Vocabulary,
) -> Option<FieldDecl> {
    let written = field.field_type?;
    let measured = |name: &str| vocabulary.dimension(name).map(|d| FieldType::Amount(Measured::In(d)));
    let field_type = match written.value.as_str() {
        "text" => Some(FieldType::Text),
        "date" => Some(FieldType::Date),
        "amount" => Some(FieldType::Amount(Measured::Anything)),
        "money" => Some(FieldType::Amount(Measured::In(Dimension::MONEY))),
        "duration" => Some(FieldType::Amount(Measured::In(Dimension::TIME))),
        "count" => Some(FieldType::Amount(Measured::Things)),
        "rate" => Some(FieldType::Amount(Measured::Rate)),
        name => measured(name),
    };
    if field_type.is_none() {
        let title = format!("expected a type of field, found `{}`", excerpt(&written.value));
        let known = ["text", "date", "amount", "money", "power", "share", "duration", "count", "rate"];
        let problem = Diagnostic::new(codes::VALUE, written.span, title);
        reader.report(match closest(&written.value, known) {
            Some(name) => problem.suggest("the closest in meaning or spelling", written.span, name),
            None => {
                problem.help(format!("one of {}, or a unit or a dimension of the vocabulary", list(known.into_iter())))
            }
        });
    }
    Some(FieldDecl { key, scope: field.scope?, field_type: field_type?, label: field.label, series: field.series })
}

/// Why a field cannot have this key.
fn unusable(vocabulary: &Vocabulary, key: &str, scope: FieldScope) -> Option<String> {
    let shown = excerpt(key);
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let taken = match scope {
        FieldScope::Leg => {
            leg::known_keys(vocabulary).chain([leg::KIND]).any(|k| k == key) || deal::known_keys().any(|k| k == key)
        }
        FieldScope::Company => company::known_keys().any(|k| k == key),
    };
    match (plain, taken) {
        (false, _) => Some(format!("expected a field of ASCII letters, digits and `_`, found `{shown}`")),
        (true, true) => Some(format!("`{shown}` is a built-in key and cannot be declared")),
        (true, false) => None,
    }
}
