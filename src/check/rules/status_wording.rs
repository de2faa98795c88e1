//! Prose about the page's own deal, or a leg of it, that is firmer than its status: "invests" while in talks.
//!
//! Looked at are deals and legs that are in talks or rumoured, or whose signature is only reported; of what is announced
//! nothing but "signed" and what is told as done is too firm, and of what is signed only what is told as closed or owned.
//! Of what was called off whatever sounds alive is too firm. A sentence that names one leg is held against that leg's
//! own status. Here firm verbs are found; whether their sentence asserts the deal is for `figures/assertion.rs`. Verbs
//! are data of the language, and of kinds of leg.

use std::ops::Range;

use crate::check::figures::{Linter, Naming, Passage, Verbs, asserts, asserts_leg, told_as_alive, told_as_closed};
use crate::diagnostics::{Diagnostic, codes};
use crate::figures::{Figure, Reading};
use crate::model::{Bucket, Claim, Deal, Fact, Leg, Status};
use crate::vocabulary::lexicon::speech::{ends, fold, has};
use crate::vocabulary::lexicon::verbs::{Deed, Found, Says};

pub(in crate::check) fn check(linter: &Linter<'_>, passage: &Passage<'_>, out: &mut Vec<Diagnostic>) {
    let briefing = linter.context.briefing;
    let Some(deal) = passage.own().map(|id| briefing.deal(id)) else { return };
    let of_deal = limit(&deal.status, linter);
    let own = |leg: usize| deal.legs[leg].facts.iter().find(|fact| fact.is_status());
    let day = linter.context.day();
    let is_limited =
        of_deal.is_some() || (0..deal.legs.len()).filter_map(own).any(|fact| limit(fact, linter).is_some());
    let status = |leg: &Leg| deal.leg_on(leg, day).map(|state| state.status);
    let is_open = deal.legs.iter().filter_map(status).any(|status| status < Status::Active);
    let is_off = deal.legs.iter().filter_map(status).any(|status| status == Status::Cancelled);
    if !is_limited && !is_open && !is_off {
        return;
    }
    let verbs = briefing.site.vocabulary.verbs(passage.grammar);
    for sentence in passage.sentences() {
        let text = passage.text.get(sentence.clone()).unwrap_or("");
        let told = Verbs::of(verbs, text);
        if told.is_empty() || !is_limited && !is_off && !told.may_close() {
            continue;
        }
        let naming = Some(()).filter(|()| sentence.len() <= SENTENCE_AT_MOST);
        let naming = naming.and_then(|()| Naming::of(linter, passage, sentence));
        let focus = naming.and_then(|naming| naming.focus(|_| true));
        let leg = focus.as_ref().and_then(|focus| focus.only());
        let found = match leg.and_then(|leg| Some((leg, own(leg)?))) {
            Some((leg, fact)) => {
                limit(fact, linter).and_then(|limit| of_leg(linter, passage, (deal, leg), (sentence, &told), limit))
            }
            None => of_deal.and_then(|limit| of_whole(linter, passage, deal, (sentence, &told), limit)),
        };
        let found = found
            .or_else(|| told_as_closed(linter, passage, deal, (sentence, &told), focus.as_ref()))
            .or_else(|| told_as_alive(linter, passage, deal, (sentence, &told), focus.as_ref()));
        out.extend(found.map(|(verb, claim)| problem(linter, passage, verb, claim)));
    }
}

/// A longer sentence names too much, and costs too much: nobody writes it.
const SENTENCE_AT_MOST: usize = 2000;

/// A claim on a status, and what is too firm for it.
type Limited<'d> = (&'d Claim, Limit);

/// The first verb of a sentence that is too firm for its deal.
fn of_whole<'d>(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    deal: &'d Deal,
    (sentence, told): (&Range<usize>, &Verbs<'_>),
    (claim, limit): Limited<'d>,
) -> Option<(Range<usize>, &'d Claim)> {
    let text = passage.text.get(sentence.clone())?;
    // What was signed on the day on which a leg was is that leg.
    if has_day_of_a_leg(linter, passage, deal, sentence) {
        return None;
    }
    let is_firm = |found: &&Found<'_, Says>| {
        limit == Limit::Done || found.says.is_signature() || passage.grammar.is_perfect(&text[found.at.clone()])
    };
    let mut firm = told.firm.iter().filter(is_firm);
    // A leg may be farther than its deal.
    let own =
        |leg: &Leg| leg.facts.iter().find(|fact| fact.is_status()).map(|fact| self::limit(fact, linter).is_some());
    let legs: Vec<&Leg> = deal.legs.iter().filter(|leg| own(leg).unwrap_or(true)).collect();
    let alone = || passage.named(linter, sentence).len() < 2;
    let found = firm.find(|found| {
        let verb = part_of(sentence, &found.at);
        // What a party does elsewhere has its own source: "sold 14 million tickets.[^source]"
        if matches!(found.says, Says::Of(_)) && alone() && passage.is_cited_before(verb.end, sentence.end) {
            return false;
        }
        asserts(linter, passage, (deal, &legs), &passage.near(sentence, &verb), (&verb, found.says))
    })?;
    Some((part_of(sentence, &found.whole), claim))
}

