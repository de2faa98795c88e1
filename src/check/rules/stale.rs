//! A deal that nobody has written about for long: over a year, half a year while in talks.
//!
//! Measured from the newest source to the day of the build, or to the day up to which the settings say the
//! briefing is kept (`kept_to`): an archive does not age. After two years the deal is probably `stalled`. What is
//! completed, cancelled or stalled, and what is replaced, is not waited for.

use jiff::civil::Date;
use jiff::{Span as Time, ToSpan};

use crate::check::Context;
use crate::check::context::live;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger;
use crate::model::{Citation, Deal, DealId, Edtf, Status};

/// Months without news.
const TALKS: i32 = 6;
const OTHERS: i32 = 12;
const STALLED: i32 = 24;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let day = context.kept_to();
    let Some(claim) = deal.status_on(day).or_else(|| deal.status_on(context.today)) else { return };
    let limit = match claim.status() {
        None | Some(Status::Completed | Status::Cancelled | Status::Stalled) => return,
        Some(Status::Rumoured | Status::InTalks) => TALKS,
        Some(Status::Announced | Status::Letter | Status::Signed | Status::Active) => OTHERS,
    };
    let Some(newest) = newest(context, deal).filter(|&newest| is_over(newest, limit, day)) else { return };
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

/// The day of the newest source, or on which a live claim was known or a status reached.
fn newest(context: &Context<'_>, deal: &Deal) -> Option<Date> {
    let published = |c: &Citation| context.briefing.source(c.source).published;
    let claims = deal.all_facts().flat_map(|(_, f)| live(&f.claims));
    let known = claims.flat_map(|c| c.sources.iter().filter_map(published).chain(c.as_of));
    let cited = deal.milestones.iter().flat_map(|m| &m.sources).chain(deal.reactions.iter().flat_map(|r| &r.sources));
    // "By 2025-11" is no day on which there was news.
    let reached = live(&deal.status.claims).filter_map(|c| c.on).filter(|on| matches!(on, Edtf::Point(_)));
    let days = known.chain(cited.filter_map(published)).chain(reached).filter_map(|date| date.sort_day());
    days.filter(|&day| day <= context.today).max()
}
