//! A statement: all totals of a group or of the site, with what they are made of and what was left out.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::entry::{Account, At, Direction, Entry, LeftOut, Part, Parts, Reason};
use super::group::{Portion, Span};
use super::split::Piece;
use super::{Ledger, rates};
use crate::model::{Bucket, BuiltinField, CompanyId, DealId, Leg};
use crate::quantity::{Quantity, Unit};
use crate::vocabulary::Kind;

/// Significant digits of a sum that is not exact.
const DIGITS: u32 = 3;

/// Of whom a statement is, and what a feed follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// The whole site.
    Site,
    /// A company and all that is part of it.
    Company(CompanyId),
}

/// A sum of one direction, one kind, one bucket, one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Total<'a> {
    /// Whose money.
    pub direction: Direction,
    /// Of which legs.
    pub kind: Kind,
    /// How firm.
    pub bucket: Bucket,
    /// Of what; `None` if no leg has a figure.
    pub measure: Option<Account>,
    /// What the entries with a figure come to.
    pub sum: Quantity,
    /// Entries with a figure, the largest first.
    pub counted: Vec<Entry<'a>>,
    /// Entries without.
    pub without_figure: Vec<Entry<'a>>,
}

impl Total<'_> {
    /// In how many deals there is a leg without a figure.
    pub fn deals_without_figure(&self) -> usize {
        let mut deals: Vec<DealId> = self.without_figure.iter().map(|e| e.deal).collect();
        deals.sort_unstable();
        deals.dedup();
        deals.len()
    }

    /// The sum as it is printed. One of exact parts is printed in full, so that the list under it adds up; one that has
    /// an "about", an order of magnitude or a converted part has three digits, its low rounded down and its high up.
    pub fn shown(&self) -> Quantity {
        let is_rough = |e: &Entry<'_>| e.sum.is_some_and(|sum| sum.about || sum.order().is_some()) || e.rate.is_some();
        let alone = self.counted.len() == 1 && self.counted[0].rate.is_none();
        if alone || !self.counted.iter().any(is_rough) { self.sum } else { self.sum.rounded(DIGITS) }
    }

    /// What its entries come to; `None` if no leg has a figure.
    pub fn added(&self) -> Option<&Quantity> {
        self.measure.map(|_| &self.sum)
    }
}

/// All totals of a scope.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement<'a> {
    /// Of whom.
    pub scope: Scope,
    /// By direction, kind, bucket, measure; none is empty.
    pub totals: Vec<Total<'a>>,
    /// Legs that add nothing, with the reason; the newest deal first.
    pub left_out: Vec<LeftOut<'a>>,
}

impl<'a> Statement<'a> {
    fn new(scope: Scope) -> Statement<'a> {
        Statement { scope, totals: Vec::new(), left_out: Vec::new() }
    }

    /// The totals of a bucket.
    pub fn bucket(&self, bucket: Bucket) -> impl Iterator<Item = &Total<'a>> {
        self.totals.iter().filter(move |t| t.bucket == bucket)
    }

    /// The total of the leading kind, in a direction and a bucket, that has a figure; the first of several currencies.
    pub fn leading(&self, direction: Direction, bucket: Bucket) -> Option<&Total<'a>> {
        self.bucket(bucket).find(|t| t.direction == direction && t.kind.leads && t.measure.is_some())
    }

    fn add(&mut self, key: (Direction, Kind, Bucket), measure: Option<Account>, entry: Entry<'a>) {
        let at = |t: &Total<'a>| (t.direction, t.kind, t.bucket) == key && t.measure == measure;
        let index = self.totals.iter().position(at).unwrap_or_else(|| {
            let (direction, kind, bucket) = key;
            let (counted, without_figure) = (Vec::new(), Vec::new());
            self.totals.push(Total {
                direction,
                kind,
                bucket,
                measure,
                sum: Quantity::zero(Unit::Unsaid),
                counted,
                without_figure,
            });
            self.totals.len() - 1
        });
        let total = &mut self.totals[index];
        if measure.is_some() { &mut total.counted } else { &mut total.without_figure }.push(entry);
    }
}

