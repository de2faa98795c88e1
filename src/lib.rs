//! Tearsheet is a compiler: text in, typed model, many small files out.
//!
//! ```text
//! read ─▶ parse ─▶ resolve ─▶ check ─▶ plan ─▶ render ─▶ write
//!         per file   all        all     all    per page   swap
//! ```

pub mod diagnostics;
pub mod files;
pub mod model;
pub mod parse;
pub mod plan;
pub mod render;
pub mod resolve;
pub mod span;
pub mod theme;
