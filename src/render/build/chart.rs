//! Bars per counterparty: solid committed, hatched announced, outlined in talks, a whisker to the high end.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Builder;
use super::totals::{counterparty, mark};
use crate::ledger::{Account, Direction, Entry, Statement, Total};
use crate::locale::Style;
use crate::model::{Amount, Bucket, CompanyId};
use crate::quantity::Quantity;
use crate::render::parts::Print;
use crate::render::view::{Bar, BarChart, BarFigure, Segment};

/// Counterparties drawn.
const BARS: usize = 12;

/// What a counterparty group comes to in one bucket.
#[derive(Clone, Copy)]
struct Amassed<'a> {
    sum: Option<Quantity>,
    figures: usize,
    /// The figure, while there is but one.
    only: Option<&'a Quantity>,
}

impl<'a> Amassed<'a> {
    const NOTHING: Amassed<'a> = Amassed { sum: None, figures: 0, only: None };

    fn add(&mut self, entry: &Entry<'a>) {
        if let Some(sum) = entry.sum {
            self.sum = Quantity::sum(self.sum.into_iter().chain([sum]));
            self.figures += 1;
            self.only = entry.figure.filter(|_| self.figures == 1 && entry.rate.is_none());
        }
    }
}

/// By bucket, from the firmest.
type Row<'a> = BTreeMap<Bucket, Amassed<'a>>;

/// The bars of one side of a company: its purchases, in the currency of its first total.
pub(super) fn bars(b: &Builder<'_>, direction: Direction, statement: &Statement<'_>) -> Option<BarChart> {
    let purchases = || statement.totals.iter().filter(|t| t.direction == direction && t.kind.leads);
    let currency = purchases().find_map(|t| match t.measure? {
        Account::Money(currency) => Some(currency),
        Account::Capacity(_) | Account::Of(_) => None,
    })?;
    let shown = purchases().filter(|t| t.measure.is_none_or(|m| m == Account::Money(currency)));
    let mut rows: Vec<(CompanyId, Row<'_>)> = amassed(b, direction, shown).into_iter().collect();
    rows.sort_by_key(|(c, row)| (Reverse(size(row)), *c));
    rows.truncate(BARS);
    let longest = rows.first().map(|(_, row)| size(row)).filter(|m| *m > Decimal::ZERO)?;
    Some(BarChart {
        title: b.t(if direction == Direction::Pays { "bars-pays" } else { "bars-receives" }),
        caption: b.t("bars-caption"),
        bars: rows.iter().map(|(c, row)| bar(b, *c, row, longest)).collect(),
    })
}

fn amassed<'a, 's>(
    b: &Builder<'_>,
    direction: Direction,
    totals: impl Iterator<Item = &'s Total<'a>>,
) -> BTreeMap<CompanyId, Row<'a>>
where
    'a: 's,
{
    let mut rows: BTreeMap<CompanyId, Row<'a>> = BTreeMap::new();
    for total in totals {
        for entry in total.counted.iter().chain(&total.without_figure) {
            if let Some(other) = counterparty(b, direction, entry) {
                let row = rows.entry(b.briefing.group[other.index()]).or_default();
                row.entry(total.bucket).or_insert(Amassed::NOTHING).add(entry);
            }
        }
    }
    rows
}

fn size(row: &Row<'_>) -> Decimal {
    row.values()
        .filter_map(|s| s.sum)
        .map(|sum| sum.high.unwrap_or(sum.low))
        .fold(Decimal::ZERO, Decimal::saturating_add)
}

fn bar(b: &Builder<'_>, company: CompanyId, row: &Row<'_>, longest: Decimal) -> Bar {
    let percent = |n: Decimal| -> f32 {
        let share = n.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(longest)).unwrap_or_default();
        share.round_dp(2).to_string().parse().unwrap_or(0.0)
    };
    let mut segments = Vec::new();
    let mut figures = Vec::new();
    let (mut at, mut reach, mut open) = (Decimal::ZERO, Decimal::ZERO, false);
    for (&bucket, amassed) in row {
        let mark = mark(b, bucket);
        let Some(sum) = amassed.sum else {
            let figure = super::company::short(b, &Amount::Undisclosed).markup();
            figures.push(BarFigure { mark: mark.markup(), figure });
            continue;
        };
        let figure = match amassed.only {
            Some(only) => b.short_figure(only),
            None => super::totals::sum(b, &sum, Style::Short),
        };
        segments.push(Segment {
            x: percent(at),
            width: percent(sum.low),
            style: bucket.name(),
            label: mark.label.clone(),
            figure: Some(figure.clone()),
            ..Segment::default()
        });
        figures.push(BarFigure { mark: mark.markup(), figure: figure.markup() });
        reach = at.saturating_add(sum.high.unwrap_or(sum.low));
        at = at.saturating_add(sum.low);
        open |= sum.high.is_none();
    }
    Bar {
        label: b.company_ref(company).short.clone(),
        url: Some(b.company_ref(company).url.clone()),
        segments,
        whisker: (reach > at).then(|| percent(reach)),
        open,
        figures,
    }
}
