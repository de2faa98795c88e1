//! A figure that has lost the bound of its fact ("up to", "at least"), or has another one.

use crate::check::figures::{Finding, Outcome};
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::Verdict;

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let (dropped, claim) = match finding.outcome {
        Outcome::Differs(Verdict::HedgeDropped, claim) => (true, claim),
        Outcome::Differs(Verdict::HedgeChanged, claim) => (false, claim),
        Outcome::Fine | Outcome::Differs(..) | Outcome::Deprecated(_) | Outcome::Unbacked(_) | Outcome::Misdated(_) => {
            return;
        }
    };
    let (known, written) = (finding.context.written(claim.claim.span), finding.written());
    let problem = match dropped {
        true => Diagnostic::new(
            codes::HEDGE_DROPPED,
            finding.span(),
            format!("expected {known}, found {written} without a bound"),
        )
        .label(format!("the fact says {}", claim.quantity.bound().describe())),
        false => Diagnostic::new(
            codes::HEDGE_DROPPED,
            finding.span(),
            format!("expected {known}, found {written} with another bound"),
        )
        .label(format!("{}, not {}", finding.bound_of_text().describe(), claim.quantity.bound().describe())),
    };
    let problem = finding.beside(problem, &claim);
    out.push(match dropped {
        true => finding.bound(problem, &claim),
        false => finding.pull(problem, &claim),
    });
}
