//! Equity: owned, agreed, optioned, in talks and sold are five columns, per issuer, after the roll-up.
//!
//! An option is never a holding until it is exercised, and what is announced or talked about is neither. Stakes are
//! shares of the issuer; money that was paid for an unknown share stands beside them and is not converted into one. A
//! stake that several hold together is one row.

use ahash::{AHashMap, AHashSet};

use super::entry::Part;
use super::group::Portion;
use super::split::Piece;
use super::{At, Ledger, Scope};
use crate::model::{Bucket, BuiltinField, CompanyId, DealId, Fact, Leg, State, Status};
use crate::quantity::Quantity;
use crate::vocabulary::is_in;

/// How near a stake is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The deal is closed.
    Owned,
    /// Signed, not closed.
    Agreed,
    /// An option or warrant that was granted or announced.
    Optioned,
    /// Everything that is less firm.
    InTalks,
    /// What a holder had and gave away.
    Sold,
}

impl Column {
    /// All five.
    pub const ALL: [Column; 5] = [Column::Owned, Column::Agreed, Column::Optioned, Column::InTalks, Column::Sold];

    /// `owned`, `agreed`, `optioned`, `talks`, `sold`: the word in exports and messages.
    pub fn name(self) -> &'static str {
        match self {
            Column::Owned => "owned",
            Column::Agreed => "agreed",
            Column::Optioned => "optioned",
            Column::InTalks => "talks",
            Column::Sold => "sold",
        }
    }

    /// Where a stake stands that is in this state.
    fn of(option: bool, state: State, bucket: Bucket) -> Column {
        match bucket {
            Bucket::Committed if !option && state.is_done() => Column::Owned,
            Bucket::Committed if !option => Column::Agreed,
            Bucket::Committed | Bucket::Announced if option => Column::Optioned,
            Bucket::Committed | Bucket::Announced | Bucket::InTalks | Bucket::Off => Column::InTalks,
        }
    }
}

/// What one holder has, or may get, of one issuer in one deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Stake {
    /// Its deal.
    pub deal: DealId,
    /// Index of the leg in its deal.
    pub leg: usize,
    /// Which tranche of it, if it is not all.
    pub tranche: Option<usize>,
    /// Whose it is or would be: the root of the holder's group; of a joint stake the first.
    pub holder: CompanyId,
    /// Who holds it together with them.
    pub with: Vec<CompanyId>,
    /// Which column.
    pub column: Column,
    /// How firm it is.
    pub bucket: Bucket,
    /// The share of the issuer, in per cent.
    pub share: Option<Quantity>,
    /// What it costs.
    pub money: Option<Quantity>,
}

/// Who holds what of an issuer.
#[derive(Clone, Debug, PartialEq)]
pub struct Equity {
    /// The root of the issuer's group.
    pub issuer: CompanyId,
    /// By column, then holder.
    pub stakes: Vec<Stake>,
}

impl Equity {
    /// The shares of a column, added, and how many of its stakes have none; `None` for an empty column.
    pub fn column(&self, column: Column) -> Option<(Option<Quantity>, usize)> {
        let stakes = || self.stakes.iter().filter(|s| s.column == column);
        stakes().next()?;
        let sum = Quantity::sum(stakes().filter_map(|stake| stake.share));
        Some((sum, stakes().filter(|stake| stake.share.is_none()).count()))
    }
}

