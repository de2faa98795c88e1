//! Whether an SVG file could do more than show a drawing.
//!
//! Opened by itself, an SVG is a document: it runs scripts with the rights of the site that it lies on, and
//! nobody who is handed "a logo" looks for them. So a drawing that holds a script, an event handler, HTML or a
//! `javascript:` address is refused, and so is one that is not well-formed, since what a browser makes of it
//! cannot be told. Nothing is cleaned: bytes are published as they are or not at all.

use std::ops::Range;

use crate::chars::floor;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What a drawing must not hold, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Active {
    /// `the element `script``
    pub(super) what: String,
    /// The tag, in bytes of the text.
    pub(super) at: Range<usize>,
}

/// The first part of a drawing that is not a drawing.
pub(super) fn active(svg: &str) -> Option<Active> {
    let mut reader = Reader::from_str(svg);
    loop {
        let start = position(&reader, svg);
        let what = match reader.read_event() {
            Ok(Event::Eof) => return None,
            Ok(Event::Start(tag) | Event::Empty(tag)) => in_tag(&tag),
            // Entities can hide what the other rules look for.
            Ok(Event::DocType(doctype)) => {
                doctype.to_ascii_lowercase().contains("<!entity").then(|| "an entity declaration".to_owned())
            }
            Ok(Event::PI(pi)) => {
                pi.target().eq_ignore_ascii_case("xml-stylesheet").then(|| "a style sheet from elsewhere".to_owned())
            }
            Ok(_) => None,
            Err(error) => Some(format!("no well-formed XML: {error}")),
        };
        if let Some(what) = what {
            let end = position(&reader, svg).max(start);
            return Some(Active { what, at: start..end });
        }
    }
}

/// How far the reader is, on a character boundary.
fn position(reader: &Reader<&[u8]>, svg: &str) -> usize {
    let at = usize::try_from(reader.buffer_position()).unwrap_or(svg.len()).min(svg.len());
    floor(svg, at)
}

fn in_tag(tag: &BytesStart<'_>) -> Option<String> {
    const ELEMENTS: [&str; 7] = ["script", "foreignobject", "iframe", "embed", "object", "handler", "listener"];
    let name = tag.local_name();
    let name = name.as_ref();
    if ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element)) {
        return Some(format!("the element `{name}`"));
    }
    tag.attributes().with_checks(false).find_map(|attribute| match attribute {
        Ok(attribute) => in_attribute(attribute.key.as_ref(), &attribute.value),
        Err(error) => Some(format!("no well-formed XML: {error}")),
    })
}

fn in_attribute(key: &str, value: &str) -> Option<String> {
    let lower = key.to_ascii_lowercase();
    if lower.len() > 2 && lower.starts_with("on") {
        return Some(format!("the event handler `{key}`"));
    }
    let local = lower.rsplit(':').next().unwrap_or(&lower);
    // `values`, `to`, `from` and `by` animate addresses.
    if !["href", "src", "values", "to", "from", "by"].contains(&local) {
        return None;
    }
    // Browsers skip white space inside a scheme, and read character references first: a letter written as
    // one has no honest use in an address.
    let plain: String = value.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>().to_ascii_lowercase();
    const SCRIPTS: [&str; 5] = ["javascript:", "vbscript:", "data:text", "data:image/svg", "&#"];
    SCRIPTS.iter().any(|script| plain.contains(script)).then(|| format!("a script in `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::active;

    #[test]
    fn drawings_pass_and_scripts_do_not() {
        let found = |inner: &str| active(&format!("<svg>é{inner}</svg>")).map(|a| (a.what, a.at.start));
        for drawing in
            ["<rect/>", "<use href='#a'/>", "<style>a{}</style>", "<a href='https://example.org/'/>", "&amp;"]
        {
            assert_eq!(found(drawing), None, "{drawing}");
        }
        for (scripted, what) in [
            ("<script/>", "the element `script`"),
            ("<x:SCRIPT>", "the element `SCRIPT`"),
            ("<a onload='x'/>", "the event handler `onload`"),
            ("<a xlink:href=' java\nscript:x'/>", "a script in `xlink:href`"),
            ("<a href='java&#115;cript:x'/>", "a script in `href`"),
            ("<set to='javascript:x'/>", "a script in `to`"),
        ] {
            assert_eq!(found(scripted), Some((what.to_owned(), 7)), "{scripted}");
        }
        assert!(found("<a href='").is_some() && found("</b>").is_some());
        assert!(active("<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>").is_some());
    }
}
