//! What says that a figure is not the deal's: a market, a part, an increase, what the deal replaces.

use super::scene::Scene;
use crate::vocabulary::Kind;
use crate::vocabulary::lexicon::speech::{begins, ends, has};

impl Scene<'_> {
    /// Whether the sentence is about a number that the sheet need not have.
    pub(super) fn is_elsewhere(&self) -> bool {
        let (words, segment) = (self.words, self.clause().segment());
        if self.reading.is_share() {
            return !has(&self.sentence(), &words.share.stake) || self.is_movement();
        }
        if self.reading.is_duration() || self.reading.amount().is_none() {
            return false;
        }
        let total = has(&segment, &words.deal.totals) && !has(&segment, &words.deal.nouns);
        total
            || has(&segment, &words.aside.elsewhere)
            || has(&segment, &words.rates.yearly)
            || has(&segment, &words.rates.annual)
            || has(&segment, &words.rates.other)
    }

    /// Whether the figure is denied, quoted, compared, added or a part of something.
    pub(super) fn is_aside(&self) -> bool {
        let (words, clause) = (self.words, self.clause());
        let ((near, behind), before) = (clause.near(), clause.before());
        self.is_quoted()
            || has(&near, &words.aside.negation)
            || self.is_of_what_it_replaces(&near)
            || has(&behind, &words.aside.with_others)
            || has(&near, &words.aside.grown_by)
            || ends(near.trim_end(), &words.aside.grown_before)
            || begins(&self.behind(), &words.aside.than)
            || !self.is_duration() && has(&before, &words.aside.part)
            || begins(&self.behind(), &words.aside.part_after)
            || has(&before, &words.deal.other)
    }

    /// Whether it is of what the deal takes the place of: "replaces one worth $5 million", and not "… and is worth".
    fn is_of_what_it_replaces(&self, near: &str) -> bool {
        let words = &self.words.aside;
        let last = words.instead.places(near).last();
        last.is_some_and(|at| !has(&near[at.end..], &words.anew))
    }

    /// Whether it is of the deal again, behind what that replaces.
    pub(super) fn tells_anew(&self) -> bool {
        let (words, (near, _)) = (&self.words.aside, self.clause().near());
        has(&near, &words.instead) && !self.is_of_what_it_replaces(&near) && self.names_the_deal()
    }

    /// Whether it is how far one thing is from another: "€140 million above".
    pub(super) fn is_a_distance(&self) -> bool {
        let words = &self.words.aside;
        let (near, _) = self.clause().near();
        begins(&self.behind(), &words.than) || ends(near.trim_end(), &words.grown_before) || has(&near, &words.grown_by)
    }

    /// Whether a word in front of the figure says of what it is, and is none for a leg of these kinds: "the fees of the
    /// bonds".
    pub(super) fn is_of_something_else(&self, kinds: impl Iterator<Item = Kind> + Clone) -> bool {
        let before = self.clause().before();
        let word = |start: usize| before[start..].split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let is_of_leg = |word: &str| kinds.clone().any(|kind| self.lists().verbs.names(kind, word));
        let places = self.words.aside.elsewhere.places(&before).map(|at| at.start);
        self.reading.may_be_money() && places.into_iter().any(|start| !is_of_leg(word(start)))
    }
}
