//! What an edit changed, and which outputs print the words of texts that were edited.
//!
//! The words of a text, all but what [`Prose::outward`] covers, are printed on the page that it belongs to, in its
//! language and in those that it stands in for, and by files that say so (`site::files`): feeds bring whole texts of what
//! moved last, the index for search the words of all deals. Nothing else may print them, which is tested: builds after
//! random edits are compared with builds from nothing.

use std::collections::BTreeMap;

use ahash::{HashMap, HashSet};

use super::{Compiled, Record};
use crate::model::{DealId, Entity, Prose};
use crate::plan::{Extra, PageSpec};
use crate::span::FileId;

/// Outputs that have to be made again, and for each the text that it is made again for.
pub type Edited = BTreeMap<String, String>;

/// What an edit can have changed.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The words of these texts, and nothing else of them.
    pub words: Vec<(Entity, FileId)>,
    /// Anything of these deals, in the order of ids.
    pub deals: Vec<DealId>,
}

impl Compiled {
    /// What changed with these files.
    ///
    /// # Errors
    /// The first file that is no deal's, and differs from `before` in more than words: then any page may show it.
    pub fn changed<'t>(&self, files: &'t [String], before: &Record) -> Result<Changed, &'t str> {
        let bodies: HashMap<&str, (Entity, &Prose)> =
            self.briefing.bodies().map(|(entity, body)| (self.path(body), (entity, body))).collect();
        let sheets: HashMap<&str, DealId> =
            self.briefing.deals().map(|(id, deal)| (self.files.get(deal.file).path.as_str(), id)).collect();
        let mut changed = Changed::default();
        for file in files {
            match (bodies.get(file.as_str()), sheets.get(file.as_str())) {
                (Some((entity, body)), _) if before.outward(file) == Some(body.outward()) => {
                    changed.words.push((*entity, body.file));
                }
                (Some((Entity::Deal(id), _)), _) | (None, Some(id)) => changed.deals.push(*id),
                (Some((Entity::Company(_) | Entity::Page(_), _)), _) | (None, None) => return Err(file.as_str()),
            }
        }
        changed.deals.sort_unstable();
        changed.deals.dedup();
        Ok(changed)
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
    let page = |spec: &PageSpec| why(briefing.body(spec.target.with(|kind| kind.text())?, spec.lang));
    // What is made with another file is made when that one is.
    let files = |extra: Extra| {
        extra.with(|file| {
            let leads = file.leader().is_none();
            let edited =
                leads.then(|| file.texts(briefing, plan).into_iter().find_map(|body| why(Some(body)))).flatten();
            let Some(text) = edited else { return Vec::new() };
            file.paths(briefing).into_iter().map(|path| (path, text.clone())).collect::<Vec<(String, String)>>()
        })
    };
    let pages = plan.pages.iter().filter_map(|spec| Some((spec.path.clone(), page(spec)?)));
    let extras = plan.extras.iter().flat_map(|(_, made)| files(*made));
    pages.chain(extras).collect()
}
