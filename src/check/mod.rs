//! stub
/// stub
pub fn check(
    _: &crate::model::Briefing,
    _: &crate::files::Files,
    _: jiff::civil::Date,
) -> Vec<crate::diagnostics::Diagnostic> {
    Vec::new()
}
/// stub
pub fn waive(_: &crate::model::Briefing, _: &mut crate::diagnostics::Diagnostics, _: jiff::civil::Date) {}
