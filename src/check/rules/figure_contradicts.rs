//! A figure in the text of a deal that none of its facts allows.

use crate::check::figures::{Finding, Outcome, Slip, Verdict};
use crate::diagnostics::{Diagnostic, codes};

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let Outcome::Differs(Verdict::Contradicts, claim) = finding.outcome else { return };
    let known = finding.context.written(claim.claim.span);
    let slip = finding.quantity.and_then(|quantity| Slip::between(&quantity, &claim.quantity));
    let title = match slip {
        Some(slip) => format!("expected {known}, found {}: {}", finding.written(), slip.words()),
        None => format!("expected {known}, found {}", finding.written()),
    };
    let problem = Diagnostic::new(codes::FIGURE_CONTRADICTS, finding.span(), title)
        .label("contradicts the fact sheet")
        .help("if it measures something else, cite its source right behind it: `[^source]`");
    out.push(finding.pull(finding.beside(problem, &claim), &claim));
}