impl<'a> Ledger<'a> {
    /// The equity of a scope: what it holds of others and others of it, by issuer.
    pub fn equity(&self, scope: Scope) -> Vec<Equity> {
        let mut stakes: Vec<(CompanyId, Stake)> = Vec::new();
        for id in self.deals(scope) {
            let legs: &'a [Leg] = &self.briefing.deal(id).legs;
            for (index, leg) in legs.iter().enumerate().filter(|(_, leg)| !leg.frame) {
                if self.is_held_in_whole((id, index), leg) {
                    continue;
                }
                let Some((issuer, holders, sellers)) = self.equity_sides(leg, scope) else { continue };
                for stake in self.stakes((id, index), leg, &holders) {
                    if stake.column == Column::Owned && !sellers.is_empty() {
                        let sold = self.held((id, index), leg, &sellers, unnamed(leg, &leg.kind.get().payees));
                        stakes.extend(sold.into_iter().map(|(holder, with, portion)| {
                            let share = stake.share.map(|share| portion.of(share));
                            (issuer, Stake { holder, with, share, column: Column::Sold, ..stake })
                        }));
                    }
                    stakes.push((issuer, stake));
                }
            }
        }
        stakes.sort_by_key(|(issuer, s)| (*issuer, s.column, s.holder, s.deal, s.leg, s.tranche));
        let of_one = stakes.chunk_by(|a, b| a.0 == b.0);
        let equity = |s: &[(CompanyId, Stake)]| {
            let mut stakes: Vec<Stake> = s.iter().map(|(_, stake)| stake.clone()).collect();
            take_off_what_was_sold(&mut stakes);
            Equity { issuer: s[0].0, stakes }
        };
        of_one.map(equity).collect()
    }

    /// Issuer, holders and sellers of an equity leg that concerns a scope, rolled up; `None` for other legs and for
    /// stakes inside a group.
    fn equity_sides(&self, leg: &Leg, scope: Scope) -> Option<(CompanyId, Vec<CompanyId>, Vec<CompanyId>)> {
        let (mut issuers, holders) = leg.shares()?;
        let (issuer, holders) = (issuers.next()?, holders.collect::<Vec<_>>());
        // Who is taken over belongs to the buyer afterwards, and is nevertheless what was bought.
        let taken = !leg.payers().chain(leg.payees()).any(|party| party == issuer)
            && holders.iter().any(|holder| self.root(*holder) == self.root(issuer));
        let whose = if taken { issuer } else { self.root(issuer) };
        // Who is paid for shares that are not its own has sold them.
        let sellers: Vec<CompanyId> =
            leg.payees().filter(|payee| *payee != issuer && !holders.contains(payee)).collect();
        let concerned = match scope {
            Scope::Site => true,
            Scope::Company(group) => holders.iter().chain(&sellers).chain([&issuer]).any(|c| self.is_in(*c, group)),
        };
        let rolled = |companies: Vec<CompanyId>| {
            let mut roots: Vec<CompanyId> =
                companies.into_iter().map(|c| self.root(c)).filter(|h| *h != whose).collect();
            roots.sort_unstable();
            roots.dedup();
            roots
        };
        let (holders, sellers) = (rolled(holders), rolled(sellers));
        (concerned && !holders.is_empty()).then_some((whose, holders, sellers))
    }

