//! A part of a leg names one: a leg of its kind that is summed, and not itself.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes, listed};
use crate::ledger::{self, At};
use crate::model::{Leg, Place};

use super::{circles, leg_name, legs, tranche_exceeds};

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(tranche_exceeds::found(context, codes::OF_WHICH));
    for (at, leg) in legs(context) {
        out.extend(leg.of_which.as_ref().and_then(|place| misplaced(context, at, leg, place)));
    }
    for (at, chain) in circles(context, |at| context.ledger().whole_of(at)) {
        let Some(place) = &context.briefing.deal(at.0).legs[at.1].of_which else { continue };
        let title = format!("{} is a part of itself", leg_name(context, at));
        out.push(
            Diagnostic::new(codes::OF_WHICH, place.span, title)
                .note(format!("the chain is {chain}"))
                .help("`of_which` stands in the part and names the whole"),
        );
    }
}

fn misplaced(context: &Context<'_>, at: At, leg: &Leg, place: &Place) -> Option<Diagnostic> {
    let (briefing, kind) = (context.briefing, leg.kind.name());
    let new = |title: String| Diagnostic::new(codes::OF_WHICH, place.span, title);
    let Some(id) = &place.leg else {
        let deal = briefing.deal(place.deal);
        let is_known = deal.broken || deal.legs.is_empty() || ledger::whole(briefing, at, leg, place).is_some();
        let title = format!("`{}` does not have exactly one leg of the kind `{kind}`", deal.id);
        let choices = || listed(deal.legs.iter().map(|leg| format!("{}.{}", deal.id, leg.id)));
        return (!is_known).then(|| new(title).help(format!("say which leg is the whole: {}", choices())));
    };
    let found = ledger::named(briefing, place.deal, id)?;
    let whole = &briefing.deal(found.0).legs[found.1];
    let name = leg_name(context, found);
    if found == at {
        return Some(new(format!("{name} is a part of itself")).help("name the leg that contains it"));
    }
    if whole.kind != leg.kind {
        let title = format!("expected a leg of the kind `{kind}`, found the `{}` {name}", whole.kind.name());
        return Some(new(title).context(whole.span, "the whole").help("what is a part of a leg is of its kind"));
    }
    let title = format!("{name} is a frame, which is never summed");
    let help = "what a frame contains is `part_of` it: the parts count";
    whole.frame.then(|| new(title).context(whole.span, "the frame").help(help))
}
