//! How far a deal has come: a ladder of four steps, of which evidence alone fills one, and what is said under it.
//!
//! What was merely promised fills nothing: it is told in words. Dates of performance are the calendar's.

use super::Builder;
use crate::model::{BuiltinField, Claim, Deal, Edtf, Fact, Rank, Status};
use crate::render::parts::Print;
use crate::render::view::{Markup, Reached, Step};

/// What comes before a contract: one step, whichever of them was reached last.
const BEFORE: [Status; 4] = [Status::Rumoured, Status::InTalks, Status::Announced, Status::Letter];
/// The steps from the contract on.
const FROM_CONTRACT: [Status; 3] = [Status::Signed, Status::Active, Status::Completed];

/// The steps. One that was passed without evidence for it is left out; one that is ahead is empty. Of a deal that was
/// given up, nothing is ahead.
pub(super) fn steps(b: &Builder<'_>, deal: &Deal) -> Vec<Step> {
    let reached = reached(b, deal);
    let now = deal.status_on(b.briefing.day).and_then(Claim::status);
    let is_over = now.is_some_and(|now| matches!(now, Status::Stalled | Status::Cancelled));
    let furthest = reached.iter().map(|(status, _)| *status).max();
    let claim = |status: Status| reached.iter().find(|(one, _)| *one == status).map(|(_, claim)| *claim);
    let has = |status: Status| claim(status).is_some();
    let first = BEFORE.into_iter().rev().find(|status| has(*status)).unwrap_or(Status::Announced);
    let ahead = |status: Status| !is_over && furthest.is_none_or(|furthest| status > furthest);
    let ladder = std::iter::once(first).chain(FROM_CONTRACT).chain(now.filter(|_| is_over));
    let shown = ladder.filter(|status| has(*status) || ahead(*status));
    shown
        .map(|status| {
            let mark = claim(status).map(|claim| b.mark(Some(claim)));
            let (bucket, label) = match mark {
                Some(mark) => (mark.bucket, mark.label),
                None => ("", b.t(&format!("status-{}", status.name()))),
            };
            Step { label, bucket, reached: has(status), current: now == Some(status) }
        })
        .collect()
}

/// The steps that were reached, with the dates that sources give; of equal dates, together.
pub(super) fn dates(b: &Builder<'_>, deal: &Deal) -> Vec<Reached> {
    let mut groups: Vec<(&Edtf, Vec<&Claim>)> = Vec::new();
    for (_, claim) in reached(b, deal) {
        let Some(date) = claim.on.as_ref().or(claim.as_of.as_ref()) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == date) {
            Some((_, alike)) => alike.push(claim),
            None => groups.push((date, vec![claim])),
        }
    }
    let label = |alike: Vec<&Claim>| {
        let mut names = alike.into_iter().map(|claim| b.mark(Some(claim)).label);
        let first = names.next().unwrap_or_default();
        std::iter::once(first).chain(names.map(|name| name.to_lowercase())).collect::<Vec<_>>().join(", ")
    };
    groups.into_iter().map(|(date, alike)| Reached { label: label(alike), date: b.date(date).markup() }).collect()
}

/// "Start planned for Nov. 2025", where that day is over and no source says that the deal came into force.
pub(super) fn promised(b: &Builder<'_>, deal: &Deal) -> Markup {
    let has_begun = reached(b, deal).iter().any(|(status, _)| *status >= Status::Active);
    let starts = deal.legs.iter().find_map(|leg| leg.builtin(BuiltinField::Starts)).and_then(Fact::date);
    let is_past = |date: &&Edtf| date.latest().is_some_and(|day| day < b.briefing.day);
    match starts.filter(is_past) {
        Some(date) if !has_begun => Markup(b.say("start-promised", &[("date", &b.date(date).markup().0)])),
        Some(_) | None => Markup::default(),
    }
}

/// Every status that is evidenced, with the first claim that says so.
fn reached<'d>(b: &Builder<'_>, deal: &'d Deal) -> Vec<(Status, &'d Claim)> {
    let known = |claim: &&Claim| {
        claim.rank != Rank::Deprecated && claim.effective_day().is_none_or(|day| day <= b.briefing.day)
    };
    let first = |status: Status| {
        let claims = deal.status.claims.iter().filter(known).filter(|claim| claim.status() == Some(status));
        Some((status, claims.min_by_key(|claim| claim.effective_day())?))
    };
    Status::ALL.into_iter().filter_map(first).collect()
}
