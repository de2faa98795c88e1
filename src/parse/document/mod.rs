//! What one file says: spanned, typed where a type needs no other file, unresolved.
//!
//! Names of companies, deals, sources, topics and languages are still text here; a key that is not
//! built in may be a field that the site declares, so its claims stay raw until [`crate::resolve`].

mod claim;
mod company;
mod deal;
mod prose;
mod site;
mod source;

use std::sync::Arc;

use crate::span::FileId;
use crate::vocabulary::Vocabulary;

pub use claim::{Claim, ClaimValue, Fact, FieldKey, LocalText, SourceRef};
pub use company::{Company, Event, Person};
pub use deal::{Correction, Deal, Leg, Milestone, Quotation, Reaction, Tranche, Waiver};
pub use prose::{Collection, Prose};
pub use site::{FieldDecl, Site};
pub use source::{Original, Source};

/// A file, parsed. Never fails: what could not be understood is in `diagnostics` and missing here.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The file.
    pub file: FileId,
    /// What it holds: one document, several if it is one of many sheets, none if the path means nothing.
    pub documents: Vec<Document>,
    /// Its problems.
    pub diagnostics: Vec<crate::diagnostics::Diagnostic>,
}

impl Parsed {
    /// The vocabulary that the settings give; `None` for any other file.
    pub fn vocabulary(&self) -> Option<&Arc<Vocabulary>> {
        self.documents.iter().find_map(|document| match document {
            Document::Site(site) => Some(&site.vocabulary),
            Document::Deal(_) | Document::Company(_) | Document::Source(_) | Document::Prose(_) => None,
        })
    }
}

/// What a file, or an entry of one, holds.
#[derive(Clone, Debug)]
pub enum Document {
    /// `tearsheet.toml`
    Site(Box<Site>),
    /// `content/deals/**/<id>.toml`
    Deal(Box<Deal>),
    /// `content/companies/**/<id>.toml`, or an entry of `content/companies.toml`
    Company(Box<Company>),
    /// `content/sources/**/<id>.toml`, or an entry of `content/sources.toml`
    Source(Box<Source>),
    /// `content/{deals,companies,pages}/**/<id>[.<lang>].md`
    Prose(Box<Prose>),
}
