//! A chain of expansions holds together: each step enlarges one leg, in its unit, and no total is below what there is.

use crate::check::Context;
use crate::diagnostics::{Code, Diagnostic, codes};
use crate::ledger::{self, At, Broken, Fault};
use crate::model::{BuiltinField, Claim};
use crate::quantity::QuantityText;

use super::{circles, leg_name, legs};

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = context.briefing;
    for (at, leg) in legs(context) {
        let Some(Err(root)) = ledger::enlarged(briefing, at.0, leg) else { continue };
        out.extend(no_step(context, at, briefing.deal(root)));
    }
    for (at, chain) in circles(context, |at| context.ledger().step_before(at)) {
        // Circles of deals are told once, for the deals.
        let Some((place, _)) = &briefing.deal(at.0).legs[at.1].expands else { continue };
        let title = format!("{} enlarges itself", leg_name(context, at));
        out.push(
            Diagnostic::new(codes::CHAIN, place.span, title)
                .note(format!("the chain is {chain}"))
                .help("`expands` stands in the newer leg and names the older one"),
        );
    }
    out.extend(misfits(context, codes::CHAIN));
}

/// The steps that do not fit, of one code: `chain`, `currency`.
pub(super) fn misfits(context: &Context<'_>, code: Code) -> impl Iterator<Item = Diagnostic> {
    let all = context.ledger().broken().iter().filter_map(move |broken| misfit(context, broken));
    all.filter(move |problem| problem.code == code)
}

/// A leg of which nobody knows what it enlarges.
fn no_step(context: &Context<'_>, at: At, root: &crate::model::Deal) -> Option<Diagnostic> {
    let deal = context.briefing.deal(at.0);
    let leg = &deal.legs[at.1];
    let span = match (&leg.expands, &deal.expands) {
        // A name that leads nowhere is an unknown leg.
        (Some((place, _)), _) if place.leg.is_some() => return None,
        (Some((place, _)), _) => place.span,
        (None, Some((relation, _))) => relation.span,
        (None, None) => return None,
    };
    if root.broken || root.legs.is_empty() || root.id == deal.id {
        return None;
    }
    let choices: Vec<String> = root.legs.iter().map(|leg| format!("`{}.{}`", root.id, leg.id)).collect();
    let title = format!("which leg of `{}` does {} enlarge?", root.id, leg_name(context, at));
    Some(
        Diagnostic::new(codes::CHAIN, span, title)
            .label(format!("not one `{}` of the same payers and payees", leg.kind.name()))
            .context(leg.span, "this leg")
            .help(format!("write `expands` and `adds` in the leg, and name one of {}", choices.join(", "))),
    )
}

fn misfit(context: &Context<'_>, broken: &Broken) -> Option<Diagnostic> {
    let claim = step(context, broken.at, broken.field)?;
    let written = context.written(claim.span);
    let new = |title: String| Diagnostic::new(codes::CHAIN, claim.span, title);
    Some(match broken.fault {
        Fault::NotSum(_) => return None,
        Fault::Unit(first) => other_unit(context, claim, step(context, first, broken.field)?),
        Fault::SameDay(other) => new(format!("{written} is one of two totals of one day"))
            .label("which is the later one?")
            .context(step(context, other, broken.field)?.span, "the other one")
            .help("give the later one its day, or write what it adds, with `adds = \"increment\"`"),
        Fault::Below(firm) => {
            new(format!("the total {written} is below what there is already, {}", QuantityText(firm)))
                .label("less than the steps before it")
                .help("a cut is no expansion: write a newer value with `on` in the older sheet, or `supersedes`")
        }
    })
}

fn other_unit(context: &Context<'_>, claim: &Claim, first: &Claim) -> Diagnostic {
    let currency = |claim: &Claim| super::no_rate::figure(claim)?.unit.currency();
    let (one, other) = (context.written(claim.span), context.written(first.span));
    let problem = match currency(claim).zip(currency(first)) {
        Some((own, of)) => {
            let title = format!("a step in `{}` of a chain in `{}`, with no rate", own.code(), of.code());
            Diagnostic::new(codes::CURRENCY, claim.span, title).help(super::no_rate::advice(own, of))
        }
        None => {
            let title = format!("the step {one} is in another unit than {other}, with which its chain begins");
            Diagnostic::new(codes::CHAIN, claim.span, title).help("a chain is of one unit: write a deal of its own")
        }
    };
    problem.context(first.span, "the chain")
}

/// The claim that says what a step comes to: its value, else the total that it states.
fn step<'a>(context: &Context<'a>, at: At, field: BuiltinField) -> Option<&'a Claim> {
    let leg = &context.briefing.deal(at.0).legs[at.1];
    let said = |field: BuiltinField| context.ledger().figure(leg.builtin(field)).map(|(claim, _)| claim);
    said(field).or_else(|| said(BuiltinField::Total))
}
