//! What many pages show, printed once and shared: movements, rows of tables (a deal stands in a dozen), the sections of the
//! site, the foot.
//!
//! Pages at different depths differ in the way back to the root alone, so a fragment is kept with
//! a mark ([`ROOT`]) in its place. The theme's components `change`, `deal_rows`, `deal_line`, `sections` and `foot` print them.
//! A component's problem is kept here until the end of the run ([`Builder::take_problems`]); the fragment is
//! then empty, and nothing is written.

use std::sync::Mutex;

use super::{Builder, Section};
use crate::diagnostics::Diagnostic;
use crate::lock::held;
use crate::model::{DealId, Shared};
use crate::plan::Item;
use crate::render::view::{ChartView, DealRows, Here, Markup};

/// Stands for the way to the root in a fragment that is kept. Content never holds a control character.
const ROOT: char = '\u{1}';

/// A fragment, once it was printed.
type Shelf = Shared<Box<str>>;

/// What was printed so far.
#[derive(Default)]
pub(crate) struct Fragments {
    /// Per movement of the plan.
    movements: Vec<Shelf>,
    /// Per deal, its rows in a table.
    rows: Vec<Shelf>,
    /// Per deal, as a related deal.
    deals: Vec<Shelf>,
    /// Per section of the site: the links to all of them, on a page below it and on its own.
    sections: [[Shelf; 2]; Section::ALL.len()],
    foot: Shelf,
    problems: Mutex<Vec<Diagnostic>>,
}

impl Fragments {
    pub(super) fn new(movements: usize, deals: usize) -> Fragments {
        let shelves = |n: usize| (0..n).map(|_| Shelf::default()).collect();
        Fragments { movements: shelves(movements), rows: shelves(deals), deals: shelves(deals), ..Fragments::default() }
    }
}

impl Builder<'_> {
    /// The movement at this place of the plan's list, for a page whose way to the root is `root`.
    pub(crate) fn movement(&self, index: usize, item: &Item, root: &str) -> Markup {
        shelved(self.fragments.movements.get(index), root, || self.print("change", "c", &self.change(item)))
    }

    /// The rows of a deal in a table.
    pub(crate) fn deal_rows(&self, id: DealId, root: &str) -> Markup {
        let rows = || super::table::rows(self, id, None);
        shelved(self.fragments.rows.get(id.index()), root, || self.print("deal_rows", "d", &rows()))
    }

    /// The same of some of its legs.
    pub(crate) fn own_rows(&self, view: &DealRows, root: &str) -> Markup {
        shelved(None, root, || self.print("deal_rows", "d", view))
    }

    /// A deal beside another one.
    pub(crate) fn deal_line(&self, id: DealId, root: &str) -> Markup {
        let shelf = self.fragments.deals.get(id.index());
        shelved(shelf, root, || self.print("deal_line", "d", &super::relations::line(self, id)))
    }

    /// The links to the sections of the site, on a page that belongs to `section` or is its own page.
    pub(super) fn sections(&self, section: Section, own_page: bool, root: &str) -> Markup {
        let shelf = &self.fragments.sections[section as usize][usize::from(own_page)];
        let here = Here { section: section.id(), own_page };
        shelved(Some(shelf), root, || self.print("sections", "here", &here))
    }

    /// The foot of every page.
    pub(super) fn foot(&self, root: &str) -> Markup {
        shelved(Some(&self.fragments.foot), root, || self.print("foot", "generated", &self.generated))
    }

    /// A chart with its words.
    pub(super) fn chart(&self, view: &ChartView, root: &str) -> Markup {
        shelved(None, root, || self.print("chart", "c", view))
    }

    fn print(&self, component: &str, argument: &'static str, view: &impl serde::Serialize) -> Box<str> {
        self.print_here(component, argument, view, ROOT.encode_utf8(&mut [0; 4])).0.into_boxed_str()
    }

    /// A component for one page alone, whose way to the root is `root`.
    pub(super) fn print_here(
        &self,
        component: &str,
        argument: &'static str,
        view: &impl serde::Serialize,
        root: &str,
    ) -> Markup {
        let Some(theme) = self.theme else { return Markup::default() };
        let html = theme.component(self.lang, component, argument, view, root);
        Markup(html.unwrap_or_else(|problem| {
            held(self.fragments.problems.lock()).push(*problem);
            String::new()
        }))
    }

    /// The problems of components that printed entries.
    pub fn take_problems(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut *held(self.fragments.problems.lock()))
    }
}

fn shelved(shelf: Option<&Shelf>, root: &str, print: impl FnOnce() -> Box<str>) -> Markup {
    Markup(match shelf {
        Some(place) => place.get(print).replace(ROOT, root),
        None => print().replace(ROOT, root),
    })
}
