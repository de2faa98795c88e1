//! A deal as data: `deal.json`, for programs and for those who check.
//!
//! `document` is the format: structs that borrow from the model, each named and documented there, so
//! that a field of the model is published only if somebody writes it down there. Waivers, drafts, file
//! names and places in files have no such struct. `collect` fills them; serde writes the JSON. Numbers are
//! strings of exact decimals, addresses are absolute.
//! `totals` is the same for the ledger: `totals.json`, and what `tearsheet totals --format json` prints.

mod collect;
mod document;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;
mod totals;
mod value;

use crate::model::{Briefing, Deal, DealId, SourceId};
use crate::plan::Plan;

pub use totals::{KEYS as TOTALS_KEYS, statement_json, totals_json};

/// `deal.json`: one line.
pub fn deal_json(briefing: &Briefing, plan: &Plan, id: DealId) -> Vec<u8> {
    let document = collect::deal(briefing, plan, id);
    let mut out = Vec::with_capacity(8 * 1024);
    // Writing to memory cannot fail, and all keys are strings.
    let written = serde_json::to_writer(&mut out, &document);
    debug_assert!(written.is_ok(), "{written:?}");
    out.push(b'\n');
    out
}

/// The sources that a deal cites anywhere, in the order of their ids.
pub(super) fn sources(deal: &Deal) -> Vec<SourceId> {
    let mut all: Vec<SourceId> = deal.citations().map(|c| c.source).collect();
    all.sort_unstable();
    all.dedup();
    all
}
