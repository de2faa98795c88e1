//! How much of a plan is itemised in deals.

use rust_decimal::Decimal;

use super::Builder;
use crate::model::{Amount, Bucket, BuiltinField, DealId, Fact, Figure as Amounted, Interval, Kind, Unit};
use crate::render::view::{Segment, ShareBar};

/// Parts drawn one by one; smaller ones are one segment together.
const DRAWN: usize = 8;

/// A part of a plan with its value.
struct Part<'a> {
    deal: DealId,
    figure: &'a Amounted,
    interval: Interval,
    bucket: Bucket,
}

/// The bar of the plan that a deal belongs to, or is.
pub(super) fn of_deal(b: &Builder<'_>, id: DealId) -> Option<ShareBar> {
    let deal = b.briefing.deal(id);
    match (deal.umbrella, deal.part_of) {
        (true, _) => bar(b, id, None),
        (false, Some(relation)) => bar(b, relation.deal, Some(id)),
        (false, None) => None,
    }
}

/// The bar of a plan; `current` is marked.
pub(super) fn bar(b: &Builder<'_>, plan: DealId, current: Option<DealId>) -> Option<ShareBar> {
    let (figure, whole) = value_of_plan(b, plan)?;
    let parts = parts(b, plan, figure.unit);
    if parts.is_empty() {
        return None;
    }
    let text = match current.and_then(|c| parts.iter().find(|p| p.deal == c)) {
        Some(part) => {
            let share = range(b, part.interval.low, part.interval.high, part.interval.high_excluded, whole)?;
            super::words::capitalised(&b.say("plan-of", &[("share", &share)]))
        }
        None => covered(b, plan)?,
    };
    let value = b.figure(figure);
    Some(ShareBar {
        title: b.say("plan-title", &[("figure", &value.text)]),
        plan: super::deal::deal_link(b, plan),
        figure: value,
        segments: segments(b, &parts, whole, current),
        text,
    })
}

/// "43 to 49 % of the plan is itemised"; `None` without figures.
pub(super) fn covered(b: &Builder<'_>, plan: DealId) -> Option<String> {
    let (figure, whole) = value_of_plan(b, plan)?;
    let parts = parts(b, plan, figure.unit);
    if parts.is_empty() {
        return None;
    }
    let low: Decimal = parts.iter().map(|p| p.interval.low).sum();
    let high: Option<Decimal> = parts.iter().map(|p| p.interval.high).sum();
    let percent = |n: Decimal| Some(b.locale.percent(share(n, whole)?));
    match high {
        Some(high) if high > low => {
            Some(b.say("plan-share-range", &[("low", &percent(low)?), ("high", &percent(high)?)]))
        }
        _ => Some(b.say("plan-share", &[("low", &percent(low)?)])),
    }
}

/// Per cent of the whole, to one decimal below ten, else to none.
fn share(n: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = n.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(if share < Decimal::TEN { share.round_dp(1) } else { share.round_dp(0) })
}

/// A share of the whole in words. An end that is itself out is rounded down to a number it can still reach.
fn range(b: &Builder<'_>, low: Decimal, high: Option<Decimal>, excluded: bool, whole: Decimal) -> Option<String> {
    let low = share(low, whole)?;
    let high = high.and_then(|n| share(n, whole));
    Some(super::totals::interval(b, low, high, excluded && high == Some(low), false, Unit::Percent).text)
}

fn value_of_plan<'b>(b: &Builder<'b>, plan: DealId) -> Option<(&'b Amounted, Decimal)> {
    let leg = b.briefing.deal(plan).legs.iter().find(|l| l.kind == Kind::Plan)?;
    let figure = leg.builtin(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure)?;
    let interval = figure.interval();
    let whole = interval.high.unwrap_or(interval.low);
    (whole > Decimal::ZERO).then_some((figure, whole))
}

fn parts<'b>(b: &Builder<'b>, plan: DealId, unit: Unit) -> Vec<Part<'b>> {
    let today = b.briefing.today;
    let mut all = Vec::new();
    for &deal in &b.briefing.parts[plan.index()] {
        let bucket = b.briefing.deal(deal).bucket_on(today);
        if !matches!(bucket, Bucket::Committed | Bucket::Announced) {
            continue;
        }
        for leg in b.briefing.deal(deal).legs.iter().filter(|l| l.kind == Kind::Purchase) {
            let figure = leg.builtin(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure);
            if let Some(figure) = figure.filter(|f| f.unit == unit) {
                all.push(Part { deal, figure, interval: figure.interval(), bucket });
            }
        }
    }
    all.sort_by_key(|p| (p.bucket, std::cmp::Reverse(p.interval.low), p.deal));
    all
}

fn segments(b: &Builder<'_>, parts: &[Part<'_>], whole: Decimal, current: Option<DealId>) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(parts.len() + 1);
    let mut at = Decimal::ZERO;
    let percent = |n: Decimal| -> f32 {
        let share = n.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(whole)).unwrap_or_default();
        share.round_dp(2).to_string().parse().unwrap_or(0.0)
    };
    for (index, part) in parts.iter().enumerate() {
        let is_current = current == Some(part.deal);
        if index >= DRAWN && !is_current {
            continue;
        }
        let low = part.interval.low.min(whole - at).max(Decimal::ZERO);
        segments.push(Segment {
            x: percent(at),
            width: percent(low),
            style: part.bucket.name(),
            current: is_current,
            label: payee(b, part.deal),
            figure: Some(b.short_figure(part.figure)),
            url: Some(b.deals[part.deal.index()].url.clone()),
        });
        at += low;
    }
    if at < whole {
        let label = b.t("plan-rest");
        segments.push(Segment {
            x: percent(at),
            width: percent(whole - at),
            style: "rest",
            label,
            ..Segment::default()
        });
    }
    segments
}

fn payee(b: &Builder<'_>, deal: DealId) -> String {
    let payee = b.briefing.deal(deal).legs.iter().find_map(|l| l.payees().next());
    payee.map_or_else(String::new, |c| b.companies[c.index()].short.clone())
}
