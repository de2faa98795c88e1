//! What was due, and of which nobody says what became of it.
//!
//! Of a leg, a tranche, a milestone. `met` says that it came; a status that it was reached, or ended, or was looked at
//! since, on whatever level.

use jiff::civil::Date;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Bucket, BuiltinField, Claim, Deal, Fact, State, Status, Value};

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let day = context.day();
    let Some(state) = deal.state_on(day) else { return };
    for milestone in &deal.milestones {
        out.extend(overdue(context, &milestone.facts, &[&deal.status], state));
    }
    for leg in &deal.legs {
        let statuses: Vec<&Fact> = std::iter::once(&deal.status).chain(of(&leg.facts, BuiltinField::Status)).collect();
        let state = deal.leg_on(leg, day).unwrap_or(state);
        out.extend(overdue(context, &leg.facts, &statuses, state));
        for tranche in &leg.tranches {
            let own = of(&tranche.facts, BuiltinField::Status);
            let statuses: Vec<&Fact> = statuses.iter().copied().chain(own).collect();
            let state = deal.tranche_on(leg, tranche, day).unwrap_or(state);
            out.extend(overdue(context, &tranche.facts, &statuses, state));
        }
    }
}

fn of(facts: &[Fact], field: BuiltinField) -> Option<&Fact> {
    facts.iter().find(|fact| fact.field == field.id())
}

fn overdue(context: &Context<'_>, facts: &[Fact], statuses: &[&Fact], state: State) -> Option<Diagnostic> {
    let claim = of(facts, BuiltinField::Due).and_then(Fact::best)?;
    let Value::Date(due) = &claim.value else { return None };
    let (day, last) = (context.day(), due.latest().or_else(|| due.earliest())?);
    let is_over = state.status == Status::Completed || state.bucket() == Bucket::Off;
    let met = of(facts, BuiltinField::Met).is_some_and(|fact| fact.live().next().is_some());
    let first: Date = due.earliest().unwrap_or(last);
    let since = |claim: &Claim| claim.effective_day().is_some_and(|on| first <= on && on <= day);
    if day <= last || is_over || met || statuses.iter().any(|fact| fact.live().any(since)) {
        return None;
    }
    let title = format!("due by {last}, and nobody says whether it came");
    Some(
        Diagnostic::new(codes::OVERDUE, claim.span, title)
            .label(format!("passed by {day}"))
            .help("add `met` with its day and source, or the status that it has come to since")
            .help("a day that was put off is a second claim on `due`, the older one `deprecated`"),
    )
}
