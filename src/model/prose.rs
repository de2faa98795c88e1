//! A Markdown text with the references it makes, found while parsing its file.

use std::sync::Arc;

use super::LangId;
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
    /// Relative paths of linked and shown files, in the order of the text.
    pub files: Vec<Spanned<String>>,
}

impl Prose {
    /// The Markdown.
    pub fn markdown(&self) -> &str {
        self.text.get(self.start..).unwrap_or("")
    }

    /// A fingerprint of all that others can see of this text: its front matter, and what it links to, shows, cites and
    /// includes, in the order of the text. Its words are seen on its own page only, and in feeds.
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
        self.files.iter().for_each(|file| part(&file.value, PART));
        blake3::hash(&seen)
    }
}
