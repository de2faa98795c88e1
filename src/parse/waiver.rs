//! `[[allow]]`: a warning that an editor accepts, and why.

use jiff::civil::Date;

use super::document::Waiver;
use super::reader::{Item, Reader, excerpt};
use super::schema::{Key, Schema, Takes};
use crate::diagnostics::{Code, Diagnostic, Severity, closest, codes};
use crate::span::{Span, Spanned};

/// `[[allow]]` while it is read.
pub(super) struct Permission {
    span: Span,
    code: Option<Spanned<Code>>,
    why: Option<Spanned<String>>,
    until: Option<Spanned<Date>>,
}

/// Its keys.
pub(super) static ALLOW: Schema<Permission> = Schema::closed(
    "a waiver",
    &[
        Key::required("code", Takes::Word(warnings), "the warning that is accepted", |r, v, a| a.code = warning(r, v)),
        Key::required("why", Takes::String, "why it is accepted", |r, v, a| a.why = r.string(v)),
        Key::optional("until", Takes::Day, "the last day of the waiver", |r, v, a| a.until = r.day(v)),
    ],
);

/// Reads `[[allow]]`, of deals, companies and sources.
pub(super) fn waivers<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Vec<Waiver> {
    let permissions = reader.tables(item, &ALLOW, |span| Permission { span, code: None, why: None, until: None });
    let complete = |p: Permission| Some(Waiver { span: p.span, code: p.code?, why: p.why?, until: p.until });
    permissions.into_iter().filter_map(complete).collect()
}

/// The codes of all warnings.
fn warnings() -> Vec<&'static str> {
    codes::ALL.iter().filter(|c| c.severity() == Severity::Warning).map(|c| c.name()).collect()
}

/// The code of a warning. Errors cannot be waived.
fn warning<'a>(reader: &mut Reader<'a>, item: Item<'a>) -> Option<Spanned<Code>> {
    let name = reader.str(item)?;
    let shown = excerpt(name.value);
    let problem = match Code::find(name.value) {
        Some(code) if code.severity() == Severity::Warning => return Some(Spanned::new(code, name.span)),
        Some(_) => Diagnostic::new(
            codes::VALUE,
            name.span,
            format!("expected the code of a warning, found the error `{shown}`"),
        )
        .help("an error cannot be allowed: mend what it names"),
        None => {
            let title = format!("expected the code of a warning, found `{shown}`");
            let diagnostic = Diagnostic::new(codes::VALUE, name.span, title);
            match closest(name.value, warnings()) {
                Some(code) => diagnostic.suggest("a warning with a similar code exists", name.span, code),
                None => diagnostic.help("codes stand in brackets in every message: `warning[raw-html]`"),
            }
        }
    };
    reader.report(problem);
    None
}
