//! A deal that nobody has written about for long: over a year, half a year while in talks.
//!
//! Measured from the newest source to the day of the build, or to the day up to which the settings say the
//! briefing is kept (`kept_to`): an archive does not age. After two years the deal is probably `stalled`. What is
//! completed, cancelled or stalled, and what is replaced, is not waited for.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span as Time, ToSpan};

use crate::check::Context;
use crate::check::context::live;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger;
use crate::model::{Citation, Deal, DealId, Edtf, Entity, Status};

/// Months without news.
const TALKS: i32 = 6;
const OTHERS: i32 = 12;
const STALLED: i32 = 24;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let day = context.day();
    let Some(claim) = deal.status_on(day) else { return };
    let limit = match claim.status() {
        None | Some(Status::Completed | Status::Cancelled | Status::Stalled) => return,
        Some(Status::Rumoured | Status::InTalks) => TALKS,
        Some(Status::Announced | Status::Letter | Status::Signed | Status::Active) => OTHERS,
    };
    let is_old = |newest: &Date| is_over(*newest, limit, day);
    let own = newest_of(context, deal).filter(is_old);
    let Some(newest) = own.and_then(|_| newest(context, deal)).filter(is_old) else { return };
    let replaced = context.briefing.find_deal(&deal.id).is_some_and(|id| is_replaced(context, id, day));
    if replaced {
        return;
    }
    let title = format!("no news for more than {limit} months: the newest is of {newest}");
    let problem = Diagnostic::new(codes::STALE, claim.span, title).label(format!("as of {newest}"));
    let problem = match is_over(newest, STALLED, day) {
        true => problem.help("after two years a deal is `stalled` until there is news: add that status"),
        false => problem.help("look for news, and cite it"),
    };
    out.push(problem.help(match context.briefing.site.kept_to {
        None => "a briefing that is kept no longer says up to which day it was, in `tearsheet.toml`: `kept_to`",
        Some(_) => {
            "as of `kept_to` there was no news either: cite what was known by then, or accept it with an `[[allow]]`"
        }
    }));
}

fn is_replaced(context: &Context<'_>, id: DealId, day: Date) -> bool {
    ledger::is_replaced(context.briefing, id, day)
}

fn is_over(newest: Date, months: i32, day: Date) -> bool {
    let time: Time = months.months();
    newest.checked_add(time).is_ok_and(|end| end < day)
}

/// The newest news of a deal and of those that enlarge it or are items of it: a later step is news of its root, and a
/// contract of the plan that it fills.
fn newest(context: &Context<'_>, deal: &Deal) -> Option<Date> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Deal> = vec![deal];
    let mut newest = None;
    while let Some(deal) = open.pop() {
        newest = newest.max(newest_of(context, deal));
        let Some(id) = context.briefing.find_deal(&deal.id).filter(|id| seen.insert(*id)) else { continue };
        let backlinks = context.briefing.deal_backlinks[id.index()].iter();
        open.extend(backlinks.filter_map(|from| match from {
            Entity::Deal(by) => Some(context.briefing.deal(*by)).filter(|later| continues(later, id)),
            Entity::Company(_) | Entity::Page(_) => None,
        }));
    }
    newest
}

/// Whether a deal enlarges another or is an item of it.
fn continues(deal: &Deal, root: DealId) -> bool {
    let wholes = deal.part_of.iter().chain(deal.expands.iter().map(|(relation, _)| relation));
    let roots = deal.legs.iter().flat_map(|leg| leg.expands.iter().map(|(place, _)| place));
    let places = deal.legs.iter().flat_map(|leg| &leg.part_of).chain(roots);
    wholes.map(|whole| whole.deal).chain(places.map(|place| place.deal)).any(|id| id == root)
}

/// The day of the newest source of a deal, or on which a live claim was known or a status reached.
fn newest_of(context: &Context<'_>, deal: &Deal) -> Option<Date> {
    let published = |c: &Citation| context.briefing.source(c.source).published;
    let claims = deal.all_facts().flat_map(|(_, f)| live(&f.claims));
    let known = claims.flat_map(|c| c.sources.iter().filter_map(published).chain(c.as_of));
    let cited = deal.milestones.iter().flat_map(|m| &m.sources).chain(deal.reactions.iter().flat_map(|r| &r.sources));
    // "By 2025-11" is no day on which there was news.
    let reached = live(&deal.status.claims).filter_map(|c| c.on).filter(|on| matches!(on, Edtf::Point(_)));
    let days = known.chain(cited.filter_map(published)).chain(reached).filter_map(|date| date.sort_day());
    days.filter(|&day| day <= context.briefing.today).max()
}
