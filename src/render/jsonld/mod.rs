//! JSON-LD in the vocabulary of schema.org: what a page is, for search engines and other programs.
//!
//! Every page gets one `@graph`: its own node (`deal`, `company`, `list`, `front`, `data`, `plain`)
//! and its breadcrumbs. `node` has a struct per type, in stable order; `script` writes them so that nothing
//! in them ends the script element. Nodes name each other by `@id`; a company has one in all languages.
//! Only what the page shows is said here.

mod article;
mod corporation;
mod node;
mod number;
mod script;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;

use node::{Breadcrumbs, Dataset, Download, ItemList, ListItem, Node, Organization, Reference, WebPage, WebSite};

use crate::model::{Briefing, CompanyId, DealId, LangId};
use crate::plan::{Data, Extra, Plan, Target, extra_path, pretty};

/// A page, as all kinds of nodes need it.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The content.
    pub briefing: &'a Briefing,
    /// All outputs.
    pub plan: &'a Plan,
    /// Language of the page.
    pub lang: LangId,
    /// Its absolute address.
    pub url: &'a str,
    /// Its title, plain text.
    pub title: &'a str,
    /// Its description, plain text; may be empty.
    pub description: &'a str,
    /// Names and absolute addresses from the front page down to the page above this one, or to this one.
    pub breadcrumbs: &'a [(String, String)],
}

/// The page of a deal: an article with what it is about, its figures and its sources.
pub fn deal(page: &Page<'_>, id: DealId) -> String {
    page.write(vec![Node::Article(Box::new(article::article(page, id)))])
}

/// The page of a company.
pub fn company(page: &Page<'_>, id: CompanyId) -> String {
    let company = corporation::corporation(page, id);
    let web_page = WebPage { main_entity: Some(Reference { id: company.id.clone() }), ..page.web_page("WebPage") };
    page.write(vec![Node::WebPage(web_page), Node::Corporation(Box::new(company))])
}

/// A page that lists others: titles and absolute addresses, of this page of the list alone.
pub fn list(page: &Page<'_>, items: &[(String, String)]) -> String {
    let list = page.item_list(items);
    let web_page = WebPage { main_entity: Some(Reference { id: list.id.clone() }), ..page.web_page("CollectionPage") };
    page.write(vec![Node::WebPage(web_page), Node::List(list)])
}

/// The front page: the site, who publishes it, and the newest entries.
pub fn front(page: &Page<'_>, items: &[(String, String)]) -> String {
    let site = &page.briefing.site;
    let web_site = WebSite {
        kind: "WebSite",
        id: page.site_id(),
        url: page.home(),
        name: site.title.get(page.lang).0,
        description: Some(site.description.get(page.lang).0).filter(|d| !d.is_empty()),
        in_language: site.tag(page.lang),
        publisher: page.publisher(),
        license: page.licenses(),
    };
    let mut nodes = vec![Node::WebSite(web_site)];
    if !items.is_empty() {
        nodes.push(Node::List(page.item_list(items)));
    }
    page.write(nodes)
}

/// The data page: the tables as one dataset.
pub fn data(page: &Page<'_>) -> String {
    let download = |data: Data| Download {
        kind: "DataDownload",
        name: data.file_name(),
        content_url: page.absolute(&extra_path(page.briefing, Extra::Data(data))),
        encoding_format: data.media_type(),
    };
    let deals = || page.briefing.deals().map(|(_, deal)| deal);
    let days =
        deals().filter_map(|d| d.first_day()).min().zip(deals().filter_map(|d| d.last_day(page.briefing.day)).max());
    let id = format!("{}#dataset", page.url);
    let dataset = Dataset {
        kind: "Dataset",
        id: id.clone(),
        url: page.url,
        name: format!("{}: {}", page.briefing.site.title.get(page.lang).0, page.title),
        description: page.description_or_site(),
        in_language: page.tag(),
        is_accessible_for_free: true,
        creator: page.publisher(),
        license: page.licenses(),
        keywords: page.briefing.site.topics.iter().map(|topic| topic.name.get(page.lang).0).collect(),
        version: page.briefing.day.to_string(),
        temporal_coverage: days.map(|(from, to)| format!("{from}/{to}")),
        date_modified: super::dates::page(page.briefing, Target::Data, page.lang),
        distribution: Data::all().map(download).collect(),
    };
    let web_page = WebPage { main_entity: Some(Reference { id }), ..page.web_page("WebPage") };
    page.write(vec![Node::WebPage(web_page), Node::Dataset(Box::new(dataset))])
}

