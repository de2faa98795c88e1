//! A figure that the sheet has struck through, repeated as if it stood.

use crate::check::figures::{Finding, Outcome};
use crate::diagnostics::{Diagnostic, codes};

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let Outcome::Deprecated(claim) = finding.outcome else { return };
    let title = format!("expected a fact that stands, found {}, which the sheet has set aside", finding.written());
    let problem =
        Diagnostic::new(codes::DEPRECATED_IN_PROSE, finding.span(), title).label("deprecated in the fact sheet");
    let problem = finding.beside(problem, &claim);
    out.push(match claim.fact.best() {
        Some(best) => {
            let problem = problem.context(best.span, "the claim that is kept");
            let kept = finding.pull(problem, &claim);
            kept.help("a text that speaks of the mistake itself cites it right behind the figure: `[^source]`")
        }
        None => problem.help("take the figure out, or cite it right behind the figure: `[^source]`"),
    });
}
