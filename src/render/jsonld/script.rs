//! JSON that may stand in a script element: no `<`, `>`, `&`, U+2028 or U+2029 as it is.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// Escapes what HTML or old JavaScript would read as something else. All of it stands in strings only.
struct HtmlSafe;

impl Formatter for HtmlSafe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let bytes = fragment.as_bytes();
        if memchr::memchr3(b'<', b'>', b'&', bytes).is_none() && memchr::memchr(0xE2, bytes).is_none() {
            return writer.write_all(bytes);
        }
        // 0xE2 begins U+2028 and U+2029, and harmless punctuation too.
        let special = |b: u8| matches!(b, b'<' | b'>' | b'&' | 0xE2);
        let mut rest = fragment;
        while let Some(at) = rest.bytes().position(special) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let mut chars = rest[at..].chars();
            match chars.next() {
                Some(c @ ('<' | '>' | '&' | '\u{2028}' | '\u{2029}')) => write!(writer, "\\u{:04x}", u32::from(c))?,
                Some(c) => writer.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?,
                None => {}
            }
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

/// One line.
pub(super) fn write(value: &impl Serialize) -> String {
    let mut out = Vec::with_capacity(4 * 1024);
    // Writing to memory cannot fail, and all keys are strings.
    let written = value.serialize(&mut Serializer::with_formatter(&mut out, HtmlSafe));
    debug_assert!(written.is_ok(), "{written:?}");
    String::from_utf8(out).unwrap_or_default()
}
