//! Documents → [`Briefing`]: names become ids, claims become facts, texts find their entities.
//!
//! Never fails: every problem is a diagnostic, and what it concerns is left out. Drafts and embargoed
//! deals are resolved (so that their mistakes are seen), then everything is resolved once more without
//! them: what a [`Briefing`] holds may be published, and nothing else is in it.

mod best;
mod chart;
mod company;
mod correction;
mod deal;
mod facts;
mod further;
mod index;
mod known;
mod memo;
mod names;
mod pass;
mod place;
mod prose;
mod sheet;
mod site;
mod source;

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostics::Diagnostics;
use crate::files::Files;
use crate::model::{Briefing, Company, CompanyId, Entity, LinkKind, Site};
use crate::parse::{Collection, Document, Parsed};

pub(crate) use best::on_day;
pub use chart::{Charted, charted};
pub use facts::{FactError, FactRef, find as find_fact};
pub use known::as_known;
use memo::Changed;
pub use memo::Memo;
use pass::Pass;

/// What the content is resolved for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The build date: embargoes end and statuses hold on this day.
    pub today: Date,
    /// Publish drafts and embargoed deals too.
    pub drafts: bool,
}

/// Resolves all documents of a run, given in the order of paths. What `memo` holds from the last run is taken over
/// where it must be the same; the result never depends on it.
pub fn resolve(files: &Files, parsed: &[Arc<Parsed>], options: Options, memo: &mut Memo) -> (Briefing, Diagnostics) {
    let changed = memo.changed(parsed, options);
    let (briefing, mut diagnostics) = published(files, parsed, options, memo, changed.as_ref());
    let echoes = site::echoes(parsed);
    diagnostics.0.retain(|d| !echoes.contains(&d.code));
    (briefing, diagnostics)
}

/// The settings among these documents; their problems are told by [`resolve`].
pub fn settings(parsed: &[Arc<Parsed>]) -> Site {
    site::resolve(parsed, &mut Diagnostics::default())
}

/// What may be published, and the problems of everything.
fn published(
    files: &Files,
    parsed: &[Arc<Parsed>],
    options: Options,
    memo: &mut Memo,
    changed: Option<&Changed>,
) -> (Briefing, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let site = site::resolve(parsed, &mut diagnostics);
    let nothing = HashSet::new();
    let all = Pass {
        files,
        parsed,
        site: &site,
        options,
        changed,
        skip: &nothing,
        withhold: false,
        unseen: &[],
        hidden: &[],
    };
    let mut briefing = all.run(&mut memo.all, &mut diagnostics);
    // An embargo ends on the day of the build, whatever day the briefing is kept to.
    let mut skip = hidden(parsed, options.today);
    if options.drafts {
        // What a draft brings with it is marked as one.
        for id in unnamed_companies(&briefing, &skip) {
            if let Some(company) = briefing.find_company(&id) {
                Arc::make_mut(&mut briefing.companies[company.index()]).draft = true;
            }
        }
        return (briefing, diagnostics);
    }
    // A translation that is a draft hides no page, but nothing of it may be seen.
    let is_draft_text = |d: &Document| matches!(d, Document::Prose(text) if text.draft);
    if skip.is_empty() && !parsed.iter().flat_map(|p| &p.documents).any(is_draft_text) {
        return (briefing, diagnostics);
    }
    let unnamed = unnamed_companies(&briefing, &skip);
    skip.extend(unnamed.iter().map(|id| (Collection::Companies, id.as_str())));
    let mut hidden: Vec<String> = skip.iter().map(|(_, id)| (*id).to_owned()).collect();
    hidden.sort_unstable();
    let unseen = unseen_sources(&briefing, &skip);
    let mut again = Diagnostics::default();
    let published = Pass {
        files,
        parsed,
        site: &site,
        options,
        changed,
        skip: &skip,
        withhold: true,
        unseen: &unseen,
        hidden: &hidden,
    };
    let briefing = published.run(&mut memo.published, &mut again);
    // What only the second pass says is about a published sheet that needs a hidden one.
    let new = again.0.into_iter().filter(|d| !diagnostics.0.contains(d)).collect::<Vec<_>>();
    diagnostics.extend(new);
    (briefing, diagnostics)
}

/// Documents that are not to be published on `today`.
fn hidden(parsed: &[Arc<Parsed>], today: Date) -> HashSet<(Collection, &str)> {
    let mut hidden = HashSet::new();
    for document in parsed.iter().flat_map(|p| &p.documents) {
        match document {
            Document::Deal(d) if d.draft || d.publish_on.is_some_and(|day| day.value > today) => {
                hidden.insert((Collection::Deals, d.id.as_str()));
            }
            Document::Company(c) if c.draft => {
                hidden.insert((Collection::Companies, c.id.as_str()));
            }
            // A draft text in the default language hides its page; a draft translation only itself.
            Document::Prose(p) if p.draft && p.lang.is_none() => {
                hidden.insert((p.collection, p.id.as_str()));
            }
            Document::Site(_) | Document::Deal(_) | Document::Company(_) | Document::Source(_) | Document::Prose(_) => {
            }
        }
    }
    hidden.extend(pages_without_text(parsed));
    hidden
}

