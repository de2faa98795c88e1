//! A chart of a text has something to draw.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger::{Account, Direction, Scope, group_deals};
use crate::model::{Chart, ChartKind, CompanyId, Entity, Fact};
use crate::resolve::{Charted, charted};

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for (entity, text) in context.briefing.bodies() {
        out.extend(text.charts.iter().filter_map(|chart| empty(context, entity, chart)));
    }
}

fn empty(context: &Context<'_>, entity: Entity, chart: &Chart) -> Option<Diagnostic> {
    let lacks = match charted(context.briefing, entity, chart)? {
        Charted::Company(id) if chart.kind == ChartKind::Terms => {
            context.ledger().schedule_of(&group_deals(context.briefing, id)).due.is_empty().then_some(TERMS)
        }
        Charted::Company(id) => {
            (!is_priced(context, id, chart.receives)).then_some("an amount that it pays or receives")
        }
        Charted::Deal(id) if chart.kind == ChartKind::Terms => context.ledger().due_of(id).is_empty().then_some(TERMS),
        Charted::Deal(id) => {
            let plan = context.ledger().frame_of(id).and_then(|frame| context.ledger().coverage(frame));
            plan.is_none_or(|plan| plan.parts.is_empty()).then_some("a plan with parts that have an amount")
        }
        Charted::Site => context.ledger().schedule().due.is_empty().then_some(TERMS),
        Charted::Fact(found) => lacks_steps(found.fact),
        Charted::CompanyFact(_, fact) => lacks_steps(fact),
    }?;
    let span = chart.of.as_ref().map_or(chart.span, |of| of.span);
    let title = format!("expected {lacks} to draw, found none");
    Some(Diagnostic::new(codes::EMPTY_CHART, span, title).help("leave the chart out until the sheets have it"))
}

const TERMS: &str = "a date to come";

fn lacks_steps(fact: &Fact) -> Option<&'static str> {
    (fact.steps().len() < 2).then_some("a value that was another before")
}

fn is_priced(context: &Context<'_>, id: CompanyId, receives: Option<bool>) -> bool {
    let ledger = context.ledger();
    let fits = |direction| receives.is_none_or(|receives| (direction == Direction::Receives) == receives);
    let totals = ledger.statement(Scope::Company(id)).totals;
    totals.iter().any(|total| fits(total.direction) && matches!(total.measure, Some(Account::Money(_))))
        || (fits(Direction::Pays) && !ledger.frames(Scope::Company(id)).is_empty())
}
