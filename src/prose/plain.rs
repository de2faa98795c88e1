//! What a reader reads of a text, paragraph by paragraph, and where each byte of it stands in the file.
//!
//! For those who look for something in prose: a figure, a name, a verb. Code, addresses, raw HTML and struck text are
//! left out; a `{{ fact }}`, code and a `[[link]]` without words of its own leave [`HOLE`]; a citation leaves nothing but
//! its place, so that `38 billion[^a] and` is one sentence. Emphasis, escapes and entities are gone, and
//! [`Paragraph::source`] leads back across them. A row of a table is a paragraph that knows the heads of its columns; the
//! description of a picture and its title are paragraphs behind the one that it stands in.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, Tag, TagEnd};

use super::tokens::{Token, Tokens, wiki_id};

/// Stands for what a reader sees but prose does not say in letters. No letter, no digit, no space.
pub const HOLE: char = '\u{fffc}';

/// A paragraph, a heading, an item of a list or a row of a table.
#[derive(Debug, Default)]
pub struct Paragraph<'a> {
    text: String,
    pieces: Vec<Piece>,
    marks: Vec<Mark<'a>>,
    citations: Vec<Citation<'a>>,
    /// Where the cells of a row begin.
    cells: Vec<usize>,
    /// What stands over them; empty in the head of a table.
    heads: Vec<String>,
}

/// A stretch of the text that comes from one stretch of the source.
#[derive(Debug)]
struct Piece {
    /// Where it begins in the text.
    at: usize,
    /// Where it stands in the Markdown.
    source: Range<usize>,
    /// Whether it stands there byte for byte, as an entity does not.
    verbatim: bool,
}

/// A reference.
#[derive(Clone, Debug)]
pub struct Mark<'a> {
    /// Its place in the text.
    pub at: Range<usize>,
    /// To what.
    pub kind: MarkKind<'a>,
}

/// `[^source:9]` or a footnote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation<'a> {
    /// Where it stands in the text, in which it takes no room.
    pub at: usize,
    /// The source's id; empty for a footnote.
    pub source: &'a str,
    /// The line, from 1.
    pub line: Option<u32>,
}

/// What a text refers to.
#[derive(Clone, Debug)]
pub enum MarkKind<'a> {
    /// `{{ first.… }}` of this many segments.
    Fact(&'a str, usize),
    /// `[[id]]` or `[[id|words]]`.
    Link(CowStr<'a>),
}

impl<'a> Paragraph<'a> {
    /// What is read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Facts and wiki-links, in the order in which they end.
    pub fn marks(&self) -> &[Mark<'a>] {
        &self.marks
    }

    /// The cells of a row in the body of a table, each with the head of its column.
    pub fn columns(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let ends = self.cells.iter().skip(1).map(|next| next - HOLE.len_utf8()).chain([self.text.len()]);
        self.cells.iter().zip(ends).zip(&self.heads).map(|((start, end), head)| (*start..end, &**head))
    }

    /// Where a part of the text stands in the Markdown, from its first byte to its last.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = match self.piece(range.start) {
            Some(piece) if piece.verbatim => piece.source.start + (range.start - piece.at),
            Some(piece) => piece.source.start,
            None => 0,
        };
        let end = match self.piece(range.end.saturating_sub(1)) {
            Some(piece) if piece.verbatim => piece.source.start + (range.end - piece.at),
            Some(piece) => piece.source.end,
            None => start,
        };
        start..end.max(start)
    }

    /// The citations that stand right behind byte `at`, across signs that close a sentence or a quotation.
    pub fn cited(&self, at: usize) -> &[Citation<'a>] {
        let behind = self.citations_behind(at);
        let Some(first) = behind.first() else { return &[] };
        let closes =
            |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '»' | '”' | '"' | '’');
        if !self.text.get(at..first.at).is_some_and(|between| between.chars().all(closes)) {
            return &[];
        }
        &behind[..behind.iter().take_while(|c| c.at == first.at).count()]
    }

    /// All citations from byte `at` on.
    pub fn citations_behind(&self, at: usize) -> &[Citation<'a>] {
        &self.citations[self.citations.partition_point(|c| c.at < at)..]
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(self.pieces.partition_point(|p| p.at <= at).checked_sub(1)?)
    }

    fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
        self.marks.clear();
        self.citations.clear();
        self.cells.clear();
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        let verbatim = source.len() == text.len();
        self.pieces.push(Piece { at: self.text.len(), source, verbatim });
        self.text.push_str(&one_line(text));
    }

    fn hole(&mut self, source: Range<usize>) -> Range<usize> {
        let at = self.text.len();
        self.pieces.push(Piece { at, source, verbatim: false });
        self.text.push(HOLE);
        at..self.text.len()
    }
}

/// A line break of the source is a space, byte for byte.
fn one_line(text: &str) -> Cow<'_, str> {
    match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
        None => text.into(),
        Some(_) => text.replace(['\n', '\r'], " ").into(),
    }
}

