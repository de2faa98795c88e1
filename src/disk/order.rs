//! In which order the files of a site reach a place that readers look at while they come.
//!
//! An output written in place, or a bucket, has no instant at which all of it changes. What can be kept there is this:
//! a page that is seen has all that it needs. So what pages are made of comes before them, a page comes before those
//! that lead to it, and what nothing leads to any longer goes last. Each [`Wave`] is complete before the next begins.

/// The files that come at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wave {
    /// What pages are made of or offer: style sheets, pictures, downloads, and feeds that nobody follows yet.
    Assets,
    /// Pages at addresses that had none: no page that is there leads to them yet.
    NewPages,
    /// Pages of deals, companies and sources that were there before.
    ChangedPages,
    /// All other pages that were there before: they list those, and so must not speak of what is not there.
    Lists,
    /// What programs and scripts read, and what leads readers to pages: feeds, data and the index for search that were
    /// there before, sitemaps, `robots.txt`.
    Feeds,
}

impl Wave {
    /// In their order.
    pub const ALL: [Wave; 5] = [Wave::Assets, Wave::NewPages, Wave::ChangedPages, Wave::Lists, Wave::Feeds];

    /// That of a file at a path where there was none. Files that go are those of the last wave first: they go in the
    /// order in which nothing leads to them.
    pub fn of_new(path: &str) -> Wave {
        match Sort::of(path) {
            Sort::Entry | Sort::List => Wave::NewPages,
            // Its page leads to it, and nobody else.
            Sort::Feed | Sort::Data | Sort::Other => Wave::Assets,
            Sort::Sitemap => Wave::Feeds,
        }
    }

    /// That of a file at a path where there was another one.
    pub fn of_changed(path: &str) -> Wave {
        match Sort::of(path) {
            Sort::Entry => Wave::ChangedPages,
            Sort::List => Wave::Lists,
            Sort::Feed | Sort::Data | Sort::Sitemap => Wave::Feeds,
            Sort::Other => Wave::Assets,
        }
    }
}

/// What a file is, as far as its path tells. Nothing hangs on it but the order: a file of a project that is called like
/// a feed comes with the feeds.
enum Sort {
    /// The page of a deal, a company or a source.
    Entry,
    /// Any other page.
    List,
    Feed,
    /// What leads to pages besides pages: tables, calendars, charts, the index for search.
    Data,
    Sitemap,
    Other,
}

impl Sort {
    fn of(path: &str) -> Sort {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        // `deals/acme`, or `fr/deals/acme`.
        let collection = folder.rsplit('/').nth(1);
        let is_end = |end: &str| name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(end));
        match name {
            "feed.xml" | "rss.xml" | "feed.json" => Sort::Feed,
            "robots.txt" => Sort::Sitemap,
            _ if name.starts_with("sitemap") && is_end("xml") => Sort::Sitemap,
            _ if ["json", "csv", "ics", "bib", "bin"].into_iter().any(is_end) => Sort::Data,
            // A chart as a file has links; a part of the theme has none.
            _ if is_end("svg") && !path.contains("assets/") => Sort::Data,
            _ if !(is_end("html") || is_end("htm")) => Sort::Other,
            _ if matches!(collection, Some("deals" | "companies" | "sources")) => Sort::Entry,
            _ => Sort::List,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Wave::{self, Assets, ChangedPages, Feeds, Lists, NewPages};

    #[test]
    fn every_file_of_a_site_has_its_wave() {
        let expected = [
            ("assets/ledger.522ad38b.css", Assets, Assets),
            ("deals/a/terms.csv", Assets, Feeds),
            ("deals/a/deal.json", Assets, Feeds),
            ("search/index.json", Assets, Feeds),
            ("en/search/results/0.json", Assets, Feeds),
            ("en/search/words/0.bin", Assets, Feeds),
            ("schedule.ics", Assets, Feeds),
            ("fr/schedule.svg", Assets, Feeds),
            ("assets/icon.0123abcd.svg", Assets, Assets),
            ("CNAME", Assets, Assets),
            ("deals/a/index.html", NewPages, ChangedPages),
            ("fr/companies/a/index.html", NewPages, ChangedPages),
            ("sources/wire/index.html", NewPages, ChangedPages),
            ("index.html", NewPages, Lists),
            ("deals/index.html", NewPages, Lists),
            ("fr/deals/index.html", NewPages, Lists),
            ("topics/power/index.html", NewPages, Lists),
            ("2026/05/index.html", NewPages, Lists),
            ("404.html", NewPages, Lists),
            ("companies/a/feed.xml", Assets, Feeds),
            ("fr/feed.json", Assets, Feeds),
            ("sitemap.xml", Feeds, Feeds),
            ("sitemap-12.xml", Feeds, Feeds),
            ("robots.txt", Feeds, Feeds),
        ];
        for (path, new, changed) in expected {
            assert_eq!((Wave::of_new(path), Wave::of_changed(path)), (new, changed), "{path}");
        }
        assert!(Wave::ALL.is_sorted());
    }
}
