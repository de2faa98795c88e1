//! Every internal link of a site: of pages and style sheets, of feeds, sitemaps, calendars and data, of the web manifest.
//!
//! Links come from the plan, so that a broken one is a defect, or a theme's own. A look at what was really written is
//! what makes it certain, and it costs a read of the site, once per site.

use rayon::prelude::*;

use super::error::Error;
use super::site::{Site, is_page};

/// How many are named.
const MOST: usize = 20;

/// Links that lead to no file of the site, as `page: link`; at most twenty.
///
/// # Errors
/// A file cannot be read.
pub fn broken(site: &Site, base_url: &str) -> Result<Vec<String>, Error> {
    let look = |(path, _): &(String, crate::disk::Fingerprint)| -> Result<Vec<String>, Error> {
        let Some(kind) = Kind::of(path) else { return Ok(Vec::new()) };
        let bytes = site.read(path)?;
        let text = String::from_utf8_lossy(&bytes);
        let mut found = Vec::new();
        let check = |link: &str| {
            if !leads_somewhere(site, base_url, path, link) {
                found.push(format!("{path}: {link}"));
            }
        };
        match kind {
            Kind::Page => attributes(&text, check),
            Kind::Style => urls(&text, check),
            Kind::Manifest => members(&text, check),
            Kind::Calendar => addresses(&unfolded(&text), base_url, check),
            Kind::Data => addresses(&text, base_url, check),
        }
        Ok(found)
    };
    let found: Vec<Vec<String>> = site.manifest.files().par_iter().map(look).collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().take(MOST).collect())
}

/// What has links, by how they stand in it.
#[derive(Clone, Copy)]
enum Kind {
    Page,
    Style,
    /// The web manifest.
    Manifest,
    /// A calendar, whose long lines are in pieces.
    Calendar,
    /// Whatever holds addresses as readers type them.
    Data,
}

impl Kind {
    fn of(path: &str) -> Option<Kind> {
        let end = path.rsplit_once('.').map_or("", |(_, end)| end);
        match end {
            _ if is_page(path) => Some(Kind::Page),
            "css" => Some(Kind::Style),
            "webmanifest" => Some(Kind::Manifest),
            "ics" => Some(Kind::Calendar),
            "xml" | "json" | "csv" | "bib" | "cff" | "txt" => Some(Kind::Data),
            _ => None,
        }
    }
}

/// Whether a link of a page is external, or leads to a file of the site.
fn leads_somewhere(site: &Site, base_url: &str, page: &str, link: &str) -> bool {
    let link = link.split(['#', '?']).next().unwrap_or("");
    let base_path =
        base_url.split_once("://").map_or("", |(_, rest)| rest).split_once('/').map_or("", |(_, path)| path);
    let (folder, rest) = match link.strip_prefix(base_url) {
        Some(rest) => ("", rest),
        // The address of the site itself, without its slash.
        None if link.is_empty() || format!("{link}/") == base_url => return true,
        None if link.starts_with("//") || has_scheme(link) => return true,
        None => match link.strip_prefix('/') {
            Some(absolute) => match absolute.strip_prefix(base_path) {
                Some(rest) => ("", rest),
                // Elsewhere on the same host.
                None => return true,
            },
            None => (page.rsplit_once('/').map_or("", |(folder, _)| folder), link),
        },
    };
    let Some(path) = resolve(folder, &decoded(rest)) else { return false };
    let is_folder = path.is_empty() || rest.ends_with('/') || rest.is_empty() || rest.ends_with("..") || rest == ".";
    let index = || if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
    site.manifest.contains(&path) && !is_folder || site.manifest.contains(&index())
}

fn has_scheme(link: &str) -> bool {
    let scheme = link.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
}

/// A path from the site's root; `None` if it leads above it.
fn resolve(folder: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Percent-encoding and entities undone.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).filter(|_| byte == b'%');
        let value = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(value.unwrap_or(byte));
        rest = if value.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Calls `see` with the links in the attributes of a page.
fn attributes(html: &str, mut see: impl FnMut(&str)) {
    const LINKS: [&str; 6] = ["href", "src", "poster", "data", "action", "xlink:href"];
    let mut rest = html;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (tag, mut inside) = rest.split_at(name);
        if tag.is_empty() {
            continue;
        }
        // Attributes up to the end of the tag; what is in quotes may hold one.
        while let Some((key, value, after)) = attribute(inside) {
            inside = after;
            let value = unescaped(value);
            if key.eq_ignore_ascii_case("style") {
                urls(&value, &mut see);
            } else if key.eq_ignore_ascii_case("content") {
                // A redirect says `0; url=…`; pictures for other services are named in full.
                let seconds = value.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
                match seconds.strip_prefix(';').and_then(|rest| rest.trim_start().strip_prefix("url=")) {
                    Some(target) => see(target.trim()),
                    None if value.starts_with("http") && !value.contains(char::is_whitespace) => see(&value),
                    None => {}
                }
            } else if ["srcset", "imagesrcset"].iter().any(|list| key.eq_ignore_ascii_case(list)) {
                value.split(',').filter_map(|candidate| candidate.split_whitespace().next()).for_each(&mut see);
            } else if LINKS.iter().any(|link| key.eq_ignore_ascii_case(link)) {
                see(value.trim());
            }
        }
        rest = inside;
        let is_style = tag.eq_ignore_ascii_case("style");
        if is_style || tag.eq_ignore_ascii_case("script") {
            let (text, after) = rest.split_once("</").unwrap_or((rest, ""));
            if is_style {
                urls(text, &mut see);
            }
            rest = after;
        }
    }
}

