//! `[[allow]]`: warnings that an editor accepts, with a reason and perhaps until a day.
//!
//! Runs last, over the problems of all phases. A waiver covers the warnings whose place is in its own sheet
//! (a deal's, a company's, a source's) or in the texts that belong to it. One in the front matter of a text covers what is
//! told of the words that it repeats, which may be an error: whether a figure contradicts the facts is decided by words,
//! and words may be misread. What a waiver does not do is said too: past its day it no longer holds, and one that meets
//! nothing should go. Other errors cannot be waived: [`crate::parse`] refuses their codes.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, codes};
use crate::model::{Briefing, Entity, Prose, Waiver};
use crate::span::{FileId, Span};

/// Warnings that are given only where the clipping of a source is at hand: a waiver that meets none of them may still
/// be needed elsewhere.
const AT_HAND: [Code; 2] = [codes::NO_QUOTE, codes::QUOTE_HEDGE];

/// Removes waived warnings from the problems of a run, and adds what is wrong with the waivers.
/// A waiver holds to the end of its last day; the state's day counts.
pub fn waive(briefing: &Briefing, diagnostics: &mut Diagnostics) {
    let mut book = Book::default();
    let mut problems = Vec::new();
    let deals = briefing.deals.iter().map(|d| (&d.waivers, Span::all_of(d.file), d.bodies.as_slice()));
    let companies = briefing.companies.iter().map(|c| (&c.waivers, c.sheet, c.bodies.as_slice()));
    let sources = briefing.sources.iter().map(|s| (&s.waivers, s.sheet, &[][..]));
    let sheets = deals
        .chain(companies)
        .chain(sources)
        .flat_map(|(waivers, sheet, bodies)| waivers.iter().map(move |waiver| (waiver, sheet, bodies)));
    for (waiver, sheet, bodies) in sheets {
        match expired(waiver, briefing.day) {
            Some(problem) => problems.push(problem),
            None => book.add(waiver, std::iter::once(sheet).chain(bodies.iter().map(|b| Span::all_of(b.file)))),
        }
    }
    for (entity, body) in briefing.bodies().filter(|(_, body)| !body.waivers.is_empty()) {
        let parts = parts(briefing, entity, body);
        for waiver in &body.waivers {
            match expired(waiver, briefing.day) {
                Some(problem) => problems.push(problem),
                None => book.add_sentence(waiver, body.file, places(&parts, body, waiver)),
            }
        }
    }
    diagnostics.0.retain(|d| !book.covers_words(d) && (d.severity != Severity::Warning || !book.covers(d)));
    diagnostics.extend(problems);
    diagnostics.extend(book.unused());
}

/// The waivers that hold.
#[derive(Default)]
struct Book<'a> {
    waivers: Vec<(&'a Waiver, bool)>,
    /// By the sheets and texts in which they hold. No two of those overlap.
    by_place: BTreeMap<Span, Vec<usize>>,
    /// By the file, those that hold for some words, with where these stand, in order.
    by_words: BTreeMap<FileId, Vec<(usize, Vec<Span>)>>,
}

impl<'a> Book<'a> {
    fn add(&mut self, waiver: &'a Waiver, places: impl Iterator<Item = Span>) {
        for place in places {
            self.by_place.entry(place).or_default().push(self.waivers.len());
        }
        self.waivers.push((waiver, false));
    }

    fn add_sentence(&mut self, waiver: &'a Waiver, file: FileId, mut places: Vec<Span>) {
        places.sort_unstable();
        self.by_words.entry(file).or_default().push((self.waivers.len(), places));
        self.waivers.push((waiver, false));
    }

    /// Whether a waiver covers what is told of these words.
    fn covers_words(&mut self, problem: &Diagnostic) -> bool {
        let at = problem.primary.span;
        // Of one waiver no two places overlap.
        let holds = |places: &[Span]| {
            let last = places[..places.partition_point(|place| place.start <= at.start)].last();
            last.is_some_and(|place| place.holds(at))
        };
        let mut here = self.by_words.get(&at.file).into_iter().flatten();
        let found = here.find(|(index, places)| self.waivers[*index].0.code == problem.code && holds(places));
        let found = found.map(|(index, _)| *index);
        if let Some(index) = found {
            self.waivers[index].1 = true;
        }
        found.is_some()
    }

