//! A leg or a tranche that a sheet names is there: whether another deal has it is known when all deals are.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, closest, codes, listed};
use crate::model::{Deal, Leg, Place};

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let parts = deal.legs.iter().flat_map(|leg| leg.part_of.iter().chain(&leg.of_which));
    let whole_legs = parts.chain(deal.legs.iter().flat_map(|leg| leg.expands.iter().map(|(place, _)| place)));
    out.extend(whole_legs.filter_map(|place| unknown(context, place, false)));
    let replaced = deal.legs.iter().flat_map(|leg| &leg.supersedes).chain(&deal.replaces);
    out.extend(replaced.filter_map(|place| unknown(context, place, true)));
}

/// A place that is not there; `tranches` says whether it may be one.
fn unknown(context: &Context<'_>, place: &Place, tranches: bool) -> Option<Diagnostic> {
    let deal = context.briefing.deal(place.deal);
    // What a sheet lacks that could be read in part only may stand there.
    let name = place.leg.as_ref().filter(|_| !deal.broken && !deal.legs.is_empty())?;
    let called: Vec<&Leg> = deal.legs.iter().filter(|leg| leg.is_called(name)).collect();
    let id = &deal.id;
    match &called[..] {
        [] => {
            let there: Vec<&str> = deal.legs.iter().map(|leg| leg.id.as_str()).collect();
            Some(nothing(context, place, (name, format!("`{id}` has no leg `{name}`")), &there))
        }
        [leg] => {
            let tranche = place.tranche.as_ref()?;
            if !tranches {
                let title = format!("expected a leg, found its tranche {}", context.written(place.span));
                let problem = Diagnostic::new(codes::UNKNOWN_FACT, place.span, title);
                return Some(problem.help(format!("name the leg: `{}`", written(context, place, name))));
            }
            let there: Vec<&str> = leg.tranches.iter().map(|tranche| tranche.id.as_str()).collect();
            let title = format!("the leg `{name}` of `{id}` has no tranche `{tranche}`");
            (!there.contains(&tranche.as_str())).then(|| nothing(context, place, (tranche, title), &there))
        }
        several => {
            let title = format!("`{name}` of `{id}` could be any of {} legs", several.len());
            let ids = listed(several.iter().map(|leg| &leg.id));
            Some(Diagnostic::new(codes::UNKNOWN_FACT, place.span, title).help(format!("say which: {ids}")))
        }
    }
}

fn nothing(context: &Context<'_>, place: &Place, (word, title): (&str, String), there: &[&str]) -> Diagnostic {
    let text = context.files.get(place.span.file).slice(place.span);
    let problem = Diagnostic::new(codes::UNKNOWN_FACT, place.span, title);
    let problem = match there {
        [] => problem.help("it has none"),
        _ => problem.help(format!("it has {}", listed(there))),
    };
    match (closest(word, there.iter().copied()), text.rfind(word)) {
        (Some(near), Some(at)) => problem.suggest("a similar name exists", place.span.part(at..at + word.len()), near),
        _ => problem,
    }
}

/// A place as it is written, up to and with a leg's name.
fn written<'a>(context: &Context<'a>, place: &Place, leg: &str) -> &'a str {
    let text = context.files.get(place.span.file).slice(place.span);
    text.rfind(&format!("{leg}.")).and_then(|at| text.get(..at + leg.len())).unwrap_or(text)
}
