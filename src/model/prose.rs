//! A Markdown text with the references it makes, found while parsing its file.

use std::sync::Arc;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::{Chart, LangId, Waiver};
use crate::span::{FileId, Span, Spanned};

/// What `[[…]]` leads to, as it is written before an id that several have: `[[deal:stargate]]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// A deal.
    Deal,
    /// A company.
    Company,
    /// A content page.
    Page,
    /// A source; never without the word.
    Source,
}

impl LinkKind {
    /// All four.
    pub const ALL: [LinkKind; 4] = [LinkKind::Deal, LinkKind::Company, LinkKind::Page, LinkKind::Source];

    /// The word before the id.
    pub fn name(self) -> &'static str {
        match self {
            LinkKind::Deal => "deal",
            LinkKind::Company => "company",
            LinkKind::Page => "page",
            LinkKind::Source => "source",
        }
    }

    /// The id in what is written, if that may be one of this kind.
    pub fn id(self, written: &str) -> Option<&str> {
        match written.split_once(':') {
            Some((word, id)) => (word == self.name()).then_some(id),
            None => (self != LinkKind::Source).then_some(written),
        }
    }
}

/// `[[id]]`, `[[kind:id]]` or `[[id|text]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRef {
    /// The id as written, perhaps with its kind.
    pub target: String,
    /// Where that stands.
    pub span: Span,
}

/// `{{ value }}`, `{{ openai-amd.warrant.stake }}`: one to three segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactPath {
    /// The segments, each with its place.
    pub segments: Vec<Spanned<String>>,
    /// The whole `{{ … }}`.
    pub span: Span,
}

/// `[^wire-aws:9]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitationRef {
    /// The source's id as written.
    pub source: String,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Where id and line stand.
    pub span: Span,
}

/// A link or a picture of a text that leads to something on this site, or to a part of the text's own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressRef {
    /// The path, with escapes resolved; empty for the page itself.
    pub path: String,
    /// What stands behind it: `?…`, `#…`, or nothing.
    pub suffix: String,
    /// Whether something is to be shown from there.
    pub is_picture: bool,
    /// Where it stands.
    pub span: Span,
    /// Whether the span is that of the address alone, so that another one may be put there.
    pub is_verbatim: bool,
}

impl AddressRef {
    /// What is behind the `#`.
    pub fn fragment(&self) -> Option<&str> {
        self.suffix.split_once('#').map(|(_, fragment)| fragment)
    }
}

/// Which outputs a path in a text may mean. With a slash in front it is one from the site's root. Else it is one in the
/// `folder` of the text's entry (`deals/quillon-cloud/`), or beside it, as the text and its folder lie in the project. File
/// systems differ in the Unicode form that they give back, so a path is one in the composed form.
pub fn places(folder: &str, path: &str) -> Vec<String> {
    let path: String = path.nfc().collect();
    if let Some(path) = path.strip_prefix('/') {
        return vec![path.to_owned()];
    }
    let path = path.trim_start_matches("./");
    let (above, own) = folder.trim_end_matches('/').rsplit_once('/').unwrap_or(("", folder.trim_end_matches('/')));
    let beside = path.strip_prefix(own).is_some_and(|rest| rest.starts_with('/'));
    let above = if above.is_empty() { String::new() } else { format!("{above}/") };
    std::iter::once(format!("{folder}{path}")).chain(beside.then(|| format!("{above}{path}"))).collect()
}

/// When a page was published, and when it last changed, as its editors recorded it: never a day of what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageDays {
    /// When readers could first see it.
    pub published: Option<Spanned<Date>>,
    /// When its facts or its text last changed.
    pub updated: Option<Spanned<Date>>,
}

/// One text in one language.
#[derive(Clone, Debug)]
pub struct Prose {
    /// Its file.
    pub file: FileId,
    /// Its language.
    pub lang: LangId,
    /// The whole file; the Markdown starts at `start`.
    pub text: Arc<str>,
    /// Where the Markdown starts, after the front matter.
    pub start: usize,
    /// When it was published and last changed.
    pub days: PageDays,
    /// Not published: seen only where drafts are asked for.
    pub draft: bool,
    /// Whether first mentions become links here; `None`: as the site says.
    pub mentions: Option<bool>,
    /// Links, in the order of the text.
    pub links: Vec<LinkRef>,
    /// Facts, in the order of the text.
    pub facts: Vec<FactPath>,
    /// Citations of sources, in the order of the text.
    pub citations: Vec<CitationRef>,
    /// What it links to and shows on this site. Links to its own headings, which are there, are not among them.
    pub addresses: Vec<AddressRef>,
    /// Charts, in the order of the text.
    pub charts: Vec<Chart>,
    /// What is accepted of single sentences.
    pub waivers: Vec<Waiver>,
}

impl Prose {
    /// The Markdown.
    pub fn markdown(&self) -> &str {
        self.text.get(self.start..).unwrap_or("")
    }

    /// A fingerprint of all that others can see of this text: its front matter, and what it links to, shows, cites and
    /// includes, in the order of the text. Its words are seen on its own page only, and in feeds; so are its charts.
    pub fn outward(&self) -> blake3::Hash {
        // Every part ends with a byte that none of them can hold, and every list with another.
        let mut seen: Vec<u8> = Vec::with_capacity(self.start + 256);
        let mut part = |text: &str, end: u8| {
            seen.extend_from_slice(text.as_bytes());
            seen.push(end);
        };
        const PART: u8 = 0xFF;
        const LIST: u8 = 0xFE;
        part(self.text.get(..self.start).unwrap_or(""), LIST);
        self.links.iter().for_each(|link| part(&link.target, PART));
        part("", LIST);
        for fact in &self.facts {
            fact.segments.iter().for_each(|segment| part(&segment.value, PART));
            part("", PART);
        }
        part("", LIST);
        for citation in &self.citations {
            part(&citation.source, PART);
            part(&citation.line.map(|line| line.to_string()).unwrap_or_default(), PART);
        }
        part("", LIST);
        let elsewhere = self.addresses.iter().filter(|address| !address.path.is_empty());
        elsewhere.for_each(|address| part(&address.path, PART));
        blake3::hash(&seen)
    }
}
