//! Sources: the index, and what rests on each.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::{Briefing, SourceId};
use crate::plan::{Plan, TABLE_ROWS, page_count};
use crate::render::build::{Head, Section, views};
#[cfg(feature = "cli")]
use crate::site::shown::Shown;
use crate::span::Span;

/// A page of the index.
pub(crate) struct Index {
    pub(crate) number: u32,
}

impl Index {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend((1..=page_count(briefing.sources.len(), TABLE_ROWS)).map(Target::Sources));
    }
}

impl Page for Index {
    fn template(&self) -> &'static str {
        "sources"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("sources/", self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::sources(on.b, self.number);
        let head = Head::new(self.template(), Section::Sources, view.title.clone());
        on.print(on.numbered(head, self.number), &view)
    }
}

/// A page of a source.
pub(crate) struct Source {
    pub(crate) id: SourceId,
    pub(crate) number: u32,
}

impl Source {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        for (index, backings) in briefing.backings.iter().enumerate() {
            let pages = 1..=page_count(backings.len(), TABLE_ROWS);
            all.extend(pages.map(|number| Target::Source(SourceId::at(index), number)));
        }
    }
}

impl Page for Source {
    fn template(&self) -> &'static str {
        "source"
    }

    fn path(&self, briefing: &Briefing) -> String {
        page_of(&format!("sources/{}/", briefing.source(self.id).id), self.number)
    }

    #[cfg(feature = "serve")]
    fn source(&self) -> Option<SourceId> {
        Some(self.id)
    }

    fn origin(&self, briefing: &Briefing) -> Span {
        briefing.source(self.id).sheet.head()
    }

    fn name(&self) -> &'static str {
        "the page of a source"
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::source(on.b, self.id, self.number);
        let above = on.section("nav-sources", Target::Sources(1));
        let head = Head::new(self.template(), Section::Sources, views::source_title(&view)).below(above);
        on.print(on.numbered(head, self.number), &view)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.on_source(self.id, self.number)
    }
}
