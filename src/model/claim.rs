//! Claims (what one source says) and facts (all claims on one field, the best of them chosen).

use jiff::civil::Date;

use super::{Amount, BuiltinField, Edtf, FieldId, SourceId, Status, Text};
use crate::span::Span;

/// What a claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An amount.
    Amount(Amount),
    /// A date.
    Date(Edtf),
    /// A status.
    Status(Status),
    /// Words.
    Text(Text),
}

/// An editor's judgement, as on Wikidata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// Chosen over the others.
    Preferred,
    /// The default.
    Normal,
    /// Kept, struck through, never used.
    Deprecated,
}

/// How firmly the source speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Hedge {
    /// As a fact.
    Asserted,
    /// "according to".
    Attributed,
    /// "would have", "if".
    Conditional,
    /// "rumour has it".
    Rumour,
    /// Nobody else says it.
    SingleSource,
}

impl Hedge {
    /// Whether the source does not stand behind it.
    pub fn is_soft(self) -> bool {
        matches!(self, Hedge::Conditional | Hedge::Rumour)
    }
}

/// What a capacity measures. The same gigawatt is often announced as one and as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CapacityOf {
    /// Power of chips.
    Chips,
    /// Power of sites.
    Site,
    /// Power of the supply.
    Power,
}

impl CapacityOf {
    /// All.
    pub const ALL: [CapacityOf; 3] = [CapacityOf::Chips, CapacityOf::Site, CapacityOf::Power];

    /// `chips`, `site`, `power`: as an editor writes it.
    pub fn name(self) -> &'static str {
        match self {
            CapacityOf::Chips => "chips",
            CapacityOf::Site => "site",
            CapacityOf::Power => "power",
        }
    }
}

/// A source and the line that is cited, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Which source.
    pub source: SourceId,
    /// Line, from 1.
    pub line: Option<u32>,
    /// Where the citation stands in the sheet.
    pub span: Span,
}

/// What one source says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// `is`.
    pub value: Value,
    /// Where `is` stands, without the quotes.
    pub span: Span,
    /// Who says it: the sources that have a sheet.
    pub sources: Vec<Citation>,
    /// Whether the sheet names a source at all. A name without a sheet is reported once, where it is
    /// written, and the claim must not be called unsourced on top of that.
    pub names_source: bool,
    /// A few exact words, and where they stand.
    pub quote: Option<(String, Span)>,
    /// When it was known; default: when the source was published.
    pub as_of: Option<Edtf>,
    /// From when it holds in the world.
    pub on: Option<Edtf>,
    /// Where `on` stands.
    pub on_span: Option<Span>,
    /// The day from which it holds ([`Claim::effective_day`]): that of `on`, else of `as_of`, as far as it is certain.
    pub holds_from: Option<Date>,
    /// The editor's rank.
    pub rank: Rank,
    /// Why it is deprecated.
    pub because: Option<Text>,
    /// How firmly it is said.
    pub hedge: Hedge,
    /// Whom the source itself relies on: ids of sources or names of outlets, as written.
    pub via: Vec<String>,
    /// Who said it.
    pub by: Option<String>,
    /// What a capacity measures.
    pub of: Option<CapacityOf>,
    /// A note for readers.
    pub note: Option<Text>,
}

/// All claims on one field, in the order of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which field.
    pub field: FieldId,
    /// Where its key stands.
    pub span: Span,
    /// At least one.
    pub claims: Vec<Claim>,
    /// Index of the best claim; `None` if all are deprecated.
    pub best: Option<usize>,
}

impl Fact {
    /// Which of its claims this is. Where they are written tells claims apart.
    pub fn index_of(&self, claim: &Claim) -> Option<usize> {
        self.claims.iter().position(|c| c.span == claim.span)
    }

    /// Whether it is the status of a deal.
    pub fn is_status(&self) -> bool {
        self.field == BuiltinField::Status.id()
    }

    /// The claim that is shown.
    pub fn best(&self) -> Option<&Claim> {
        self.best.and_then(|i| self.claims.get(i))
    }

    /// The live claims that speak of the same state of the world as the one that is shown, it among them: only these can
    /// disagree. What held before it, or will after, is its history.
    pub fn rivals(&self) -> impl Iterator<Item = &Claim> {
        let state = self.best().map(Claim::state_from);
        self.live().filter(move |claim| Some(claim.state_from()) == state)
    }

    /// What held before the claim that is shown, the oldest first: one claim per state of the world, and per value.
    pub fn history(&self) -> Vec<&Claim> {
        let Some(best) = self.best() else { return Vec::new() };
        let mut before: Vec<&Claim> = self.live().filter(|c| c.state_from() < best.state_from()).collect();
        before.sort_by_key(|claim| (claim.state_from(), claim.rank));
        before.dedup_by_key(|claim| claim.state_from());
        before.dedup_by(|later, earlier| later.value == earlier.value);
        before.retain(|claim| claim.value != best.value);
        before
    }

    /// The states of the world that it has had up to the one that is shown, the oldest first.
    pub fn steps(&self) -> Vec<&Claim> {
        let mut steps = self.history();
        steps.extend(self.best());
        steps
    }

    /// The best claim's amount, if this is an amount.
    pub fn amount(&self) -> Option<&Amount> {
        match &self.best()?.value {
            Value::Amount(amount) => Some(amount),
            Value::Date(_) | Value::Status(_) | Value::Text(_) => None,
        }
    }

    /// The best claim's date, if this is a date.
    pub fn date(&self) -> Option<&Edtf> {
        match &self.best()?.value {
            Value::Date(date) => Some(date),
            Value::Amount(_) | Value::Status(_) | Value::Text(_) => None,
        }
    }
}
