//! A deal that another replaces counts nothing, and its own status should say why.
//!
//! Its page would go on saying "signed". `completed`, `cancelled` and `stalled` end it; the replacing deal must be
//! binding itself, for until then the old one holds. Judged on the last day that the briefing is kept to.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger;
use crate::model::{Bucket, Deal, Status};

pub(in crate::check) fn check(context: &Context<'_>, deal: &Deal, out: &mut Vec<Diagnostic>) {
    let day = context.kept_to();
    if deal.supersedes.is_empty() || deal.bucket_on(day) != Bucket::Committed {
        return;
    }
    let own = context.briefing.find_deal(&deal.id);
    let is_replaced = own.is_some_and(|id| ledger::is_replaced(context.briefing, id, day));
    if is_replaced {
        return;
    }
    for relation in &deal.supersedes {
        let old = context.briefing.deal(relation.deal);
        let Some(claim) = old.status_on(day) else { continue };
        if matches!(claim.status(), None | Some(Status::Completed | Status::Cancelled | Status::Stalled)) {
            continue;
        }
        let title = format!(
            "`{}` is replaced by `{}`, and its status is still {}",
            old.id,
            deal.id,
            context.written(claim.span)
        );
        out.push(
            Diagnostic::new(codes::SUPERSEDED_OPEN, claim.span, title)
                .label("expected `completed` or `cancelled`")
                .context(relation.span, "replaced here")
                .help("add a status that ends it, with the day in `on` and the source"),
        );
    }
}
