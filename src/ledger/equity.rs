//! Equity: owned, optioned, in talks are three columns, per issuer, after the roll-up.
//!
//! An option is never a holding, and what is announced or talked about is neither. Stakes are shares of the
//! issuer; money that was paid for an unknown share stands beside them and is not converted into one.

use super::day::amount_on;
use super::group::is_in;
use super::{Ledger, Scope};
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, DealId, Leg};
use crate::quantity::Quantity;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Equity of a deal that is committed.
    Owned,
    /// An option or warrant that was granted or announced.
    Optioned,
    /// Everything that is not settled.
    InTalks,
}

impl Column {
    /// All three.
    pub const ALL: [Column; 3] = [Column::Owned, Column::Optioned, Column::InTalks];

    /// `owned`, `optioned`, `talks`: the word in exports and messages.
    pub fn name(self) -> &'static str {
        match self {
            Column::Owned => "owned",
            Column::Optioned => "optioned",
            Column::InTalks => "talks",
        }
    }
}

/// What one holder has, or may get, of one issuer in one deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stake<'a> {
    /// Its deal.
    pub deal: DealId,
    /// Index of the leg in its deal.
    pub leg: usize,
    /// Whose it is or would be: the root of the holder's group.
    pub holder: CompanyId,
    /// Which column.
    pub column: Column,
    /// How firm its deal is.
    pub bucket: Bucket,
    /// The share of the issuer, in per cent.
    pub share: Option<&'a Quantity>,
    /// What it costs.
    pub money: Option<&'a Quantity>,
}

/// Who holds what of an issuer.
#[derive(Clone, Debug, PartialEq)]
pub struct Equity<'a> {
    /// The root of the issuer's group.
    pub issuer: CompanyId,
    /// By column, then holder.
    pub stakes: Vec<Stake<'a>>,
}

impl Equity<'_> {
    /// The shares of a column, added, and how many of its stakes have none; `None` for an empty column.
    pub fn column(&self, column: Column) -> Option<(Option<Quantity>, usize)> {
        let stakes = || self.stakes.iter().filter(|s| s.column == column);
        stakes().next()?;
        let sum = Quantity::sum(stakes().filter_map(|stake| stake.share.copied()));
        Some((sum, stakes().filter(|stake| stake.share.is_none()).count()))
    }
}

impl<'a> Ledger<'a> {
    /// The equity of a scope: what it holds of others and others of it, by issuer.
    pub fn equity(&self, scope: Scope) -> Vec<Equity<'a>> {
        let mut stakes: Vec<(CompanyId, Stake<'a>)> = Vec::new();
        for id in self.deals(scope) {
            let Some(bucket) = self.live(id) else { continue };
            let legs: &'a [Leg] = &self.briefing.deal(id).legs;
            for (index, leg) in legs.iter().enumerate() {
                let Some((holders, issuer)) = self.equity_sides(leg, scope) else { continue };
                for holder in holders {
                    stakes.push((issuer, self.stake((id, index), leg, holder, bucket)));
                }
            }
        }
        stakes.sort_by_key(|(issuer, s)| (*issuer, s.column, s.holder, s.deal, s.leg));
        let of_one = stakes.chunk_by(|a, b| a.0 == b.0);
        of_one.map(|s| Equity { issuer: s[0].0, stakes: s.iter().map(|(_, stake)| *stake).collect() }).collect()
    }

    /// Holders and issuer of an equity leg that concerns a scope, rolled up; `None` for other legs and for
    /// stakes inside a group.
    fn equity_sides(&self, leg: &Leg, scope: Scope) -> Option<(Vec<CompanyId>, CompanyId)> {
        let root = |c: CompanyId| self.briefing.group[c.index()];
        let (mut issuers, holders) = leg.shares()?;
        let (issuer, holders) = (issuers.next()?, holders.collect::<Vec<_>>());
        let concerned = match scope {
            Scope::Site => true,
            Scope::Company(group) => holders.iter().chain([&issuer]).any(|c| is_in(self.briefing, *c, group)),
        };
        let mut holders: Vec<CompanyId> = holders.into_iter().map(root).filter(|h| *h != root(issuer)).collect();
        holders.sort_unstable();
        holders.dedup();
        (concerned && !holders.is_empty()).then_some((holders, root(issuer)))
    }

    fn stake(&self, (deal, index): (DealId, usize), leg: &'a Leg, holder: CompanyId, bucket: Bucket) -> Stake<'a> {
        let figure = |field: BuiltinField| {
            amount_on(self.briefing, leg.builtin(field)?, self.day).and_then(|(_, a)| Amount::figure(a))
        };
        let column = match (leg.kind.option, bucket) {
            (true, Bucket::Committed | Bucket::Announced) => Column::Optioned,
            (false, Bucket::Committed) => Column::Owned,
            (true, Bucket::InTalks | Bucket::Off) | (false, Bucket::Announced | Bucket::InTalks | Bucket::Off) => {
                Column::InTalks
            }
        };
        let (share, money) = (figure(BuiltinField::Stake), figure(BuiltinField::Value));
        Stake { deal, leg: index, holder, column, bucket, share, money }
    }
}
