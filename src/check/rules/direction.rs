//! A sentence by which somebody else pays, or the wrong one is paid.

use crate::check::figures::{Linter, Passage, misdirected};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{CompanyId, Leg};

/// A longer sentence names too much, and costs too much: nobody writes it.
const SENTENCE_AT_MOST: usize = 2000;

pub(in crate::check) fn check(linter: &Linter<'_>, passage: &Passage<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = linter.context.briefing;
    let Some(deal) = passage.own().map(|id| briefing.deal(id)) else { return };
    for sentence in passage.sentences().iter().filter(|sentence| sentence.len() <= SENTENCE_AT_MOST) {
        let near = passage.near(sentence, sentence);
        let Some(found) = misdirected(linter, passage, deal, &near) else { continue };
        let leg = &deal.legs[found.leg];
        let name = |company: CompanyId| format!("`{}`", briefing.company(company).id);
        let names =
            |companies: &mut dyn Iterator<Item = CompanyId>| companies.map(name).collect::<Vec<_>>().join(" and ");
        let (from, to) = sides(leg);
        let does = match found.pays {
            Some(true) => "who pays",
            Some(false) => "who is paid",
            None => "a party",
        };
        let title = format!(
            "{} is told as {does}, and in the sheet {} pays {}",
            name(found.company),
            names(&mut from.into_iter()),
            names(&mut to.into_iter())
        );
        out.push(
            Diagnostic::new(codes::FIGURE_CONTRADICTS, passage.span(found.place), title)
                .label("contradicts the fact sheet")
                .context(leg.span, "this leg")
                .help("say who pays whom as the sheet does, or correct the roles of the leg"),
        );
    }
}

fn sides(leg: &Leg) -> (Vec<CompanyId>, Vec<CompanyId>) {
    (leg.payers().collect(), leg.payees().collect())
}
