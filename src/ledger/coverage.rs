//! How much of a plan is itemised: "608–688 of 1,400: 43–49 %".
//!
//! A plan, or any other frame, is itself never in a sum. Its items are the legs that name it, and of the deals that are
//! part of its deal the legs that its own payers pay; a frame inside the frame stands for its items. They count if they
//! are committed or announced, or no less firm than the frame. What another item replaces counts nothing, whichever is
//! firmer: here all buckets are one sum.

use std::collections::VecDeque;

use rust_decimal::Decimal;

use super::entry::{At, Entry, LeftOut, Part as Piece, Reason};
use super::replaced::predecessors;
use super::{Ledger, Scope, rates};
use crate::model::{Bucket, BuiltinField, CompanyId, Currency, Deal, DealId, Entity, Leg, Rate};
use crate::quantity::{Quantity, Unit};

/// A leg that is a part of a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part<'a> {
    /// The entry.
    pub entry: Entry<'a>,
    /// How firm.
    pub bucket: Bucket,
}

/// A plan and what is known of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage<'a> {
    /// The frame: a leg.
    pub frame: At,
    /// Its figure.
    pub whole: &'a Quantity,
    /// Its currency.
    pub currency: Currency,
    /// What its parts come to.
    pub itemised: Quantity,
    /// Its parts with a figure: committed before announced, the largest first.
    pub parts: Vec<Part<'a>>,
    /// Parts that add nothing.
    pub left_out: Vec<LeftOut<'a>>,
}

/// A share, in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// At least.
    pub low: Decimal,
    /// At most; `None` if nobody knows.
    pub high: Option<Decimal>,
}

impl Coverage<'_> {
    /// How much of the plan is itemised.
    pub fn share(&self) -> Option<Share> {
        self.share_of(self.itemised)
    }

    /// A sum as a share of the plan, to one decimal below ten per cent, else to none; `None` where nothing can be
    /// said. A part of a plan is no more than all of it: parts that exceed the floor of a plan without ceiling say
    /// that the plan is larger than that, not that more than all of it is itemised.
    pub fn share_of(&self, sum: Quantity) -> Option<Share> {
        let percent = |n: Decimal, of: Decimal| {
            let share = n.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(of)?;
            Some(if share < Decimal::TEN { share.round_dp(1) } else { share.round_dp(0) })
        };
        // Of a plan that is a ceiling or a floor, the other end is not known.
        let least = self.whole.low;
        let high = sum.high.filter(|_| least > Decimal::ZERO).and_then(|high| percent(high, least));
        match self.whole.high {
            Some(most) => Some(Share { low: percent(sum.low, most)?, high }),
            None => Some(Share { low: Decimal::ZERO, high: Some(high.filter(|h| *h < Decimal::ONE_HUNDRED)?) }),
        }
    }
}

impl<'a> Ledger<'a> {
    /// The frames of the site, or those that a company or something that is part of it would pay for; the one with
    /// most items first, ties by id.
    pub fn frames(&self, scope: Scope) -> Vec<At> {
        let is_whose = |leg: &Leg| match scope {
            Scope::Site => true,
            Scope::Company(group) => leg.payers().any(|payer| self.is_in(payer, group)),
        };
        let mut frames: Vec<At> = Vec::new();
        for id in self.deals(scope) {
            let legs = self.briefing.deal(id).legs.iter().enumerate().filter(|(_, leg)| leg.frame && is_whose(leg));
            let live = self.bucket(id).is_some_and(|bucket| bucket != Bucket::Off);
            frames.extend(legs.map(|(index, _)| (id, index)).filter(|_| live));
        }
        frames.sort_by_key(|at| {
            let named = self.links.items.get(at).map_or(0, Vec::len);
            (std::cmp::Reverse(named + self.contained(*at).len()), *at)
        });
        frames
    }

    /// The frame that a deal has, or is part of, or of which one of its legs is an item.
    pub fn frame_of(&self, id: DealId) -> Option<At> {
        let first = |id: DealId| Some((id, self.briefing.deal(id).legs.iter().position(|leg| leg.frame)?));
        let deal = self.briefing.deal(id);
        let named = || deal.legs.iter().find_map(|leg| super::links::frame(self.briefing, leg.part_of.as_ref()?));
        first(id).or_else(|| first(deal.part_of?.deal)).or_else(named)
    }

