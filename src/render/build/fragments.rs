//! Entries of lists, printed once and shared: a deal stands in a dozen lists.
//!
//! Pages at different depths differ in the way back to the root alone, so an entry is kept with
//! a mark ([`ROOT`]) in its place. The theme's components `change` and `deal_entry` print entries.
//! A component's problem is kept here until the end of the run ([`Builder::take_problems`]); the entry is
//! then empty, and nothing is written.

use std::sync::{Mutex, OnceLock, PoisonError};

use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::model::DealId;
use crate::plan::Item;
use crate::render::view::{ChangeView, Markup};

/// Stands for the way to the root in an entry that is kept. Content never holds a control character.
const ROOT: char = '\u{1}';

/// An entry, once it was printed.
type Shelf = OnceLock<Box<str>>;

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
    pub(crate) fn movement(&self, index: usize, item: &Item, root: &str) -> Markup {
        shelved(self.fragments.movements.get(index), root, || self.print("change", "c", &self.change(item)))
    }

    /// A deal as an entry of a list of movements.
    pub(crate) fn entry(&self, id: DealId, root: &str, view: impl FnOnce() -> ChangeView) -> Markup {
        shelved(self.fragments.entries.get(id.index()), root, || self.print("change", "c", &view()))
    }

    /// A deal beside another one.
    pub(crate) fn deal_entry(&self, id: DealId, root: &str) -> Markup {
        let shelf = self.fragments.deals.get(id.index());
        shelved(shelf, root, || self.print("deal_entry", "d", &*self.deals[id.index()]))
    }

    fn print(&self, component: &str, argument: &'static str, view: &impl serde::Serialize) -> Box<str> {
        let Some(theme) = self.theme else { return Box::default() };
        match theme.component(self.lang, component, argument, view, ROOT.encode_utf8(&mut [0; 4])) {
            Ok(html) => html.into_boxed_str(),
            Err(problem) => {
                self.fragments.problems.lock().unwrap_or_else(PoisonError::into_inner).push(*problem);
                Box::default()
            }
        }
    }

    /// The problems of components that printed entries.
    pub fn take_problems(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.fragments.problems.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn shelved(shelf: Option<&Shelf>, root: &str, print: impl FnOnce() -> Box<str>) -> Markup {
    Markup(match shelf {
        Some(place) => place.get_or_init(print).replace(ROOT, root),
        None => print().replace(ROOT, root),
    })
}