/// Calls `visit` with every paragraph that holds text, in their order.
pub fn paragraphs<'a>(markdown: &'a str, visit: impl FnMut(&Paragraph<'a>)) {
    let Ok(tokens) = Tokens::new(markdown) else { return };
    let mut reader = Reader {
        markdown,
        paragraph: Paragraph::default(),
        outer: None,
        pictures: Vec::new(),
        links: Vec::new(),
        hidden: 0,
        visit,
    };
    for (token, range) in tokens {
        reader.token(token, range);
    }
    reader.close();
}

struct Reader<'a, V> {
    markdown: &'a str,
    paragraph: Paragraph<'a>,
    /// The paragraph of the picture whose description is being read; how many stand inside that.
    outer: Option<(Paragraph<'a>, usize)>,
    /// What the pictures of the paragraph say.
    pictures: Vec<Paragraph<'a>>,
    /// The links that are open; `None` for those to elsewhere.
    links: Vec<Option<(usize, CowStr<'a>)>>,
    /// How many elements are open whose text is not read.
    hidden: usize,
    visit: V,
}

impl<'a, V: FnMut(&Paragraph<'a>)> Reader<'a, V> {
    fn token(&mut self, token: Token<'a>, range: Range<usize>) {
        match token {
            Token::Start(tag) => self.start(tag, range),
            Token::End(tag) => self.end(tag, range),
            _ if self.hidden > 0 => {}
            Token::Text(text) => self.paragraph.push(&text, range),
            Token::Malformed(_) | Token::Code(_) | Token::Autolink { .. } => {
                self.paragraph.hole(range);
            }
            Token::Fact(path) => {
                let at = self.paragraph.hole(range);
                self.mark(at, MarkKind::Fact(path.names()[0], path.len()));
            }
            Token::Wiki(id) => {
                let at = self.paragraph.hole(range);
                self.mark(at, MarkKind::Link(id.into()));
            }
            Token::Citation(label) => self.cite(label.source, label.line),
            Token::Footnote(_) => self.cite("", None),
            Token::SoftBreak | Token::HardBreak => self.paragraph.push(" ", range),
            Token::Html { block } if block => self.close(),
            Token::CodeText(_) | Token::Html { .. } | Token::Task(_) | Token::Attributes(_) => {}
            Token::Rule => self.close(),
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Strikethrough => self.hidden += 1,
            Tag::Image { title, .. } => self.open_picture(&title, range),
            Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, .. } => {
                let id = match dest_url {
                    CowStr::Borrowed(id) => CowStr::Borrowed(wiki_id(id)),
                    other => CowStr::from(wiki_id(&other).to_owned()),
                };
                self.links.push(Some((self.paragraph.text.len(), id)));
            }
            Tag::Link { .. } => self.links.push(None),
            Tag::TableCell => {
                self.paragraph.hole(range.start..range.start);
                self.paragraph.cells.push(self.paragraph.text.len());
            }
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => {}
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd, _: Range<usize>) {
        match tag {
            TagEnd::Strikethrough => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Image => self.close_picture(),
            TagEnd::TableHead => {
                self.paragraph.heads = vec![String::new(); self.paragraph.cells.len()];
                let heads = self.paragraph.columns().map(|(cell, _)| self.paragraph.text[cell].trim().to_owned());
                let heads = heads.collect();
                self.paragraph.heads.clear();
                self.close();
                self.paragraph.heads = heads;
            }
            TagEnd::Table => {
                self.close();
                self.paragraph.heads.clear();
            }
            TagEnd::Link => {
                if let Some(Some((start, id))) = self.links.pop() {
                    self.mark(start..self.paragraph.text.len(), MarkKind::Link(id));
                }
            }
            TagEnd::TableCell | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {}
            _ => self.close(),
        }
    }

    fn cite(&mut self, source: &'a str, line: Option<u32>) {
        self.paragraph.citations.push(Citation { at: self.paragraph.text.len(), source, line });
    }

    fn mark(&mut self, at: Range<usize>, kind: MarkKind<'a>) {
        self.paragraph.marks.push(Mark { at, kind });
    }

    fn open_picture(&mut self, title: &str, range: Range<usize>) {
        if let Some((_, nested)) = &mut self.outer {
            *nested += 1;
            return;
        }
        if !title.is_empty() && self.hidden == 0 {
            // A title with escapes in it is not found, and stands wherever the picture does.
            let found = self.markdown.get(range.clone()).and_then(|picture| picture.rfind(title));
            let place = found.map_or(range.clone(), |at| range.start + at..range.start + at + title.len());
            let mut said = Paragraph::default();
            said.push(title, place);
            self.pictures.push(said);
        }
        self.outer = Some((std::mem::take(&mut self.paragraph), 0));
    }

    fn close_picture(&mut self) {
        match self.outer.take() {
            Some((outer, 0)) => self.pictures.push(std::mem::replace(&mut self.paragraph, outer)),
            Some((outer, nested)) => self.outer = Some((outer, nested - 1)),
            None => {}
        }
    }

    fn close(&mut self) {
        for paragraph in std::iter::once(&self.paragraph).chain(&self.pictures) {
            if !paragraph.text.is_empty() {
                (self.visit)(paragraph);
            }
        }
        self.paragraph.clear();
        self.pictures.clear();
        self.links.clear();
    }
}
