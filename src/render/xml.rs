//! The frame of XML 1.0 files. Every string in them goes through [`xml`]; there is no way to write
//! one as it is. Whether the elements nest is left to the writers, and proven by tests that read their output back.

use crate::markup::xml;

/// The first line of every XML file.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// Appends `<name>text</name>` and a line break.
pub(super) fn element(out: &mut String, name: &str, text: &str) {
    for part in ["<", name, ">"] {
        out.push_str(part);
    }
    xml(out, text);
    for part in ["</", name, ">\n"] {
        out.push_str(part);
    }
}

/// Appends ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    for part in [" ", name, "=\""] {
        out.push_str(part);
    }
    xml(out, value);
    out.push('"');
}
