//! Formats of feeds, tables, orders of lists, and addresses as readers see them.

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

/// In which order a list of all deals is, other than the newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Order {
    /// The largest amount first, a currency after the other; then those without one.
    Amount,
    /// By their short titles, as the language sorts.
    Name,
}

impl Order {
    /// Both.
    pub const ALL: [Order; 2] = [Order::Amount, Order::Name];

    /// `amount`: the word in addresses and messages.
    pub fn name(self) -> &'static str {
        match self {
            Order::Amount => "amount",
            Order::Name => "name",
        }
    }
}

/// In which order the index of companies is, other than by their number of deals. A group is one company here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompanyOrder {
    /// By what they are called, as the language sorts.
    Name,
    /// By what they pay: what is committed, the largest first, then what is announced, then talks.
    Pays,
    /// By what they receive, likewise.
    Receives,
    /// The latest update first.
    Date,
}

impl CompanyOrder {
    /// All of them.
    pub const ALL: [CompanyOrder; 4] =
        [CompanyOrder::Name, CompanyOrder::Pays, CompanyOrder::Receives, CompanyOrder::Date];

    /// `pays`: the word in addresses and messages.
    pub fn name(self) -> &'static str {
        match self {
            CompanyOrder::Name => "name",
            CompanyOrder::Pays => "pays",
            CompanyOrder::Receives => "receives",
            CompanyOrder::Date => "date",
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
    /// A row per leg, with what it adds to the totals.
    Legs,
    /// The same per tranche.
    Tranches,
    /// A row per change of what is known, and per correction.
    Changes,
    /// A row per id.
    Ids,
}

impl Table {
    /// All of them.
    pub const ALL: [Table; 8] = [
        Table::Deals,
        Table::Claims,
        Table::Companies,
        Table::Sources,
        Table::Legs,
        Table::Tranches,
        Table::Changes,
        Table::Ids,
    ];

    /// Its file's name.
    pub fn file_name(self) -> &'static str {
        match self {
            Table::Deals => "deals.csv",
            Table::Claims => "claims.csv",
            Table::Companies => "companies.csv",
            Table::Sources => "sources.csv",
            Table::Legs => "legs.csv",
            Table::Tranches => "tranches.csv",
            Table::Changes => "changes.csv",
            Table::Ids => "ids.csv",
        }
    }

    /// Its name: `deals`.
    pub fn stem(self) -> &'static str {
        self.file_name().trim_end_matches(".csv")
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
