//! Atom 1.0, RFC 4287.

use super::{Feed, GENERATOR, Item, rfc_3339};
use crate::markup::xml;
use crate::render::xml::{DECLARATION, attribute, element};

/// The feed as an Atom document.
pub fn atom(feed: &Feed) -> String {
    let mut out = String::with_capacity(feed.size());
    out.push_str(DECLARATION);
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\"");
    attribute(&mut out, "xml:lang", &feed.lang);
    out.push_str(">\n");
    element(&mut out, "id", &feed.id);
    element(&mut out, "title", &feed.title);
    if !feed.subtitle.is_empty() {
        element(&mut out, "subtitle", &feed.subtitle);
    }
    element(&mut out, "updated", &rfc_3339(feed.updated));
    out.push_str("<author>");
    element(&mut out, "name", feed.author());
    out.push_str("</author>\n");
    link(&mut out, "self", "application/atom+xml", &feed.self_url);
    link(&mut out, "alternate", "text/html", &feed.home_url);
    for license in &feed.licenses {
        link(&mut out, "license", "text/html", &license.url);
    }
    if let Some(rights) = feed.rights() {
        element(&mut out, "rights", &rights);
    }
    element(&mut out, "generator", GENERATOR);
    for item in &feed.items {
        entry(&mut out, item);
    }
    out.push_str("</feed>\n");
    out
}

fn link(out: &mut String, rel: &str, media_type: &str, href: &str) {
    out.push_str("<link");
    attribute(out, "rel", rel);
    attribute(out, "type", media_type);
    attribute(out, "href", href);
    out.push_str("/>\n");
}

fn entry(out: &mut String, item: &Item) {
    out.push_str("<entry>\n");
    element(out, "id", &item.id);
    element(out, "title", &item.title);
    if let Some(day) = item.published {
        element(out, "published", &rfc_3339(day));
    }
    element(out, "updated", &rfc_3339(item.updated));
    link(out, "alternate", "text/html", &item.url);
    for category in item.categories.iter().filter(|c| !c.is_empty()) {
        out.push_str("<category");
        attribute(out, "term", category);
        out.push_str("/>\n");
    }
    if !item.summary.is_empty() {
        element(out, "summary", &item.summary);
    }
    if !item.content_html.is_empty() {
        out.push_str("<content type=\"html\">");
        xml(out, &item.content_html);
        out.push_str("</content>\n");
    }
    out.push_str("</entry>\n");
}
