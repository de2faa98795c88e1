//! What the facts say together: rules that need more than one claim, one sheet or one file.
//!
//! ```text
//! claims  ─▶ no-source, conflict, no-rate, because, comment-source, future, after-kept-to, unchanging, quote-number,
//!            quote-hedge, echo, capacity-of
//! deals   ─▶ order, milestones, parties, places, no-source of quotes, quote, no-quote, one-source, weak-source, stale,
//!            overdue, headline, price, term-ends, superseded-open, translation-stale
//! all     ─▶ equity, umbrella, relations, tranche-exceeds, of-which, chain, chain-total, currency of parts, clipping,
//!            source-unused, no-license, page-days, alias
//! prose   ─▶ a rule per way in which a figure can differ from the facts (see [`figures`]), scale-word, status-wording;
//!            empty-chart
//! ```
//!
//! A rule is a function over a [`Context`] and a line in [`RULES`]: the smallest thing it needs to see
//! decides how it is called, so that most rules run per deal and in parallel. Rules never fail, do not
//! know each other, and see only what may be published. What one file can know on its own is left to
//! [`crate::parse`], what a name can know to [`crate::resolve`]. Waivers are applied at the very end, over
//! the problems of all phases: [`waive`].
//!
//! Only *definite* contradictions are reported: whatever a vague date, an "about" or an open bound may
//! still allow is no error, because errors cannot be waived.

mod context;
mod cycles;
pub mod figures;
mod rules;
mod waiver;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use rayon::prelude::*;

use crate::diagnostics::{Code, Diagnostic, codes};
use crate::evidence::Clippings;
use crate::files::Files;
use crate::model::{Briefing, Deal, Entity};
use crate::prose::Mentions;
use figures::{Finding, Linter, Passage};

pub use context::{Context, Quoted, Subject};
pub(crate) use rules::conflict::contradict;
pub use waiver::waive;

/// A rule: what it reports, and how.
pub struct Rule {
    /// The code of everything that it reports.
    pub code: Code,
    /// The check.
    pub run: Run,
}

