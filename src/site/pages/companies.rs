//! Companies: the index, the tear sheet of each, and the years of one with many deals.

use super::lists::deals_of;
use super::{Made, Page, Printer, Target, page_of};
use crate::ledger::Scope;
use crate::model::{Briefing, CompanyId, DealId, Entity};
use crate::plan::{CompanyOrder, Plan, TABLE_ROWS, page_count};
use crate::render::build::{Head, Section, views};
use crate::render::view::{CompaniesView, Link};
use crate::site::printer::Graph;
#[cfg(feature = "cli")]
use crate::site::shown::Shown;

/// A page of the index.
pub(crate) struct Index {
    pub(crate) number: u32,
}

impl Index {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend((1..=page_count(groups(briefing), TABLE_ROWS)).map(Target::Companies));
    }
}

impl Page for Index {
    fn template(&self) -> &'static str {
        "companies"
    }

    fn path(&self, _: &Briefing) -> String {
        page_of("companies/", self.number)
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::companies(on.b, None, self.number);
        let head = Head::new(self.template(), Section::Companies, view.title.clone()).naming(named(&view));
        on.print(on.numbered(head, self.number), &view)
    }

    /// Which page of the index has a company is a matter of all deals, so the first answers for all.
    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        (self.number == 1 && fact.is_in_totals()).then_some("totals in the index of companies")
    }
}

/// The index in another order, while it is on one page: without programs, what its heads lead to.
pub(crate) struct InOrder {
    pub(crate) order: CompanyOrder,
}

impl InOrder {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        if page_count(groups(briefing), TABLE_ROWS) == 1 {
            all.extend(CompanyOrder::ALL.map(Target::CompaniesBy));
        }
    }
}

impl Page for InOrder {
    fn template(&self) -> &'static str {
        "companies"
    }

    fn path(&self, _: &Briefing) -> String {
        format!("companies/by-{}/index.html", self.order.name())
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::companies(on.b, Some(self.order), 1);
        let above = on.section("nav-companies", Target::Companies(1));
        let head = Head::new(self.template(), Section::Companies, view.title.clone()).below(above);
        on.print(head.naming(named(&view)), &view)
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.is_in_totals().then_some("totals in the index of companies")
    }
}

/// How many companies are part of no other.
fn groups(briefing: &Briefing) -> usize {
    briefing.companies().filter(|(id, _)| briefing.group[id.index()] == *id).count()
}

fn named(view: &CompaniesView) -> impl Iterator<Item = String> {
    view.rows.iter().map(|row| row.company.name.clone())
}

/// The tear sheet of a company.
pub(crate) struct Company {
    pub(crate) id: CompanyId,
}

impl Company {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Target>) {
        all.extend(briefing.companies().map(|(id, _)| Target::Company(id)));
    }
}

impl Page for Company {
    fn template(&self) -> &'static str {
        "company"
    }

    fn path(&self, briefing: &Briefing) -> String {
        format!("companies/{}/index.html", briefing.company(self.id).id)
    }

    fn text(&self) -> Option<Entity> {
        Some(Entity::Company(self.id))
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let view = views::company(on.b, self.id, &on.spec.path);
        let above = on.section("nav-companies", Target::Companies(1));
        let mut head = Head::new(self.template(), Section::Companies, view.name.clone())
            .below(above)
            .charted(view.series.iter().any(|series| series.chart.is_some()))
            .with_text(view.body.as_ref());
        head.description = views::company_description(on.b, self.id);
        on.b.briefing.company(self.id).short_in(on.b.lang).clone_into(&mut head.short);
        head.scope = Scope::Company(self.id);
        on.draw(head, &view, Graph::Company(self.id))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.on_company(self.id)
    }
}

/// The deals of a company in a year.
pub(crate) struct Year {
    pub(crate) id: CompanyId,
    pub(crate) year: i16,
    pub(crate) number: u32,
}

impl Year {
    pub(super) fn all(_: &Briefing, plan: &Plan, all: &mut Vec<Target>) {
        for (&company, years) in &plan.company_years {
            for (year, deals) in years {
                let pages = 1..=page_count(deals.len(), TABLE_ROWS);
                all.extend(pages.map(|number| Target::CompanyYear(company, *year, number)));
            }
        }
    }

    fn deals<'p>(&self, plan: &'p Plan) -> &'p [DealId] {
        let years = plan.company_years.get(&self.id);
        let deals = years.and_then(|years| years.iter().find(|(year, _)| *year == self.year));
        deals.map_or(&[], |(_, deals)| deals.as_slice())
    }
}

impl Page for Year {
    fn template(&self) -> &'static str {
        "deals"
    }

    fn path(&self, briefing: &Briefing) -> String {
        page_of(&format!("companies/{}/{}/", briefing.company(self.id).id, self.year), self.number)
    }

    fn entity(&self) -> Option<Entity> {
        Some(Entity::Company(self.id))
    }

    fn make(&self, on: &Printer<'_>) -> Made {
        let b = on.b;
        let above = on.section("nav-companies", Target::Companies(1));
        let names = [("company", b.company_ref(self.id).name.as_str()), ("year", &self.year.to_string())];
        let mut head = Head::new(self.template(), Section::Companies, b.say("company-year", &names)).below(above);
        head.above.push(Link { label: b.company_ref(self.id).name.clone(), url: b.company_ref(self.id).url.clone() });
        head.scope = Scope::Company(self.id);
        let list = (self.deals(b.plan), self.number);
        deals_of(on, head, list, views::Of::Others, |n| Target::CompanyYear(self.id, self.year, n))
    }

    #[cfg(feature = "cli")]
    fn shows(&self, fact: &Shown<'_>) -> Option<&'static str> {
        fact.in_page(self.deals(fact.plan()), self.number)
    }
}
