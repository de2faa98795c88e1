//! What `tearsheet.toml` says.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Currency, Destination, Fields, Headers, LangId, License, Text};
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

/// What an option of the theme is set to, as written; what it may be is the theme's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// A string.
    Text(String),
    /// A number or a flag.
    Plain(String),
    /// Strings.
    List(Vec<Spanned<String>>),
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
    /// Where that is written, if no licence is named for what is published there.
    pub unlicensed: Option<Span>,
    /// What readers may do with texts and data; several where they may choose.
    pub licenses: Vec<License>,
    /// BCP 47 tags; the first is the default and stands at the root.
    pub languages: Vec<String>,
    /// Where each of them is listed; empty if none is.
    pub language_spans: Vec<Span>,
    /// The theme's name.
    pub theme: Spanned<String>,
    /// Options of the theme.
    pub theme_options: Vec<(Spanned<String>, Spanned<Setting>)>,
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
    /// The company that the front page is about, by id; `None` is the largest payer.
    pub subject: Option<Spanned<String>>,
    /// The fact on which sources disagree that the front page shows, by its path; `None` is the one whose claims are
    /// furthest apart.
    pub disagreement: Option<Spanned<String>>,
    /// Topics, in the order of the list.
    pub topics: Vec<Topic>,
    /// Fields of sheets.
    pub fields: Fields,
    /// Whether first mentions of companies become links.
    pub mentions: bool,
    /// Whether there is a page to search on, and an index.
    pub search: bool,
    /// How internal links are written.
    pub links: LinkStyle,
    /// Whether pages have a picture for other services.
    pub cards: bool,
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

    /// Whether an address is of a name that nobody can have: one that is kept for examples and tests (RFC 2606).
    pub fn is_reserved(base_url: &str) -> bool {
        let host = base_url.split_once("://").map_or("", |(_, rest)| rest).split(['/', ':']).next().unwrap_or("");
        let ends = ["example", "invalid", "test", "localhost", "example.com", "example.org", "example.net"];
        ends.iter().any(|end| host.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
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

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn reserved_names_are_nowhere() {
        for url in ["https://gigawatt.example/", "https://example.org/a/", "http://localhost:4321/", "https://a.test/"]
        {
            assert!(Site::is_reserved(url), "{url}");
        }
        for url in ["https://myexample.org/", "https://example.fr/", "https://deals.press/example.org/"] {
            assert!(!Site::is_reserved(url), "{url}");
        }
    }
}
