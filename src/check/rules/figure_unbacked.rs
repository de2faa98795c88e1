//! A figure that nobody answers for: no fact has it, and no citation stands behind it.

use crate::check::figures::{Finding, Outcome};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::Entity;

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let near = match finding.outcome {
        Outcome::Unbacked(near) => near,
        Outcome::Fine
        | Outcome::Differs(..)
        | Outcome::Deprecated(_)
        | Outcome::Undone(..)
        | Outcome::Part(_)
        | Outcome::Waits(_)
        | Outcome::Miscounted
        | Outcome::Misdated(_) => return,
    };
    let whose = match finding.passage.entity {
        Entity::Deal(_) => "of this deal",
        Entity::Company(_) | Entity::Page(_) => "of a deal that is spoken of here",
    };
    let is_cited = finding.is_cited();
    let title = match is_cited {
        true => format!("{} is no fact {whose}, and the cited line backs another figure", finding.written()),
        false => format!("{} is no fact {whose}, and has no citation", finding.written()),
    };
    let help = match finding.passage.is_markdown() {
        _ if is_cited => "look the line up; if it has both figures, add this one to the sheet, or allow the warning",
        true => "cite its source right behind it, `[^source]`, or add the fact to the sheet and write `{{ … }}`",
        false => "add the fact to the sheet, or say it in the text, where it can be cited",
    };
    let mut problem = Diagnostic::new(codes::FIGURE_UNBACKED, finding.span(), title).help(help);
    if let Some(claim) = near {
        let slip = finding.slip(&claim);
        problem = finding.beside(problem, &claim);
        problem = match slip {
            Some(slip) => problem.label(slip.words()),
            None => problem.label("not what the sheet says"),
        };
    }
    out.push(problem);
}
