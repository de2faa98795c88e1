//! A figure in the text of a deal that none of its facts allows.

use crate::check::figures::{Clash, Finding, Misdated, Outcome};
use crate::diagnostics::{Diagnostic, codes};
use crate::quantity::Verdict;

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let claim = match finding.outcome {
        Outcome::Differs(Verdict::Contradicts, claim) => claim,
        Outcome::Misdated(date) if date.how == Clash::Contradicts => return out.push(misdated(finding, &date)),
        Outcome::Miscounted => return out.push(miscounted(finding)),
        Outcome::Fine
        | Outcome::Differs(..)
        | Outcome::Deprecated(_)
        | Outcome::Undone(..)
        | Outcome::Part(_)
        | Outcome::Waits(_)
        | Outcome::Unbacked(_)
        | Outcome::Misdated(_) => return,
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

fn miscounted(finding: &Finding<'_, '_>) -> Diagnostic {
    let title = format!("{} does not follow from the other figures of its sentence", finding.written());
    Diagnostic::new(codes::FIGURE_CONTRADICTS, finding.span(), title)
        .label("not what they come to")
        .help("reckon again; if it is no sum of them, cite its source right behind it: `[^source]`")
}
