//! Totals: low and high ends summed apart, per kind and bucket, umbrellas and replaced deals left out.
//!
//! Only legs of one kind, one currency and one direction are added, as seen from one company group or
//! from the whole site. Figures that cannot be added are counted in words beside the total. Flows inside
//! a group are dropped. A total keeps the deals that it is made of.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{
    Amount, Bound, Briefing, Bucket, BuiltinField, CompanyId, Currency, Deal, DealId, Expansion, Fact, Kind, Leg,
    Status, Unit,
};

/// Whose money, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What the group pays.
    Pays(CompanyId),
    /// What the group receives.
    Receives(CompanyId),
    /// Every leg, whoever pays.
    All,
}

/// A sum of one kind, one currency, one bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Of which legs.
    pub kind: Kind,
    /// How firm.
    pub bucket: Bucket,
    /// In which money; `None` if no leg has a figure.
    pub currency: Option<Currency>,
    /// Sum of the lowest values.
    pub low: Decimal,
    /// Sum of the highest values; `None` is open.
    pub high: Option<Decimal>,
    /// Whether the high end is itself out.
    pub high_excluded: bool,
    /// Whether some leg is "about".
    pub about: bool,
    /// Legs with a figure, in the order of size.
    pub counted: Vec<Entry>,
    /// Legs without a figure.
    pub undisclosed: Vec<Entry>,
}

/// A leg in a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its deal.
    pub deal: DealId,
    /// Index of the leg in its deal.
    pub leg: usize,
}

/// The totals of a side on a day: by kind, then bucket, then currency; without those that are empty.
pub fn totals(briefing: &Briefing, side: Side, day: Date) -> Vec<Total> {
    let deals: Box<dyn Iterator<Item = DealId>> = match side {
        Side::All => Box::new(briefing.chronology.iter().copied()),
        Side::Pays(group) | Side::Receives(group) => Box::new(group_deals(briefing, group).into_iter()),
    };
    let mut totals: Vec<Total> = Vec::new();
    for id in deals {
        let deal = briefing.deal(id);
        if deal.umbrella || is_replaced(briefing, id, day) {
            continue;
        }
        let bucket = deal.bucket_on(day);
        if bucket == Bucket::Off {
            continue;
        }
        for (index, leg) in deal.legs.iter().enumerate() {
            if leg.kind.is_summed() && counts(briefing, leg, side) {
                add(&mut totals, leg, bucket, Entry { deal: id, leg: index });
            }
        }
    }
    for total in &mut totals {
        total.counted.sort_by_key(|e| (std::cmp::Reverse(entry_low(briefing, *e)), e.deal, e.leg));
    }
    totals.sort_by_key(|t| (t.kind, t.bucket, t.currency));
    totals
}

fn entry_low(briefing: &Briefing, entry: Entry) -> Decimal {
    let leg = &briefing.deal(entry.deal).legs[entry.leg];
    let amount = leg.builtin(BuiltinField::Value).and_then(Fact::amount);
    amount.and_then(Amount::figure).map_or(Decimal::ZERO, |f| f.interval().low)
}

/// The deals of a company and of everything that is part of it, newest first.
pub fn group_deals(briefing: &Briefing, company: CompanyId) -> Vec<DealId> {
    let mut members = vec![company];
    let mut next = 0;
    while let Some(&member) = members.get(next) {
        members.extend(briefing.subsidiaries[member.index()].iter().copied());
        next += 1;
    }
    let mut deals: Vec<DealId> =
        members.iter().flat_map(|m| briefing.company_deals[m.index()].iter().copied()).collect();
    deals.sort_unstable_by_key(|id| briefing.rank[id.index()]);
    deals.dedup();
    deals
}

/// Whether a company is `group` or part of it.
pub fn is_in(briefing: &Briefing, company: CompanyId, group: CompanyId) -> bool {
    let mut at = company;
    loop {
        if at == group {
            return true;
        }
        match briefing.company(at).part_of {
            Some((parent, _)) => at = parent,
            None => return false,
        }
    }
}

fn counts(briefing: &Briefing, leg: &Leg, side: Side) -> bool {
    let group_of = |c: CompanyId| briefing.group[c.index()];
    let inside = leg.payers().any(|payer| leg.payees().any(|payee| group_of(payer) == group_of(payee)));
    match side {
        _ if inside => false,
        Side::All => true,
        Side::Pays(group) => leg.payers().any(|c| is_in(briefing, c, group)),
        Side::Receives(group) => leg.payees().any(|c| is_in(briefing, c, group)),
    }
}

/// Whether a later deal has taken this one's place by `day`: superseded, or expanded by a new total.
pub fn is_replaced(briefing: &Briefing, id: DealId, day: Date) -> bool {
    let in_force = |deal: &Deal| {
        deal.status_on(day).and_then(|c| c.status()).is_some_and(|s| (Status::Signed..=Status::Completed).contains(&s))
    };
    briefing.deal_backlinks[id.index()].iter().any(|from| match from {
        crate::model::Entity::Deal(other) => {
            let other = briefing.deal(*other);
            let supersedes = other.supersedes.iter().any(|r| r.deal == id);
            let enlarges = matches!(&other.expands, Some((r, Expansion::Total)) if r.deal == id);
            (supersedes || enlarges) && in_force(other)
        }
        crate::model::Entity::Company(_) | crate::model::Entity::Page(_) => false,
    })
}

fn add(totals: &mut Vec<Total>, leg: &Leg, bucket: Bucket, entry: Entry) {
    let figure = leg.builtin(BuiltinField::Value).and_then(Fact::amount).and_then(Amount::figure);
    let currency = figure.and_then(|f| match f.unit {
        Unit::Money(currency) => Some(currency),
        _ => None,
    });
    let existing = totals.iter().position(|t| {
        t.kind == leg.kind
            && t.bucket == bucket
            && (currency.is_none() || t.currency.is_none() || t.currency == currency)
    });
    let index = existing.unwrap_or_else(|| {
        totals.push(Total {
            kind: leg.kind,
            bucket,
            currency,
            low: Decimal::ZERO,
            high: Some(Decimal::ZERO),
            high_excluded: false,
            about: false,
            counted: Vec::new(),
            undisclosed: Vec::new(),
        });
        totals.len() - 1
    });
    let total = &mut totals[index];
    let (Some(figure), Some(_)) = (figure, currency) else {
        total.undisclosed.push(entry);
        return;
    };
    let interval = figure.interval();
    total.currency = currency;
    total.low = total.low.saturating_add(interval.low);
    total.high = total.high.zip(interval.high).map(|(a, b)| a.saturating_add(b));
    total.high_excluded |= interval.high_excluded;
    total.about |= figure.bound == Bound::About;
    total.counted.push(entry);
}
