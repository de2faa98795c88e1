//! A leg in its buckets: its tranches and its parts each in their own, and what is left of the whole.
//!
//! The bucket of the rest holds, its own tranches included, from the leg's low less the highs of the parts elsewhere to
//! its high less their lows: nothing gets larger or vaguer by being split. The rest of an "up to" is announced at most.

use super::chain::Step;
use super::entry::{Account, At, Entry, Part, Parts, Reason, Rest};
use super::{Ledger, day::amount_on, rates};
use crate::model::{Amount, Bucket, BuiltinField, Claim, Leg, Rate, State};
use crate::quantity::{Dimension, Quantity, Unit};

/// A leg or a part of it in its bucket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) part: Part,
    pub(super) bucket: Bucket,
    /// How far it has come.
    pub(super) state: State,
    /// What is added; `None` without a figure.
    pub(super) account: Option<Account>,
    pub(super) sum: Option<Quantity>,
    /// The figure as its source states it.
    pub(super) figure: Option<&'a Quantity>,
    /// What it is the rest of.
    pub(super) rest: Option<Rest>,
    /// The rate at which a step became one of its chain, or a part one of its whole.
    pub(super) rate: Option<Rate>,
    /// Why it adds nothing.
    pub(super) reason: Option<Reason>,
}

impl<'a> Ledger<'a> {
    /// A piece as an entry, seen from everybody, in the currency to which `convert` brings it.
    pub(super) fn entry(
        &self,
        at: At,
        piece: &Piece<'a>,
        convert: impl Fn(Quantity) -> Option<(Quantity, Option<Rate>)>,
    ) -> Option<Entry<'a>> {
        let (sum, rate) = match piece.sum.filter(|_| piece.account.is_some()) {
            Some(sum) => convert(sum).map(|(sum, rate)| (Some(sum), rate.or(piece.rate)))?,
            None => (None, None),
        };
        let unit = piece.rest.map(|rest| rest.whole.unit);
        let in_currency = |n| convert(Quantity::exact(n, unit?)).map(|(sum, _)| sum.low);
        let rest = piece
            .rest
            .and_then(|rest| Some(Rest { whole: convert(rest.whole)?.0, parts: rest.parts.map(in_currency)? }));
        let whole = self.links.whole.get(&at).copied().or((piece.part != Part::Whole).then_some(at));
        let figure = piece.figure.filter(|_| sum.is_some());
        Some(Entry { deal: at.0, leg: at.1, part: piece.part, sum, figure, rate, joint: false, whole, rest })
    }

    /// What a leg comes to in a field, in pieces; none before its deal is known, or if it says nothing of the field.
    pub(super) fn pieces(&self, at: At, field: BuiltinField) -> Vec<Piece<'a>> {
        let briefing = self.briefing;
        let leg: &'a Leg = &briefing.deal(at.0).legs[at.1];
        let says = leg.builtin(field).is_some() || !leg.tranches.is_empty();
        if field != BuiltinField::Value && !says {
            return Vec::new();
        }
        let Some(state) = self.state(at) else { return Vec::new() };
        let said = leg.builtin(field).and_then(|fact| amount_on(briefing, fact, self.day));
        let whole = said.and_then(|(_, amount)| amount.figure()).or_else(|| self.whole_figure(at, field));
        let claim = said.map(|(claim, _)| claim);
        let stated = said.and_then(|(_, amount)| amount.figure()).map(|figure| figure.unit);
        let unit = match self.chains.get(&(at, field)) {
            Some(Step::Adds(own)) => Some(own.unit),
            Some(Step::In(_)) | None => stated,
        };
        let mut pieces = self.tranches(at, state, field, claim);
        pieces.iter_mut().for_each(|piece| *piece = self.summed_in(*piece, unit));
        pieces.iter_mut().for_each(|piece| piece.sum = piece.sum.map(|sum| capped(sum, whole)));
        let own = state.bucket_of(claim);
        let gone = self.taken(at).map(|by| Reason::Replaced(by.by, by.how));
        let reason = if own == Bucket::Off { Some(Reason::Off) } else { gone };
        let plain = Piece {
            part: Part::Whole,
            bucket: own,
            state,
            account: None,
            sum: None,
            figure: None,
            rest: None,
            rate: None,
            reason,
        };
        match said {
            None if field != BuiltinField::Value || !pieces.is_empty() => {}
            Some((_, Amount::None)) => {
                pieces.push(Piece { reason: reason.or(Some(Reason::NothingPaid)), ..plain });
            }
            Some((claim, Amount::Figure(figure))) => {
                let rest = self.rest(at, field, (claim, figure), plain, &pieces);
                pieces.extend(rest);
            }
            // Without a figure it is as firm as the firmest of what it consists of.
            None | Some((_, Amount::Undisclosed)) => {
                let buckets = leg.tranches.iter().map(|tranche| state.part(&tranche.facts, self.day).bucket());
                pieces.push(Piece { bucket: buckets.min().map_or(own, |firmest| firmest.max(own)), ..plain });
            }
        }
        let unit = self.whole_figure(at, field).map(|figure| figure.unit);
        pieces.into_iter().map(|piece| self.summed_in(piece, unit)).collect()
    }

    /// A piece in the currency of what it is one sum with, at the rate of the day; as it is, if there is none. Where all
    /// totals are in one currency it gets into that.
    fn summed_in(&self, piece: Piece<'a>, unit: Option<Unit>) -> Piece<'a> {
        let site = &self.briefing.site;
        let (Some(sum), Some(unit), None) = (piece.sum, unit, site.totals_in) else { return piece };
        let Some(rate) = rates::between(site, sum.unit, unit, self.day) else { return piece };
        let convert = |sum: Quantity| rates::in_unit(site, sum, unit, self.day);
        let number = |n| Some(convert(Quantity::exact(n, sum.unit))?.low);
        let rest = |rest: Rest| Some(Rest { whole: convert(rest.whole)?, parts: rest.parts.map(number)? });
        let account = unit.currency().map(Account::Money);
        Piece { sum: convert(sum), account, rate: Some(rate), rest: piece.rest.and_then(rest), ..piece }
    }

    /// The tranches of a leg that say something of the field.
    fn tranches(&self, at: At, above: State, field: BuiltinField, whole: Option<&Claim>) -> Vec<Piece<'a>> {
        let deal = self.briefing.deal(at.0);
        let leg: &'a Leg = &deal.legs[at.1];
        let mut pieces = Vec::new();
        for (index, tranche) in leg.tranches.iter().enumerate() {
            let Some((claim, figure)) = self.figure(tranche.builtin(field)) else { continue };
            let state = above.part(&tranche.facts, self.day);
            let bucket = state.bucket_of(Some(claim));
            let gone = self.replaced.tranche(at, index).or(self.taken(at).filter(|_| !state.is_done()));
            let reason = match gone {
                _ if bucket == Bucket::Off => Some(Reason::Off),
                gone => gone.map(|by| Reason::Replaced(by.by, by.how)),
            };
            let account = account(if claim.of.is_some() { Some(claim) } else { whole.or(Some(claim)) }, figure);
            let part = Part::Tranche(index);
            let (sum, figure) = (Some(*figure), Some(figure));
            pieces.push(Piece { part, bucket, state, account, sum, figure, rest: None, rate: None, reason });
        }
        pieces
    }

    /// The figure of the leg that this one is a part of.
    fn whole_figure(&self, at: At, field: BuiltinField) -> Option<&'a Quantity> {
        let (deal, index) = *self.links.whole.get(&at)?;
        self.figure(self.briefing.deal(deal).legs[index].builtin(field)).map(|(_, figure)| figure)
    }

    /// What is left of a figure beside its tranches and parts.
    fn rest(
        &self,
        at: At,
        field: BuiltinField,
        (claim, figure): (&Claim, &'a Quantity),
        plain: Piece<'a>,
        tranches: &[Piece<'a>],
    ) -> Option<Piece<'a>> {
        let step = self.chains.get(&(at, field));
        let (whole, reason) = match step {
            Some(Step::In(by)) => (*figure, plain.reason.or(Some(Reason::Replaced(by.by, by.how)))),
            Some(Step::Adds(own)) => (*own, plain.reason),
            None => (*figure, plain.reason),
        };
        let whole = capped(whole, self.whole_figure(at, field));
        let stated = Some(figure).filter(|figure| **figure == whole);
        let rate = |from: Unit| rates::between(&self.briefing.site, from, whole.unit, self.day);
        // A step is added in the unit of its chain.
        let account = account(Some(claim), &Quantity { unit: whole.unit, ..*figure });
        let piece = Piece { account, sum: Some(whole), figure: stated, reason, rate: rate(figure.unit), ..plain };
        let reason = match piece.account {
            None if figure.unit.is(Dimension::POWER) => reason.or(Some(Reason::NoMeasure)),
            None => reason.or(Some(Reason::NoAmount)),
            Some(_) => reason,
        };
        let parts = self.links.parts.get(&at).into_iter().flatten();
        let of_others = parts.filter(|part| self.taken(**part).is_none()).filter_map(|part| {
            let deal = self.briefing.deal(part.0);
            self.state(*part)?;
            Some(capped(*self.figure(deal.legs[part.1].builtin(field))?.1, Some(&whole)))
        });
        let is_money = |account| matches!(account, Some(Account::Money(_)));
        let is_alike = |t: &&Piece<'a>| t.account == piece.account || is_money(t.account) && is_money(piece.account);
        let own = tranches.iter().filter(is_alike).filter(|t| !is_replaced(t)).filter_map(|t| t.sum);
        let parts: Vec<Quantity> = own.chain(of_others).collect();
        let of_tranche = || tranches.iter().filter(is_alike).find_map(|tranche| tranche.rate);
        let rate = piece.rate.or_else(of_tranche).or_else(|| parts.iter().find_map(|part| rate(part.unit)));
        let in_unit = |part: Quantity| rates::in_unit(&self.briefing.site, part, whole.unit, self.day);
        let parts: Vec<Quantity> = parts.into_iter().filter_map(in_unit).collect();
        if parts.is_empty() {
            return Some(Piece { reason, ..piece });
        }
        let parts = Parts::of(parts.into_iter());
        let rest = Rest { whole, parts };
        let bucket = if whole.low.is_zero() { piece.bucket.max(Bucket::Announced) } else { piece.bucket };
        let left = rest.left()?;
        Some(Piece { part: Part::Rest, bucket, sum: Some(left), figure: None, rest: Some(rest), rate, reason, ..piece })
    }
}

/// A part that is no more than its whole.
fn capped(part: Quantity, whole: Option<&Quantity>) -> Quantity {
    let cap = whole.and_then(|whole| whole.in_unit(part.unit));
    match cap.and_then(|cap| Some((cap.high?, cap.high_open))) {
        Some((high, high_open)) if part.high.is_none_or(|own| own > high) => {
            Quantity { high: Some(high.max(part.low)), high_open, ..part }
        }
        Some(_) | None => part,
    }
}

fn is_replaced(piece: &Piece<'_>) -> bool {
    matches!(piece.reason, Some(Reason::Replaced(..)))
}

/// What a figure is added to.
fn account(claim: Option<&Claim>, figure: &Quantity) -> Option<Account> {
    match figure.unit {
        Unit::Money(currency) => Some(Account::Money(currency)),
        unit if unit.is(Dimension::POWER) => claim?.of.map(Account::Capacity),
        unit if unit.is(Dimension::TIME) || unit.is(Dimension::SHARE) => None,
        Unit::Measure(measure) => Some(Account::Of(measure)),
        Unit::Rate(_) | Unit::Unsaid => None,
    }
}
