//! A statement: all totals of a group or of the site, with what they are made of and what was left out.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::day::amount_on;
use super::entry::{Account, Direction, Entry, LeftOut, Part, Reason};
use super::group::{Span, group_deals, is_in, span};
use super::{Ledger, rates, tranche};
use crate::model::{Amount, Bucket, BuiltinField, Claim, CompanyId, Deal, DealId, Leg, Rate};
use crate::quantity::{Dimension, Quantity, Unit};
use crate::vocabulary::Kind;

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

    /// The rates at which entries were converted, each once.
    pub fn rates(&self) -> Vec<Rate> {
        let mut rates: Vec<Rate> = Vec::new();
        for rate in self.counted.iter().filter_map(|e| e.rate) {
            if !rates.contains(&rate) {
                rates.push(rate);
            }
        }
        rates
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
        self.bucket(bucket).find(|t| t.direction == direction && t.kind.leads() && t.measure.is_some())
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
            Scope::Company(company) => group_deals(self.briefing, company),
        }
    }

    pub(super) fn statement_of(&self, scope: Scope, field: BuiltinField) -> Statement<'a> {
        let mut statement = Statement::new(scope);
        for id in self.deals(scope) {
            let Some(bucket) = self.bucket(id) else { continue };
            for index in 0..self.briefing.deal(id).legs.len() {
                self.enter(&mut statement, (id, index), bucket, field);
            }
        }
        self.close(&mut statement);
        statement
    }

    /// Puts one leg where it belongs.
    fn enter(&self, out: &mut Statement<'a>, (id, index): (DealId, usize), bucket: Bucket, field: BuiltinField) {
        let deal: &'a Deal = self.briefing.deal(id);
        let leg: &'a Leg = &deal.legs[index];
        let Some((direction, joint)) = self.side(leg, out.scope) else { return };
        let said = leg.builtin(field).and_then(|f| amount_on(self.briefing, f, self.day));
        if field != BuiltinField::Value && said.is_none() {
            return;
        }
        let measure = said.and_then(|(claim, amount)| Some(self.measure(claim, amount.figure()?)));
        let reason = self.refusal(id, leg, bucket).or(match said {
            Some((_, Amount::None)) => Some(Reason::NothingPaid),
            Some((_, Amount::Figure(figure))) if measure == Some(None) => match figure.unit.is(Dimension::POWER) {
                true => Some(Reason::NoMeasure),
                false => Some(Reason::NoAmount),
            },
            Some((_, Amount::Figure(_) | Amount::Undisclosed)) | None => None,
        });
        let figure = said.and_then(|(_, amount)| amount.figure());
        if let Some(reason) = reason {
            out.left_out.push(LeftOut { deal: id, leg: index, kind: leg.kind, bucket, figure, reason });
            return;
        }
        let plain = Entry { deal: id, leg: index, part: Part::Whole, sum: None, figure: None, rate: None, joint };
        let (Some((claim, _)), Some(figure), Some(Some(measure))) = (said, figure, measure) else {
            out.add((direction, leg.kind, bucket), None, plain);
            return;
        };
        for (part, bucket, sum, figure) in self.parts(deal, field, (claim, figure), bucket) {
            let sum = if joint { sum.part() } else { sum };
            let (sum, rate) = rates::for_total(&self.briefing.site, sum, self.day);
            let measure = sum.unit.currency().map_or(measure, Account::Money);
            let figure = figure.filter(|_| !joint);
            out.add(
                (direction, leg.kind, bucket),
                Some(measure),
                Entry { part, sum: Some(sum), figure, rate, ..plain },
            );
        }
    }

    /// The direction of a leg as seen from a scope, and whether others have a part in it. `None` if the leg
    /// does not concern the scope.
    fn side(&self, leg: &Leg, scope: Scope) -> Option<(Direction, bool)> {
        let partly = span(self.briefing, leg) == Span::Partly;
        let Scope::Company(group) = scope else { return Some((Direction::All, partly)) };
        let inside = |company: CompanyId| is_in(self.briefing, company, group);
        let pays = leg.payers().chain(leg.parties()).any(inside);
        let direction = match (pays, leg.payees().any(inside)) {
            (true, _) => Direction::Pays,
            (false, true) => Direction::Receives,
            (false, false) => return None,
        };
        let own_side_is_shared = match direction {
            Direction::Receives => !leg.payees().all(inside),
            Direction::Pays | Direction::All => !leg.payers().all(inside),
        };
        Some((direction, partly || own_side_is_shared))
    }

    /// Why a leg adds nothing whatever its figure is.
    fn refusal(&self, id: DealId, leg: &Leg, bucket: Bucket) -> Option<Reason> {
        let deal = self.briefing.deal(id);
        match self.replacement(id) {
            _ if bucket == Bucket::Off => Some(Reason::Off),
            Some(by) => Some(Reason::Replaced(by.by, by.how)),
            None if deal.umbrella || leg.kind.frame => Some(Reason::Umbrella),
            None if leg.kind.unstated => Some(Reason::NoDirection),
            None if !leg.kind.sum => Some(Reason::NotSummed),
            None if span(self.briefing, leg) == Span::Inside => Some(Reason::InsideGroup),
            None => None,
        }
    }

    fn measure(&self, claim: &Claim, figure: &Quantity) -> Option<Account> {
        match figure.unit {
            Unit::Money(currency) => Some(Account::Money(currency)),
            unit if unit.is(Dimension::POWER) => claim.of.map(Account::Capacity),
            unit if unit.is(Dimension::TIME) || unit.is(Dimension::SHARE) => None,
            Unit::Measure(measure) => Some(Account::Of(measure)),
            Unit::Rate(_) | Unit::Unsaid => None,
        }
    }

    /// A figure in its buckets: one, or two if a part of a committed ceiling is firm.
    fn parts(
        &self,
        deal: &'a Deal,
        field: BuiltinField,
        (claim, figure): (&Claim, &'a Quantity),
        bucket: Bucket,
    ) -> Vec<(Part, Bucket, Quantity, Option<&'a Quantity>)> {
        let tranche = match bucket {
            Bucket::Committed => tranche::split(self.briefing, deal, field, (claim, figure), self.day),
            Bucket::Announced | Bucket::InTalks | Bucket::Off => None,
        };
        let Some(tranche) = tranche else { return vec![(Part::Whole, bucket, *figure, Some(figure))] };
        let firm = (Part::Firm, Bucket::Committed, tranche.firm, tranche.figure);
        let rest = tranche.rest.map(|rest| (Part::Rest, Bucket::Announced, rest, None));
        std::iter::once(firm).chain(rest).collect()
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
        for entry in entries {
            let Some(own) = entry.sum else { continue };
            match self.choice[entry.deal.index()] {
                None => sums.push(own),
                Some(choice) => choices.push((choice, entry.deal, own)),
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
}
