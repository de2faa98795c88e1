//! How much of a plan is itemised: "608–688 of 1,400: 43–49 %".
//!
//! The plan itself is never in a sum. Its deals count if they are committed or announced, with the legs that
//! the plan's own payers pay; a plan inside the plan stands for its deals. A deal that another part of the
//! plan replaces counts nothing, whichever is firmer: here both buckets are one sum.

use rust_decimal::Decimal;

use super::day::amount_on;
use super::entry::{Entry, LeftOut, Part as Whole, Reason};
use super::group::is_in;
use super::replaced::predecessors;
use super::{Ledger, Scope, rates};
use crate::model::{Amount, Bucket, BuiltinField, CompanyId, Currency, Deal, DealId, Entity, Leg};
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
    /// The plan.
    pub plan: DealId,
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
    /// The plans of the site, or those that a company or something that is part of it would pay for; the one with
    /// most parts first, ties by id.
    pub fn plans(&self, scope: Scope) -> Vec<DealId> {
        let mut plans = match scope {
            Scope::Site => self.briefing.deals().map(|(id, _)| id).collect(),
            Scope::Company(_) => self.deals(scope),
        };
        let is_whose = |deal: &Deal| match scope {
            Scope::Site => true,
            Scope::Company(group) => {
                deal.legs.iter().flat_map(Leg::payers).any(|payer| is_in(self.briefing, payer, group))
            }
        };
        plans.retain(|id| {
            let deal = self.briefing.deal(*id);
            deal.umbrella && is_whose(deal) && self.bucket(*id).is_some_and(|b| b != Bucket::Off)
        });
        plans.sort_by_key(|id| (std::cmp::Reverse(self.briefing.parts[id.index()].len()), *id));
        plans
    }

    /// How much of a plan is itemised; `None` if it has no figure in money.
    pub fn coverage(&self, plan: DealId) -> Option<Coverage<'a>> {
        let deal: &'a Deal = self.briefing.deal(plan);
        let leg = deal.legs.iter().find(|l| l.kind.frame)?;
        let figure = self.value(leg)?.figure()?;
        let currency = figure.unit.currency()?;
        let payers: Vec<CompanyId> =
            deal.legs.iter().flat_map(Leg::payers).map(|c| self.briefing.group[c.index()]).collect();
        let (parts, left_out) = (Vec::new(), Vec::new());
        let itemised = Quantity::zero(figure.unit);
        let mut coverage = Coverage { plan, whole: figure, currency, itemised, parts, left_out };
        for id in self.deals_of_plan(plan) {
            self.itemise(&mut coverage, id, &payers);
        }
        coverage.parts.sort_by_key(|p| {
            let size = p.entry.sum.map_or((Decimal::ZERO, Decimal::ZERO), |s| s.size());
            (p.bucket, std::cmp::Reverse(size), p.entry.deal, p.entry.leg)
        });
        let entries: Vec<Entry<'a>> = coverage.parts.iter().map(|p| p.entry).collect();
        coverage.itemised = self.added(&entries, Unit::Money(currency));
        Some(coverage)
    }

    fn value(&self, leg: &'a Leg) -> Option<&'a Amount> {
        Some(amount_on(self.briefing, leg.builtin(BuiltinField::Value)?, self.day)?.1)
    }

    /// The deals in a plan and in the plans that it contains, each once.
    fn deals_of_plan(&self, plan: DealId) -> Vec<DealId> {
        let mut seen = std::collections::BTreeSet::from([plan]);
        let mut open = vec![plan];
        let mut deals = Vec::new();
        while let Some(at) = open.pop() {
            for &part in &self.briefing.parts[at.index()] {
                if !seen.insert(part) {
                    continue;
                }
                if self.briefing.deal(part).umbrella { open.push(part) } else { deals.push(part) }
            }
        }
        deals
    }

    fn itemise(&self, out: &mut Coverage<'a>, id: DealId, payers: &[CompanyId]) {
        let deal: &'a Deal = self.briefing.deal(id);
        let Some(bucket) = self.bucket(id) else { return };
        let pays =
            |leg: &&Leg| payers.is_empty() || leg.payers().any(|c| payers.contains(&self.briefing.group[c.index()]));
        for (index, leg) in deal.legs.iter().enumerate().filter(|(_, l)| l.kind.sum && pays(l)) {
            let amount = self.value(leg);
            let figure = amount.and_then(Amount::figure);
            let entered = match (self.not_in_plan(id, bucket), amount, figure) {
                (Some(reason), ..) => Err(reason),
                (None, Some(Amount::None), _) => Err(Reason::NothingPaid),
                (None, _, None) => Err(Reason::NoFigure),
                (None, _, Some(figure)) => self.in_currency(figure, out.currency),
            };
            match entered {
                Ok((sum, rate)) => {
                    let (part, joint) = (Whole::Whole, false);
                    let entry = Entry { deal: id, leg: index, part, sum: Some(sum), figure, rate, joint };
                    out.parts.push(Part { entry, bucket });
                }
                Err(reason) => {
                    out.left_out.push(LeftOut { deal: id, leg: index, kind: leg.kind, bucket, figure, reason });
                }
            }
        }
    }

    /// Why a deal adds nothing to its plan.
    fn not_in_plan(&self, id: DealId, bucket: Bucket) -> Option<Reason> {
        if bucket == Bucket::Off {
            return Some(Reason::Off);
        }
        if let Some(by) = self.replacement(id) {
            return Some(Reason::Replaced(by.by, by.how));
        }
        if bucket == Bucket::InTalks {
            return Some(Reason::NotFirm);
        }
        self.announced_successor(id)
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

    fn in_currency(
        &self,
        figure: &Quantity,
        wanted: Currency,
    ) -> Result<(Quantity, Option<crate::model::Rate>), Reason> {
        match figure.unit.currency() {
            Some(currency) if currency == wanted => Ok((*figure, None)),
            Some(_) => rates::convert(&self.briefing.site, *figure, wanted, self.day)
                .map(|(sum, rate)| (sum, Some(rate)))
                .ok_or(Reason::OtherCurrency),
            None => Err(Reason::NoFigure),
        }
    }
}
