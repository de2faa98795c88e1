//! `[[allow]]`: warnings that an editor accepts, with a reason and perhaps until a day.
//!
//! Runs last, over the problems of all phases. A waiver covers the warnings whose place is in its own sheet
//! (a deal's, a company's, a source's) or in the texts that belong to it. What it does not do is said too: a waiver
//! past its day no longer holds, and one that meets no warning should go. Errors cannot be waived: [`crate::parse`]
//! refuses their codes.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, codes};
use crate::model::{Briefing, Waiver};
use crate::span::Span;

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
    for (waivers, sheet, bodies) in deals.chain(companies).chain(sources) {
        for waiver in waivers {
            match expired(waiver, briefing.day) {
                Some(problem) => problems.push(problem),
                None => book.add(waiver, std::iter::once(sheet).chain(bodies.iter().map(|b| Span::all_of(b.file)))),
            }
        }
    }
    diagnostics.0.retain(|d| d.severity != Severity::Warning || !book.covers(d));
    diagnostics.extend(problems);
    diagnostics.extend(book.unused());
}

/// The waivers that hold.
#[derive(Default)]
struct Book<'a> {
    waivers: Vec<(&'a Waiver, bool)>,
    /// By the sheets and texts in which they hold. No two of those overlap.
    by_place: BTreeMap<Span, Vec<usize>>,
}

impl<'a> Book<'a> {
    fn add(&mut self, waiver: &'a Waiver, places: impl Iterator<Item = Span>) {
        for place in places {
            self.by_place.entry(place).or_default().push(self.waivers.len());
        }
        self.waivers.push((waiver, false));
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
            let title = format!("no warning `{}` is left for this waiver", waiver.code.name());
            Diagnostic::new(codes::WAIVER_UNUSED, waiver.span, title)
                .label("allows nothing")
                .help("remove the `[[allow]]`")
        })
    }
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
