//! All movements, in the compact form.

use super::feed::deal;
use super::{Made, Page, Printer, Target, page_of};
use crate::model::Briefing;
use crate::plan::{Plan, TABLE_ROWS, page_count, page_range};
use crate::render::build::{Head, Section, views};
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// A page of movements.
pub(crate) struct Changes {
    pub(crate) number: u32,
}

impl Changes {
    pub(super) fn all(_: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        all.extend((1..=page_count(plan.items.len(), TABLE_ROWS)).map(Target::Changes));
    }
}

impl Page for Changes {
    fn template(&self) -> &'static str {
        "changes"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("changes/", self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::changes(on.b, self.number, &on.root);
        let moved = &on.b.plan.items[page_range(0..on.b.plan.items.len(), self.number, TABLE_ROWS)];
        let mut deals: Vec<_> = moved.iter().filter_map(deal).collect();
        deals.dedup();
        let head = Head::new(self.template(), Section::None, view.title.clone()).naming(on.short_titles(&deals));
        on.print(on.numbered(head, self.number), &view)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.moved(page_range(0..fact.plan().items.len(), self.number, TABLE_ROWS))
    }
}
