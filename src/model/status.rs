//! The status ladder and the buckets that totals are kept in.

use super::Hedge;

/// How far a deal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// No named source.
    Rumoured,
    /// Negotiation reported.
    InTalks,
    /// A party made an intention or plan public.
    Announced,
    /// Letter of intent, memorandum, term sheet signed.
    Letter,
    /// Definitive agreement.
    Signed,
    /// In force, deploying.
    Active,
    /// Paid or closed.
    Completed,
    /// No sign for 24 months.
    Stalled,
    /// Ended, withdrawn, lapsed.
    Cancelled,
}

/// Exactly one per leg and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bucket {
    /// Binding.
    Committed,
    /// Made public, or signed according to a report only.
    Announced,
    /// Being negotiated.
    InTalks,
    /// Counts nothing, stays listed.
    Off,
}

impl Status {
    /// All, in the order of the ladder.
    pub const ALL: [Status; 9] = [
        Status::Rumoured,
        Status::InTalks,
        Status::Announced,
        Status::Letter,
        Status::Signed,
        Status::Active,
        Status::Completed,
        Status::Stalled,
        Status::Cancelled,
    ];

    /// As an editor writes it: `in-talks`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Rumoured => "rumoured",
            Status::InTalks => "in-talks",
            Status::Announced => "announced",
            Status::Letter => "letter",
            Status::Signed => "signed",
            Status::Active => "active",
            Status::Completed => "completed",
            Status::Stalled => "stalled",
            Status::Cancelled => "cancelled",
        }
    }

    /// The bucket of a leg whose deal has this status, stated with this hedge.
    pub fn bucket(self, hedge: Hedge) -> Bucket {
        let soft = matches!(hedge, Hedge::Conditional | Hedge::Rumour);
        match self {
            Status::Rumoured | Status::InTalks => Bucket::InTalks,
            Status::Announced if soft => Bucket::InTalks,
            Status::Announced | Status::Letter => Bucket::Announced,
            Status::Signed | Status::Active | Status::Completed if soft => Bucket::Announced,
            Status::Signed | Status::Active | Status::Completed => Bucket::Committed,
            Status::Stalled | Status::Cancelled => Bucket::Off,
        }
    }
}

impl Bucket {
    /// `committed`, `announced`, `talks`, `off`: the word in class names and exports.
    pub fn name(self) -> &'static str {
        match self {
            Bucket::Committed => "committed",
            Bucket::Announced => "announced",
            Bucket::InTalks => "talks",
            Bucket::Off => "off",
        }
    }
}
