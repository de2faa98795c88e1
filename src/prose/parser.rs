//! pulldown-cmark, behind a fence.
//!
//! The one place that calls the parser. Its options are listed one by one: `all()` would turn on the old footnotes,
//! math (the texts are full of dollars) and heading attributes (which panic beside task lists). A panic inside the
//! parser ends the stream, and [`Events::failed`] tells; text that is too long or nested too deeply is not parsed.

use std::cell::RefCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Event, LinkType, OffsetIter, Options, Parser};

/// The longest text, in bytes.
pub(super) const LONGEST: usize = 4 << 20;

/// How many block quotes and lists one line may open: the parser goes through all of them on every line below.
pub(super) const DEEPEST_LINE: usize = 500;

/// Why a text is not parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Longer than [`LONGEST`].
    TooLong,
    /// A line that opens more than [`DEEPEST_LINE`] containers.
    TooDeep(Range<usize>),
    /// The parser panicked.
    Panicked,
}

/// The events of a text with their places in it.
pub(super) struct Events<'a> {
    /// `None` after a panic.
    parser: Option<OffsetIter<'a, Undefined>>,
    undefined: Undefined,
    /// Lines `[label]: address`: the label, and where the line begins.
    definitions: Vec<(String, usize)>,
}

/// Where links stand that name a definition which is not there: `[text][label]`, `[label][]`.
#[derive(Clone, Default)]
struct Undefined(Rc<RefCell<Vec<Range<usize>>>>);

impl<'a> BrokenLinkCallback<'a> for Undefined {
    fn handle_broken_link(&mut self, link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
        // A citation is none, and `[label]` alone is text.
        let is_link = matches!(link.link_type, LinkType::Reference | LinkType::Collapsed);
        if is_link && !link.reference.starts_with('^') {
            self.0.borrow_mut().push(link.span);
        }
        None
    }
}

impl<'a> Events<'a> {
    /// Starts to parse.
    pub(super) fn new(markdown: &'a str) -> Result<Events<'a>, Refusal> {
        if markdown.len() > LONGEST {
            return Err(Refusal::TooLong);
        }
        if let Some(line) = deep_line(markdown) {
            return Err(Refusal::TooDeep(line));
        }
        // Nothing that the closure could leave half done outlives it.
        let undefined = Undefined::default();
        let start = || {
            let callback = Some(undefined.clone());
            let parser = Parser::new_with_broken_link_callback(markdown, options(), callback);
            // A target like `[//]: # (…)` makes a comment of the line.
            let links = parser.reference_definitions().iter().filter(|(_, found)| !matches!(&*found.dest, "" | "#"));
            let mut definitions: Vec<(String, usize)> =
                links.map(|(label, found)| (label.to_owned(), found.span.start)).collect();
            definitions.sort_unstable_by_key(|(_, at)| *at);
            (parser.into_offset_iter(), definitions)
        };
        let (parser, definitions) = catch_unwind(AssertUnwindSafe(start)).map_err(|_| Refusal::Panicked)?;
        Ok(Events { parser: Some(parser), undefined, definitions })
    }

    /// Links that name a definition which is not there, as far as the text was read.
    pub(super) fn undefined(&self) -> Vec<Range<usize>> {
        let mut found = self.undefined.0.borrow().clone();
        found.sort_unstable_by_key(|range| range.start);
        found.dedup();
        found
    }

    /// The definitions of links, in the order of the text.
    pub(super) fn definitions(&self) -> &[(String, usize)] {
        &self.definitions
    }

    /// Whether the parser panicked: the events so far are not the text.
    pub(super) fn failed(&self) -> bool {
        self.parser.is_none()
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let parser = self.parser.as_mut()?;
        // After a panic the parser is dropped, so its broken state is never looked at.
        match catch_unwind(AssertUnwindSafe(|| parser.next())) {
            Ok(event) => event,
            Err(_) => {
                self.parser = None;
                None
            }
        }
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

/// The first line that opens too many containers.
fn deep_line(markdown: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in markdown.split_inclusive('\n') {
        if opened(line) > DEEPEST_LINE {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

/// How many block quotes and list items a line opens at most.
fn opened(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line.trim_start();
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = if let Some(after) = rest.strip_prefix('>') {
            Some(after)
        } else if digits > 0 {
            rest[digits..].strip_prefix(['.', ')']).filter(|after| after.starts_with(char::is_whitespace))
        } else {
            rest.strip_prefix(['-', '+', '*']).filter(|after| after.starts_with(char::is_whitespace))
        };
        let Some(after) = after else { return count };
        count += 1;
        rest = after.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST_LINE, Events, LONGEST, Refusal, opened};

    #[test]
    fn containers_of_a_line() {
        for (line, count) in
            [("text", 0), ("> - 1. text", 3), (">>>", 3), ("---", 0), ("-text", 0), ("12) a", 1), ("1.a", 0), ("", 0)]
        {
            assert_eq!(opened(line), count, "{line:?}");
        }
    }

    #[test]
    fn limits() {
        let deep = format!("a\n{}\n", ">".repeat(DEEPEST_LINE + 1));
        assert_eq!(Events::new(&deep).err(), Some(Refusal::TooDeep(2..2 + DEEPEST_LINE + 1)));
        assert_eq!(Events::new(&"a".repeat(LONGEST + 1)).err(), Some(Refusal::TooLong));
        assert!(Events::new("a").is_ok());
    }
}
