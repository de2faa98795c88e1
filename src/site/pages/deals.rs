//! Deals: the page of each, and the lists of all, of a status, of a kind.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::{Briefing, DealId, Entity, Status};
use crate::plan::{Plan, TABLE_ROWS, page_count, page_rows};
use crate::render::build::{Head, Section, views};
use crate::render::dates;
use crate::site::printer::Graph;
#[cfg(feature = "cli")]
use crate::site::shown::Shown;
use crate::vocabulary::Kind;

/// Ways into all deals.
pub(crate) struct All;

impl All {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.push(Target::Deals);
    }
}

impl Page for All {
    fn template(&self) -> &'static str {
        "feed"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("deals/", 1)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::all_deals(on.b, &on.root);
        let deals = page_rows(&on.b.briefing.chronology, 1, TABLE_ROWS).to_vec();
        on.list(Head::new(self.template(), Section::Deals, view.title.clone()), &view, deals)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_list(page_rows(&fact.briefing().chronology, 1, TABLE_ROWS))
    }
}

/// The page of a deal.
pub(crate) struct Deal {
    pub(crate) id: DealId,
}

impl Deal {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend(briefing.deals().map(|(id, _)| Target::Deal(id)));
    }
}

impl Page for Deal {
    fn template(&self) -> &'static str {
        "deal"
    }

    fn path(&self, briefing: &Briefing) -> String {
        format!("deals/{}/index.html", briefing.deal(self.id).id)
    }

    fn text(&self) -> Option<Entity> {
        Some(Entity::Deal(self.id))
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        let view = views::deal(b, self.id, &on.spec.path);
        let deal = b.briefing.deal(self.id);
        let above = on.section("nav-deals", Target::Deals);
        let mut head = Head::new(self.template(), Section::Deals, view.title.text.clone()).below(above);
        head.description = if view.dek.text.is_empty() { view.sentence.clone() } else { view.dek.text.clone() };
        head.dates = dates::published(b.briefing, deal).zip(dates::modified(b.briefing, deal));
        on.draw(head, &view, Graph::Deal(self.id))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.on_deal(self.id)
    }
}

/// Deals by their status on the state's day.
pub(crate) struct OfStatus {
    pub(crate) status: Status,
    pub(crate) number: u32,
}

impl OfStatus {
    pub(super) fn all(briefing: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        for (status, deals) in &plan.by_status {
            let pages = 1..=page_count(deals.len(), briefing.site.page_size);
            all.extend(pages.map(|number| Target::Status(*status, number)));
        }
    }
}

impl Page for OfStatus {
    fn template(&self) -> &'static str {
        "feed"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of(&format!("status/{}/", self.status.name()), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        let title = b.say("status-title", &[("status", self.status.name())]);
        let deals = b.plan.by_status.get(&self.status).map_or(&[][..], Vec::as_slice);
        let head = Head::new(self.template(), Section::Deals, title).below(on.section("nav-deals", Target::Deals));
        deals_of(on, head, (deals, self.number), |number| Target::Status(self.status, number))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_page(fact.plan().by_status.get(&self.status)?, self.number)
    }
}

/// Deals that have a leg of a kind.
pub(crate) struct OfKind {
    pub(crate) kind: Kind,
    pub(crate) number: u32,
}

impl OfKind {
    pub(super) fn all(briefing: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        for (kind, deals) in &plan.by_kind {
            let pages = 1..=page_count(deals.len(), briefing.site.page_size);
            all.extend(pages.map(|number| Target::Kind(*kind, number)));
        }
    }
}

impl Page for OfKind {
    fn template(&self) -> &'static str {
        "feed"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of(&format!("kinds/{}/", self.kind.name()), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        let title = b.defined(&self.kind.label, true).text;
        let deals = b.plan.by_kind.get(&self.kind).map_or(&[][..], Vec::as_slice);
        let head = Head::new(self.template(), Section::Deals, title).below(on.section("nav-deals", Target::Deals));
        deals_of(on, head, (deals, self.number), |number| Target::Kind(self.kind, number))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_page(fact.plan().by_kind.get(&self.kind)?, self.number)
    }
}

/// A page of deals that have something in common; `at` is the target of the page of a number.
pub(super) fn deals_of(
    on: &Printer<'_>,
    head: Head,
    (deals, number): (&[DealId], u32),
    at: impl Fn(u32) -> Target,
) -> Made {
    let view = views::list(on.b, head.title.clone(), deals, number, at(1), &on.root, &at);
    let shown = page_rows(deals, number, on.b.briefing.site.page_size).to_vec();
    on.list(on.numbered(head, number), &view, shown)
}
