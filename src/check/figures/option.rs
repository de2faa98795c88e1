//! What a sentence does with a figure: for how long it prolongs a term, whether it tells an option as taken up, whether it
//! gives it as what the whole of something is bought for.

use std::ops::Range;

use super::Linter;
use super::candidate::Candidate;
use super::scene::Scene;
use crate::model::Deal;
use crate::vocabulary::lexicon::speech::{ends, fold, has};

impl Scene<'_> {
    /// Whether it is for how long something is prolonged, and nothing denies it: "extended by ten years".
    pub(super) fn is_extension(&self) -> bool {
        let words = self.passage.grammar.speech();
        let (near, _) = self.clause().near();
        let near = near.trim_end();
        let is_linked = [&words.term.over, &words.term.of, &words.paid.by].into_iter().any(|list| ends(near, list));
        self.is_duration()
            && is_linked
            && has(near, &words.dated.option)
            && !self.is_quoted()
            && !self.is_cited_later()
            && !has(&self.clause().segment(), &words.aside.negation)
    }

    /// The word in front of the figure that tells of an extension as made: the "extended" of "has extended".
    pub(super) fn extends_for_good(&self) -> Option<Range<usize>> {
        let (speech, start) = (self.passage.grammar.speech(), self.clause().start());
        let before = fold(self.passage.text.get(start..self.reading.range.start)?);
        let is_done = |at: &Range<usize>| ends(before[..at.start].trim_end(), &speech.conjugation.perfect);
        let at = speech.dated.option.places(&before).find(is_done)?;
        let end = before[at.start..].find(|c: char| !c.is_alphanumeric()).map_or(before.len(), |len| at.start + len);
        // Folding may have moved what stands behind it, and then nothing is said.
        let written = self.passage.text.get(start + at.start..start + end)?;
        let is_there = fold(written) == before[at.start..end];
        (is_there && !has(&self.clause().segment(), &speech.aside.negation)).then_some(start + at.start..start + end)
    }

    /// Whether somebody buys for it what the leg of a claim is about: "have bought the winger for €27 million".
    pub(super) fn is_bought_for(&self, linter: &Linter<'_>, deal: &Deal, claim: &Candidate<'_>) -> bool {
        let (near, _) = self.clause().near();
        let Some(leg) = claim.leg.and_then(|leg| deal.legs.get(leg)) else { return false };
        let verbs = linter.context.briefing.site.vocabulary.verbs(self.passage.grammar);
        ends(near.trim_end(), &self.passage.grammar.speech().measure.prices)
            && verbs.deeds(&near).any(|found| found.says.kinds.contains(&leg.kind) && found.says.pays)
    }
}
