//! The format of exported deals. The order of fields is the order of keys, scalars before tables.
//!
//! Keys that say nothing (no quote, no note) are left out; those of an amount or date are always there, `null`
//! where a side is open.

use serde::Serialize;

use super::value::{Amount, Date, Is, Texts};

/// A deal.
#[derive(Serialize)]
pub(super) struct Deal<'a> {
    pub(super) id: &'a str,
    pub(super) title: Texts<'a>,
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub(super) dek: Texts<'a>,
    /// Absolute address of its page per language.
    pub(super) pages: Texts<'a>,
    /// Where it stands on the day of the build; absent before the first status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    /// When it came to that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status_on: Option<Date<'a>>,
    /// `committed`, `announced`, `talks`, `off`: the total that its legs belong to.
    pub(super) bucket: &'static str,
    /// A plan that contains other deals and is never added to them.
    pub(super) umbrella: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) topics: Vec<&'a str>,
    /// The umbrella that contains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) follows: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) supersedes: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expands: Option<&'a str>,
    /// Whether its value is on top of the expanded deal's (`increment`) or the whole (`total`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) adds: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alternative_to: Vec<&'a str>,
    /// Every status that a source gave it; `best` is the one that holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) status_history: Vec<Claim<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) legs: Vec<Leg<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) milestones: Vec<Milestone<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) reactions: Vec<Reaction<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) quotes: Vec<Quotation<'a>>,
    /// What is cited, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Source<'a>>,
    /// What changed, oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<Change<'a>>,
}

/// A change of the status or of a value.
#[derive(Serialize)]
pub(super) struct Change<'a> {
    /// `new`, `status`, `revised`, `corrected`, `rejected`.
    pub(super) kind: &'static str,
    /// When it became true, or was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<Date<'a>>,
    /// Leg, milestone or reaction; absent for the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part: Option<&'a str>,
    pub(super) field: &'a str,
    /// What was said before; of a rejected claim, what it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<Is<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<Is<'a>>,
    /// Why it did not stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) because: Option<Texts<'a>>,
}

/// One direction of a deal.
#[derive(Serialize)]
pub(super) struct Leg<'a> {
    pub(super) id: &'a str,
    pub(super) kind: &'static str,
    /// A deal that it pays for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) funds: Option<&'a str>,
    pub(super) roles: Vec<Role<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) facts: Vec<Fact<'a>>,
}

/// Who does what.
#[derive(Serialize)]
pub(super) struct Role<'a> {
    pub(super) role: &'static str,
    pub(super) company: &'a str,
}

/// All that is said about one field.
#[derive(Serialize)]
pub(super) struct Fact<'a> {
    pub(super) field: &'a str,
    pub(super) claims: Vec<Claim<'a>>,
}

/// What a source says.
#[derive(Serialize)]
pub(super) struct Claim<'a> {
    /// The value in the notation of fact sheets.
    pub(super) is: Is<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) amount: Option<Amount<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<Date<'a>>,
    /// Words, per language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<Texts<'a>>,
    /// Whether it is the one that is shown.
    pub(super) best: bool,
    pub(super) rank: &'static str,
    pub(super) hedge: &'static str,
    /// When it became true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on: Option<Date<'a>>,
    /// When it was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) as_of: Option<Date<'a>>,
    /// What a capacity measures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<&'a str>,
    pub(super) sources: Vec<Citation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<&'a str>,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<&'a str>,
    /// Whom the source relies on.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(super) via: &'a [String],
    /// Why it is deprecated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) because: Option<Texts<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<Texts<'a>>,
}

/// A source and the line that is cited.
#[derive(Serialize)]
pub(super) struct Citation<'a> {
    pub(super) id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<u32>,
}

/// A step of a deal.
#[derive(Serialize)]
pub(super) struct Milestone<'a> {
    pub(super) id: &'a str,
    pub(super) what: Texts<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Citation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) facts: Vec<Fact<'a>>,
}

/// What happened because of a deal.
#[derive(Serialize)]
pub(super) struct Reaction<'a> {
    pub(super) id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) company: Option<&'a str>,
    pub(super) what: Texts<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Citation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) facts: Vec<Fact<'a>>,
}

/// Words of a person.
#[derive(Serialize)]
pub(super) struct Quotation<'a> {
    pub(super) by: &'a str,
    /// Their company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<&'a str>,
    pub(super) text: Texts<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Citation<'a>>,
}

/// A cited document.
#[derive(Serialize)]
pub(super) struct Source<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<&'a str>,
    pub(super) kind: &'static str,
    pub(super) lang: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<Date<'a>>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
}
