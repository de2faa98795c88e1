//! Which outputs print the words of texts that were edited.
//!
//! The words of a text, all but what [`Prose::outward`] covers, are printed on the page that it belongs to, in its
//! language and in those that it stands in for, and a deal's in the feeds of the site, which bring whole texts of what
//! moved last. Nothing else may print them; whoever lets a page do so adds it to [`outputs`]. That the list is whole
//! is tested: builds after random edits are compared with builds from nothing.

use std::collections::BTreeMap;

use ahash::{HashMap, HashSet};

use super::{Compiled, Record};
use crate::ledger::Scope;
use crate::model::{Entity, Prose};
use crate::plan::{Extra, PageSpec, Subject, Target};
use crate::render::site_entries;
use crate::span::FileId;

/// Outputs that have to be made again, and for each the text that it is made again for.
pub type Edited = BTreeMap<String, String>;

impl Compiled {
    /// What these texts belong to.
    ///
    /// # Errors
    /// The first text that differs from `before` in more than its words: then any page may show it.
    pub fn edited<'t>(&self, texts: &'t [String], before: &Record) -> Result<Vec<(Entity, FileId)>, &'t str> {
        let bodies: HashMap<&str, (Entity, &Prose)> =
            self.briefing.bodies().map(|(entity, body)| (self.path(body), (entity, body))).collect();
        let edited = |text: &'t String| match bodies.get(text.as_str()) {
            Some((entity, body)) if before.outward(text) == Some(body.outward()) => Ok((*entity, body.file)),
            _ => Err(text.as_str()),
        };
        texts.iter().map(edited).collect()
    }

    /// The file of a text.
    pub(super) fn path(&self, body: &Prose) -> &str {
        &self.files.get(body.file).path
    }
}

/// The outputs that print the words of these texts.
pub fn outputs(compiled: &Compiled, edited: &[(Entity, FileId)]) -> Edited {
    let (briefing, plan) = (&compiled.briefing, &compiled.plan);
    let edited: HashSet<FileId> = edited.iter().map(|(_, file)| *file).collect();
    let why = |body: Option<&Prose>| {
        body.filter(|body| edited.contains(&body.file)).map(|body| compiled.path(body).to_owned())
    };
    let page = |spec: &PageSpec| {
        let entity = spec.target.entity().filter(|_| !matches!(spec.target, Target::CompanyYear(..)))?;
        why(briefing.body(entity, spec.lang))
    };
    let extra = |extra: Extra| {
        let Extra::Feed(_, Scope::Site, lang) = extra else { return None };
        site_entries(briefing, plan, lang).find_map(|item| match item.subject {
            Subject::Deal(id) => why(briefing.body(Entity::Deal(id), lang)),
            Subject::Company(_) => None,
        })
    };
    let pages = plan.pages.iter().filter_map(|spec| Some((spec.path.clone(), page(spec)?)));
    let extras = plan.extras.iter().filter_map(|(path, made)| Some((path.clone(), extra(*made)?)));
    pages.chain(extras).collect()
}
