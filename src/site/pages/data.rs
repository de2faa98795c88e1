//! What can be downloaded, and what is in it.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::Briefing;
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};
use crate::site::printer::Graph;

/// Downloads and their dictionary.
pub(crate) struct Data;

impl Data {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.push(Target::Data);
    }
}

impl Page for Data {
    fn template(&self) -> &'static str {
        "data"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("data/", 1)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::data(on.b);
        let mut head = Head::new(self.template(), Section::Data, view.title.clone()).describe(&view.intro);
        // The query of its sums, and names of columns, are code.
        head.extras = true;
        on.draw(head, &view, Graph::Data)
    }
}
