//! Reads the graphs back, and looks for what would leave the script element.

use serde_json::{Value, json};

use super::{Page, company, data, deal, front, list, plain};
use crate::model::{Briefing, LangId};
use crate::plan::Plan;
use crate::render::fixture::{HOSTILE, briefing};

const URL: &str = "https://gigawatt.example/below/page/?a=<b>&c";

fn crumbs() -> Vec<(String, String)> {
    vec![
        ("Front".to_owned(), "https://gigawatt.example/below/".to_owned()),
        (HOSTILE.to_owned(), "https://x/".to_owned()),
    ]
}

fn page<'a>(parts: &'a (Briefing, Plan), breadcrumbs: &'a [(String, String)]) -> Page<'a> {
    Page {
        briefing: &parts.0,
        plan: &parts.1,
        lang: LangId::DEFAULT,
        url: URL,
        title: HOSTILE,
        description: HOSTILE,
        breadcrumbs,
    }
}

/// The graph, of which every node has a type and no two have one id.
fn graph(text: &str) -> Value {
    assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n']), "{text}");
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(value["@context"], "https://schema.org");
    let nodes = value["@graph"].as_array().unwrap();
    let mut ids: Vec<&str> = nodes.iter().map(|n| n["@id"].as_str().unwrap()).collect();
    assert!(nodes.iter().all(|n| n["@type"].is_string()) && !text.contains("null"));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), nodes.len());
    value["@graph"].clone()
}

fn expect(graph: &Value, expected: &[(&str, Value)]) {
    for (path, value) in expected {
        assert_eq!(graph.pointer(path), Some(value), "{path}");
    }
}

