//! A source's sheet as written.

use jiff::civil::Date;

use super::deal::Waiver;
use crate::model::{Edtf, SourceKind};
use crate::span::{Span, Spanned};

/// What a repost repeats: publisher, title.
pub type Original = (Option<Spanned<String>>, Option<Spanned<String>>);

/// A source's sheet.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's stem, or the name of the entry.
    pub id: String,
    /// Where the sheet stands: all of a file, or an entry from its name to the next one's.
    pub sheet: Span,
    /// `title`; the id if it is missing.
    pub title: Spanned<String>,
    /// `publisher`.
    pub publisher: Option<Spanned<String>>,
    /// `author`.
    pub author: Option<Spanned<String>>,
    /// `url`, http or https.
    pub url: Option<Spanned<String>>,
    /// `archive_url`, http or https.
    pub archive_url: Option<Spanned<String>>,
    /// `kind`.
    pub kind: Option<Spanned<SourceKind>>,
    /// `lang`.
    pub lang: Option<Spanned<String>>,
    /// `published`.
    pub published: Option<Spanned<Edtf>>,
    /// `read_on`.
    pub read_on: Option<Spanned<Date>>,
    /// `translated`: from, by.
    pub translated: Option<(Spanned<String>, Option<Spanned<String>>)>,
    /// `original`: publisher, title.
    pub original: Option<Original>,
    /// `relays`: ids of sources or names of outlets.
    pub relays: Vec<Spanned<String>>,
    /// `comments_from`.
    pub comments_from: Option<u32>,
    /// `paywall`.
    pub paywall: bool,
    /// `[[allow]]`s.
    pub waivers: Vec<Waiver>,
}
