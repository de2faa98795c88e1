//! All deals in another order than the newest first: by amount, by name. Made once per language.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::Builder;
use crate::ledger::in_unit;
use crate::model::{BuiltinField, Deal, DealId, Fact};
use crate::plan::Order;
use crate::quantity::Unit;

/// What a deal is sorted by among amounts: the place of its currency, and its ends there.
pub(super) type Size = (usize, Reverse<(Decimal, Decimal)>);

impl Builder<'_> {
    /// All deals in an order.
    pub(crate) fn in_order(&self, order: Order) -> &[DealId] {
        self.orders[order as usize].get(|| {
            let mut deals = self.briefing.chronology.to_vec();
            match order {
                Order::Amount => deals.sort_by_cached_key(|id| {
                    let size = size(self, self.briefing.deal(*id));
                    (size.is_none(), size)
                }),
                Order::Name => deals.sort_by(|x, y| {
                    let name = |id: &DealId| &self.summary(*id).short.text;
                    self.locale.compare(name(x), name(y)).then_with(|| x.cmp(y))
                }),
            }
            deals
        })
    }
}

/// The largest amount of money in a deal: in the currency of the site's totals where it has one, and there is a rate.
pub(super) fn size(b: &Builder<'_>, deal: &Deal) -> Option<Size> {
    let site = &b.briefing.site;
    let amount = |fact: &Fact| {
        let figure = *fact.amount()?.figure()?;
        let wanted = site.totals_in.and_then(|to| in_unit(site, figure, Unit::Money(to), b.briefing.day));
        let figure = wanted.unwrap_or(figure);
        let currency = figure.unit.currency()?;
        let place = site.currencies.iter().position(|known| *known == currency).unwrap_or(usize::MAX);
        let place = if site.totals_in == Some(currency) { 0 } else { place.saturating_add(1) };
        Some((place, Reverse(figure.size())))
    };
    deal.legs.iter().filter_map(|leg| amount(leg.builtin(BuiltinField::Value)?)).min()
}