#[test]
fn a_deal_is_an_article_with_exact_figures() {
    let (mut parts, crumbs) = (briefing(), crumbs());
    let id = parts.0.find_deal("openai-amd").unwrap();
    // No day of the deal is one of its page.
    let text = deal(&page(&parts, &crumbs), id);
    let head = text.split("citation").next().unwrap();
    assert!(!head.contains("datePublished") && !head.contains("dateModified"), "{head}");
    let span = parts.0.deals[id.index()].status.claims[0].span;
    let day = |day| Some(crate::span::Spanned::new(jiff::civil::date(2025, 12, day), span));
    std::sync::Arc::make_mut(&mut parts.0.deals[id.index()]).days =
        crate::model::PageDays { published: day(4), updated: day(18) };
    parts.0.site.licenses.extend(crate::model::License::of_spdx("CC-BY-4.0"));
    let text = deal(&page(&parts, &crumbs), id);
    // Its sources give a month: no day is made up.
    assert!(!text.contains("datePublished\":\"2025-10-31"), "{text}");
    assert!(text.contains(r#""minValue":20000000000,"maxValue":100000000000"#), "{text}");
    expect(
        &graph(&text),
        &[
            ("/0/@type", json!("AnalysisNewsArticle")),
            ("/0/headline", json!(HOSTILE)),
            ("/0/mainEntityOfPage", json!(URL)),
            ("/0/inLanguage", json!("en")),
            ("/0/datePublished", json!("2025-12-04")),
            ("/0/dateModified", json!("2025-12-18")),
            ("/0/license", json!(["https://creativecommons.org/licenses/by/4.0/"])),
            ("/0/publisher/name", json!("Gigawatt & Co")),
            ("/0/isPartOf/0/@id", json!("https://gigawatt.example/below/#website")),
            ("/0/isPartOf/1/url", json!("https://gigawatt.example/below/deals/plan/")),
            ("/0/keywords", json!(["Chips"])),
            (
                "/0/about/0",
                json!({
                    "@type": "Corporation",
                    "@id": "https://gigawatt.example/below/companies/openai/#company",
                    "name": HOSTILE,
                    "url": "https://gigawatt.example/below/companies/openai/",
                }),
            ),
            ("/0/about/2/name", json!("AMD")),
            (
                "/0/mentions/0",
                json!({
                    "@type": "MonetaryAmount",
                    "identifier": "openai-amd.purchase.value",
                    "description": "tens of billions USD",
                    "currency": "USD",
                    "minValue": 20_000_000_000_u64,
                    "maxValue": 100_000_000_000_u64,
                }),
            ),
            (
                "/0/mentions/2",
                json!({
                    "@type": "QuantitativeValue",
                    "identifier": "openai-amd.purchase.capacity",
                    "description": "up to 6 GW",
                    "maxValue": 6,
                    "unitText": "GW",
                    "unitCode": "A90",
                }),
            ),
            (
                "/0/citation/1",
                json!({
                    "@type": "CreativeWork",
                    "name": HOSTILE,
                    "publisher": { "@type": "Organization", "name": "+Wire" },
                    "datePublished": "2025-11-03",
                    "inLanguage": "en",
                    "url": "https://wire.example/?a=1&b=2",
                }),
            ),
            ("/1/@type", json!("BreadcrumbList")),
            ("/1/itemListElement/2", json!({ "@type": "ListItem", "position": 3, "name": HOSTILE, "item": URL })),
        ],
    );
}

#[test]
fn a_company_has_its_group_and_its_identifiers() {
    let parts = briefing();
    let of = |id: &str| graph(&company(&page(&parts, &[]), parts.0.find_company(id).unwrap()));
    expect(
        &of("amazon"),
        &[
            ("/0/mainEntity/@id", json!("https://gigawatt.example/below/companies/amazon/#company")),
            ("/1/@type", json!("Corporation")),
            ("/1/legalName", json!("Amazon.com, Inc.")),
            ("/1/tickerSymbol", json!("XNAS AMZN")),
            ("/1/leiCode", json!("ZXTILKJKG63JELOEG630")),
            ("/1/sameAs", json!("https://www.wikidata.org/entity/Q3884")),
            ("/1/subOrganization/0/name", json!("Amazon Web Services")),
        ],
    );
    let aws = of("aws");
    expect(&aws, &[("/1/parentOrganization/name", json!("Amazon")), ("/1/alternateName", json!(["AWS"]))]);
    assert_eq!(aws.as_array().map(Vec::len), Some(2), "no breadcrumbs, no list of them");
}

#[test]
fn lists_and_other_pages_have_their_nodes() {
    let (parts, crumbs) = (briefing(), crumbs());
    let page = page(&parts, &crumbs);
    let items = vec![(HOSTILE.to_owned(), "https://a/".to_owned()), ("B".to_owned(), "https://b/".to_owned())];
    expect(
        &graph(&list(&page, &items)),
        &[
            ("/0/@type", json!("CollectionPage")),
            ("/1/numberOfItems", json!(2)),
            (
                "/1/itemListElement/0",
                json!({ "@type": "ListItem", "position": 1, "name": HOSTILE, "item": "https://a/" }),
            ),
        ],
    );
    expect(
        &graph(&front(&Page { breadcrumbs: &[], ..page }, &items)),
        &[
            ("/0/@type", json!("WebSite")),
            ("/0/description", json!("Who pays <whom>")),
            ("/0/publisher/@type", json!("Organization")),
            ("/1/@type", json!("ItemList")),
        ],
    );
    expect(
        &graph(&data(&page)),
        &[
            ("/1/@type", json!("Dataset")),
            ("/1/temporalCoverage", json!("2025-09-30/2025-11-03")),
            (
                "/1/distribution/1",
                json!({
                    "@type": "DataDownload",
                    "name": "claims.csv",
                    "contentUrl": "https://gigawatt.example/below/data/claims.csv",
                    "encodingFormat": "text/csv",
                }),
            ),
        ],
    );
    let french = graph(&plain(&Page { lang: LangId(1), ..page }));
    expect(
        &french,
        &[
            ("/0/@type", json!("WebPage")),
            ("/0/inLanguage", json!("fr")),
            ("/0/isPartOf/@id", json!("https://gigawatt.example/below/fr/#website")),
            ("/0/breadcrumb/@id", json!(format!("{URL}#breadcrumbs"))),
        ],
    );
}
