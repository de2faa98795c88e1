//! Search: an index per language, cut into files so that a query fetches a few of them.
//!
//! 1. [`words()`] says what a word is; the browser folds a query the same way.
//! 2. `terms` collects the words of all deals, and cuts them into shards in the order of words.
//! 3. `entries` is what is shown of results and what filters need.
//! 4. [`make`] writes all of it: `index.json`, which names the others with their hashes, and these.
//!
//! Deals are numbered from the oldest, so that a new one changes few files. How many files there are follows from the
//! number of deals alone: the plan knows their addresses before a text is read. Nothing is indexed but what a briefing
//! that is published shows: no draft, even where drafts are built.

mod entries;
mod gather;
mod terms;
mod words;

pub use words::{folded, words};

use serde::Serialize;

use crate::model::{Briefing, DealId, Entity, Reads};
use crate::render::build::Builder;
use entries::{Facets, json};
use terms::Terms;

/// The page and its index, below the folder of a language.
pub(crate) const FOLDER: &str = "search/";

/// Results in one file.
pub(crate) const LINES: usize = 16;

/// How many files of words there are: about 12 KB each, of texts of some hundred words.
pub(crate) fn shard_count(briefing: &Briefing) -> usize {
    let deals = briefing.deals.len();
    2 + deals / 64 + deals.isqrt()
}

/// How many files of results.
pub(crate) fn block_count(briefing: &Briefing) -> usize {
    briefing.deals.len().div_ceil(LINES).max(1)
}

/// `index.json`: what a browser reads first.
#[derive(Serialize)]
struct Index {
    /// How many deals.
    deals: usize,
    /// How many of them in one file.
    lines: usize,
    /// Per file of words its first one and its hash.
    words: Vec<(String, String)>,
    /// The hashes of the files of results.
    results: Vec<String>,
    /// The hash of the companies.
    names: String,
    /// The hash of the parties.
    parties: String,
    #[serde(flatten)]
    facets: Facets,
}

/// The files of a language: the index, companies, parties of deals, words, results.
pub(crate) fn make(b: &Builder<'_>) -> Vec<Vec<u8>> {
    let briefing = b.briefing;
    // The words of all deals, which other threads look at.
    Reads::note_all();
    let deals: Vec<DealId> = briefing
        .chronology
        .iter()
        .rev()
        .copied()
        .filter(|id| !briefing.shows_draft(Entity::Deal(*id), b.lang))
        .collect();
    let companies = entries::companies(b);
    let (names_hash, names) = stamped(&entries::names(b, &companies));
    let (parties_hash, parties) = stamped(&entries::parties_of(b, &deals, &companies));
    let gathered = Terms::of(deals.len(), |number, terms| gather::deal(b, deals[number as usize], number, terms));
    let shards = gathered.shards(deals.len(), shard_count(briefing)).into_iter().map(|(first, bytes)| {
        let hash = hash(&bytes);
        let bytes = [hash.as_bytes(), &bytes].concat();
        ((first, hash), bytes)
    });
    let (words, shards): (Vec<_>, Vec<_>) = shards.unzip();
    let block = |place: usize| {
        let range = (place * LINES).min(deals.len())..((place + 1) * LINES).min(deals.len());
        stamped(&entries::block(b, &deals[range]))
    };
    let (results, blocks): (Vec<_>, Vec<_>) = (0..block_count(briefing)).map(block).unzip();
    let facets = Facets::of(b, &deals);
    let index =
        Index { deals: deals.len(), lines: LINES, words, results, names: names_hash, parties: parties_hash, facets };
    [json(&index).into_bytes(), names, parties].into_iter().chain(shards).chain(blocks).collect()
}

/// A value with its hash beside it.
fn stamped(value: &str) -> (String, Vec<u8>) {
    let hash = hash(value.as_bytes());
    let bytes = format!("{{\"v\":\"{hash}\",\"of\":{value}}}").into_bytes();
    (hash, bytes)
}

/// Enough to tell two builds of one file apart.
fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..8].to_owned()
}
