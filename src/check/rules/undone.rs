//! A figure told as paid or bought while its leg is signed at most, or an option.

use crate::check::figures::{Finding, Outcome};
use crate::diagnostics::{Diagnostic, codes};

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let Outcome::Undone(claim, verb) = finding.outcome else { return };
    let title = format!("{} is told as done, and the sheet has it as agreed at most", finding.written());
    let problem = Diagnostic::new(codes::STATUS_WORDING, verb, title).label("firmer than the status");
    out.push(
        problem
            .context(claim.claim.span, "what is to come")
            .help("say what is to come (`will pay`, `may buy`), or give the part a status `completed` with its day"),
    );
}
