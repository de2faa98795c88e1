//! Whom the front page is about: the company that the site names, or the one that pays most.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Ledger, Scope};
use crate::model::{Bucket, CompanyId};

/// From the firmest.
const BUCKETS: [Bucket; 3] = [Bucket::Committed, Bucket::Announced, Bucket::InTalks];

/// A company, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The company.
    pub company: CompanyId,
    /// Whether nobody names it: it pays most.
    pub largest: bool,
}

impl Ledger<'_> {
    /// The subject of the site; `None` if none is named and nobody pays anything.
    pub fn subject(&self) -> Option<Subject> {
        let named = self.briefing.site.subject.as_ref().and_then(|id| self.briefing.find_company(&id.value));
        match named {
            Some(company) => Some(Subject { company, largest: false }),
            None => self.largest_payer().map(|company| Subject { company, largest: true }),
        }
    }

    /// The group that pays most in one currency: by what is committed, then by what is announced, then by what is in
    /// talks; ties by id. The leading kind of leg counts, all kinds only where it has no amount. Where nobody pays, the
    /// first whose plan there is.
    fn largest_payer(&self) -> Option<CompanyId> {
        let statement = self.statement(Scope::Site);
        let led = statement.totals.iter().any(|total| total.kind.leads && total.measure.is_some());
        let paid = || statement.totals.iter().filter(|total| total.kind.leads || !led);
        let measure = paid().find_map(|total| total.measure);
        let mut paying: BTreeMap<CompanyId, [Decimal; 3]> = BTreeMap::new();
        for total in paid().filter(|total| total.measure.is_none() || total.measure == measure) {
            let Some(place) = BUCKETS.iter().position(|bucket| *bucket == total.bucket) else { continue };
            for entry in total.counted.iter().chain(&total.without_figure) {
                if let Some(payer) = self.briefing.deal(entry.deal).legs[entry.leg].payers().next() {
                    let sums = paying.entry(self.briefing.group[payer.index()]).or_default();
                    sums[place] = sums[place].saturating_add(entry.sum.map_or(Decimal::ZERO, |sum| sum.low));
                }
            }
        }
        let largest = paying.into_iter().rev().max_by_key(|(_, sums)| *sums).map(|(company, _)| company);
        largest.or_else(|| {
            let (deal, leg) = self.frames(Scope::Site).into_iter().next()?;
            Some(self.briefing.group[self.briefing.deal(deal).legs[leg].payers().next()?.index()])
        })
    }
}
