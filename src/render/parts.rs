//! The smallest parts of a page in HTML: words, a date, a figure, a mark.
//!
//! One place writes their markup, for views that hold them ready ([`Markup`]) and for the templates' filters, which
//! have the fields only ([`crate::theme`]). A page has a hundred of them.

use super::view::{DateText, Figure, Mark, Markup, Words};
use crate::markup::Html;

/// A text, in a `span` of its language where that is not the page's (`lang` is then not empty).
pub(crate) fn words(text: &str, lang: &str, html: &mut Html) {
    match lang {
        "" => html.text(text),
        lang => html.raw("<span lang=\"").text(lang).raw("\">").text(text).raw("</span>"),
    };
}

/// A `time`; what is not stated but inferred is dotted, and said to those who listen.
pub(crate) fn date(text: &str, datetime: &str, inferred: &str, html: &mut Html) {
    if !inferred.is_empty() {
        html.raw("<span class=\"inferred\">");
    }
    match datetime {
        "" => html.text(text),
        machine => html.raw("<time datetime=\"").text(machine).raw("\">").text(text).raw("</time>"),
    };
    if !inferred.is_empty() {
        html.raw("<span class=\"vh\"> (").text(inferred).raw(")</span></span>");
    }
}

/// The number, its bound in small italics before or after it.
pub(crate) fn figure([before, value, after]: [&str; 3], html: &mut Html) {
    html.raw("<span class=\"fig\">");
    if !before.is_empty() {
        html.raw("<i class=\"bound\">").text(before).raw("</i> ");
    }
    html.raw("<b>").text(value).raw("</b>");
    if !after.is_empty() {
        html.raw(" <i class=\"bound\">").text(after).raw("</i>");
    }
    html.raw("</span>");
}

/// Words in the place of a number.
pub(crate) fn no_figure(text: &str, html: &mut Html) {
    html.raw("<span class=\"fig\"><i class=\"bound\">").text(text).raw("</i></span>");
}

/// How firm, always with its words.
pub(crate) fn mark(bucket: &str, label: &str, html: &mut Html) {
    html.raw("<span class=\"mark ").text(bucket).raw("\">").text(label).raw("</span>");
}

/// A part of a view that can be had ready to print.
pub(crate) trait Print {
    /// Writes it.
    fn print(&self, html: &mut Html);

    /// By itself.
    fn markup(&self) -> Markup {
        let mut html = Html::with_capacity(120);
        self.print(&mut html);
        Markup(html.finish())
    }
}

impl Print for Words {
    fn print(&self, html: &mut Html) {
        words(&self.text, self.lang.as_deref().unwrap_or_default(), html);
    }
}

impl Print for DateText {
    fn print(&self, html: &mut Html) {
        let datetime = self.datetime.as_deref().unwrap_or_default();
        date(&self.text, datetime, self.inferred.as_deref().unwrap_or_default(), html);
    }
}

impl Print for Figure {
    fn print(&self, html: &mut Html) {
        match self.kind {
            "exact" => figure([&self.before, &self.value, &self.after], html),
            _ => no_figure(&self.text, html),
        }
    }
}

impl Print for Mark {
    fn print(&self, html: &mut Html) {
        mark(self.bucket, &self.label, html);
    }
}
