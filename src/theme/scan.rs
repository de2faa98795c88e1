//! Which messages and assets a template names, found in its text.
//!
//! Only literal names are found: `m["deal-sheet"]`, `t(id="sources-count", …)`, `assets["ledger.css"]`.
//! That is all the default theme uses; a computed name is looked up when the page is rendered.

use std::ops::Range;

/// What a template asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// `m["…"]`: a message without arguments.
    Plain,
    /// `t(id="…")`: a message, perhaps with arguments.
    Formatted,
    /// `assets["…"]`.
    Asset,
    /// `extends "…"`, `include "…"`: another template.
    Template,
}

/// A name in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use<'a> {
    /// What it names.
    pub(super) ask: Ask,
    /// The name.
    pub(super) name: &'a str,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

const FORMS: [(&str, Ask); 5] = [
    ("m[", Ask::Plain),
    ("t(id=", Ask::Formatted),
    ("assets[", Ask::Asset),
    ("extends ", Ask::Template),
    ("include ", Ask::Template),
];

/// All names in a template, in the order of the text; comments are skipped.
pub(super) fn uses(template: &str) -> Vec<Use<'_>> {
    let comments = comments(template);
    let mut found: Vec<Use<'_>> = FORMS
        .iter()
        .flat_map(|&(form, ask)| {
            template.match_indices(form).filter_map(move |(at, _)| {
                let boundary = !template[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
                boundary.then(|| quoted(template, at + form.len(), ask)).flatten()
            })
        })
        .filter(|u| !comments.iter().any(|c| c.contains(&u.range.start)))
        .collect();
    found.sort_by_key(|u| u.range.start);
    found
}

/// The quoted name that starts at `at`, if one does.
fn quoted(text: &str, at: usize, ask: Ask) -> Option<Use<'_>> {
    let rest = text.get(at..)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let length = rest[1..].find([quote, '\n']).filter(|&end| rest[1 + end..].starts_with(quote))?;
    let range = at + 1..at + 1 + length;
    Some(Use { ask, name: &text[range.clone()], range })
}

fn comments(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("{#").map(|i| from + i) {
        let end = text[start..].find("#}").map_or(text.len(), |i| start + i + 2);
        ranges.push(start..end);
        from = end;
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::{Ask, uses};

    #[test]
    fn literal_names_are_found() {
        let template =
            r#"{# m["no"] #}{{ m["a-b"] }}{{ item["x"] }}{{ t(id='c', n=1) }}{{ m[x] }}{{ assets["s.css"] }}"#;
        let found: Vec<_> = uses(template).into_iter().map(|u| (u.ask, u.name)).collect();
        assert_eq!(found, [(Ask::Plain, "a-b"), (Ask::Formatted, "c"), (Ask::Asset, "s.css")]);
    }
}
