//! How much of a plan is itemised in deals.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rust_decimal::Decimal;

use super::Builder;
use super::totals::sum;
use crate::ledger::{At, Coverage, CoveragePart, Ledger, Scope, Share};
use crate::locale::Style;
use crate::model::{CompanyId, DealId, Reads};
use crate::quantity::{Bound, Quantity, Unit};
use crate::render::view::{Segment, ShareBar};

/// Parts drawn one by one; smaller ones are one segment together.
const DRAWN: usize = 8;
/// Plans on the page of a company.
const OF_COMPANY: usize = 3;

/// The plans of the site with what is known of their parts: made once, shared by the pages of all parts.
#[derive(Debug, Default)]
pub(super) struct Plans<'a>(BTreeMap<At, (Coverage<'a>, BTreeMap<DealId, Vec<usize>>)>);

impl<'a> Plans<'a> {
    /// All plans that have a figure.
    pub(super) fn new(ledger: &Ledger<'a>) -> Plans<'a> {
        let with_index = |coverage: Coverage<'a>| {
            let mut of_deal: BTreeMap<DealId, Vec<usize>> = BTreeMap::new();
            for (index, part) in coverage.parts.iter().enumerate() {
                of_deal.entry(part.entry.deal).or_default().push(index);
            }
            (coverage.frame, (coverage, of_deal))
        };
        let frames = ledger.frames(Scope::Site).into_iter();
        Plans(frames.filter_map(|frame| ledger.coverage(frame)).map(with_index).collect())
    }

    /// What is known of a plan.
    pub(super) fn get(&self, plan: At) -> Option<&Coverage<'a>> {
        let (coverage, _) = self.0.get(&plan)?;
        let parts = coverage.parts.iter().map(|part| part.entry.deal);
        let left_out = coverage.left_out.iter().map(|left_out| left_out.deal);
        parts.chain(left_out).chain([plan.0]).for_each(Reads::note);
        Some(coverage)
    }

    /// What decides which parts a page shows: all but the figures.
    pub(super) fn hash_order(&self, into: &mut impl Hasher) {
        for (plan, (coverage, _)) in &self.0 {
            plan.hash(into);
            coverage.parts.iter().for_each(|part| (part.entry.deal, part.entry.leg, part.bucket).hash(into));
            coverage.left_out.iter().for_each(|left_out| (left_out.deal, left_out.leg).hash(into));
        }
    }

    /// The parts of a plan that are legs of one deal, as indices.
    fn of_deal(&self, plan: At, deal: Option<DealId>) -> &[usize] {
        let indices = deal.and_then(|deal| self.0.get(&plan)?.1.get(&deal));
        indices.map_or(&[], Vec::as_slice)
    }
}

/// The bar of the plan that a deal belongs to, or is.
pub(super) fn of_deal(b: &Builder<'_>, id: DealId) -> Option<ShareBar> {
    let frame = b.books.ledger.frame_of(id)?;
    if frame.0 != id {
        return bar(b, frame, Some(id));
    }
    // On its own page its amount stands above.
    Some(ShareBar { title: b.t("plan-parts-title"), ..bar(b, frame, None)? })
}

/// The bars of the plans that a company, or something that is part of it, would pay for.
pub(super) fn of_company(b: &Builder<'_>, company: CompanyId) -> Vec<ShareBar> {
    let frames = b.books.ledger.frames(Scope::Company(company));
    frames.into_iter().filter_map(|plan| bar(b, plan, None)).take(OF_COMPANY).collect()
}

/// The bar of a plan; `current` is marked.
pub(super) fn bar(b: &Builder<'_>, plan: At, current: Option<DealId>) -> Option<ShareBar> {
    let coverage = b.books.plans.get(plan)?;
    let own = b.books.plans.of_deal(plan, current);
    if coverage.parts.is_empty() {
        return None;
    }
    let own_sum = Quantity::sum(own.iter().filter_map(|i| coverage.parts[*i].entry.sum));
    let own_share = own_sum.and_then(|own| Some(range(b, coverage.share_of(own)?, own.high_open)));
    let text = match own_share {
        Some(share) => crate::chars::capitalised(&b.say("plan-of", &[("share", &share)])),
        None => covered(b, coverage)?,
    };
    let rates = coverage.parts.iter().filter_map(|part| part.entry.rate);
    let text = std::iter::once(text).chain(super::totals::converted(b, rates)).collect::<Vec<_>>().join(" ");
    let value = b.figure(coverage.whole);
    Some(ShareBar {
        title: b.say("plan-title", &[("figure", &value.text), ("bound", bound(coverage.whole))]),
        plan: super::deal::deal_link(b, plan.0),
        segments: segments(b, coverage, own),
        text,
    })
}

