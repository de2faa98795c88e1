//! Equity in three columns: owned, optioned, in talks; a row per holder and issuer, and a sum per issuer.

use super::Builder;
use super::totals::sum;
use crate::ledger::{Column, Equity, Stake};
use crate::locale::Style;
use crate::model::{Amount, CompanyId};
use crate::render::view::{EquityCell, EquityRow, Figure};

/// Rows of the table.
const LISTED: usize = 20;

/// The rows of a company.
pub(super) fn rows(b: &Builder<'_>, equity: &[Equity<'_>]) -> Vec<EquityRow> {
    let mut rows: Vec<EquityRow> = equity.iter().flat_map(|e| of_issuer(b, e)).collect();
    rows.truncate(LISTED);
    rows
}

fn of_issuer(b: &Builder<'_>, equity: &Equity<'_>) -> Vec<EquityRow> {
    let mut holders: Vec<CompanyId> = equity.stakes.iter().map(|s| s.holder).collect();
    holders.sort_unstable();
    holders.dedup();
    let row = |holder: CompanyId| {
        let cell = |column: Column| {
            let own = equity.stakes.iter().filter(|s| s.holder == holder && s.column == column);
            own.map(|s| stake(b, s)).collect()
        };
        let [owned, optioned, talks] = Column::ALL.map(cell);
        EquityRow { holder: Some(b.company(holder)), issuer: b.company(equity.issuer), owned, optioned, talks }
    };
    let mut rows: Vec<EquityRow> = holders.iter().map(|h| row(*h)).collect();
    if equity.stakes.iter().filter(|s| s.share.is_some()).count() > 1 {
        let [owned, optioned, talks] = Column::ALL.map(|column| added(b, equity, column).into_iter().collect());
        rows.push(EquityRow { holder: None, issuer: b.company(equity.issuer), owned, optioned, talks });
    }
    rows
}

fn stake(b: &Builder<'_>, stake: &Stake<'_>) -> EquityCell {
    let figure = match stake.share.or(stake.money) {
        Some(figure) => b.short_figure(figure),
        None => b.amount(&Amount::Undisclosed),
    };
    let mark = b.summary(stake.deal).mark.clone();
    EquityCell { figure, url: Some(b.summary(stake.deal).url.clone()), mark: Some(mark) }
}

/// The shares of a column; what has none is not in it.
fn added(b: &Builder<'_>, equity: &Equity<'_>, column: Column) -> Option<EquityCell> {
    let stakes = || equity.stakes.iter().filter(|s| s.column == column);
    stakes().any(|s| s.share.is_some()).then(|| equity.column(column)).flatten().and_then(|(shares, _)| {
        let figure: Figure = sum(b, &shares?, Style::Short);
        Some(EquityCell { figure, url: None, mark: None })
    })
}