impl<'a> Ledger<'a> {
    /// What a scope pays and receives. Legs of deals that were not known on the day are not in it at all.
    pub fn statement(&self, scope: Scope) -> Statement<'a> {
        self.statement_of(scope, BuiltinField::Value)
    }

    pub(super) fn deals(&self, scope: Scope) -> Vec<DealId> {
        match scope {
            Scope::Site => self.briefing.chronology.to_vec(),
            Scope::Company(company) => self.group_deals(company),
        }
    }

    /// What some deals come to, whoever pays; of one kind, if there is one. A part of a leg that is in another list counts
    /// there and not here.
    pub fn statement_of_deals(&self, deals: &[DealId], kind: Option<Kind>) -> Statement<'a> {
        let mut statement = Statement::new(Scope::Site);
        for &id in deals {
            for (index, leg) in self.briefing.deal(id).legs.iter().enumerate() {
                if kind.is_none_or(|kind| kind == leg.kind) {
                    self.enter(&mut statement, (id, index), BuiltinField::Value);
                }
            }
        }
        self.close(&mut statement);
        statement
    }

    pub(super) fn statement_of(&self, scope: Scope, field: BuiltinField) -> Statement<'a> {
        let mut statement = Statement::new(scope);
        for id in self.deals(scope) {
            for index in 0..self.briefing.deal(id).legs.len() {
                self.enter(&mut statement, (id, index), field);
            }
        }
        self.close(&mut statement);
        statement
    }

    /// Puts one leg where it belongs.
    fn enter(&self, out: &mut Statement<'a>, at: At, field: BuiltinField) {
        let leg: &'a Leg = &self.briefing.deal(at.0).legs[at.1];
        let sides = self.sides(at, leg, out.scope);
        if sides.is_empty() {
            return;
        }
        self.options(out, at, field);
        let pieces = self.pieces(at, field);
        let structural = self.never_summed(leg);
        for piece in pieces {
            let tranche = match piece.part {
                Part::Tranche(index) => Some(index),
                Part::Whole | Part::Rest => None,
            };
            // Of what is never summed, the leg stands for its tranches.
            if structural.is_some() && tranche.is_some() {
                continue;
            }
            let off = piece.reason.filter(|_| piece.bucket == Bucket::Off);
            if let Some(reason) = off.or(structural).or(piece.reason) {
                let figure = piece.figure.or_else(|| self.figure(leg.builtin(field)).map(|(_, figure)| figure));
                let (deal, leg_index) = at;
                out.left_out.push(LeftOut {
                    deal,
                    leg: leg_index,
                    tranche,
                    kind: leg.kind,
                    bucket: piece.bucket,
                    figure,
                    reason,
                });
                continue;
            }
            for &(direction, portion) in &sides {
                let portioned = Piece { sum: portion.of_piece(leg, &piece), ..piece };
                let convert = |sum| Some(rates::for_total(&self.briefing.site, sum, self.day));
                let Some(mut entry) = self.entry(at, &portioned, convert) else { continue };
                entry.joint = portion.is_joint();
                if !portion.is_all() {
                    (entry.figure, entry.whole, entry.rest) = (None, None, None);
                }
                let account = entry.sum.and_then(|sum| sum.unit.currency().map(Account::Money).or(piece.account));
                out.add((direction, leg.kind, piece.bucket), account, entry);
            }
        }
    }

    /// What may be bought beyond a leg, or for how much longer.
    fn options(&self, out: &mut Statement<'a>, at: At, field: BuiltinField) {
        let options = [
            (BuiltinField::Value, BuiltinField::OptionValue),
            (BuiltinField::Value, BuiltinField::OptionTerm),
            (BuiltinField::Capacity, BuiltinField::OptionCapacity),
        ];
        let fields = || options.into_iter().filter(|(of, _)| *of == field).map(|(_, option)| option);
        let leg: &'a Leg = &self.briefing.deal(at.0).legs[at.1];
        let Some(state) = self.state(at).filter(|_| fields().next().is_some() && self.taken(at).is_none()) else {
            return;
        };
        let tranches = leg.tranches.iter().enumerate().map(|(index, tranche)| (Some(index), &tranche.facts));
        for (tranche, facts) in std::iter::once((None, &leg.facts)).chain(tranches) {
            let state = tranche.map_or(state, |_| state.part(facts, self.day));
            for field in fields() {
                let fact = facts.iter().find(|fact| fact.field == field.id());
                let Some((claim, figure)) = self.figure(fact) else { continue };
                let bucket = state.bucket_of(Some(claim));
                if bucket != Bucket::Off {
                    let (figure, reason) = (Some(figure), Reason::Optional);
                    out.left_out.push(LeftOut {
                        deal: at.0,
                        leg: at.1,
                        tranche,
                        kind: leg.kind,
                        bucket,
                        figure,
                        reason,
                    });
                }
            }
        }
    }

    /// The directions of a leg as seen from a scope, and how much of it runs in each. None if the leg does not concern
    /// the scope, or no part of it does that has not a leg of its own. What one side of a group brings in to the other
    /// stays inside, and runs in neither.
    fn sides(&self, at: At, leg: &Leg, scope: Scope) -> Vec<(Direction, Portion)> {
        let split = self.span(leg) == Span::Partly;
        let of = |receives: bool, some: &dyn Fn(CompanyId) -> bool| {
            let is_there = if receives { leg.payees().any(some) } else { leg.payers().any(some) };
            is_there.then(|| self.portion(at, leg, receives, some)).flatten().unwrap_or(Portion::NONE)
        };
        let Scope::Company(group) = scope else {
            let across = |left: Portion, root: CompanyId| {
                let [paid, received] = [false, true].map(|receives| of(receives, &|one| self.root(one) == root));
                left.without(paid.met_by(received))
            };
            let roots: BTreeSet<CompanyId> = leg.payers().map(|payer| self.root(payer)).collect();
            let all = if split { roots.into_iter().fold(Portion::ALL, across) } else { Portion::ALL };
            return vec![(Direction::All, all)];
        };
        let inside = |company: CompanyId| self.is_in(company, group);
        let [pays, receives] = [leg.payers().chain(leg.parties()).any(inside), leg.payees().any(inside)];
        if !split {
            let direction = if pays { Direction::Pays } else { Direction::Receives };
            let portion = (pays || receives).then(|| self.portion(at, leg, !pays, inside)).flatten();
            return portion.map(|portion| (direction, portion)).into_iter().collect();
        }
        let root = self.root(group);
        let beyond =
            |receives: bool| of(receives, &inside).beyond(of(!receives, &|company| self.root(company) == root));
        let sides = [(pays, Direction::Pays, false), (receives, Direction::Receives, true)].into_iter();
        let sides = sides.filter(|side| side.0).map(|(_, direction, receives)| (direction, beyond(receives)));
        sides.filter(|(_, portion)| *portion != Portion::NONE).collect()
    }

    /// Why a leg adds nothing whatever its figure is.
    fn never_summed(&self, leg: &Leg) -> Option<Reason> {
        match leg {
            _ if leg.frame => Some(Reason::Umbrella),
            _ if leg.kind.unstated => Some(Reason::NoDirection),
            _ if !leg.kind.sum => Some(Reason::NotSummed),
            _ => (self.span(leg) == Span::Inside).then_some(Reason::InsideGroup),
        }
    }

    /// Adds up, orders, and puts what has no figure beside what has one.
    fn close(&self, statement: &mut Statement<'a>) {
        for total in &mut statement.totals {
            let unit = total.counted.first().and_then(|e| e.sum).map_or(Unit::Unsaid, |sum| sum.unit);
            total.sum = self.added(&total.counted, unit);
            let size = |e: &Entry<'_>| e.sum.map_or((Decimal::ZERO, Decimal::ZERO), |s| s.size());
            total.counted.sort_by_key(|e| (Reverse(size(e)), e.deal, e.leg));
        }
        let place = |m: Option<Account>| {
            let Some(Account::Money(currency)) = m else { return None };
            self.briefing.site.currencies.iter().position(|x| *x == currency)
        };
        statement.totals.sort_by_key(|t| {
            (t.direction, t.kind, t.bucket, t.measure.is_none(), place(t.measure).unwrap_or(usize::MAX), t.measure)
        });
        let mut index = 1;
        while index < statement.totals.len() {
            let (before, after) = statement.totals.split_at_mut(index);
            let (last, this) = (&mut before[index - 1], &mut after[0]);
            let same = (last.direction, last.kind, last.bucket) == (this.direction, this.kind, this.bucket);
            if same && this.measure.is_none() {
                let first = before
                    .iter()
                    .rposition(|t| (t.direction, t.kind, t.bucket) != (this.direction, this.kind, this.bucket));
                before[first.map_or(0, |i| i + 1)].without_figure = std::mem::take(&mut this.without_figure);
                statement.totals.remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// The sum of entries, all of one unit; of alternatives one counts, nobody knows which.
    pub(super) fn added(&self, entries: &[Entry<'a>], unit: Unit) -> Quantity {
        let zero = Quantity::zero(unit);
        let mut sums = vec![zero];
        let mut choices: Vec<(DealId, DealId, Quantity)> = Vec::new();
        for Together { lead: Entry { deal, .. }, sum: own, .. } in self.together(entries) {
            match self.choice[deal.index()] {
                None => sums.push(own),
                Some(choice) => choices.push((choice, *deal, own)),
            }
        }
        choices.sort_by_key(|(choice, deal, _)| (*choice, *deal));
        for choice in choices.chunk_by(|a, b| a.0 == b.0) {
            let deals = choice.chunk_by(|a, b| a.1 == b.1);
            let of_deals = deals.filter_map(|legs| Quantity::sum(legs.iter().map(|(_, _, own)| *own)));
            sums.extend(Quantity::one_of(of_deals));
        }
        Quantity::sum(sums).unwrap_or(zero)
    }

    /// What entries come to, those of one whole together: a rest beside parts of the same whole is what they leave.
    pub(super) fn together<'e>(&self, entries: &'e [Entry<'a>]) -> Vec<Together<'e, 'a>> {
        let (alone, mut related): (Vec<&Entry<'a>>, Vec<_>) = entries.iter().partition(|entry| entry.whole.is_none());
        let of_own = |entry: &&'e Entry<'a>| Some(Together { lead: entry, sum: entry.sum?, within: Vec::new() });
        let mut sums: Vec<Together<'e, 'a>> = alone.iter().filter_map(of_own).collect();
        related.sort_by_key(|entry| entry.whole);
        for whole in related.chunk_by(|a, b| a.whole == b.whole) {
            let parts = || whole.iter().filter(|entry| entry.rest.is_none());
            match whole.iter().find_map(|entry| Some((*entry, entry.rest?))) {
                None => sums.extend(parts().filter_map(of_own)),
                Some((lead, rest)) => {
                    let here = parts().filter_map(|entry| entry.sum?.in_unit(rest.whole.unit));
                    let within = whole.iter().filter(|entry| !std::ptr::eq(**entry, lead)).copied().collect();
                    sums.push(Together { lead, sum: rest.with(Parts::of(here)), within });
                }
            }
        }
        sums
    }
}

/// Entries that are added as one.
pub(super) struct Together<'e, 'a> {
    /// The rest, or the only one.
    pub(super) lead: &'e Entry<'a>,
    /// What they come to.
    pub(super) sum: Quantity,
    /// The others.
    pub(super) within: Vec<&'e Entry<'a>>,
}
