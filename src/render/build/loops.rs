//! Loops in words: a sentence, a table of what goes out and comes back, a small drawing.

use super::totals::{mark, sum};
use super::{Builder, summary};
use crate::ledger::{Flow, Loop, Step};
use crate::locale::Style;
use crate::model::{Amount, CompanyId, DealId};
use crate::quantity::Quantity;
use crate::render::view::{Figure, LoopFlow, LoopRow, LoopView, Words};

mod drawing;

/// Loops on the page of a company.
pub(crate) const LOOPS_OF_COMPANY: usize = 6;
/// Loops on the page of a deal.
const LOOPS_OF_DEAL: usize = 3;
/// Flows of one step that are listed.
const FLOWS: usize = 4;

/// The loops that a deal is on.
pub(super) fn of_deal(b: &Builder<'_>, deal: DealId) -> Vec<LoopView> {
    b.books.loops.of_deal(deal, LOOPS_OF_DEAL).iter().map(|l| view(b, l)).collect()
}

/// The loops through the group of a company.
pub(super) fn of_company(b: &Builder<'_>, company: CompanyId) -> Vec<LoopView> {
    b.books.loops.of_company(b.briefing.group[company.index()]).take(LOOPS_OF_COMPANY).map(|l| view(b, &l)).collect()
}

fn view(b: &Builder<'_>, found: &Loop<'_>) -> LoopView {
    let clauses: Vec<String> =
        found.steps.iter().enumerate().filter_map(|(n, s)| Some(clause(b, s.flows.first()?, n == 0))).collect();
    let text = clauses.join(&b.t("clauses"));
    LoopView {
        text: Words { text: format!("{}.", crate::chars::capitalised(&text)), lang: None },
        mark: mark(b, found.weakest),
        at_most: found.at_most.map(|most| {
            let id = if most.high_open { "loop-less-than" } else { "loop-at-most" };
            // The low end of the smallest amount does not matter: less may go round.
            let most = Quantity { low: most.high.unwrap_or(most.low), high_open: false, ..most };
            b.say(id, &[("figure", &sum(b, &most, Style::Long).text)])
        }),
        notes: super::totals::converted(b, found.steps.iter().flat_map(|s| &s.flows).filter_map(|flow| flow.rate)),
        onward: found.onward.iter().map(|o| onward(b, o.from, o.to)).collect(),
        rows: found.steps.iter().map(|s| row(b, s)).collect(),
        drawing: drawing::make(b, found),
    }
}

/// "OpenAI pays AWS: $38 billion".
fn clause(b: &Builder<'_>, flow: &Flow<'_>, begins: bool) -> String {
    let deal = b.briefing.deal(flow.deal);
    let leg = &deal.legs[flow.leg];
    let parties = match begins {
        true => summary::leg_parties(b, deal, leg).text.text,
        false => super::sentence::further(b, deal, leg),
    };
    let figure = flow.figure.map_or_else(|| b.amount(&Amount::Undisclosed), |f| b.figure(&f)).text;
    format!("{parties}{}{figure}", b.t("colon"))
}

fn onward(b: &Builder<'_>, from: CompanyId, to: CompanyId) -> String {
    let name = |c: CompanyId| b.company_ref(c).short.as_str();
    b.say("loop-onward", &[("from", name(from)), ("to", name(to))])
}

fn row(b: &Builder<'_>, step: &Step<'_>) -> LoopRow {
    let flow = |flow: &Flow<'_>| LoopFlow {
        kind: b.defined(&flow.kind.label, false),
        figure: figure(b, flow),
        mark: mark(b, flow.bucket),
        url: b.summary(flow.deal).url.clone(),
    };
    let rest = step.more + step.flows.len().saturating_sub(FLOWS);
    LoopRow {
        from: b.company(step.from),
        to: b.company(step.to),
        flows: step.flows.iter().take(FLOWS).map(flow).collect(),
        rest: (rest > 0).then(|| b.count("rest-deals", rest)),
    }
}

fn figure(b: &Builder<'_>, flow: &Flow<'_>) -> Figure {
    flow.figure.map_or_else(|| b.amount(&Amount::Undisclosed), |f| b.short_figure(&f))
}
