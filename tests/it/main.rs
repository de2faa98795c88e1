//! The integration tests, in one binary.

mod crash;
mod guard;
mod input;
mod output;
mod trees;
