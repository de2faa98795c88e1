//! Which outputs print the words of texts that were edited.
//!
//! The words of a text, all but what [`Prose::outward`] covers, are printed on the page that it belongs to, in each
//! language (a text stands in for a missing translation), and a deal's in the feeds of the site, which bring whole
//! texts of what moved last. Nothing else may print them; whoever lets a page do so adds it to [`outputs`]. That the list is whole is
//! tested: a build after an edit is compared with one from nothing, for many random edits.

use std::collections::BTreeMap;

use ahash::HashMap;

use super::{Compiled, Record};
use crate::model::{CompanyId, DealId, Entity, PageId, Prose};
use crate::plan::{Extra, Scope, Subject, Target};
use crate::render::SITE_ENTRIES;

/// Outputs that have to be made again, and for each the text that it is made again for.
pub type Edited = BTreeMap<String, String>;

impl Compiled {
    /// All published texts, and what they belong to.
    pub(super) fn bodies(&self) -> Vec<(Entity, &Prose)> {
        let briefing = &self.briefing;
        let deals = briefing.deals.iter().enumerate();
        let companies = briefing.companies.iter().enumerate();
        let pages = briefing.pages.iter().enumerate();
        let deals = deals.flat_map(|(i, d)| with(Entity::Deal(DealId(i as u32)), &d.bodies));
        let companies = companies.flat_map(|(i, c)| with(Entity::Company(CompanyId(i as u32)), &c.bodies));
        let pages = pages.flat_map(|(i, p)| with(Entity::Page(PageId(i as u32)), &p.bodies));
        deals.chain(companies).chain(pages).collect()
    }

    /// What these texts belong to, each with its text.
    ///
    /// # Errors
    /// The first text that differs from `before` in more than its words: then any page may show it.
    pub fn edited<'t>(&self, texts: &'t [String], before: &Record) -> Result<Vec<(Entity, &'t str)>, &'t str> {
        let bodies: HashMap<&str, (Entity, &Prose)> =
            self.bodies().into_iter().map(|(entity, body)| (self.path(body), (entity, body))).collect();
        let edited = |text: &'t String| match bodies.get(text.as_str()) {
            Some((entity, body)) if before.outward(text) == Some(body.outward()) => Ok((*entity, text.as_str())),
            _ => Err(text.as_str()),
        };
        texts.iter().map(edited).collect()
    }

    /// The file of a text.
    pub(super) fn path(&self, body: &Prose) -> &str {
        &self.files.get(body.file).path
    }
}

/// These texts, each with what it belongs to.
fn with(entity: Entity, bodies: &[Prose]) -> impl Iterator<Item = (Entity, &Prose)> {
    bodies.iter().map(move |body| (entity, body))
}

/// The outputs that print the words of these texts.
pub fn outputs(compiled: &Compiled, edited: &[(Entity, &str)]) -> Edited {
    let edited: HashMap<Entity, &str> = edited.iter().copied().collect();
    let text_of = |entity: Entity| edited.get(&entity).map(|text| (*text).to_owned());
    let plan = &compiled.plan;
    let in_feeds = plan.items.iter().take(SITE_ENTRIES).find_map(|item| match item.subject {
        Subject::Deal(id) => text_of(Entity::Deal(id)),
        Subject::Company(_) => None,
    });
    let page = |target: Target| match target {
        Target::Deal(id) => text_of(Entity::Deal(id)),
        Target::Company(id) => text_of(Entity::Company(id)),
        Target::Page(id) => text_of(Entity::Page(id)),
        _ => None,
    };
    let extra = |extra: Extra| match extra {
        Extra::Feed(_, Scope::Site, _) => in_feeds.clone(),
        _ => None,
    };
    let pages = plan.pages.iter().filter_map(|spec| Some((spec.path.clone(), page(spec.target)?)));
    let extras = plan.extras.iter().filter_map(|(path, made)| Some((path.clone(), extra(*made)?)));
    pages.chain(extras).collect()
}
