//! Tearsheet is a compiler: text in, typed model, many small files out.
//!
//! ```text
//! read ─▶ parse ─▶ resolve ─▶ check ─▶ plan ─▶ render ─▶ write
//!         per file   all        all     all    per page   swap
//! ```
//!
//! # In reading order
//!
//! 1. [`span`], [`files`]: text and places in it. [`diagnostics`]: problems as data, and how they are told.
//! 2. [`quantity`]: bounded numbers with their units. [`vocabulary`]: what a briefing may speak of, as data. [`model`]:
//!    the typed domain: claims, facts, legs, deals, companies, sources.
//! 3. [`parse()`](parse::parse): one file's text → one spanned, unresolved document. [`prose`] reads Markdown.
//! 4. [`resolve`]: documents → [`model::Briefing`]: names become ids, the best claim of each fact is chosen.
//! 5. [`evidence`]: quotes held against the texts of their sources. [`figures`]: figures in text.
//!    [`check`]: what the facts say together. A file per rule.
//! 6. [`mod@plan`]: every output path, and what it shows. [`site`]: a file per kind of page.
//! 7. [`locale`]: numbers, money, dates and typography per language, from data files. [`theme`]: templates,
//!    messages, assets, from bytes. [`render`]: the model → views → pages; feeds and downloads directly.
//!    [`search`]: the index that the search page reads.
//! 8. [`pipeline`]: the phases one after the other. [`disk`]: reading, and writing all or nothing.
//! 9. [`headers`]: how a site is to be served. `preview`: the same phases kept in memory, and a server on loopback that
//!    shows them while files change. `publish`: from an output to the place where readers see it.
//! 10. `commands`: what joins these to a terminal; `cli` says which words it takes.
//!
//! # Invariants
//!
//! 1. Only [`disk`], `preview`, `publish` and `commands` touch files, clock or environment, and only `publish` starts
//!    programs and opens connections outwards; the build date is an argument.
//!    (A test in `tidy` searches the other modules.)
//! 2. Parsing a file depends on that file's text and on the vocabulary alone, which is read from `tearsheet.toml` first.
//! 3. parse, resolve, check and plan never fail and never panic: every problem is a diagnostic with a span,
//!    and all problems of a run are reported. (Property tests; hostile input through the binary.)
//! 4. Other pages see an entity only through its summary, made once per language.
//! 5. Same input, same bytes: no hash-map order, no "now", no thread order, no absolute path. (`determinism`.)
//! 6. One error, and nothing under the output directory changes; none, and it changes all at once. (`crash`
//!    kills and fails a build at every call that changes the disk.)
//! 7. Every internal address comes from [`mod@plan`]; a template only puts the way to the root before it.
//! 8. What a [`model::Briefing`] holds may be published: drafts and embargoed deals are left out of it, so
//!    nothing that is made from it can leak them. (`leak` searches every output for them.)
//! 9. A template gets one typed view per kind of page, and pure filters.

#[cfg(feature = "cards")]
pub mod cards;
mod chars;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod commands;
pub mod diagnostics;
pub mod disk;
#[cfg(test)]
#[path = "../tests/it/effort.rs"]
mod effort;
pub mod evidence;
pub mod figures;
pub mod files;
pub mod headers;
pub mod ledger;
pub mod locale;
mod lock;
mod markup;
pub mod metadata;
pub mod model;
pub mod parse;
mod pictures;
pub mod pipeline;
pub mod plan;
#[cfg(feature = "serve")]
pub mod preview;
pub mod prose;
#[cfg(feature = "cli")]
pub mod publish;
pub mod quantity;
pub mod render;
pub mod resolve;
pub mod search;
pub mod site;
pub mod span;
pub mod theme;
pub mod vocabulary;
