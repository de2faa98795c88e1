//! From which deals an output is made: noted wherever a deal is looked at, on the thread that makes the output.
//!
//! Nobody has to say what an output shows, so nothing can be forgotten: [`Briefing::deal`](super::Briefing::deal) notes
//! the deal, a walk over all deals notes all. What is made once for many outputs keeps what it was made from beside it
//! ([`Shared`]), and each that takes it over has looked at the same deals.

use std::cell::RefCell;
use std::sync::OnceLock;

use super::DealId;

/// The deals that something was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// All of them.
    pub all: bool,
    /// These, in the order of ids; empty if it is all.
    pub deals: Vec<DealId>,
}

/// From more deals than that, something counts as made from all. Thousands of deals between two companies would each be
/// read by the page of every other: what is kept of outputs would grow with their square.
const MOST: usize = 1024;

thread_local! {
    /// What is being made on this thread, the innermost last.
    static OPEN: RefCell<Vec<Reads>> = const { RefCell::new(Vec::new()) };
}

impl Reads {
    /// Makes something, and tells from which deals.
    pub fn of<R>(make: impl FnOnce() -> R) -> (R, Reads) {
        OPEN.with_borrow_mut(|open| open.push(Reads::default()));
        let made = make();
        let mut reads = OPEN.with_borrow_mut(Vec::pop).unwrap_or_default();
        reads.settle();
        (made, reads)
    }

    /// Whether one of these deals, in the order of ids, is among them.
    pub fn any(&self, deals: &[DealId]) -> bool {
        self.all || deals.iter().any(|deal| self.deals.binary_search(deal).is_ok())
    }

    /// A deal is looked at.
    pub fn note(deal: DealId) {
        Reads::with(|reads| {
            if !reads.all && reads.deals.last() != Some(&deal) {
                reads.deals.push(deal);
                // Now and then: sorting at each would take longer than what is made.
                if reads.deals.len() >= 4 * MOST {
                    reads.settle();
                }
            }
        });
    }

    /// All of these are looked at again.
    pub fn note_again(&self) {
        match self.all {
            true => Reads::note_all(),
            false => self.deals.iter().for_each(|deal| Reads::note(*deal)),
        }
    }

    /// Adds those of another; [`Reads::settle`] has to follow.
    pub fn join(&mut self, other: &Reads) {
        self.all |= other.all;
        self.deals.extend(&other.deals);
    }

    /// Puts the deals in their order, or all in their place if they are too many.
    pub fn settle(&mut self) {
        self.deals.sort_unstable();
        self.deals.dedup();
        if self.all || self.deals.len() > MOST {
            (self.all, self.deals) = (true, Vec::new());
        }
    }

    /// All deals are.
    pub fn note_all() {
        Reads::with(|reads| {
            reads.all = true;
            reads.deals.clear();
        });
    }

    fn with(note: impl FnOnce(&mut Reads)) {
        OPEN.with_borrow_mut(|open| open.last_mut().map(note));
    }
}

/// Something that is made when the first output asks for it, and shared with all others.
#[derive(Debug)]
pub struct Shared<T>(OnceLock<(T, Reads)>);

impl<T> Default for Shared<T> {
    fn default() -> Shared<T> {
        Shared(OnceLock::new())
    }
}

impl<T> Shared<T> {
    /// It; whoever asks has looked at what it was made from.
    pub fn get(&self, make: impl FnOnce() -> T) -> &T {
        let (made, reads) = self.0.get_or_init(|| Reads::of(make));
        reads.note_again();
        made
    }
}

#[cfg(test)]
mod tests {
    use super::{DealId, Reads, Shared};

    #[test]
    fn what_is_shared_was_looked_at_by_all_who_ask() {
        let shared: Shared<u8> = Shared::default();
        let ask = || {
            *shared.get(|| {
                Reads::note(DealId::at(2));
                7
            })
        };
        for _ in 0..2 {
            let (value, reads) = Reads::of(|| {
                Reads::note(DealId::at(5));
                ask()
            });
            assert_eq!((value, reads.deals.clone()), (7, vec![DealId::at(2), DealId::at(5)]));
            assert!(reads.any(&[DealId::at(2)]) && !reads.any(&[DealId::at(3)]));
        }
        // Nobody asks what is made outside of an output.
        assert_eq!(ask(), 7);
        let (_, reads) = Reads::of(Reads::note_all);
        assert!(reads.any(&[DealId::at(3)]));
    }

    #[test]
    fn of_very_many_deals_it_is_all() {
        let note = |count: usize| Reads::of(|| (0..3 * count).for_each(|n| Reads::note(DealId::at(n % count)))).1;
        let few = note(1024);
        assert!(!few.all && few.deals.len() == 1024);
        for count in [1025, 9000] {
            let many = note(count);
            assert!(many.all && many.deals.is_empty(), "{count}");
        }
    }
}
