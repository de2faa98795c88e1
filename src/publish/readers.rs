//! What readers will see of a publication, told from the site that is there and the one that was built.

use serde_json::Value;

use super::error::Error;
use super::plan::Plan;
use super::site::{Site, is_page};
use super::target::Target;

/// How many entries of the feed are named.
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
    let deals = |paths: &[String]| paths.iter().filter(|path| entity(path, "deals")).count();
    let companies = |paths: &[String]| paths.iter().filter(|path| entity(path, "companies")).count();
    let counts = [
        (deals(&plan.new), "deal is new", "deals are new"),
        (
            facts(&plan.changed),
            "deal has other facts or another headline",
            "deals have other facts or another headline",
        ),
        (deals(&plan.removed), "deal is gone", "deals are gone"),
        (companies(&plan.new), "company is new", "companies are new"),
        (companies(&plan.removed), "company is gone", "companies are gone"),
    ];
    let count = |(count, one, many): (usize, &str, &str)| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    news.lines.extend(counts.into_iter().filter_map(count));
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

/// Whether a path is the page of a deal or company in the default language.
fn entity(path: &str, collection: &str) -> bool {
    let id = path
        .strip_prefix(collection)
        .and_then(|rest| rest.strip_prefix('/'))
        .and_then(|rest| rest.strip_suffix("/index.html"));
    id.is_some_and(|id| !id.is_empty() && !id.contains('/') && id != "page")
}

/// Deals whose data differ.
fn facts(changed: &[String]) -> usize {
    changed.iter().filter(|path| path.starts_with("deals/") && path.ends_with("/deal.json")).count()
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
    use super::entity;

    #[test]
    fn pages_of_deals_are_known_by_their_path() {
        assert!(entity("deals/a-b/index.html", "deals"));
        for path in ["deals/index.html", "fr/deals/a/index.html", "deals/a/deal.json", "deals/a/b/index.html"] {
            assert!(!entity(path, "deals"), "{path}");
        }
    }
}
