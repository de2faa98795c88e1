//! RSS 2.0, with the profile of the RSS Advisory Board: `atom:link` to itself, RFC 822 dates, and full
//! texts in `content:encoded`.
//!
//! `description` is HTML in RSS, so the plain summary is escaped once as HTML and once as XML.

use jiff::civil::Date;

use super::{Feed, GENERATOR, Item};
use crate::render::xml::{DECLARATION, attribute, element};

const NAMESPACES: &str = " xmlns:atom=\"http://www.w3.org/2005/Atom\" \
    xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The feed as an RSS document.
pub fn rss(feed: &Feed) -> String {
    let mut out = String::with_capacity(feed.size());
    out.push_str(DECLARATION);
    out.push_str("<rss version=\"2.0\"");
    out.push_str(NAMESPACES);
    out.push_str(">\n<channel>\n");
    element(&mut out, "title", &feed.title);
    element(&mut out, "link", &feed.home_url);
    element(&mut out, "description", if feed.subtitle.is_empty() { &feed.title } else { &feed.subtitle });
    element(&mut out, "language", &feed.lang);
    if let Some(rights) = feed.rights() {
        element(&mut out, "copyright", &rights);
    }
    element(&mut out, "lastBuildDate", &rfc_822(feed.updated));
    element(&mut out, "dc:creator", feed.author());
    element(&mut out, "generator", GENERATOR);
    out.push_str("<atom:link rel=\"self\" type=\"application/rss+xml\"");
    attribute(&mut out, "href", &feed.self_url);
    out.push_str("/>\n");
    for item in &feed.items {
        entry(&mut out, item);
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

fn entry(out: &mut String, item: &Item) {
    out.push_str("<item>\n");
    element(out, "title", &item.title);
    element(out, "link", &item.url);
    match item.id == item.url {
        true => element(out, "guid", &item.id),
        false => {
            out.push_str("<guid isPermaLink=\"false\">");
            crate::markup::xml(out, &item.id);
            out.push_str("</guid>\n");
        }
    }
    element(out, "pubDate", &rfc_822(item.published.unwrap_or(item.updated)));
    for category in item.categories.iter().filter(|c| !c.is_empty()) {
        element(out, "category", category);
    }
    if !item.summary.is_empty() {
        element(out, "description", &html(&item.summary));
    }
    if !item.content_html.is_empty() {
        element(out, "content:encoded", &item.content_html);
    }
    out.push_str("</item>\n");
}

/// Plain text as HTML; what XML forbids in it is left to the writer of XML.
fn html(text: &str) -> std::borrow::Cow<'_, str> {
    match text.contains(['&', '<', '>']) {
        true => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").into(),
        false => text.into(),
    }
}

/// `Mon, 03 Nov 2025 00:00:00 +0000`: English, whatever the language of the feed.
fn rfc_822(day: Date) -> String {
    let weekday = WEEKDAYS[day.weekday().to_monday_zero_offset() as usize % 7];
    let month = MONTHS[(day.month() as usize).saturating_sub(1) % 12];
    format!("{weekday}, {:02} {month} {:04} 00:00:00 +0000", day.day(), day.year())
}
