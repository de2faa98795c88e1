//! Feeds: Atom 1.0, RSS 2.0 and JSON Feed 1.1 of the same entries.
//!
//! A [`Feed`] holds finished words and absolute addresses; [`atom()`], [`rss()`] and [`json()`] only arrange
//! them. Days become midnight UTC, so that a feed depends on its facts and not on when or where it was
//! built. Which entries a feed has, and in which order, is its maker's business.

mod atom;
mod json;
mod rss;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::panic, reason = "tests")]
mod tests;

use jiff::civil::Date;

use crate::model::License;
use crate::model::notation::DayText;

pub use atom::atom;
pub use json::json;
pub use rss::rss;

/// The program, as feeds name it.
const GENERATOR: &str = "Tearsheet";

/// What a feed says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// An IRI that never changes: the address at which the feed was first published, or a `tag:`.
    pub id: String,
    /// Its name.
    pub title: String,
    /// A line under it; may be empty.
    pub subtitle: String,
    /// BCP 47 tag of its texts.
    pub lang: String,
    /// Absolute address of the page that shows the same.
    pub home_url: String,
    /// Absolute address of this feed.
    pub self_url: String,
    /// The day on which its facts or texts last changed; never the day of the build.
    pub updated: Date,
    /// Who publishes it.
    pub author: String,
    /// What readers may do with it; several where they may choose.
    pub licenses: Vec<License>,
    /// Entries, newest first.
    pub items: Vec<Item>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// An IRI that never changes and that no other entry has.
    pub id: String,
    /// Its title, plain text.
    pub title: String,
    /// Absolute address of its page.
    pub url: String,
    /// The day on which it became known.
    pub published: Option<Date>,
    /// The day on which it last changed.
    pub updated: Date,
    /// A sentence or two, plain text; may be empty.
    pub summary: String,
    /// HTML with absolute links; may be empty.
    pub content_html: String,
    /// Topics, as readers see them.
    pub categories: Vec<String>,
}

impl Feed {
    /// Who publishes it; a feed must say so, and its name is the last resort.
    fn author(&self) -> &str {
        if self.author.is_empty() { &self.title } else { &self.author }
    }

    /// Its licences in words; `None` if there is none.
    fn rights(&self) -> Option<String> {
        let all: Vec<String> = self.licenses.iter().map(|one| format!("{} <{}>", one.name, one.url)).collect();
        (!all.is_empty()).then(|| all.join(" / "))
    }

    /// Roughly how many bytes its text takes.
    fn size(&self) -> usize {
        let item = |i: &Item| 640 + 2 * (i.title.len() + i.summary.len() + i.url.len()) + i.content_html.len() * 5 / 4;
        1024 + self.items.iter().map(item).sum::<usize>()
    }
}

/// RFC 3339: `2025-11-03T00:00:00Z`.
fn rfc_3339(day: Date) -> String {
    format!("{}T00:00:00Z", DayText(day))
}
