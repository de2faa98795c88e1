//! Sources: the index, and what rests on each.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::{Briefing, Entity, SourceId};
use crate::plan::{Plan, TABLE_ROWS, page_count, page_rows};
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
        let names = view.groups.iter().flat_map(|group| &group.rows).map(|row| row.source.name.clone());
        let head = Head::new(self.template(), Section::Sources, view.title.clone()).naming(names);
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
        let rows = page_rows(&on.b.briefing.backings[self.id.index()], self.number, TABLE_ROWS);
        let briefing = on.b.briefing;
        let name = |entity: Entity| match entity {
            Entity::Deal(id) => briefing.deal(id).short_title(on.b.lang).get(on.b.lang).0.to_owned(),
            Entity::Company(id) => briefing.company(id).short_in(on.b.lang).to_owned(),
            Entity::Page(id) => briefing.page(id).title.get(on.b.lang).0.to_owned(),
        };
        let of = |is_deal: bool| rows.iter().filter(move |row| matches!(row.entity, Entity::Deal(_)) == is_deal);
        let deals = of(true).next().is_some();
        let mut names: Vec<String> = of(deals).map(|row| name(row.entity)).collect();
        names.dedup();
        // What nothing rests on is told by its kind.
        let names = if names.is_empty() { vec![view.kind.clone()] } else { names };
        let head = Head::new(self.template(), Section::Sources, views::source_title(&view)).below(above);
        let head = head.naming(names);
        on.print(on.numbered(head, self.number), &view)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.on_source(self.id, self.number)
    }
}
