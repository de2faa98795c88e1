//! Prose about the page's own deal that is firmer than its status: "invests" while in talks.
//!
//! Looked at are deals that are in talks or rumoured, or whose signature is only reported; of an announced deal
//! nothing but "signed" is too firm. Here firm verbs are found; whether their sentence asserts the deal is for
//! `figures/assertion.rs`. Verbs are data of the language, and of kinds of leg.

use crate::check::figures::{Linter, Passage, asserts};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Bucket, Claim, Deal};
use crate::prose;

pub(in crate::check) fn check(linter: &Linter<'_>, passage: &Passage<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = linter.context.briefing;
    let Some(deal) = passage.own().map(|id| briefing.deal(id)) else { return };
    let Some((claim, limit)) = limit(deal, linter) else { return };
    let verbs = briefing.site.vocabulary.verbs(passage.grammar);
    let mut sentences = prose::sentences(passage.text);
    let mut sentence = 0..0;
    let mut done = 0;
    let firm = verbs.find(passage.text).filter(|(_, says)| limit == Limit::Done || says.is_signature());
    for (verb, says) in firm {
        while sentence.end <= verb.start {
            let Some(next) = sentences.next() else { break };
            sentence = next;
        }
        // One warning per sentence.
        if verb.start < done || !asserts(linter, passage, deal, &passage.near(&sentence, &verb), (&verb, says)) {
            continue;
        }
        done = sentence.end;
        let written = linter.context.written(passage.span(verb.clone()));
        let status = linter.context.written(claim.span);
        let soft = if claim.is_soft() { ", and that only in the conditional" } else { "" };
        let title = format!("expected words for a deal that is {status}{soft}, found {written}");
        out.push(
            Diagnostic::new(codes::STATUS_WORDING, passage.span(verb), title)
                .label("firmer than the status")
                .context(claim.span, "the status on the day of the build")
                .help("say what is known (`is in talks to`, `négocie`, `aurait`), or give the sheet a newer status"),
        );
    }
}

/// What is too firm for a deal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// Whatever sounds done.
    Done,
    /// Only what sounds signed.
    Signed,
}

fn limit<'d>(deal: &'d Deal, linter: &Linter<'_>) -> Option<(&'d Claim, Limit)> {
    let claim = deal.status_on(linter.context.day())?;
    match claim.status()?.bucket(claim.hedge) {
        Bucket::InTalks => Some((claim, Limit::Done)),
        Bucket::Announced if claim.is_soft() => Some((claim, Limit::Done)),
        Bucket::Announced => Some((claim, Limit::Signed)),
        Bucket::Committed | Bucket::Off => None,
    }
}
