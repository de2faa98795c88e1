//! A deal that another replaces counts nothing, and its own status should say why.
//!
//! Its page would go on saying "signed". `completed`, `cancelled` and `stalled` end it; the replacing deal must be
//! binding itself, for until then the old one holds. Judged on the last day that the briefing is kept to.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger;
use crate::model::{Bucket, BuiltinField, Claim, Deal, Place, State, Status};
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let day = context.day();
    let of_legs = deal.legs.iter().filter(|leg| !leg.supersedes.is_empty()).flat_map(|leg| {
        let is_firm = deal.leg_on(leg, day).map(State::bucket) == Some(Bucket::Committed);
        leg.supersedes.iter().filter(move |_| is_firm)
    });
    out.extend(of_legs.filter_map(|place| part(context, deal, place)));
    if deal.bucket_on(day) != Bucket::Committed {
        return;
    }
    out.extend(deal.replaces.iter().filter_map(|place| part(context, deal, place)));
    if deal.supersedes.is_empty() {
        return;
    }
    let own = context.briefing.find_deal(&deal.id);
    let is_replaced = own.is_some_and(|id| ledger::is_replaced(context.briefing, id, day));
    if is_replaced {
        return;
    }
    for relation in &deal.supersedes {
        let old = context.briefing.deal(relation.deal);
        let claim = old.status_on(day).filter(|claim| claim.status().is_some_and(is_open));
        out.extend(claim.map(|claim| open(context, deal, (&old.id, claim), relation.span)));
    }
}

/// A leg or a tranche that was replaced alone: its own status ends it, else it has that of the level above.
fn part(context: &Context<'_>, deal: &Deal, place: &Place) -> Option<Diagnostic> {
    let (old, day) = (context.briefing.deal(place.deal), context.day());
    let Some(name) = &place.leg else {
        let claim = old.status_on(day).filter(|claim| claim.status().is_some_and(is_open) && old.id != deal.id)?;
        return Some(open(context, deal, (&old.id, claim), place.span));
    };
    let (_, index) = ledger::named(context.briefing, place.deal, name)?;
    let leg = &old.legs[index];
    let (path, own, state) = match &place.tranche {
        Some(id) => {
            let tranche = leg.tranche(id)?;
            (&tranche.path, tranche.builtin(BuiltinField::Status), old.tranche_on(leg, tranche, day)?)
        }
        None => (&leg.id, leg.builtin(BuiltinField::Status), old.leg_on(leg, day)?),
    };
    let own = own.or_else(|| leg.builtin(BuiltinField::Status)).and_then(|fact| fact.status_on(day));
    let claim = own.or_else(|| old.status_on(day)).filter(|_| is_open(state.status))?;
    Some(open(context, deal, (&format!("{}.{path}", old.id), claim), place.span))
}

fn is_open(status: Status) -> bool {
    !matches!(status, Status::Completed | Status::Cancelled | Status::Stalled)
}

fn open(context: &Context<'_>, deal: &Deal, (old, claim): (&str, &Claim), replaced: Span) -> Diagnostic {
    let status = context.written(claim.span);
    let title = format!("`{old}` is replaced by `{}`, and its status is still {status}", deal.id);
    Diagnostic::new(codes::SUPERSEDED_OPEN, claim.span, title)
        .label("expected `completed` or `cancelled`")
        .context(replaced, "replaced here")
        .help("add a status that ends it, with the day in `on` and the source")
}
