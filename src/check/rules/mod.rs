//! One file per rule; [`super::RULES`] lists them.

pub(super) mod alias;
pub(super) mod because;
pub(super) mod capacity_of;
pub(super) mod clipping;
pub(super) mod comment_source;
pub(super) mod conflict;
pub(super) mod currency;
pub(super) mod deprecated_in_prose;
pub(super) mod echo;
pub(super) mod equity;
pub(super) mod figure_contradicts;
pub(super) mod figure_unbacked;
pub(super) mod future;
pub(super) mod hedge_dropped;
pub(super) mod milestones;
pub(super) mod no_quote;
pub(super) mod no_source;
pub(super) mod one_source;
pub(super) mod order;
pub(super) mod over_precise;
pub(super) mod parties;
pub(super) mod quote;
pub(super) mod quote_hedge;
pub(super) mod quote_number;
pub(super) mod relations;
pub(super) mod scale_word;
pub(super) mod source_unused;
pub(super) mod stale;
pub(super) mod status_wording;
pub(super) mod superseded_open;
pub(super) mod term_ends;
pub(super) mod translation_stale;
pub(super) mod umbrella;
pub(super) mod weak_source;

use crate::diagnostics::Diagnostic;
use crate::span::Span;

/// How many other places a diagnostic shows at most.
const PLACES_AT_MOST: usize = 6;

/// Shows places, and counts in words those that would be too many.
fn with_places(mut problem: Diagnostic, places: impl Iterator<Item = (Span, String)>) -> Diagnostic {
    let mut left_out = 0_usize;
    for (span, text) in places {
        match problem.context.len() < PLACES_AT_MOST {
            true => problem = problem.context(span, text),
            false => left_out += 1,
        }
    }
    match left_out {
        0 => problem,
        n => problem.note(format!("{n} more are not shown")),
    }
}
