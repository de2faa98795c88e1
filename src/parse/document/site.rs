//! `tearsheet.toml` as written.

use std::sync::Arc;

use super::claim::LocalText;
use crate::model::{Currency, Destination, FieldScope, FieldType, Headers, License, LinkStyle, Setting};
use crate::span::Spanned;
use crate::vocabulary::Vocabulary;

/// A field that the site declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDecl {
    /// Its key.
    pub key: Spanned<String>,
    /// Where it may stand.
    pub scope: FieldScope,
    /// What it holds.
    pub field_type: FieldType,
    /// `label`; the key if it is missing.
    pub label: Option<LocalText>,
    /// `meaning`.
    pub meaning: Option<LocalText>,
    /// `series`.
    pub series: bool,
}

/// `tearsheet.toml`.
#[derive(Clone, Debug)]
pub struct Site {
    /// `title`.
    pub title: Option<LocalText>,
    /// `description`.
    pub description: Option<LocalText>,
    /// `base_url`, checked to be http or https, with a slash at the end.
    pub base_url: Option<Spanned<String>>,
    /// `license` and `license_url`; several where readers may choose.
    pub licenses: Vec<License>,
    /// Whether there is a `license` or a `license_url`, known or not.
    pub names_license: bool,
    /// `languages`.
    pub languages: Vec<Spanned<String>>,
    /// `theme`.
    pub theme: Option<Spanned<String>>,
    /// `[theme_options]`.
    pub theme_options: Vec<(Spanned<String>, Spanned<Setting>)>,
    /// `currencies`.
    pub currencies: Vec<Spanned<Currency>>,
    /// `[[rate]]`: from, to, rate, on.
    pub rates: Vec<crate::model::Rate>,
    /// `totals_in`.
    pub totals_in: Option<Spanned<Currency>>,
    /// `page_size`, 5 to 200.
    pub page_size: Option<usize>,
    /// `nav_pages`.
    pub nav_pages: Vec<Spanned<String>>,
    /// `subject`.
    pub subject: Option<Spanned<String>>,
    /// `disagreement`.
    pub disagreement: Option<Spanned<String>>,
    /// `[topics]`.
    pub topics: Vec<(Spanned<String>, LocalText)>,
    /// `[fields.<key>]`.
    pub fields: Vec<FieldDecl>,
    /// `mentions`.
    pub mentions: Option<bool>,
    /// `search`.
    pub search: Option<bool>,
    /// `links`: `file` or `directory`.
    pub links: Option<Spanned<LinkStyle>>,
    /// `cards`.
    pub cards: Option<bool>,
    /// `kept_to`.
    pub kept_to: Option<jiff::civil::Date>,
    /// `[publish]` and `[publish.<name>]`.
    pub publish: Vec<Destination>,
    /// `[headers]`.
    pub headers: Option<Headers>,
    /// The built-in vocabulary with the site's own entries.
    pub vocabulary: Arc<Vocabulary>,
}
