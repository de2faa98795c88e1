//! The kinds of files that are no pages, and what each has to say of itself.

mod calendar;
mod cards;
mod charts;
mod downloads;
mod feeds;
mod hosts;
mod search;
mod sitemaps;

pub use downloads::Data;

use crate::ledger::Scope;
use crate::model::{Briefing, CompanyId, DealId, LangId, Prose};
use crate::plan::{FeedFormat, Plan};
use crate::render::build::Builder;
use crate::span::Span;
pub use search::Part;

/// What stands in titles of collisions, whose advice depends on it.
pub(crate) const FEED: &str = "a feed";
/// As [`FEED`].
pub(crate) const HOST: &str = "a file for the host";

/// A file that exists once per site.
pub(crate) trait File {
    /// Where it is below the output directory.
    fn path(&self, briefing: &Briefing) -> String;

    /// Where the sheet begins that its existence is owed to: the settings for what every site has.
    fn origin(&self, briefing: &Briefing) -> Span {
        Span::start_of(briefing.site.file)
    }

    /// What diagnostics call it.
    fn name(&self) -> &'static str;

    /// The file with which it is made, if that is not itself.
    fn leader(&self) -> Option<Extra> {
        None
    }

    /// All files that are made with it, this one first unless it has a leader.
    fn paths(&self, briefing: &Briefing) -> Vec<String> {
        vec![self.path(briefing)]
    }

    /// The texts whose words are in it.
    fn texts<'b>(&self, _: &'b Briefing, _: &Plan) -> Vec<&'b Prose> {
        Vec::new()
    }

    /// The bytes of each of [`File::paths`], from the builders of all languages.
    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>>;
}

/// From the list of kinds: [`Extra`], all files of a site, and the way from one to what its kind says.
macro_rules! files {
    ($($(#[$doc:meta])* $name:ident $(($($key:ident: $type:ty),+))? = $file:ident::$kind:ident;)+) => {
        /// A file that is not a page, by its kind and what it is of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Extra {
            $($(#[$doc])* $name $(($($type),+))?,)+
        }

        impl Extra {
            /// What its kind says.
            pub(crate) fn with<R>(self, ask: impl FnOnce(&dyn File) -> R) -> R {
                match self {
                    $(Extra::$name $(($($key),+))? => ask(&$file::$kind { $($($key),+)? }),)+
                }
            }

            /// All files of a site, in the order of the list.
            pub(crate) fn all(briefing: &Briefing, plan: &Plan) -> Vec<Extra> {
                let mut all = Vec::new();
                $($file::$kind::all(briefing, plan, &mut all);)+
                all
            }
        }
    };
}

files! {
    /// `/robots.txt`
    Robots = sitemaps::Robots;
    /// `/sitemap.xml`: the only one, or the index of several.
    SitemapIndex = sitemaps::Index;
    /// `/_headers`
    Headers = hosts::Headers;
    /// `/_redirects`
    Redirects = hosts::Redirects;
    /// `/sitemap-1.xml`
    Sitemap(number: u32) = sitemaps::Part;
    /// `/data/datapackage.json`
    DataPackage = downloads::DataPackage;
    /// `/data/deals.csv` and its like.
    Data(data: Data) = downloads::OfSite;
    /// `/CITATION.cff`
    Citation = downloads::Citation;
    /// `/card.png`: the front page for other services, in one language.
    SiteCard(lang: LangId) = cards::OfSite;
    /// `/deals/openai-aws/card.png`
    DealCard(id: DealId, lang: LangId) = cards::OfDeal;
    /// `/companies/openai/card.png`
    CompanyCard(id: CompanyId, lang: LangId) = cards::OfCompany;
    /// `/ladder.svg`: the chart of the front page, in one language.
    FrontChart(lang: LangId) = charts::OfFront;
    /// `/schedule.svg`
    ScheduleChart(lang: LangId) = charts::OfSchedule;
    /// `/deals/openai-aws/history-1.svg`: what a figure of a deal was before.
    DealChart(id: DealId, index: u32, lang: LangId) = charts::OfDeal;
    /// `/apple-touch-icon.png`
    Icon = cards::Icon;
    /// `/site.webmanifest`
    Manifest = cards::Manifest;
    /// A feed, in one language.
    Feed(format: FeedFormat, scope: Scope, lang: LangId) = feeds::OfScope;
    /// `/schedule.ics`, in one language.
    Calendar(lang: LangId) = calendar::Calendar;
    /// `/companies/openai/deals.csv`
    CompanyCsv(id: CompanyId) = downloads::OfCompany;
    /// `/search/index.json`
    Search(lang: LangId) = search::Index;
    /// What it refers to.
    SearchPart(part: Part, lang: LangId) = search::OfIndex;
    /// `/deals/openai-aws/deal.json`
    DealJson(id: DealId) = downloads::Json;
}

/// The path of a file that is not a page.
pub fn extra_path(briefing: &Briefing, extra: Extra) -> String {
    extra.with(|file| file.path(briefing))
}
