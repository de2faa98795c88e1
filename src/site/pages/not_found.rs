//! What is shown where there is nothing.

use super::{Made, Page, Printer, Target};
use crate::model::Briefing;
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};
use crate::site::printer::Graph;

/// `404.html`, as hosts look for it.
pub(crate) struct NotFound;

impl NotFound {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.push(Target::NotFound);
    }
}

impl Page for NotFound {
    fn template(&self) -> &'static str {
        "not_found"
    }

    fn path(&self, _: &Briefing) -> String {
        "404.html".to_owned()
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::not_found(on.b);
        on.draw(Head::new(self.template(), Section::None, view.title.clone()), &view, Graph::None)
    }
}
