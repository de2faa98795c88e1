//! Capacity and quantities, in rows that are never added to each other: of chips, of sites, of power, and of every unit
//! of its own; a row only where there is some.

use super::Builder;
use super::totals::{BUCKETS, figure, mark, parts};
use crate::ledger::{Account, Direction, Statement, Total};
use crate::locale::Style;
use crate::model::Bucket;
use crate::render::view::{CapacityCell, CapacityRow, CapacityView};

/// The table of a company's capacity, or of its quantities; `None` if nothing is known of any.
pub(super) fn of_company(b: &Builder<'_>, statement: &Statement<'_>) -> Option<CapacityView> {
    let left_out = super::left_out::list(b, statement);
    if statement.totals.is_empty() && left_out.is_empty() {
        return None;
    }
    let row = |account: Account, direction: Direction| {
        let totals: Vec<&Total<'_>> = of(statement, account, direction).collect();
        (!totals.is_empty()).then(|| CapacityRow {
            label: match account {
                Account::Of(measure) => b.locale.name_of_several(measure).to_owned(),
                Account::Money(_) | Account::Capacity(_) => b.t(&format!("capacity-of-{}", account.name())),
            },
            side: b.t(&format!("capacity-{}", direction.name())),
            cells: BUCKETS.map(|bucket| cell(b, &totals, bucket)).into(),
        })
    };
    let sides = |account| [Direction::Pays, Direction::Receives].map(|direction| row(account, direction));
    let mut accounts: Vec<Account> = statement.totals.iter().filter_map(|t| t.measure).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let rows = accounts.into_iter().flat_map(sides).flatten().collect();
    Some(CapacityView { buckets: BUCKETS.map(|bucket| mark(b, bucket)).into(), rows, left_out })
}

fn of<'s, 'a>(
    statement: &'s Statement<'a>,
    account: Account,
    direction: Direction,
) -> impl Iterator<Item = &'s Total<'a>> {
    statement.totals.iter().filter(move |t| t.measure == Some(account) && t.direction == direction)
}

/// Kinds are never added to each other: each has a figure of its own.
fn cell(b: &Builder<'_>, totals: &[&Total<'_>], bucket: Bucket) -> CapacityCell {
    let own = || totals.iter().filter(|t| t.bucket == bucket);
    CapacityCell {
        figures: own().map(|t| figure(b, t, Style::Short)).collect(),
        parts: own().flat_map(|t| parts(b, t)).collect(),
    }
}
