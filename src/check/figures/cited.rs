//! A figure with a citation right behind it: the citation backs it, unless the sheet has the same line in other words.
//!
//! Only claims that rest on a cited source are looked at. If one of them, whatever its rank, has the number and its
//! bound, all is well. If one has the number with another bound, or the cited line itself has a number that is a
//! slip away, the text misquotes it. Any other number may stand on the same line too: that is at most a warning, as it is
//! of the only figure of its kind in a sentence that is cited at its end.

use rust_decimal::Decimal;

use super::candidate::{Candidate, Standing};
use super::circle::{is_alike_limit, is_close};
use super::judge::Outcome;
use crate::model::{self, Briefing};
use crate::prose::Citation;
use crate::quantity::{Comparable, Slip, Verdict, Written, comparable, judge as compare};

pub(super) fn judge<'c, 'a: 'c>(
    briefing: &Briefing,
    candidates: impl Iterator<Item = &'c Candidate<'a>>,
    cited: &[Citation<'_>],
    prose: &Written,
) -> Outcome<'a> {
    let mut worst: Option<(Verdict, Candidate<'a>)> = None;
    for candidate in candidates {
        let Some(same_line) = cited.iter().filter_map(|c| rests_on(briefing, candidate, c)).max() else { continue };
        if comparable(prose.quantity.unit, candidate.quantity.unit) != Some(Comparable::Fully) {
            continue;
        }
        let verdict = match compare(prose, &candidate.quantity) {
            // "Up to 9" is true of what is "up to 8" on the very line, and not what the line says.
            Verdict::Vaguer if same_line && is_another_limit(prose, candidate) => Verdict::Contradicts,
            verdict => verdict,
        };
        if verdict.is_fine() {
            return Outcome::Fine;
        }
        let counts = verdict.is_about_it() || same_line;
        let better = worst.is_none_or(|(known, _)| verdict < known);
        if counts && better && candidate.standing == Standing::Contender {
            worst = Some((verdict, *candidate));
        }
    }
    match worst {
        Some((Verdict::Contradicts, claim)) if Slip::between(&prose.quantity, &claim.quantity).is_none() => {
            Outcome::Unbacked(Some(claim))
        }
        Some((verdict, claim)) => Outcome::Differs(verdict, claim),
        None => Outcome::Fine,
    }
}

/// Whether both are a limit from the same side, and not nearly the same one.
fn is_another_limit(prose: &Written, candidate: &Candidate<'_>) -> bool {
    is_alike_limit(&prose.quantity, candidate) && !is_close(&prose.quantity, &candidate.quantity, Decimal::new(5, 2))
}

/// Whether a claim rests on a cited source; `Some(true)` if on the cited line.
fn rests_on(briefing: &Briefing, candidate: &Candidate<'_>, cited: &Citation<'_>) -> Option<bool> {
    let source = briefing.find_source(cited.source)?;
    let on_it = |c: &&model::Citation| {
        c.source == source && matches!((c.line, cited.line), (a, b) if a == b || a.is_none() || b.is_none())
    };
    let found = candidate.claim.sources.iter().find(on_it)?;
    Some(found.line.is_some() && found.line == cited.line)
}
