//! A cited document.

use jiff::civil::Date;

use super::{Edtf, SourceId, Waiver};
use crate::span::Span;

/// What kind of document, from the strongest to the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceKind {
    /// Filed with a regulator.
    Filing,
    /// A party's own release.
    Release,
    /// A news agency.
    Wire,
    /// A newspaper or magazine.
    Press,
    /// A blog.
    Blog,
    /// Somebody else's text, republished.
    Repost,
    /// A reader's comment.
    Comment,
}

impl SourceKind {
    /// All, strongest first.
    pub const ALL: [SourceKind; 7] = [
        SourceKind::Filing,
        SourceKind::Release,
        SourceKind::Wire,
        SourceKind::Press,
        SourceKind::Blog,
        SourceKind::Repost,
        SourceKind::Comment,
    ];

    /// As an editor writes it.
    pub fn name(self) -> &'static str {
        match self {
            SourceKind::Filing => "filing",
            SourceKind::Release => "release",
            SourceKind::Wire => "wire",
            SourceKind::Press => "press",
            SourceKind::Blog => "blog",
            SourceKind::Repost => "repost",
            SourceKind::Comment => "comment",
        }
    }
}

/// The text was translated before we read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// From which language: `en`.
    pub from: String,
    /// By whom: `machine`, or a name.
    pub by: Option<String>,
}

/// The publication that a repost repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Who published it.
    pub publisher: Option<String>,
    /// Under which title.
    pub title: Option<String>,
}

/// A cited document.
#[derive(Clone, Debug)]
pub struct Source {
    /// As written, and the last part of its address.
    pub id: String,
    /// Its sheet: a file, or its entry in one of many.
    pub sheet: Span,
    /// Its title, in its own language.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Where a copy can be read.
    pub archive_url: Option<String>,
    /// What kind of document.
    pub kind: SourceKind,
    /// Language of the text, BCP 47.
    pub lang: String,
    /// When it was published.
    pub published: Option<Edtf>,
    /// When we read it.
    pub read_on: Option<Date>,
    /// Whether and how it was translated.
    pub translated: Option<Translation>,
    /// What it reposts.
    pub original: Option<Original>,
    /// Sources that it repeats: two relays of one origin count once.
    pub relays: Vec<SourceId>,
    /// Outlets without a sheet that it repeats, by name.
    pub relays_outlets: Vec<String>,
    /// Line from which reader comments begin.
    pub comments_from: Option<u32>,
    /// Whether reading it costs.
    pub paywall: bool,
    /// Waivers of warnings.
    pub waivers: Vec<Waiver>,
}

impl Source {
    /// The day from which it can be known: the last that `published` may mean, or the day on which it was read, if that
    /// was earlier.
    pub fn day(&self) -> Option<Date> {
        let published = self.published.as_ref()?;
        published.certain_from(self.read_on)
    }

    /// The kind at this line: from `comments_from` on, everything is a comment.
    pub fn kind_at(&self, line: Option<u32>) -> SourceKind {
        match (self.comments_from, line) {
            (Some(from), Some(line)) if line >= from => SourceKind::Comment,
            _ => self.kind,
        }
    }

    /// The publisher, or the title where there is none.
    pub fn display_name(&self) -> &str {
        self.publisher.as_deref().unwrap_or(&self.title)
    }
}
