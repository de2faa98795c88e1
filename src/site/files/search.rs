//! The index that the search page reads, of a site that has `search = true`: all files of a language are made together.

use super::{Extra, File};
use crate::model::{Briefing, LangId, Prose};
use crate::plan::Plan;
use crate::render::build::Builder;
use crate::search;
use crate::site::prefix;

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// `names.json`: the companies.
    Names,
    /// `parties.json`: who takes part in each deal.
    Parties,
    /// `words/0.bin`: some words, with the deals that have them.
    Words(u32),
    /// `results/0.json`: what is shown of some deals.
    Results(u32),
}

impl Part {
    /// All, in the order in which they are made.
    fn all(briefing: &Briefing) -> impl Iterator<Item = Part> {
        let count = |count: usize| 0..u32::try_from(count).unwrap_or(u32::MAX);
        let words = count(search::shard_count(briefing)).map(Part::Words);
        [Part::Names, Part::Parties]
            .into_iter()
            .chain(words)
            .chain(count(search::block_count(briefing)).map(Part::Results))
    }

    fn path(self, briefing: &Briefing, lang: LangId) -> String {
        let folder = prefix(briefing, lang) + search::FOLDER;
        match self {
            Part::Names => folder + "names.json",
            Part::Parties => folder + "parties.json",
            Part::Words(number) => format!("{folder}words/{number}.bin"),
            Part::Results(number) => format!("{folder}results/{number}.json"),
        }
    }
}

/// `index.json`, with which all others are made.
pub(crate) struct Index {
    pub(crate) lang: LangId,
}

impl Index {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        if briefing.site.search {
            all.extend(briefing.site.lang_ids().map(Extra::Search));
        }
    }
}

impl File for Index {
    fn path(&self, briefing: &Briefing) -> String {
        prefix(briefing, self.lang) + search::FOLDER + "index.json"
    }

    fn name(&self) -> &'static str {
        NAME
    }

    fn paths(&self, briefing: &Briefing) -> Vec<String> {
        let parts = Part::all(briefing).map(|part| part.path(briefing, self.lang));
        std::iter::once(self.path(briefing)).chain(parts).collect()
    }

    /// The words of every deal.
    fn texts<'b>(&self, briefing: &'b Briefing, _: &Plan) -> Vec<&'b Prose> {
        briefing.deals().flat_map(|(_, deal)| &deal.bodies).collect()
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        search::make(&builders[self.lang.index()])
    }
}

/// A file that the index refers to.
pub(crate) struct OfIndex {
    pub(crate) part: Part,
    pub(crate) lang: LangId,
}

impl OfIndex {
    pub(super) fn all(briefing: &Briefing, _: &Plan, all: &mut Vec<Extra>) {
        if briefing.site.search {
            let of = |lang| Part::all(briefing).map(move |part| Extra::SearchPart(part, lang));
            all.extend(briefing.site.lang_ids().flat_map(of));
        }
    }
}

impl File for OfIndex {
    fn path(&self, briefing: &Briefing) -> String {
        self.part.path(briefing, self.lang)
    }

    fn name(&self) -> &'static str {
        NAME
    }

    fn leader(&self) -> Option<Extra> {
        Some(Extra::Search(self.lang))
    }

    fn make(&self, builders: &[Builder<'_>]) -> Vec<Vec<u8>> {
        let Some(leader) = self.leader() else { return Vec::new() };
        leader.with(|file| file.make(builders))
    }
}

const NAME: &str = "the index for search";
