//! The sitemap, in as many files as the protocol wants, and what robots are told.

use super::{Extra, File};
use crate::model::{Briefing, LangId};
use crate::plan::{PageSpec, Plan, SITEMAP_ADDRESSES, Target, extra_path, page_count, page_rows};
use crate::render::build::Builder;
use crate::render::sitemap::{self, Address};
use crate::render::{dates, robots};

/// `/robots.txt`
pub(crate) struct Robots;

impl Robots {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.push(Extra::Robots);
    }
}

impl File for Robots {
    fn path(&self, _: &Briefing) -> String {
        "robots.txt".to_owned()
    }

    fn name(&self) -> &'static str {
        "the rules for robots"
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        let b = &builders[0];
        vec![robots::robots(&b.absolute(&extra_path(b.briefing, Extra::SitemapIndex))).into_bytes()]
    }
}

/// The only sitemap, or the index of several.
pub(crate) struct Index;

impl Index {
    pub(super) fn all(_: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        all.push(Extra::SitemapIndex);
    }
}

impl File for Index {
    fn path(&self, _: &Briefing) -> String {
        "sitemap.xml".to_owned()
    }

    fn name(&self) -> &'static str {
        "the sitemap"
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![sitemap_index(builders).into_bytes()]
    }
}

/// One of several sitemaps.
pub(crate) struct Part {
    pub(crate) number: u32,
}

impl Part {
    pub(super) fn all(_: &Briefing, plan: &Plan, all: &mut Vec<Extra>) {
        let addresses = plan.pages.len();
        if addresses > SITEMAP_ADDRESSES {
            all.extend((1..=page_count(addresses, SITEMAP_ADDRESSES)).map(Extra::Sitemap));
        }
    }
}

impl File for Part {
    fn path(&self, _: &Briefing) -> String {
        format!("sitemap-{}.xml", self.number)
    }

    fn name(&self) -> &'static str {
        "the sitemap"
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        vec![sitemap::urlset(&addresses(builders, self.number)).into_bytes()]
    }
}

/// All addresses, or the list of sitemaps if one cannot hold them.
fn sitemap_index(builders: &[Builder<'_>]) -> String {
    let b = &builders[0];
    let parts: Vec<String> = b
        .plan
        .extras
        .iter()
        .filter(|(_, e)| matches!(e, Extra::Sitemap(_)))
        .map(|(path, _)| b.absolute(path))
        .collect();
    match parts.is_empty() {
        true => sitemap::urlset(&addresses(builders, 1)),
        false => sitemap::index(&parts),
    }
}

fn addresses(builders: &[Builder<'_>], part: u32) -> Vec<Address> {
    let b = &builders[0];
    let pages = page_rows(&b.plan.pages, part, SITEMAP_ADDRESSES);
    let languages: Vec<LangId> = b.briefing.site.lang_ids().collect();
    let address = |spec: &PageSpec| {
        let alternates = match languages.len() {
            1 => Vec::new(),
            _ => languages
                .iter()
                .filter(|lang| b.is_translated(spec.target, **lang))
                .filter(|lang| !spec.target.entity().is_some_and(|e| b.briefing.shows_draft(e, **lang)))
                .map(|lang| {
                    let path = b.plan.path(b.briefing, spec.target, *lang);
                    (b.briefing.site.tag(*lang).to_owned(), b.absolute(&path))
                })
                .collect(),
        };
        let lastmod = dates::page(b.briefing, spec.target, spec.lang);
        Address { loc: b.absolute(&spec.path), alternates, lastmod }
    };
    let is_draft =
        |spec: &PageSpec| spec.target.entity().is_some_and(|entity| b.briefing.shows_draft(entity, spec.lang));
    let is_listed = |spec: &&PageSpec| {
        spec.target != Target::NotFound && b.language_of(spec.target, spec.lang) == spec.lang && !is_draft(spec)
    };
    pages.iter().filter(is_listed).map(address).collect()
}
