//! The parser's events, brought into the terms of this dialect. Scanning and rendering both read this stream, so
//! that they cannot disagree on what is a link, a fact or a citation.
//!
//! 1. Neighbouring text events that together are a stretch of the source become one run, line breaks included.
//! 2. A run is cut into text, facts and citations ([`super::pieces`]).
//! 3. `[[id]]` and `<https://…>` become one token, their text being no prose; raw HTML becomes one token without content.
//! 4. Elements deeper than [`DEEPEST`] lose their tags and keep their text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::citation::Label;
use super::parser::{Events, Refusal};
use super::pieces::{Malformed, Path, Piece, Run};

/// How deep elements may be nested: browsers flatten beyond about 500.
pub(super) const DEEPEST: usize = 100;

/// A part of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// An element ends.
    End(TagEnd),
    /// Text for readers.
    Text(CowStr<'a>),
    /// Text of a code block.
    CodeText(CowStr<'a>),
    /// Inline code.
    Code(CowStr<'a>),
    /// `{{ path }}`
    Fact(Path<'a>),
    /// `{{ … }}` that names no fact; shown as it is written.
    Malformed(Malformed),
    /// `[^source:9]` without a definition.
    Citation(Label<'a>),
    /// `[^label]` with a definition.
    Footnote(CowStr<'a>),
    /// `[[id]]`: the id without white space.
    Wiki(&'a str),
    /// `<https://…>`, `<a@b.org>`: what stands between the angle brackets; or `https://…` without them.
    Autolink {
        /// An address of mail.
        mail: bool,
        /// The address.
        address: &'a str,
    },
    /// `{#id}` at the end of a heading, braces included.
    Attributes(&'a str),
    /// Raw HTML, to be dropped; a block loses the text inside too.
    Html {
        /// A block of its own.
        block: bool,
    },
    /// A line break in the source.
    SoftBreak,
    /// A line break on the page.
    HardBreak,
    /// A thematic break.
    Rule,
    /// The box of a task, checked or not.
    Task(bool),
}

/// The tokens of a text with their places in it.
pub(super) struct Tokens<'a> {
    source: &'a str,
    events: Events<'a>,
    ahead: Option<(Event<'a>, Range<usize>)>,
    run: Option<Run<'a>>,
    /// The attributes that end the run.
    attributes: Option<Range<usize>>,
    /// How many links and pictures are open.
    links: usize,
    depth: usize,
    too_deep: Option<Range<usize>>,
    in_code: bool,
}

impl<'a> Tokens<'a> {
    /// Starts to read.
    pub(super) fn new(markdown: &'a str) -> Result<Tokens<'a>, Refusal> {
        let events = Events::new(markdown)?;
        Ok(Tokens {
            source: markdown,
            events,
            ahead: None,
            run: None,
            attributes: None,
            links: 0,
            depth: 0,
            too_deep: None,
            in_code: false,
        })
    }

    /// The parser, for what it knows of the whole text.
    pub(super) fn events(&self) -> &Events<'a> {
        &self.events
    }

    /// Whether the parser panicked on the way: what came is not the text.
    pub(super) fn failed(&self) -> bool {
        self.events.failed()
    }

    /// The first element that was nested too deeply.
    pub(super) fn too_deep(&self) -> Option<Range<usize>> {
        self.too_deep.clone()
    }

    fn event(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        self.ahead.take().or_else(|| self.events.next())
    }

    /// The run that begins with the text at `range`.
    fn gather(&mut self, range: Range<usize>) -> Run<'a> {
        let mut end = range.end;
        while let Some((event, next)) = self.event() {
            let joins = match &event {
                Event::Text(text) => next.start == end && is_verbatim(self.source, text, &next),
                Event::SoftBreak => next.start == end,
                _ => false,
            };
            if !joins {
                self.ahead = Some((event, next));
                break;
            }
            end = next.end;
        }
        let escaped = self.source[..range.start].ends_with('\\');
        let mut text = &self.source[range.start..end];
        if matches!(self.ahead, Some((Event::End(TagEnd::Heading(_)), _)))
            && let Some(at) = attributes(text).filter(|&at| at > 0 || !escaped)
        {
            self.attributes = Some(range.start + at..end);
            text = text[..at].trim_end();
        }
        // An address that an entity or an escape breaks off would lead elsewhere.
        let broken_off = self.source[end..].starts_with(['&', '\\']);
        let linked = if self.links > 0 { 0 } else { text.len() - usize::from(broken_off && !text.is_empty()) };
        Run::new(text, range.start, escaped).linked_until(linked)
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) -> Option<(Token<'a>, Range<usize>)> {
        match tag {
            Tag::HtmlBlock => {
                self.skip_to(TagEnd::HtmlBlock);
                return Some((Token::Html { block: true }, range));
            }
            Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. } => {
                self.skip_to(TagEnd::Link);
                let id = self.inside(&range, 2).trim();
                return Some((Token::Wiki(id), range));
            }
            Tag::Link { link_type: link_type @ (LinkType::Autolink | LinkType::Email), .. } => {
                self.skip_to(TagEnd::Link);
                let address = self.inside(&range, 1);
                return Some((Token::Autolink { mail: link_type == LinkType::Email, address }, range));
            }
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::Link { .. } | Tag::Image { .. } => self.links += 1,
            _ => {}
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            self.too_deep.get_or_insert(range);
            return None;
        }
        Some((Token::Start(tag), range))
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) -> Option<(Token<'a>, Range<usize>)> {
        self.in_code &= tag != TagEnd::CodeBlock;
        self.links = self.links.saturating_sub(usize::from(matches!(tag, TagEnd::Link | TagEnd::Image)));
        let shown = self.depth <= DEEPEST;
        self.depth = self.depth.saturating_sub(1);
        shown.then_some((Token::End(tag), range))
    }

    /// The source at `range` without `width` bytes at both ends.
    fn inside(&self, range: &Range<usize>, width: usize) -> &'a str {
        self.source.get(range.start + width..range.end.saturating_sub(width)).unwrap_or("")
    }

    fn skip_to(&mut self, end: TagEnd) {
        while let Some((event, _)) = self.event() {
            if event == Event::End(end) {
                break;
            }
        }
    }

    fn token(&mut self, event: Event<'a>, range: Range<usize>) -> Option<(Token<'a>, Range<usize>)> {
        let token = match event {
            Event::Start(tag) => return self.start(tag, range),
            Event::End(tag) => return self.end(tag, range),
            Event::Text(text) if self.in_code => Token::CodeText(text),
            Event::Text(text) if is_verbatim(self.source, &text, &range) => {
                self.run = Some(self.gather(range));
                return None;
            }
            // An entity.
            Event::Text(text) => Token::Text(text),
            Event::Code(code) => Token::Code(code),
            // The only way to break a line in a cell of a table.
            Event::InlineHtml(html) if is_break(&html) => Token::HardBreak,
            Event::Html(_) | Event::InlineHtml(_) => Token::Html { block: false },
            Event::FootnoteReference(label) => Token::Footnote(label),
            Event::SoftBreak => Token::SoftBreak,
            Event::HardBreak => Token::HardBreak,
            Event::Rule => Token::Rule,
            Event::TaskListMarker(done) => Token::Task(done),
            // The option is off.
            Event::InlineMath(text) | Event::DisplayMath(text) => Token::Text(text),
        };
        Some((token, range))
    }
}

/// `<br>`, with or without a slash.
fn is_break(html: &str) -> bool {
    let inner = html.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inner.is_some_and(|inner| inner.trim_end_matches([' ', '/']).eq_ignore_ascii_case("br"))
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (Token<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(run) = &mut self.run {
                match run.next() {
                    Some((piece, range)) => return Some((piece.into(), range)),
                    None => self.run = None,
                }
                if let Some(range) = self.attributes.take() {
                    return Some((Token::Attributes(self.source.get(range.clone()).unwrap_or("")), range));
                }
            }
            let (event, range) = self.event()?;
            if let Some(token) = self.token(event, range) {
                return Some(token);
            }
        }
    }
}

impl<'a> From<Piece<'a>> for Token<'a> {
    fn from(piece: Piece<'a>) -> Token<'a> {
        match piece {
            Piece::Text(text) => Token::Text(text.into()),
            Piece::Fact(path) => Token::Fact(path),
            Piece::Malformed(malformed) => Token::Malformed(malformed),
            Piece::Citation(label) => Token::Citation(label),
            Piece::Address(address) => Token::Autolink { mail: false, address },
        }
    }
}

/// Whether `text` stands in the source as it is, which an entity does not.
fn is_verbatim(source: &str, text: &str, range: &Range<usize>) -> bool {
    source.get(range.clone()) == Some(text)
}

/// Where the attributes begin that end a heading's text: `{#id}`, `{.class}`, `{: #id }`, `{key=value}`.
fn attributes(text: &str) -> Option<usize> {
    let at = text.strip_suffix('}')?.rfind('{')?;
    let inside = text[at + 1..text.len() - 1].trim_start();
    let are = inside.starts_with(['#', '.', ':']) || inside.split_whitespace().next()?.contains('=');
    (are && !text[..at].ends_with('{')).then_some(at)
}

/// The id of a piped wiki-link: in a table its pipe is escaped, and the backslash would stick to the id.
pub(super) fn wiki_id(target: &str) -> &str {
    target.trim_end_matches('\\').trim()
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    fn shape(markdown: &str) -> String {
        let name = |(token, range): (Token<'_>, std::ops::Range<usize>)| {
            let source = &markdown[range];
            match token {
                Token::Text(text) => format!("t({text})"),
                Token::Fact(_) => format!("f({source})"),
                Token::Citation(_) => format!("c({source})"),
                Token::Malformed(_) => format!("m({source})"),
                Token::Footnote(label) => format!("n({label})"),
                Token::Wiki(id) => format!("w({id})"),
                Token::Code(_) | Token::CodeText(_) => "`".to_owned(),
                Token::Html { .. } => format!("h({source})"),
                Token::SoftBreak => "/".to_owned(),
                _ => String::new(),
            }
        };
        Tokens::new(markdown).into_iter().flatten().map(name).collect()
    }

    #[test]
    fn references_are_found_by_their_bytes() {
        for (markdown, expected) in [
            ("a [^x:9][^y] b", "t(a )c([^x:9])c([^y])t( b)"),
            ("\\[^x] \\\\[^x]", "t([^x] )t(\\)c([^x])"),
            ("&#91;^x] [^x&#93;", "t([)t(^x] [^x)t(])"),
            ("`[^x] {{ v }}` {{ v }}", "`t( )f({{ v }})"),
            ("    {{ v }}\n", "`"),
            ("```\n[^x] [[x]]\n```\n", "`"),
            ("*a* {{ a_b }} **{{ v }}**", "t(a)t( )f({{ a_b }})t( )f({{ v }})"),
            ("{{ *v* }}", "m({{)t( )t(v)t( }})"),
            ("\\{{ v }} {\\{ v }}", "t({{ v }} {)t({ v }})"),
            ("[a [^x]](u)", "t(a )c([^x])"),
            ("![a {{ v }}](u)", "t(a )f({{ v }})"),
            ("[^1] [^2]\n\n[^1]: a [^3]\n", "n(1)t( )c([^2])t(a )c([^3])"),
            ("[[ amd ]] [[amd|the *chip*]]", "w(amd)t( )t(the )t(chip)"),
            ("<b>{{ v }}</b>", "h(<b>)f({{ v }})h(</b>)"),
            ("<div>\n{{ v }}\n</div>", "h(<div>\n{{ v }}\n</div>)"),
            ("<!-- {{ v }} -->", "h(<!-- {{ v }} -->)"),
            ("a\nb [^x]", "t(a\nb )c([^x])"),
            ("> {{\n> v }}", "m({{)t(\n)t(v }})"),
            ("|a [^x]|\n|-|\n|\\{{ v }} {{ v }}|", "t(a )c([^x])t({{ v }} )f({{ v }})"),
            ("<https://a.org/{{x}}> {{ v }}", "t( )f({{ v }})"),
        ] {
            assert_eq!(shape(markdown), expected, "{markdown:?}");
        }
    }
}
