//! The parse phase: which references a text makes, and what is wrong with it. Depends on the text alone.
//!
//! Ids, facts and sources are collected for [`crate::resolve`], which knows what exists; so are the files that links
//! and pictures name. Problems of Markdown itself are diagnostics here.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};

use super::parser::{DEEPEST_LINE, LONGEST, Refusal};
use super::pieces::Path;
use super::problems::Problems;
use super::slug::Slugs;
use super::tokens::{DEEPEST, Token, Tokens, wiki_id};
use super::url::{self, Target};
use crate::chars::ceil;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{CitationRef, FactPath, LinkRef};
use crate::span::{FileId, Spanned};

/// How many headings a wrong fragment is compared with.
const MOST_COMPARED: usize = 100;

/// What a text refers to, in the order of the text, and its problems. Spans are offsets in the file.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// `[[id]]`.
    pub links: Vec<LinkRef>,
    /// `{{ path }}`.
    pub facts: Vec<FactPath>,
    /// `[^source:9]`, without those that the text defines as footnotes.
    pub citations: Vec<CitationRef>,
    /// Relative paths of links and pictures, escapes resolved, without query and fragment.
    pub files: Vec<Spanned<String>>,
    /// Problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the Markdown that begins at byte `start` of `text`, which is the whole of `file`.
pub fn scan(file: FileId, text: &str, start: usize) -> Scan {
    let markdown = text.get(start..).unwrap_or("");
    let problems = Problems::new(file, start);
    let scan = Scan::default();
    let mut scanner =
        Scanner { markdown, problems, scan, headings: Headings::default(), footnotes: Footnotes::default() };
    match Tokens::new(markdown) {
        Ok(tokens) => scanner.run(tokens),
        Err(refusal) => scanner.refuse(&refusal),
    }
    scanner.check_fragments();
    scanner.check_footnotes();
    let mut scan = scanner.scan;
    scan.diagnostics = scanner.problems.finish();
    scan
}

struct Scanner<'a> {
    markdown: &'a str,
    problems: Problems,
    scan: Scan,
    headings: Headings,
    footnotes: Footnotes<'a>,
}

/// The headings so far, to hold links to parts of this page against them.
#[derive(Default)]
struct Headings {
    slugs: Slugs,
    /// Text of the heading that is open.
    open: Option<String>,
    /// A heading holds something that only rendering knows, so not all slugs are known.
    unknown: bool,
    /// Links to parts of this page.
    links: Vec<(String, Range<usize>)>,
}

/// The footnotes, to find those that nothing refers to.
#[derive(Default)]
struct Footnotes<'a> {
    referred: HashSet<String>,
    defined: Vec<(CowStr<'a>, usize)>,
}

impl<'a> Scanner<'a> {
    fn run(&mut self, mut tokens: Tokens<'a>) {
        for (token, range) in &mut tokens {
            self.token(token, range);
        }
        if tokens.failed() {
            self.refuse(&Refusal::Panicked);
        }
        if let Some(range) = tokens.too_deep() {
            let range = first_line(self.markdown, range);
            let title = format!("expected at most {DEEPEST} elements inside each other, found more");
            self.problems.push(codes::MARKDOWN, range, title);
        }
    }

    fn refuse(&mut self, refusal: &Refusal) {
        let (range, title) = match refusal {
            Refusal::TooLong => {
                let found = self.markdown.len();
                (0..0, format!("expected a text of at most {LONGEST} bytes, found {found}"))
            }
            Refusal::TooDeep(line) => {
                (line.clone(), format!("expected at most {DEEPEST_LINE} quotes and lists opened on a line, found more"))
            }
            Refusal::Panicked => (0..0, "the Markdown parser broke off at this text".to_owned()),
        };
        // What was found so far is not what the text says.
        self.scan = Scan::default();
        self.problems.push(codes::MARKDOWN, range, title);
    }

