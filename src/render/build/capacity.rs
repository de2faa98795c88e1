//! Capacity in rows that are never added to each other: of chips, of sites, of power; a row only where there is some.

use super::Builder;
use super::totals::{BUCKETS, figure, mark, parts};
use crate::ledger::{Direction, Measure, Statement, Total};
use crate::locale::Style;
use crate::model::Bucket;
use crate::render::view::{CapacityCell, CapacityRow, CapacityView};

const MEASURES: [Measure; 3] = [Measure::Chips, Measure::Site, Measure::Power];

/// The table of a company's capacity; `None` if nothing is known of any.
pub(super) fn of_company(b: &Builder<'_>, statement: &Statement<'_>) -> Option<CapacityView> {
    let left_out = super::left_out::list(b, statement);
    if statement.totals.is_empty() && left_out.is_empty() {
        return None;
    }
    let row = |measure: Measure, direction: Direction| {
        let totals: Vec<&Total<'_>> = of(statement, measure, direction).collect();
        (!totals.is_empty()).then(|| CapacityRow {
            label: b.t(&format!("capacity-of-{}", measure.name())),
            side: b.t(&format!("capacity-{}", direction.name())),
            cells: BUCKETS.map(|bucket| cell(b, &totals, bucket)).into(),
        })
    };
    let sides = |measure| [Direction::Pays, Direction::Receives].map(|direction| row(measure, direction));
    let rows = MEASURES.into_iter().flat_map(sides).flatten().collect();
    Some(CapacityView { buckets: BUCKETS.map(|bucket| mark(b, bucket)).into(), rows, left_out })
}

fn of<'s, 'a>(
    statement: &'s Statement<'a>,
    measure: Measure,
    direction: Direction,
) -> impl Iterator<Item = &'s Total<'a>> {
    statement.totals.iter().filter(move |t| t.measure == Some(measure) && t.direction == direction)
}

/// Kinds are never added to each other: each has a figure of its own.
fn cell(b: &Builder<'_>, totals: &[&Total<'_>], bucket: Bucket) -> CapacityCell {
    let own = || totals.iter().filter(|t| t.bucket == bucket);
    CapacityCell {
        figures: own().map(|t| figure(b, t, Style::Short)).collect(),
        parts: own().flat_map(|t| parts(b, t)).collect(),
    }
}
