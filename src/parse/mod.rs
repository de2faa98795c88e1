//! One file's text → one spanned, unresolved document. Depends on that file's text alone; never fails.

mod document;

pub use document::{
    Claim, ClaimValue, Collection, Company, Deal, Document, Event, Fact, FieldDecl, FieldKey, Leg, LocalText,
    Milestone, Parsed, Person, Prose, Quotation, Reaction, Site, Source, SourceRef, Waiver,
};
