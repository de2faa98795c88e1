//! The words before and after a number that limit it.

use super::reader::Reader;
use crate::quantity::{Bound, Dimension, Unit};
use crate::vocabulary::lexicon::Place;
use crate::vocabulary::lexicon::token::{Gap, Kind};

/// How many words may stand between a hedge and the "of" before its number.
const PARTED: usize = 4;

/// How many tokens an insertion between a hedge and its number may have.
const INSERTED: usize = 8;

impl Reader<'_> {
    /// The bound before a figure that begins at `start`, and where the whole begins. Of two ("jusqu'à environ") the
    /// one that limits counts.
    pub(super) fn bound_before(&self, start: usize, floor: usize, unit: Unit) -> (usize, Option<Bound>) {
        let Some((mut first, mut bound)) = self.one_bound(start, floor, unit) else { return (start, None) };
        // "Went up to 14" is no limit.
        if bound == Bound::Exact {
            return (start, None);
        }
        if let Some((outer, other)) = self.one_bound(first, floor, unit) {
            first = outer;
            if bound == Bound::About {
                bound = other;
            }
        }
        (first, Some(bound))
    }

    fn one_bound(&self, start: usize, floor: usize, unit: Unit) -> Option<(usize, Bound)> {
        let close = self.phrase_before(&self.words.bounds.before, start, floor);
        let close = close.filter(|(_, (_, place))| *place != Place::NotTime || !unit.is(Dimension::TIME));
        if let Some((first, (bound, _))) = close {
            return Some((first, bound)).filter(|_| bound != Bound::Exact);
        }
        let (filler, ()) = self.phrase_before(&self.words.bounds.fillers, start, floor)?;
        let (first, (bound, place)) = self.phrase_before(&self.words.bounds.before, filler, floor)?;
        (place == Place::Any).then_some((first, bound))
    }

    /// The bound after a figure, and the token after it.
    pub(super) fn bound_after(&self, next: usize) -> (usize, Option<Bound>) {
        if self.glued(next) == Some(Kind::Sign('+')) && self.glued(next + 1) != Some(Kind::Digits) {
            return (next + 1, Some(Bound::AtLeast));
        }
        match self.next_phrase(&self.words.bounds.after, next) {
            // "10 billion-plus", but not "10 billion plus another".
            Some((after, _)) if self.leads_on(after) => (next, None),
            Some((after, bound)) if after > next + 1 || self.binds(next, bound) => (after, Some(bound)),
            _ => (next, None),
        }
    }

    /// Whether what looks like a bound after a figure is that of the next one: "and up to 6 GW".
    fn leads_on(&self, at: usize) -> bool {
        let Some((number, ())) = self.next_phrase(&self.words.bounds.leads, at) else { return false };
        // Between them a word or sign may stand: "et plus de $5".
        [number, number + 1].into_iter().filter(|at| self.near(*at)).any(|at| {
            self.token(at).is_some_and(|token| token.kind == Kind::Digits)
                || self.phrase(&self.words.numbers.words, at).is_some()
                || self.phrase(&self.words.orders.words, at).is_some()
        })
    }

    /// Whether a single word after a figure belongs to it, and not to a number that follows.
    fn binds(&self, at: usize, bound: Bound) -> bool {
        let hyphen = self.token(at).is_some_and(|token| token.gap == Gap::Hyphen);
        let free = !self.near(at + 1)
            || !matches!(self.token(at + 1).map(|token| token.kind), Some(Kind::Digits | Kind::Word))
            || self.phrase(&self.words.units.of, at + 1).is_none()
                && self.token(at + 1).is_some_and(|token| token.kind == Kind::Word)
                && self.phrase(&self.words.numbers.words, at + 1).is_none();
        hyphen || (free && (bound != Bound::AtLeast || !self.words.writing.noun_follows))
    }

    /// A hedge parted from its number by an insertion: "roughly, analysts say, $30 billion".
    fn hedge_before_insertion(&self, start: usize, floor: usize) -> bool {
        let comma = |at: usize| self.token(at).is_some_and(|token| token.kind == Kind::Sign(','));
        let ends = start.checked_sub(1).filter(|at| *at >= floor).and_then(|last| {
            if comma(last) { Some(last) } else { last.checked_sub(1).filter(|at| *at >= floor && comma(*at)) }
        });
        let Some(end) = ends else { return false };
        let from = end.saturating_sub(INSERTED).max(floor);
        let opening = (from..end).rev().take_while(|at| self.near(at + 1)).find(|at| comma(*at));
        opening.is_some_and(|at| self.phrase_before(&self.words.bounds.parted, at, floor).is_some())
    }

    /// A hedge parted from its number: "à peu près à l'alimentation de 25 millions".
    pub(super) fn parted_hedge(&self, start: usize, floor: usize) -> bool {
        if self.hedge_before_insertion(start, floor) {
            return true;
        }
        let Some(of) = start.checked_sub(1).filter(|of| *of > floor) else { return false };
        if self.phrase(&self.words.units.of, of).is_none() || !self.near(start) {
            return false;
        }
        let mut at = of;
        for _ in 0..=PARTED {
            let Some(before) = at.checked_sub(1).filter(|before| *before >= floor) else { return false };
            if !self.near(at) || self.token(before).is_none_or(|token| token.kind != Kind::Word) {
                return false;
            }
            let hedged = self.phrase_before(&self.words.bounds.parted, before, floor).is_some();
            if hedged && self.phrase(&self.words.bounds.parting, before).is_some() {
                return true;
            }
            at = before;
        }
        false
    }
}
