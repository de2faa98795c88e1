//! As much of an HTML reader as checking links takes: tags, attributes, ids. For the output of our own templates,
//! which is well-formed; not for the web at large.

use std::collections::{HashMap, HashSet};
use std::fmt;

/// A link of a page to something on its site.
pub(crate) struct Link {
    page: String,
    pub(crate) address: String,
    /// Whether there is a file where it leads, and the part of it that it names.
    pub(crate) leads: bool,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.page, self.address)
    }
}

/// All links within a site, of these paths and texts, that is published at the root of its host.
pub(crate) fn links(files: &[(String, String)]) -> Vec<Link> {
    let paths: HashSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
    let tags: HashMap<&str, Vec<Tag<'_>>> = pages.map(|(path, text)| (path.as_str(), tags(text))).collect();
    let ids: HashMap<&str, HashSet<&str>> =
        tags.iter().map(|(path, tags)| (*path, tags.iter().filter_map(|tag| tag.get("id")).collect())).collect();
    let mut all = Vec::new();
    for (page, tags) in &tags {
        let own = |tag: &Tag<'_>| {
            tag.get("rel").is_some_and(|rel| rel == "canonical" || tag.name == "link" && tag.get("hreflang").is_some())
        };
        let addresses = tags.iter().filter(|tag| !own(tag)).flat_map(|tag| ["href", "src"].map(|key| tag.get(key)));
        for address in addresses.flatten() {
            if address.split(['#', '/']).next().is_some_and(|head| head.contains(':')) {
                let scheme = address.split(':').next().unwrap_or_default();
                assert!(["https", "http", "mailto", "tel"].contains(&scheme), "{page}: {address}");
                continue;
            }
            let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
            let path = path.split('?').next().unwrap_or_default();
            let to = if path.is_empty() { (*page).to_owned() } else { target(page, path) };
            let has_part = || ids.get(to.as_str()).is_some_and(|ids| ids.contains(fragment));
            let leads = paths.contains(to.as_str()) && (fragment.is_empty() || has_part());
            all.push(Link { page: (*page).to_owned(), address: address.to_owned(), leads });
        }
    }
    all
}

/// Where a relative address leads from a page, as a path of the output.
fn target(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    if let Some(absolute) = address.strip_prefix('/') {
        return with_index(absolute.to_owned());
    }
    for part in address.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{page}: `{address}` leads out of the site"),
            part => parts.push(part),
        }
    }
    let folder = address.is_empty() || address.ends_with(['/', '.']);
    let path = parts.join("/");
    with_index(if folder && !path.is_empty() { path + "/" } else { path })
}

fn with_index(path: String) -> String {
    if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path }
}

/// An opening tag.
pub(crate) struct Tag<'a> {
    /// `a`
    pub(crate) name: &'a str,
    /// Names and values, the five XML references resolved.
    pub(crate) attributes: Vec<(&'a str, String)>,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str())
    }
}

/// All opening tags of a page, those in comments, scripts and style sheets left out.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut all = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(rest);
        rest = after;
        if matches!(tag.name, "script" | "style") {
            rest = rest.split_once(&format!("</{}", tag.name)).map_or("", |(_, after)| after);
        }
        all.push(tag);
    }
    all
}

/// One tag from behind its `<`, and what follows its `>`.
pub(crate) fn tag(html: &str) -> (Tag<'_>, &str) {
    let end = html.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(html.len());
    let (name, mut rest) = html.split_at(end);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (Tag { name, attributes }, after);
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '>').unwrap_or(rest.len());
        if end == 0 {
            return (Tag { name, attributes }, rest);
        }
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
            },
        };
        attributes.push((key, resolved(value)));
        rest = after;
    }
}

pub(crate) fn resolved(value: &str) -> String {
    let value = value.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'").replace("&#x2F;", "/");
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn tags_of_a_page() {
    let html =
        "<!-- <a href=x> --><a href=\"b&amp;c\" download class='d'>1 < 2</a><br/><script>\"<i>\"</script><p id=e>";
    let found: Vec<_> = tags(html).into_iter().map(|tag| (tag.name, tag.attributes)).collect();
    let attribute = |name, value: &str| (name, value.to_owned());
    assert_eq!(
        found,
        [
            ("a", vec![attribute("href", "b&c"), attribute("download", ""), attribute("class", "d")]),
            ("br", vec![]),
            ("script", vec![]),
            ("p", vec![attribute("id", "e")]),
        ]
    );
}
