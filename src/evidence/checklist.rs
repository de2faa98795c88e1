//! The figures of a clipping, line by line, and which of them no sheet has: an editor's checklist.

use std::ops::Range;

use super::clipping::Clipping;
use super::figures::{Comparison, compare, grammar};
use crate::figures::{self, Figure, Reading};
use crate::files::Files;
use crate::model::{Briefing, Claim, SourceId, Value};
use crate::span::Span;

/// A figure of a clipping.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its line, from 1.
    pub line: u32,
    /// Where it stands in the clipping.
    pub span: Span,
    /// What it says.
    pub reading: Reading,
}

/// Every figure of a source's text, in its order, up to where reader comments begin; none if its language cannot be
/// read. Lines are read apart, since a figure does not run over one.
pub fn listed(briefing: &Briefing, files: &Files, source: SourceId, clipping: &Clipping) -> Vec<Listed> {
    let source = briefing.source(source);
    let Some(grammar) = grammar(source) else { return Vec::new() };
    let mut all = Vec::new();
    let mut start = 0;
    for (line, text) in (1..).zip(files.get(clipping.file).text.split_inclusive('\n')) {
        if source.comments_from.is_some_and(|from| line >= from) {
            break;
        }
        for reading in figures::read(text, grammar, &briefing.terms()) {
            let Range { start: from, end } = reading.range;
            all.push(Listed { line, span: Span::new(clipping.file, start + from..start + end), reading });
        }
        start += text.len();
    }
    all
}

/// Those of them that no claim on this source has. A figure that the text repeats is one figure.
pub fn unused(briefing: &Briefing, source: SourceId, listed: Vec<Listed>) -> Vec<Listed> {
    let mut values: Vec<Value> = Vec::new();
    for claim in claims(briefing).filter(|claim| claim.sources.iter().any(|c| c.source == source)) {
        let date = claim.on.map(Value::Date);
        for value in std::iter::once(claim.value.clone()).chain(date) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }
    let is_used = |reading: &Reading| values.iter().any(|value| is_recorded(reading, value));
    listed.into_iter().filter(|figure| !is_used(&figure.reading)).collect()
}

/// Whether a value is what a text says. "By 2027" contradicts no earlier date, but records only one: dates must share
/// an end.
fn is_recorded(reading: &Reading, value: &Value) -> bool {
    let shares_end = match (value, &reading.figure) {
        (Value::Date(ours), Figure::Date(theirs)) => {
            let dated = theirs.earliest().or(theirs.latest()).is_some();
            !dated || ours.earliest() == theirs.earliest() || ours.latest() == theirs.latest()
        }
        _ => true,
    };
    shares_end && matches!(compare(reading, value), Comparison::Agrees(_))
}

/// Every claim of the site, of deals and companies; deprecated ones too.
fn claims(briefing: &Briefing) -> impl Iterator<Item = &Claim> {
    briefing.deals.iter().flat_map(|d| d.claims()).chain(briefing.companies.iter().flat_map(|c| c.claims()))
}
