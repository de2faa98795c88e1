//! Links of texts to a part of a page, held against the pages as they are made.
//!
//! Only the page itself has all its ids: those that the theme writes, those of facts, notes and movements, those of
//! headings. So a page is made that a text names a part of. Links of a text to its own headings, which are most, are known
//! from the text alone ([`crate::prose::scan()`]) and cost nothing here.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use super::{Compiled, Renderer};
use crate::diagnostics::{Diagnostic, Severity, closest, codes};
use crate::model::{AddressRef, Prose};
use crate::plan::{Planned, pretty};
use crate::prose::percent_decoded;

/// How many wrong fragments of a page are compared with its ids.
const MOST_COMPARED: usize = 100;

/// What a text names a part of.
struct Named<'c> {
    body: &'c Prose,
    address: &'c AddressRef,
    fragment: String,
}

/// Parts of pages that are not there. Nothing is said while something else is wrong with the project: a page may then
/// lack what it is going to have.
pub(super) fn check(compiled: &Compiled) -> Vec<Diagnostic> {
    let named = named(compiled);
    if named.is_empty() || compiled.diagnostics.errors() > 0 {
        return Vec::new();
    }
    let Some(renderer) = Renderer::new(compiled) else { return Vec::new() };
    let of_page = |(path, named): (&String, &Vec<Named<'_>>)| {
        let Some(Ok(html)) = renderer.output(path) else { return Vec::new() };
        let html = String::from_utf8_lossy(&html);
        let ids: HashSet<&str> = ids(&html).collect();
        let unknown = named.iter().filter(|named| !ids.contains(named.fragment.as_str()));
        let near = |at: usize, fragment: &str| {
            let ids = ids.iter().copied().filter(|_| at < MOST_COMPARED);
            let mut ids: Vec<&str> = ids.collect();
            ids.sort_unstable();
            closest(fragment, ids).map(str::to_owned)
        };
        unknown.enumerate().map(|(at, named)| problem(path, named, near(at, &named.fragment))).collect()
    };
    named.par_iter().flat_map_iter(of_page).collect()
}

/// All links to a part of a page, by the path of the page.
fn named(compiled: &Compiled) -> BTreeMap<String, Vec<Named<'_>>> {
    let mut all: BTreeMap<String, Vec<Named<'_>>> = BTreeMap::new();
    for (entity, body) in compiled.briefing.bodies() {
        for address in &body.addresses {
            // `#` and `#top` lead to the head of any page.
            let fragment = address.fragment().filter(|fragment| !["", "top"].contains(fragment));
            let found = || compiled.plan.leads_to(&compiled.briefing, entity, body.lang, &address.path);
            if let Some(fragment) = fragment
                && let Some((path, Planned::Page(_))) = found()
            {
                let fragment = percent_decoded(fragment).into_owned();
                all.entry(path).or_default().push(Named { body, address, fragment });
            }
        }
    }
    all
}

fn problem(path: &str, named: &Named<'_>, near: Option<String>) -> Diagnostic {
    let Named { body, address, fragment } = named;
    let page = if address.path.is_empty() { "this page".to_owned() } else { format!("`/{}`", pretty(path)) };
    let title = format!("expected a part of {page}, found `#{fragment}`");
    let mut problem = Diagnostic::new(codes::BROKEN_LINK, address.span, title);
    problem.severity = Severity::Warning;
    let written = body.text.get(address.span.range()).and_then(|written| written.split_once('#'));
    match (near, written) {
        (Some(near), Some((before, _))) if address.is_verbatim => {
            problem.suggest("the page has a part with a similar name", address.span, format!("{before}#{near}"))
        }
        _ => problem.help("parts are headings, in small letters with hyphens, and what the page's own links lead to"),
    }
}

/// The ids of the elements of a page.
fn ids(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices(" id=").filter_map(|(at, name)| {
        let value = html.get(at + name.len()..)?;
        match value.strip_prefix(['"', '\'']) {
            Some(quoted) => quoted.split(['"', '\'']).next(),
            None => value.split([' ', '>']).next(),
        }
    })
}
