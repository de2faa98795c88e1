//! Plans that are not carried out: each with its reason, and how it may be carried out all the same.

use super::limits::exceeded;
use super::memory::Memory;
use super::plan::{Plan, pages};
use super::release::{Generation, Release};
use super::site::Site;
use super::source::{Descent, Source};
use crate::model::{Destination, Host};

/// A reason not to publish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A stable name.
    pub code: &'static str,
    /// Why, and the remedy.
    pub text: String,
}

/// What was allowed on the command line.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    /// How many pages may go away.
    pub deletes: Option<usize>,
    /// Which release may be replaced, though it is not known to be older.
    pub replace: Option<Generation>,
}

/// All reasons not to carry out a plan.
pub fn refusals(
    (destination, host): (&Destination, Host),
    base_url: &str,
    (site, plan): (&Site, &Plan),
    there: Option<&Release>,
    (memory, source): (&Memory, &Source),
    allowed: &Allowed,
) -> Vec<Refusal> {
    let mut all = Vec::new();
    let mut refuse = |code, text: String| all.push(Refusal { code, text });
    if let Some(url) = destination.url.as_ref().filter(|url| url.value != base_url) {
        refuse(
            "url",
            format!(
                "`url` of this target is `{}` and `base_url` is `{base_url}`; the site would point elsewhere: correct one of them",
                url.value
            ),
        );
    }
    if !site.has_deals() {
        refuse("empty", "the site has no deal; a briefing without one is not published".to_owned());
    }
    for text in exceeded(site, destination.limits.unwrap_or(host)) {
        refuse("limits", format!("{text}: choose another host or plan, or set `limits = \"none\"`"));
    }
    let Some(there) = there else { return all };
    let removed = plan.removed_pages().count();
    let before = pages(&there.manifest);
    let most = allowed.deletes.unwrap_or_else(|| destination.max_deletes.of(before));
    if removed > most {
        refuse(
            "deletes",
            format!(
                "{removed} of {before} pages would go away: if they are to, add `--deletes {removed}` \
             (`max_deletes` allows {most})"
            ),
        );
    }
    let generation = &there.generation;
    if *generation == site.generation || memory.knows(there) || allowed.replace.as_ref() == Some(generation) {
        return all;
    }
    let commit = there.source.as_deref().map_or("", |commit| commit.get(..12).unwrap_or(commit));
    let remedy = format!("to replace it all the same, add `--replace {generation}`");
    let text = match source.descent(there.source.as_deref()) {
        Descent::Older => return all,
        Descent::Newer => format!(
            "the site there was built from the commit {commit}, which is newer than this one: `git pull` first; {remedy}"
        ),
        Descent::Shallow => format!(
            "the site there was built from the commit {commit}, which this shallow clone does not have: fetch the whole history (`git fetch --unshallow`; in a workflow `fetch-depth: 0`); {remedy}"
        ),
        Descent::Apart => format!(
            "the site there was built from the commit {commit}, which this repository does not have, or which is on another branch: fetch and merge it first; {remedy}"
        ),
        Descent::Edited => format!(
            "the site there was built from the commit {commit} with edits that were not committed, which only who \
             published it can have: ask them to commit and push; {remedy}"
        ),
        Descent::Unknown if memory.is_empty() => {
            format!("the site there was not published from here, and it is not known which is newer; {remedy}")
        }
        Descent::Unknown => format!("somebody else has published since the last time from here; {remedy}"),
    };
    refuse("newer", text);
    all
}
