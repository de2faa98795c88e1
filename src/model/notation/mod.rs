//! Amounts and dates in the notation of fact sheets: the inverse of the parser.
//!
//! One text per meaning: sizes in the largest scale that keeps a digit before the point, bounds as signs
//! (`≥`, but "up to"), plurals where English has them. What [`crate::parse`] reads, this writes back, and
//! reading that gives the same value. Readers of pages get words of their language from [`crate::locale`];
//! exports get these, and the words of the closed sets.

mod date;
#[cfg(test)]
mod tests;

use super::{Amount, Edtf, Expansion, Hedge, Quantity, Rank};

pub(crate) use crate::quantity::shifted;
pub use crate::quantity::{AmountText, NumberText, UnitText};
pub use date::{DayText, EdtfText};

/// An amount as an editor writes it: `≥ 10 billion USD`.
pub fn amount(amount: &Amount) -> String {
    AmountText(amount).to_string()
}

/// A date as an editor writes it: `2025-11-03?`, `../2026`.
pub fn edtf(date: &Edtf) -> String {
    EdtfText(date).to_string()
}

/// A rank as an editor writes it.
pub fn rank(rank: Rank) -> &'static str {
    match rank {
        Rank::Preferred => "preferred",
        Rank::Normal => "normal",
        Rank::Deprecated => "deprecated",
    }
}

/// A hedge as an editor writes it.
pub fn hedge(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Asserted => "asserted",
        Hedge::Attributed => "attributed",
        Hedge::Conditional => "conditional",
        Hedge::Rumour => "rumour",
        Hedge::SingleSource => "single-source",
    }
}

/// What an enlarging deal's value is, as an editor writes it.
pub fn expansion(expansion: Expansion) -> &'static str {
    match expansion {
        Expansion::Increment => "increment",
        Expansion::Total => "total",
    }
}

/// The kind of an amount's limit: the word in exports, where a sheet has a sign.
pub fn bound(amount: &Amount) -> &'static str {
    match amount {
        Amount::Undisclosed => "undisclosed",
        Amount::None => "none",
        Amount::Figure(Quantity { about: true, .. }) => "about",
        Amount::Figure(figure) => figure.bound().name(),
    }
}
