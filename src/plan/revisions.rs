//! What became of the values of a deal: replaced by newer ones, corrected, or never kept.
//!
//! All of it follows from the dated claims. Of the claims known by a day the best is the one that was shown; where a
//! later day has another best with another value, the value was replaced. A deprecated claim that was known before
//! anything better was an error that readers saw, and the first good claim corrects it; one that came later was
//! turned down on its day. When an editor changed a sheet is not known here, and not told.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::chronicle::{Change, Item, Subject};
use crate::model::{Briefing, Claim, Deal, DealId, Fact, Rank, SourceKind, Value};

/// A fact of a deal: its index in [`Deal::all_facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactAt(u32);

impl FactAt {
    /// The status.
    pub const STATUS: FactAt = FactAt(0);

    /// The part (empty for the status) and the fact.
    pub fn of(self, deal: &Deal) -> Option<(&str, &Fact)> {
        deal.all_facts().nth(self.0 as usize)
    }
}

/// Adds what became of a deal's values, up to the build date; in the order of the sheet.
pub(super) fn deal_revisions(briefing: &Briefing, id: DealId, items: &mut Vec<Item>) {
    let deal = briefing.deal(id);
    let mut add = |day: Option<Date>, change: Change| {
        if day.is_none_or(|day| day <= briefing.day) {
            items.push(Item { day, subject: Subject::Deal(id), change });
        }
    };
    for (index, (_, fact)) in deal.all_facts().enumerate() {
        let at = FactAt(index as u32);
        // Steps of the status are no corrections: see `chronicle`.
        if !fact.is_status() {
            replacements(briefing, at, fact, &mut add);
        }
        rejections(at, fact, &mut add);
    }
}

/// The day on which a claim was known.
fn known(claim: &Claim) -> Option<Date> {
    claim.known().and_then(crate::model::Edtf::sort_day)
}

fn live(fact: &Fact) -> impl Iterator<Item = (usize, &Claim)> {
    fact.claims.iter().enumerate().filter(|(_, c)| c.rank != Rank::Deprecated)
}

/// Values that took the place of older ones.
fn replacements(briefing: &Briefing, at: FactAt, fact: &Fact, add: &mut impl FnMut(Option<Date>, Change)) {
    let mut claims: Vec<(Option<Date>, usize, &Claim)> = live(fact).map(|(i, c)| (known(c), i, c)).collect();
    claims.sort_by_key(|&(day, i, _)| (day, i));
    let strength = |claim: &Claim| {
        let kinds = claim.sources.iter().map(|c| briefing.source(c.source).kind_at(c.line));
        kinds.min().unwrap_or(SourceKind::Comment)
    };
    // As the best claim is chosen from all of them: see `resolve::best`.
    let key = |&(day, i, claim): &(Option<Date>, usize, &Claim)| (claim.rank, strength(claim), Reverse(day), i);
    let mut shown: Option<(Option<Date>, usize, &Claim)> = None;
    for day in claims.chunk_by(|a, b| a.0 == b.0) {
        let Some(best) = day.iter().chain(&shown).min_by_key(|c| key(c)).copied() else { continue };
        if let Some((_, old, before)) = shown
            && before.value != best.2.value
        {
            add(best.0, Change::Revised(at, old, best.1));
        }
        shown = Some(best);
    }
}

/// Claims that an editor set aside; several of one value and day are told once.
fn rejections(at: FactAt, fact: &Fact, add: &mut impl FnMut(Option<Date>, Change)) {
    let best_value = fact.best().map(|c| &c.value);
    let mut told: Vec<(Option<Date>, &Value)> = Vec::new();
    for (index, claim) in fact.claims.iter().enumerate().filter(|(_, c)| c.rank == Rank::Deprecated) {
        let day = known(claim);
        if Some(&claim.value) == best_value || told.contains(&(day, &claim.value)) {
            continue;
        }
        told.push((day, &claim.value));
        let first = live(fact).min_by_key(|(i, c)| (known(c), *i));
        match first.map(|(i, c)| (i, known(c))) {
            Some((good, since)) if day.is_some() && day < since => add(since, Change::Corrected(at, index, good)),
            _ => add(day, Change::Rejected(at, index)),
        }
    }
}
