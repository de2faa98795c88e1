//! Sitemaps: every page with its languages, and the index of several sitemaps.
//!
//! The protocol limits a file to 50,000 addresses; cutting the list is the plan's business
//! ([`crate::plan::SITEMAP_ADDRESSES`]).

use jiff::civil::Date;

use super::xml::{DECLARATION, attribute, element};
use crate::model::notation::DayText;

const NAMESPACE: &str = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
const XHTML: &str = " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"";
/// The language of those who want none of the others.
const DEFAULT: &str = "x-default";

/// A page in a sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Its absolute address.
    pub loc: String,
    /// The same page in every language that it is translated to, itself included: BCP 47 tag and absolute
    /// address, the site's default language first. The first one is also given as `x-default`.
    pub alternates: Vec<(String, String)>,
    /// The day on which its facts or text last changed.
    pub lastmod: Option<Date>,
}

/// A sitemap.
pub fn urlset(addresses: &[Address]) -> String {
    let mut out = String::with_capacity(256 + addresses.len() * 480);
    out.push_str(DECLARATION);
    for part in ["<urlset", NAMESPACE, XHTML, ">\n"] {
        out.push_str(part);
    }
    for address in addresses {
        out.push_str("<url>\n");
        element(&mut out, "loc", &address.loc);
        if let Some(day) = address.lastmod {
            element(&mut out, "lastmod", &DayText(day).to_string());
        }
        alternates(&mut out, &address.alternates);
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// The languages of a page; a page in one language has no alternates.
fn alternates(out: &mut String, all: &[(String, String)]) {
    let [(_, default), _, ..] = all else { return };
    let has_default = all.iter().any(|(lang, _)| lang == DEFAULT);
    let implied = (!has_default).then_some((DEFAULT, default.as_str()));
    for (lang, href) in all.iter().map(|(lang, href)| (lang.as_str(), href.as_str())).chain(implied) {
        out.push_str("<xhtml:link rel=\"alternate\"");
        attribute(out, "hreflang", lang);
        attribute(out, "href", href);
        out.push_str("/>\n");
    }
}

/// An index of sitemaps, given by their absolute addresses.
pub fn index(sitemaps: &[String]) -> String {
    let mut out = String::from(DECLARATION);
    for part in ["<sitemapindex", NAMESPACE, ">\n"] {
        out.push_str(part);
    }
    for sitemap in sitemaps {
        out.push_str("<sitemap>");
        element(&mut out, "loc", sitemap);
        out.push_str("</sitemap>\n");
    }
    out.push_str("</sitemapindex>\n");
    out
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::civil::date;
    use quick_xml::Reader;
    use quick_xml::events::{BytesStart, Event};

    use super::{Address, index, urlset};

    fn described(tag: &BytesStart<'_>) -> String {
        let attribute = |name: &str| {
            let value = tag.try_get_attribute(name).unwrap().unwrap().value;
            quick_xml::escape::unescape(&value).unwrap().into_owned()
        };
        format!("{} {}", attribute("hreflang"), attribute("href"))
    }

    /// Texts and alternates, in order; fails on what is not well-formed.
    fn read(xml: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().enable_all_checks(true);
        let (mut all, mut text) = (Vec::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Text(part) => text.push_str(&part),
                Event::GeneralRef(_) => text.push('&'),
                Event::Empty(tag) => all.push(described(&tag)),
                Event::Start(_) | Event::End(_) => {
                    all.extend(Some(text.trim().to_owned()).filter(|t| !t.is_empty()));
                    text.clear();
                }
                Event::Eof => return all,
                _ => {}
            }
        }
    }

    #[test]
    fn a_page_names_its_languages_and_the_default() {
        let address = |loc: &str, alternates: &[(&str, &str)], lastmod| Address {
            loc: loc.to_owned(),
            alternates: alternates.iter().map(|(lang, href)| (lang.to_string(), href.to_string())).collect(),
            lastmod,
        };
        let both = [("fr", "https://a.example/?a&b"), ("en", "https://a.example/en/")];
        let own = [("en", "https://b.example/en/"), ("x-default", "https://b.example/")];
        let addresses = [
            address("https://a.example/?a&b", &both, Some(date(2025, 11, 3))),
            address("https://a.example/en/", &both, None),
            address("https://b.example/", &own, None),
            address("https://a.example/fr-only/", &both[..1], None),
        ];
        let links = ["fr https://a.example/?a&b", "en https://a.example/en/", "x-default https://a.example/?a&b"];
        let mut expected = vec!["https://a.example/?a&b", "2025-11-03"];
        expected.extend(links);
        expected.push("https://a.example/en/");
        expected.extend(links);
        expected.extend(["https://b.example/", "en https://b.example/en/", "x-default https://b.example/"]);
        expected.push("https://a.example/fr-only/");
        assert_eq!(read(&urlset(&addresses)), expected);
    }

    #[test]
    fn an_index_names_its_sitemaps() {
        let sitemaps = ["https://a.example/sitemap-1.xml", "https://a.example/sitemap-2.xml?a&b"].map(str::to_owned);
        assert_eq!(read(&index(&sitemaps)), sitemaps);
    }
}
