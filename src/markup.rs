//! Text into markup: the only place where bytes of a source become bytes of HTML or XML.
//!
//! Control characters and noncharacters, which HTML and XML forbid even as references, become U+FFFD in HTML and are
//! left out of XML, whose readers reject a whole file for one of them; carriage returns vanish. Everything is one pass
//! that copies the stretches in between. Text in templates is escaped by the template engine; [`Html`], by which small
//! parts are written without a template, escapes as it does.

use tera::escape_html;

/// HTML under construction: a buffer that knows markup from text.
#[derive(Default)]
pub(crate) struct Html(Vec<u8>);

impl Html {
    /// An empty one with room for `bytes`.
    pub(crate) fn with_capacity(bytes: usize) -> Html {
        Html(Vec::with_capacity(bytes))
    }

    /// Markup, as it is.
    pub(crate) fn raw(&mut self, markup: &str) -> &mut Html {
        self.0.extend_from_slice(markup.as_bytes());
        self
    }

    /// Text, escaped as templates escape it; also fit for attributes in double quotes.
    pub(crate) fn text(&mut self, text: &str) -> &mut Html {
        // Writing to memory cannot fail.
        let _ = escape_html(text, &mut self.0);
        self
    }

    /// All of it.
    pub(crate) fn finish(self) -> String {
        // Markup and escaped text are both UTF-8.
        String::from_utf8(self.0).unwrap_or_default()
    }
}

/// Appends `text` as content of an HTML element.
pub(crate) fn text(out: &mut String, text: &str) {
    escape(out, text, |c| match c {
        '"' | '\'' => None,
        c => Some(replacement(c, "\u{fffd}")),
    });
}

/// Appends `text` as the content of an HTML attribute in double quotes.
pub(crate) fn attribute(out: &mut String, text: &str) {
    escape(out, text, |c| (c != '\'').then(|| replacement(c, "\u{fffd}")));
}

/// Appends `text` for an XML element or an attribute in double quotes.
pub(crate) fn xml(out: &mut String, text: &str) {
    escape(out, text, |c| Some(replacement(c, "")));
}

/// What stands for a character that cannot stand for itself everywhere.
fn replacement(c: char, forbidden: &'static str) -> &'static str {
    match c {
        '<' => "&lt;",
        '>' => "&gt;",
        '&' => "&amp;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\r' => "",
        _ => forbidden,
    }
}

/// Bytes at which a copy may have to stop, so that the common ones cost one look-up.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        stops[byte] = match byte as u8 {
            b'\n' | b'\t' => false,
            b'<' | b'>' | b'&' | b'"' | b'\'' | 0..=0x1f | 0x7f => true,
            // Only these lead bytes can start a C1 control or a noncharacter.
            0xc2 | 0xef | 0xf0..=0xf4 => true,
            _ => false,
        };
        byte += 1;
    }
    stops
};

/// Copies `text`; `replaced` says what stands for markup and for what is forbidden, `None` for the character itself.
fn escape(out: &mut String, text: &str, replaced: impl Fn(char) -> Option<&'static str>) {
    let (mut copied, mut from) = (0, 0);
    while let Some(at) = text.as_bytes()[from..].iter().position(|&b| STOPS[usize::from(b)]).map(|at| from + at) {
        let Some(c) = text[at..].chars().next() else { break };
        from = at + c.len_utf8();
        if !c.is_ascii() && !is_forbidden(c) {
            continue;
        }
        if let Some(replacement) = replaced(c) {
            out.push_str(&text[copied..at]);
            out.push_str(replacement);
            copied = from;
        }
    }
    out.push_str(&text[copied..]);
}

/// Characters that neither HTML nor XML allows.
pub(crate) fn is_forbidden(c: char) -> bool {
    let code = c as u32;
    matches!(code, 0..=8 | 0xb | 0xc | 0xe..=0x1f | 0x7f..=0x9f | 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe
}

/// Appends `url` as the value of `href` or `src`: what RFC 3986 does not allow is percent-encoded, letters beyond
/// ASCII stay (an IRI, which HTML takes), and a `%` that starts no escape becomes `%25`.
pub(crate) fn href(out: &mut String, url: &str) {
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

/// Appends `c` percent-encoded.
pub(crate) fn percent(out: &mut String, c: char) {
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
        for (input, text, attribute, xml) in [
            ("", "", "", ""),
            ("a < b & c > d", "a &lt; b &amp; c &gt; d", "a &lt; b &amp; c &gt; d", "a &lt; b &amp; c &gt; d"),
            ("\"é\" 'f'", "\"é\" 'f'", "&quot;é&quot; 'f'", "&quot;é&quot; &#39;f&#39;"),
            ("«\u{a0}x\u{202f}!»", "«\u{a0}x\u{202f}!»", "«\u{a0}x\u{202f}!»", "«\u{a0}x\u{202f}!»"),
            ("a\u{0}b\u{1b}c\u{7f}", "a\u{fffd}b\u{fffd}c\u{fffd}", "a\u{fffd}b\u{fffd}c\u{fffd}", "abc"),
            ("\u{85}\u{9f}\u{ffff}", "\u{fffd}\u{fffd}\u{fffd}", "\u{fffd}\u{fffd}\u{fffd}", ""),
            ("\u{1fffe}\u{10ffff}\u{fdd0}", "\u{fffd}\u{fffd}\u{fffd}", "\u{fffd}\u{fffd}\u{fffd}", ""),
            ("a\r\n\tb😀", "a\n\tb😀", "a\n\tb😀", "a\n\tb😀"),
            ("ﷲ שלום\u{fffd}\u{feff}", "ﷲ שלום\u{fffd}\u{feff}", "ﷲ שלום\u{fffd}\u{feff}", "ﷲ שלום\u{fffd}\u{feff}"),
        ] {
            let written = [super::text, super::attribute, super::xml].map(|escape| {
                let mut out = String::new();
                escape(&mut out, input);
                out
            });
            assert_eq!(written, [text, attribute, xml], "{input:?}");
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
