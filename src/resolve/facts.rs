//! Fact paths: `value`, `warrant.stake`, `openai-amd.capacity`, `openai-amd.warrant.stake`, `purchase.first.capacity`.
//!
//! A field named without its part must be the only one of that name among the deal's legs (tranches, milestones
//! and reactions count only if no leg has it). Before the field the first segment is a part of the own deal if it
//! has one of that name, else a deal. A tranche is named with its leg, or alone.

use std::fmt::Write as _;

use crate::diagnostics::closest;
use crate::model::{Briefing, Deal, DealId, Fact, Leg};

/// Where a path leads.
#[derive(Clone, Copy, Debug)]
pub struct FactRef<'b> {
    /// The deal that has the fact.
    pub deal: DealId,
    /// Leg, milestone or reaction.
    pub part: &'b str,
    /// The fact.
    pub fact: &'b Fact,
}

/// Why a path leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactError {
    /// The segment of this index names no deal. Carries the closest id.
    UnknownDeal(usize, Option<String>),
    /// The deal is a draft or under embargo, or its sheet could be read in part only.
    Hidden,
    /// The segment of this index names no part or field. Carries what there is.
    Unknown(usize, Vec<String>),
    /// Several facts have that name. Carries the paths that would be clear.
    Ambiguous(Vec<String>),
    /// The text belongs to no deal, so the path must begin with one.
    NoDeal,
}

/// Finds the fact of a path in a text of the deal `own` (or of no deal).
///
/// # Errors
/// Says which segment is wrong, and what would be right.
pub fn find<'b>(briefing: &'b Briefing, own: Option<DealId>, path: &[&str]) -> Result<FactRef<'b>, FactError> {
    let Some((field, before)) = path.split_last() else { return Err(FactError::Unknown(0, Vec::new())) };
    let Some((first, part)) = before.split_first() else {
        return within(briefing, own.ok_or(FactError::NoDeal)?, None, field, 0);
    };
    let is_own = |deal: &DealId| {
        let broken = briefing.deal(*deal).broken && briefing.find_deal(first).is_none();
        has_part(briefing.deal(*deal), first) || broken
    };
    if let Some(own) = own.filter(is_own) {
        return within(briefing, own, Some(&before.join(".")), field, 1);
    }
    let named = (!part.is_empty()).then(|| part.join("."));
    within(briefing, deal(briefing, first)?, named.as_deref(), field, 1)
}

fn deal(briefing: &Briefing, id: &str) -> Result<DealId, FactError> {
    briefing.find_deal(id).ok_or_else(|| match briefing.is_hidden(id) {
        true => FactError::Hidden,
        false => {
            let near = closest(id, briefing.deals.iter().map(|d| d.id.as_str()));
            FactError::UnknownDeal(0, near.map(str::to_owned))
        }
    })
}

fn has_part(deal: &Deal, part: &str) -> bool {
    let is_tranche = |leg: &Leg| leg.tranche(part).is_some() || leg.tranches.iter().any(|t| t.path == part);
    deal.legs.iter().any(|l| l.id == part || l.kind.name() == part || is_tranche(l))
        || deal.milestones.iter().any(|m| m.id == part)
        || deal.reactions.iter().any(|r| r.id == part)
}

fn within<'b>(
    briefing: &'b Briefing,
    id: DealId,
    part: Option<&str>,
    field: &str,
    at: usize,
) -> Result<FactRef<'b>, FactError> {
    let deal = briefing.deal(id);
    let key = |fact: &Fact| briefing.site.fields.key(fact.field);
    let in_part = |p: &str, wanted: &str| {
        // A tranche by its own name, a leg without one by its kind's.
        let tranche = p.split_once('.').is_some_and(|(_, tranche)| tranche == wanted);
        p == wanted || tranche || deal.legs.iter().any(|l| l.id == p && !l.named && l.kind.name() == wanted)
    };
    let named = deal.facts().filter(|(_, f)| key(f) == field);
    let found: Vec<(&str, &Fact)> = match part {
        Some(part) => named.filter(|(p, _)| in_part(p, part)).collect(),
        None => {
            let (legs, rest): (Vec<_>, Vec<_>) = named.partition(|(p, _)| deal.legs.iter().any(|l| l.id == *p));
            if legs.is_empty() { rest } else { legs }
        }
    };
    match found.as_slice() {
        [(part, fact)] => Ok(FactRef { deal: id, part, fact }),
        [] if deal.broken => Err(FactError::Hidden),
        [] => Err(FactError::Unknown(at, choices(briefing, deal, part))),
        several => {
            let paths = several.iter().map(|(p, f)| format!("{}.{p}.{}", deal.id, key(f))).collect();
            Err(FactError::Ambiguous(paths))
        }
    }
}

fn choices(briefing: &Briefing, deal: &Deal, part: Option<&str>) -> Vec<String> {
    deal.facts()
        .filter(|(p, _)| part.is_none_or(|wanted| *p == wanted || !has_part(deal, wanted)))
        .map(|(p, f)| {
            let mut path = String::with_capacity(32);
            // Writing to a `String` cannot fail.
            let _ = write!(path, "{p}.{}", briefing.site.fields.key(f.field));
            path
        })
        .collect()
}
