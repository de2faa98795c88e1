//! A deal is part of an umbrella, a leg of a frame, no umbrella is part of itself, and its parts fit into it.

use std::collections::BTreeSet;

use crate::check::{Context, cycles};
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger::{self, At, Coverage, Part, Scope};
use crate::model::{BuiltinField, Deal, Place};
use crate::quantity::{Extent, Quantity, QuantityText};
use crate::span::Span;

use super::{circles as leg_circles, leg_name, legs, with_places};

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let edges: Vec<Vec<usize>> =
        context.briefing.deals.iter().map(|d| d.part_of.iter().map(|r| r.deal.index()).collect()).collect();
    let circles = cycles::find(&edges);
    for circle in &circles {
        out.extend(circle_of_parts(context, circle));
    }
    let on_circle: BTreeSet<usize> = circles.iter().flat_map(|circle| circle.members.iter().copied()).collect();
    for (deal, _) in context.briefing.deals.iter().zip(0..).filter(|(_, i)| !on_circle.contains(i)) {
        out.extend(no_umbrella(context, deal));
    }
    for (_, leg) in legs(context) {
        out.extend(leg.part_of.as_ref().and_then(|place| no_frame(context, place)));
    }
    let frame = |at: At| {
        let place = context.briefing.deal(at.0).legs[at.1].part_of.as_ref()?;
        ledger::frame(context.briefing, place)
    };
    for (at, chain) in leg_circles(context, frame) {
        let Some(place) = &context.briefing.deal(at.0).legs[at.1].part_of else { continue };
        let title = format!("{} is part of itself", leg_name(context, at));
        let problem = Diagnostic::new(codes::UMBRELLA, place.span, title).note(format!("the chain is {chain}"));
        out.push(problem.help("remove `part_of` from the frame that contains the others"));
    }
    let ledger = context.ledger();
    for coverage in ledger.frames(Scope::Site).into_iter().filter_map(|frame| ledger.coverage(frame)) {
        out.extend(above_whole(context, &coverage));
    }
}

/// A leg that is part of a leg or a deal that is no frame.
fn no_frame(context: &Context<'_>, place: &Place) -> Option<Diagnostic> {
    let whole = context.briefing.deal(place.deal);
    if whole.broken || whole.legs.is_empty() || ledger::frame(context.briefing, place).is_some() {
        return None;
    }
    let (name, span) = match &place.leg {
        Some(id) => {
            let at = ledger::named(context.briefing, place.deal, id)?;
            (format!("the leg {}", leg_name(context, at)), whole.legs[at.1].span)
        }
        None => (format!("the deal `{}`", whole.id), Span::start_of(whole.file)),
    };
    Some(
        Diagnostic::new(codes::UMBRELLA, place.span, format!("expected a frame, found {name}"))
            .context(span, "has no `umbrella = true`")
            .help("a total that contains others and is never added to them has `umbrella = true`")
            .help("a part of a leg that is itself counted is `of_which`"),
    )
}

fn circle_of_parts(context: &Context<'_>, circle: &cycles::Cycle) -> Option<Diagnostic> {
    let deals = &context.briefing.deals;
    let span = deals[circle.from].part_of?.span;
    let title = format!("`{}` is part of itself", deals[circle.to].id);
    let problem = Diagnostic::new(codes::UMBRELLA, span, title);
    Some(match circle.length {
        1 => problem.help("name the plan that contains this deal, or remove `part_of`"),
        _ => problem
            .note(format!("the chain is {}", circle.chain(|n| &deals[n].id)))
            .help("remove `part_of` from the deal that contains the others"),
    })
}

fn no_umbrella(context: &Context<'_>, deal: &Deal) -> Option<Diagnostic> {
    let relation = deal.part_of?;
    let whole = context.briefing.deal(relation.deal);
    // A sheet without status and legs did not parse: whether it is an umbrella is not known.
    if whole.umbrella || (whole.status.claims.is_empty() && whole.legs.is_empty()) {
        return None;
    }
    let place = Span::start_of(whole.file);
    let title = format!("expected an umbrella, found the deal `{}`", whole.id);
    Some(
        Diagnostic::new(codes::UMBRELLA, relation.span, title)
            .label("not a plan that contains others")
            .context(place, "has no `umbrella = true`")
            .help(format!("if it is a plan, add `umbrella = true` to `{}`", context.path(place)))
            .help("for a deal that belongs to another without being part of a plan, write `follows` or `expands`"),
    )
}

fn above_whole(context: &Context<'_>, coverage: &Coverage<'_>) -> Option<Diagnostic> {
    let value = |id, leg: usize, part: Part| {
        let leg = &context.briefing.deal(id).legs[leg];
        let fact = match part {
            Part::Tranche(index) => leg.tranches[index].builtin(BuiltinField::Value),
            Part::Whole | Part::Rest => leg.builtin(BuiltinField::Value),
        };
        context.ledger().figure(fact).map(|(claim, _)| claim)
    };
    let (id, index) = coverage.frame;
    let deal = context.briefing.deal(id);
    // Which of several figures of a plan its deals belong to is not said.
    let is_plain = deal.legs.len() == 1 || context.briefing.parts[id.index()].is_empty();
    let claim = value(id, index, Part::Whole)?;
    let (whole, sum) = (coverage.whole.extent(), coverage.itemised);
    if !is_plain || !whole.ends_before(&Extent { high: None, ..sum.extent() }) {
        return None;
    }
    let title = format!(
        "the parts of `{}` add up to at least {}, more than its {}",
        deal.id,
        QuantityText(Quantity::exact(sum.low, sum.unit)),
        context.written(claim.span)
    );
    let problem = Diagnostic::new(codes::UMBRELLA, claim.span, title)
        .label("less than its parts")
        .help("a plan that is a floor is written `≥`; a deal that does not belong to it has no `part_of`");
    let mut parts: Vec<Span> =
        coverage.parts.iter().filter_map(|p| Some(value(p.entry.deal, p.entry.leg, p.entry.part)?.span)).collect();
    parts.sort_unstable();
    Some(with_places(problem, parts.into_iter().map(|span| (span, "a part".to_owned()))))
}
