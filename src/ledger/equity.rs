//! Equity: owned, agreed, optioned, in talks and sold are five columns, per issuer, after the roll-up.
//!
//! An option is never a holding until it is exercised, and what is announced or talked about is neither. Stakes are
//! shares of the issuer; money that was paid for an unknown share stands beside them and is not converted into one. A
//! stake that several hold together is one row, those without a name included. A further payment for shares that another
//! leg buys is money and no stake.

use std::collections::BTreeMap;

use ahash::{AHashMap, AHashSet};

use super::entry::Part;
use super::group::Portion;
use super::split::Piece;
use super::{At, Ledger, Scope};
use crate::model::{Briefing, Bucket, BuiltinField, CompanyId, DealId, Fact, Leg, State, Status, Text};
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
    /// Whose it is or would be: the roots of their groups, several where it is joint.
    pub holders: Vec<CompanyId>,
    /// Who holds it, alone or with these, and has no name: places among the leg's unnamed parties.
    pub unnamed: Vec<usize>,
    /// Which column.
    pub column: Column,
    /// How firm it is.
    pub bucket: Bucket,
    /// The share of the issuer, in per cent.
    pub share: Option<Quantity>,
    /// What it costs.
    pub money: Option<Quantity>,
}

impl Stake {
    /// What those of its holders are called who have no name.
    pub fn unnamed<'b>(&self, briefing: &'b Briefing) -> impl Iterator<Item = &'b Text> {
        let leg = &briefing.deal(self.deal).legs[self.leg];
        self.unnamed.iter().filter_map(|place| Some(&leg.unnamed.get(*place)?.1))
    }
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
            for (index, leg) in legs.iter().enumerate().filter(|(_, leg)| !leg.frame && !leg.further) {
                let at = (id, index);
                let Some(sides) = self.equity_sides(leg, scope).filter(|_| !self.is_held_in_whole(at, leg)) else {
                    continue;
                };
                stakes.extend(self.stakes(at, leg, &sides).into_iter().map(|stake| (sides.issuer, stake)));
            }
        }
        // Those without a name stand last.
        let of = |stake: &Stake| (stake.column, stake.holders.is_empty());
        let place = |stake: &Stake| (stake.deal, stake.leg, stake.tranche);
        stakes.sort_by(|(x, a), (y, b)| (x, of(a), &a.holders, place(a)).cmp(&(y, of(b), &b.holders, place(b))));
        let of_one = stakes.chunk_by(|a, b| a.0 == b.0);
        let equity = |s: &[(CompanyId, Stake)]| {
            let mut stakes: Vec<Stake> = s.iter().map(|(_, stake)| stake.clone()).collect();
            take_off_what_was_sold(&mut stakes);
            Equity { issuer: s[0].0, stakes }
        };
        of_one.map(equity).collect()
    }

    /// Issuer, holders and sellers of an equity leg that concerns a scope; `None` for other legs and for stakes inside a
    /// group.
    fn equity_sides(&self, leg: &Leg, scope: Scope) -> Option<Sides> {
        let (mut issuers, holders) = leg.shares()?;
        let (issuer, holders) = (issuers.next()?, holders.collect::<Vec<_>>());
        let bought = !leg.payers().chain(leg.payees()).any(|party| party == issuer);
        // Who is taken over belongs to the buyer afterwards, and is nevertheless what was bought.
        let taken = bought && holders.iter().any(|holder| self.root(*holder) == self.root(issuer));
        let whose = if taken { issuer } else { self.root(issuer) };
        // Who is paid for shares that are not its own has sold them.
        let sellers: Vec<CompanyId> =
            leg.payees().filter(|payee| *payee != issuer && !holders.contains(payee)).collect();
        let concerned = match scope {
            Scope::Site => true,
            Scope::Company(group) => holders.iter().chain(&sellers).chain([&issuer]).any(|c| self.is_in(*c, group)),
        };
        let held_outside =
            holders.iter().any(|holder| self.root(*holder) != whose) || !unnamed(leg, holding(leg)).is_empty();
        (concerned && held_outside).then_some(Sides { issuer: whose, bought, holders, sellers })
    }

    /// The stakes of a leg: of each tranche that has one, and what they leave. A joint stake is one, but for those whose
    /// share of it is known.
    fn stakes(&self, at: At, leg: &'a Leg, sides: &Sides) -> Vec<Stake> {
        let counts = |piece: &Piece<'_>| {
            piece.bucket != Bucket::Off && !matches!(piece.reason, Some(super::Reason::Replaced(..)))
        };
        let mut pieces = self.pieces(at, BuiltinField::Stake);
        if !pieces.iter().any(|piece| piece.part != Part::Whole || piece.sum.is_some()) {
            pieces = self.pieces(at, BuiltinField::Value);
            pieces.iter_mut().for_each(|piece| piece.sum = None);
            if sides.bought {
                // One price for the same shares: what is paid of it later, or on a condition, is no stake of its own.
                let firmest =
                    pieces.into_iter().filter(counts).min_by_key(|piece| (piece.bucket, !piece.state.is_done()));
                pieces = firmest.map(|piece| Piece { part: Part::Whole, ..piece }).into_iter().collect();
            }
        }
        let held = self.held(at, leg, sides.issuer, &sides.holders, unnamed(leg, holding(leg)));
        let sold = match sides.sellers.is_empty() {
            true => Vec::new(),
            false => self.held(at, leg, sides.issuer, &sides.sellers, unnamed(leg, &leg.kind.get().payees)),
        };
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
            let row = |column: Column, held: &Held| Stake {
                deal: at.0,
                leg: at.1,
                tranche,
                holders: held.holders.clone(),
                unnamed: held.unnamed.clone(),
                column,
                bucket: piece.bucket,
                share: piece.sum.map(|share| held.portion.of(share)),
                money: money.map(|money| held.portion.of(*money)),
            };
            stakes.extend(held.iter().map(|held| row(column, held)));
            stakes.extend(sold.iter().filter(|_| column == Column::Owned).map(|held| row(Column::Sold, held)));
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

    /// Of those who hold or sell a stake, each whose part of it is known, and the others together with what is left, those
    /// without a name among them. Who has a part in a leg of its own has no more of the rest, and what stays in the
    /// issuer's group is no stake.
    fn held(&self, at: At, leg: &Leg, issuer: CompanyId, parties: &[CompanyId], unnamed: Vec<usize>) -> Vec<Held> {
        let root = |c: CompanyId| self.root(c);
        let parts = self.links.parts.get(&at).into_iter().flatten();
        let leg_at = |(deal, index): &At| &self.briefing.deal(*deal).legs[*index];
        let in_part = parts.map(leg_at).filter(|part| has_stake(part)).filter_map(Leg::shares);
        let apart: AHashSet<CompanyId> = in_part.flat_map(|(_, holders)| holders).map(root).collect();
        let shares: AHashMap<CompanyId, &Fact> =
            leg.portions.iter().rev().map(|(party, fact)| (*party, fact)).collect();
        let mut known: BTreeMap<CompanyId, Portion> = BTreeMap::new();
        let mut rest = Held { holders: Vec::new(), unnamed, portion: Portion::ALL };
        for party in parties.iter().filter(|party| !apart.contains(&root(**party))) {
            match self.figure(shares.get(party).copied()) {
                Some((_, share)) => {
                    let portion = Portion::percent(share);
                    rest.portion = rest.portion.without(portion);
                    known.entry(root(*party)).and_modify(|own| *own = own.with(portion)).or_insert(portion);
                }
                None => rest.holders.push(root(*party)),
            }
        }
        rest.holders.sort_unstable();
        rest.holders.dedup();
        if rest.holders.contains(&issuer) {
            rest.holders.retain(|holder| *holder != issuer);
            rest.portion = rest.portion.at_most();
        }
        let own = known.into_iter().filter(|(holder, _)| *holder != issuer);
        let own = own.map(|(holder, portion)| Held { holders: vec![holder], unnamed: Vec::new(), portion });
        own.chain([rest]).filter(|held| !(held.holders.is_empty() && held.unnamed.is_empty())).collect()
    }
}

