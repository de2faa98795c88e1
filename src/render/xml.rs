//! Text inside XML 1.0: markup is escaped, and characters that no document may hold are left out.
//!
//! A reader that meets one forbidden character rejects the whole file, so every string goes through
//! [`escape`]; there is no way to write one as it is. Whether the elements nest is left to the writers,
//! and proven by tests that read their output back.

/// The first line of every XML file.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// Bytes that need a closer look: markup, control characters, and the first bytes of characters among
/// which some are forbidden. All other text is copied in long runs.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = byte < 0x20 && byte != 0x09 && byte != 0x0A;
        byte += 1;
    }
    let mut at = 0;
    let listed = [b'&', b'<', b'>', b'"', b'\'', 0x7F, 0xC2, 0xEF, 0xF0, 0xF1, 0xF2, 0xF3, 0xF4];
    while at < listed.len() {
        special[listed[at] as usize] = true;
        at += 1;
    }
    special
};

/// Appends `text`, for an element or an attribute in double quotes.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| SPECIAL[b as usize]) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = special.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\'') => out.push_str("&#39;"),
            Some(c) if is_allowed(c) => out.push(c),
            _ => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Appends `<name>text</name>` and a line break.
pub(super) fn element(out: &mut String, name: &str, text: &str) {
    for part in ["<", name, ">"] {
        out.push_str(part);
    }
    escape(out, text);
    for part in ["</", name, ">\n"] {
        out.push_str(part);
    }
}

/// Appends ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    for part in [" ", name, "=\""] {
        out.push_str(part);
    }
    escape(out, value);
    out.push('"');
}

/// What XML 1.0 allows, without the C1 controls and the noncharacters that it advises against, and without
/// the carriage return, which every reader turns into a line break.
fn is_allowed(c: char) -> bool {
    let code = u32::from(c);
    let nonchar = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    !nonchar && (!c.is_control() || matches!(c, '\t' | '\n'))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_loses_its_markup_and_what_xml_forbids() {
        for (text, expected) in [
            ("", ""),
            ("a & b < c > d \"e\" 'f'", "a &amp; b &lt; c &gt; d &quot;e&quot; &#39;f&#39;"),
            ("]]>", "]]&gt;"),
            ("a\u{0}b\u{1}\u{8}\u{B}\u{1F}c", "abc"),
            ("line\r\nline\ttab", "line\nline\ttab"),
            ("del\u{7F} nel\u{85} c1\u{9F}", "del nel c1"),
            ("non\u{FFFE}char\u{FFFF}s \u{FDD0}\u{1FFFE}\u{10FFFF}", "nonchars "),
            ("é\u{A0}« \u{202F}» ﷲ 😀 שלום \u{FFFD}\u{FEFF}", "é\u{A0}« \u{202F}» ﷲ 😀 שלום \u{FFFD}\u{FEFF}"),
        ] {
            let mut out = String::new();
            escape(&mut out, text);
            assert_eq!(out, expected, "{text:?}");
        }
    }
}
