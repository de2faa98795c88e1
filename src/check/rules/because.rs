//! A claim that is set aside stays on the page, struck through; readers are owed the reason.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Rank, Text};
use crate::span::Span;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claim in subject.claims.iter().filter(|c| c.rank == Rank::Deprecated) {
        if claim.because.as_ref().is_some_and(|why| !Text::is_empty(why)) {
            continue;
        }
        let title =
            format!("the deprecated claim {} on `{}` gives no reason", context.written(claim.span), subject.key);
        let problem = Diagnostic::new(codes::BECAUSE, claim.span, title);
        out.push(match (&claim.because, after_value(context, claim.span)) {
            (None, Some(place)) => problem
                .help("readers see the claim struck through, with the reason beside it")
                .suggest("say why it is set aside", place.span, place.key("because = \"…\"")),
            _ => problem.help("say why it is set aside: `because = \"…\"`"),
        });
    }
}

/// Where another key of the same claim can be put.
struct Place {
    span: Span,
    own_line: bool,
}

impl Place {
    fn key(&self, key: &str) -> String {
        if self.own_line { format!("\n{key}") } else { format!(", {key}") }
    }
}

/// The place after a claim's value: within its `{ … }`, or on a line of its own below a `[[…]]` header.
fn after_value(context: &Context<'_>, value: Span) -> Option<Place> {
    let text = &*context.files.get(value.file).text;
    let (before, after) = (text.get(..value.start as usize)?, text.get(value.end as usize..)?);
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|q| after.starts_with(q) && before.ends_with(q));
    let end = value.end as usize + quotes.map_or(0, str::len);
    let line = before.rfind('\n').map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    let key = line.trim_end_matches(['"', '\'']).trim();
    let own_line = key.strip_prefix("is").is_some_and(|rest| rest.trim() == "=");
    Some(Place { span: Span::new(value.file, end..end), own_line })
}
