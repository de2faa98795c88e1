//! A quote is a checksum: it must stand on the line that it is said to be from.
//!
//! Looked for in the clippings that are there, with everything equal that a copy changes without changing a word
//! ([`crate::evidence::fold`]). Where several lines or sources are cited, the quote is from one of them; if the
//! clipping of one is missing, the quote may be from that. `[…]` stands for words left out. A quote without a letter
//! or a digit stands on every line and proves nothing: that is told without any clipping. A line may be cited without a
//! quote, in a sheet or a text: then at least it must be there.

use crate::check::context::Quoted;
use crate::check::{Context, Subject, rules::PLACES_AT_MOST};
use crate::diagnostics::{Diagnostic, codes, counted};
use crate::evidence::{Clipping, Found};
use crate::model::{Citation, CitationRef, Deal, SourceId};
use crate::span::Span;

pub(in crate::check) fn of_deal(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    out.extend(context.deal_quotes(deal).filter_map(|quoted| check(context, &quoted)));
}

pub(in crate::check) fn of_companies(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let quotes = context.briefing.companies.iter().flat_map(|c| context.company_quotes(c));
    out.extend(quotes.filter_map(|quoted| check(context, &quoted)));
}

/// A line that is cited without a quote, and that the source does not have.
pub(in crate::check) fn of_claims(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let unquoted = subject.claims.iter().filter(|claim| claim.quote.is_none());
    let cited = unquoted.flat_map(|claim| &claim.sources).chain(subject.shared);
    out.extend(cited.filter_map(|cited| beyond(context, cited.source, cited.line?, cited.span)));
}

/// The same in texts.
pub(in crate::check) fn of_texts(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let cited = context.briefing.bodies().flat_map(|(_, body)| &body.citations);
    let beyond =
        |cited: &CitationRef| beyond(context, context.briefing.find_source(&cited.source)?, cited.line?, cited.span);
    out.extend(cited.filter_map(beyond));
}

fn beyond(context: &Context<'_>, source: SourceId, line: u32, span: Span) -> Option<Diagnostic> {
    let count = context.clippings.get(source)?.line_count();
    let id = &context.briefing.source(source).id;
    (line > count).then(|| {
        Diagnostic::new(
            codes::QUOTE,
            span,
            format!("line {line} of `{id}` is cited, which has {}", counted(count as usize, "line")),
        )
        .label("no such line")
        .help("cite the line that says it; an editor numbers lines from 1")
    })
}

fn check(context: &Context<'_>, quoted: &Quoted<'_>) -> Option<Diagnostic> {
    if !quoted.text.contains(char::is_alphanumeric) {
        return Some(wordless(context, quoted));
    }
    let mut elsewhere = None;
    let mut nowhere = None;
    for citation in quoted.sources {
        let clipping = context.clippings.get(citation.source)?;
        match (clipping.find(quoted.text, citation.line), citation.line) {
            (Found::There, _) => return None,
            (Found::Elsewhere(found), Some(_)) => elsewhere = elsewhere.or(Some((citation, found))),
            (Found::Elsewhere(_), None) | (Found::Nowhere, _) => nowhere = nowhere.or(Some((citation, clipping))),
        }
    }
    match (elsewhere, nowhere) {
        (Some((citation, found)), _) => Some(wrong_line(context, quoted, citation, found)),
        (None, Some((citation, clipping))) => Some(altered(context, quoted, citation, clipping)),
        (None, None) => None,
    }
}

fn wordless(context: &Context<'_>, quoted: &Quoted<'_>) -> Diagnostic {
    let title = format!("the quote has no words: {}", context.written(quoted.span));
    Diagnostic::new(codes::QUOTE, quoted.span, title)
        .label("expected a few exact words")
        .help("copy the words as they stand in the source; `[…]` stands for words left out between others")
}

fn wrong_line(context: &Context<'_>, quoted: &Quoted<'_>, citation: &Citation, found: u32) -> Diagnostic {
    let id = &context.briefing.source(citation.source).id;
    let said = citation.line.unwrap_or_default();
    let title = format!("the quote is not on line {said} of `{id}` but on line {found}");
    let problem = Diagnostic::new(codes::QUOTE, citation.span, title)
        .label(format!("line {said}"))
        .context(quoted.span, format!("is on line {found}"));
    let problem = match line_number(context, citation.span) {
        Some(digits) => problem.suggest("cite the line that has it", digits, found.to_string()),
        None => problem.help(format!("cite `{id}:{found}`")),
    };
    with_line(context, problem, citation, found)
}

fn altered(context: &Context<'_>, quoted: &Quoted<'_>, citation: &Citation, clipping: &Clipping) -> Diagnostic {
    let id = &context.briefing.source(citation.source).id;
    let several = quoted.sources.len() > 1;
    let title = match several {
        true => format!("the quote is in none of the {} places cited", quoted.sources.len()),
        false => format!("the quote is nowhere in `{id}`"),
    };
    let mut problem = Diagnostic::new(codes::QUOTE, quoted.span, title).label("not in the text of the source");
    for other in quoted.sources.iter().filter(|c| c.span != quoted.span).take(PLACES_AT_MOST) {
        problem = problem.context(other.span, "cited here");
    }
    if let Some(end) = clipping.right_until(quoted.text, citation.line) {
        let right = quoted.text.get(..end).unwrap_or_default();
        problem = problem.note(match citation.line {
            Some(line) => format!("line {line} of `{id}` has it up to `{right}`"),
            None => format!("`{id}` has it up to `{right}`"),
        });
    }
    if let Some(line) = citation.line.filter(|&line| line > clipping.line_count()) {
        problem = problem
            .note(format!("`{id}` has {}, and line {line} is cited", counted(clipping.line_count() as usize, "line")));
    }
    let problem = problem.help("copy the words as they stand in the source; `[…]` stands for words left out");
    match citation.line {
        Some(line) => with_line(context, problem, citation, line),
        None => problem,
    }
}

/// Shows a line of the clipping.
fn with_line(context: &Context<'_>, problem: Diagnostic, citation: &Citation, line: u32) -> Diagnostic {
    let clipping = context.clippings.get(citation.source);
    match clipping.and_then(|c| c.line(context.files, line)).filter(|(text, _)| !text.is_empty()) {
        Some((_, span)) => problem.context(span, ""),
        None => problem,
    }
}

/// The digits after the colon of `wire:9`.
fn line_number(context: &Context<'_>, citation: Span) -> Option<Span> {
    let written = context.files.get(citation.file).slice(citation);
    let colon = written.rfind(':')?;
    let digits = &written[colon + 1..];
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| citation.part(colon + 1..written.len()))
}
