//! The figures of a row whose unit stands in the head of their column: 38 under "Revenue (£m)".
//!
//! The head says it in brackets, behind a comma or as its last words. A cell that is a number, with words for its bound or
//! without, is read with that unit as the language writes it; what has a unit of its own is left as it is.

use std::ops::Range;

use super::Passage;
use super::passage::Place;
use crate::figures::{self, Figure, Reading, Terms};
use crate::quantity::{Dimension, Unit};

/// How many of the last words of a head may be a unit: "millions of euros".
const WORDS_AT_MOST: usize = 3;

/// The figures of a passage.
pub(super) fn read(passage: &Passage<'_>, terms: &Terms<'_>) -> Vec<Reading> {
    let read = figures::read(passage.text, passage.grammar, terms);
    let Place::Markdown(_, _, paragraph) = passage.place else { return read };
    let (mut all, mut rest) = (Vec::with_capacity(read.len()), read.into_iter().peekable());
    for (cell, head) in paragraph.columns() {
        let Some(reading) = with_unit(passage, &cell, head, terms) else { continue };
        all.extend(std::iter::from_fn(|| rest.next_if(|other| other.range.end <= cell.start)));
        // What was read in the cell without its head.
        while rest.next_if(|other| other.range.start < cell.end).is_some() {}
        all.push(reading);
    }
    all.extend(rest);
    all
}

/// Whether a figure has its unit with it, and not in the head of its column.
pub(super) fn has_its_unit(passage: &Passage<'_>, reading: &Reading, terms: &Terms<'_>) -> bool {
    let text = passage.text.get(reading.range.clone()).unwrap_or("");
    let is_cell = matches!(passage.place, Place::Markdown(_, _, paragraph) if paragraph.columns().next().is_some());
    !is_cell || figures::read(text, passage.grammar, terms).iter().any(|own| own.figure == reading.figure)
}

/// The figure of a cell that is a bare number.
fn with_unit(passage: &Passage<'_>, cell: &Range<usize>, head: &str, terms: &Terms<'_>) -> Option<Reading> {
    let text = passage.text.get(cell.clone())?;
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let last = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (before, number, after) = (&text[..first], &text[first..last], &text[last..]);
    // A letter or a sign is a unit, and a second number another figure.
    let is_bare = |text: &str| text.chars().all(|c| c.is_numeric() || c.is_whitespace() || ".,-–’'+[]()*".contains(c));
    let has_sign = signs(terms).any(|sign| !sign.contains(char::is_alphabetic) && before.contains(sign));
    if has_sign || !is_bare(number) || !is_bare(after) {
        return None;
    }
    let figure = units(head).into_iter().find_map(|(unit, is_certain)| {
        spellings((before, number), unit, passage, terms).find_map(|text| {
            let readings = figures::read(&text, passage.grammar, terms);
            let [reading] = &*readings else { return None };
            let of = reading.measured_in().filter(|of| *of != Unit::Unsaid)?;
            // Years may be counted or named.
            let is_it = reading.range.end == text.len() && (is_certain || !of.is(Dimension::TIME));
            is_it.then_some(reading.figure)
        })
    })?;
    let begin = cell.start + text.len() - text.trim_start().len();
    let end = cell.start + text.trim_end().len();
    matches!(figure, Figure::Amount(_)).then_some(Reading { range: begin..end, figure, note: None })
}

/// What may be the unit in a head, the likeliest first, and whether it can be nothing else.
fn units(head: &str) -> Vec<(&str, bool)> {
    let bracketed = head.rfind(['(', '[']).map(|at| head[at + 1..].trim_end_matches([')', ']', ' ']));
    let behind_comma = head.rsplit_once(", ").map(|(_, unit)| unit);
    let mut all = Vec::new();
    for unit in bracketed.into_iter().chain(behind_comma) {
        // "In £m", "en M€".
        let behind_word = unit.split_once(' ').map(|(_, rest)| rest);
        all.extend([Some(unit), behind_word].into_iter().flatten().map(|unit| (unit, true)));
    }
    let mut last: Vec<&str> = head.rmatch_indices(' ').map(|(at, _)| &head[at + 1..]).take(WORDS_AT_MOST).collect();
    last.reverse();
    all.extend(last.into_iter().map(|unit| (unit, false)));
    all
}

/// A number with its unit: as it stands, and with the sign of money in front.
fn spellings(
    (before, number): (&str, &str),
    unit: &str,
    passage: &Passage<'_>,
    terms: &Terms<'_>,
) -> impl Iterator<Item = String> {
    let behind = Some(format!("{before}{number} {unit}"));
    let sign = signs(terms).filter(|sign| unit.starts_with(sign)).max_by_key(|sign| sign.len());
    let in_front = sign.map(|sign| format!("{before}{sign}{number}{}", &unit[sign.len()..]));
    let both = if passage.grammar.writing().sign_after { [behind, in_front] } else { [in_front, behind] };
    both.into_iter().flatten()
}

/// The signs of money.
fn signs<'t>(terms: &Terms<'t>) -> impl Iterator<Item = &'t str> {
    terms.vocabulary.money.iter().flat_map(|money| money.signs.iter().map(String::as_str))
}