/// Pages all of whose texts are drafts, translations too: nothing is left to show.
fn pages_without_text(parsed: &[Arc<Parsed>]) -> Vec<(Collection, &str)> {
    let texts = || {
        let all = parsed.iter().flat_map(|p| &p.documents);
        let texts = all.filter_map(|document| if let Document::Prose(text) = document { Some(text) } else { None });
        texts.filter(|text| text.collection == Collection::Pages)
    };
    if !texts().any(|text| text.draft) {
        return Vec::new();
    }
    let shown: HashSet<&str> = texts().filter(|text| !text.draft).map(|text| text.id.as_str()).collect();
    let drafts = texts().filter(|text| text.draft && !shown.contains(text.id.as_str()));
    drafts.map(|text| (Collection::Pages, text.id.as_str())).collect()
}

/// Companies that hidden deals name and nothing that is published does: their pages would tell what is coming.
fn unnamed_companies(briefing: &Briefing, skip: &HashSet<(Collection, &str)>) -> Vec<String> {
    let is_skipped =
        |company: CompanyId| skip.contains(&(Collection::Companies, briefing.company(company).id.as_str()));
    let (mut named, mut kept) = (HashSet::new(), HashSet::new());
    for (_, deal) in briefing.deals() {
        let into = if skip.contains(&(Collection::Deals, deal.id.as_str())) { &mut kept } else { &mut named };
        into.extend(deal.companies());
        into.extend(deal.reactions.iter().filter_map(|reaction| reaction.company));
        into.extend(deal.quotes.iter().filter_map(|quote| quote.of));
    }
    let mut waiting: Vec<CompanyId> = kept.iter().copied().collect();
    while let Some(company) = waiting.pop() {
        waiting.extend(owners(briefing.company(company)).filter(|owner| kept.insert(*owner)));
    }
    named.extend(briefing.site.subject.as_ref().and_then(|subject| briefing.find_company(&subject.value)));
    let is_hidden = |entity: &Entity| match entity {
        Entity::Deal(id) => skip.contains(&(Collection::Deals, briefing.deal(*id).id.as_str())),
        Entity::Company(id) => kept.contains(id) || is_skipped(*id),
        Entity::Page(id) => skip.contains(&(Collection::Pages, briefing.page(*id).id.as_str())),
    };
    let texts: Vec<&str> = briefing
        .bodies()
        .filter(|(entity, body)| !body.draft && !is_hidden(entity))
        .map(|(_, body)| body.markdown())
        .collect();
    let is_told = |company: &CompanyId| texts.iter().any(|text| text.contains(&briefing.company(*company).id));
    kept.retain(|company| !named.contains(company) && !is_told(company));
    // Whose a company is that is shown, is shown with it.
    let mut shown: Vec<CompanyId> =
        briefing.companies().map(|(id, _)| id).filter(|id| !kept.contains(id) && !is_skipped(*id)).collect();
    while let Some(company) = shown.pop() {
        shown.extend(owners(briefing.company(company)).filter(|owner| kept.remove(owner)));
    }
    kept.into_iter().map(|company| briefing.company(company).id.clone()).collect()
}

/// Whose it was, is and will be.
fn owners(company: &Company) -> impl Iterator<Item = CompanyId> {
    let now = company.part_of.as_ref().map(|(owner, _)| *owner);
    company.owners.iter().filter_map(|(_, owner)| *owner).chain(now)
}

/// Sources that hidden documents cite and published ones do not: their titles would tell what is coming.
fn unseen_sources(briefing: &Briefing, skip: &HashSet<(Collection, &str)>) -> Vec<String> {
    let is_hidden = |entity: &Entity| match entity {
        Entity::Deal(id) => skip.contains(&(Collection::Deals, briefing.deal(*id).id.as_str())),
        Entity::Company(id) => skip.contains(&(Collection::Companies, briefing.company(*id).id.as_str())),
        Entity::Page(id) => skip.contains(&(Collection::Pages, briefing.page(*id).id.as_str())),
    };
    let mut seen: HashSet<&str> = HashSet::new();
    let mut cited: HashSet<&str> = HashSet::new();
    for (source, backings) in briefing.sources.iter().zip(&*briefing.backings) {
        for backing in backings {
            if is_hidden(&backing.entity) { &mut cited } else { &mut seen }.insert(&source.id);
        }
    }
    for (entity, body) in briefing.bodies() {
        let into = if body.draft || is_hidden(&entity) { &mut cited } else { &mut seen };
        into.extend(body.citations.iter().map(|citation| citation.source.as_str()));
        into.extend(body.links.iter().filter_map(|link| LinkKind::Source.id(&link.target)));
    }
    // What a published source relays is shown on its page.
    for source in briefing.sources.iter().filter(|s| seen.contains(s.id.as_str())).collect::<Vec<_>>() {
        seen.extend(source.relays.iter().map(|r| briefing.source(*r).id.as_str()));
    }
    let mut unseen: Vec<String> = cited.difference(&seen).map(|id| (*id).to_owned()).collect();
    unseen.sort_unstable();
    unseen
}
