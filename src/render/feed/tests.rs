//! Reads the three formats back and holds them against the feed that they were made from.

use jiff::civil::date;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Feed, Item, atom, json, rss};
use crate::model::License;

/// Breaks a writer that forgets to escape, in each of the three formats.
const HOSTILE: &str = "=1+1 ]]> </script><![CDATA[ & \"q\" 'a' \u{0}\u{1}\u{B}\u{85}\u{FFFE}\u{FFFF} \u{202E}שלום 😀";
/// The same where XML has done with it.
const SAFE: &str = "=1+1 ]]> </script><![CDATA[ & \"q\" 'a'  \u{202E}שלום 😀";

fn feed() -> Feed {
    let item = |n: i8, id: &str| Item {
        id: id.to_owned(),
        title: HOSTILE.to_owned(),
        url: format!("https://a.example/deals/{n}/?a=1&b=2"),
        published: (n == 1).then(|| date(2025, 11, 3)),
        updated: date(2026, 1, n),
        summary: HOSTILE.to_owned(),
        content_html: if n == 1 { "<p>A &amp; B</p>\n<pre>a\r\nb</pre>".to_owned() } else { String::new() },
        categories: vec![HOSTILE.to_owned(), String::new()],
    };
    Feed {
        id: "https://a.example/feed.xml".to_owned(),
        title: HOSTILE.to_owned(),
        subtitle: String::new(),
        lang: "fr".to_owned(),
        home_url: "https://a.example/?x=<y>".to_owned(),
        self_url: "https://a.example/feed.xml?a&b".to_owned(),
        updated: date(2026, 1, 2),
        author: String::new(),
        licenses: vec![License { spdx: None, name: HOSTILE.to_owned(), url: "https://a.example/terms?a&b".to_owned() }],
        items: vec![item(1, "https://a.example/deals/1/?a=1&b=2"), item(2, "tag:a.example,2026:2")],
    }
}