/// Whether a sentence has the day on which a leg, and not its deal, was signed or came farther.
fn has_day_of_a_leg(linter: &Linter<'_>, passage: &Passage<'_>, deal: &Deal, sentence: &Range<usize>) -> bool {
    let is_farther = |claim: &&Claim| claim.status().is_some_and(|status| status >= Status::Letter);
    let facts = deal.legs.iter().flat_map(|leg| &leg.facts).filter(|fact| fact.is_status());
    let days: Vec<_> = facts.flat_map(Fact::live).filter(is_farther).filter_map(Claim::effective_day).collect();
    let is_one = |reading: &Reading| match &reading.figure {
        Figure::Date(date) => date.earliest().is_some_and(|day| date.latest() == Some(day) && days.contains(&day)),
        Figure::Amount(_) => false,
    };
    passage.readings_in(linter, sentence).iter().any(is_one)
}

/// Where a part of a sentence stands in the text.
fn part_of(sentence: &Range<usize>, part: &Range<usize>) -> Range<usize> {
    sentence.start + part.start..sentence.start + part.end
}

/// The first verb of a sentence that is too firm for the leg that it names.
fn of_leg<'d>(
    linter: &Linter<'_>,
    passage: &Passage<'_>,
    (deal, leg): (&'d Deal, usize),
    (sentence, told): (&Range<usize>, &Verbs<'_>),
    (claim, limit): Limited<'d>,
) -> Option<(Range<usize>, &'d Claim)> {
    let text = passage.text.get(sentence.clone())?;
    let has_auxiliary = |at: &Range<usize>| passage.grammar.is_perfect(&text[at.clone()]);
    let is_firm =
        |found: &&Found<'_, Says>| limit == Limit::Done || found.says.is_signature() || has_auxiliary(&found.at);
    let firm = told.firm.iter().filter(is_firm).filter(|found| !found.says.is_closing());
    let firm = firm.map(|found| (found.at.clone(), found.whole.clone()));
    let speech = passage.grammar.speech();
    let is_open = |at: &Range<usize>| {
        let before = fold(&text[..at.start]);
        let is_noun = || ends(before.trim_end(), &speech.fix.possessives);
        has(&fold(&text[at.clone()]), &speech.told.open) || ends(before.trim_end(), &speech.paid.pending) || is_noun()
    };
    let deeds = told.deeds.iter().filter(|found| (limit == Limit::Done || found.says.done) && !is_open(&found.at));
    // What a party does elsewhere has its own source: "gave $900 million to 61 companies.[^source]"
    let is_elsewhere = |found: &&Found<'_, Deed>| {
        found.says.kinds.is_empty() && passage.is_cited_before(sentence.start + found.at.end, sentence.end)
    };
    let deeds = deeds.filter(|found| !is_elsewhere(found));
    let mut all: Vec<_> = firm.chain(deeds.map(|found| (found.at.clone(), found.whole.clone()))).collect();
    all.sort_by_key(|(at, _)| (at.start, at.end));
    let asserts = |at: &Range<usize>| asserts_leg(linter, passage, &deal.legs[leg], sentence, &part_of(sentence, at));
    let (_, whole) = all.into_iter().find(|(at, _)| asserts(at))?;
    Some((part_of(sentence, &whole), claim))
}

fn problem(linter: &Linter<'_>, passage: &Passage<'_>, verb: Range<usize>, claim: &Claim) -> Diagnostic {
    let written = linter.context.written(passage.span(verb.clone()));
    let status = linter.context.written(claim.span);
    let soft = if claim.is_soft() { ", and that only in the conditional" } else { "" };
    let title = format!("expected words for a deal that is {status}{soft}, found {written}");
    Diagnostic::new(codes::STATUS_WORDING, passage.span(verb), title)
        .label("firmer than the status")
        .context(claim.span, "the status on the day of the build")
        .help("say what is known (`is in talks to`, `négocie`, `aurait`), or give the sheet a newer status")
}

/// What is too firm for a deal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// Whatever sounds done.
    Done,
    /// Only what sounds signed.
    Signed,
}

fn limit<'d>(status: &'d Fact, linter: &Linter<'_>) -> Option<Limited<'d>> {
    let claim = status.status_on(linter.context.day())?;
    match claim.status()?.bucket(claim.hedge) {
        Bucket::InTalks => Some((claim, Limit::Done)),
        Bucket::Announced if claim.is_soft() => Some((claim, Limit::Done)),
        Bucket::Announced => Some((claim, Limit::Signed)),
        Bucket::Committed | Bucket::Off => None,
    }
}
