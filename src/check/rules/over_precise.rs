//! A figure that says more than its fact: one number where the fact has a limit or a range, or further digits.

use crate::check::figures::{Clash, Finding, Outcome};
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::Verdict;

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    if let Outcome::Misdated(date) = finding.outcome
        && date.how == Clash::Precise
    {
        let title = format!(
            "expected {}, found {}, which says more",
            finding.context.written(date.claim.span),
            finding.written()
        );
        let problem = Diagnostic::new(codes::OVER_PRECISE, finding.span(), title).label("more than the sheet knows");
        return out.push(finding.beside_date(problem, &date));
    }
    let Outcome::Differs(Verdict::OverPrecise, claim) = finding.outcome else { return };
    let known = finding.context.written(claim.claim.span);
    let title = format!("expected {known}, found {}, which says more", finding.written());
    let slip = finding.slip(&claim);
    let problem = Diagnostic::new(codes::OVER_PRECISE, finding.span(), title);
    let problem = match slip {
        Some(slip) => problem.label(slip.words()),
        None => problem.label("more than the sheet knows"),
    };
    out.push(finding.pull(finding.beside(problem, &claim), &claim));
}