/// Any other page.
pub fn plain(page: &Page<'_>) -> String {
    page.write(vec![Node::WebPage(page.web_page("WebPage"))])
}

impl<'a> Page<'a> {
    fn tag(&self) -> &'a str {
        self.briefing.site.tag(self.lang)
    }

    fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.briefing.site.base_url, pretty(path))
    }

    /// The address of another page in this language.
    fn address(&self, target: Target) -> String {
        self.absolute(&self.plan.path(self.briefing, target, self.lang))
    }

    fn home(&self) -> String {
        self.address(Target::Feed(1))
    }

    fn site_id(&self) -> String {
        self.home() + "#website"
    }

    /// The node of a company, the same in all languages.
    fn company_id(&self, id: CompanyId) -> String {
        self.absolute(&self.plan.path(self.briefing, Target::Company(id), LangId::DEFAULT)) + "#company"
    }

    fn publisher(&self) -> Organization<'a> {
        let site = &self.briefing.site;
        Organization {
            kind: "Organization",
            id: format!("{}#publisher", site.base_url),
            name: site.title.get(self.lang).0,
            url: &site.base_url,
        }
    }

    fn licenses(&self) -> Vec<&'a str> {
        self.briefing.site.licenses.iter().map(|license| license.url.as_str()).collect()
    }

    fn description(&self) -> Option<&'a str> {
        Some(self.description).filter(|d| !d.is_empty())
    }

    /// A dataset must have a description.
    fn description_or_site(&self) -> &'a str {
        self.description().unwrap_or(self.briefing.site.description.get(self.lang).0)
    }

    fn web_page(&self, kind: &'static str) -> WebPage<'a> {
        WebPage {
            kind,
            id: self.url,
            url: self.url,
            name: self.title,
            description: self.description(),
            in_language: self.tag(),
            is_part_of: Reference { id: self.site_id() },
            breadcrumb: self.has_breadcrumbs().then(|| Reference { id: self.breadcrumbs_id() }),
            main_entity: None,
        }
    }

    fn item_list<'i>(&self, items: &'i [(String, String)]) -> ItemList<'i> {
        ItemList {
            kind: "ItemList",
            id: format!("{}#list", self.url),
            number_of_items: items.len(),
            item_list_element: list_items(items.iter().map(|(name, url)| (name.as_str(), url.as_str()))),
        }
    }

    fn has_breadcrumbs(&self) -> bool {
        !self.breadcrumbs.is_empty()
    }

    fn breadcrumbs_id(&self) -> String {
        format!("{}#breadcrumbs", self.url)
    }

    fn breadcrumbs(&self) -> Option<Breadcrumbs<'a>> {
        let ends_here = self.breadcrumbs.last().is_some_and(|(_, url)| url == self.url);
        let here = (!ends_here).then_some((self.title, self.url));
        let all = self.breadcrumbs.iter().map(|(name, url)| (name.as_str(), url.as_str())).chain(here);
        self.has_breadcrumbs().then(|| Breadcrumbs {
            kind: "BreadcrumbList",
            id: self.breadcrumbs_id(),
            item_list_element: list_items(all),
        })
    }

    /// The whole graph, ready for a script element.
    fn write<'n>(&'n self, mut nodes: Vec<Node<'n>>) -> String {
        nodes.extend(self.breadcrumbs().map(Node::Breadcrumbs));
        script::write(&node::Graph { context: "https://schema.org", graph: nodes })
    }
}

fn list_items<'i>(items: impl Iterator<Item = (&'i str, &'i str)>) -> Vec<ListItem<'i>> {
    items.enumerate().map(|(i, (name, item))| ListItem { kind: "ListItem", position: i + 1, name, item }).collect()
}
