//! A source that nothing cites: forgotten, or its citation has another name.
//!
//! A source is often written down before the sheet that needs it, so a week is given after the day it was read. A
//! site without deals has not begun.

use std::collections::HashSet;

use jiff::ToSpan;

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::SourceId;

/// Days after reading a source in which it may wait to be cited.
const GRACE: i32 = 7;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = context.briefing;
    if briefing.deals.is_empty() {
        return;
    }
    let in_prose: HashSet<&str> =
        briefing.bodies().flat_map(|(_, body)| &body.citations).map(|c| c.source.as_str()).collect();
    let relayed: HashSet<SourceId> = briefing.sources.iter().flat_map(|s| &s.relays).copied().collect();
    for ((id, source), backings) in briefing.sources().zip(&*briefing.backings) {
        let waits = source.read_on.is_some_and(|day| day.saturating_add(GRACE.days()) >= context.day());
        if !backings.is_empty() || in_prose.contains(source.id.as_str()) || relayed.contains(&id) || waits {
            continue;
        }
        let title = format!("nothing cites the source `{}`", source.id);
        let problem = Diagnostic::new(codes::SOURCE_UNUSED, source.sheet.head(), title);
        out.push(problem.help(match context.clippings.get(id) {
            Some(_) => "cite it, or remove its sheet; `tearsheet unused` lists the figures of its clipping",
            None => "cite it, or remove its sheet",
        }));
    }
}
