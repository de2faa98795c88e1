//! Equity: owned, agreed, optioned, in talks, sold; a row per holder and issuer, and a sum per issuer.

use super::Builder;
use super::totals::sum;
use crate::ledger::{Column, Equity, Stake};
use crate::locale::Style;
use crate::model::{Amount, Party};
use crate::render::view::{EquityCell, EquityRow, EquityTable, Figure};

/// Rows of the table.
const LISTED: usize = 20;

/// The table of a company, of the columns in which it has anything; `None` without stakes.
pub(super) fn table(b: &Builder<'_>, equity: &[Equity]) -> Option<EquityTable> {
    let some = |column: &Column| equity.iter().any(|e| e.column(*column).is_some());
    let columns: Vec<Column> = Column::ALL.into_iter().filter(some).collect();
    let mut rows: Vec<EquityRow> = equity.iter().flat_map(|e| of_issuer(b, e, &columns)).collect();
    rows.truncate(LISTED);
    let heads = columns.iter().map(|column| b.t(&format!("equity-{}", column.name()))).collect();
    (!rows.is_empty()).then_some(EquityTable { columns: heads, rows })
}

fn of_issuer(b: &Builder<'_>, equity: &Equity, columns: &[Column]) -> Vec<EquityRow> {
    // Those without a name are others in another leg, whatever they are called. They stand last.
    let key = |stake: &Stake| {
        let own = Some((stake.deal, stake.leg)).filter(|_| !stake.unnamed.is_empty());
        (stake.holders.is_empty(), stake.holders.clone(), own)
    };
    let mut stakes: Vec<&Stake> = equity.stakes.iter().collect();
    stakes.sort_by_cached_key(|stake| key(stake));
    let row = |same: &[&Stake]| {
        let cell = |column: &Column| same.iter().filter(|s| s.column == *column).map(|s| stake(b, s)).collect();
        let named = same[0].holders.iter().map(|holder| b.company(*holder));
        let unnamed = same[0].unnamed(b.briefing).map(|words| super::summary::party(b, Party::Unnamed(words)));
        let (holders, issuer) = (named.chain(unnamed).collect(), b.company(equity.issuer));
        EquityRow { holders, issuer, cells: columns.iter().map(cell).collect() }
    };
    let mut rows: Vec<EquityRow> = stakes.chunk_by(|x, y| key(x) == key(y)).map(row).collect();
    if equity.stakes.iter().filter(|s| s.share.is_some()).count() > 1 {
        let cells = columns.iter().map(|column| added(b, equity, *column).into_iter().collect()).collect();
        rows.push(EquityRow { holders: Vec::new(), issuer: b.company(equity.issuer), cells });
    }
    rows
}

fn stake(b: &Builder<'_>, stake: &Stake) -> EquityCell {
    let figure = match stake.share.or(stake.money) {
        Some(figure) => b.short_figure(&figure),
        None => b.amount(&Amount::Undisclosed),
    };
    let mark = b.summary(stake.deal).mark.clone();
    EquityCell { figure, url: Some(b.summary(stake.deal).url.clone()), mark: Some(mark) }
}

/// The shares of a column; what has none is not in it.
fn added(b: &Builder<'_>, equity: &Equity, column: Column) -> Option<EquityCell> {
    let stakes = || equity.stakes.iter().filter(|s| s.column == column);
    stakes().any(|s| s.share.is_some()).then(|| equity.column(column)).flatten().and_then(|(shares, _)| {
        let figure: Figure = sum(b, &shares?, Style::Short);
        Some(EquityCell { figure, url: None, mark: None })
    })
}
