//! Who has it from whom: sources that repeat the same origin are one voice, however many they are.
//!
//! A source's origins are itself, or what it relays, down to the first that relays nothing; an outlet without a sheet
//! is an origin by its name, and so is the publisher of a source that relays nothing. What a single claim has from an
//! outlet (`via`) counts for that claim. Two sources are one voice if they share an origin; two articles of one
//! publisher are two voices, until a third relays that publisher. Sources that relay each other in a circle are one
//! voice: nobody outside of it is named. What readers write is no voice.

use std::collections::{BTreeMap, BTreeSet};

use super::{Briefing, Citation, Claim, Rank, Source, SourceId, SourceKind};

/// More origins than this no source has; a longer chain is cut.
const AT_MOST: usize = 64;

/// Where somebody has news from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Origin {
    /// A source that relays nothing.
    Source(SourceId),
    /// An outlet, by the number of its name.
    Outlet(u32),
}

/// The origins of a site's sources.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    of: Vec<Vec<Origin>>,
    /// The number of the outlet that publishes each source.
    publisher: Vec<Option<u32>>,
    /// Per source: the line from which readers write.
    comments: Vec<Option<u32>>,
    outlets: BTreeMap<String, u32>,
}

impl Origins {
    /// Follows the relays of all sources.
    pub fn of(briefing: &Briefing) -> Origins {
        let mut origins = Origins::default();
        for source in briefing.sources.iter() {
            for name in &source.relays_outlets {
                origins.number(name);
            }
        }
        for name in briefing.deals.iter().flat_map(|d| d.claims()).flat_map(|c| &c.via) {
            origins.number(name);
        }
        let publisher = |name: &Option<String>| name.as_deref().and_then(|n| origins.outlets.get(&key(n)).copied());
        origins.publisher = briefing.sources.iter().map(|s| publisher(&s.publisher)).collect();
        let comments = |s: &Source| if s.kind == SourceKind::Comment { Some(0) } else { s.comments_from };
        origins.comments = briefing.sources.iter().map(comments).collect();
        origins.of = briefing.sources().map(|(id, _)| origins.follow(briefing, id)).collect();
        origins
    }

    fn number(&mut self, name: &str) {
        let next = self.outlets.len() as u32;
        self.outlets.entry(key(name)).or_insert(next);
    }

    /// The ends of a source's chain of relays.
    fn follow(&self, briefing: &Briefing, start: SourceId) -> Vec<Origin> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            let source = briefing.source(id);
            if source.relays.is_empty() && source.relays_outlets.is_empty() {
                found.insert(Origin::Source(id));
                found.extend(self.publisher[id.index()].map(Origin::Outlet));
            }
            found.extend(
                source.relays_outlets.iter().filter_map(|n| self.outlets.get(&key(n))).map(|&n| Origin::Outlet(n)),
            );
            if found.len() + seen.len() > AT_MOST {
                break;
            }
            open.extend(source.relays.iter().filter(|&&r| seen.insert(r)));
        }
        match found.is_empty() {
            // Sources that relay each other in a circle: all of them are where each has it from.
            true => seen.into_iter().map(Origin::Source).collect(),
            false => found.into_iter().collect(),
        }
    }

    /// How many voices some citations are.
    pub fn voices(&self, citations: &[Citation]) -> usize {
        self.count(citations.iter().filter(|c| !self.is_comment(c)).map(|c| (c.source, &[][..])))
    }

    /// How many voices say what the live claims of a fact say.
    pub fn voices_of(&self, briefing: &Briefing, claims: &[Claim]) -> usize {
        let live = claims.iter().filter(|c| c.rank != Rank::Deprecated);
        let via: Vec<(SourceId, Vec<Origin>)> =
            live.flat_map(|c| self.voiced(c).map(|s| (s.source, self.via(briefing, c)))).collect();
        self.count(via.iter().map(|(source, via)| (*source, via.as_slice())))
    }

    /// The citations of a claim that are no reader's comment.
    fn voiced<'c>(&self, claim: &'c Claim) -> impl Iterator<Item = &'c Citation> {
        claim.sources.iter().filter(|c| !self.is_comment(c))
    }

    fn is_comment(&self, citation: &Citation) -> bool {
        let from = self.comments[citation.source.index()];
        from.is_some_and(|from| from == 0 || citation.line.is_some_and(|line| line >= from))
    }

    /// Whom a claim names as the origin of what its sources say: ids of sources or names of outlets.
    fn via(&self, briefing: &Briefing, claim: &Claim) -> Vec<Origin> {
        let mut found = Vec::new();
        for name in &claim.via {
            match briefing.find_source(name) {
                Some(source) => found.extend(&self.of[source.index()]),
                None => found.extend(self.outlets.get(&key(name)).map(|&n| Origin::Outlet(n))),
            }
        }
        found
    }

    /// The number of groups that share an origin, directly or through others.
    fn count<'a>(&self, sources: impl Iterator<Item = (SourceId, &'a [Origin])>) -> usize {
        let mut groups: Vec<BTreeSet<Origin>> = Vec::new();
        for (source, via) in sources {
            let mut own: BTreeSet<Origin> = self.of[source.index()].iter().chain(via).copied().collect();
            // The same source twice is one voice, whatever else it relays.
            own.insert(Origin::Source(source));
            groups.retain(|group| {
                let joined = !group.is_disjoint(&own);
                if joined {
                    own.extend(group);
                }
                !joined
            });
            groups.push(own);
        }
        groups.len()
    }
}

/// A name as it is compared.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}