    /// Whether a waiver covers this warning. The first one does; a second of the same code stays unused.
    fn covers(&mut self, warning: &Diagnostic) -> bool {
        let at = warning.primary.span;
        let before = self.by_place.range(..=Span { end: u32::MAX, ..at });
        let here = before.last().filter(|(place, _)| place.holds(at)).map_or(&[][..], |(_, waivers)| waivers);
        let found = here.iter().copied().find(|&i| self.waivers[i].0.code == warning.code);
        if let Some(i) = found {
            self.waivers[i].1 = true;
        }
        found.is_some()
    }

    fn unused(&self) -> impl Iterator<Item = Diagnostic> {
        let idle = |(waiver, used): &&(&Waiver, bool)| !used && !AT_HAND.contains(&waiver.code);
        self.waivers.iter().filter(idle).map(|(waiver, _)| {
            let kind = if waiver.code.severity() == Severity::Error { "error" } else { "warning" };
            let title = format!("no {kind} `{}` is left for this waiver", waiver.code.name());
            Diagnostic::new(codes::WAIVER_UNUSED, waiver.span, title)
                .label("allows nothing")
                .help("remove the `[[allow]]`")
        })
    }
}

/// A part of a file with its line breaks as spaces, and where each byte of it stands.
struct Part {
    text: String,
    places: Vec<usize>,
    end: usize,
}

/// What the words of a waiver may stand in: the Markdown of a text, and its title and dek.
fn parts(briefing: &Briefing, entity: Entity, body: &Prose) -> Vec<Part> {
    let headlines = match entity {
        Entity::Deal(id) => &*briefing.deal(id).headlines,
        Entity::Company(_) | Entity::Page(_) => &[],
    };
    let headlines = headlines.iter().map(|headline| headline.span).filter(|span| span.file == body.file);
    let ranges = headlines.map(|span| span.range()).chain(std::iter::once(body.start..body.text.len()));
    let part = |range: Range<usize>| {
        let (text, mut places) = one_spaced(body.text.get(range.clone()).unwrap_or(""));
        places.iter_mut().for_each(|place| *place += range.start);
        Part { text, places, end: range.end }
    };
    ranges.map(part).collect()
}

/// Where the words of a waiver stand.
fn places(parts: &[Part], body: &Prose, waiver: &Waiver) -> Vec<Span> {
    let words = one_spaced(waiver.sentence.as_deref().unwrap_or("")).0;
    if words.is_empty() {
        return Vec::new();
    }
    let in_part = |part: &'_ Part| -> Vec<Span> {
        let at = |byte: usize| part.places.get(byte).copied().unwrap_or(part.end);
        let found = part.text.match_indices(&*words);
        found.map(|(from, _)| Span::new(body.file, at(from)..at(from + words.len()))).collect()
    };
    parts.iter().flat_map(in_part).collect()
}

/// A text in which all white space is one space, and where each byte of it stood.
fn one_spaced(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut places) = (String::new(), Vec::new());
    let offset = text.len() - text.trim_start().len();
    for (at, c) in text.trim().char_indices() {
        match c.is_whitespace() {
            true if out.ends_with(' ') => continue,
            true => out.push(' '),
            false => out.push(c),
        }
        places.resize(out.len(), offset + at);
    }
    (out, places)
}

/// A waiver past its day.
fn expired(waiver: &Waiver, day: Date) -> Option<Diagnostic> {
    let until = waiver.until.filter(|until| *until < day)?;
    let title = format!("the waiver of `{}` ended on {until}", waiver.code.name());
    Some(
        Diagnostic::new(codes::WAIVER_EXPIRED, waiver.span, title)
            .label("holds no longer")
            .help("mend what it allowed, or give it a later `until` and say `why` again"),
    )
}
