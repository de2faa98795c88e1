//! All deals in another order than the newest first: by amount, by name; companies by each column of their index. Made once
//! per language.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::Builder;
use super::totals::BUCKETS;
use crate::ledger::{Direction, Scope, group_deals, in_unit};
use crate::model::{BuiltinField, CompanyId, Deal, DealId, Fact};
use crate::plan::{CompanyOrder, Order, TABLE_ROWS};
use crate::quantity::{Quantity, Unit};

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

    /// Groups and companies by themselves, those with the most deals first or in another order. Only while they are on one
    /// page is there another: what each pays would else be added up for every page.
    pub(super) fn companies_in_order(&self, order: Option<CompanyOrder>) -> &[CompanyId] {
        let orders = self.company_orders.get(|| company_orders(self));
        orders.get(order.map_or(0, |order| 1 + order as usize)).or(orders.first()).map_or(&[], Vec::as_slice)
    }
}

/// By deals, then in the order of [`CompanyOrder::ALL`]. What is equal in one of them is by name.
fn company_orders(b: &Builder<'_>) -> Vec<Vec<CompanyId>> {
    let name = |id: &CompanyId| b.briefing.company(*id).name_in(b.lang);
    let mut named: Vec<CompanyId> = b.briefing.companies().map(|(id, _)| id).collect();
    named.retain(|id| b.briefing.group[id.index()] == *id);
    named.sort_by(|x, y| b.locale.compare(name(x), name(y)).then_with(|| x.cmp(y)));
    let mut by_deals = named.clone();
    by_deals.sort_by_cached_key(|id| Reverse(group_deals(b.briefing, *id).len()));
    let mut orders = vec![by_deals];
    if named.len() <= TABLE_ROWS {
        orders.extend(CompanyOrder::ALL.map(|order| {
            let mut companies = named.clone();
            match order {
                CompanyOrder::Name => {}
                CompanyOrder::Pays => companies.sort_by_cached_key(|id| firmest(b, *id, Direction::Pays)),
                CompanyOrder::Receives => companies.sort_by_cached_key(|id| firmest(b, *id, Direction::Receives)),
                CompanyOrder::Date => companies.sort_by_cached_key(|id| {
                    let last = group_deals(b.briefing, *id).first().copied();
                    Reverse(last.and_then(|deal| b.briefing.deal(deal).last_day(b.briefing.day)))
                }),
            }
            companies
        }));
    }
    orders
}

/// What goes one way, per bucket the largest sum, the firmest bucket first; what has none in a bucket comes after what has.
fn firmest(b: &Builder<'_>, id: CompanyId, direction: Direction) -> [(bool, Option<Size>); BUCKETS.len()] {
    let statement = b.books.ledger.statement(Scope::Company(id));
    BUCKETS.map(|bucket| {
        let totals = statement.bucket(bucket).filter(|total| total.direction == direction);
        let largest = totals.filter_map(|total| place(b, *total.added()?)).min();
        (largest.is_none(), largest)
    })
}

/// The largest amount of money in a deal: in the currency of the site's totals where it has one, and there is a rate.
pub(super) fn size(b: &Builder<'_>, deal: &Deal) -> Option<Size> {
    let amount = |fact: &Fact| place(b, *fact.amount()?.figure()?);
    deal.legs.iter().filter_map(|leg| amount(leg.builtin(BuiltinField::Value)?)).min()
}

/// Where an amount of money stands among others.
fn place(b: &Builder<'_>, figure: Quantity) -> Option<Size> {
    let site = &b.briefing.site;
    let wanted = site.totals_in.and_then(|to| in_unit(site, figure, Unit::Money(to), b.briefing.day));
    let figure = wanted.unwrap_or(figure);
    let currency = figure.unit.currency()?;
    let place = site.currencies.iter().position(|known| *known == currency).unwrap_or(usize::MAX);
    let place = if site.totals_in == Some(currency) { 0 } else { place.saturating_add(1) };
    Some((place, Reverse(figure.size())))
}
