//! `[headers]` of the settings.

use super::publish::config;
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use super::words::{Word, names};
use crate::model::{Headers, Security};

impl Word for Security {
    const WHAT: &'static str = "a level of security";
    fn words() -> impl Iterator<Item = (&'static str, Self)> {
        [("strict", Security::Strict), ("off", Security::Off)].into_iter()
    }
}

/// What `Cache-Control` says.
const DIRECTIVES: Takes = Takes::Form(&["no-cache", "public, max-age=600"]);

/// `[headers]` while it is read.
pub(super) static HEADERS: Schema<Headers> = Schema::closed(
    "`[headers]`",
    &[
        Key::optional("security", Takes::Word(names::<Security>), "strict or off", |r, v, h| {
            if let Some(security) = r.word(v) {
                h.security = security.value;
            }
        }),
        Key::optional("cache", Takes::Table(&CACHE), "`Cache-Control` of assets and pages", |r, v, h| {
            if let Some(table) = r.table(v) {
                r.closed(table, v.span, &CACHE, h);
            }
        }),
    ],
);

static CACHE: Schema<Headers> = Schema::closed(
    "`[headers.cache]`",
    &[
        Key::optional("assets", DIRECTIVES, "of files whose name changes with their content", |r, v, h| {
            h.assets = header_value(r, v).unwrap_or_else(|| std::mem::take(&mut h.assets));
        }),
        Key::optional("pages", DIRECTIVES, "of all others", |r, v, h| {
            h.pages = header_value(r, v).unwrap_or_else(|| std::mem::take(&mut h.pages));
        }),
    ],
);

/// Reads `[headers]`.
pub(super) fn headers<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Headers> {
    let table = reader.table(item)?;
    let mut headers = Headers::default();
    reader.closed(table, item.span, &HEADERS, &mut headers);
    Some(headers)
}

/// The value of a `Cache-Control`: directives that no configuration file could take for the end of one.
fn header_value<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<String> {
    let text = reader.string(item)?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-_=, ".contains(c);
    if text.value.trim().is_empty() || !text.value.chars().all(allowed) {
        let title =
            format!("expected a `Cache-Control` such as `public, max-age=600`, found `{}`", excerpt(&text.value));
        reader.report(config(text.span, title));
        return None;
    }
    Some(text.value.trim().to_owned())
}
