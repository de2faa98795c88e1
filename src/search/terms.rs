//! The words of all deals with the deals that have them, and how they are cut into shards.
//!
//! A shard holds neighbours in the order of words, so that a search for all words that begin alike asks for one shard, or
//! for two. Its bytes: eight hexadecimal digits (the hash of the rest, by which a browser tells a shard from one of
//! another build), then per word its length, the word, twice the number of deals plus one if only titles and parties
//! are listed, and per deal the distance from the one before it, times four, plus how much the word weighs there.
//! Numbers are groups of seven bits, the lowest first.

use std::cmp::Ordering;

use ahash::AHashMap;
use rayon::prelude::*;

use crate::model::Reads;

/// A word that is in more than one deal of this many says little: only the deals that it is prominent in are listed.
const COMMON_SHARE: usize = 4;
/// So does one that is in more deals than this, and no list is longer.
const LONGEST_LIST: usize = 2_500;
/// In a briefing of fewer deals no word is common.
const FEW: usize = 40;
/// Deals whose words are taken by one thread at a time. Not the number of threads, so that the result is the same.
const AT_A_TIME: usize = 256;

/// How much a word weighs in a deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It is in the text.
    Text = 0,
    /// It is in the line below the title, or in a fact.
    Fact = 1,
    /// It names a party, or is of the headline figure.
    Party = 2,
    /// It is in the title.
    Title = 3,
}

/// In which deals a word is, by their numbers, in their order.
type Postings = Vec<(u32, Weight)>;

/// Words, with the deals that have them.
#[derive(Default)]
pub(super) struct Terms {
    of: AHashMap<Box<str>, Postings>,
}

impl Terms {
    /// A word of a deal. Deals come in the order of their numbers.
    pub(super) fn put(&mut self, word: &str, deal: u32, weight: Weight) {
        let Some(postings) = self.of.get_mut(word) else {
            self.of.insert(word.into(), vec![(deal, weight)]);
            return;
        };
        match postings.last_mut() {
            Some((last, known)) if *last == deal => *known = weight.max(*known),
            _ => postings.push((deal, weight)),
        }
    }

    /// Adds those of later deals.
    fn extend(&mut self, later: Terms) {
        if self.of.is_empty() {
            self.of = later.of;
            return;
        }
        for (word, postings) in later.of {
            self.of.entry(word).or_default().extend(postings);
        }
    }

    /// The words of deals that are numbered from 0, by what takes those of one.
    pub(super) fn of(deals: usize, take: impl Fn(u32, &mut Terms) + Sync) -> Terms {
        let starts: Vec<usize> = (0..deals).step_by(AT_A_TIME).collect();
        let part = |start: &usize| {
            // What is looked at here is not what another output looks at that this thread is in the middle of.
            let made = Reads::of(|| {
                let mut terms = Terms::default();
                (*start..deals.min(start + AT_A_TIME)).for_each(|deal| take(deal as u32, &mut terms));
                terms
            });
            made.0
        };
        let parts: Vec<Terms> = starts.par_iter().map(part).collect();
        parts.into_iter().fold(Terms::default(), |mut all, part| {
            all.extend(part);
            all
        })
    }

    /// Cuts them into as many shards, of about one size: the first word of each, and its bytes.
    pub(super) fn shards(self, deals: usize, count: usize) -> Vec<(String, Vec<u8>)> {
        let mut all: Vec<(Box<str>, Postings)> = self.of.into_iter().collect();
        all.par_sort_unstable_by(|(a, _), (b, _)| order(a, b));
        let written: Vec<Vec<u8>> = all.par_iter().map(|(word, postings)| term(word, postings, deals)).collect();
        let size: usize = written.iter().map(Vec::len).sum();
        let mut shards = vec![(String::new(), Vec::with_capacity(size / count + 64)); count];
        let mut before = 0;
        for ((word, _), bytes) in all.iter().zip(&written) {
            let (first, shard) = &mut shards[(before * count / size.max(1)).min(count - 1)];
            if shard.is_empty() {
                *first = word.to_string();
            }
            shard.extend_from_slice(bytes);
            before += bytes.len();
        }
        shards
    }
}

/// As browsers compare strings: by units of UTF-16.
fn order(a: &str, b: &str) -> Ordering {
    let is_beyond = |text: &str| text.bytes().any(|byte| byte >= 0xEE);
    match is_beyond(a) || is_beyond(b) {
        true => a.encode_utf16().cmp(b.encode_utf16()),
        false => a.cmp(b),
    }
}

/// A word with its deals, as it stands in a shard.
fn term(word: &str, postings: &Postings, deals: usize) -> Vec<u8> {
    let is_common = deals >= FEW && postings.len() > deals.div_ceil(COMMON_SHARE).min(LONGEST_LIST);
    let mut listed: Vec<(u32, Weight)> = match is_common {
        true => postings.iter().filter(|(_, weight)| *weight >= Weight::Party).copied().collect(),
        false => postings.clone(),
    };
    // The newest have the highest numbers.
    let cut = listed.len().saturating_sub(LONGEST_LIST);
    listed.drain(..cut);
    let mut out = Vec::with_capacity(word.len() + 4 + listed.len() * 2);
    number(word.len(), &mut out);
    out.extend_from_slice(word.as_bytes());
    number(listed.len() * 2 + usize::from(is_common), &mut out);
    let mut last = 0;
    for (deal, weight) in listed {
        number((deal - last) as usize * 4 + weight as usize, &mut out);
        last = deal;
    }
    out
}

fn number(mut n: usize, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push((n & 0x7F) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

#[cfg(test)]
mod tests {
    use super::{Terms, Weight, order};

    #[test]
    fn shards_hold_words_in_their_order_whatever_the_threads() {
        let take = |deal: u32, terms: &mut Terms| {
            terms.put("all", deal, Weight::Text);
            terms.put("all", deal, if deal.is_multiple_of(100) { Weight::Title } else { Weight::Text });
            terms.put(&format!("w{deal:04}"), deal, Weight::Fact);
        };
        let shards = Terms::of(1_000, take).shards(1_000, 7);
        assert_eq!(shards, Terms::of(1_000, take).shards(1_000, 7));
        // Common, so that the ten titles are left: the number of the first, then distances.
        let all = [3, b'a', b'l', b'l', 10 * 2 + 1, 3, 0x93, 3, 0x93, 3];
        assert!(shards[0].1.starts_with(&all), "{:?}", &shards[0].1[..16]);
        assert!(shards.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let sizes: Vec<usize> = shards.iter().map(|(_, bytes)| bytes.len()).collect();
        assert!(sizes.iter().max() < sizes.iter().min().map(|least| least + 40).as_ref(), "{sizes:?}");
    }

    #[test]
    fn words_are_in_the_order_of_browsers() {
        // U+FF61 is above the halves of pairs in UTF-16, U+10000 below it.
        assert!(order("\u{10000}", "\u{ff61}").is_lt() && "\u{10000}" > "\u{ff61}");
        assert!(order("ab", "b").is_lt() && order("é", "z").is_gt());
    }
}