    fn token(&mut self, token: Token<'a>, range: Range<usize>) {
        match token {
            Token::Start(tag) => self.start(tag, range),
            Token::End(TagEnd::Heading(_)) => {
                if let Some(text) = self.headings.open.take() {
                    self.headings.slugs.add(&text);
                }
            }
            Token::End(_) | Token::CodeText(_) | Token::Rule | Token::Task(_) => {}
            Token::Text(text) | Token::Code(text) => self.headings.text(&text),
            Token::SoftBreak | Token::HardBreak => self.headings.text("\n"),
            Token::Fact(path) => self.fact(&path, range),
            Token::Malformed(malformed) => {
                self.headings.text(self.markdown.get(range.clone()).unwrap_or(""));
                self.problems.fact(&malformed, range);
            }
            Token::Citation(label) => {
                let span = self.problems.span(range.start + 2..range.end.saturating_sub(1));
                self.scan.citations.push(CitationRef { source: label.source.to_owned(), line: label.line, span });
            }
            Token::Footnote(label) => {
                self.footnotes.referred.insert(footnote_key(&label));
            }
            Token::Wiki(id) => self.wiki(id, range),
            Token::Autolink { mail, address } => {
                self.headings.text(address);
                if !mail {
                    self.address(address, range.start + 1..range.end.saturating_sub(1));
                }
            }
            Token::Html { block } => self.problems.html(self.markdown, range, block),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.headings.open = Some(String::new()),
            Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                self.wiki(wiki_id(&dest_url), range);
            }
            Tag::Image { link_type: LinkType::WikiLink { .. }, .. } => self.problems.embed(range),
            Tag::Link { link_type, dest_url, .. } => {
                let place = destination(self.markdown, &range, link_type, &dest_url);
                self.address(&dest_url, place);
            }
            Tag::Image { link_type, dest_url, .. } => {
                let place = destination(self.markdown, &range, link_type, &dest_url);
                match url::classify(&dest_url) {
                    Ok(Target::Web(_) | Target::Contact(_) | Target::Fragment(_)) => {
                        self.problems.foreign_picture(place, &dest_url);
                    }
                    _ => self.address(&dest_url, place),
                }
            }
            Tag::FootnoteDefinition(label) => self.footnotes.defined.push((label, range.start)),
            _ => {}
        }
    }

    fn wiki(&mut self, id: &str, range: Range<usize>) {
        self.headings.unknown |= self.headings.open.is_some();
        let from = (range.start + 2).min(range.end);
        // White space may stand in front of the id.
        let inside = self.markdown.get(from..range.end).unwrap_or("");
        let start = from + (inside.len() - inside.trim_start().len());
        if id.is_empty() {
            self.problems.push(codes::BROKEN_LINK, range, "expected an id in `[[ ]]`, found nothing".to_owned());
            return;
        }
        let span = self.problems.span(start..start + id.len());
        self.scan.links.push(LinkRef { target: id.to_owned(), span });
    }

    fn fact(&mut self, path: &Path<'_>, range: Range<usize>) {
        self.headings.unknown |= self.headings.open.is_some();
        let segment = |&(name, start): &(&str, usize)| {
            Spanned::new(name.to_owned(), self.problems.span(start..start + name.len()))
        };
        let segments = path.segments().iter().map(segment).collect();
        self.scan.facts.push(FactPath { segments, span: self.problems.span(range) });
    }

    fn address(&mut self, address: &str, place: Range<usize>) {
        match url::classify(address) {
            Ok(Target::File { path, .. }) => {
                self.scan.files.push(Spanned::new(path.into_owned(), self.problems.span(place)));
            }
            Ok(Target::Fragment(fragment)) => self.headings.links.push((fragment.to_owned(), place)),
            Ok(Target::Web(_) | Target::Contact(_)) => {}
            Err(refusal) => self.problems.address(address, place, &refusal),
        }
    }

    /// Links to a part of this page that has no heading.
    fn check_fragments(&mut self) {
        if self.headings.unknown {
            return;
        }
        // Among very many headings the closest would take long to find, and be closest by chance.
        let known = self.headings.slugs.sorted();
        let known = if known.len() <= MOST_COMPARED { known.as_slice() } else { &[] };
        for (fragment, place) in &self.headings.links {
            if !self.headings.slugs.contains(fragment) {
                self.problems.fragment(place.clone(), fragment, known);
            }
        }
    }

    fn check_footnotes(&mut self) {
        for (label, start) in &self.footnotes.defined {
            if !self.footnotes.referred.contains(&footnote_key(label)) {
                self.problems
                    .unused_footnote(first_line(self.markdown, *start..start + "[^]:".len() + label.len()), label);
            }
        }
    }
}

impl Headings {
    fn text(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.push_str(text);
        }
    }
}

/// What a footnote's label is compared by: the parser folds case as Unicode does.
pub(super) fn footnote_key(label: &str) -> String {
    label.to_uppercase().to_lowercase()
}

/// The place of a link's address: behind its text, or the whole link where the address stands elsewhere.
fn destination(markdown: &str, link: &Range<usize>, link_type: LinkType, address: &str) -> Range<usize> {
    /// Searched from the end of the link only, so that links inside links take no square time.
    const WINDOW: usize = 4096;
    let from = ceil(markdown, link.end.saturating_sub(WINDOW).max(link.start));
    let tail = markdown.get(from..link.end).unwrap_or("");
    if link_type != LinkType::Inline || address.is_empty() {
        return first_line(markdown, link.clone());
    }
    tail.rfind(address).map_or(first_line(markdown, link.clone()), |at| from + at..from + at + address.len())
}

/// The part of `range` on its first line.
pub(super) fn first_line(markdown: &str, range: Range<usize>) -> Range<usize> {
    let text = markdown.get(range.clone()).unwrap_or("");
    let line = text.lines().next().unwrap_or("");
    range.start..range.start + line.len()
}
