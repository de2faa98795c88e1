//! What is known of a plan, as a ladder of its parts inside of a frame, whoever pays them.

use rust_decimal::Decimal;

use super::super::Builder;
use super::super::share::of_plan;
use super::super::text_chart::amounts;
use super::super::totals::{BUCKETS, mark, sum};
use super::drawing::{Drawn, end, fill, frame, keys_of, rest, row_of, ticks};
use crate::ledger::{Coverage, CoveragePart};
use crate::locale::Style;
use crate::model::Bucket;
use crate::quantity::Unit;
use crate::render::chart::{Label, Ladder, Rung, Scale, Step};
use crate::render::view::{ChartView, Markup};

/// The chart of a plan; `None` without parts.
pub(in super::super) fn plan(b: &Builder<'_>, plan: &Coverage<'_>, on: Drawn<'_>) -> Option<ChartView> {
    let reach =
        plan.parts.iter().filter_map(|part| part.entry.sum).map(end).fold(Decimal::ZERO, Decimal::saturating_add);
    let whole = plan.whole.high.unwrap_or(plan.whole.low);
    let framed = plan.whole.high.is_some() && reach <= whole;
    let scale = if framed { Scale::of(whole) } else { Scale::around(reach.max(whole)) }?;
    let deal = &b.summary(plan.frame.0).short.text;
    let title = match of_plan(b, plan) {
        Some(share) => b.say("ladder-share", &[("share", &share)]),
        None => b.t("plan-parts-title"),
    };
    let of = |bucket: Bucket| plan.parts.iter().filter(move |part| part.bucket == bucket);
    let mut steps: Vec<Step> =
        BUCKETS.into_iter().flat_map(of).map(|part| Step::Rung(rung(b, part, on.root))).collect();
    if steps.is_empty() {
        return None;
    }
    steps.extend(framed.then(|| rest(b, plan)));
    let said: Vec<String> = plan.parts.iter().map(|part| format!("{} {}", name(b, part), amount(b, part))).collect();
    let svg = Ladder {
        id: on.id.to_owned(),
        title: title.clone(),
        description: format!("{deal}{}{}", b.t("colon"), said.join(", ")),
        scale,
        ticks: ticks(b, scale, Unit::Money(plan.currency)),
        accent: true,
        each: false,
        frame: framed.then(|| frame(b, plan)),
        steps,
    };
    let day = b.locale.day(b.briefing.day, Style::Long);
    let caption = b.say("chart-shares", &[("plan", deal), ("day", &day)]);
    let keys = keys_of(b, || plan.parts.iter().filter_map(|part| Some((part.bucket, part.entry.sum?))));
    let row = |part: &CoveragePart<'_>| {
        row_of(b, (name(b, part), url(b, part)), mark(b, part.bucket), part.entry.sum.as_ref())
    };
    Some(amounts(b, (title, caption), keys, Markup(svg.svg()), plan.parts.iter().map(row).collect()))
}

fn url(b: &Builder<'_>, part: &CoveragePart<'_>) -> String {
    b.summary(part.entry.deal).url.clone()
}

/// Who is paid; a part that names nobody is its deal.
fn name(b: &Builder<'_>, part: &CoveragePart<'_>) -> String {
    let payee = b.briefing.deal(part.entry.deal).legs[part.entry.leg].payees().next();
    payee.map_or_else(|| b.summary(part.entry.deal).short.text.clone(), |company| b.company_ref(company).short.clone())
}

fn amount(b: &Builder<'_>, part: &CoveragePart<'_>) -> String {
    match (part.entry.figure.filter(|_| part.entry.rate.is_none()), part.entry.sum) {
        (Some(figure), _) => b.short_figure(figure).text,
        (None, Some(added)) => sum(b, &added, Style::Short).text,
        (None, None) => b.t("undisclosed-short"),
    }
}

fn rung(b: &Builder<'_>, part: &CoveragePart<'_>, root: &str) -> Rung {
    let notes = vec![b.deal_mark(b.briefing.deal(part.entry.deal)).label];
    Rung {
        label: Label { name: name(b, part), amount: amount(b, part), counted: part.entry.sum.is_some(), notes },
        fill: fill(part.bucket),
        href: format!("{root}{}", url(b, part)),
        amount: part.entry.sum.map(|sum| (sum.low, sum.high)),
    }
}
