//! The integration tests, in one binary.
<<<<<<< HEAD

<<<<<<< HEAD
mod theme;
=======
mod crash;
mod guard;
mod input;
mod output;
mod trees;
>>>>>>> disk
=======
#![expect(clippy::expect_used, clippy::panic, reason = "a test says what went wrong by panicking")]

mod cases;
mod cli;
mod formats;
mod support;
mod tidy;
>>>>>>> cli
