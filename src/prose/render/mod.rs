//! The render phase: one pass over the tokens, one string of HTML.
//!
//! [`Writer`] holds the state of the pass; elements that contain blocks are in `blocks`, text and what stands in it
//! in `inline`, the numbered notes in `notes`. A footnote's definition is written aside and comes back at the end.
//! No style and no script is ever written: colours, columns and alignment are classes.

mod blocks;
mod inline;
mod notes;

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use self::blocks::Table;
use self::inline::Alt;
use self::notes::Notes;
use super::context::Context;
use super::slug::{Slugs, own_id};
use super::tokens::{Token, Tokens};
use crate::markup;
use crate::model::CompanyId;

/// A text as a reader gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Well-formed HTML, the list of notes at its end.
    pub html: String,
    /// The headings, for a table of contents.
    pub headings: Vec<Heading>,
    /// How many notes there are.
    pub notes: usize,
    /// Plain text of the first paragraph.
    pub excerpt: String,
    /// Whether there is a rule, a box to tick, code or an alert in it: what few texts have, and what needs a sheet of its own.
    pub extras: bool,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its fragment: lowercase letters, digits and hyphens.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// Writes `markdown` as HTML. A text that cannot be parsed (see [`super::scan()`]) is shown as it is written.
pub fn render(markdown: &str, context: &dyn Context) -> Rendered {
    let Some(mut writer) = written(markdown, context, HashSet::new()) else { return verbatim(markdown) };
    // A link may stand before the heading that turned out to have another id.
    if writer.has_fragments && !writer.moved.is_empty() {
        let moved = std::mem::take(&mut writer.moved);
        writer = match written(markdown, context, moved) {
            Some(again) => again,
            None => return verbatim(markdown),
        };
    }
    writer.finish()
}

/// The whole text, with links to the headings `moved` adjusted; `None` if it cannot be parsed.
fn written<'a>(markdown: &'a str, context: &'a dyn Context, moved: HashSet<String>) -> Option<Writer<'a>> {
    let mut tokens = Tokens::new(markdown).ok()?;
    let mut writer = Writer::new(markdown, context, moved);
    for (token, range) in &mut tokens {
        writer.token(token, range);
    }
    (!tokens.failed()).then_some(writer)
}

fn verbatim(markdown: &str) -> Rendered {
    let mut html = String::from("<p>");
    markup::text(&mut html, markdown);
    html.push_str("</p>\n");
    Rendered { html, ..Rendered::default() }
}

/// The state of the pass.
struct Writer<'a> {
    markdown: &'a str,
    context: &'a dyn Context,
    out: String,
    /// What was written when a footnote's definition began; definitions may be nested.
    aside: Vec<(String, Option<char>)>,
    /// A word that waits for the fact behind it.
    word: String,
    /// The last character that a reader sees in this block.
    last: Option<char>,
    /// For each open link whether an `<a>` was written.
    links: Vec<bool>,
    /// The picture whose description is being read.
    alt: Option<Alt>,
    /// The code block that is being read: its language and its text.
    code: Option<(String, String)>,
    /// The chart that it is, by its place in the text.
    chart: Option<usize>,
    charts: usize,
    table: Table,
    tables: usize,
    heading: Option<blocks::OpenHeading>,
    headings: Vec<Heading>,
    /// The headings that the text stands under, by the level that is written.
    outline: Vec<HeadingLevel>,
    slugs: Slugs,
    /// Slugs of headings that have another id, since a part of the page has this one.
    moved: HashSet<String>,
    /// Whether a link leads to a part of this page.
    has_fragments: bool,
    notes: Notes,
    /// References to notes that wait for the end of a link.
    waiting: Vec<notes::Reference>,
    /// Companies that have been linked in this text.
    linked: HashSet<CompanyId>,
    excerpt: Excerpt,
    /// Whether raw HTML of this paragraph was dropped.
    dropped: bool,
    /// Bytes of code that may still be highlighted in this text.
    highlight: usize,
    /// Whether something was written that few texts have.
    extras: bool,
}

/// Plain text of the first paragraph.
enum Excerpt {
    Waiting,
    Open(String),
    Done(String),
}

impl<'a> Writer<'a> {
    fn new(markdown: &'a str, context: &'a dyn Context, moved: HashSet<String>) -> Writer<'a> {
        Writer {
            markdown,
            context,
            out: String::with_capacity(markdown.len() + markdown.len() / 2),
            aside: Vec::new(),
            word: String::new(),
            last: None,
            links: Vec::new(),
            alt: None,
            code: None,
            chart: None,
            charts: 0,
            table: Table::default(),
            tables: 0,
            heading: None,
            headings: Vec::new(),
            outline: Vec::new(),
            slugs: Slugs::default(),
            moved,
            has_fragments: false,
            notes: Notes::default(),
            waiting: Vec::new(),
            linked: HashSet::new(),
            excerpt: Excerpt::Waiting,
            dropped: false,
            highlight: super::highlight::LONGEST_TEXT,
            extras: false,
        }
    }

    fn token(&mut self, token: Token<'a>, range: Range<usize>) {
        if !matches!(token, Token::Fact(_)) {
            self.flush_word();
        }
        match token {
            Token::Start(tag) => self.start(tag),
            Token::End(tag) => self.end(tag),
            Token::Text(text) => self.text_before(&text, self.markdown.get(range.end..).unwrap_or("")),
            Token::Malformed(_) => self.plain(self.source(range)),
            Token::CodeText(text) => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&text);
                }
            }
            Token::Code(code) => self.inline_code(&code),
            Token::Fact(path) => self.fact(&path, range),
            Token::Citation(label) => self.citation(label, range),
            Token::Footnote(label) => self.footnote(&label),
            Token::Wiki(id) => self.wiki(id),
            Token::Autolink { mail, address } => self.autolink(mail, address),
            Token::Attributes(attributes) => {
                if let Some(heading) = &mut self.heading {
                    heading.own = own_id(attributes).map(str::to_owned);
                }
            }
            Token::Html { .. } => self.dropped = true,
            Token::SoftBreak => self.line_break("\n"),
            Token::HardBreak => self.line_break("<br>\n"),
            Token::Rule => self.rule(),
            Token::Task(done) => self.task(done),
        }
    }

    /// The source as it is written.
    fn source(&self, range: Range<usize>) -> &'a str {
        self.markdown.get(range).unwrap_or("")
    }

    fn finish(mut self) -> Rendered {
        self.flush_word();
        let notes = self.write_notes();
        let excerpt = match self.excerpt {
            Excerpt::Waiting => String::new(),
            Excerpt::Open(text) | Excerpt::Done(text) => text,
        };
        Rendered { html: self.out, headings: self.headings, notes, excerpt, extras: self.extras }
    }
}
