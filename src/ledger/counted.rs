//! What each leg and each tranche does in the totals of the site, for tables whose rows add up to these totals.
//!
//! A rest and the parts of its whole are added as one, in the bucket that has the rest: there the leg adds what all of
//! them come to, and the parts are in it. All other rows stand for themselves.

use ahash::AHashMap;

use super::entry::{Account, At, Entry, Part, Reason};
use super::{Ledger, Scope};
use crate::model::{Bucket, BuiltinField, DealId};
use crate::quantity::Quantity;

/// What a leg or a tranche does in a total.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Adds {
    /// It adds this to the total of this account.
    Sum(Account, Quantity),
    /// It is in what its whole adds.
    Within,
    /// It adds nothing.
    Nothing(Reason),
}

/// A leg or a tranche in its bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// How firm it is.
    pub bucket: Bucket,
    /// What it adds.
    pub adds: Adds,
}

/// By leg, and the place of a tranche in it. What is missing has nothing of its own: a leg of which its tranches leave
/// nothing, a tranche of what is never summed.
pub type CountedAt = AHashMap<(At, Option<usize>), Counted>;

impl Ledger<'_> {
    /// What legs and tranches add to the totals of the site in a field.
    pub fn counted(&self, field: BuiltinField) -> CountedAt {
        let statement = self.statement_of(Scope::Site, field);
        let mut all = CountedAt::new();
        for total in &statement.totals {
            let bucket = total.bucket;
            let mut put = |entry: &Entry<'_>, adds| all.insert(place(entry), Counted { bucket, adds });
            for entry in &total.without_figure {
                put(entry, Adds::Nothing(Reason::NoFigure));
            }
            let Some(account) = total.measure else { continue };
            for lump in self.together(&total.counted) {
                put(lump.lead, Adds::Sum(account, lump.sum));
                lump.within.into_iter().for_each(|entry| _ = put(entry, Adds::Within));
            }
        }
        for left in statement.left_out.iter().filter(|left| left.reason != Reason::Optional) {
            let counted = Counted { bucket: left.bucket, adds: Adds::Nothing(left.reason) };
            all.insert(((left.deal, left.leg), left.tranche), counted);
        }
        all
    }

    /// The first of the deals of which only one will happen.
    pub fn choice(&self, deal: DealId) -> Option<DealId> {
        self.choice.get(deal.index()).copied().flatten()
    }
}

fn place(entry: &Entry<'_>) -> (At, Option<usize>) {
    let tranche = match entry.part {
        Part::Tranche(index) => Some(index),
        Part::Whole | Part::Rest => None,
    };
    ((entry.deal, entry.leg), tranche)
}
