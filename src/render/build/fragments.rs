//! Entries of lists, printed once per depth of page and shared: a deal stands in a dozen lists, and two
//! lists at one depth show the very same bytes.
//!
//! The theme's components `change` and `deal_entry` print them. A component's problem is kept here until
//! the end of the run ([`Builder::take_problems`]); the entry is then empty, and nothing is written.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::model::DealId;
use crate::plan::Item;
use crate::render::view::ChangeView;

/// Depths of pages that share entries; deeper pages print their own.
const DEPTHS: usize = 6;

/// One entry at each depth.
type Shelf = [OnceLock<Arc<str>>; DEPTHS];

/// What was printed so far.
#[derive(Default)]
pub(crate) struct Fragments {
    /// Per movement of the plan.
    movements: Vec<Shelf>,
    /// Per deal, as an entry of a list of movements.
    entries: Vec<Shelf>,
    /// Per deal, as a related deal.
    deals: Vec<Shelf>,
    problems: Mutex<Vec<Diagnostic>>,
}

impl Fragments {
    pub(super) fn new(movements: usize, deals: usize) -> Fragments {
        let shelves = |n: usize| (0..n).map(|_| Shelf::default()).collect();
        Fragments {
            movements: shelves(movements),
            entries: shelves(deals),
            deals: shelves(deals),
            problems: Mutex::default(),
        }
    }
}

impl Builder<'_> {
    /// The movement at this place of the plan's list, for a page whose way to the root is `root`.
    pub(crate) fn movement(&self, index: usize, item: &Item, root: &str) -> Arc<str> {
        shelved(self.fragments.movements.get(index), root, || self.print("change", "c", &self.change(item), root))
    }

    /// A deal as an entry of a list of movements.
    pub(crate) fn entry(&self, id: DealId, root: &str, view: impl FnOnce() -> ChangeView) -> Arc<str> {
        shelved(self.fragments.entries.get(id.index()), root, || self.print("change", "c", &view(), root))
    }

    /// A deal beside another one.
    pub(crate) fn deal_entry(&self, id: DealId, root: &str) -> Arc<str> {
        let shelf = self.fragments.deals.get(id.index());
        shelved(shelf, root, || self.print("deal_entry", "d", &*self.deals[id.index()], root))
    }

    fn print(&self, component: &str, argument: &'static str, view: &impl serde::Serialize, root: &str) -> Arc<str> {
        let Some(theme) = self.theme else { return Arc::from("") };
        match theme.component(self.lang, component, argument, view, root) {
            Ok(html) => Arc::from(html),
            Err(problem) => {
                self.fragments.problems.lock().unwrap_or_else(PoisonError::into_inner).push(*problem);
                Arc::from("")
            }
        }
    }

    /// The problems of components that printed entries.
    pub fn take_problems(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.fragments.problems.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn shelved(shelf: Option<&Shelf>, root: &str, print: impl FnOnce() -> Arc<str>) -> Arc<str> {
    let depth = if root == "./" { 0 } else { root.len() / 3 };
    match shelf.and_then(|s| s.get(depth)) {
        Some(place) => Arc::clone(place.get_or_init(print)),
        None => print(),
    }
}
