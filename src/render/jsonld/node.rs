//! The nodes of a graph: a struct per type of schema.org, its fields in the order in which they are written.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::number::FigureNode;
use crate::model::notation::DayText;

/// A document.
#[derive(Serialize)]
pub(super) struct Graph<'a> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@graph")]
    pub(super) graph: Vec<Node<'a>>,
}

/// A node at the top of a graph.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Node<'a> {
    Article(Box<Article<'a>>),
    WebPage(WebPage<'a>),
    Corporation(Box<Corporation<'a>>),
    WebSite(WebSite<'a>),
    Dataset(Box<Dataset<'a>>),
    List(ItemList<'a>),
    Breadcrumbs(Breadcrumbs<'a>),
}

/// A node that is described elsewhere.
#[derive(Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@id")]
    pub(super) id: String,
}

/// A deal's page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Article<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: &'a str,
    pub(super) main_entity_of_page: &'a str,
    pub(super) headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub(super) date_published: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub(super) date_modified: Option<Date>,
    pub(super) author: Author<'a>,
    pub(super) publisher: Organization<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) license: Vec<&'a str>,
    pub(super) is_part_of: Vec<Whole<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) about: Vec<CompanyRef<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) mentions: Vec<FigureNode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) citation: Vec<Citation<'a>>,
}

/// Somebody or something with a name only.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
}

/// Who answers for an article: the person who wrote it, else the site.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Author<'a> {
    Person(Named<'a>),
    Site(Organization<'a>),
}

/// What an article belongs to: the site, and the plan that contains the deal.
#[derive(Serialize)]
pub(super) struct Whole<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// A company, where it is named.
#[derive(Serialize)]
pub(super) struct CompanyRef<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) url: String,
}

/// A cited document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Citation<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) author: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) date_published: Option<String>,
    pub(super) in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
}

/// A company's own node.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Corporation<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: &'a str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) legal_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) alternate_name: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ticker_symbol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lei_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) same_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent_organization: Option<CompanyRef<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sub_organization: Vec<CompanyRef<'a>>,
}

/// Who publishes the site.
#[derive(Serialize)]
pub(super) struct Organization<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) name: &'a str,
    pub(super) url: &'a str,
}

/// The site in one language.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: String,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
    pub(super) publisher: Organization<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) license: Vec<&'a str>,
}

/// A page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebPage<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: &'a str,
    pub(super) url: &'a str,
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) in_language: &'a str,
    pub(super) is_part_of: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) breadcrumb: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) main_entity: Option<Reference>,
}

/// The entries of a page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemList<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) number_of_items: usize,
    pub(super) item_list_element: Vec<ListItem<'a>>,
}

/// The way down to a page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) item_list_element: Vec<ListItem<'a>>,
}

/// An entry; its position counts from 1.
#[derive(Serialize)]
pub(super) struct ListItem<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) position: usize,
    pub(super) name: &'a str,
    pub(super) item: &'a str,
}

/// The tables of the site.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dataset<'a> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "@id")]
    pub(super) id: String,
    pub(super) url: &'a str,
    pub(super) name: String,
    pub(super) description: &'a str,
    pub(super) in_language: &'a str,
    pub(super) is_accessible_for_free: bool,
    pub(super) creator: Organization<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) license: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) keywords: Vec<&'a str>,
    pub(super) version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temporal_coverage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "day")]
    pub(super) date_modified: Option<Date>,
    pub(super) distribution: Vec<Download>,
}

/// A file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Download {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'static str,
    pub(super) content_url: String,
    pub(super) encoding_format: &'static str,
}

/// ISO 8601.
fn day<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(&DayText(*day)),
        None => serializer.serialize_none(),
    }
}
