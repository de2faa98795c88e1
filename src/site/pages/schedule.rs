//! What falls due.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::Briefing;
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// The schedule of the site.
pub(crate) struct Schedule;

impl Schedule {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.push(Target::Schedule);
    }
}

impl Page for Schedule {
    fn template(&self) -> &'static str {
        "schedule"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("schedule/", 1)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::schedule(on.b);
        let head = Head::new(self.template(), Section::Schedule, view.title.clone()).describe(&view.intro);
        on.print(head.charted(true), &view)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.is_due().then_some("what falls due")
    }
}
