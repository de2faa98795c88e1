//! Whether the HTML of a text is well-formed and harmless. For what `prose` writes, not for the web at large.

use std::collections::BTreeSet;

/// Checks that tags are closed in order, attributes quoted and unique, ids unique, text escaped.
pub(crate) fn check(html: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut ids = BTreeSet::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>']) {
        let Some(tag) = rest[at..].strip_prefix('<') else { return Err(format!("stray `>` in {rest:?}")) };
        let (tag, after) = tag.split_once('>').ok_or("unclosed tag")?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("`</{name}>` closes nothing"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !KNOWN.contains(&name) {
            return Err(format!("unknown element `{name}`"));
        }
        if name == "a" && open.contains(&"a") {
            return Err("a link in a link".to_owned());
        }
        if !["br", "hr", "img", "input"].contains(&name) {
            open.push(name);
        }
        check_attributes(attributes, &mut ids)?;
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

const KNOWN: &[&str] = &[
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "code", "pre", "blockquote", "div", "ul",
    "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "img", "input", "sup", "section", "span",
];

fn check_attributes<'a>(mut attributes: &'a str, ids: &mut BTreeSet<&'a str>) -> Result<(), String> {
    let mut names = BTreeSet::new();
    while !attributes.is_empty() {
        let end = attributes.find(['=', ' ']).unwrap_or(attributes.len());
        let (name, rest) = attributes.split_at(end);
        if !names.insert(name) || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') || name.starts_with("on") {
            return Err(format!("attribute `{name}`"));
        }
        attributes = rest.trim_start();
        let Some(value) = attributes.strip_prefix("=\"") else { continue };
        let (value, rest) = value.split_once('"').ok_or("unclosed attribute")?;
        attributes = rest.trim_start();
        if name == "id" && !ids.insert(value) {
            return Err(format!("id `{value}` twice"));
        }
        let address = name == "href" || name == "src";
        if address && !may_lead(value) {
            return Err(format!("address `{value}`"));
        }
        if name == "style" || address && value.contains([' ', '\n', '\t']) {
            return Err(format!("attribute `{name}` is `{value}`"));
        }
    }
    Ok(())
}

/// Whether a browser that follows an address gets to a page, a letter, a call or a place of this site.
fn may_lead(address: &str) -> bool {
    let (scheme, _) = address.split(['/', '?', '#']).next().unwrap_or("").split_once(':').unwrap_or_default();
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let is_known = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    (is_known || !is_scheme) && !address.replace('\\', "/").starts_with("//")
}

#[test]
fn the_check_finds_faults() {
    for html in [
        "<p>",
        "</p>",
        "<p><em></p></em>",
        "a > b",
        "<b></b>",
        "<a href=\"javascript:x\"></a>",
        "<a href=\"/\\evil.org\"></a>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
    ] {
        assert!(check(html).is_err(), "{html}");
    }
}
