//! One case where sources disagree, on the front page: the one that the site names, or the one whose kept and rejected
//! claims are furthest apart.

use rust_decimal::Decimal;

use super::Builder;
use super::evidence::fragment;
use super::variance::{self, Variance, variance};
use crate::model::{Amount, Claim, DealId, Fact, Rank, Value};
use crate::quantity::Quantity;
use crate::render::view::{ClashClaim, ClashView, LargeFigure, Link};
use crate::resolve::find_fact;

/// Claims that are shown.
const CLAIMS: usize = 4;

/// A fact, with the deal and the part that it is of.
type Of<'f> = (DealId, &'f str, &'f Fact);

/// The case; `None` if sources agree.
pub(super) fn view(b: &Builder<'_>) -> Option<ClashView> {
    let (id, part, fact) = named(b).or_else(|| widest(b))?;
    let deal = b.briefing.deal(id);
    let summary = b.summary(id);
    let claims = variance::of_fact(b, fact);
    let figure = |claim: &Claim| match &claim.value {
        Value::Amount(amount) => b.large_amount(amount),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => {
            LargeFigure { kind: "words", text: b.value(claim).text, ..LargeFigure::default() }
        }
    };
    let said = |value: &LargeFigure| if value.value.is_empty() { value.text.clone() } else { value.value.clone() };
    let rejected = claims.iter().find(|(_, claim)| claim.rank == Rank::Deprecated).or(claims.get(1))?;
    let title = [figure(claims.first()?.1), figure(rejected.1)].map(|value| said(&value));
    let one = |(said, claim)| ClashClaim { figure: figure(claim), quote: b.claim(claim, false).quote, said };
    let id = fragment(b.briefing, deal, part, fact);
    Some(ClashView {
        title: crate::chars::capitalised(&b.say("clash-title", &[("kept", &title[0]), ("rejected", &title[1])])),
        field: super::sheet::field_of_part(b, deal, part, b.field_label(fact.field)),
        deal: Link { label: summary.title.text.clone(), url: summary.url.clone() },
        dek: summary.dek.clone(),
        proof: Link { label: b.t("clash-proof"), url: format!("{}#disputed-{id}", summary.url) },
        claims: claims.into_iter().take(CLAIMS).map(one).collect(),
    })
}

/// The fact that the site names, if its sources do disagree.
fn named<'f>(b: &'f Builder<'_>) -> Option<Of<'f>> {
    let path = b.briefing.site.disagreement.as_ref()?;
    let found = find_fact(b.briefing, None, &path.value.split('.').collect::<Vec<_>>()).ok()?;
    disagrees(b, found.fact).then_some((found.deal, found.part, found.fact))
}

/// The fact with the widest ratio between what is kept and what was rejected; of equal ones that of the newest deal.
fn widest<'f>(b: &'f Builder<'_>) -> Option<Of<'f>> {
    let mut found: Option<(Decimal, Of<'f>)> = None;
    for &id in b.briefing.chronology.iter() {
        for (part, fact) in b.briefing.deal(id).facts() {
            let Some(ratio) = ratio(fact).filter(|_| disagrees(b, fact)) else { continue };
            if found.as_ref().is_none_or(|(widest, _)| ratio > *widest) {
                found = Some((ratio, (id, part, fact)));
            }
        }
    }
    found.map(|(_, of)| of)
}

fn disagrees(b: &Builder<'_>, fact: &Fact) -> bool {
    variance(b, fact) == Some(Variance::Disagree)
}

/// How often the smaller number goes into the larger one, of the kept claim and the rejected one that is furthest off.
fn ratio(fact: &Fact) -> Option<Decimal> {
    let kept = figure(fact.best()?)?;
    let rejected = fact.claims.iter().filter(|claim| claim.rank == Rank::Deprecated).filter_map(figure);
    let off = |one: &Quantity| {
        let (a, z) = (kept.in_unit(kept.unit)?.number(), one.in_unit(kept.unit)?.number());
        a.max(z).checked_div(a.min(z).max(Decimal::ZERO))
    };
    rejected.filter_map(off).max()
}

fn figure(claim: &Claim) -> Option<&Quantity> {
    match &claim.value {
        Value::Amount(amount) => Amount::figure(amount),
        Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
    }
}
