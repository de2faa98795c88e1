//! Bars per counterparty: solid committed, hatched announced, outlined in talks, a whisker to the high end.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::Builder;
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, Currency, DealId, Fact, Kind, Unit};
use crate::render::parts::Print;
use crate::render::view::{Bar, BarChart, BarFigure, Mark, Segment};
use crate::resolve::ledger::{self, Side, is_in};

/// Counterparties drawn.
const BARS: usize = 12;

/// What a counterparty group comes to in one bucket.
#[derive(Clone)]
struct Sum {
    bucket: Bucket,
    low: Decimal,
    high: Option<Decimal>,
    high_excluded: bool,
    about: bool,
    /// The figure, while there is but one.
    only: Option<crate::model::Figure>,
    figures: usize,
}

/// The bars of one side of a company: purchases in the currency of most of them.
pub(super) fn bars(b: &Builder<'_>, side: Side, deals: &[DealId]) -> Option<BarChart> {
    let (Side::Pays(company) | Side::Receives(company)) = side else { return None };
    let pays = matches!(side, Side::Pays(_));
    let mut rows: Vec<(CompanyId, Vec<Sum>)> = Vec::new();
    let mut currency: Option<Currency> = None;
    for &id in deals {
        let deal = b.briefing.deal(id);
        let bucket = deal.bucket_on(b.briefing.today);
        if deal.umbrella || bucket == Bucket::Off || ledger::is_replaced(b.briefing, id, b.briefing.today) {
            continue;
        }
        for leg in deal.legs.iter().filter(|l| l.kind == Kind::Purchase) {
            let (own, other) = if pays {
                (leg.payers().next(), leg.payees().next())
            } else {
                (leg.payees().next(), leg.payers().next())
            };
            let (Some(own), Some(other)) = (own, other) else { continue };
            let other = b.briefing.group[other.index()];
            if !is_in(b.briefing, own, company) || other == b.briefing.group[own.index()] {
                continue;
            }
            let figure = leg.builtin(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure);
            let money = figure.and_then(|f| if let Unit::Money(c) = f.unit { Some((c, f)) } else { None });
            let money = money.filter(|(c, _)| *currency.get_or_insert(*c) == *c);
            let row = match rows.iter().position(|(c, _)| *c == other) {
                Some(i) => i,
                None => {
                    rows.push((other, Vec::new()));
                    rows.len() - 1
                }
            };
            add(&mut rows[row].1, bucket, money.map(|(_, f)| f));
        }
    }
    let currency = currency?;
    let size = |sums: &[Sum]| sums.iter().map(|s| s.high.unwrap_or(s.low).max(s.low)).sum::<Decimal>();
    rows.sort_by_key(|(c, sums)| (Reverse(size(sums)), *c));
    rows.truncate(BARS);
    let longest = rows.iter().map(|(_, sums)| size(sums)).max().filter(|m| *m > Decimal::ZERO)?;
    Some(BarChart {
        title: b.t(if pays { "bars-pays" } else { "bars-receives" }),
        caption: b.t("bars-caption"),
        bars: rows.iter().map(|(c, sums)| bar(b, *c, sums, longest, currency)).collect(),
    })
}

fn add(sums: &mut Vec<Sum>, bucket: Bucket, figure: Option<&crate::model::Figure>) {
    let index = sums.iter().position(|s| s.bucket == bucket).unwrap_or_else(|| {
        sums.push(Sum {
            bucket,
            low: Decimal::ZERO,
            high: Some(Decimal::ZERO),
            high_excluded: false,
            about: false,
            only: None,
            figures: 0,
        });
        sums.len() - 1
    });
    let sum = &mut sums[index];
    if let Some(figure) = figure {
        let interval = figure.interval();
        sum.figures += 1;
        sum.only = (sum.figures == 1).then(|| figure.clone());
        sum.low = sum.low.saturating_add(interval.low);
        sum.high = sum.high.zip(interval.high).map(|(a, z)| a.saturating_add(z));
        sum.high_excluded |= interval.high_excluded;
        sum.about |= figure.bound == crate::model::Bound::About;
    }
    sums.sort_by_key(|s| s.bucket);
}

fn bar(b: &Builder<'_>, company: CompanyId, sums: &[Sum], longest: Decimal, currency: Currency) -> Bar {
    let percent = |n: Decimal| -> f32 {
        let share = n.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(longest)).unwrap_or_default();
        share.round_dp(2).to_string().parse().unwrap_or(0.0)
    };
    let mut segments = Vec::new();
    let mut figures = Vec::new();
    let mut at = Decimal::ZERO;
    let mut reach = Decimal::ZERO;
    let mut open = false;
    for sum in sums {
        let mark = Mark { bucket: sum.bucket.name(), label: b.t(&format!("bucket-{}", sum.bucket.name())) };
        if sum.figures == 0 {
            figures.push(BarFigure {
                mark: mark.markup(),
                figure: super::company::short(b, &Amount::Undisclosed).markup(),
            });
            continue;
        }
        let unit = Unit::Money(currency);
        let figure = match &sum.only {
            Some(only) => b.short_figure(only),
            None => super::words::phrase(&b.locale.total(
                sum.low,
                sum.high,
                sum.high_excluded,
                sum.about,
                unit,
                crate::locale::Style::Short,
            )),
        };
        segments.push(Segment {
            x: percent(at),
            width: percent(sum.low),
            style: sum.bucket.name(),
            label: mark.label.clone(),
            figure: Some(figure.clone()),
            ..Segment::default()
        });
        figures.push(BarFigure { mark: mark.markup(), figure: figure.markup() });
        at += sum.low;
        reach = at.max(at - sum.low + sum.high.unwrap_or(sum.low));
        open |= sum.high.is_none();
    }
    Bar {
        label: b.companies[company.index()].short.clone(),
        url: Some(b.companies[company.index()].url.clone()),
        segments,
        whisker: (reach > at).then(|| percent(reach)),
        open,
        figures,
    }
}
