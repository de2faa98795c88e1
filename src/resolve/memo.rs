//! What one run of resolution leaves to the next, so that an edit costs what it touches.
//!
//! Only whole results are taken over, and only where everything that went into them is the same: a deal is resolved
//! again if its sheet or one of its texts changed, all deals are if anything did that every deal looks at (settings,
//! a company, a source, which deals are published). Whether a document changed is told by its pointer: the caller
//! keeps the documents of files that it did not parse again.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::Options;
use crate::diagnostics::Diagnostic;
use crate::model::{Briefing, Company, Deal, Entity};
use crate::parse::{Collection, Document, Parsed};

/// What the last run left. Starts empty.
#[derive(Default)]
pub struct Memo {
    run: Option<(Vec<Arc<Parsed>>, Options)>,
    /// Of the pass over everything.
    pub(super) all: Option<Last>,
    /// Of the pass over what may be published.
    pub(super) published: Option<Last>,
}

/// What changed since the last run, while everything that all deals look at stayed.
#[derive(Default)]
pub(super) struct Changed {
    /// Deals, companies and pages with another sheet or text, by their written ids.
    entities: BTreeMap<Collection, HashSet<String>>,
    /// Whether a deal's sheet is among what changed; if not, only texts did.
    pub(super) sheets: bool,
}

impl Changed {
    fn insert(&mut self, collection: Collection, id: &str) {
        self.entities.entry(collection).or_default().insert(id.to_owned());
    }

    pub(super) fn touches(&self, collection: Collection, id: &str) -> bool {
        self.entities.get(&collection).is_some_and(|ids| ids.contains(id))
    }
}

impl Memo {
    /// What changed since the last run; `None` if nothing of it can be taken over. The next call compares with
    /// `parsed`.
    pub(super) fn changed(&mut self, parsed: &[Arc<Parsed>], options: Options) -> Option<Changed> {
        let before = self.run.replace((parsed.to_vec(), options));
        let changed = before.and_then(|(before, old)| (old == options).then(|| compare(&before, parsed)).flatten());
        if changed.is_none() {
            (self.all, self.published) = (None, None);
        }
        changed
    }
}

fn compare(before: &[Arc<Parsed>], now: &[Arc<Parsed>]) -> Option<Changed> {
    if before.len() != now.len() {
        return None;
    }
    let mut changed = Changed::default();
    for (old, new) in before.iter().zip(now).filter(|(old, new)| !Arc::ptr_eq(old, new)) {
        if old.file != new.file {
            return None;
        }
        match (old.documents.as_slice(), new.documents.as_slice()) {
            ([Document::Deal(old)], [Document::Deal(deal)]) if old.id == deal.id => {
                changed.sheets = true;
                changed.insert(Collection::Deals, &deal.id);
            }
            ([Document::Prose(old)], [Document::Prose(text)])
                if (old.collection, &old.id) == (text.collection, &text.id) =>
            {
                changed.insert(text.collection, &text.id);
            }
            _ => return None,
        }
    }
    Some(changed)
}

/// A deal or company with its problems.
pub(super) struct Resolved<T> {
    pub(super) entity: Arc<T>,
    pub(super) problems: Vec<Diagnostic>,
}

impl<T> Clone for Resolved<T> {
    fn clone(&self) -> Resolved<T> {
        Resolved { entity: Arc::clone(&self.entity), problems: self.problems.clone() }
    }
}

/// Where the texts of an entity lead, and what is wrong with their references.
#[derive(Default)]
pub(super) struct References {
    pub(super) linked: Vec<Entity>,
    pub(super) problems: Vec<Diagnostic>,
}

/// What a pass left.
pub(super) struct Last {
    /// Which documents it passed over, and which sources.
    pub(super) skip: HashSet<(Collection, String)>,
    pub(super) unseen: Vec<String>,
    pub(super) deals: Vec<Resolved<Deal>>,
    pub(super) companies: Vec<Resolved<Company>>,
    /// Per deal, company and page.
    pub(super) references: Vec<Arc<References>>,
    /// The result. Its parts are shared, so that keeping it costs little.
    pub(super) briefing: Briefing,
}
