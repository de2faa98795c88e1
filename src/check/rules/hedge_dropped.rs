//! A figure that has lost the bound of its fact ("up to", "at least"), or has another one.

use crate::check::figures::{Candidate, Clash, Finding, Misdated, Outcome};
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::Verdict;

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let (dropped, claim) = match finding.outcome {
        Outcome::Differs(Verdict::HedgeDropped, claim) => (true, claim),
        Outcome::Differs(Verdict::HedgeChanged, claim) => (false, claim),
        Outcome::Part(claim) => return out.push(of_part(finding, &claim)),
        Outcome::Waits(claim) => return out.push(on_a_condition(finding, &claim)),
        Outcome::Misdated(date) if date.how == Clash::Side => return out.push(on_a_side(finding, &date)),
        Outcome::Fine
        | Outcome::Differs(..)
        | Outcome::Deprecated(_)
        | Outcome::Undone(..)
        | Outcome::Unbacked(_)
        | Outcome::Miscounted
        | Outcome::Misdated(_) => {
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

/// The number of a part, told as that of the whole.
fn of_part(finding: &Finding<'_, '_>, claim: &Candidate<'_>) -> Diagnostic {
    let title = format!("{} is a part, told as the whole", finding.written());
    let problem = Diagnostic::new(codes::HEDGE_DROPPED, finding.span(), title).label("of a part only");
    let part = format!("of `{}`", claim.part);
    problem.context(claim.claim.span, part).help("say which part it is, or give the figure of the whole")
}

/// What hangs on a condition, told as firm.
fn on_a_condition(finding: &Finding<'_, '_>, claim: &Candidate<'_>) -> Diagnostic {
    let title = format!("{} hangs on a condition, and the sentence does not say so", finding.written());
    let problem = Diagnostic::new(codes::HEDGE_DROPPED, finding.span(), title).label("told as firm");
    let condition = format!("`{}` waits for its condition", claim.part);
    problem.context(claim.claim.span, condition).help("say what has to happen first: `if`, `could`, `once`")
}

/// A deadline where the sheet has a beginning, or another one.
fn on_a_side(finding: &Finding<'_, '_>, date: &Misdated<'_>) -> Diagnostic {
    let known = finding.context.written(date.claim.span);
    let title = format!("expected {known}, found {}, another date", finding.written());
    let problem = Diagnostic::new(codes::HEDGE_DROPPED, finding.span(), title).label("not what the sheet says");
    finding
        .beside_date(problem, date)
        .help("write the sheet's date, or cite a source right behind this one: `[^source]`")
}
