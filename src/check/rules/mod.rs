//! One file per rule; [`super::RULES`] lists them.

pub(super) mod after_kept_to;
pub(super) mod alias;
pub(super) mod because;
pub(super) mod capacity_of;
pub(super) mod chain;
pub(super) mod chain_total;
pub(super) mod clipping;
pub(super) mod comment_source;
pub(super) mod conflict;
pub(super) mod currency;
pub(super) mod deprecated_in_prose;
pub(super) mod direction;
pub(super) mod echo;
pub(super) mod empty_chart;
pub(super) mod equity;
pub(super) mod figure_contradicts;
pub(super) mod figure_unbacked;
pub(super) mod future;
pub(super) mod headline;
pub(super) mod hedge_dropped;
pub(super) mod milestones;
pub(super) mod no_license;
pub(super) mod no_quote;
pub(super) mod no_rate;
pub(super) mod no_source;
pub(super) mod of_which;
pub(super) mod one_source;
pub(super) mod order;
pub(super) mod over_precise;
pub(super) mod overdue;
pub(super) mod page_days;
pub(super) mod parties;
pub(super) mod places;
pub(super) mod price;
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
pub(super) mod tranche_exceeds;
pub(super) mod translation_stale;
pub(super) mod umbrella;
pub(super) mod unchanging;
pub(super) mod undone;
pub(super) mod weak_source;

use super::{Context, cycles};
use crate::diagnostics::Diagnostic;
use crate::ledger::At;
use crate::model::Leg;
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

/// The legs of all deals.
fn legs<'a>(context: &Context<'a>) -> impl Iterator<Item = (At, &'a Leg)> + use<'a> {
    let of_deal = |(id, deal): (crate::model::DealId, &'a crate::model::Deal)| {
        deal.legs.iter().enumerate().map(move |(index, leg)| ((id, index), leg))
    };
    context.briefing.deals().flat_map(of_deal)
}

/// A leg, as another sheet names it.
fn leg_name(context: &Context<'_>, at: At) -> String {
    let deal = context.briefing.deal(at.0);
    format!("`{}.{}`", deal.id, deal.legs[at.1].id)
}

/// The circles that legs make where each leads to one other: of each the leg that closes it, and the way.
fn circles(context: &Context<'_>, next: impl Fn(At) -> Option<At>) -> Vec<(At, String)> {
    let all: Vec<At> = legs(context).map(|(at, _)| at).collect();
    let number = |at: At| all.binary_search(&at).ok();
    let edges: Vec<Vec<usize>> = all.iter().map(|at| next(*at).and_then(number).into_iter().collect()).collect();
    let found = cycles::find(&edges);
    let names: Vec<String> = match found.is_empty() {
        true => Vec::new(),
        false => all.iter().map(|at| leg_name(context, *at).replace('`', "")).collect(),
    };
    found.iter().map(|circle| (all[circle.from], circle.chain(|n| &names[n]))).collect()
}
