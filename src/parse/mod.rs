//! One file's text → one spanned, unresolved document. Depends on that file's text alone; never fails.

mod document;

pub use document::{
    Claim, ClaimValue, Collection, Company, Deal, Document, Event, Fact, FieldDecl, FieldKey, Leg, LocalText,
    Milestone, Parsed, Person, Prose, Quotation, Reaction, Site, Source, SourceRef, Waiver,
};

/// stub
pub fn kind(_roles: &[crate::model::Role], _umbrella: bool) -> Option<crate::model::Kind> {
    None
}
/// stub
pub fn amount(_t: &str, _s: crate::span::Span) -> Result<crate::model::Amount, crate::diagnostics::Diagnostic> {
    Ok(crate::model::Amount::None)
}
/// stub
pub fn date(_t: &str, s: crate::span::Span) -> Result<crate::model::Edtf, crate::diagnostics::Diagnostic> {
    Err(crate::diagnostics::Diagnostic::new(crate::diagnostics::codes::DATE, s, ""))
}
/// stub
pub fn known_keys(_s: crate::model::FieldScope) -> impl Iterator<Item = &'static str> {
    std::iter::empty()
}
