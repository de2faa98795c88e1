//! Totals in three buckets, in words; and what must not be added to them.

use rust_decimal::Decimal;

use super::Builder;
use super::words::{large, phrase};
use crate::locale::Style;
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, DealId, Fact, Kind, Unit};
use crate::render::view::{BucketTotal, Figure, LargeFigure, Mark, PlanNotice, Total, TotalPart};
use crate::resolve::ledger::{Entry, Side, Total as Sum, totals};

/// Parts of a total that are named; the rest is counted in it.
const PARTS: usize = 6;
const BUCKETS: [Bucket; 3] = [Bucket::Committed, Bucket::Announced, Bucket::InTalks];

/// The state of play: what `side` comes to, by bucket.
pub(super) fn buckets(b: &Builder<'_>, sides: &[Side]) -> Vec<BucketTotal> {
    let sums: Vec<(Side, Vec<Sum>)> = sides.iter().map(|s| (*s, totals(b.briefing, *s, b.briefing.today))).collect();
    let bucket = |bucket: Bucket| {
        let mut all = Vec::new();
        for (side, sums) in &sums {
            all.extend(sums.iter().filter(|s| s.bucket == bucket).map(|s| (s.low, total(b, *side, s))));
        }
        // Totals with a figure come first, the kinds in the order of the ledger.
        all.sort_by_key(|(_, t)| t.figure.kind != "exact");
        BucketTotal {
            mark: Mark { bucket: bucket.name(), label: b.t(&format!("bucket-{}", bucket.name())) },
            totals: all.into_iter().map(|(_, t)| t).collect(),
            empty: b.t("total-empty"),
        }
    };
    BUCKETS.map(bucket).into()
}

fn total(b: &Builder<'_>, side: Side, sum: &Sum) -> Total {
    let label = match side {
        Side::All => b.t(&format!("total-{}", sum.kind.name())),
        Side::Pays(_) => b.t(&format!("total-pays-{}", sum.kind.name())),
        Side::Receives(_) => b.t(&format!("total-receives-{}", sum.kind.name())),
    };
    Total {
        label,
        figure: figure(b, sum),
        parts: sum.counted.iter().take(PARTS).filter_map(|e| part(b, side, *e)).collect(),
        without_figure: without_figure(b, sum),
        note: note(b, sum),
    }
}

/// The sum with its bound; undisclosed if no leg has a figure.
fn figure(b: &Builder<'_>, sum: &Sum) -> LargeFigure {
    match sum.currency.filter(|_| !sum.counted.is_empty()) {
        None => b.large_amount(&Amount::Undisclosed),
        Some(currency) => {
            let unit = Unit::Money(currency);
            large(&b.locale.total(sum.low, sum.high, sum.high_excluded, sum.about, unit, Style::Long))
        }
    }
}

/// The same with short units, for tables.
pub(super) fn short_figure(b: &Builder<'_>, sum: &Sum) -> Figure {
    match sum.currency.filter(|_| !sum.counted.is_empty()) {
        None => b.amount(&Amount::Undisclosed),
        Some(currency) => {
            let unit = Unit::Money(currency);
            phrase(&b.locale.total(sum.low, sum.high, sum.high_excluded, sum.about, unit, Style::Short))
        }
    }
}

/// An interval as a figure.
pub(super) fn interval(
    b: &Builder<'_>,
    low: Decimal,
    high: Option<Decimal>,
    high_excluded: bool,
    about: bool,
    unit: Unit,
) -> Figure {
    phrase(&b.locale.total(low, high, high_excluded, about, unit, Style::Long))
}

fn without_figure(b: &Builder<'_>, sum: &Sum) -> Option<String> {
    if sum.undisclosed.is_empty() {
        return None;
    }
    let id = if sum.counted.is_empty() { "only-without-figure" } else { "without-figure" };
    Some(b.count(id, sum.undisclosed.len()))
}

/// "Oracle in the conditional": the counterparties of legs that only a report says are signed.
fn note(b: &Builder<'_>, sum: &Sum) -> String {
    if sum.bucket != Bucket::Announced {
        return String::new();
    }
    let soft =
        |e: &&Entry| b.briefing.deal(e.deal).status_on(b.briefing.today).is_some_and(crate::model::Claim::is_soft);
    let reported = sum.counted.iter().filter(soft).count();
    if reported == 0 { String::new() } else { b.count("total-reported", reported) }
}

fn part(b: &Builder<'_>, side: Side, entry: Entry) -> Option<TotalPart> {
    let leg = &b.briefing.deal(entry.deal).legs[entry.leg];
    let figure = leg.builtin(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure)?;
    Some(TotalPart {
        label: counterparty(b, side, entry)?,
        url: b.deals[entry.deal.index()].url.clone(),
        figure: b.short_figure(figure),
    })
}

/// Whom a leg is with, as seen from `side`; the payee where nobody is looking.
pub(super) fn counterparty(b: &Builder<'_>, side: Side, entry: Entry) -> Option<String> {
    let leg = &b.briefing.deal(entry.deal).legs[entry.leg];
    let company: CompanyId = match side {
        Side::Pays(_) | Side::All => leg.payees().next(),
        Side::Receives(_) => leg.payers().next(),
    }?;
    Some(b.companies[company.index()].short.clone())
}

/// "Not to be added to the 1,400 billion of the plan", for the plan with the largest share itemised.
pub(super) fn plan_notice(b: &Builder<'_>) -> Option<(DealId, PlanNotice)> {
    let plan = plan(b)?;
    let deal = b.briefing.deal(plan);
    let figure = deal.legs.iter().find(|l| l.kind == Kind::Plan)?.builtin(BuiltinField::Value)?.amount()?.figure()?;
    let value = b.figure(figure);
    let text = match super::share::covered(b, plan) {
        Some(share) => format!("{} {share}", b.t("plan-text")),
        None => b.t("plan-text"),
    };
    let notice = PlanNotice {
        lead: b.say("plan-lead", &[("figure", &value.text)]),
        text,
        plan: super::deal::deal_link(b, plan),
    };
    Some((plan, notice))
}

/// The plan with most parts; ties by id.
fn plan(b: &Builder<'_>) -> Option<DealId> {
    let plans = b.briefing.deals.iter().enumerate().filter(|(_, d)| d.umbrella).map(|(i, _)| DealId(i as u32));
    plans.max_by_key(|id| (b.briefing.parts[id.index()].len(), std::cmp::Reverse(*id)))
}
