//! What was published and was wrong.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::Briefing;
use crate::plan::Plan;
use crate::render::build::{Head, Section, views};
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// The corrections of all deals.
pub(crate) struct Corrections;

impl Corrections {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.push(Target::Corrections);
    }
}

impl Page for Corrections {
    fn template(&self) -> &'static str {
        "corrections"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("corrections/", 1)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::corrections(on.b);
        on.print(Head::new(self.template(), Section::None, view.title.clone()).describe(&view.intro), &view)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.is_corrected().then_some("a correction")
    }
}