/// The next attribute of a tag, its value, and what is behind; `None` at the end of the tag.
fn attribute(inside: &str) -> Option<(&str, &str, &str)> {
    let inside = inside.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    let end = inside.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))?;
    if end == 0 {
        return None;
    }
    let (key, after) = inside.split_at(end);
    let Some(value) = after.trim_start().strip_prefix('=') else { return Some((key, "", after)) };
    let value = value.trim_start();
    match value.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => {
            let inner = &value[1..];
            let end = memchr::memchr(*quote, inner.as_bytes())?;
            Some((key, &inner[..end], &inner[end + 1..]))
        }
        _ => {
            let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
            Some((key, &value[..end], &value[end..]))
        }
    }
}

fn unescaped(value: &str) -> std::borrow::Cow<'_, str> {
    if !value.contains('&') {
        return value.into();
    }
    let entities = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x2F;", "/"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(value.to_owned(), |text, (entity, plain)| text.replace(entity, plain)).into()
}

/// Calls `see` with the addresses of the site in a text of any notation.
fn addresses(text: &str, base_url: &str, mut see: impl FnMut(&str)) {
    for (at, _) in text.match_indices(base_url) {
        let rest = &text[at..];
        let end = rest.find(|c: char| c.is_whitespace() || c.is_control() || "\"'<>\\{}[](),;&".contains(c));
        see(rest[..end.unwrap_or(rest.len())].trim_end_matches('.'));
    }
}

/// A calendar with its lines in one piece, as who reads it puts them together (RFC 5545, 3.1).
fn unfolded(calendar: &str) -> String {
    calendar.replace("\r\n ", "").replace("\r\n\t", "")
}

/// Calls `see` with what a web manifest names.
fn members(text: &str, mut see: impl FnMut(&str)) {
    for key in ["\"src\"", "\"start_url\"", "\"scope\""] {
        for (at, _) in text.match_indices(key) {
            let value = text[at + key.len()..].trim_start().strip_prefix(':').map(str::trim_start);
            let value = value.and_then(|value| value.strip_prefix('"')).and_then(|value| value.split_once('"'));
            if let Some((value, _)) = value {
                see(value);
            }
        }
    }
}

/// Calls `see` with what a style sheet loads.
fn urls(css: &str, mut see: impl FnMut(&str)) {
    for (at, _) in css.match_indices("@import") {
        let value = css[at + "@import".len()..].trim_start();
        if let Some(quote) = value.chars().next().filter(|c| "\"'".contains(*c))
            && let Some((link, _)) = value[1..].split_once(quote)
        {
            see(link);
        }
    }
    let mut rest = css;
    while let Some((_, after)) = rest.split_once("url(") {
        let Some((inner, behind)) = after.split_once(')') else { return };
        let link = inner.trim().trim_matches(['"', '\'']);
        if !link.starts_with("data:") {
            see(link);
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::{addresses, attributes, has_scheme, members, resolve, unfolded, urls};

    fn links(html: &str) -> Vec<String> {
        let mut all = Vec::new();
        attributes(html, |link| all.push(link.to_owned()));
        all
    }

    #[test]
    fn links_are_found_wherever_they_stand() {
        let html = "<a href=\"a/?x&amp;y#z\" title=\"a > b\">x</a><!-- <a href=no> --><img alt='<' src='b c.png' \
                    srcset=\"d 1x, e 2x\"><a href=f>g</a><script>'<a href=no>'</script><link rel=x href=\"h\"/><a href=\"open";
        assert_eq!(links(html), ["a/?x&y#z", "b c.png", "d", "e", "f", "h"]);
        let mut found = Vec::new();
        urls("@import 'w';a{b:url(x.woff2) url('y') url(data:z)}", |url| found.push(url.to_owned()));
        assert_eq!(found, ["w", "x.woff2", "y"]);
        let html = "<meta http-equiv=refresh content=\"0; url=../b/\"><meta property=og:image content=https://a.example/c.png>\
                    <meta name=description content=\"see https://a.example/d, ?url=x\"><p style=\"background:url(e.png)\">\
                    <style>p{background:url(f.png)}</style><use xlink:href=g><link imagesrcset=\"h 1x\">";
        assert_eq!(links(html), ["../b/", "https://a.example/c.png", "e.png", "f.png", "g", "h"]);
        let mut found = Vec::new();
        let feed = "<id>https://a.example/x/</id>{\"u\":\"https://a.example/y.json\"} see https://a.example/. https://b.example/";
        addresses(feed, "https://a.example/", |url| found.push(url.to_owned()));
        members("{\"icons\":[{ \"src\" : \"i.png\" }],\"start_url\":\"./\"}", |url| found.push(url.to_owned()));
        assert_eq!(found, ["https://a.example/x/", "https://a.example/y.json", "https://a.example/", "i.png", "./"]);
    }

    #[test]
    fn an_address_in_a_folded_line_is_read_whole() {
        let mut found = Vec::new();
        let calendar = "BEGIN:VEVENT\r\nURL:https://a.example/de\r\n als/lo\r\n\tng/\r\nSTATUS:CONFIRMED\r\n";
        addresses(&unfolded(calendar), "https://a.example/", |url| found.push(url.to_owned()));
        assert_eq!(found, ["https://a.example/deals/long/"]);
    }

    #[test]
    fn paths_are_resolved_and_do_not_leave_the_site() {
        assert_eq!(resolve("deals/a", "../b/"), Some("deals/b".to_owned()));
        assert_eq!(resolve("", "./"), Some(String::new()));
        assert_eq!(resolve("a", "../../b"), None);
        assert!(has_scheme("mailto:x") && has_scheme("https://x") && !has_scheme("a/b:c") && !has_scheme("x"));
    }
}
