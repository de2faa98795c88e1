//! The integration tests, in one binary.

#![expect(clippy::expect_used, clippy::panic, reason = "a test says what went wrong by panicking")]

mod brief;
mod cases;
mod cli;
mod collisions;
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
mod figures;
mod formats;
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
mod lists;
mod mistakes;
mod mounts;
mod one_file;
mod output;
mod owners;
mod parse;
mod parse_anything;
mod planted;
mod rebuild;
mod rebuild_anything;
#[cfg(feature = "serve")]
mod serve;
mod support;
mod theme;
mod tidy;
mod trees;
mod unclosed;
mod units;
mod vague_days;
mod vocabulary;
mod vocabulary_docs;
mod wording;
