//! `tearsheet.toml`: the settings of a site.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::document::{LocalText, Site};
use super::path::is_id;
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Names, Schema, Takes};
use super::source::{host, web_address};
use super::values::{LANGUAGE, is_language_tag};
use super::vocabulary::Entries;
use super::words::names;
use super::{fields, headers, instruments, kinds, license, options, publish, rates, units, vocabulary};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Currency, FieldScope, LinkStyle};
use crate::span::{Span, Spanned};

/// A currency.
pub(super) const CURRENCY: Takes = Takes::Form(&["USD", "EUR", "JPY"]);

/// The settings while they are read.
pub(super) struct Draft {
    site: Site,
    /// The site's own vocabulary, whose words wait for its languages.
    entries: Entries,
    /// Its fields, whose types wait for its units.
    fields: Vec<(Spanned<String>, fields::Declaration)>,
    license: Option<Spanned<String>>,
    license_url: Option<Spanned<String>>,
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
        Key::optional(
            "license",
            Takes::Form(&["CC-BY-4.0", "MIT OR Apache-2.0"]),
            "what readers may do with texts and data: an SPDX identifier, or a name with `license_url`",
            |r, v, s| s.license = r.string(v),
        ),
        Key::optional(
            "license_url",
            Takes::Form(&["https://example.org/terms"]),
            "where the licence can be read",
            |r, v, s| s.license_url = web_address(r, v),
        ),
        Key::optional("theme", Takes::Form(&["ledger"]), "the name of the theme", |r, v, s| s.site.theme = r.string(v)),
        Key::optional("theme_options", Takes::Map(&Takes::Value), "settings of the theme", |r, v, s| {
            s.site.theme_options = options::options(r, v)
        }),
        Key::optional("currencies", Takes::List(&CURRENCY), "ISO 4217 codes that amounts may use", |r, v, s| {
            s.site.currencies = currencies(r, v);
        }),
        Key::optional("rate", Takes::Tables(&rates::RATE), "a dated rate between two currencies", |r, v, s| {
            s.site.rates = rates::rates(r, v)
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
        Key::optional("subject", Takes::Id(Names::Company), "the company that the front page is about", |r, v, s| {
            s.site.subject = r.string(v)
        }),
        Key::optional(
            "disagreement",
            Takes::Form(&["openai-aws.value"]),
            "the disagreement of sources that the front page shows",
            |r, v, s| s.site.disagreement = r.string(v),
        ),
        Key::optional("topics", Takes::Map(&Takes::Text), "the topics that deals may name", |r, v, s| {
            s.site.topics = topics(r, v)
        }),
        Key::optional("fields", Takes::Map(&Takes::Table(&fields::FIELD)), "further fields of sheets", |r, v, s| {
            s.fields = fields::fields(r, v)
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
        Key::optional("search", Takes::Flag, "whether readers can search the site", |r, v, s| {
            s.site.search = Some(r.flag(v));
        }),
        Key::optional("cards", Takes::Flag, "whether pages have a picture for other services", |r, v, s| {
            s.site.cards = Some(r.flag(v));
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
        licenses: Vec::new(),
        names_license: false,
        languages: Vec::new(),
        theme: None,
        theme_options: Vec::new(),
        currencies: Vec::new(),
        rates: Vec::new(),
        totals_in: None,
        page_size: None,
        nav_pages: Vec::new(),
        subject: None,
        disagreement: None,
        topics: Vec::new(),
        fields: Vec::new(),
        mentions: None,
        search: None,
        links: None,
        cards: None,
        kept_to: None,
        publish: Vec::new(),
        headers: None,
        vocabulary: Arc::clone(vocabulary::base()),
    };
    let entries = Entries::default();
    let mut draft = Draft { site, entries, fields: Vec::new(), license: None, license_url: None };
    reader.closed(tree, Span::start_of(reader.file()), &SITE, &mut draft);
    let Draft { mut site, entries, fields: own_fields, license, license_url } = draft;
    site.licenses = license::licenses(reader, license.as_ref(), license_url.as_ref());
    site.names_license = license.is_some() || license_url.is_some();
    site.vocabulary = Arc::new(entries.onto(&site.vocabulary, &site.languages, reader));
    site.fields = own_fields
        .into_iter()
        .filter_map(|(key, field)| fields::declared(reader, key, field, &site.vocabulary))
        .collect();
    for field in site.fields.iter().filter(|field| field.scope == FieldScope::Leg) {
        if site.vocabulary.role(&field.key.value).is_some() {
            reader.report(config(field.key.span, format!("`{}` is a role and cannot be a field", field.key.value)));
        }
    }
    site
}

pub(super) fn config(span: Span, title: impl Into<String>) -> Diagnostic {
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

fn currencies<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Spanned<Currency>> {
    let mut all = Vec::new();
    reader.each(item, |reader, element| all.extend(one_currency(reader, element)));
    all
}

pub(super) fn one_currency<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<Currency>> {
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
