//! What stands in a line: text, names, facts, links, pictures, code.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::{Excerpt, Writer};
use crate::markup;
use crate::model::CompanyId;
use crate::prose::context::{FileRef, Link};
use crate::prose::pieces::Path;
use crate::prose::slug::moved;
use crate::prose::tokens::wiki_id;
use crate::prose::url::{self, Target};

/// A picture whose description is being read.
pub(super) struct Alt {
    /// Pictures inside of its description.
    nested: usize,
    /// Its file, if there is one; else only the description is shown.
    file: Option<FileRef>,
    title: String,
    text: String,
}

/// Attributes of an `<a>`.
#[derive(Default)]
struct Anchor<'a> {
    class: &'a str,
    href: &'a str,
    /// Behind the address: a query, a fragment.
    suffix: &'a str,
    title: &'a str,
    lang: Option<&'a str>,
    external: bool,
}

impl Writer<'_> {
    /// Text of the source: the typography of the language is applied, first mentions become links.
    pub(super) fn text(&mut self, raw: &str) {
        if let Some(heading) = &mut self.heading {
            heading.raw.push_str(raw);
        }
        let mut done = 0;
        for (range, company) in self.mentions(raw) {
            let Some(href) = self.first_mention(company) else { continue };
            self.prose(&raw[done..range.start]);
            self.anchor(&Anchor { class: "company", href: &href, ..Anchor::default() });
            self.prose(&raw[range.clone()]);
            self.out.push_str("</a>");
            done = range.end;
        }
        self.prose(&raw[done..]);
    }

    /// Text, without the word at its end that a fact right behind it may change.
    pub(super) fn text_before(&mut self, raw: &str, rest: &str) {
        let start = if rest.starts_with("{{") { self.context.link_word(raw) } else { None };
        let (text, word) = raw.split_at(start.unwrap_or(raw.len()));
        self.text(text);
        self.word.push_str(word);
    }

    /// The word that waited, as it is: what came was no fact.
    pub(super) fn flush_word(&mut self) {
        if !self.word.is_empty() {
            let word = std::mem::take(&mut self.word);
            self.text(&word);
        }
    }

    /// The mentions that could become links here.
    fn mentions(&self, raw: &str) -> Vec<(Range<usize>, CompanyId)> {
        if self.alt.is_some() || self.heading.is_some() || !self.links.is_empty() {
            return Vec::new();
        }
        self.context.mentions().map_or_else(Vec::new, |mentions| mentions.find(raw, self.last))
    }

    fn first_mention(&mut self, company: CompanyId) -> Option<String> {
        if self.linked.insert(company) { self.context.mention(company) } else { None }
    }

    /// Text in the typography of the language.
    fn prose(&mut self, raw: &str) {
        let context = self.context;
        self.shown(&context.typography(raw, self.last));
    }

    /// Text that stays as it is but counts for the fragment of a heading.
    pub(super) fn plain(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.raw.push_str(text);
        }
        self.shown(text);
    }

    /// Text as readers see it.
    fn shown(&mut self, text: &str) {
        self.last = text.chars().next_back().or(self.last);
        if self.record(text) {
            markup::text(&mut self.out, text);
        }
    }

    pub(super) fn line_break(&mut self, html: &str) {
        self.last = Some('\n');
        if let Some(heading) = &mut self.heading {
            heading.raw.push('\n');
        }
        if self.record(" ") {
            self.out.push_str(html);
        }
    }

    /// Adds text to the plain texts that are being made; whether it belongs on the page too.
    fn record(&mut self, text: &str) -> bool {
        if let Some(alt) = &mut self.alt {
            alt.text.push_str(text);
            return false;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if let (Excerpt::Open(excerpt), true) = (&mut self.excerpt, self.aside.is_empty()) {
            excerpt.push_str(text);
        }
        true
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        self.extras = true;
        self.mark("<code>");
        self.plain(code);
        self.mark("</code>");
    }

    pub(super) fn fact(&mut self, path: &Path<'_>, range: Range<usize>) {
        let names = path.names();
        let Some(mut fact) = self.context.fact(&names[..path.len()]) else {
            self.flush_word();
            return self.plain(self.source(range));
        };
        if !self.word.is_empty() {
            let (word, text) = self.context.joined(&std::mem::take(&mut self.word), &fact.text);
            let text = text.into_owned();
            self.text(&word);
            fact.text = text;
        }
        if self.alt.is_some() {
            return self.shown(&fact.text);
        }
        let class = if fact.inferred { "fact inferred" } else { "fact" };
        let title = fact.title.as_deref().unwrap_or("");
        match &fact.href {
            Some(href) if !self.in_link() => {
                self.anchor(&Anchor { class, href, title, ..Anchor::default() });
                self.shown(&fact.text);
                self.out.push_str("</a>");
            }
            _ => {
                self.out.push_str("<span");
                self.attribute(" class", class);
                self.attribute(" title", title);
                self.out.push('>');
                self.shown(&fact.text);
                self.out.push_str("</span>");
            }
        }
    }

    /// Whether an `<a>` is open.
    fn in_link(&self) -> bool {
        self.links.contains(&true)
    }

    fn link(&self, id: &str) -> Link {
        if id.is_empty() { Link::Unknown } else { self.context.link(id) }
    }

    /// `[[id]]`
    pub(super) fn wiki(&mut self, id: &str) {
        let (text, anchor) = match self.link(id) {
            Link::To { href, text, lang, company } => {
                self.linked.extend(company);
                (text, Some((href, lang)))
            }
            Link::Hidden { text } => (text, None),
            Link::Unknown => (id.to_owned(), None),
        };
        match anchor {
            Some((href, lang)) if self.alt.is_none() && !self.in_link() => {
                self.anchor(&Anchor { href: &href, lang: lang.as_deref(), ..Anchor::default() });
                self.plain(&text);
                self.out.push_str("</a>");
            }
            _ => self.plain(&text),
        }
    }

    pub(super) fn autolink(&mut self, mail: bool, address: &str) {
        let href = if mail { format!("mailto:{address}") } else { address.to_owned() };
        let external = match url::classify(&href) {
            Ok(Target::Web(_)) => Some(true),
            Ok(Target::Contact(_)) => Some(false),
            _ => None,
        };
        match external {
            Some(external) if self.alt.is_none() && !self.in_link() => {
                self.anchor(&Anchor { href: &href, external, ..Anchor::default() });
                self.plain(address);
                self.out.push_str("</a>");
            }
            _ => self.plain(address),
        }
    }

    pub(super) fn open_link(&mut self, link_type: LinkType, address: &str, title: &str) {
        let opened = if let LinkType::WikiLink { .. } = link_type {
            self.open_wiki(wiki_id(address))
        } else if self.alt.is_some() || self.in_link() {
            false
        } else {
            self.open_address(address, title)
        };
        self.links.push(opened);
    }

    fn open_wiki(&mut self, id: &str) -> bool {
        let Link::To { href, company, .. } = self.link(id) else { return false };
        self.linked.extend(company);
        if self.alt.is_some() || self.in_link() {
            return false;
        }
        self.anchor(&Anchor { href: &href, ..Anchor::default() });
        true
    }

    fn open_address(&mut self, address: &str, title: &str) -> bool {
        match url::classify(address) {
            Ok(Target::Web(href)) => self.anchor(&Anchor { href, title, external: true, ..Anchor::default() }),
            Ok(Target::Contact(href)) => self.anchor(&Anchor { href, title, ..Anchor::default() }),
            Ok(Target::Fragment(fragment)) => {
                self.has_fragments = true;
                let moved = self.moved.contains(fragment).then(|| moved(fragment));
                let suffix = moved.as_deref().unwrap_or(fragment);
                let href = format!("{}#", self.context.page());
                self.anchor(&Anchor { href: &href, suffix, title, ..Anchor::default() });
            }
            Ok(Target::File { path, suffix }) => {
                let Some(file) = self.context.file(&path) else { return false };
                self.anchor(&Anchor { href: &file.href, suffix, title, ..Anchor::default() });
            }
            Err(_) => return false,
        }
        true
    }

    pub(super) fn close_link(&mut self) {
        if self.links.pop() == Some(true) {
            self.out.push_str("</a>");
        }
        self.release();
    }

    fn anchor(&mut self, anchor: &Anchor<'_>) {
        self.out.push_str("<a");
        self.attribute(" class", anchor.class);
        self.out.push_str(" href=\"");
        markup::href(&mut self.out, anchor.href);
        markup::href(&mut self.out, anchor.suffix);
        self.out.push('"');
        self.attribute(" lang", anchor.lang.unwrap_or(""));
        self.attribute(" title", anchor.title);
        self.out.push_str(if anchor.external { " rel=\"noopener\">" } else { ">" });
    }

    /// The address of a part of the text.
    pub(super) fn link_to_part(&mut self, id: &str) {
        markup::href(&mut self.out, self.context.page());
        self.out.push('#');
        self.out.push_str(id);
    }

    /// The `id` of a part of the text, on its own page.
    pub(super) fn id(&mut self, id: &str) {
        if self.context.page().is_empty() {
            self.attribute(" id", id);
        }
    }

    /// An attribute, unless it is empty.
    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.out.push_str(name);
            self.out.push_str("=\"");
            markup::attribute(&mut self.out, value);
            self.out.push('"');
        }
    }

    pub(super) fn open_picture(&mut self, link_type: LinkType, address: &str, title: &str) {
        if let Some(alt) = &mut self.alt {
            alt.nested += 1;
            return;
        }
        let file = match url::classify(address) {
            Ok(Target::File { path, .. }) if !matches!(link_type, LinkType::WikiLink { .. }) => {
                self.context.file(&path)
            }
            _ => None,
        };
        self.alt = Some(Alt { nested: 0, file, title: title.to_owned(), text: String::new() });
    }

    pub(super) fn close_picture(&mut self) {
        let Some(mut alt) = self.alt.take() else { return };
        if alt.nested > 0 {
            alt.nested -= 1;
            self.alt = Some(alt);
            return;
        }
        match &alt.file {
            Some(file) => self.picture(file, &alt),
            None => self.shown(&alt.text),
        }
        self.release();
    }

    fn picture(&mut self, file: &FileRef, alt: &Alt) {
        self.out.push_str("<img src=\"");
        markup::href(&mut self.out, &file.href);
        self.out.push('"');
        for (index, (href, width)) in file.widths.iter().enumerate() {
            self.out.push_str(if index == 0 { " srcset=\"" } else { ", " });
            markup::href(&mut self.out, href);
            self.out.push_str(&format!(" {width}w"));
        }
        if !file.widths.is_empty() {
            self.out.push('"');
            self.attribute(" sizes", &file.shown);
        }
        self.out.push_str(" alt=\"");
        markup::attribute(&mut self.out, &alt.text);
        self.out.push('"');
        if let Some((width, height)) = file.size {
            self.out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        self.attribute(" title", &alt.title);
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    /// Writes the references to notes that could not stand inside a link or a description.
    fn release(&mut self) {
        if self.links.is_empty() && self.alt.is_none() {
            for reference in std::mem::take(&mut self.waiting) {
                self.write_reference(reference);
            }
        }
    }
}
