//! Sitemaps: every page with its languages, and the index of several sitemaps.
//!
//! The protocol limits a file to 50,000 addresses; cutting the list is the plan's business
//! ([`crate::plan::SITEMAP_ADDRESSES`]).

use jiff::civil::Date;

use super::xml::{DECLARATION, attribute, element};

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
            element(&mut out, "lastmod", &format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()));
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
