//! What became of the values of a deal or a company: others from a day on, corrected, or never kept.
//!
//! All of it follows from the dated claims. A value changes on the day that a claim gives with `on`; a later source that
//! says the same, or says it more vaguely, changes nothing. A deprecated claim that was known before anything better was
//! an error that readers saw, and the first good claim corrects it; one that came later was turned down on its day. When
//! an editor changed a sheet is not known here, and not told.

use jiff::civil::Date;

use super::chronicle::{Change, Item, Subject};
use crate::ledger::fact_on;
use crate::model::{Amount, Briefing, Claim, Deal, Fact, Rank, Value};

/// A fact: its index in [`crate::model::Deal::all_facts`] or [`crate::model::Company::all_facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FactAt(u32);

impl FactAt {
    /// The status of a deal.
    pub const STATUS: FactAt = FactAt(0);

    /// All facts of a deal, with the parts that they belong to.
    pub(super) fn all(deal: &Deal) -> impl Iterator<Item = (FactAt, &str, &Fact)> {
        deal.all_facts().enumerate().map(|(index, (part, fact))| (FactAt(index as u32), part, fact))
    }

    /// The part (empty for the status, and of a company) and the fact.
    pub fn of(self, briefing: &Briefing, subject: Subject) -> Option<(&str, &Fact)> {
        let index = self.0 as usize;
        match subject {
            Subject::Deal(id) => briefing.deal(id).all_facts().nth(index),
            Subject::Company(id) => briefing.company(id).all_facts().nth(index).map(|fact| ("", fact)),
        }
    }
}

/// Adds what became of a subject's values, up to the state's day; in the order of the sheet.
pub(super) fn revisions(briefing: &Briefing, subject: Subject, items: &mut Vec<Item>) {
    let facts: Vec<&Fact> = match subject {
        Subject::Deal(id) => briefing.deal(id).all_facts().map(|(_, fact)| fact).collect(),
        Subject::Company(id) => briefing.company(id).all_facts().collect(),
    };
    let mut add = |day: Option<Date>, change: Change| {
        if day.is_none_or(|day| day <= briefing.day) {
            items.push(Item { day, subject, change, nth: 1 });
        }
    };
    for (index, fact) in facts.into_iter().enumerate() {
        let at = FactAt(index as u32);
        // Steps of the status are no corrections: see `chronicle`.
        if !fact.is_status() {
            steps(briefing, at, fact, &mut add);
        }
        rejections(at, fact, &mut add);
    }
}

/// The day on which a claim was known.
fn known(claim: &Claim) -> Option<Date> {
    claim.known().and_then(crate::model::Edtf::sort_day)
}

/// Values that are others from a day on.
fn steps(briefing: &Briefing, at: FactAt, fact: &Fact, add: &mut impl FnMut(Option<Date>, Change)) {
    let mut days: Vec<Option<Date>> = fact.live().map(Claim::state_from).collect();
    days.sort_unstable();
    days.dedup();
    let mut shown: Option<&Claim> = None;
    for day in days {
        let Some(claim) = fact_on(briefing, fact, day.unwrap_or(Date::MIN)) else { continue };
        if let Some(before) = shown {
            if before.value == claim.value || is_vaguer(&before.value, &claim.value) {
                continue;
            }
            if let (Some(old), Some(new)) = (fact.index_of(before), fact.index_of(claim)) {
                add(day, Change::Revised(at, old, new));
            }
        }
        shown = Some(claim);
    }
}

/// Whether the second value says the same as the first, an exact one, with less certainty: "11.9" as "up to 11.9".
fn is_vaguer(exact: &Value, vague: &Value) -> bool {
    match (exact, vague) {
        (Value::Amount(Amount::Figure(exact)), Value::Amount(Amount::Figure(vague))) => {
            let same_end = vague.about || exact.low == vague.low || exact.high == vague.high;
            exact.unit == vague.unit
                && exact.high == Some(exact.low)
                && same_end
                && vague.extent().contains(&exact.extent())
        }
        (Value::Amount(_) | Value::Date(_) | Value::Status(_) | Value::Text(_), _) => false,
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
        let live = fact.claims.iter().enumerate().filter(|(_, c)| c.rank != Rank::Deprecated);
        let first = live.min_by_key(|(i, c)| (known(c), *i));
        match first.map(|(i, c)| (i, known(c))) {
            Some((good, since)) if day.is_some() && day < since => add(since, Change::Corrected(at, index, good)),
            _ => add(day, Change::Rejected(at, index)),
        }
    }
}
