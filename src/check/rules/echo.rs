//! Several sources that have it all from one: they count once, and look like more.
//!
//! Readers are told the number of voices, so only the claim that cites an echo as if it were a second voice is worth
//! a word to the editor; a reader's comment beside a source is no second voice to begin with. Which sources are one voice is [`crate::model::Origins`]'s business.

use crate::check::{Context, Subject};
use crate::diagnostics::{Diagnostic, codes};
use crate::model::{Citation, SourceKind};

use super::with_places;

pub(in crate::check) fn check(context: &Context<'_>, subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let is_voice = |c: &&Citation| context.briefing.source(c.source).kind_at(c.line) != SourceKind::Comment;
    let mut cited: Vec<_> = subject.live().flat_map(|c| &c.sources).filter(is_voice).collect();
    cited.sort_by_key(|c| (c.source, c.span));
    cited.dedup_by_key(|c| c.source);
    if cited.len() < 2 || context.briefing.origins.voices_of(context.briefing, subject.claims) > 1 {
        return;
    }
    cited.sort_by_key(|c| c.span);
    let ids: Vec<String> = cited.iter().map(|c| format!("`{}`", context.briefing.source(c.source).id)).collect();
    let title = format!("the {} sources of `{}` are one voice: {}", cited.len(), subject.key, ids.join(", "));
    let problem = Diagnostic::new(codes::ECHO, subject.span, title)
        .label("counted once")
        .help("cite a source that does not repeat the others, or the origin alone");
    out.push(with_places(problem, cited.iter().map(|c| (c.span, String::new()))));
}
