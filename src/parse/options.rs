//! `[theme_options]`: what a site sets of its theme, as written.

use toml::de::DeValue;

use super::reader::{Item, Reader};
use super::schema::Takes;
use crate::model::Setting;
use crate::span::Spanned;

/// Options of a theme: strings, lists of strings, numbers and flags.
pub(super) fn options<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<(Spanned<String>, Spanned<Setting>)> {
    let Some(table) = reader.table(item) else { return Vec::new() };
    let mut options = Vec::with_capacity(table.len());
    for option in reader.items(table) {
        let value = match option.value {
            DeValue::String(text) => Spanned::new(Setting::Text(text.as_ref().to_owned()), reader.inside(option.span)),
            DeValue::Array(_) => {
                let all = reader.strings(option.taking(Takes::List(&Takes::String)));
                Spanned::new(Setting::List(all), option.span)
            }
            DeValue::Table(_) => {
                reader.mistyped(option.taking(Takes::String));
                continue;
            }
            _ => Spanned::new(Setting::Plain(reader.slice(option.span).to_owned()), option.span),
        };
        options.push((Spanned::new(option.key.to_owned(), option.key_span), value));
    }
    options
}
