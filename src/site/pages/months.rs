//! The archive: the deals of each year, and the movements of each month.

use super::feed::deal;
use super::{Made, Page, Printer, Target, page_of};
use crate::model::Briefing;
use crate::plan::{Facet, Plan, Range, TABLE_ROWS, page_count, page_range, page_rows};
use crate::render::build::{Head, Section, views};
use crate::render::view::Link;
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// The deals of a year: those to which something happened in it.
pub(crate) struct Year {
    pub(crate) year: i16,
    pub(crate) number: u32,
}

impl Year {
    pub(super) fn all(_: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        let mut years: Vec<i16> = plan.months.iter().map(|((year, _), _)| *year).collect();
        years.dedup();
        for year in years {
            let deals = plan.facets.of(Facet::Year(year));
            all.extend((1..=page_count(deals.len(), TABLE_ROWS)).map(|number| Target::Year(year, number)));
        }
    }
}

impl Page for Year {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of(&format!("{}/", self.year), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::year(on.b, self.year, self.number, &on.root);
        let above = on.section("nav-deals", Target::Deals(1));
        let head = Head::new(self.template(), Section::Deals, view.title.clone()).below(above);
        let head = head.describe(&views::deals_description(on.b, &view));
        let deals = page_rows(on.b.plan.facets.of(Facet::Year(self.year)), self.number, TABLE_ROWS);
        on.list(on.numbered(head, self.number), &view, deals.to_vec())
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_page(fact.plan().facets.of(Facet::Year(self.year)), self.number)
    }
}

/// A page of the movements of a month.
pub(crate) struct Month {
    pub(crate) year: i16,
    pub(crate) month: u8,
    pub(crate) number: u32,
}

impl Month {
    pub(super) fn all(briefing: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        for ((year, month), range) in &plan.months {
            let pages = 1..=page_count(range.len(), briefing.site.page_size);
            all.extend(pages.map(|number| Target::Month(*year, *month, number)));
        }
    }

    /// Its movements on this page.
    fn range(&self, plan: &Plan, page_size: usize) -> Range {
        let month = plan.months.iter().find(|(month, _)| *month == (self.year, self.month));
        page_range(month.map_or(0..0, |(_, range)| range.clone()), self.number, page_size)
    }
}

impl Page for Month {
    fn template(&self) -> &'static str {
        "feed"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of(&format!("{}/{:02}/", self.year, self.month), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        let view = views::month(b, self.year, self.month, self.number, &on.root);
        let above = on.section("nav-deals", Target::Deals(1));
        let mut head = Head::new(self.template(), Section::Deals, view.title.clone()).below(above);
        head.above.push(Link { label: self.year.to_string(), url: b.path(Target::Year(self.year, 1)) });
        let moved = &b.plan.items[self.range(b.plan, b.briefing.site.page_size)];
        on.list(on.numbered(head, self.number), &view, moved.iter().filter_map(deal).collect())
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.moved(self.range(fact.plan(), fact.page_size()))
    }
}
