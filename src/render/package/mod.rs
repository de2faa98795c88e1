//! `datapackage.json`, and the sources of a site in the formats of reference managers.
//!
//! The descriptor is a Data Package (v2, and valid under v1): each file with its size and SHA-256, each table with
//! the types, keys and references that `render::csv` has of its columns. `csl` and `bibtex` write all cited documents,
//! `citation` how the site itself is cited. Words are in the site's first language.

mod bibtex;
mod citation;
mod csl;
mod date;
mod descriptor;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests;

pub use bibtex::bibtex;
pub use citation::citation;
pub use csl::csl_json;
pub use descriptor::{Content, descriptor};
