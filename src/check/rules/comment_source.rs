//! What readers write under an article is worth keeping as a deprecated claim, never as a live one.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Citation, SourceKind};
use crate::span::Span;

use super::with_places;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for claim in subject.live() {
        let what = || format!("{} of `{}`", context.written(claim.span), subject.key);
        out.extend(judge(context, claim.span, what, subject.evidence(claim)));
    }
    if subject.claims.is_empty() {
        out.extend(judge(context, subject.span, || format!("this {}", subject.key), subject.shared));
    }
}

fn judge(
    context: &Context<'_>,
    span: Span,
    what: impl FnOnce() -> String,
    evidence: &[Citation],
) -> Option<Diagnostic> {
    let is_comment = |c: &Citation| context.briefing.source(c.source).kind_at(c.line) == SourceKind::Comment;
    if evidence.is_empty() || !evidence.iter().all(is_comment) {
        return None;
    }
    let title = format!("{} rests on reader comments alone", what());
    let mut problem = Diagnostic::new(codes::COMMENT_SOURCE, span, title).help(
        "cite a source that is no comment, or set the claim aside: `rank = \"deprecated\"` with `because = \"…\"`",
    );
    let mut sources: Vec<_> = evidence.iter().map(|c| c.source).collect();
    sources.sort_unstable();
    sources.dedup();
    for id in sources {
        let source = context.briefing.source(id);
        problem = problem.note(match source.comments_from {
            Some(line) if source.kind != SourceKind::Comment => {
                format!("in `{}`, reader comments begin at line {line}", source.id)
            }
            _ => format!("`{}` is a comment", source.id),
        });
    }
    // A claim that rests on the sheet's only source has no citation of its own to show.
    let cited = evidence.iter().filter(|c| c.span != span);
    Some(with_places(problem, cited.map(|c| (c.span, "a reader's comment".to_owned()))))
}
