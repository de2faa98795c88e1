//! The pages of the site that show a fact, and as what: every page that is planned is asked.

use crate::ledger::Ledger;
use crate::model::{DealId, Fact};
use crate::pipeline::Compiled;
use crate::plan::Target;
use crate::render::build::shown::fragment;
use crate::site::shown;

/// A page that shows a fact.
pub(super) struct Shown {
    /// Its file below the output directory, with a fragment where the fact has a row of its own.
    pub(super) path: String,
    /// As what: "its row", "totals".
    pub(super) how: &'static str,
}

/// The pages that show a fact of a deal, in the order of the plan; `part` is empty for the status.
pub(super) fn all(compiled: &Compiled, deal: DealId, part: &str, fact: &Fact) -> Vec<Shown> {
    let briefing = &compiled.briefing;
    let ledger = Ledger::new(briefing, briefing.day);
    let loops = ledger.loops();
    let asked = shown::Shown::new((briefing, &compiled.plan), (&ledger, &loops), (deal, part, fact));
    let shown = compiled.plan.pages.iter().filter_map(|page| {
        let how = page.target.with(|kind| kind.shows(&asked))?;
        let own_row = page.target == Target::Deal(deal) && !part.is_empty();
        let row = || fragment(briefing, briefing.deal(deal), part, fact);
        let path = if own_row { format!("{}#{}", page.path, row()) } else { page.path.clone() };
        Some(Shown { path, how })
    });
    shown.collect()
}
