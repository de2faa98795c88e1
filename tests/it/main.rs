//! The integration tests, in one binary.

#![expect(clippy::expect_used, clippy::panic, reason = "a test says what went wrong by panicking")]

mod cases;
mod cli;
mod crash;
mod formats;
mod guard;
mod input;
mod output;
mod parse;
mod support;
mod theme;
mod tidy;
mod trees;
