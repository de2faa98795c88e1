//! Text into HTML: the only place where bytes of a source become bytes of a page.
//!
//! Control characters and noncharacters, which HTML and XML forbid even as references, become U+FFFD; carriage
//! returns vanish. Everything is one pass that copies the stretches in between.

/// Where the text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Attribute,
}

/// Appends `text` as element content.
pub(super) fn text(out: &mut String, text: &str) {
    escape(out, text, Place::Text);
}

/// Appends `text` as the content of a double-quoted attribute.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape(out, text, Place::Attribute);
}

/// Bytes at which a copy may have to stop, so that the common ones cost one look-up.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        stops[byte] = match byte as u8 {
            b'\n' | b'\t' => false,
            b'<' | b'>' | b'&' | b'"' | 0..=0x1f | 0x7f => true,
            // Only these lead bytes can start a C1 control or a noncharacter.
            0xc2 | 0xef | 0xf0..=0xf4 => true,
            _ => false,
        };
        byte += 1;
    }
    stops
};

fn escape(out: &mut String, text: &str, place: Place) {
    let (mut copied, mut from) = (0, 0);
    while let Some(at) = text.as_bytes()[from..].iter().position(|&b| STOPS[usize::from(b)]).map(|at| from + at) {
        let (replacement, width) = match text.as_bytes()[at] {
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'&' => ("&amp;", 1),
            b'"' if place == Place::Attribute => ("&quot;", 1),
            b'\r' => ("", 1),
            0..=0x1f | 0x7f => ("\u{fffd}", 1),
            _ => match text[at..].chars().next() {
                Some(c) if is_forbidden(c) => ("\u{fffd}", c.len_utf8()),
                c => {
                    from = at + c.map_or(1, char::len_utf8);
                    continue;
                }
            },
        };
        out.push_str(&text[copied..at]);
        out.push_str(replacement);
        copied = at + width;
        from = copied;
    }
    out.push_str(&text[copied..]);
}

/// Characters above ASCII that HTML does not allow.
fn is_forbidden(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0x80..=0x9f | 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}

/// Appends `url` as the value of `href` or `src`: what RFC 3986 does not allow is percent-encoded, letters beyond
/// ASCII stay (an IRI, which HTML takes), and a `%` that starts no escape becomes `%25`.
pub(super) fn href(out: &mut String, url: &str) {
    let path = path_start(url);
    for (at, c) in url.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '%' if !is_escape(url.as_bytes().get(at + 1..at + 3)) => out.push_str("%25"),
            '[' | ']' if at < path => out.push(c),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => percent(out, c),
            _ if c.is_whitespace() || c.is_control() || is_forbidden(c) => percent(out, c),
            _ => out.push(c),
        }
    }
}

/// Where the authority ends: brackets are allowed in an IPv6 host only.
fn path_start(url: &str) -> usize {
    let Some(host) = url.find("://").map(|at| at + 3) else { return 0 };
    url[host..].find(['/', '?', '#']).map_or(url.len(), |at| host + at)
}

fn is_escape(digits: Option<&[u8]>) -> bool {
    digits.is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit))
}

fn percent(out: &mut String, c: char) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push('%');
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_and_attributes() {
        for (input, text, attribute) in [
            ("a < b & c > d", "a &lt; b &amp; c &gt; d", "a &lt; b &amp; c &gt; d"),
            ("\"é\"", "\"é\"", "&quot;é&quot;"),
            ("«\u{a0}x\u{202f}!»", "«\u{a0}x\u{202f}!»", "«\u{a0}x\u{202f}!»"),
            ("a\u{0}b\u{1b}c\u{7f}", "a\u{fffd}b\u{fffd}c\u{fffd}", "a\u{fffd}b\u{fffd}c\u{fffd}"),
            ("\u{85}\u{ffff}\u{1fffe}\u{fdd0}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("a\r\n\tb😀", "a\n\tb😀", "a\n\tb😀"),
        ] {
            let (mut as_text, mut as_attribute) = (String::new(), String::new());
            super::text(&mut as_text, input);
            super::attribute(&mut as_attribute, input);
            assert_eq!((as_text.as_str(), as_attribute.as_str()), (text, attribute), "{input:?}");
        }
    }

    #[test]
    fn addresses() {
        for (input, expected) in [
            ("https://x.org/a b?c=\"d\"&e", "https://x.org/a%20b?c=%22d%22&amp;e"),
            ("https://[::1]/a[0]", "https://[::1]/a%5B0%5D"),
            ("a%20b 100%", "a%20b%20100%25"),
            ("é.png", "é.png"),
            ("a\u{a0}b", "a%C2%A0b"),
        ] {
            let mut out = String::new();
            super::href(&mut out, input);
            assert_eq!(out, expected, "{input:?}");
        }
    }
}
