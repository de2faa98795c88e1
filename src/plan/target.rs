//! What an output shows, and the address that follows from it. Every internal address is made here.

use crate::ledger::Scope;
use crate::model::{Briefing, CompanyId, DealId, Entity, LangId, PageId, SourceId, Status, TopicId};
use crate::vocabulary::Kind;

/// A page that exists once per language. Lists count their pages from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// `/`, and `/page/2/` for the rest of the feed.
    Feed(u32),
    /// `/deals/`: ways into all deals.
    Deals,
    /// `/deals/openai-aws/`
    Deal(DealId),
    /// `/companies/`
    Companies(u32),
    /// `/companies/openai/`
    Company(CompanyId),
    /// `/companies/openai/2025/`: the deals of one year, where there are too many for the company's page.
    CompanyYear(CompanyId, i16, u32),
    /// `/sources/`
    Sources(u32),
    /// `/sources/wire-aws/`
    Source(SourceId, u32),
    /// `/topics/`
    Topics,
    /// `/topics/chips/`
    Topic(TopicId, u32),
    /// `/status/signed/`
    Status(Status, u32),
    /// `/kinds/purchase/`
    Kind(Kind, u32),
    /// `/2025/`
    Year(i16),
    /// `/2025/11/`
    Month(i16, u8, u32),
    /// `/changes/`
    Changes(u32),
    /// `/data/`
    Data,
    /// `/about/`
    Page(PageId),
    /// `/404.html`
    NotFound,
}

impl Target {
    /// What the page is about, if it is one thing that has a text of its own.
    pub fn entity(self) -> Option<Entity> {
        match self {
            Target::Deal(id) => Some(Entity::Deal(id)),
            Target::Company(id) | Target::CompanyYear(id, ..) => Some(Entity::Company(id)),
            Target::Page(id) => Some(Entity::Page(id)),
            Target::Feed(_)
            | Target::Deals
            | Target::Companies(_)
            | Target::Sources(_)
            | Target::Source(..)
            | Target::Topics
            | Target::Topic(..)
            | Target::Status(..)
            | Target::Kind(..)
            | Target::Year(_)
            | Target::Month(..)
            | Target::Changes(_)
            | Target::Data
            | Target::NotFound => None,
        }
    }
}

/// A file that is not a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extra {
    /// A feed, in one language.
    Feed(FeedFormat, Scope, LangId),
    /// `/deals/openai-aws/deal.json`
    DealJson(DealId),
    /// `/deals/openai-aws/deal.toml`
    DealToml(DealId),
    /// `/companies/openai/deals.csv`
    CompanyCsv(CompanyId),
    /// `/data/deals.csv` and its like.
    Table(Table),
    /// `/data/totals.json`
    Totals,
    /// `/robots.txt`
    Robots,
    /// `/_headers`
    Headers,
    /// `/_redirects`
    Redirects,
    /// `/sitemap.xml`: the only one, or the index of several.
    SitemapIndex,
    /// `/sitemap-1.xml`
    Sitemap(u32),
}

/// How a feed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeedFormat {
    /// Atom 1.0, `feed.xml`
    Atom,
    /// RSS 2.0, `rss.xml`
    Rss,
    /// JSON Feed 1.1, `feed.json`
    Json,
}

impl FeedFormat {
    /// All three.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Atom, FeedFormat::Rss, FeedFormat::Json];

    /// Its file's name.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedFormat::Atom => "feed.xml",
            FeedFormat::Rss => "rss.xml",
            FeedFormat::Json => "feed.json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Rss => "application/rss+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }
}

/// A download of the whole site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// A row per leg.
    Deals,
    /// A row per claim.
    Claims,
    /// A row per company.
    Companies,
    /// A row per source.
    Sources,
}

impl Table {
    /// All of them.
    pub const ALL: [Table; 4] = [Table::Deals, Table::Claims, Table::Companies, Table::Sources];

