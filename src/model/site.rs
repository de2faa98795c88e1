//! What `tearsheet.toml` says.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Currency, Destination, Fields, Headers, LangId, Text};
use crate::span::{FileId, Span, Spanned};
use crate::vocabulary::Vocabulary;

/// Whether internal links name `index.html`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum LinkStyle {
    /// `deals/openai-aws/index.html`: the folder also opens from disk, without a server.
    #[default]
    File,
    /// `deals/openai-aws/`: shorter addresses, for hosting only.
    Directory,
}

/// A topic of the site's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// As written in sheets, and in the address.
    pub id: String,
    /// What readers see.
    pub name: Text,
    /// Where it is declared.
    pub span: Span,
}

/// A dated rate: one `from` is `factor` `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The currency converted.
    pub from: Currency,
    /// The currency of the total.
    pub to: Currency,
    /// Its price.
    pub factor: Decimal,
    /// On which day.
    pub on: Date,
}

/// A site's settings.
#[derive(Clone, Debug)]
pub struct Site {
    /// `tearsheet.toml`.
    pub file: FileId,
    /// Its name.
    pub title: Text,
    /// What it is about, in a line.
    pub description: Text,
    /// Where it is published, with a slash at the end: for feeds, sitemap and canonical links.
    pub base_url: String,
    /// BCP 47 tags; the first is the default and stands at the root.
    pub languages: Vec<String>,
    /// Where each of them is listed; empty if none is.
    pub language_spans: Vec<Span>,
    /// The theme's name.
    pub theme: Spanned<String>,
    /// Options of the theme, as strings.
    pub theme_options: Vec<(Spanned<String>, String)>,
    /// Currencies that amounts may use.
    pub currencies: Vec<Currency>,
    /// Rates between them.
    pub rates: Vec<Rate>,
    /// The currency of totals: money in others is converted at the rates. `None` converts nothing.
    pub totals_in: Option<Currency>,
    /// How many entries a page of a list has.
    pub page_size: usize,
    /// Content pages in the navigation, by id.
    pub nav_pages: Vec<Spanned<String>>,
    /// Topics, in the order of the list.
    pub topics: Vec<Topic>,
    /// Fields of sheets.
    pub fields: Fields,
    /// Whether first mentions of companies become links.
    pub mentions: bool,
    /// How internal links are written.
    pub links: LinkStyle,
    /// The last day up to which the briefing is kept: what happens later is not its business.
    pub kept_to: Option<Date>,
    /// Where it is published.
    pub publish: Vec<Destination>,
    /// What it may speak of.
    pub vocabulary: Arc<Vocabulary>,
    /// Which headers it is served with; `None` if that is nothing of ours.
    pub headers: Option<Headers>,
}

impl Site {
    /// The state's day: `today`, or the day up to which the briefing is kept if that is earlier.
    pub fn day(&self, today: jiff::civil::Date) -> jiff::civil::Date {
        self.kept_to.map_or(today, |day| day.min(today))
    }

    /// The path under which the site is published: `/` or `/below/`.
    pub fn base_path(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, rest)| rest);
        rest.find('/').map_or("/", |at| &rest[at..])
    }

    /// The BCP 47 tag of a language.
    pub fn tag(&self, lang: LangId) -> &str {
        self.languages.get(lang.index()).map_or("und", String::as_str)
    }

    /// All languages, the default first.
    pub fn lang_ids(&self) -> impl Iterator<Item = LangId> {
        (0..self.languages.len()).map(LangId::at)
    }

    /// The language of a tag.
    pub fn lang(&self, tag: &str) -> Option<LangId> {
        self.languages.iter().position(|l| l == tag).map(LangId::at)
    }
}
