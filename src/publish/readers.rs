//! What readers will see of a publication, told from the site that is there and the one that was built.

use serde_json::Value;

use super::error::Error;
use super::plan::Plan;
use super::site::{Site, is_page};
use super::target::Target;

/// How many deals, companies and entries of the feed are named.
const NAMED: usize = 5;
/// A redirect is a short page.
const REDIRECT_BYTES: u64 = 4096;

/// What changes for readers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// In words, a line each.
    pub lines: Vec<String>,
    /// Addresses that go away and lead nowhere.
    pub lost: Vec<String>,
}

/// What changes for readers; asks the target for its feed, if that differs.
///
/// # Errors
/// The target cannot be reached.
pub fn news(site: &Site, plan: &Plan, target: &mut dyn Target, is_first: bool) -> Result<News, Error> {
    let mut news = News::default();
    let entries = [
        (ids(&plan.new, DEAL), "deal is new", "deals are new"),
        (
            ids(&plan.changed, DEAL),
            "deal has other facts or another headline",
            "deals have other facts or another headline",
        ),
        (ids(&plan.removed, DEAL), "deal is gone", "deals are gone"),
        (ids(&plan.new, COMPANY), "company is new", "companies are new"),
        (ids(&plan.removed, COMPANY), "company is gone", "companies are gone"),
    ];
    let count = |(count, one, many): (usize, &str, &str)| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let named = |(ids, one, many): (Vec<&str>, &str, &str)| {
        let names = ids[..ids.len().min(NAMED)].join(", ");
        let more = if ids.len() > NAMED { format!(" and {} more", ids.len() - NAMED) } else { String::new() };
        count((ids.len(), one, many)).map(|line| format!("{line}: {names}{more}"))
    };
    news.lines.extend(entries.into_iter().filter_map(named));
    if !is_first && plan.changed.iter().any(|path| path == "feed.json") {
        news.lines.extend(feed(site, target)?);
    }
    let moved = plan.changed.iter().filter(|path| is_redirect(site, path)).count();
    news.lines.extend(count((moved, "address leads to another page now", "addresses lead to other pages now")));
    // A page of a list, such as the ninth, goes with the entries that were on it.
    let is_list = |path: &str| path.split('/').any(|part| part == "page");
    news.lost.extend(plan.removed_pages().filter(|path| !is_list(path)).map(str::to_owned));
    news.lines.extend(count((
        news.lost.len(),
        "address goes away and leads nowhere",
        "addresses go away and lead nowhere",
    )));
    if news.lines.is_empty() && !plan.is_empty() {
        let pages = plan.sent().filter(|path| is_page(path)).count();
        news.lines.extend(count((pages, "page looks or reads differently", "pages look or read differently")));
    }
    Ok(news)
}

/// The folder of deals and the file that each has there, and lists of them have not; its data.
const DEAL: (&str, &str) = ("deals", "deal.json");
/// The same of companies: a feed.
const COMPANY: (&str, &str) = ("companies", "feed.xml");

/// The deals or companies that paths are of, in the default language.
fn ids<'p>(paths: &'p [String], (folder, file): (&str, &str)) -> Vec<&'p str> {
    let id = |path: &'p String| {
        let inside = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(file)?.strip_suffix('/')?;
        (!inside.contains('/')).then_some(inside)
    };
    paths.iter().filter_map(id).collect()
}

/// Whether a page leads on to another one.
pub(super) fn is_redirect(site: &Site, path: &str) -> bool {
    let known = site.manifest.position(path).and_then(|index| site.manifest.files().get(index));
    let is_short = known.is_some_and(|(_, file)| file.size <= REDIRECT_BYTES);
    let leads_on = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).contains("http-equiv=\"refresh\"");
    is_page(path) && is_short && site.read(path).is_ok_and(leads_on)
}

/// Entries of the feed that subscribers do not have yet.
fn feed(site: &Site, target: &mut dyn Target) -> Result<Vec<String>, Error> {
    let Some(there) = target.read("feed.json")? else { return Ok(Vec::new()) };
    let here = site.read("feed.json")?;
    let entries = |bytes: &[u8]| -> Vec<(String, String)> {
        let feed: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let text = |entry: &Value, key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let entries = feed.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
        entries.iter().map(|entry| (text(entry, "id"), text(entry, "title"))).collect()
    };
    let known = entries(&there);
    let is_new = |(id, _): &(String, String)| known.iter().all(|(other, _)| other != id);
    let new: Vec<(String, String)> = entries(&here).into_iter().filter(is_new).collect();
    let mut lines: Vec<String> = new.iter().take(NAMED).map(|(_, title)| format!("new in the feed: {title}")).collect();
    if new.len() > NAMED {
        lines.push(format!("and {} more in the feed", new.len() - NAMED));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::{COMPANY, DEAL, ids};

    #[test]
    fn deals_and_companies_are_known_by_a_file_that_lists_have_not() {
        let paths = [
            "deals/a-b/index.html",
            "deals/a-b/deal.json",
            "deals/by-name/index.html",
            "deals/index.html",
            "fr/deals/a/deal.json",
            "companies/acme/feed.xml",
            "companies/by-name/index.html",
            "deals/a/b/deal.json",
        ];
        let paths = paths.map(str::to_owned);
        assert_eq!(ids(&paths, DEAL), ["a-b"]);
        assert_eq!(ids(&paths, COMPANY), ["acme"]);
    }
}
