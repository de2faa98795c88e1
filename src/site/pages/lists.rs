//! Lists of deals: all of them, in three orders; of a status, of a kind, and of two things at once.
//!
//! Lists of a company, a year or a topic are the pages of these: `companies.rs`, `months.rs`, `topics.rs`.

use super::{Made, Page, Printer, Target, page_of};
use crate::model::{Briefing, DealId, Status};
use crate::plan::{Facet, Order, Plan, TABLE_ROWS, page_count, page_rows};
use crate::render::build::{Head, Section, views};
#[cfg(feature = "cli")]
use crate::site::shown::Shown;
use crate::vocabulary::Kind;

impl Target {
    /// The list of what has a facet; of a company its page, which has one.
    pub(crate) fn of_facet(facet: Facet) -> Target {
        match facet {
            Facet::Status(status) => Target::Status(status, 1),
            Facet::Kind(kind) => Target::Kind(kind, 1),
            Facet::Company(id) => Target::Company(id),
            Facet::Year(year) => Target::Year(year, 1),
        }
    }

    /// The list of what has both.
    pub(crate) fn of_both(one: Facet, other: Facet) -> Target {
        Target::OfBoth(one.min(other), one.max(other), 1)
    }
}

/// The folder of the list of what has a facet.
fn folder(briefing: &Briefing, facet: Facet) -> String {
    let path = Target::of_facet(facet).with(|page| page.path(briefing));
    path.trim_end_matches("index.html").to_owned()
}

/// All deals, newest first.
pub(crate) struct All {
    pub(crate) number: u32,
}

impl All {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend((1..=page_count(briefing.deals.len(), TABLE_ROWS)).map(Target::Deals));
    }
}

impl Page for All {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("deals/", self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let head = Head::new(self.template(), Section::Deals, on.b.t("the-deals"));
        let deals = &on.b.briefing.chronology;
        deals_of(on, head, (deals, self.number), views::Of::All(None), Target::Deals)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_page(&fact.briefing().chronology, self.number)
    }
}

/// All deals by amount or by name.
pub(crate) struct InOrder {
    pub(crate) order: Order,
    pub(crate) number: u32,
}

impl InOrder {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        let pages = page_count(briefing.deals.len(), TABLE_ROWS);
        all.extend(Order::ALL.into_iter().flat_map(|order| (1..=pages).map(move |n| Target::DealsBy(order, n))));
    }
}

impl Page for InOrder {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of(&format!("deals/by-{}/", self.order.name()), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let title = on.b.t(&format!("deals-by-{}", self.order.name()));
        let above = on.section("nav-deals", Target::Deals(1));
        let head = Head::new(self.template(), Section::Deals, title).below(above);
        let deals = on.b.in_order(self.order);
        deals_of(on, head, (deals, self.number), views::Of::All(Some(self.order)), |n| Target::DealsBy(self.order, n))
    }

    /// Which page has a deal is a matter of the language's alphabet, or of all amounts, so the first answers for all.
    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        (self.number == 1).then(|| fact.in_list(&fact.briefing().chronology))?
    }
}

/// Deals by their status on the state's day.
pub(crate) struct OfStatus {
    pub(crate) status: Status,
    pub(crate) number: u32,
}

impl OfStatus {
    pub(super) fn all(_: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        for (facet, deals) in plan.facets.all() {
            if let Facet::Status(status) = facet {
                all.extend((1..=page_count(deals.len(), TABLE_ROWS)).map(|number| Target::Status(status, number)));
            }
        }
    }
}

impl Page for OfStatus {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of(&format!("status/{}/", self.status.name()), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        of_facets(on, &[Facet::Status(self.status)], self.number, |number| Target::Status(self.status, number))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_page(fact.plan().facets.of(Facet::Status(self.status)), self.number)
    }
}

/// Deals that have a leg of a kind.
pub(crate) struct OfKind {
    pub(crate) kind: Kind,
    pub(crate) number: u32,
}

impl OfKind {
    pub(super) fn all(_: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        for (facet, deals) in plan.facets.all() {
            if let Facet::Kind(kind) = facet {
                all.extend((1..=page_count(deals.len(), TABLE_ROWS)).map(|number| Target::Kind(kind, number)));
            }
        }
    }
}

impl Page for OfKind {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of(&format!("kinds/{}/", self.kind.name()), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        of_facets(on, &[Facet::Kind(self.kind)], self.number, |number| Target::Kind(self.kind, number))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.is_of_kind(self.kind).then(|| fact.in_page(fact.plan().facets.of(Facet::Kind(self.kind)), self.number))?
    }
}

/// Deals that have two things in common, while a site is small.
pub(crate) struct OfBoth {
    pub(crate) one: Facet,
    pub(crate) other: Facet,
    pub(crate) number: u32,
}

impl OfBoth {
    pub(super) fn all(_: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        for ((one, other), deals) in plan.facets.pairs() {
            // The years of a company with many deals have pages already.
            let is_taken =
                matches!((one, other), (Facet::Company(id), Facet::Year(_)) if plan.company_years.contains_key(&id));
            let pages = if is_taken { 0 } else { page_count(deals.len(), TABLE_ROWS) };
            all.extend((1..=pages).map(|number| Target::OfBoth(one, other, number)));
        }
    }

    #[cfg(feature = "cli")]
    fn deals<'p>(&self, plan: &'p Plan) -> &'p [DealId] {
        plan.facets.of_both(self.one, self.other)
    }
}

impl Page for OfBoth {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, briefing: &Briefing) -> String {
        page_of(&(folder(briefing, self.one) + &folder(briefing, self.other)), self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        of_facets(on, &[self.one, self.other], self.number, |number| Target::OfBoth(self.one, self.other, number))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        let kind = self.one.kind().or_else(|| self.other.kind());
        kind.is_none_or(|kind| fact.is_of_kind(kind)).then(|| fact.in_page(self.deals(fact.plan()), self.number))?
    }
}

/// A page of the deals that have these facets.
fn of_facets(on: &Printer<'_>, facets: &[Facet], number: u32, at: impl Fn(u32) -> Target) -> Made {
    let b = on.b;
    let deals = match facets {
        [one, other] => b.plan.facets.of_both(*one, *other),
        [one, ..] => b.plan.facets.of(*one),
        [] => &[],
    };
    let above = on.section("nav-deals", Target::Deals(1));
    let head = Head::new("deals", Section::Deals, views::facets_title(b, facets)).below(above);
    deals_of(on, head, (deals, number), views::Of::Facets(facets), at)
}

/// A page of a list of deals; `at` is the target of the page of a number.
pub(super) fn deals_of(
    on: &Printer<'_>,
    head: Head,
    (deals, number): (&[DealId], u32),
    of: views::Of<'_>,
    at: impl Fn(u32) -> Target,
) -> Made {
    let list = views::List { title: head.title.clone(), deals, page: number, of };
    let view = views::list(on.b, &list, &on.root, at);
    let head = head.describe(&views::deals_description(on.b, &view));
    on.list(on.numbered(head, number), &view, page_rows(deals, number, TABLE_ROWS).to_vec())
}
