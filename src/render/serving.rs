//! How a site is to be served, from its plan and its theme.

use crate::headers::Serving;
use crate::model::{Briefing, Headers};
use crate::plan::{Plan, pretty};
use crate::theme::Theme;

/// What servers need to know of a site.
pub fn serving(briefing: &Briefing, plan: &Plan, theme: Option<&Theme>, headers: &Headers) -> Serving {
    let assets = || theme.into_iter().flat_map(|theme| theme.sent());
    let pages = plan.pages.iter().map(|page| page.path.as_str());
    let copies = plan.copies.iter().map(|copy| copy.path.as_str());
    let extras = plan.extras.iter().map(|(path, _)| path.as_str());
    let paths = pages.chain(copies).chain(extras).chain(assets().map(|asset| asset.path.as_str()));
    let fingerprinted =
        assets().filter(|asset| crate::headers::is_fingerprinted(&asset.path, &blake3::hash(&asset.bytes)));
    let redirects = plan.redirects.iter().map(|redirect| {
        let to = plan.path(briefing, redirect.to, redirect.lang);
        (pretty(&redirect.path).to_owned(), pretty(&to).to_owned())
    });
    let fingerprinted = fingerprinted.map(|asset| asset.path.clone()).collect();
    Serving::new(headers, briefing.site.base_path(), paths, fingerprinted, redirects.collect())
}
