//! Words of scale that mean another number in the next language, and figures half in one language's form.

use crate::check::figures::Finding;
use crate::diagnostics::{Diagnostic, codes};
use crate::figures::Note;

pub(in crate::check) fn check(finding: &Finding<'_, '_>, out: &mut Vec<Diagnostic>) {
    let (title, help) = match finding.reading.note {
        Some(Note::FrenchBillion) => (
            "is 10¹² in French and would be read as the English billion, 10⁹",
            "write `mille milliards`, or a number of `milliards`",
        ),
        Some(Note::FrenchTrillion) => (
            "is 10¹⁸ in French and would be read as the English trillion, 10¹²",
            "if 10¹² is meant, write `mille milliards`, or a number of `milliards`",
        ),
        Some(Note::MixedLocale) => (
            "mixes the forms of two languages",
            "write the currency once, as the language of the text does: `10 milliards de dollars`, `$10 billion`",
        ),
        Some(Note::NoUnit) | None => return,
    };
    let title = format!("expected one scale for all readers, found {}, which {title}", finding.written());
    out.push(Diagnostic::new(codes::SCALE_WORD, finding.span(), title).help(help));
}
