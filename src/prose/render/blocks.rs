//! Elements: paragraphs, headings, lists, quotes, alerts, code, tables.

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, Tag, TagEnd};

use super::{Excerpt, Heading, Writer};
use crate::markup;
use crate::prose::context::Label;
use crate::prose::fence::is_chart;
use crate::prose::highlight;
use crate::prose::slug::moved;

/// The table that is open; tables are never nested.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
}

/// A heading whose end has not come.
pub(super) struct OpenHeading {
    /// On the page.
    level: u8,
    /// Where its text starts in the output.
    start: usize,
    /// The id that it gives itself.
    pub(super) own: Option<String>,
    /// As scanning reads it, for the fragment.
    pub(super) raw: String,
    /// As readers see it.
    pub(super) text: String,
}

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { level, .. } => self.open_heading(level),
            Tag::BlockQuote(None) => self.open("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.alert(kind),
            Tag::CodeBlock(kind) => {
                self.chart = is_chart(&kind).then_some(self.charts);
                self.charts += usize::from(self.chart.is_some());
                let language = match kind {
                    CodeBlockKind::Fenced(info) => highlight::language(&info).to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Tag::List(None) => self.open("<ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(start)) => self.open(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.open("<li>"),
            Tag::FootnoteDefinition(label) => self.open_definition(&label),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => {
                self.table.in_head = true;
                self.row("<thead>\n<tr>");
            }
            Tag::TableRow => {
                let first = !std::mem::replace(&mut self.table.has_body, true);
                self.row(if first { "<tbody>\n<tr>" } else { "<tr>" });
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.mark("<em>"),
            Tag::Strong => self.mark("<strong>"),
            Tag::Strikethrough => self.mark("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.open_link(link_type, &dest_url, &title),
            Tag::Image { link_type, dest_url, title, .. } => self.open_picture(link_type, &dest_url, &title),
            // Options that are off, and HTML, which has a token of its own.
            Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(None) => self.close("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.close("</div>\n"),
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(ordered) => self.close(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.close("</li>\n"),
            TagEnd::FootnoteDefinition => self.close_definition(),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.close("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.close("</tr>\n"),
            TagEnd::TableCell => self.close(if self.table.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.mark("</em>"),
            TagEnd::Strong => self.mark("</strong>"),
            TagEnd::Strikethrough => self.mark("</del>"),
            TagEnd::Link => self.close_link(),
            TagEnd::Image => self.close_picture(),
            TagEnd::HtmlBlock
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Begins a block on a line of its own.
    fn open(&mut self, tag: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(tag);
        self.last = None;
    }

    fn close(&mut self, tag: &str) {
        self.out.push_str(tag);
        self.last = None;
    }

    /// Markup inside a line; a picture's description has none.
    pub(super) fn mark(&mut self, tag: &str) {
        if self.alt.is_none() {
            self.out.push_str(tag);
        }
    }

    fn paragraph(&mut self) {
        self.open("<p>");
        self.dropped = false;
        if self.aside.is_empty() && matches!(self.excerpt, Excerpt::Waiting) {
            self.excerpt = Excerpt::Open(String::new());
        }
    }

    fn end_paragraph(&mut self) {
        // Of a paragraph that is nothing but raw HTML nothing is left.
        match self.out.trim_end().strip_suffix("<p>").map(str::len) {
            Some(before) if self.dropped => self.out.truncate(before),
            _ => self.close("</p>\n"),
        }
        let excerpt = std::mem::replace(&mut self.excerpt, Excerpt::Waiting);
        self.excerpt = match excerpt {
            // A paragraph of pictures alone says nothing.
            Excerpt::Open(text) if !text.trim().is_empty() => Excerpt::Done(one_line(&text)),
            Excerpt::Open(_) => Excerpt::Waiting,
            other => other,
        };
    }

    fn open_heading(&mut self, level: HeadingLevel) {
        // Among the notes a heading would be out of the page's order.
        if self.aside.is_empty() {
            self.open("");
            let level = self.level(level);
            let (start, own) = (self.out.len(), None);
            self.heading = Some(OpenHeading { level, start, own, raw: String::new(), text: String::new() });
        } else {
            self.open("<p><strong>");
        }
    }

    /// The level on the page: 2 for the outermost headings, whatever the editor begins with, and one more for each
    /// that a heading stands under. None is skipped, which readers of the outline would stumble over.
    fn level(&mut self, written: HeadingLevel) -> u8 {
        while self.outline.last().is_some_and(|&outer| outer >= written) {
            self.outline.pop();
        }
        self.outline.push(written);
        (self.outline.len() as u8 + 1).min(6)
    }

    fn close_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return self.close("</strong></p>\n") };
        let mut id = self.slugs.add(heading.own.as_deref(), &heading.raw);
        if self.context.is_taken(&id) {
            let apart = moved(&id);
            self.moved.insert(std::mem::replace(&mut id, apart));
        }
        let level = heading.level;
        let html = self.out.split_off(heading.start);
        self.out.push_str(&format!("<h{level}"));
        self.id(&id);
        self.close(&format!(">{html}</h{level}>\n"));
        self.headings.push(Heading { level, id, text: one_line(&heading.text) });
    }

    fn alert(&mut self, kind: BlockQuoteKind) {
        let (class, label) = match kind {
            BlockQuoteKind::Note => ("note", Label::Note),
            BlockQuoteKind::Tip => ("tip", Label::Tip),
            BlockQuoteKind::Important => ("important", Label::Important),
            BlockQuoteKind::Warning => ("warning", Label::Warning),
            BlockQuoteKind::Caution => ("caution", Label::Caution),
        };
        self.extras = true;
        self.open("<div class=\"alert ");
        self.out.push_str(class);
        self.out.push_str("\" role=\"note\">\n<p class=\"alert-title\">");
        markup::text(&mut self.out, self.context.label(label));
        self.out.push_str("</p>\n");
    }

    fn code_block(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        if let Some(chart) = self.chart.take().and_then(|index| self.context.chart(index)) {
            self.open(&chart);
            return;
        }
        self.extras = true;
        // A long line scrolls, and what scrolls must be reachable by keyboard.
        self.open("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.out.push_str(" class=\"language-");
            markup::attribute(&mut self.out, &language);
            self.out.push('"');
        }
        self.out.push('>');
        highlight::write(&mut self.out, &language, &code, &mut self.highlight);
        self.close("</code></pre>\n");
    }

    pub(super) fn rule(&mut self) {
        self.extras = true;
        self.open("<hr>\n");
    }

    pub(super) fn task(&mut self, done: bool) {
        let (checked, label) = if done { (" checked", Label::TaskDone) } else { ("", Label::TaskOpen) };
        self.extras = true;
        self.out.push_str("<input type=\"checkbox\" disabled");
        self.out.push_str(checked);
        self.out.push_str(" aria-label=\"");
        markup::attribute(&mut self.out, self.context.label(label));
        self.out.push_str("\"> ");
    }

    fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Table { alignments, ..Table::default() };
        self.tables += 1;
        self.open("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        markup::attribute(&mut self.out, self.context.label(Label::Table));
        self.out.push_str(&format!(" {}\">\n<table>\n", self.tables));
    }

    fn close_table(&mut self) {
        self.close(if self.table.has_body { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }

    fn row(&mut self, tag: &str) {
        self.table.column = 0;
        self.out.push_str(tag);
    }

    fn cell(&mut self) {
        let alignment = self.table.alignments.get(self.table.column);
        self.table.column += 1;
        self.out.push_str(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match alignment {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
        self.last = None;
    }
}

/// `text` without line breaks, which the source had for its own sake.
fn one_line(text: &str) -> String {
    text.trim().replace("\r\n", " ").replace('\n', " ")
}
