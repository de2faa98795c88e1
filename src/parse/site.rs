//! `tearsheet.toml`: the settings of a site.

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::amount::currency;
use super::document::{FieldDecl, LocalText, Site};
use super::path::is_id;
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Names, Schema, Takes};
use super::source::host;
use super::values::{LANGUAGE, is_language_tag};
use super::words::names;
use super::{company, deal, headers, leg, publish};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Currency, FieldScope, FieldType, LinkStyle, Rate};
use crate::span::{Span, Spanned};

/// A currency.
const CURRENCY: Takes = Takes::Form(&["USD", "EUR", "JPY"]);

pub(super) static SITE: Schema<Site> = Schema::closed(
    "`tearsheet.toml`",
    &[
        Key::required("title", Takes::Text, "the name of the site", |r, v, s| s.title = r.text(v)),
        Key::optional("description", Takes::Text, "what it is about, in a line", |r, v, s| s.description = r.text(v)),
        Key::required(
            "base_url",
            Takes::Form(&["https://example.org/", "https://example.org/briefing/"]),
            "where it is published, with http or https",
            |r, v, s| {
                s.base_url = base_url(r, v);
            },
        ),
        Key::required("languages", Takes::List(&LANGUAGE), "language tags; the first is the default", |r, v, s| {
            s.languages = languages(r, v);
        }),
        Key::optional("theme", Takes::Form(&["ledger"]), "the name of the theme", |r, v, s| s.theme = r.string(v)),
        Key::optional("theme_options", Takes::Map(&Takes::Value), "settings of the theme", |r, v, s| {
            s.theme_options = options(r, v)
        }),
        Key::optional("currencies", Takes::List(&CURRENCY), "ISO 4217 codes that amounts may use", |r, v, s| {
            s.currencies = currencies(r, v);
        }),
        Key::optional("rate", Takes::Tables(&RATE), "a dated rate between two currencies", |r, v, s| {
            s.rates = rates(r, v)
        }),
        Key::optional("totals_in", CURRENCY, "the currency of totals; others are converted", |r, v, s| {
            s.totals_in = one_currency(r, v);
        }),
        Key::optional("page_size", Takes::Count(5, 200), "entries per page of a list, 5 to 200", |r, v, s| {
            s.page_size = page_size(r, v)
        }),
        Key::optional("nav_pages", Takes::List(&Takes::Id(Names::Page)), "pages in the navigation", |r, v, s| {
            s.nav_pages = r.strings(v)
        }),
        Key::optional("topics", Takes::Map(&Takes::Text), "the topics that deals may name", |r, v, s| {
            s.topics = topics(r, v)
        }),
        Key::optional("fields", Takes::Map(&Takes::Table(&FIELD)), "further fields of sheets", |r, v, s| {
            s.fields = fields(r, v)
        }),
        Key::optional("mentions", Takes::Flag, "whether first mentions of companies become links", |r, v, s| {
            s.mentions = Some(r.flag(v));
        }),
        Key::optional("links", Takes::Word(names::<LinkStyle>), "file or directory", |r, v, s| s.links = r.word(v)),
        Key::optional("publish", Takes::Table(&publish::TABLE), "where the site is published", |r, v, s| {
            s.publish = publish::destinations(r, v);
        }),
        Key::optional("headers", Takes::Table(&headers::HEADERS), "headers that the site is served with", |r, v, s| {
            s.headers = headers::headers(r, v);
        }),
        Key::optional("kept_to", Takes::Day, "the last day up to which the briefing is kept", |r, v, s| {
            s.kept_to = r.day(v).map(|d| d.value);
        }),
    ],
);

/// Reads the settings.
pub(super) fn site<'a>(reader: &mut Reader<'a>, tree: &'a DeTable<'a>) -> Site {
    let mut site = Site {
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
    };
    reader.closed(tree, Span::start_of(reader.file()), &SITE, &mut site);
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
    if host(&url.value).is_none() || !url.value.chars().all(is_plain) {
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
    if let Some(currency) = currency(code.value) {
        return Some(Spanned::new(currency, code.span));
    }
    let title = format!("expected an ISO 4217 code such as `USD`, found `{}`", excerpt(code.value));
    let diagnostic = config(code.span, title);
    let capitals = code.value.to_uppercase();
    reader.report(match currency(&capitals) {
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

/// An exact, positive decimal, from the digits as written.
fn price<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Decimal> {
    let (written, span) = match item.value {
        DeValue::Integer(number) => (number.as_str(), item.span),
        DeValue::Float(number) => (number.as_str(), item.span),
        DeValue::String(text) => (text.as_ref(), reader.inside(item.span)),
        _ => {
            reader.mistyped(item);
            return None;
        }
    };
    match Decimal::from_str_exact(written) {
        Ok(price) if price > Decimal::ZERO => Some(price),
        _ => {
            let title = format!("expected a positive number such as `1.08`, found `{}`", excerpt(written));
            reader.report(config(span, title));
            None
        }
    }
}

/// `[fields.NAME]` while it is read.
#[derive(Default)]
struct Declaration {
    scope: Option<FieldScope>,
    field_type: Option<FieldType>,
    label: Option<LocalText>,
}

static FIELD: Schema<Declaration> = Schema::closed(
    "a field's declaration",
    &[
        Key::required("on", Takes::Word(names::<FieldScope>), "leg or company", |r, v, d| {
            d.scope = r.word(v).map(|s: Spanned<FieldScope>| s.value);
        }),
        Key::required(
            "type",
            Takes::Word(names::<FieldType>),
            "text, date, amount, money, power, share, duration or count",
            |r, v, d| {
                d.field_type = r.word(v).map(|t: Spanned<FieldType>| t.value);
            },
        ),
        Key::optional("label", Takes::Text, "what readers see", |r, v, d| d.label = r.text(v)),
    ],
);

fn fields<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<FieldDecl> {
    let Some(table) = reader.table(item) else { return Vec::new() };
    let mut fields = Vec::with_capacity(table.len());
    for field in reader.items(table) {
        let Some(keys) = reader.table(field.taking(Takes::Table(&FIELD))) else { continue };
        let mut declaration = Declaration::default();
        reader.closed(keys, field.span, &FIELD, &mut declaration);
        let (Some(scope), Some(field_type)) = (declaration.scope, declaration.field_type) else { continue };
        match unusable(field.key, scope) {
            Some(title) => reader.report(config(field.key_span, title)),
            None => {
                let key = Spanned::new(field.key.to_owned(), field.key_span);
                fields.push(FieldDecl { key, scope, field_type, label: declaration.label });
            }
        }
    }
    fields
}

/// Why a field cannot have this key.
fn unusable(key: &str, scope: FieldScope) -> Option<String> {
    let shown = excerpt(key);
    let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let taken = match scope {
        FieldScope::Leg => leg::known_keys().any(|k| k == key) || deal::known_keys().any(|k| k == key),
        FieldScope::Company => company::known_keys().any(|k| k == key),
    };
    match (plain, taken) {
        (false, _) => Some(format!("expected a field of ASCII letters, digits and `_`, found `{shown}`")),
        (true, true) => Some(format!("`{shown}` is a built-in key and cannot be declared")),
        (true, false) => None,
    }
}
