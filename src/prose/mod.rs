//! Markdown: what an editor writes, into what a reader gets.
//!
//! 1. `parser` calls pulldown-cmark; a panic there ends a stream and nothing else.
//! 2. `tokens` brings its events into the terms of this dialect: wiki-links, facts, citations.
//! 3. [`scan()`], in the parse phase, collects the references and the problems of one text; what Markdown would print as
//!    it is written, or drop, is found by `slips`, `spaces` and `tables`.
//! 4. [`paragraphs()`], in the check phase, gives the words alone, each with its place in the file.
//! 5. [`render()`], in the render phase, writes HTML in one pass and asks a [`Context`] for what only the site knows.
//!
//! Content is data: raw HTML is dropped, addresses go through an allow-list, every byte of the source is escaped on
//! its way into a page. Figures in prose are no business of this module, nor is the typography of a language.

mod citation;
mod context;
mod fence;
mod highlight;
mod mentions;
mod parser;
mod pieces;
mod plain;
mod problems;
mod render;
mod scan;
mod sentence;
mod slips;
mod slug;
mod spaces;
mod tables;
mod tokens;
mod url;

#[cfg(test)]
mod tests;

pub use context::{Context, FactText, FileRef, Label, Link, Note};
pub use fence::Fence;
pub use highlight::CLASSES as HIGHLIGHT_CLASSES;
pub use mentions::Mentions;
pub use plain::{Citation, HOLE, Mark, MarkKind, Paragraph, paragraphs};
pub use render::{Heading, Rendered, render};
pub use scan::{Scan, scan};
pub use sentence::sentences;
pub use url::{encoded, percent_decoded};
