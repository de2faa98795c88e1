//! A deal is part of an umbrella, no umbrella is part of itself, and its parts fit into it.

use rust_decimal::Decimal;

use crate::check::{Context, cycles, plans, rates};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Deal;
use crate::quantity::{Quantity, QuantityText};
use crate::span::Span;

use super::with_places;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let edges = plans::edges(context.briefing);
    let circles = cycles::find(&edges);
    for circle in &circles {
        out.extend(circle_of_parts(context, circle));
    }
    let on_circle = plans::on_circle(&edges);
    for (deal, _) in context.briefing.deals.iter().zip(&on_circle).filter(|(_, on)| !**on) {
        out.extend(no_umbrella(context, deal));
    }
    for plan in plans::all(context) {
        out.extend(above_whole(context, &plan));
    }
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

fn above_whole(context: &Context<'_>, plan: &plans::Plan<'_>) -> Option<Diagnostic> {
    let (high, unit) = (plan.most.high?, plan.most.unit);
    let rates = &context.briefing.site.rates;
    let mut sum = Decimal::ZERO;
    for part in &plan.parts {
        let (from, to) = part.sum.unit.currency().zip(unit.currency())?;
        let least = rates::convert(rates, part.sum.low, from, to).unwrap_or(Decimal::ZERO);
        sum = sum.saturating_add(least);
    }
    if sum < high || (sum == high && !plan.most.high_open) {
        return None;
    }
    let title = format!(
        "the parts of `{}` add up to at least {}, more than its {}",
        plan.deal.id,
        QuantityText(Quantity::exact(sum, unit)),
        context.written(plan.claim.span)
    );
    let problem = Diagnostic::new(codes::UMBRELLA, plan.claim.span, title)
        .label("less than its parts")
        .help("a plan that is a floor is written `≥`; a deal that does not belong to it has no `part_of`");
    Some(with_places(problem, plan.parts.iter().map(|p| (p.claim.span, "a part".to_owned()))))
}
