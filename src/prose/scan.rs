//! The parse phase: which references a text makes, and what is wrong with it. Depends on the text alone.
//!
//! Ids, facts and sources are collected for [`crate::resolve`], which knows what exists; so are the files that links
//! and pictures name. Problems of Markdown itself are diagnostics here.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};

use super::fence::{Fence, is_chart};
use super::parser::{DEEPEST_LINE, LONGEST, Refusal};
use super::pieces::Path;
use super::problems::{Problems, short};
use super::slips::{self, Stars};
use super::slug::{Slugs, own_id};
use super::spaces;
use super::tables;
use super::tokens::{DEEPEST, Token, Tokens, wiki_id};
use super::url::{self, Target};
use crate::chars::ceil;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{AddressRef, CitationRef, FactPath, LinkRef};
use crate::span::{FileId, Spanned};

/// What a text refers to, in the order of the text, and its problems. Spans are offsets in the file.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// `[[id]]`.
    pub links: Vec<LinkRef>,
    /// `{{ path }}`.
    pub facts: Vec<FactPath>,
    /// `[^source:9]`, without those that the text defines as footnotes.
    pub citations: Vec<CitationRef>,
    /// Addresses on this site, without those of headings of the text.
    pub addresses: Vec<AddressRef>,
    /// Fenced blocks `chart`.
    pub charts: Vec<Fence>,
    /// Problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the Markdown that begins at byte `start` of `text`, which is the whole of `file`.
pub fn scan(file: FileId, text: &str, start: usize) -> Scan {
    let markdown = text.get(start..).unwrap_or("");
    let problems = Problems::new(file, start);
    let scan = Scan::default();
    let mut scanner = Scanner {
        markdown,
        problems,
        scan,
        headings: Headings::default(),
        footnotes: Footnotes::default(),
        labels: HashSet::new(),
        code: Vec::new(),
        columns: 0,
        cut: 0,
        stars: Stars::default(),
    };
    match Tokens::new(markdown) {
        Ok(tokens) => scanner.run(tokens),
        Err(refusal) => scanner.refuse(&refusal),
    }
    scanner.forget_headings();
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
    /// The definitions of links that links refer to.
    labels: HashSet<String>,
    /// Where code and raw HTML stand, in order.
    code: Vec<Range<usize>>,
    /// How many the table has that was opened last.
    columns: usize,
    /// Where the row ends that was seen to hold something in two pieces.
    cut: usize,
    stars: Stars,
}