/// "Known contracts cover between 43 and 49 % of it (608 to less than 688 of 1,400 billion)"; `None` without parts.
pub(super) fn covered(b: &Builder<'_>, coverage: &Coverage<'_>) -> Option<String> {
    if coverage.parts.is_empty() {
        return None;
    }
    let itemised = sum(b, &coverage.itemised, Style::Short).text;
    let whole = b.short_figure(coverage.whole).text;
    let of = [("itemised", itemised.as_str()), ("whole", whole.as_str()), ("bound", bound(coverage.whole))];
    let Some(share) = coverage.share() else { return Some(b.say("plan-no-share", &of)) };
    let share = range(b, share, false);
    Some(b.say("plan-share", &[("share", &share), ("of", &b.say("plan-itemised", &of))]))
}

/// How much of a plan its parts come to, in words: "43–49 %"; `None` where that is not known.
pub(super) fn of_plan(b: &Builder<'_>, coverage: &Coverage<'_>) -> Option<String> {
    Some(range(b, coverage.share()?, false))
}

/// Whether words stand before a figure, "up to", behind which a preposition reads badly: `bounded`, else `plain`.
pub(super) fn bound(figure: &Quantity) -> &'static str {
    if figure.bound() == Bound::Exact { "plain" } else { "bounded" }
}

/// A share of the whole in words. An end that is itself out is rounded down to a number it can still reach.
fn range(b: &Builder<'_>, share: Share, excluded: bool) -> String {
    let Some(percent) = b.briefing.site.vocabulary.percent() else { return String::new() };
    let high_open = excluded && share.high == Some(share.low);
    let exact = Quantity::exact(share.low, Unit::Measure(percent));
    sum(b, &Quantity { high: share.high, high_open, ..exact }, Style::Long).text
}

fn segments(b: &Builder<'_>, coverage: &Coverage<'_>, own: &[usize]) -> Vec<Segment> {
    // A plan without ceiling is drawn as large as its parts make it.
    let whole = coverage.whole.high.unwrap_or(coverage.whole.low.max(coverage.itemised.low));
    let mut segments = Vec::with_capacity(DRAWN + 2);
    let mut at = Decimal::ZERO;
    let percent = |n: Decimal| -> f32 {
        let share = n.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(whole)).unwrap_or_default();
        share.round_dp(2).to_string().parse().unwrap_or(0.0)
    };
    let drawn = DRAWN.min(coverage.parts.len());
    for index in (0..drawn).chain(own.iter().copied().filter(|i| *i >= drawn)) {
        let part = &coverage.parts[index];
        let low = part.entry.sum.map_or(Decimal::ZERO, |s| s.low).min(whole - at).max(Decimal::ZERO);
        segments.push(Segment { x: percent(at), width: percent(low), ..segment(b, part, own.contains(&index)) });
        at += low;
    }
    if at < whole {
        let (x, width) = (percent(at), percent(whole - at));
        segments.push(Segment { x, width, style: "rest", label: b.t("plan-rest"), ..Segment::default() });
    }
    segments
}

fn segment(b: &Builder<'_>, part: &CoveragePart<'_>, current: bool) -> Segment {
    let deal = part.entry.deal;
    let payee = b.briefing.deal(deal).legs[part.entry.leg].payees().next();
    Segment {
        style: part.bucket.name(),
        current,
        label: payee.map_or_else(String::new, |c| b.company_ref(c).short.clone()),
        figure: part.entry.figure.map(|f| b.short_figure(f)),
        url: Some(b.summary(deal).url.clone()),
        ..Segment::default()
    }
}
