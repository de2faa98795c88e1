//! Where the text of a source is at hand, what counts as binding is quoted from it.
//!
//! Asked of the figures and the status that are shown of a deal that is binding today, and only where a clipping is
//! there to copy the words from: elsewhere a quote could not be checked anyway.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Bucket, Claim, Deal, Fact};

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    if context.clippings.is_empty() || deal.bucket_on(context.today) != Bucket::Committed {
        return;
    }
    let figures = deal.legs.iter().flat_map(|l| &l.facts).filter(|f| f.amount().is_some_and(|a| a.figure().is_some()));
    let shown = figures.filter_map(Fact::best).chain(deal.status_on(context.today));
    out.extend(shown.filter(|c| c.quote.is_none()).filter_map(|claim| missing(context, claim)));
}

fn missing(context: &Context<'_>, claim: &Claim) -> Option<Diagnostic> {
    let citation = claim.sources.iter().find(|c| context.clippings.get(c.source).is_some())?;
    let id = &context.briefing.source(citation.source).id;
    let title = format!("{} has no quote, and the text of `{id}` is at hand", context.written(claim.span));
    Some(
        Diagnostic::new(codes::NO_QUOTE, claim.span, title)
            .label("expected a quote")
            .help("add `quote = \"…\"` with a few exact words of the source, and the line: `source = \"id:9\"`"),
    )
}
