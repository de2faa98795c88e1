//! Closed sets of words: what an editor writes for each value of a domain type.
//!
//! Types of the model that name themselves are taken at their word; the others have their table here.

use super::chart::Way;
use crate::diagnostics::{Code, codes};
use crate::model::{CapacityOf, ChartKind, Expansion, FieldScope, Gender, Hedge, LinkStyle, Rank, SourceKind, Status};

/// A closed set.
pub(super) trait Word: Copy + 'static {
    /// What one of them is, with an article.
    const WHAT: &'static str;
    /// Under which code another word is reported.
    const CODE: Code = codes::VALUE;

    /// All words and what they mean.
    fn words() -> impl Iterator<Item = (&'static str, Self)>;

    /// The word that is meant by one that is not in the set and not close to one either.
    fn hint(_written: &str) -> Option<&'static str> {
        None
    }
}

/// The words of a set.
pub(super) fn names<W: Word>() -> Vec<&'static str> {
    W::words().map(|(name, _)| name).collect()
}

macro_rules! words {
    ($type:ty, $what:literal: $($name:literal = $value:expr),+ $(,)?) => {
        impl Word for $type {
            const WHAT: &'static str = $what;
            fn words() -> impl Iterator<Item = (&'static str, Self)> {
                [$(($name, $value)),+].into_iter()
            }
        }
    };
}

words!(Rank, "a rank": "preferred" = Rank::Preferred, "normal" = Rank::Normal, "deprecated" = Rank::Deprecated);
words!(Hedge, "a hedge":
    "asserted" = Hedge::Asserted,
    "attributed" = Hedge::Attributed,
    "conditional" = Hedge::Conditional,
    "rumour" = Hedge::Rumour,
    "single-source" = Hedge::SingleSource,
);
words!(Expansion, "a way of adding": "increment" = Expansion::Increment, "total" = Expansion::Total);
words!(Gender, "a gender": "f" = Gender::Feminine, "m" = Gender::Masculine);
words!(LinkStyle, "a style of links": "file" = LinkStyle::File, "directory" = LinkStyle::Directory);
words!(Way, "a direction of payment": "pays" = Way { receives: false }, "receives" = Way { receives: true });
words!(FieldScope, "a place for the field": "leg" = FieldScope::Leg, "company" = FieldScope::Company);

impl Word for CapacityOf {
    const WHAT: &'static str = "a measure of capacity";
    fn words() -> impl Iterator<Item = (&'static str, Self)> {
        CapacityOf::ALL.into_iter().map(|of| (of.name(), of))
    }
}

impl Word for ChartKind {
    const WHAT: &'static str = "a kind of chart";
    fn words() -> impl Iterator<Item = (&'static str, Self)> {
        ChartKind::ALL.into_iter().map(|kind| (kind.name(), kind))
    }
}

impl Word for SourceKind {
    const WHAT: &'static str = "a kind of source";
    fn words() -> impl Iterator<Item = (&'static str, Self)> {
        SourceKind::ALL.into_iter().map(|kind| (kind.name(), kind))
    }
    fn hint(written: &str) -> Option<&'static str> {
        Some(match written {
            "agency" => "wire",
            "newspaper" | "magazine" | "article" | "news" => "press",
            "press-release" => "release",
            _ => return None,
        })
    }
}

impl Word for Status {
    const WHAT: &'static str = "a status";
    const CODE: Code = codes::STATUS;
    fn words() -> impl Iterator<Item = (&'static str, Self)> {
        Status::ALL.into_iter().map(|status| (status.name(), status))
    }
    fn hint(written: &str) -> Option<&'static str> {
        Some(match written {
            "talks" | "negotiating" | "discussed" => "in-talks",
            "planned" | "intended" => "announced",
            "loi" | "mou" | "term-sheet" | "memorandum" => "letter",
            "agreed" | "definitive" => "signed",
            "live" | "in-force" => "active",
            "closed" | "paid" | "done" => "completed",
            "paused" => "stalled",
            "ended" | "terminated" | "withdrawn" | "lapsed" => "cancelled",
            _ => return None,
        })
    }
}
