//! Labelled texts and sentences: marks in a text, and the page that a file of planted mistakes makes.

use std::ops::Range;

/// The codes with which the linter tells of a sentence.
pub(crate) const CODES: [&str; 7] = [
    "figure-contradicts",
    "figure-unbacked",
    "hedge-dropped",
    "over-precise",
    "deprecated-in-prose",
    "scale-word",
    "status-wording",
];

/// A text without its marks, and where they stood with what is said of them.
pub(crate) fn unmarked(text: &str) -> (String, Vec<(Range<usize>, String)>) {
    let (mut plain, mut labels, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, marked)) = rest.split_once('⟦') {
        plain.push_str(before);
        let (inside, after) = marked.split_once('⟧').expect("a mark is closed");
        let start = plain.len();
        plain.push_str(inside);
        let label = after.strip_prefix('{').and_then(|label| label.split_once('}'));
        let (label, after) = label.map_or(("", after), |(label, after)| (label, after));
        labels.push((start..plain.len(), label.to_owned()));
        rest = after;
    }
    plain.push_str(rest);
    (plain, labels)
}

/// A sentence about the deal of its file.
pub(crate) struct Sentence {
    pub(crate) kind: String,
    /// The codes that are fair; none if it is right.
    pub(crate) codes: Vec<String>,
    pub(crate) text: String,
    /// Where the mistake is, in bytes.
    pub(crate) place: Range<usize>,
    /// Where the sentence begins in the page, in bytes.
    pub(crate) at: usize,
}

/// A file of planted mistakes: the files of its project, one after the other, and the page with its sentences.
pub(crate) struct Page<'t> {
    pub(crate) project: &'t str,
    pub(crate) prose: String,
    pub(crate) sentences: Vec<Sentence>,
}

impl Page<'_> {
    pub(crate) fn of(text: &str) -> Page<'_> {
        let project = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a project");
        let mut page = Page { project, prose: String::new(), sentences: Vec::new() };
        for mut sentence in text.lines().filter_map(sentence) {
            page.prose.push_str(&head(&sentence.text));
            sentence.at = page.prose.len();
            page.prose.push_str(&sentence.text);
            page.prose.push_str("\n\n");
            page.sentences.push(sentence);
        }
        page
    }
}

fn sentence(line: &str) -> Option<Sentence> {
    let right = |text: &str| Sentence {
        kind: "right".to_owned(),
        codes: Vec::new(),
        text: text.to_owned(),
        place: 0..0,
        at: 0,
    };
    if let Some(text) = line.strip_prefix("+ ") {
        return Some(right(text));
    }
    let mut parts = line.strip_prefix("- ")?.splitn(3, '|');
    let (kind, codes, text) = (parts.next()?, parts.next()?, parts.next()?);
    let (text, labels) = unmarked(text.trim());
    let (place, _) = labels.first().unwrap_or_else(|| panic!("a place is marked in: {line}")).clone();
    let codes = codes.split('/').map(|code| code.trim().to_owned()).collect();
    Some(Sentence { kind: kind.trim().to_owned(), codes, place, ..right(&text) })
}

/// A row stands in a table, everything else in a paragraph of its own.
fn head(text: &str) -> String {
    let cells = text.matches('|').count().saturating_sub(1).max(1);
    if text.starts_with('|') { format!("|{}\n|{}\n", " |".repeat(cells), "---|".repeat(cells)) } else { String::new() }
}