    /// The deals that are part of a frame's deal, if it stands for all of it.
    fn contained(&self, (id, index): At) -> &'a [DealId] {
        let first = self.briefing.deal(id).legs.iter().position(|leg| leg.frame);
        if first == Some(index) { &self.briefing.parts[id.index()] } else { &[] }
    }

    /// How much of a frame is itemised; `None` if it has no figure in money.
    pub fn coverage(&self, frame: At) -> Option<Coverage<'a>> {
        let deal: &'a Deal = self.briefing.deal(frame.0);
        let leg = &deal.legs[frame.1];
        let (claim, figure) = self.figure(leg.builtin(BuiltinField::Value))?;
        let currency = figure.unit.currency()?;
        let bucket = self.state(frame)?.bucket_of(Some(claim)).max(Bucket::Announced);
        let (parts, left_out) = (Vec::new(), Vec::new());
        let itemised = Quantity::zero(figure.unit);
        let mut coverage = Coverage { frame, whole: figure, currency, itemised, parts, left_out };
        for item in self.items(frame) {
            self.itemise(&mut coverage, item, bucket);
        }
        coverage.parts.sort_by_key(|p| {
            let size = p.entry.sum.map_or((Decimal::ZERO, Decimal::ZERO), |s| s.size());
            (p.bucket, std::cmp::Reverse(size), p.entry.deal, p.entry.leg)
        });
        let entries: Vec<Entry<'a>> = coverage.parts.iter().map(|p| p.entry).collect();
        coverage.itemised = self.added(&entries, Unit::Money(currency));
        Some(coverage)
    }

    /// The legs in a frame and in the frames that it contains, each once.
    fn items(&self, frame: At) -> Vec<At> {
        let mut seen = std::collections::BTreeSet::from([frame]);
        let mut open = vec![frame];
        let mut items = Vec::new();
        while let Some(at) = open.pop() {
            let leg = &self.briefing.deal(at.0).legs[at.1];
            let payers: Vec<CompanyId> = leg.payers().map(|c| self.root(c)).collect();
            let pays = |leg: &Leg| payers.is_empty() || leg.payers().any(|c| payers.contains(&self.root(c)));
            let named = self.links.items.get(&at).into_iter().flatten().copied();
            let contained = self.contained(at).iter().flat_map(|id| {
                let legs = self.briefing.deal(*id).legs.iter().enumerate();
                legs.filter(|(_, leg)| leg.part_of.is_none() && (leg.frame || pays(leg))).map(|(index, _)| (*id, index))
            });
            let mut found: VecDeque<At> = named.chain(contained).collect();
            while let Some(item) = found.pop_front() {
                if !seen.insert(item) {
                    continue;
                }
                let leg = &self.briefing.deal(item.0).legs[item.1];
                if leg.frame {
                    open.push(item);
                } else if leg.kind.sum {
                    items.push(item);
                    // What is a part of an item is one too.
                    found.extend(self.links.parts.get(&item).into_iter().flatten());
                }
            }
        }
        items
    }

    /// Enters an item that is at least as firm as `least`.
    fn itemise(&self, out: &mut Coverage<'a>, at: At, least: Bucket) {
        let leg: &'a Leg = &self.briefing.deal(at.0).legs[at.1];
        for piece in self.pieces(at, BuiltinField::Value) {
            let reason = match piece.bucket {
                Bucket::Off => Some(Reason::Off),
                _ if piece.reason.is_some() => piece.reason,
                bucket if bucket > least => Some(Reason::NotFirm),
                Bucket::Committed | Bucket::Announced | Bucket::InTalks => self.announced_successor(at.0),
            };
            let convert = |sum| self.in_currency(sum, out.currency);
            let entered = match (reason, piece.sum) {
                (Some(reason), _) => Err(reason),
                (None, None) => Err(Reason::NoFigure),
                (None, Some(_)) => self.entry(at, &piece, convert).ok_or(Reason::OtherCurrency),
            };
            let (deal, leg_index, figure, bucket) = (at.0, at.1, piece.figure, piece.bucket);
            match entered {
                Ok(entry) => out.parts.push(Part { entry, bucket }),
                Err(reason) => {
                    let tranche = match piece.part {
                        Piece::Tranche(index) => Some(index),
                        Piece::Whole | Piece::Rest => None,
                    };
                    out.left_out.push(LeftOut {
                        deal,
                        leg: leg_index,
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

    /// An announced deal that is to take this one's place: both are in the same sum here.
    fn announced_successor(&self, id: DealId) -> Option<Reason> {
        self.briefing.deal_backlinks[id.index()].iter().find_map(|from| {
            let Entity::Deal(by) = *from else { return None };
            let new = self.briefing.deal(by);
            let (_, how) = predecessors(new).find(|(old, _)| *old == id && by != id)?;
            let counts = matches!(self.bucket(by), Some(Bucket::Committed | Bucket::Announced));
            (counts && new.part_of.is_some()).then_some(Reason::Replaced(by, how))
        })
    }

    fn in_currency(&self, sum: Quantity, wanted: Currency) -> Option<(Quantity, Option<Rate>)> {
        if sum.unit.currency()? == wanted {
            return Some((sum, None));
        }
        let (sum, rate) = rates::convert(&self.briefing.site, sum, wanted, self.day)?;
        Some((sum, Some(rate)))
    }
}