    /// Its file's name.
    pub fn file_name(self) -> &'static str {
        match self {
            Table::Deals => "deals.csv",
            Table::Claims => "claims.csv",
            Table::Companies => "companies.csv",
            Table::Sources => "sources.csv",
        }
    }

    /// Its name: `deals`.
    pub fn stem(self) -> &'static str {
        self.file_name().trim_end_matches(".csv")
    }
}

/// The path of a page's file below the output directory: `en/deals/openai-aws/index.html`.
pub fn page_path(briefing: &Briefing, target: Target, lang: LangId) -> String {
    let mut path = prefix(briefing, lang);
    match target {
        Target::Feed(n) => list(&mut path, "", n),
        Target::Deals => path.push_str("deals/"),
        Target::Deal(id) => push(&mut path, &["deals/", &briefing.deal(id).id, "/"]),
        Target::Companies(n) => list(&mut path, "companies/", n),
        Target::Company(id) => push(&mut path, &["companies/", &briefing.company(id).id, "/"]),
        Target::CompanyYear(id, year, n) => {
            list(&mut path, &format!("companies/{}/{year}/", briefing.company(id).id), n);
        }
        Target::Sources(n) => list(&mut path, "sources/", n),
        Target::Source(id, n) => list(&mut path, &format!("sources/{}/", briefing.source(id).id), n),
        Target::Topics => path.push_str("topics/"),
        Target::Topic(id, n) => list(&mut path, &format!("topics/{}/", briefing.site.topics[id.index()].id), n),
        Target::Status(status, n) => list(&mut path, &format!("status/{}/", status.name()), n),
        Target::Kind(kind, n) => list(&mut path, &format!("kinds/{}/", kind.name()), n),
        Target::Year(year) => path.push_str(&format!("{year}/")),
        Target::Month(year, month, n) => list(&mut path, &format!("{year}/{month:02}/"), n),
        Target::Changes(n) => list(&mut path, "changes/", n),
        Target::Data => path.push_str("data/"),
        Target::Page(id) => push(&mut path, &[&briefing.page(id).id, "/"]),
        Target::NotFound => {
            path.push_str("404.html");
            return path;
        }
    }
    path.push_str("index.html");
    path
}

/// The path of a file that is not a page.
pub fn extra_path(briefing: &Briefing, extra: Extra) -> String {
    match extra {
        Extra::Feed(format, Scope::Site, lang) => prefix(briefing, lang) + format.file_name(),
        Extra::Feed(format, Scope::Company(id), lang) => {
            format!("{}companies/{}/{}", prefix(briefing, lang), briefing.company(id).id, format.file_name())
        }
        Extra::DealJson(id) => format!("deals/{}/deal.json", briefing.deal(id).id),
        Extra::DealToml(id) => format!("deals/{}/deal.toml", briefing.deal(id).id),
        Extra::CompanyCsv(id) => format!("companies/{}/deals.csv", briefing.company(id).id),
        Extra::Table(table) => format!("data/{}", table.file_name()),
        Extra::Totals => "data/totals.json".to_owned(),
        Extra::Robots => "robots.txt".to_owned(),
        Extra::Headers => "_headers".to_owned(),
        Extra::Redirects => "_redirects".to_owned(),
        Extra::SitemapIndex => "sitemap.xml".to_owned(),
        Extra::Sitemap(n) => format!("sitemap-{n}.xml"),
    }
}

fn prefix(briefing: &Briefing, lang: LangId) -> String {
    match lang {
        LangId::DEFAULT => String::with_capacity(48),
        _ => format!("{}/", briefing.site.tag(lang)),
    }
}

fn push(path: &mut String, parts: &[&str]) {
    for part in parts {
        path.push_str(part);
    }
}

fn list(path: &mut String, base: &str, page: u32) {
    path.push_str(base);
    if page > 1 {
        path.push_str(&format!("page/{page}/"));
    }
}

/// The address of a file as readers see it: without `index.html`.
pub fn pretty(path: &str) -> &str {
    path.strip_suffix("index.html").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path)
}

/// What leads from the page at `path` back to the root: `../../` for `deals/openai-aws/index.html`.
pub fn root_prefix(path: &str) -> String {
    "../".repeat(path.bytes().filter(|&b| b == b'/').count())
}