/// Elements with text or attributes, in order: path, attributes, text. Fails on anything malformed.
fn elements(xml: &str) -> Vec<String> {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n') || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    assert!(!xml.contains(forbidden), "{xml}");
    let mut reader = Reader::from_str(xml);
    reader.config_mut().enable_all_checks(true);
    let (mut path, mut all, mut text) = (Vec::new(), Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                path.push(describe(&tag));
                text.clear();
            }
            Event::Empty(tag) => all.push(format!("{}/{}", path.join("/"), describe(&tag))),
            Event::End(_) => {
                if !text.trim().is_empty() {
                    all.push(format!("{}: {text}", path.join("/")));
                }
                path.pop();
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => text.push_str(match &*name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "#39" => "'",
                other => panic!("entity {other}"),
            }),
            Event::Eof => break,
            Event::Decl(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert!(path.is_empty());
    all
}

fn describe(tag: &quick_xml::events::BytesStart<'_>) -> String {
    let mut text = tag.name().as_ref().to_owned();
    for attribute in tag.attributes() {
        let attribute = attribute.unwrap();
        let key = attribute.key.as_ref();
        if !key.starts_with("xmlns") {
            text.push_str(&format!("[{key}={}]", quick_xml::escape::unescape(&attribute.value).unwrap()));
        }
    }
    text
}

#[test]
fn atom_says_what_the_feed_says() {
    let root = "feed[xml:lang=fr]";
    let entry = format!("{root}/entry");
    let category = format!("{entry}/category[term={SAFE}]");
    let expected = [
        format!("{root}/id: https://a.example/feed.xml"),
        format!("{root}/title: {SAFE}"),
        format!("{root}/updated: 2026-01-02T00:00:00Z"),
        format!("{root}/author/name: {SAFE}"),
        format!("{root}/link[rel=self][type=application/atom+xml][href=https://a.example/feed.xml?a&b]"),
        format!("{root}/link[rel=alternate][type=text/html][href=https://a.example/?x=<y>]"),
        format!("{root}/link[rel=license][type=text/html][href=https://a.example/terms?a&b]"),
        format!("{root}/rights: {SAFE} <https://a.example/terms?a&b>"),
        format!("{root}/generator: Tearsheet"),
        format!("{entry}/id: https://a.example/deals/1/?a=1&b=2"),
        format!("{entry}/title: {SAFE}"),
        format!("{entry}/published: 2025-11-03T00:00:00Z"),
        format!("{entry}/updated: 2026-01-01T00:00:00Z"),
        format!("{entry}/link[rel=alternate][type=text/html][href=https://a.example/deals/1/?a=1&b=2]"),
        category.clone(),
        format!("{entry}/summary: {SAFE}"),
        format!("{entry}/content[type=html]: <p>A &amp; B</p>\n<pre>a\nb</pre>"),
        format!("{entry}/id: tag:a.example,2026:2"),
        format!("{entry}/title: {SAFE}"),
        format!("{entry}/updated: 2026-01-02T00:00:00Z"),
        format!("{entry}/link[rel=alternate][type=text/html][href=https://a.example/deals/2/?a=1&b=2]"),
        category,
        format!("{entry}/summary: {SAFE}"),
    ];
    assert_eq!(elements(&atom(&feed())), expected);
}

#[test]
fn rss_says_what_the_feed_says() {
    let root = "rss[version=2.0]/channel";
    let item = format!("{root}/item");
    let html = SAFE.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let expected = [
        format!("{root}/title: {SAFE}"),
        format!("{root}/link: https://a.example/?x=<y>"),
        format!("{root}/description: {SAFE}"),
        format!("{root}/language: fr"),
        format!("{root}/copyright: {SAFE} <https://a.example/terms?a&b>"),
        format!("{root}/lastBuildDate: Fri, 02 Jan 2026 00:00:00 +0000"),
        format!("{root}/dc:creator: {SAFE}"),
        format!("{root}/generator: Tearsheet"),
        format!("{root}/atom:link[rel=self][type=application/rss+xml][href=https://a.example/feed.xml?a&b]"),
        format!("{item}/title: {SAFE}"),
        format!("{item}/link: https://a.example/deals/1/?a=1&b=2"),
        format!("{item}/guid: https://a.example/deals/1/?a=1&b=2"),
        format!("{item}/pubDate: Mon, 03 Nov 2025 00:00:00 +0000"),
        format!("{item}/category: {SAFE}"),
        format!("{item}/description: {html}"),
        format!("{item}/content:encoded: <p>A &amp; B</p>\n<pre>a\nb</pre>"),
        format!("{item}/title: {SAFE}"),
        format!("{item}/link: https://a.example/deals/2/?a=1&b=2"),
        format!("{item}/guid[isPermaLink=false]: tag:a.example,2026:2"),
        format!("{item}/pubDate: Fri, 02 Jan 2026 00:00:00 +0000"),
        format!("{item}/category: {SAFE}"),
        format!("{item}/description: {html}"),
    ];
    assert_eq!(elements(&rss(&feed())), expected);
}

#[test]
fn json_feed_says_what_the_feed_says() {
    let expected = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": HOSTILE,
        "home_page_url": "https://a.example/?x=<y>",
        "feed_url": "https://a.example/feed.xml?a&b",
        "language": "fr",
        "authors": [{ "name": HOSTILE }],
        "_licenses": [{ "name": HOSTILE, "url": "https://a.example/terms?a&b" }],
        "items": [
            {
                "id": "https://a.example/deals/1/?a=1&b=2",
                "url": "https://a.example/deals/1/?a=1&b=2",
                "title": HOSTILE,
                "summary": HOSTILE,
                "content_html": "<p>A &amp; B</p>\n<pre>a\r\nb</pre>",
                "date_published": "2025-11-03T00:00:00Z",
                "date_modified": "2026-01-01T00:00:00Z",
                "tags": [HOSTILE],
            },
            {
                "id": "tag:a.example,2026:2",
                "url": "https://a.example/deals/2/?a=1&b=2",
                "title": HOSTILE,
                "summary": HOSTILE,
                "content_text": HOSTILE,
                "date_modified": "2026-01-02T00:00:00Z",
                "tags": [HOSTILE],
            },
        ],
    });
    let text = json(&feed());
    assert!(text.ends_with("}\n"));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), expected);
}
