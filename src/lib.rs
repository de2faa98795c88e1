//! Tearsheet is a compiler: text in, typed model, many small files out.
//!
//! ```text
//! read ─▶ parse ─▶ resolve ─▶ check ─▶ plan ─▶ render ─▶ write
//!         per file   all        all     all    per page   swap
//! ```

pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod commands;
pub mod diagnostics;
pub mod disk;
pub mod files;
pub mod locale;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod plan;
pub mod prose;
pub mod render;
pub mod resolve;
pub mod span;
pub mod theme;