/// Whose shares a leg is about, and who holds and sells them.
struct Sides {
    /// The root of the issuer's group, or who is taken over.
    issuer: CompanyId,
    /// Whether they are bought from those who have them, and not issued.
    bought: bool,
    holders: Vec<CompanyId>,
    sellers: Vec<CompanyId>,
}

/// Some who hold a stake together, and what part of it that is.
struct Held {
    /// Roots of their groups.
    holders: Vec<CompanyId>,
    /// Places among the leg's unnamed parties.
    unnamed: Vec<usize>,
    portion: Portion,
}

/// Whether a leg, or a tranche of it, says what share of the issuer it is.
fn has_stake(leg: &Leg) -> bool {
    let own = leg.figure(BuiltinField::Stake).is_some();
    own || leg.tranches.iter().any(|tranche| tranche.builtin(BuiltinField::Stake).is_some())
}

/// The role of those who hold what a leg is about.
fn holding(leg: &Leg) -> &'static [String] {
    leg.kind.get().holds.as_ref().map(|(holder, _)| std::slice::from_ref(holder)).unwrap_or_default()
}

/// The places of those who have one of these roles and no name.
fn unnamed(leg: &Leg, roles: &[String]) -> Vec<usize> {
    let all = leg.unnamed.iter().enumerate();
    all.filter(|(_, (role, _))| is_in(*role, roles)).map(|(place, _)| place).collect()
}

/// Takes what a holder sold off what it owned, its first stake first.
fn take_off_what_was_sold(stakes: &mut [Stake]) {
    let alone = |stake: &Stake| match stake.holders[..] {
        [only] if stake.unnamed.is_empty() => Some(only),
        _ => None,
    };
    let sold = stakes.iter().filter(|stake| stake.column == Column::Sold);
    let sold: Vec<(CompanyId, Quantity)> = sold.filter_map(|stake| Some((alone(stake)?, stake.share?))).collect();
    for (holder, mut sold) in sold {
        let owned = stakes.iter_mut().filter(|s| s.column == Column::Owned && alone(s) == Some(holder));
        for share in owned.filter_map(|stake| stake.share.as_mut()) {
            let (had, gone) = (*share, sold);
            *share = had.less(gone).at_least_nothing();
            sold = gone.less(had).at_least_nothing();
        }
    }
}
