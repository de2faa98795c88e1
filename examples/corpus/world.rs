//! What the corpus is about, before anything is written: companies, sources, and deals in the order of time.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::amount::{Money, Power, Years};

/// A company.
pub(crate) struct Company {
    /// Its file's stem.
    pub(crate) id: String,
    /// Its name.
    pub(crate) name: String,
    /// The name's first word, which is unique too.
    pub(crate) stem: String,
    /// A `kind` of sheets.
    pub(crate) kind: &'static str,
    /// Index of its parent.
    pub(crate) parent: Option<usize>,
}

/// A cited document.
pub(crate) struct Source {
    /// Its file's stem.
    pub(crate) id: String,
    /// Index into [`names::PUBLISHERS`].
    pub(crate) publisher: usize,
    /// When it was published.
    pub(crate) published: Date,
}

/// A source and a line of it.
#[derive(Clone, Copy)]
pub(crate) struct Citation {
    /// Index of the source.
    pub(crate) source: usize,
    /// The line.
    pub(crate) line: u64,
}

/// A step on the status ladder.
pub(crate) struct Step {
    /// As sheets write it.
    pub(crate) status: &'static str,
    /// When.
    pub(crate) on: Date,
    /// `hedge`, where the source does not simply say so.
    pub(crate) hedge: Option<&'static str>,
    /// Who says so.
    pub(crate) cited: Citation,
}

/// The pair of roles of a leg.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Purchase,
    Equity,
    Lease,
    Loan,
    Licence,
    Partnership,
    Option,
    Guarantee,
    Plan,
}

/// One direction of a deal; who pays stands in [`Deal`].
pub(crate) struct Leg {
    /// From its roles.
    pub(crate) kind: Kind,
    /// What it is worth.
    pub(crate) value: Money,
    /// How the sources disagree about it.
    pub(crate) dispute: Dispute,
    /// How much power.
    pub(crate) capacity: Option<Power>,
    /// How long.
    pub(crate) term: Option<Years>,
    /// Per cent of the issuer or investee, "up to".
    pub(crate) stake: Option<u64>,
    /// Who pays together with the payer, and how many per cent of it, where that is known.
    pub(crate) joint: Option<(usize, Option<u64>)>,
    /// Whether it is a part of the first leg.
    pub(crate) part: bool,
    /// Whether it waits for a condition.
    pub(crate) condition: bool,
    /// A quarter of the value that is paid first, and one that is paid on a condition.
    pub(crate) quarter: Option<Money>,
    /// The maker of the hardware.
    pub(crate) maker: Option<usize>,
    /// Who says so.
    pub(crate) cited: Citation,
}

/// Whether other sources say something else about a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dispute {
    /// No.
    None,
    /// Less exactly.
    Vaguer,
    /// Ten times as much, by a slip.
    Slip,
}

/// How a deal goes on from an earlier one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sequel {
    Follows,
    Supersedes,
    /// Enlarges it by so much.
    Increment,
    /// Enlarges it to so much.
    Total,
    Alternative,
}

/// A deal.
pub(crate) struct Deal {
    /// Its file's stem.
    pub(crate) id: String,
    /// Index of the company that pays.
    pub(crate) payer: usize,
    /// Index of the other one.
    pub(crate) payee: usize,
    /// Index into [`names::GOODS`].
    pub(crate) goods: usize,
    /// Index into [`names::PLACES`].
    pub(crate) place: usize,
    /// Which deal of this payer, payee, goods and place it is, from 1.
    pub(crate) phase: usize,
    /// At least one, in order.
    pub(crate) steps: Vec<Step>,
    /// At least one, each of another kind.
    pub(crate) legs: Vec<Leg>,
    /// An earlier deal that this one goes on from.
    pub(crate) sequel: Option<(Sequel, usize)>,
    /// The plan that it is part of.
    pub(crate) part_of: Option<usize>,
    /// Months between the last step and the start.
    pub(crate) lead_months: i32,
}

impl Deal {
    /// The newest step.
    pub(crate) fn last(&self) -> &Step {
        &self.steps[self.steps.len() - 1]
    }

    /// Whether nothing more is expected of it.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.last().status, "completed" | "cancelled" | "stalled")
    }

    /// The leg that the text is about.
    pub(crate) fn main(&self) -> &Leg {
        &self.legs[0]
    }

    /// Whether a definitive agreement was signed and stands.
    pub(crate) fn is_firm(&self) -> bool {
        matches!(self.last().status, "signed" | "active" | "completed") && self.last().hedge.is_none()
    }

    /// The first of the month in which it starts; only firm deals have one.
    pub(crate) fn starts(&self) -> Option<Date> {
        if !self.is_firm() || self.main().kind == Kind::Plan {
            return None;
        }
        let signed = self.steps.iter().find(|s| s.status == "signed").unwrap_or(self.last());
        let started = self.last().status != "signed";
        let months = if started { 1 } else { self.lead_months };
        Some(signed.on.first_of_month().saturating_add(months.months()))
    }
}

/// All of it.
pub(crate) struct World {
    /// The most frequent first.
    pub(crate) companies: Vec<Company>,
    /// The oldest first.
    pub(crate) sources: Vec<Source>,
    /// The oldest first.
    pub(crate) deals: Vec<Deal>,
}
