//! The kinds of pages, and what each has to say of itself.

mod changes;
mod companies;
mod content;
mod corrections;
mod data;
mod deals;
mod feed;
mod lists;
mod months;
mod not_found;
mod redirects;
mod schedule;
mod search;
mod sources;
mod topics;

pub(crate) use redirects::redirect;

#[cfg(feature = "cli")]
use super::shown::Shown;
use super::{Made, Printer};
use crate::model::{Briefing, CompanyId, DealId, Entity, PageId, SourceId, Status, TopicId};
use crate::plan::{CompanyOrder, Facet, Order, Plan};
use crate::span::Span;
use crate::vocabulary::Kind;

/// A page that exists once per language.
pub(crate) trait Page {
    /// The name of its template, by which templates also tell kinds of pages apart.
    fn template(&self) -> &'static str;

    /// Its file below the folder of its language: `deals/openai-aws/index.html`.
    fn path(&self, briefing: &Briefing) -> String;

    /// The one thing whose words it prints. All else that it shows are facts, which may be those of anything.
    fn text(&self) -> Option<Entity> {
        None
    }

    /// The one thing that it is about.
    fn entity(&self) -> Option<Entity> {
        self.text()
    }

    /// The source that it is about.
    #[cfg(feature = "serve")]
    fn source(&self) -> Option<SourceId> {
        None
    }

    /// Where the sheet begins that its existence is owed to: the settings for what every site has.
    fn origin(&self, briefing: &Briefing) -> Span {
        match self.entity() {
            Some(Entity::Deal(id)) => Span::start_of(briefing.deal(id).file),
            Some(Entity::Company(id)) => briefing.company(id).sheet.head(),
            Some(Entity::Page(id)) => Span::start_of(briefing.page(id).file),
            None => Span::start_of(briefing.site.file),
        }
    }

    /// What diagnostics call it.
    fn name(&self) -> &'static str {
        match self.entity() {
            Some(Entity::Deal(_)) => "the page of a deal",
            Some(Entity::Company(_)) => "the page of a company",
            Some(Entity::Page(_)) => "a content page",
            None => "a page that every site has",
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// What its template does wrong.
    fn make(&self, on: &Printer<'_>) -> Made;

    /// As what it shows a fact of a deal; `None` if it does not.
    #[cfg(feature = "cli")]
    fn shows(&self, _: &Shown<'_>) -> Option<&'static str> {
        None
    }
}

/// From the list of kinds: [`Target`], all pages of a site, and the way from a target to what its kind says.
macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident $(($($key:ident: $type:ty),+))? = $file:ident::$page:ident;)+) => {
        /// A page, by its kind and what it is of. Lists count their pages from 1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Target {
            $($(#[$doc])* $name $(($($type),+))?,)+
        }

        impl Target {
            /// What its kind says.
            pub(crate) fn with<R>(self, ask: impl FnOnce(&dyn Page) -> R) -> R {
                match self {
                    $(Target::$name $(($($key),+))? => ask(&$file::$page { $($($key),+)? }),)+
                }
            }

            /// All pages of a site, in the order of the list.
            pub(crate) fn all(briefing: &Briefing, plan: &Plan) -> Vec<Target> {
                let mut all = Vec::new();
                $($file::$page::all(briefing, plan, &mut all);)+
                all
            }
        }
    };
}

pages! {
    /// `/`, and `/page/2/` for the rest of the feed.
    Feed(number: u32) = feed::Feed;
    /// `/deals/`
    Deals(number: u32) = lists::All;
    /// `/deals/by-amount/`
    DealsBy(order: Order, number: u32) = lists::InOrder;
    /// `/topics/`
    Topics = topics::Index;
    /// `/schedule/`
    Schedule = schedule::Schedule;
    /// `/corrections/`
    Corrections = corrections::Corrections;
    /// `/search/`
    Search = search::Search;
    /// `/data/`
    Data = data::Data;
    /// `/404.html`
    NotFound = not_found::NotFound;
    /// `/deals/openai-aws/`
    Deal(id: DealId) = deals::Deal;
    /// `/companies/`
    Companies(number: u32) = companies::Index;
    /// `/companies/by-pays/`: while all companies are on one page.
    CompaniesBy(order: CompanyOrder) = companies::InOrder;
    /// `/companies/openai/`
    Company(id: CompanyId) = companies::Company;
    /// `/companies/openai/2025/`: the deals of one year, where there are too many for the company's page.
    CompanyYear(id: CompanyId, year: i16, number: u32) = companies::Year;
    /// `/sources/`
    Sources(number: u32) = sources::Index;
    /// `/sources/wire-aws/`
    Source(id: SourceId, number: u32) = sources::Source;
    /// `/topics/chips/`
    Topic(id: TopicId, number: u32) = topics::Topic;
    /// `/status/signed/`
    Status(status: Status, number: u32) = lists::OfStatus;
    /// `/kinds/purchase/`
    Kind(kind: Kind, number: u32) = lists::OfKind;
    /// `/status/signed/kinds/purchase/`
    OfBoth(one: Facet, other: Facet, number: u32) = lists::OfBoth;
    /// `/2025/`
    Year(year: i16, number: u32) = months::Year;
    /// `/2025/11/`
    Month(year: i16, month: u8, number: u32) = months::Month;
    /// `/changes/`
    Changes(number: u32) = changes::Changes;
    /// `/about/`
    Page(id: PageId) = content::Content;
}

impl Target {
    /// What the page is about, if it is one thing that has a text of its own.
    pub fn entity(self) -> Option<Entity> {
        self.with(|page| page.entity())
    }
}

/// The file of a page of a list, counted from 1: `topics/chips/page/2/index.html`.
fn page_of(list: &str, number: u32) -> String {
    match number {
        0 | 1 => format!("{list}index.html"),
        later => format!("{list}page/{later}/index.html"),
    }
}
