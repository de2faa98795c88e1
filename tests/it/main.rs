//! The integration tests, in one binary.

#![expect(clippy::expect_used, clippy::panic, reason = "a test says what went wrong by panicking")]

mod brief;
#[cfg(feature = "cards")]
mod cards;
mod cases;
mod charts;
mod cli;
mod collisions;
mod commonmark;
mod corpus;
mod crash;
mod crash_in_place;
mod days;
mod determinism;
mod edits;
mod effort;
mod evidence;
mod fact_sheet;
mod faults;
mod feeds;
mod figures;
mod formats;
mod front_page;
mod golden;
mod guard;
mod guide;
mod hostile;
mod hostile_deals;
mod html;
mod in_place;
mod incremental;
mod input;
mod kit;
mod language;
mod leak;
mod ledger;
mod links;
mod lists;
mod litter;
mod mistakes;
mod mounts;
mod names;
mod one_file;
mod options;
mod output;
mod owners;
mod parse;
mod parse_anything;
mod pictures;
mod planted;
mod proof;
mod rebuild;
mod rebuild_anything;
mod rebuild_deal;
#[cfg(feature = "serve")]
mod score;
mod search;
mod serve;
mod support;
mod targets;
mod theme;
mod tidy;
mod trees;
mod unclosed;
mod units;
mod vague_days;
mod vocabulary;
mod vocabulary_docs;
mod wording;

/// That of the program: tests compile thousands of sites, and a quarter of that was spent on small strings.
#[cfg(feature = "cli")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
