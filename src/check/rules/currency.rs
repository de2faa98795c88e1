//! Parts in another currency than the whole, and steps in another than their chain, count only at a rate of the site's.
//!
//! Legs of one deal in several currencies are fine: totals are kept per currency. A currency that is not on the site's
//! list was reported where the claim was resolved.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger::{Reason, Scope};
use crate::model::BuiltinField;

use super::{chain, no_rate, tranche_exceeds};

pub(in crate::check) fn across_parts(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    out.extend(chain::misfits(context, codes::CURRENCY));
    out.extend(tranche_exceeds::found(context, codes::CURRENCY));
    let ledger = context.ledger();
    let value = |deal, leg: usize, tranche: Option<usize>| {
        let leg = &context.briefing.deal(deal).legs[leg];
        let of_tranche = tranche.map(|index| leg.tranches[index].builtin(BuiltinField::Value));
        ledger.figure(of_tranche.unwrap_or(leg.builtin(BuiltinField::Value))).map(|(claim, _)| claim)
    };
    for coverage in ledger.frames(Scope::Site).into_iter().filter_map(|frame| ledger.coverage(frame)) {
        let Some(whole) = value(coverage.frame.0, coverage.frame.1, None) else { continue };
        for part in coverage.left_out.iter().filter(|part| part.reason == Reason::OtherCurrency) {
            let Some(claim) = value(part.deal, part.leg, part.tranche) else { continue };
            let listed = no_rate::currency(context, claim).zip(no_rate::currency(context, whole));
            let Some((own, of)) = listed else { continue };
            let title = format!("a part in `{}` of a plan in `{}`, with no rate", own.code(), of.code());
            out.push(
                Diagnostic::new(codes::CURRENCY, claim.span, title)
                    .label(format!("cannot be held against {}", context.written(whole.span)))
                    .help(no_rate::advice(own, of))
                    .context(whole.span, "the plan"),
            );
        }
    }
}
