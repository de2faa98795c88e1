//! A figure in the text of a deal that none of its facts allows.

use crate::check::figures::{Finding, Misdated, Outcome};
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::Verdict;

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let claim = match finding.outcome {
        Outcome::Differs(Verdict::Contradicts, claim) => claim,
        Outcome::Misdated(date) if date.is_contradiction => return out.push(misdated(finding, &date)),
        Outcome::Fine | Outcome::Differs(..) | Outcome::Deprecated(_) | Outcome::Unbacked(_) | Outcome::Misdated(_) => {
            return;
        }
    };
    let known = finding.context.written(claim.claim.span);
    let slip = finding.slip(&claim);
    let title = match slip {
        Some(slip) => format!("expected {known}, found {}: {}", finding.written(), slip.words()),
        None => format!("expected {known}, found {}", finding.written()),
    };
    let problem = Diagnostic::new(codes::FIGURE_CONTRADICTS, finding.span(), title)
        .label("contradicts the fact sheet")
        .help("if it measures something else, cite its source right behind it: `[^source]`");
    out.push(finding.pull(finding.beside(problem, &claim), &claim));
}

fn misdated(finding: &Finding<'_, '_>, date: &Misdated<'_>) -> Diagnostic {
    let title = format!("expected {}, found {}", finding.context.written(date.claim.span), finding.written());
    let problem = Diagnostic::new(codes::FIGURE_CONTRADICTS, finding.span(), title).label("contradicts the fact sheet");
    finding
        .beside_date(problem, date)
        .help("if it is the date of something else, cite its source right behind it: `[^source]`")
}
