//! JSON Feed 1.1.

use serde::Serialize;

use super::{Feed, Item, rfc_3339};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    language: &'a str,
    authors: [Author<'a>; 1],
    /// An extension: the format has no word for it.
    #[serde(rename = "_licenses", skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<Rights<'a>>,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Rights<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(flatten)]
    content: Content<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
}

/// One of the two is required.
#[derive(Serialize)]
enum Content<'a> {
    #[serde(rename = "content_html")]
    Html(&'a str),
    #[serde(rename = "content_text")]
    Text(&'a str),
}

/// The feed as a JSON document, one line.
pub fn json(feed: &Feed) -> String {
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home_url,
        feed_url: &feed.self_url,
        description: &feed.subtitle,
        language: &feed.lang,
        authors: [Author { name: feed.author() }],
        licenses: feed.licenses.iter().map(|one| Rights { name: &one.name, url: &one.url }).collect(),
        items: feed.items.iter().map(entry).collect(),
    };
    // Strings, lists and structs cannot fail to become JSON.
    let mut out = serde_json::to_string(&document).unwrap_or_default();
    out.push('\n');
    out
}

fn entry(item: &Item) -> Entry<'_> {
    let content = match item.content_html.as_str() {
        "" if item.summary.is_empty() => Content::Text(&item.title),
        "" => Content::Text(&item.summary),
        html => Content::Html(html),
    };
    Entry {
        id: &item.id,
        url: &item.url,
        title: &item.title,
        summary: &item.summary,
        content,
        date_published: item.published.map(rfc_3339),
        date_modified: rfc_3339(item.updated),
        tags: item.categories.iter().map(String::as_str).filter(|c| !c.is_empty()).collect(),
    }
}
