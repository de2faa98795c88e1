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
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub(super) short: Texts<'a>,
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
    /// The figure that stands for it, where its sheet names one: a leg and a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) headline: Option<String>,
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
    /// `new`, `status`, `met`, `revised`, `corrected`, `rejected`.
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
    /// What it is called.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub(super) what: Texts<'a>,
    /// The total that it belongs to, if that is not its deal's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) bucket: Option<&'static str>,
    /// Whether it is a frame, of which its items count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) umbrella: bool,
    /// The frame that it is an item of: a deal's id, or `deal.leg`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<String>,
    /// The leg that it is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of_which: Option<String>,
    /// The leg that it enlarges, if it names one itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expands: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) adds: Option<&'static str>,
    /// Legs and tranches that it replaces.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) supersedes: Vec<String>,
    /// A deal that it pays for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) funds: Option<&'a str>,
    pub(super) roles: Vec<Role<'a>>,
    /// Parties whom no source names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) unnamed: Vec<Unnamed<'a>>,
    /// What parties have of its amounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) shares: Vec<Portion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) facts: Vec<Fact<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tranches: Vec<Tranche<'a>>,
}

/// A part of a leg.
#[derive(Serialize)]
pub(super) struct Tranche<'a> {
    pub(super) id: &'a str,
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub(super) what: Texts<'a>,
    /// The total that it belongs to.
    pub(super) bucket: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) facts: Vec<Fact<'a>>,
}

/// A party in words.
#[derive(Serialize)]
pub(super) struct Unnamed<'a> {
    pub(super) role: &'static str,
    pub(super) words: Texts<'a>,
}

/// What a party has of a leg's amounts.
#[derive(Serialize)]
pub(super) struct Portion<'a> {
    pub(super) company: &'a str,
    pub(super) claims: Vec<Claim<'a>>,
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
