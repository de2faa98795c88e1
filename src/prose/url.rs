//! Where a link may lead: http, https, mailto, tel, a fragment of this page, or a file of the entry.
//!
//! An allow-list. The address arrives as the parser read it, entities and backslashes resolved. Its scheme is looked
//! for in what a careless reader could make of it: percent-decoded, without white space, controls and invisible
//! characters; what is then not a scheme of the list is refused. What starts with two slashes, either way round, is
//! another site.

use std::borrow::Cow;

use crate::markup;

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// `https://…`
    Web(&'a str),
    /// `mailto:…`, `tel:…`
    Contact(&'a str),
    /// `#part`: the part.
    Fragment(&'a str),
    /// A relative path, percent-decoded, and the query and fragment behind it.
    File {
        /// The path.
        path: Cow<'a, str>,
        /// `?…`, `#…`, or nothing.
        suffix: &'a str,
    },
}

/// Why a link leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nothing is there.
    Empty,
    /// A scheme off the list.
    Scheme(String),
    /// `//host/…`
    OtherSite,
    /// A control or invisible character in it.
    Control,
    /// `https:` without a host, `mailto:` without an address.
    Incomplete,
}

/// Reads an address.
pub(super) fn classify(address: &str) -> Result<Target<'_>, Refusal> {
    let address = address.trim();
    if address.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some(scheme) = scheme(address) {
        return with_scheme(address, scheme);
    }
    if address.chars().any(is_invisible) {
        return Err(Refusal::Control);
    }
    if address.len() >= 2 && address.bytes().take(2).all(|b| matches!(b, b'/' | b'\\')) {
        return Err(Refusal::OtherSite);
    }
    if let Some(fragment) = address.strip_prefix('#') {
        return Ok(Target::Fragment(fragment));
    }
    let (path, suffix) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    Ok(Target::File { path: percent_decoded(path), suffix })
}

fn with_scheme(address: &str, scheme: String) -> Result<Target<'_>, Refusal> {
    let allowed = matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel");
    // The scheme must stand there as such, not in disguise.
    let Some((head, rest)) = address.split_once(':') else { return Err(Refusal::Scheme(scheme)) };
    if !allowed || !head.eq_ignore_ascii_case(&scheme) {
        return Err(Refusal::Scheme(scheme));
    }
    if address.chars().any(is_invisible) {
        return Err(Refusal::Control);
    }
    if scheme == "mailto" || scheme == "tel" {
        return if rest.is_empty() { Err(Refusal::Incomplete) } else { Ok(Target::Contact(address)) };
    }
    let host = rest.strip_prefix("//").unwrap_or("");
    if host.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        Ok(Target::Web(address))
    } else {
        Err(Refusal::Incomplete)
    }
}

/// The scheme that `address` has, or could be taken to have, in lowercase. A colon that is escaped is one of a name.
fn scheme(address: &str) -> Option<String> {
    let (head, _) = address.split_once(':')?;
    let head = percent_decoded(head);
    let scheme: String = head.chars().filter(|&c| !c.is_whitespace() && !is_invisible(c)).collect();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(allowed);
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Controls, and characters that have no width or turn the direction of text.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A path as an address, whatever stands around it: in Markdown, in a table, in HTML.
pub fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            '/' | '.' | '-' | '_' | '~' => address.push(c),
            c if c.is_alphanumeric() => address.push(c),
            c => markup::percent(&mut address, c),
        }
    }
    address
}

/// `text` with its percent escapes resolved; as it is where the result would not be UTF-8.
pub fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digit = |at: usize| tail.get(at).and_then(|&b| char::from(b).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{Refusal, Target, classify};

    #[test]
    fn allowed() {
        let file = |path: &'static str, suffix| Target::File { path: path.into(), suffix };
        for (address, target) in [
            ("https://a.org/x?y:z", Target::Web("https://a.org/x?y:z")),
            ("HTTP://a.org", Target::Web("HTTP://a.org")),
            (" https://a.org ", Target::Web("https://a.org")),
            ("mailto:a@b.org", Target::Contact("mailto:a@b.org")),
            ("tel:+331", Target::Contact("tel:+331")),
            ("#part", Target::Fragment("part")),
            ("chart.png", file("chart.png", "")),
            ("my%20file.pdf#page=2", file("my file.pdf", "#page=2")),
            ("a/b:c.png", file("a/b:c.png", "")),
            ("?a:b", file("", "?a:b")),
            ("/about/", file("/about/", "")),
            ("100%", file("100%", "")),
            ("a%3Ab.png", file("a:b.png", "")),
            ("javascript%3Ax", file("javascript:x", "")),
        ] {
            assert_eq!(classify(address), Ok(target), "{address:?}");
        }
    }

    #[test]
    fn refused() {
        let scheme = |s: &str| Refusal::Scheme(s.to_owned());
        for (address, refusal) in [
            ("", Refusal::Empty),
            (" ", Refusal::Empty),
            ("javascript:alert(1)", scheme("javascript")),
            ("JaVaScRiPt:x", scheme("javascript")),
            (" \u{1}javascript:x", scheme("javascript")),
            ("java\tscript:x", scheme("javascript")),
            ("java\nscript:x", scheme("javascript")),
            ("java script:x", scheme("javascript")),
            ("java\u{200b}script:x", scheme("javascript")),
            ("%6aavascript:x", scheme("javascript")),
            ("java%0ascript:x", scheme("javascript")),
            ("vbscript:x", scheme("vbscript")),
            ("data:text/html,x", scheme("data")),
            ("file:///etc/passwd", scheme("file")),
            ("C:\\x", scheme("c")),
            ("ht%74ps://a.org", scheme("https")),
            ("//evil.org", Refusal::OtherSite),
            ("\\\\evil.org", Refusal::OtherSite),
            ("/\\evil.org", Refusal::OtherSite),
            ("a\u{0}b", Refusal::Control),
            ("https://a.org/\u{202e}gnp", Refusal::Control),
            ("https:a.org", Refusal::Incomplete),
            ("https:///a", Refusal::Incomplete),
            ("mailto:", Refusal::Incomplete),
        ] {
            assert_eq!(classify(address), Err(refusal), "{address:?}");
        }
    }
}
