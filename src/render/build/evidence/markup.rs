//! Evidence in HTML: what each claim says, its quote with the figure marked, a line per source.
//!
//! Written here while the theme has no `evidence.html` of its own: a page has dozens of these lists, and each is printed on
//! one page alone, so that nothing printed could be shared. That of the default theme writes the same, to be copied and
//! changed; a test holds the two together.

use super::Strength;
use crate::chars::capitalised;
use crate::markup::Html;
use crate::render::build::Scene;
use crate::render::parts::Print;
use crate::render::view::{CitationView, ClaimList, ClaimView, Excerpt, Markup, Words};
use crate::theme::Theme;

impl Scene<'_> {
    /// Claims as a list in HTML; empty without claims. A value that is `shown` above the list is not repeated in it.
    pub(super) fn list(&self, mut claims: Vec<ClaimView>, shown: Option<&str>, strength: Strength) -> Markup {
        if claims.is_empty() {
            return Markup::default();
        }
        for claim in &mut claims {
            if shown == Some(claim.value.text.as_str()) && !claim.deprecated && claim.since.is_none() {
                claim.value = Words::default();
            }
        }
        if self.theme().is_some_and(Theme::writes_evidence) {
            let list = ClaimList { claims, decides: strength == Strength::Decides };
            return self.print_here("claims", "x", &list, self.root);
        }
        let mut html = Html::with_capacity(claims.len() * 640);
        html.raw("<ul class=\"claims\">\n");
        for claim in &claims {
            html.raw("<li>");
            if !claim.value.text.is_empty() {
                write_value(claim, &mut html);
            }
            if let Some(quote) = &claim.quote {
                write_quote(quote, &mut html);
            }
            self.write_sources(&claim.citations, strength, &mut html);
            write_notes(claim, &mut html);
            html.raw("</li>\n");
        }
        html.raw("</ul>");
        Markup(html.finish())
    }

    /// The day first, then who says it, and where it can be read.
    fn write_sources(&self, citations: &[CitationView], strength: Strength, html: &mut Html) {
        if citations.is_empty() {
            return;
        }
        html.raw("<ul class=\"cites\">");
        for citation in citations {
            let source = &citation.source;
            html.raw("<li><span class=\"day\">").raw(&source.published.0).raw("</span> <span>");
            html.raw("<a href=\"").text(self.root).text(&source.url);
            if let Some(lang) = &source.lang {
                html.raw("\" lang=\"").text(lang);
            }
            html.raw("\">").text(&source.name).raw("</a>, ").text(&citation.kind);
            if let Some(translated) = source.translated.as_deref().filter(|_| !citation.comment) {
                html.raw(", ").text(translated);
            }
            html.raw(".");
            if strength == Strength::Decides {
                let strength = if citation.comment { 1 } else { source.strength };
                html.raw(" ").text(&self.count("strength", usize::from(strength))).raw(".");
            }
            self.write_addresses(citation, strength, html);
            if let Some(lines) = &citation.lines {
                html.raw(" <span class=\"where\">").text(&capitalised(lines)).raw(".</span>");
            }
            html.raw("</span></li>");
        }
        html.raw("</ul>\n");
    }

    /// The original and a copy, or that neither is known.
    fn write_addresses(&self, citation: &CitationView, strength: Strength, html: &mut Html) {
        let source = &citation.source;
        let links = [(&source.href, "read-original"), (&source.archive_href, "read-copy")];
        let mut known = links.into_iter().filter_map(|(href, id)| Some((href.as_ref()?, id))).peekable();
        if known.peek().is_none() && strength == Strength::Decides {
            html.raw(" <span class=\"where\">").text(&self.t("address-unknown")).raw("</span>");
        }
        for (index, (href, id)) in known.enumerate() {
            let name = self.t(id);
            let name = if index > 0 { name } else { capitalised(&name) };
            html.raw(if index > 0 { ", " } else { " " });
            html.raw("<a class=\"ext\" href=\"").text(href).raw("\">").text(&name).raw("</a>");
        }
    }
}

fn write_value(claim: &ClaimView, html: &mut Html) {
    let (open, close) = if claim.deprecated { ("<p><del>", "</del>") } else { ("<p><b>", "</b>") };
    html.raw(open);
    claim.value.print(html);
    html.raw(close);
    if let Some(since) = &claim.since {
        html.raw(" <i class=\"bound\">(").text(since).raw(")</i>");
    }
    if let Some(rank) = &claim.rank {
        html.raw(" <i class=\"bound\">").text(rank).raw("</i>");
    }
    html.raw("</p>");
}

fn write_quote(quote: &Excerpt, html: &mut Html) {
    html.raw("<blockquote lang=\"").text(&quote.lang).raw("\"><q>").text(&quote.before);
    if !quote.figure.is_empty() {
        html.raw("<mark>").text(&quote.figure).raw("</mark>");
    }
    html.text(&quote.after).raw("</q></blockquote>\n");
}

/// How it is said, and what the editor adds.
fn write_notes(claim: &ClaimView, html: &mut Html) {
    let how = [&claim.by, &claim.via, &claim.hedge].into_iter().flatten().map(String::as_str);
    let mut how: Vec<&str> = how.collect();
    how.extend(claim.as_of.as_ref().map(|day| day.text.as_str()));
    if !how.is_empty() {
        html.raw("<p class=\"note\">").text(&capitalised(&how.join(", "))).raw(".</p>");
    }
    for note in [&claim.because, &claim.note].into_iter().flatten() {
        html.raw("<p class=\"note\">");
        note.print(html);
        html.raw(".</p>");
    }
}