/// A check, by the smallest thing that it needs to see.
pub enum Run {
    /// The claims on one thing: a fact, a status, a valuation.
    Claims(fn(&Context<'_>, &Subject<'_>, &mut Vec<Diagnostic>)),
    /// One deal.
    Deal(fn(&Context<'_>, &Deal, &mut Vec<Diagnostic>)),
    /// A figure in prose, and what it is to the facts.
    Figure(fn(&Finding<'_, '_>, &mut Vec<Diagnostic>)),
    /// A paragraph, a headline or a dek.
    Passage(fn(&Linter<'_>, &Passage<'_>, &mut Vec<Diagnostic>)),
    /// Everything.
    Briefing(fn(&Context<'_>, &mut Vec<Diagnostic>)),
}

/// All rules. The order means nothing: diagnostics are sorted by place.
pub static RULES: &[Rule] = &[
    Rule { code: codes::NO_SOURCE, run: Run::Claims(rules::no_source::check) },
    Rule { code: codes::NO_SOURCE, run: Run::Deal(rules::no_source::quotations) },
    Rule { code: codes::CONFLICT, run: Run::Claims(rules::conflict::check) },
    Rule { code: codes::CONFLICT, run: Run::Deal(rules::conflict::of_corrections) },
    Rule { code: codes::BECAUSE, run: Run::Claims(rules::because::check) },
    Rule { code: codes::COMMENT_SOURCE, run: Run::Claims(rules::comment_source::check) },
    Rule { code: codes::NO_RATE, run: Run::Claims(rules::no_rate::check) },
    Rule { code: codes::CURRENCY, run: Run::Briefing(rules::currency::across_parts) },
    Rule { code: codes::ORDER, run: Run::Deal(rules::order::check) },
    Rule { code: codes::ORDER, run: Run::Deal(rules::milestones::check) },
    Rule { code: codes::ORDER, run: Run::Claims(rules::future::check) },
    Rule { code: codes::ORDER, run: Run::Briefing(rules::future::of_events) },
    Rule { code: codes::ORDER, run: Run::Briefing(rules::page_days::check) },
    Rule { code: codes::ORDER, run: Run::Deal(rules::future::of_corrections) },
    Rule { code: codes::AFTER_KEPT_TO, run: Run::Claims(rules::after_kept_to::check) },
    Rule { code: codes::AFTER_KEPT_TO, run: Run::Briefing(rules::after_kept_to::of_events) },
    Rule { code: codes::UNCHANGING, run: Run::Deal(rules::unchanging::check) },
    Rule { code: codes::UNKNOWN_FACT, run: Run::Deal(rules::places::check) },
    Rule { code: codes::TRANCHE_EXCEEDS, run: Run::Briefing(rules::tranche_exceeds::check) },
    Rule { code: codes::OF_WHICH, run: Run::Briefing(rules::of_which::check) },
    Rule { code: codes::CHAIN, run: Run::Briefing(rules::chain::check) },
    Rule { code: codes::CHAIN_TOTAL, run: Run::Briefing(rules::chain_total::check) },
    Rule { code: codes::ROLE, run: Run::Deal(rules::parties::check) },
    Rule { code: codes::EQUITY, run: Run::Briefing(rules::equity::check) },
    Rule { code: codes::UMBRELLA, run: Run::Briefing(rules::umbrella::check) },
    Rule { code: codes::UMBRELLA, run: Run::Briefing(rules::relations::check) },
    Rule { code: codes::FIGURE_CONTRADICTS, run: Run::Figure(rules::figure_contradicts::check) },
    Rule { code: codes::FIGURE_UNBACKED, run: Run::Figure(rules::figure_unbacked::check) },
    Rule { code: codes::HEDGE_DROPPED, run: Run::Figure(rules::hedge_dropped::check) },
    Rule { code: codes::OVER_PRECISE, run: Run::Figure(rules::over_precise::check) },
    Rule { code: codes::DEPRECATED_IN_PROSE, run: Run::Figure(rules::deprecated_in_prose::check) },
    Rule { code: codes::SCALE_WORD, run: Run::Figure(rules::scale_word::check) },
    Rule { code: codes::FIGURE_CONTRADICTS, run: Run::Passage(rules::direction::check) },
    Rule { code: codes::STATUS_WORDING, run: Run::Passage(rules::status_wording::check) },
    Rule { code: codes::STATUS_WORDING, run: Run::Figure(rules::undone::check) },
    Rule { code: codes::QUOTE, run: Run::Deal(rules::quote::of_deal) },
    Rule { code: codes::QUOTE, run: Run::Claims(rules::quote::of_claims) },
    Rule { code: codes::QUOTE, run: Run::Briefing(rules::quote::of_texts) },
    Rule { code: codes::QUOTE, run: Run::Briefing(rules::quote::of_companies) },
    Rule { code: codes::QUOTE_NUMBER, run: Run::Claims(rules::quote_number::check) },
    Rule { code: codes::QUOTE_HEDGE, run: Run::Claims(rules::quote_hedge::check) },
    Rule { code: codes::NO_QUOTE, run: Run::Claims(rules::no_quote::of_claims) },
    Rule { code: codes::NO_QUOTE, run: Run::Deal(rules::no_quote::check) },
    Rule { code: codes::ONE_SOURCE, run: Run::Deal(rules::one_source::check) },
    Rule { code: codes::WEAK_SOURCE, run: Run::Deal(rules::weak_source::check) },
    Rule { code: codes::ECHO, run: Run::Claims(rules::echo::check) },
    Rule { code: codes::EMPTY_CHART, run: Run::Briefing(rules::empty_chart::check) },
    Rule { code: codes::CLIPPING, run: Run::Briefing(rules::clipping::check) },
    Rule { code: codes::OVERDUE, run: Run::Deal(rules::overdue::check) },
    Rule { code: codes::HEADLINE, run: Run::Deal(rules::headline::check) },
    Rule { code: codes::STALE, run: Run::Deal(rules::stale::check) },
    Rule { code: codes::PRICE, run: Run::Deal(rules::price::check) },
    Rule { code: codes::TERM_ENDS, run: Run::Deal(rules::term_ends::check) },
    Rule { code: codes::SUPERSEDED_OPEN, run: Run::Deal(rules::superseded_open::check) },
    Rule { code: codes::CAPACITY_OF, run: Run::Claims(rules::capacity_of::check) },
    Rule { code: codes::SOURCE_UNUSED, run: Run::Briefing(rules::source_unused::check) },
    Rule { code: codes::NO_LICENSE, run: Run::Briefing(rules::no_license::check) },
    Rule { code: codes::ALIAS, run: Run::Briefing(rules::alias::check) },
    Rule { code: codes::TRANSLATION_STALE, run: Run::Deal(rules::translation_stale::of_deal) },
    Rule { code: codes::TRANSLATION_STALE, run: Run::Briefing(rules::translation_stale::of_others) },
];

/// Runs all rules over what was resolved, as of the state's day; `mentions` are the names of its companies. Pure; the order of the result
/// is the same on every run, but only [`crate::diagnostics::Diagnostics::finish`] gives it a meaning.
pub fn check(briefing: &Briefing, mentions: &Mentions, files: &Files) -> Vec<Diagnostic> {
    check_unless(&AtomicBool::new(false), briefing, mentions, files)
}

/// The same, unless it is told to stop; what it returns then is not all.
pub fn check_unless(stop: &AtomicBool, briefing: &Briefing, mentions: &Mentions, files: &Files) -> Vec<Diagnostic> {
    let (clippings, books) = (Clippings::gather(briefing, files), OnceLock::new());
    let context = Context { briefing, files, clippings: &clippings, books: &books };
    let entities: Vec<Entity> = briefing.entities().collect();
    run(stop, context, mentions, &entities)
}

/// What the rules find where nothing but the words of these entities' texts ([`crate::model::Prose::outward`]) has
/// changed since they found nothing: no rule reads another entity's words.
pub fn check_words(entities: &[Entity], briefing: &Briefing, mentions: &Mentions, files: &Files) -> Vec<Diagnostic> {
    let (clippings, books) = (Clippings::gather(briefing, files), OnceLock::new());
    run(&AtomicBool::new(false), Context { briefing, files, clippings: &clippings, books: &books }, mentions, entities)
}

/// The rules that need to see everything, and those for these entities.
fn run<'c>(stop: &AtomicBool, context: Context<'c>, mentions: &'c Mentions, entities: &[Entity]) -> Vec<Diagnostic> {
    let gather = |run: &dyn Fn(&mut Vec<Diagnostic>)| if stop.load(Relaxed) { Vec::new() } else { gather(run) };
    let mut found: Vec<Diagnostic> = RULES
        .par_iter()
        .flat_map_iter(|rule| match rule.run {
            Run::Briefing(run) => gather(&|out| run(&context, out)),
            Run::Claims(_) | Run::Deal(_) | Run::Figure(_) | Run::Passage(_) => Vec::new(),
        })
        .collect();
    let linter = Linter::new(context, mentions, RULES);
    let entities = entities.par_iter();
    found.par_extend(entities.flat_map_iter(|entity| gather(&|out| check_entity(&linter, *entity, out))));
    found
}

/// What the rules say of some entities by themselves, at once: a preview cannot wait for all of a large site.
pub fn check_entities(entities: &[Entity], briefing: &Briefing, mentions: &Mentions, files: &Files) -> Vec<Diagnostic> {
    let (clippings, books) = (Clippings::gather(briefing, files), OnceLock::new());
    let linter = Linter::new(Context { briefing, files, clippings: &clippings, books: &books }, mentions, RULES);
    gather(|out| entities.iter().for_each(|entity| check_entity(&linter, *entity, out)))
}

fn check_entity(linter: &Linter<'_>, entity: Entity, out: &mut Vec<Diagnostic>) {
    let context = &linter.context;
    match entity {
        Entity::Deal(id) => {
            check_deal(context, context.briefing.deal(id), out);
            linter.deal(id, out);
        }
        Entity::Company(id) => {
            let company = context.briefing.company(id);
            context.company_subjects(company).for_each(|subject| check_claims(context, &subject, out));
            linter.company(id, out);
        }
        Entity::Page(id) => linter.page(id, out),
    }
}

fn check_deal(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    for rule in RULES {
        if let Run::Deal(run) = rule.run {
            run(context, deal, out);
        }
    }
    context.deal_subjects(deal).for_each(|subject| check_claims(context, &subject, out));
}

fn check_claims(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for rule in RULES {
        if let Run::Claims(run) = rule.run {
            run(context, subject, out);
        }
    }
}

fn gather(run: impl FnOnce(&mut Vec<Diagnostic>)) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    run(&mut out);
    out
}