    /// The stakes of a leg: of each tranche that has one, and what they leave. A joint stake is one, but for those whose
    /// share of it is known.
    fn stakes(&self, at: At, leg: &'a Leg, holders: &[CompanyId]) -> Vec<Stake> {
        let mut pieces = self.pieces(at, BuiltinField::Stake);
        if !pieces.iter().any(|piece| piece.part != Part::Whole || piece.sum.is_some()) {
            pieces = self.pieces(at, BuiltinField::Value);
            pieces.iter_mut().for_each(|piece| piece.sum = None);
        }
        let counts = |piece: &Piece<'_>| {
            piece.bucket != Bucket::Off && !matches!(piece.reason, Some(super::Reason::Replaced(..)))
        };
        let roles = leg.kind.get().holds.as_ref().map(|(holder, _)| std::slice::from_ref(holder));
        let held = self.held(at, leg, holders, unnamed(leg, roles.unwrap_or_default()));
        let mut stakes = Vec::new();
        for piece in pieces.into_iter().filter(counts) {
            let tranche = match piece.part {
                Part::Tranche(index) => Some(index),
                Part::Whole | Part::Rest => None,
            };
            let field = |field| match tranche {
                Some(index) => leg.tranches[index].builtin(field),
                None => leg.builtin(field),
            };
            let money = self.figure(field(BuiltinField::Value)).map(|(_, figure)| figure);
            let exercised = piece.state.status == Status::Completed
                && (field(BuiltinField::Status).is_some() || leg.builtin(BuiltinField::Status).is_some());
            let column = Column::of(leg.kind.option && !exercised, piece.state, piece.bucket);
            stakes.extend(held.iter().map(|(holder, with, portion)| Stake {
                deal: at.0,
                leg: at.1,
                tranche,
                holder: *holder,
                with: with.clone(),
                column,
                bucket: piece.bucket,
                share: piece.sum.map(|share| portion.of(share)),
                money: money.map(|money| portion.of(*money)),
            }));
        }
        stakes
    }

    /// Whether a leg is a part, as firm as its whole, that says nothing of a stake where that does: its party holds with
    /// the others.
    fn is_held_in_whole(&self, at: At, leg: &Leg) -> bool {
        let Some(place) = self.links.whole.get(&at) else { return false };
        let whole = &self.briefing.deal(place.0).legs[place.1];
        let Some((_, mut holders)) = leg.shares().filter(|_| has_stake(whole)) else { return false };
        let bucket = |at| self.state(at).map(State::bucket);
        if bucket(at) != bucket(*place) {
            return false;
        }
        let all: Vec<CompanyId> = whole.shares().into_iter().flat_map(|(_, holders)| holders).collect();
        !has_stake(leg) && holders.all(|holder| all.iter().any(|other| self.root(*other) == self.root(holder)))
    }

    /// Of those who hold or sell a stake, each whose part of it is known, and the others together with what is left: at
    /// most, where there are some without a name. Who has a part in a leg of its own has no more of the rest.
    fn held(&self, at: At, leg: &Leg, holders: &[CompanyId], unnamed: usize) -> Vec<Held> {
        let root = |c: CompanyId| self.root(c);
        let parts = self.links.parts.get(&at).into_iter().flatten();
        let leg_at = |(deal, index): &At| &self.briefing.deal(*deal).legs[*index];
        let in_part = parts.map(leg_at).filter(|part| has_stake(part)).filter_map(Leg::shares);
        let apart: AHashSet<CompanyId> = in_part.flat_map(|(_, holders)| holders).map(root).collect();
        let shares: AHashMap<CompanyId, &Fact> =
            leg.portions.iter().rev().map(|(party, fact)| (root(*party), fact)).collect();
        let mut left = Portion::ALL;
        let (mut held, mut together) = (Vec::new(), Vec::new());
        for holder in holders.iter().filter(|holder| !apart.contains(holder)) {
            match self.figure(shares.get(holder).copied()) {
                Some((_, share)) => {
                    let portion = Portion::percent(share);
                    left = left.without(portion);
                    held.push((*holder, Vec::new(), portion));
                }
                None => together.push(*holder),
            }
        }
        if let [first, others @ ..] = &together[..] {
            held.push((*first, others.to_vec(), if unnamed > 0 { left.at_most() } else { left }));
        }
        held
    }
}

/// A holder, who holds it together with them, and what part of a stake that is.
type Held = (CompanyId, Vec<CompanyId>, Portion);

/// Whether a leg, or a tranche of it, says what share of the issuer it is.
fn has_stake(leg: &Leg) -> bool {
    let own = leg.figure(BuiltinField::Stake).is_some();
    own || leg.tranches.iter().any(|tranche| tranche.builtin(BuiltinField::Stake).is_some())
}

/// How many have one of these roles and no name.
fn unnamed(leg: &Leg, roles: &[String]) -> usize {
    leg.unnamed.iter().filter(|(role, _)| is_in(*role, roles)).count()
}

/// Takes what a holder sold off what it owned, its first stake first.
fn take_off_what_was_sold(stakes: &mut [Stake]) {
    let sold: Vec<(CompanyId, Quantity)> = stakes
        .iter()
        .filter(|stake| stake.column == Column::Sold && stake.with.is_empty())
        .filter_map(|stake| Some((stake.holder, stake.share?)))
        .collect();
    for (holder, mut sold) in sold {
        let owned = stakes.iter_mut().filter(|s| s.column == Column::Owned && s.holder == holder && s.with.is_empty());
        for share in owned.filter_map(|stake| stake.share.as_mut()) {
            let (had, gone) = (*share, sold);
            *share = had.less(gone).at_least_nothing();
            sold = gone.less(had).at_least_nothing();
        }
    }
}