/// The headings so far.
#[derive(Default)]
struct Headings {
    slugs: Slugs,
    /// Text of the heading that is open.
    open: Option<String>,
    /// The id that it gives itself.
    own: Option<String>,
    /// A heading holds something that only rendering knows, so the slugs may be others.
    unknown: bool,
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
        self.slips(&tokens);
    }

    /// What shows only when the whole text has been read.
    fn slips(&mut self, tokens: &Tokens<'a>) {
        for range in tokens.events().undefined() {
            slips::undefined(&mut self.problems, self.markdown, range);
        }
        for (label, at) in tokens.events().definitions() {
            if !self.labels.contains(&label_key(label)) {
                let place = first_line(self.markdown, *at..at + "[]:".len() + label.len());
                self.problems.unused(place, "link definition", label, "[text][{}]");
            }
        }
        spaces::check(&mut self.problems, self.markdown, &self.code);
        slips::references(&mut self.problems, self.markdown, |at| spaces::is_in(&self.code, at));
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
                    self.headings.slugs.add(self.headings.own.take().as_deref(), &text);
                }
            }
            Token::End(_) | Token::CodeText(_) | Token::Rule | Token::Task(_) => {}
            Token::Text(text) => {
                self.headings.text(&text);
                if range.start >= self.cut {
                    slips::links(&mut self.problems, self.markdown, range.clone());
                }
                self.stars.text(&mut self.problems, self.markdown, range);
            }
            Token::Code(text) => {
                self.headings.text(&text);
                self.code.push(range);
            }
            Token::Attributes(attributes) => self.attributes(attributes, range),
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
                    let brackets = (range.len() - address.len()) / 2;
                    self.address(address, range.start + brackets..range.end - brackets, false);
                }
            }
            Token::Html { block } => {
                self.code.push(range.clone());
                self.problems.html(self.markdown, range, block);
            }
        }
    }

    fn attributes(&mut self, attributes: &str, range: Range<usize>) {
        let own = own_id(attributes);
        let problem = match own {
            None => Some("expected an id of ASCII letters, digits, `-`, `_` and `.`"),
            Some(id) if self.headings.slugs.contains(id) => Some("expected an id that no heading above has"),
            Some(id) => (attributes.len() != id.len() + "{#}".len()).then_some("expected `{#id}` alone"),
        };
        if let Some(problem) = problem {
            let title = format!("{problem}, found `{}`", short(attributes));
            let help = "an id is all that a heading can be given; braces as text are `\\{`";
            self.problems.warn(codes::MARKDOWN, range, title, help, None);
        }
        self.headings.own = own.map(str::to_owned);
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        // Stars are looked for in one paragraph.
        if matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell) {
            self.stars = Stars::default();
        }
        if let Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. } = &tag
            && matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut)
        {
            self.labels.insert(label_key(id));
        }
        match tag {
            Tag::Heading { .. } => self.headings.open = Some(String::new()),
            Tag::Paragraph => tables::paragraph(&mut self.problems, self.markdown, range),
            Tag::Table(alignments) => self.columns = alignments.len(),
            Tag::TableHead | Tag::TableRow => {
                let end = range.end;
                if tables::row(&mut self.problems, self.markdown, range, self.columns) {
                    self.cut = end;
                }
            }
            Tag::BlockQuote(None) => slips::alert(&mut self.problems, self.markdown, range),
            Tag::CodeBlock(kind) => {
                if is_chart(&kind) {
                    let place = |range| self.problems.span(range);
                    self.scan.charts.push(Fence::at(self.markdown, &range, place));
                }
                self.code.push(range);
            }
            Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                self.wiki(wiki_id(&dest_url), range);
            }
            Tag::Image { link_type: LinkType::WikiLink { .. }, .. } => self.problems.embed(range),
            Tag::Link { link_type, dest_url, .. } => {
                let place = destination(self.markdown, &range, link_type, &dest_url);
                self.address(&dest_url, place, false);
            }
            Tag::Image { link_type, dest_url, .. } => {
                let place = destination(self.markdown, &range, link_type, &dest_url);
                match url::classify(&dest_url) {
                    Ok(Target::Web(_) | Target::Contact(_) | Target::Fragment(_)) => {
                        self.problems.foreign_picture(place, &dest_url);
                    }
                    _ => self.address(&dest_url, place, true),
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

    fn address(&mut self, address: &str, place: Range<usize>, is_picture: bool) {
        let (path, suffix) = match url::classify(address) {
            Ok(Target::File { path, suffix }) => (path.into_owned(), suffix.to_owned()),
            Ok(Target::Fragment(fragment)) => (String::new(), format!("#{fragment}")),
            Ok(Target::Web(_) | Target::Contact(_)) => return,
            Err(refusal) => return self.problems.address(address, place, &refusal),
        };
        let is_verbatim = self.markdown.get(place.clone()) == Some(address.trim());
        let span = self.problems.span(place);
        self.scan.addresses.push(AddressRef { path, suffix, is_picture, span, is_verbatim });
    }

    /// Links to headings of this text lead somewhere. Whether those to other parts of the page do is seen when it is made.
    fn forget_headings(&mut self) {
        let Headings { slugs, unknown, .. } = &self.headings;
        let is_heading = |a: &AddressRef| a.path.is_empty() && a.fragment().is_some_and(|part| slugs.contains(part));
        self.scan.addresses.retain(|address| *unknown || !is_heading(address));
    }

    fn check_footnotes(&mut self) {
        for (label, start) in &self.footnotes.defined {
            if !self.footnotes.referred.contains(&footnote_key(label)) {
                let place = first_line(self.markdown, *start..start + "[^]:".len() + label.len());
                self.problems.unused(place, "footnote", label, "[^{}]");
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

/// What a link definition's label is compared by: white space in it counts once.
fn label_key(label: &str) -> String {
    footnote_key(&label.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The place of a link's address: behind its text, or the whole link where the address stands elsewhere.
fn destination(markdown: &str, link: &Range<usize>, link_type: LinkType, address: &str) -> Range<usize> {
    /// Searched from the end of the link only, so that links inside links take no square time.
    const WINDOW: usize = 4096;
    let from = ceil(markdown, link.end.saturating_sub(WINDOW).max(link.start));
    let tail = markdown.get(from..link.end).unwrap_or("");
    // A title may say the same.
    let begins = |(at, _): (usize, &str)| {
        let behind = tail.get(at + 2..)?.trim_start_matches([' ', '\t', '\n', '<']);
        behind.starts_with(address).then(|| from + tail.len() - behind.len())
    };
    match tail.rmatch_indices("](").filter(|_| !address.is_empty()).find_map(begins) {
        Some(start) if link_type == LinkType::Inline => start..start + address.len(),
        _ => first_line(markdown, link.clone()),
    }
}

/// The part of `range` on its first line.
pub(super) fn first_line(markdown: &str, range: Range<usize>) -> Range<usize> {
    let text = markdown.get(range.clone()).unwrap_or("");
    let line = text.lines().next().unwrap_or("");
    range.start..range.start + line.len()
}
