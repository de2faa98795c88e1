//! What a step of a chain adds, and the total after it that its source states, agree: to half of the last digit.

use crate::check::Context;
use crate::diagnostics::{Diagnostic, codes};
use crate::ledger::Fault;
use crate::model::BuiltinField;
use crate::quantity::QuantityText;

pub(in crate::check) fn check(context: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let ledger = context.ledger();
    for broken in ledger.broken() {
        let Fault::NotSum(sum) = broken.fault else { continue };
        let leg = &context.briefing.deal(broken.at.0).legs[broken.at.1];
        let said = |field| ledger.figure(leg.builtin(field)).map(|(claim, _)| claim);
        let (Some(total), Some(value)) = (said(BuiltinField::Total), said(broken.field)) else { continue };
        let title = format!("`total` is {}, and the chain comes to {}", context.written(total.span), QuantityText(sum));
        out.push(
            Diagnostic::new(codes::CHAIN_TOTAL, total.span, title)
                .label("not the sum")
                .context(value.span, "what this step adds")
                .help("correct one of the two, or add the step that is missing between them"),
        );
    }
}
